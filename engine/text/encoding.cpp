#include "engine/text/encoding.h"

#include <algorithm>

#include "engine/text/description.h"
#include "engine/text/name_choice.h"
#include "support/text.h"

namespace treewright::text {
namespace {

TextKinds kinds_of(const std::string& surface) {
  if (surface.empty() || surface.find_first_of("\r\n") != std::string::npos) return 0;
  if (is_identifier(surface)) return name_text | content_text;
  return is_number(surface) ? number_text | content_text : content_text;
}

void add_position(EncodedSource& source, std::string surface, const Vocabulary& vocabulary) {
  source.surface_kinds.push_back(kinds_of(surface));
  source.surface_pieces.push_back(surface.empty() ? std::vector<int>{} : vocabulary.pieces(" " + surface));
  source.surfaces.push_back(std::move(surface));
}

void add_piece(EncodedSource& source, const Vocabulary& vocabulary, int piece, int word,
               std::string surface) {
  source.pieces.push_back(piece);
  source.piece_words.push_back(word);
  add_position(source, std::move(surface), vocabulary);
}

void add_word(EncodedSource& source, const Vocabulary& vocabulary, const Word& word, int number,
              std::size_t max_pieces) {
  bool first = true;
  for (const int piece : vocabulary.pieces(word.spaced ? " " + word.read : word.read)) {
    if (source.pieces.size() == max_pieces) return;
    add_piece(source, vocabulary, piece, number, first ? word.copy : std::string());
    first = false;
  }
}

std::vector<float> flags_of(const engine::Surroundings& s) {
  return {s.docstring ? 1.F : 0.F, s.in_function ? 1.F : 0.F,   s.in_async ? 1.F : 0.F,
          s.in_loop ? 1.F : 0.F,   s.in_class_body ? 1.F : 0.F, s.bare ? 1.F : 0.F};
}

/// A name that is the same letters as one in scope is copied as it is spelled there: a description may hold
/// "ö" as one character and the code as two.
void spell_as_in_scope(std::vector<Word>& words, const std::vector<engine::Name>& names) {
  const auto is_plain = [](const std::string& text) { return std::ranges::all_of(text, is_ascii); };
  const bool plain_names = std::ranges::all_of(names, is_plain, &engine::Name::text);
  for (Word& word : words) {
    if (!is_identifier(word.copy) || (plain_names && is_plain(word.copy))) continue;
    const std::string normal = nfkc(word.copy);
    const auto name = std::ranges::find_if(
        names, [&](const engine::Name& each) { return each.text == word.copy || nfkc(each.text) == normal; });
    if (name != names.end()) word.copy = name->text;
  }
}

bool is_written_in_pieces(TokenKind kind) {
  return kind == TokenKind::identifier || kind == TokenKind::number || kind == TokenKind::content;
}

}  // namespace

bool append_text_steps(const Vocabulary& vocabulary, const EncodedSource& source, std::string_view text,
                       bool content, std::vector<TargetStep>& steps) {
  const std::vector<int> pieces = vocabulary.pieces(content ? std::string(text) : " " + std::string(text));
  std::vector<int> copies;
  for (std::size_t m = 0; m < source.surfaces.size(); ++m) {
    if (source.surfaces[m] == text) copies.push_back(static_cast<int>(m));
  }
  if (!copies.empty()) {
    steps.push_back({pieces.size() == 1 ? pieces.front() : -1, std::move(copies)});
    return true;
  }
  for (const int piece : pieces) {
    if (vocabulary.piece(piece).empty()) return false;  // bytes are never written
    steps.push_back({piece, {}});
  }
  return true;
}

EncodedSource encode_source(const Vocabulary& vocabulary, const engine::Request& request,
                            const EncodingLimits& limits) {
  EncodedSource source;
  source.flags = flags_of(request.surroundings);
  int number = 0;
  std::vector<Word> words = split_description(request.description);
  spell_as_in_scope(words, request.names);
  for (const Word& word : words) {
    if (source.pieces.size() == limits.max_pieces) break;
    add_word(source, vocabulary, word, number++, limits.max_pieces);
  }
  // The encoder reads at least one piece.
  if (source.pieces.empty()) add_piece(source, vocabulary, begin, -1, {});
  for (const std::size_t place : choose_names(request.description, request.names, limits.max_names)) {
    const engine::Name& name = request.names[place];
    source.names.push_back({vocabulary.pieces(" " + name.text), static_cast<int>(name.kind)});
    add_position(source, name.text, vocabulary);
  }
  return source;
}

std::vector<TargetStep> encode_target(const Vocabulary& vocabulary, const EncodedSource& source,
                                      const std::vector<Token>& tokens) {
  std::vector<TargetStep> steps;
  for (const Token& token : tokens) {
    if (is_written_in_pieces(token.kind)) {
      if (!append_text_steps(vocabulary, source, token.text, token.kind == TokenKind::content, steps))
        return {};
    } else {
      const int number = vocabulary.number(token);
      if (number < 0) return {};
      steps.push_back({number, {}});
    }
  }
  return steps;
}

}  // namespace treewright::text
