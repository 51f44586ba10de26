#pragma once
// Errors are values: a function that can fail on input returns Result<T>; exceptions stop at the library that
// threw.

#include <fmt/format.h>

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace treewright {

/// One line a user can act on: it names the file, the field and the remedy. No trailing full stop or newline.
struct Error {
  std::string message;
};

template <typename T>
using Result = tl::expected<T, Error>;

/// `return failure("{}: not a number: {}", path, text);`
template <typename... Args>
[[nodiscard]] tl::unexpected<Error> failure(fmt::format_string<Args...> format, Args&&... args) {
  return tl::unexpected(Error{fmt::format(format, std::forward<Args>(args)...)});
}

}  // namespace treewright
