#pragma once
// A request and its answer as the model's numbers. The same code serves training and decoding.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/request.h"
#include "engine/text/vocabulary.h"

namespace treewright::text {

/// Limits of one encoding; part of a model's config.json.
struct EncodingLimits {
  std::size_t max_pieces = 96;  ///< of the description
  std::size_t max_names = 40;
};

/// A set of kinds of text, a bit each; none where nothing can be written.
using TextKinds = std::uint8_t;
inline constexpr TextKinds name_text = 1, number_text = 2, content_text = 4;

/// The memory that the decoder attends to: one position a piece of the description, then one a name.
struct EncodedSource {
  struct NameSlot {
    std::vector<int> pieces;
    int kind;
  };
  std::vector<int> pieces;                       ///< the description
  std::vector<int> piece_words;                  ///< a piece's word, as split_description counts; -1: none
  std::vector<NameSlot> names;                   ///< names in scope
  std::vector<std::string> surfaces;             ///< a memory position: what copying it writes, or empty
  std::vector<std::vector<int>> surface_pieces;  ///< the surface as pieces: the decoder's input after a copy
  std::vector<TextKinds> surface_kinds;          ///< where the surface may be written
  std::vector<float> flags;                      ///< Surroundings as 0/1, in declaration order
  [[nodiscard]] std::size_t memory_size() const { return surfaces.size(); }
};
inline constexpr std::size_t flag_count = 6;

[[nodiscard]] EncodedSource encode_source(const Vocabulary& vocabulary, const engine::Request& request,
                                          const EncodingLimits& limits);

/// Where a step of a tree decoder stands (engine/grammar/tree_codec.h).
struct TreePlace {
  int slot = 0;
  int parent = -1;      ///< index of the step whose action made the slot; -1: the root's
  int position = 0;     ///< of the slot among those of its action
  bool open = false;    ///< the text before may go on
  TextKinds takes = 0;  ///< what may be copied here
};

/// One step of the decoder in training: any of these actions is right; their probabilities add up.
struct TargetStep {
  int number = -1;          ///< vocabulary number, or -1 where only copying is right
  std::vector<int> copies;  ///< memory positions
  TreePlace place = {};     ///< of a tree decoder alone
};

/// What a network learns from: a source and the steps that answer it.
struct Example {
  EncodedSource source;
  std::vector<TargetStep> steps;  ///< of a token decoder: with the final `end`
};

/// Appends the steps that write a name, number or string content: one that copies it where it stands in the
/// memory, else its pieces. False where it cannot be written at all.
[[nodiscard]] bool append_text_steps(const Vocabulary& vocabulary, const EncodedSource& source,
                                     std::string_view text, bool content, std::vector<TargetStep>& steps);

/// The steps that write `tokens`, without the final `end`. Identifiers, numbers and string contents that
/// stand in the memory are copied whole; others are written in pieces. Empty where a token cannot be written
/// at all.
[[nodiscard]] std::vector<TargetStep> encode_target(const Vocabulary& vocabulary, const EncodedSource& source,
                                                    const std::vector<Token>& tokens);

}  // namespace treewright::text
