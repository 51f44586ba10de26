#pragma once
// Where a thread's work begins, exceptions end: one costs the request, the client or the update that it came
// from, never the process.

#include <type_traits>
#include <utility>

#include "support/result.h"

namespace treewright::lsp {

/// What is being thrown, in one line. To be called in a catch block.
[[nodiscard]] Error current_exception_error();

void log_exception(const char* what, const Error& error) noexcept;

/// Runs `work`; an exception becomes an Error. `work` returns nothing or a Result, which is given back.
template <typename Work>
[[nodiscard]] auto catch_exceptions(Work&& work) {
  using Returned = std::invoke_result_t<Work>;
  using Given = std::conditional_t<std::is_void_v<Returned>, Result<void>, Returned>;
  try {
    if constexpr (std::is_void_v<Returned>) {
      std::forward<Work>(work)();
      return Given{};
    } else {
      return Given{std::forward<Work>(work)()};
    }
  } catch (...) {
    return Given{tl::unexpected(current_exception_error())};
  }
}

/// The same where nobody can be told: an exception goes to the log, behind `what`.
template <typename Work>
void log_exceptions(const char* what, Work&& work) {
  const Result<void> done = catch_exceptions([&]() -> void { std::forward<Work>(work)(); });
  if (!done) log_exception(what, done.error());
}

}  // namespace treewright::lsp
