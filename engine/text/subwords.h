#pragma once
// Sub-word pieces by sentencepiece (BPE with byte fallback), so that no text has an unknown token (seed 001's
// <UNK>).

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/result.h"

namespace sentencepiece {
class SentencePieceProcessor;
}

namespace treewright::text {

/// Immutable after construction; thread-safe.
class Subwords {
 public:
  /// From the bytes of a tokenizer.model.
  [[nodiscard]] static Result<Subwords> load(std::string_view bytes);
  /// Trains on `sentences` and returns the bytes of a tokenizer.model with `size` pieces.
  [[nodiscard]] static Result<std::string> train(const std::vector<std::string>& sentences, int size);

  Subwords(Subwords&&) noexcept;
  Subwords& operator=(Subwords&&) noexcept;
  ~Subwords();

  /// Piece numbers of `text`. Spaces are part of the pieces: " name" starts a word, "name" continues one.
  [[nodiscard]] std::vector<int> encode(std::string_view text) const;
  [[nodiscard]] int size() const { return static_cast<int>(pieces_.size()); }
  /// The piece's text with real spaces; empty for control and byte pieces.
  [[nodiscard]] const std::string& piece(int number) const {
    return pieces_[static_cast<std::size_t>(number)];
  }

 private:
  explicit Subwords(std::unique_ptr<sentencepiece::SentencePieceProcessor> processor);
  std::unique_ptr<sentencepiece::SentencePieceProcessor> processor_;
  std::vector<std::string> pieces_;
};

}  // namespace treewright::text
