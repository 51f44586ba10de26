#include "lab/cli/user_program.h"

#include "cli/common/interrupt.h"

namespace treewright::cli {

std::filesystem::path user_program() {
  std::error_code error;
  auto program = std::filesystem::read_symlink("/proc/self/exe", error).replace_filename("treewright");
  if (!std::filesystem::exists(program, error))
    fail({fmt::format("{}: is not there; build treewright beside treewright-lab", program.string())});
  return program;
}

}  // namespace treewright::cli
