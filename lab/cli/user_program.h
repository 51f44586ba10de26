#pragma once
// The program that users run, for what starts it.

#include <filesystem>

namespace treewright::cli {

/// `treewright` beside this program, as a build tree and an installation have it. Fails the command where it
/// is not there.
[[nodiscard]] std::filesystem::path user_program();

}  // namespace treewright::cli
