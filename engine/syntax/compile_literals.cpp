#include "engine/syntax/compile_literals.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "engine/syntax/escapes.h"

namespace treewright::syntax {
namespace {

constexpr std::size_t most_digits = 4300;  // the compiler's own limit of a decimal integer

struct StringStart {
  std::string prefix;  ///< in lower case
  std::string_view quotes;
  [[nodiscard]] bool is(char kind) const { return prefix.find(kind) != std::string::npos; }
};

StringStart read_start(std::string_view text) {
  const std::size_t letters = std::min(text.find_first_of("'\""), text.size());
  StringStart start{std::string(text.substr(0, letters)), text.substr(letters)};
  for (char& c : start.prefix) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return start;
}

/// The text is compiled by itself, so that it holds no quote of the literal and no backslash.
void check_interpolation(const CheckRun& run, TSNode node, const StringStart& start) {
  const std::string_view text = run.text_of(node);
  if (text.find('\\') != std::string_view::npos) run.refuse("a backslash in a replacement field", node);
  if (text.find(start.quotes) != std::string_view::npos)
    run.refuse("a replacement field ends the string", node);
}

void check_string(const CheckRun& run, TSNode node) {
  const LiteralKinds& kinds = run.rules.literal;
  const Parts parts = parts_of(node);
  const Part* first = find_part(parts, kinds.start);
  if (first == nullptr) return;
  const StringStart start = read_start(run.text_of(first->node));
  if (!contains(kinds.prefixes, start.prefix)) run.refuse("no literal has this prefix", node);
  const bool bytes = start.is('b');
  for (const Part& part : parts) {
    const std::string_view text = run.text_of(part.node);
    if (part.kind == kinds.interpolation) check_interpolation(run, part.node, start);
    if (part.kind != kinds.content) continue;
    if (bytes && !is_ascii(text)) run.refuse("bytes hold ASCII alone", part.node);
    if (!start.is('r') && has_broken_escape(text, bytes)) run.refuse("a broken escape", part.node);
    if (start.is('f') && has_lone_brace(text)) run.refuse("a lone brace", part.node);
  }
}

void check_concatenated(const CheckRun& run, TSNode node) {
  bool bytes = false, text = false;
  for (const Part& part : named_parts(parts_of(node))) {
    const Parts inner = parts_of(part.node);
    if (inner.empty()) continue;
    (read_start(run.text_of(inner[0].node)).is('b') ? bytes : text) = true;
  }
  if (bytes && text) run.refuse("bytes beside text", node);
}

/// Replacement fields stand in the format of one, and in those of these no further ones.
void check_depth(const CheckRun& run, TSNode node) {
  const LiteralKinds& kinds = run.rules.literal;
  const Parts parts = parts_of(node);
  const Part* specifier = find_part(parts, kinds.specifier);
  if (specifier == nullptr) return;
  if (find_part(parts_of(specifier->node), kinds.format_expression) != nullptr)
    run.refuse("replacement fields are nested too deeply", node);
}

bool is_broken_number(std::string_view text, bool integer) {
  const std::size_t underscore = text.find('_');
  for (std::size_t i = underscore; i < text.size(); i = text.find('_', i + 1)) {
    if (i + 1 == text.size() || std::isxdigit(static_cast<unsigned char>(text[i + 1])) == 0) return true;
    if (!text.starts_with("0x") && !text.starts_with("0X") &&
        std::isdigit(static_cast<unsigned char>(text[i + 1])) == 0)
      return true;
  }
  if (!integer) return false;
  if (text.ends_with('l') || text.ends_with('L')) return true;
  if (text.size() > most_digits) return true;
  const bool decimal = text.find_first_not_of("0123456789_") == std::string_view::npos;
  return decimal && text.size() > 1 && text[0] == '0' &&
         text.find_first_not_of("0_") != std::string_view::npos;
}

}  // namespace

void check_literal(const CheckRun& run, TSNode node, std::string_view kind) {
  const LiteralKinds& kinds = run.rules.literal;
  const bool integer = kind == kinds.integer;
  if (kind == kinds.string) check_string(run, node);
  if (kind == kinds.concatenated) check_concatenated(run, node);
  if (kind == kinds.format_expression) check_depth(run, node);
  if ((integer || kind == kinds.float_number) && is_broken_number(run.text_of(node), integer))
    run.refuse("no number is written so", node);
  if (kind == kinds.conversion && !contains(kinds.conversions, run.text_of(node)))
    run.refuse("there is no such conversion", node);
}

}  // namespace treewright::syntax
