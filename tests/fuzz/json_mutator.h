#pragma once
// Mutations of a sequence of JSON values, one a line, that leave most of it as it is: random bytes seldom get
// past a parser.

#include <cstddef>
#include <cstdint>
#include <random>

namespace treewright::fuzz {

/// What LLVMFuzzerCustomMutator is to do.
std::size_t mutate_json_lines(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed);

}  // namespace treewright::fuzz
