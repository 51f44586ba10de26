#include "lsp/json_text.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "support/utf8.h"

namespace treewright::lsp {
namespace {

constexpr std::string_view replacement_escape = "\\ufffd";

/// The code unit of the `\uXXXX` escape at `at`, if one stands there.
std::optional<unsigned> escaped_unit(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
  unsigned unit = 0;
  const auto* digits = text.data() + at + 2;
  const auto [end, status] = std::from_chars(digits, digits + 4, unit, 16);
  if (status != std::errc{} || end != digits + 4) return std::nullopt;
  return unit;
}

bool is_high_surrogate(std::optional<unsigned> unit) { return unit && *unit >= 0xD800 && *unit <= 0xDBFF; }
bool is_low_surrogate(std::optional<unsigned> unit) { return unit && *unit >= 0xDC00 && *unit <= 0xDFFF; }

/// One pass over JSON text: measures its depth and notes what must be replaced to make its strings
/// well-formed.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::size_t deepest() const { return deepest_; }

  /// The text with its replacements; empty when nothing had to be replaced.
  std::optional<std::string> scan() {
    while (at_ < text_.size()) step();
    if (copied_ == 0) return std::nullopt;
    result_.append(text_.substr(copied_));
    return std::move(result_);
  }

 private:
  void step() {
    if (in_string_) skip_plain();
    if (at_ == text_.size()) return;
    const char byte = text_[at_];
    if (static_cast<unsigned char>(byte) >= 0x80) return non_ascii();
    if (in_string_ && byte == '\\') return escape();
    if (byte == '"') in_string_ = !in_string_;
    if (!in_string_) nest(byte);
    ++at_;
  }

  /// Most of a message is text that needs no look: a tight loop matters for whole files.
  void skip_plain() {
    const auto is_plain = [](char byte) {
      return static_cast<unsigned char>(byte) < 0x80 && byte != '"' && byte != '\\';
    };
    const auto* const end = text_.data() + text_.size();
    at_ = static_cast<std::size_t>(std::find_if_not(text_.data() + at_, end, is_plain) - text_.data());
  }

  void nest(char byte) {
    if (byte == '[' || byte == '{') deepest_ = std::max(deepest_, ++depth_);
    if ((byte == ']' || byte == '}') && depth_ > 0) --depth_;
  }

  void non_ascii() {
    const auto size = utf8_character_size(text_, at_);
    if (size == 0) return replace(1, replacement_character);
    at_ += size;
  }

  void escape() {
    const auto unit = escaped_unit(text_, at_);
    if (is_high_surrogate(unit) && is_low_surrogate(escaped_unit(text_, at_ + 6))) {
      at_ += 12;
    } else if (is_high_surrogate(unit) || is_low_surrogate(unit)) {
      replace(6, replacement_escape);
    } else {
      at_ += 2;
    }
  }

  void replace(std::size_t size, std::string_view by) {
    result_.append(text_.substr(copied_, at_ - copied_)).append(by);
    at_ += size;
    copied_ = at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t copied_ = 0;  ///< bytes of text_ that result_ stands for
  std::string result_;
  std::size_t depth_ = 0;
  std::size_t deepest_ = 0;
  bool in_string_ = false;
};

}  // namespace

Result<ParsedJson> parse_json(const std::string& text) {
  Scanner scanner(text);
  auto repaired = scanner.scan();
  if (scanner.deepest() > max_json_depth) {
    return failure("message: JSON nested more than {} levels deep", max_json_depth);
  }
  auto value = Json::parse(repaired ? *repaired : text, nullptr, /*allow_exceptions=*/false);
  if (value.is_discarded()) return failure("message: not valid JSON");
  return ParsedJson{std::move(value), repaired.has_value()};
}

std::string json_text(const Json& value) {
  return value.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

}  // namespace treewright::lsp
