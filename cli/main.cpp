#include <exception>
#include <iostream>

#include "cli/commands.h"
#include "cli/lsp_command.h"

int main(int argc, char** argv) {
  CLI::App app("treewright: from the comment at the cursor to code that is valid where it stands",
               "treewright");
  app.set_version_flag("--version", TREEWRIGHT_VERSION);
  app.require_subcommand(1);
  treewright::cli::add_lsp_command(app);
  treewright::cli::add_model_commands(app);
  treewright::cli::add_corpus_command(app);
  treewright::cli::add_train_command(app);
  treewright::cli::add_bench_command(app);
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::RuntimeError& error) {
    return error.get_exit_code();
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    app.exit(error);
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "treewright: " << error.what() << '\n';
    return 1;
  }
}
