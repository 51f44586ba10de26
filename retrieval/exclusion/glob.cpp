#include "retrieval/exclusion/glob.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

namespace treewright::retrieval {
namespace {

using Set = std::bitset<256>;

Set set_of(int (*is)(int)) {
  Set set;
  for (int byte = 0; byte < 128; ++byte) set[static_cast<std::size_t>(byte)] = is(byte) != 0;
  return set;
}

/// The POSIX class of that name, of ASCII; nothing where there is none.
std::optional<Set> posix_class(std::string_view name) {
  static const std::array<std::pair<std::string_view, int (*)(int)>, 12> classes{{{"alnum", std::isalnum},
                                                                                  {"alpha", std::isalpha},
                                                                                  {"blank", std::isblank},
                                                                                  {"cntrl", std::iscntrl},
                                                                                  {"digit", std::isdigit},
                                                                                  {"graph", std::isgraph},
                                                                                  {"lower", std::islower},
                                                                                  {"print", std::isprint},
                                                                                  {"punct", std::ispunct},
                                                                                  {"space", std::isspace},
                                                                                  {"upper", std::isupper},
                                                                                  {"xdigit", std::isxdigit}}};
  const auto* found = std::ranges::find(classes, name, &std::pair<std::string_view, int (*)(int)>::first);
  if (found == classes.end()) return std::nullopt;
  return set_of(found->second);
}

std::size_t number(char byte) { return static_cast<unsigned char>(byte); }

}  // namespace

class Glob::Parser {
 public:
  Parser(std::string_view pattern, Of of, Glob& glob)
      : pattern_(pattern), path_(of == Of::path), glob_(glob) {
    any_.set();
    inside_.set();
    if (path_) inside_.reset(number('/'));
  }

  void parse() {
    while (at_ < pattern_.size() && !glob_.malformed_) {
      const char byte = pattern_[at_];
      if (byte == '*') {
        stars();
      } else if (byte == '?') {
        add(Kind::bytes, inside_);
        ++at_;
      } else if (byte == '[') {
        brackets();
      } else {
        literal();
      }
    }
  }

 private:
  void add(Kind kind, const Set& set) { glob_.tokens_.push_back({kind, set}); }

  void literal() {
    if (pattern_[at_] == '\\' && ++at_ == pattern_.size()) {
      glob_.malformed_ = true;
      return;
    }
    add(Kind::bytes, Set().set(number(pattern_[at_++])));
  }

  void stars() {
    const std::size_t first = at_;
    at_ = std::min(pattern_.find_first_not_of('*', at_), pattern_.size());
    const std::string_view rest = pattern_.substr(at_);
    const bool whole = (first == 0 || pattern_[first - 1] == '/') &&
                       (rest.empty() || rest[0] == '/' || rest.starts_with("\\/"));
    if (!path_) return add(Kind::many, any_);
    if (at_ - first < 2 || !whole) return add(Kind::many, inside_);
    if (rest.starts_with('/')) add(Kind::maybe_two, {});
    add(Kind::many, any_);
  }

  void brackets() {
    ++at_;
    const bool negated = at_ < pattern_.size() && (pattern_[at_] == '!' || pattern_[at_] == '^');
    if (negated) ++at_;
    Set set;
    std::optional<char> low;  // what a range may start with
    for (bool first = true; first || peek() != ']'; first = false) {
      if (at_ >= pattern_.size()) {
        glob_.malformed_ = true;
        return;
      }
      if (!member(set, low)) return;
    }
    ++at_;
    if (negated) set.flip();
    add(Kind::bytes, set & inside_);
  }

  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : '\0';
  }

  /// One byte, range or class of a bracket; false where the pattern is malformed.
  bool member(Set& set, std::optional<char>& low) {
    if (peek() == '-' && low && peek(1) != '\0' && peek(1) != ']') {
      ++at_;
      const auto high = quoted();
      if (!high) return false;
      for (std::size_t byte = number(*low); byte <= number(*high); ++byte) set.set(byte);
      low.reset();  // "a-c-e" is a range, a hyphen and an e
      return true;
    }
    if (peek() == '[' && peek(1) == ':') {
      if (const auto end = pattern_.find(']', at_ + 2); end == std::string_view::npos) {
        glob_.malformed_ = true;
        return false;
      } else if (pattern_[end - 1] == ':' && end > at_ + 2) {
        return named(set, low, end);
      }
    }
    low = quoted();
    if (!low) return false;
    set.set(number(*low));
    return true;
  }

  bool named(Set& set, std::optional<char>& low, std::size_t end) {
    const auto members = posix_class(pattern_.substr(at_ + 2, end - 1 - (at_ + 2)));
    if (!members) {
      glob_.malformed_ = true;
      return false;
    }
    set |= *members;
    low.reset();
    at_ = end + 1;
    return true;
  }

  std::optional<char> quoted() {
    if (peek() == '\\') ++at_;
    if (at_ < pattern_.size()) return pattern_[at_++];
    glob_.malformed_ = true;
    return std::nullopt;
  }

  std::string_view pattern_;
  bool path_;
  Glob& glob_;
  std::size_t at_ = 0;
  Set any_, inside_;  ///< all bytes, and those that stay inside a name
};

Glob::Glob(std::string_view pattern, Of of) { Parser(pattern, of, *this).parse(); }

/// Marks a token as one that the next byte may meet, and those that need no byte before them.
void Glob::enter(std::size_t token, std::vector<std::uint8_t>& states) const {
  while (states[token] == 0) {
    states[token] = 1;
    if (token == tokens_.size() || tokens_[token].kind == Kind::bytes) return;
    if (tokens_[token].kind == Kind::maybe_two) enter(token + 3, states);
    ++token;
  }
}

bool Glob::matches(std::string_view text) const {
  if (malformed_) return false;
  std::vector<std::uint8_t> states(tokens_.size() + 1), next(states.size());
  enter(0, states);
  for (const char byte : text) {
    std::ranges::fill(next, 0);
    for (std::size_t token = 0; token < tokens_.size(); ++token) {
      if (states[token] == 0 || !tokens_[token].set[number(byte)]) continue;
      enter(tokens_[token].kind == Kind::many ? token : token + 1, next);
    }
    states.swap(next);
  }
  return states.back() != 0;
}

}  // namespace treewright::retrieval
