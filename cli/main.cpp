#include <exception>
#include <iostream>

#include "cli/commands.h"
#include "cli/logging.h"

namespace {

void add_commands(CLI::App& app) {
  using namespace treewright::cli;
  add_lsp_command(app);
  add_complete_command(app);
  add_generate_command(app);
  add_attention_command(app);
  add_predict_command(app);
  add_eval_command(app);
  add_eval_index_command(app);
  add_compare_command(app);
  add_train_command(app);
  add_corpus_command(app);
  add_doctor_command(app);
  add_index_command(app);
  add_search_command(app);
  add_why_command(app);
  add_bench_command(app);
  add_log_level(app);
}

/// A full disk or a closed pipe is a failure like others.
int finish_output() {
  if (std::cout.flush()) return 0;
  std::cerr << "treewright: standard output: cannot write all of it; free space or give another file\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("treewright: from the comment at the cursor to code that is valid where it stands",
               "treewright");
  app.set_version_flag("--version", TREEWRIGHT_VERSION);
  app.require_subcommand(1);
  treewright::cli::start_log();
  add_commands(app);
  try {
    app.parse(argc, argv);
    return finish_output();
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
