#pragma once
// What a line stands in, for the words that are legal only in some places: `return`, `await`, `break`.

#include <compare>
#include <cstdint>

#include "engine/request.h"
#include "engine/syntax/keyword_rules.h"

namespace treewright::grammar {

/// By default nothing is known, so anything may stand there.
struct Block {
  std::uint8_t functions = 2;  ///< around it, 2 for more
  bool in_function = true;     ///< directly, not through a class
  bool in_async = true;
  bool in_loop = true;

  [[nodiscard]] static Block around(const engine::Surroundings& surroundings);
  /// The block of a line that stands in this one.
  [[nodiscard]] Block inside(syntax::BlockKind header, bool async) const;
  [[nodiscard]] bool is(syntax::Place place) const;
  auto operator<=>(const Block&) const = default;
};

}  // namespace treewright::grammar
