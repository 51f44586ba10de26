#include "engine/text/answer_pattern.h"

#include <cctype>
#include <map>

namespace treewright::text {
namespace {

// What `$` is written as while the answer is parsed.
constexpr std::string_view reserved = "treewright_placeholder_";

bool starts_name(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string with_identifiers(std::string_view answer) {
  std::string code;
  for (std::size_t i = 0; i < answer.size(); ++i) {
    if (answer[i] == '$' && i + 1 < answer.size() && starts_name(answer[i + 1])) {
      code += reserved;
    } else {
      code += answer[i];
    }
  }
  return code;
}

std::string with_dollars(std::string text) {
  for (std::size_t at = 0; (at = text.find(reserved, at)) != std::string::npos; ++at) {
    text.replace(at, reserved.size(), "$");
  }
  return text;
}

std::string plain_quotes(const std::string& content) {
  std::string plain;
  for (std::size_t i = 0; i < content.size(); ++i) {
    const bool escape = content[i] == '\\' && i + 1 < content.size();
    if (escape && content[i + 1] != '"' && content[i + 1] != '\'') plain += content[i];
    if (escape) ++i;
    plain += content[i];
  }
  return plain;
}

}  // namespace

Result<std::vector<Token>> comparable_tokens(const syntax::Language& language, std::string_view code) {
  auto tokens = tokenize(language, code);
  if (!tokens) return tokens;
  std::vector<bool> raw;  // of the strings that are open: an f-string holds others
  for (Token& token : *tokens) {
    if (token.kind == TokenKind::string_start) raw.push_back(token.text.find('r') != std::string::npos);
    if (token.kind == TokenKind::string_end && !raw.empty()) raw.pop_back();
    if (token.kind == TokenKind::content && !raw.empty() && !raw.back())
      token.text = plain_quotes(token.text);
  }
  return tokens;
}

Result<AnswerPattern> AnswerPattern::parse(const syntax::Language& language, std::string_view answer) {
  auto tokens = comparable_tokens(language, with_identifiers(answer));
  if (!tokens) return tl::unexpected(tokens.error());
  AnswerPattern pattern;
  for (Token& token : *tokens) {
    const bool is_placeholder = token.kind == TokenKind::identifier && token.text.starts_with(reserved);
    if (is_placeholder) token.text.erase(0, reserved.size());
    if (token.kind == TokenKind::content) token.text = with_dollars(std::move(token.text));
    pattern.expected_.push_back({std::move(token), is_placeholder});
  }
  return pattern;
}

bool AnswerPattern::matches(const std::vector<Token>& candidate) const {
  if (candidate.size() != expected_.size()) return false;
  std::map<std::string_view, std::string_view> bound, taken;  // placeholder to identifier, and back
  for (std::size_t i = 0; i < candidate.size(); ++i) {
    const auto& [token, is_placeholder] = expected_[i];
    if (!is_placeholder) {
      if (token != candidate[i]) return false;
      continue;
    }
    if (candidate[i].kind != TokenKind::identifier) return false;
    if (bound.emplace(token.text, candidate[i].text).first->second != candidate[i].text) return false;
    if (taken.emplace(candidate[i].text, token.text).first->second != token.text) return false;
  }
  return true;
}

}  // namespace treewright::text
