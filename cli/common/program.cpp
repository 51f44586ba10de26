#include "cli/common/program.h"

#include <exception>
#include <iostream>

#include "cli/common/logging.h"
#include "support/simd.h"

namespace treewright::cli {
namespace {

/// A full disk or a closed pipe is a failure like others.
int finish_output(const std::string& name) {
  if (std::cout.flush()) return 0;
  std::cerr << name << ": standard output: cannot write all of it; free space or give another file\n";
  return 1;
}

int run(CLI::App& app, int argc, char** argv) {
  if (const auto used = use_simd_target_of_environment(); !used) {
    std::cerr << app.get_name() << ": " << used.error().message << '\n';
    return 1;
  }
  try {
    app.parse(argc, argv);
    return finish_output(app.get_name());
  } catch (const CLI::RuntimeError& error) {
    return error.get_exit_code();
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    app.exit(error);
    return 2;
  } catch (const std::exception& error) {
    std::cerr << app.get_name() << ": " << error.what() << '\n';
    return 1;
  }
}

}  // namespace

int run_program(const std::string& name, const std::string& description,
                const std::vector<AddCommand>& commands, int argc, char** argv) {
  CLI::App app(description, name);
  app.set_version_flag("--version", TREEWRIGHT_VERSION);
  app.require_subcommand(1);
  start_log();
  for (const AddCommand add : commands) add(app);
  add_log_level(app);
  return run(app, argc, argv);
}

}  // namespace treewright::cli
