#include "lsp/exception_barrier.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <string_view>

namespace treewright::lsp {
namespace {

/// Some libraries put a stack trace below.
std::string first_line(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

}  // namespace

Error current_exception_error() {
  try {
    throw;
  } catch (const std::exception& error) {
    return Error{first_line(error.what())};
  } catch (...) {
    return Error{"an exception that is no std::exception"};
  }
}

void log_exception(const char* what, const Error& error) noexcept {
  try {
    spdlog::error("{}: {}", what, error.message);
  } catch (...) {
    return;  // a log that cannot be written has nobody to tell
  }
}

}  // namespace treewright::lsp
