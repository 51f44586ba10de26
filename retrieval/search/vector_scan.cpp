#include "retrieval/search/vector_scan.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "retrieval/search/vector_scan.cpp"
#include <hwy/foreach_target.h>

// What all forms are compiled from comes after foreach_target.h.
#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include "support/simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace treewright::retrieval::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<std::int16_t, scan_block> words;
constexpr hn::CappedTag<std::int32_t, scan_block / 2> sums_tag;
constexpr hn::Rebind<std::int8_t, decltype(words)> bytes;
using Words = hn::Vec<decltype(words)>;
using Sums = hn::Vec<decltype(sums_tag)>;

// What is read so far ahead of its use has come from memory by then: the
// processor's own prefetching alone takes half as long again.
constexpr std::size_t prefetch_ahead = 4096, cache_line = 64;
constexpr std::size_t together = 4;  // rows share what is read of the query and the adding up

HWY_INLINE void prefetch(const std::int8_t* rows, std::size_t stride) {
  for (std::size_t i = 0; i < together * stride; i += cache_line) hwy::Prefetch(rows + prefetch_ahead + i);
}

HWY_INLINE void scan_four(const std::int8_t* rows, std::size_t stride, const std::int16_t* query,
                          std::int32_t* products) {
  // Where an instruction gives products of two halves, the second's sums are
  // for themselves.
  Sums sums[together], others[together];
  for (std::size_t k = 0; k < together; ++k) sums[k] = others[k] = hn::Zero(sums_tag);
  for (std::size_t i = 0; i < stride; i += hn::Lanes(words)) {
    const Words q = hn::LoadU(words, query + i);
    for (std::size_t k = 0; k < together; ++k) {
      const Words row = hn::PromoteTo(words, hn::LoadU(bytes, rows + k * stride + i));
      sums[k] = hn::ReorderWidenMulAccumulate(sums_tag, row, q, sums[k], others[k]);
    }
  }
  for (std::size_t k = 0; k < together; ++k) sums[k] = hn::Add(sums[k], others[k]);
  treewright::HWY_NAMESPACE::store_sums(sums_tag, sums, products);
}

void scan_rows(const std::int8_t* rows, std::size_t count, std::size_t stride, const std::int16_t* query,
               std::int32_t* products) {
  std::size_t r = 0;
  for (; r + together <= count; r += together) {
    prefetch(rows + r * stride, stride);
    scan_four(rows + r * stride, stride, query, products + r);
  }
  for (; r < count; ++r) {
    products[r] = 0;
    for (std::size_t i = 0; i < stride; ++i) products[r] += rows[r * stride + i] * query[i];
  }
}

}  // namespace
}  // namespace treewright::retrieval::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace treewright::retrieval {

HWY_EXPORT(scan_rows);

void scan(const std::int8_t* rows, std::size_t count, std::size_t stride, const std::int16_t* query,
          std::int32_t* products) {
  HWY_DYNAMIC_DISPATCH(scan_rows)(rows, count, stride, query, products);
}

}  // namespace treewright::retrieval
#endif
