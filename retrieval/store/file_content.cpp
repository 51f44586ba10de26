#include "retrieval/store/file_content.h"

#include <algorithm>

#include "support/utf8.h"

namespace treewright::retrieval {
namespace {

constexpr std::size_t least_minified = 2000;  // bytes; a short file may well be one line
constexpr std::size_t readable_line = 300;    // bytes, on average

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t size = utf8_character_size(bytes, at);
    if (size == 0) return false;
    at += size;
  }
  return true;
}

}  // namespace

Content judge_content(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) return Content::binary;
  if (!is_utf8(bytes)) return Content::other_encoding;
  const auto lines = static_cast<std::size_t>(std::ranges::count(bytes, '\n')) + 1;
  if (bytes.size() >= least_minified && bytes.size() / lines > readable_line) return Content::minified;
  return Content::source;
}

}  // namespace treewright::retrieval
