#include "engine/grammar/block.h"

namespace treewright::grammar {

Block Block::around(const engine::Surroundings& surroundings) {
  if (surroundings.bare) return {};
  return {.functions = static_cast<std::uint8_t>(surroundings.in_function),
          .in_function = surroundings.in_function && !surroundings.in_class_body,
          .in_async = surroundings.in_async,
          .in_loop = surroundings.in_loop};
}

Block Block::inside(syntax::BlockKind header, bool async) const {
  Block inner = *this;
  if (header == syntax::BlockKind::function) {
    inner.functions = functions > 0 ? 2 : 1;
    inner.in_function = true;
    inner.in_async = async;
    inner.in_loop = false;
  } else if (header == syntax::BlockKind::type) {
    inner.in_function = inner.in_async = inner.in_loop = false;
  } else if (header == syntax::BlockKind::loop) {
    inner.in_loop = true;
  }
  return inner;
}

bool Block::is(syntax::Place place) const {
  switch (place) {
    case syntax::Place::in_function:
      return in_function;
    case syntax::Place::in_nested_function:
      return in_function && functions > 1;
    case syntax::Place::in_async:
      return in_async;
    case syntax::Place::in_loop:
      return in_loop;
  }
  return true;
}

}  // namespace treewright::grammar
