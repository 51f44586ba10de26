// What kernels share. Like the kernels themselves it is compiled once for each instruction set: a kernel's
// file includes it below <hwy/foreach_target.h>.

#if defined(TREEWRIGHT_SUPPORT_SIMD_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef TREEWRIGHT_SUPPORT_SIMD_INL_H
#undef TREEWRIGHT_SUPPORT_SIMD_INL_H
#else
#define TREEWRIGHT_SUPPORT_SIMD_INL_H
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace treewright::HWY_NAMESPACE {

#if HWY_TARGET != HWY_SCALAR
/// The sum of the blocks of four numbers that `sums` consists of.
template <typename D, typename V, typename T>
HWY_INLINE void store_sum_of_blocks(D numbers, V sums, T* to) {
  namespace hn = hwy::HWY_NAMESPACE;
  if constexpr (hn::MaxLanes(D()) == 4) {
    hn::StoreU(sums, numbers, to);
  } else {
    const hn::Half<D> half;
    store_sum_of_blocks(half, hn::Add(hn::LowerHalf(half, sums), hn::UpperHalf(half, sums)), to);
  }
}
#endif

/// The sum of the lanes of each of four vectors, to four numbers in a row.
template <typename D, typename V = hwy::HWY_NAMESPACE::Vec<D>, typename T = hwy::HWY_NAMESPACE::TFromD<D>>
HWY_INLINE void store_sums(D numbers, const V (&four)[4], T* to) {
  namespace hn = hwy::HWY_NAMESPACE;
#if HWY_TARGET == HWY_SCALAR
  for (int i = 0; i < 4; ++i) to[i] = hn::GetLane(four[i]);
  static_cast<void>(numbers);
#else
  // The four are added up together: a step adds the lower to the upper half of each block of two vectors.
  const auto add_halves = [&](V a, V b) {
    return hn::Add(hn::InterleaveLower(numbers, a, b), hn::InterleaveUpper(numbers, a, b));
  };
  const hn::Repartition<hwy::MakeWide<T>, D> pairs;
  const auto ab = hn::BitCast(pairs, add_halves(four[0], four[1]));
  const auto cd = hn::BitCast(pairs, add_halves(four[2], four[3]));
  const auto sums = hn::Add(hn::BitCast(numbers, hn::InterleaveLower(pairs, ab, cd)),
                            hn::BitCast(numbers, hn::InterleaveUpper(pairs, ab, cd)));
  store_sum_of_blocks(numbers, sums, to);
#endif
}

}  // namespace treewright::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
