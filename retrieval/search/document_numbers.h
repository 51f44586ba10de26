#pragma once
// Documents of a segment by number, and those that are gone from it.

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace treewright::retrieval {

inline constexpr auto no_document = std::numeric_limits<std::uint32_t>::max();

/// The number of each of `count` documents once those of `gone` (rising) are left out, which have
/// `no_document`.
[[nodiscard]] inline std::vector<std::uint32_t> numbers_without(std::size_t count,
                                                                std::span<const std::uint32_t> gone) {
  std::vector<std::uint32_t> numbers(count);
  for (const std::uint32_t document : gone) numbers[document] = no_document;
  std::uint32_t kept = 0;
  for (std::uint32_t& number : numbers) {
    if (number != no_document) number = kept++;
  }
  return numbers;
}

}  // namespace treewright::retrieval
