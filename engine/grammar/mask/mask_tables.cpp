#include "engine/grammar/mask/mask_tables.h"

#include <array>
#include <cctype>

#include "support/file.h"

namespace treewright::grammar {
namespace {

constexpr std::size_t bits_of_byte = 8;

void collect_words(const Items& items, std::unordered_map<std::string, std::size_t>& words) {
  for (const Item& item : items) {
    const unsigned char first = item.text.empty() ? 0 : static_cast<unsigned char>(item.text[0]);
    if (std::isalpha(first) != 0 || first == '_') words.emplace(item.text, words.size());
    collect_words(item.items, words);
  }
}

std::string packed(const std::vector<bool>& bits) {
  std::string bytes((bits.size() + bits_of_byte - 1) / bits_of_byte, '\0');
  for (std::size_t i = 0; i < bits.size(); ++i) {
    if (bits[i]) bytes[i / bits_of_byte] = static_cast<char>(bytes[i / bits_of_byte] | 1 << i % bits_of_byte);
  }
  return bytes;
}

void unpack(std::string_view bytes, std::vector<bool>& bits) {
  for (std::size_t i = 0; i < bits.size(); ++i)
    bits[i] = (static_cast<unsigned char>(bytes[i / bits_of_byte]) >> i % bits_of_byte & 1U) != 0;
}

}  // namespace

MaskTables::MaskTables(const TransitionSystem& system) : system_(system) {
  std::size_t places = 0;
  for (const Action& action : system.actions()) {
    first_place_.push_back(places);
    places += action.slots.size();
    collect_words(action.items, keywords_);
  }
  elements_.resize(places * system.actions().size());
  names_.resize(places * keywords_.size());
  endings_.resize(places * most_places * 2);
}

/// Of what the bits are numbered by.
std::string MaskTables::fingerprint() const {
  std::string all;
  for (const Action& action : system_.actions())
    all += action.name + ' ' + std::to_string(action.slots.size()) + '\n';
  return sha256(all);
}

std::string MaskTables::bytes() const {
  return fingerprint() + packed(elements_) + packed(names_) + packed(endings_);
}

bool MaskTables::read(std::string_view bytes) {
  const std::string expected = fingerprint();
  std::size_t size = expected.size();
  const std::array parts{&elements_, &names_, &endings_};
  for (const auto* bits : parts) size += (bits->size() + bits_of_byte - 1) / bits_of_byte;
  if (bytes.size() != size || !bytes.starts_with(expected)) return false;
  bytes.remove_prefix(expected.size());
  for (auto* bits : parts) {
    unpack(bytes, *bits);
    bytes.remove_prefix((bits->size() + bits_of_byte - 1) / bits_of_byte);
  }
  return true;
}

}  // namespace treewright::grammar
