#pragma once
// Text that is worth reading, told by itself.

#include <cstdint>
#include <string_view>

namespace treewright::retrieval {

enum class Content : std::uint8_t { source, binary, other_encoding, minified };

/// `source` is UTF-8 text that people wrote: without NUL bytes, in lines of a length that can be read.
[[nodiscard]] Content judge_content(std::string_view bytes);

}  // namespace treewright::retrieval
