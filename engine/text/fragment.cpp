#include "engine/text/fragment.h"

#include <algorithm>
#include <array>

#include "support/text.h"

namespace treewright::text {
namespace {

bool starts_with_word(std::string_view code, std::string_view word) {
  return code.starts_with(word) && (code.size() == word.size() || !is_word_character(code[word.size()]));
}

/// A clause and the header of the statement that it belongs to.
struct Clause {
  std::string_view word, header;
};
constexpr std::array<Clause, 4> clauses{
    {{"elif", "if True:"}, {"else", "if True:"}, {"except", "try:"}, {"finally", "try:"}}};
constexpr std::string_view decorated = "def dummy():";

const Clause* clause_of(std::string_view code) {
  const auto* found =
      std::ranges::find_if(clauses, [&](const Clause& c) { return starts_with_word(code, c.word); });
  return found == clauses.end() ? nullptr : found;
}

bool is_pass(const Line& line, int depth) { return line.depth == depth && line.text == "pass"; }

}  // namespace

std::string complete_fragment(std::string_view code) {
  code = trim_end(code);
  std::string whole(code);
  const std::size_t first = std::min(code.find_first_not_of(" \t"), code.size());
  const std::string outer(code.substr(0, first));
  if (const Clause* clause = clause_of(code.substr(first)))
    whole = outer + std::string(clause->header) + "\n" + outer + "    pass\n" + whole;
  std::string_view header = code.substr(code.rfind('\n') + 1);
  const std::string indentation(header.substr(0, std::min(header.find_first_not_of(" \t"), header.size())));
  header.remove_prefix(indentation.size());
  if (header.starts_with('@')) return whole + "\n" + indentation + std::string(decorated) + " pass";
  if (!code.ends_with(':')) return whole;
  const std::string body = "\n" + indentation + "    pass";
  whole += body;
  if (starts_with_word(header, "try")) whole += "\n" + indentation + "except:" + body;
  return whole;
}

std::vector<Line> without_completion(std::vector<Line> lines) {
  // A bare `except:` is completed to the same code: of the two, `try:` is what is written more often.
  const std::vector<Line> completed_try = {{0, "try:"}, {1, "pass"}, {0, "except:"}, {1, "pass"}};
  if (lines == completed_try) return {lines.front()};
  if (lines.size() > 2 && is_pass(lines[1], 1) && lines[2].depth == 0) {
    const Clause* clause = clause_of(lines[2].text);
    if (clause != nullptr && clause->header == lines[0].text) lines.erase(lines.begin(), lines.begin() + 2);
  }
  const auto ends_with = [&](std::string_view header) {
    const std::size_t n = lines.size();
    return n >= 2 && lines[n - 2].text == header && is_pass(lines[n - 1], lines[n - 2].depth + 1);
  };
  if (lines.size() > 2 && ends_with(decorated) && lines[lines.size() - 3].text.starts_with('@'))
    lines.erase(lines.end() - 2, lines.end());
  if (lines.size() > 1 && lines.back().text == "pass" && lines[lines.size() - 2].text.ends_with(':') &&
      lines[lines.size() - 2].depth + 1 == lines.back().depth)
    lines.pop_back();
  return lines;
}

}  // namespace treewright::text
