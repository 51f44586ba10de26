#pragma once
// Products of one vector with many, in whole numbers.

#include <cstddef>
#include <cstdint>

namespace treewright::retrieval {

/// A row's bytes are a multiple of this.
inline constexpr std::size_t scan_block = 32;
/// Numbers of a query lie in ± this: rows of 4096 bytes then sum up to less than 2³¹.
inline constexpr int scan_most = 4095;

/// products[r] = row r · query. `rows` holds `count` rows of `stride` bytes, `query` `stride` numbers.
void scan(const std::int8_t* rows, std::size_t count, std::size_t stride, const std::int16_t* query,
          std::int32_t* products);

}  // namespace treewright::retrieval
