#include "engine/text/subwords.h"

#include <sentencepiece_processor.h>
#include <sentencepiece_trainer.h>

namespace treewright::text {
namespace {

constexpr std::string_view space_mark = "\xe2\x96\x81";  // U+2581, sentencepiece's visible space

std::string with_spaces(std::string piece) {
  for (std::size_t at = 0; (at = piece.find(space_mark, at)) != std::string::npos;) {
    piece.replace(at, space_mark.size(), " ");
  }
  return piece;
}

/// Hands a vector to the trainer, which otherwise reads files.
class Sentences : public sentencepiece::SentenceIterator {
 public:
  explicit Sentences(const std::vector<std::string>& sentences) : sentences_(sentences) {}
  [[nodiscard]] bool done() const override { return at_ >= sentences_.size(); }
  void Next() override { ++at_; }
  [[nodiscard]] const std::string& value() const override { return sentences_[at_]; }
  [[nodiscard]] sentencepiece::util::Status status() const override { return {}; }

 private:
  const std::vector<std::string>& sentences_;
  std::size_t at_ = 0;
};

}  // namespace

Subwords::Subwords(std::unique_ptr<sentencepiece::SentencePieceProcessor> processor)
    : processor_(std::move(processor)) {
  for (int i = 0; i < processor_->GetPieceSize(); ++i) {
    const bool plain = !processor_->IsControl(i) && !processor_->IsUnknown(i) && !processor_->IsByte(i);
    pieces_.push_back(plain ? with_spaces(processor_->IdToPiece(i)) : std::string());
  }
}
Subwords::Subwords(Subwords&&) noexcept = default;
Subwords& Subwords::operator=(Subwords&&) noexcept = default;
Subwords::~Subwords() = default;

Result<Subwords> Subwords::load(std::string_view bytes) {
  auto processor = std::make_unique<sentencepiece::SentencePieceProcessor>();
  if (const auto status = processor->LoadFromSerializedProto(bytes); !status.ok()) {
    return failure("not a sentencepiece model: {}", status.ToString());
  }
  return Subwords(std::move(processor));
}

Result<std::string> Subwords::train(const std::vector<std::string>& sentences, int size) {
  const std::unordered_map<std::string, std::string> options = {
      {"model_type", "bpe"},
      {"vocab_size", std::to_string(size)},
      {"character_coverage", "1.0"},
      {"byte_fallback", "true"},
      {"add_dummy_prefix", "false"},
      {"remove_extra_whitespaces", "false"},
      {"normalization_rule_name", "identity"},
      {"split_digits", "true"},
      {"bos_id", "-1"},
      {"eos_id", "-1"},
      {"hard_vocab_limit", "false"},
      {"max_sentence_length", "8192"},
      {"minloglevel", "1"},
  };
  std::string model;
  Sentences iterator(sentences);
  const auto status = sentencepiece::SentencePieceTrainer::Train(options, &iterator, &model);
  if (!status.ok()) return failure("sentencepiece training: {}", status.ToString());
  return model;
}

std::vector<int> Subwords::encode(std::string_view text) const {
  std::vector<int> pieces;
  // Encode only fails on an unloaded processor.
  static_cast<void>(processor_->Encode({text.data(), text.size()}, &pieces));
  return pieces;
}

}  // namespace treewright::text
