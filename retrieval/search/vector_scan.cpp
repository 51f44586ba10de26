#include "retrieval/search/vector_scan.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace treewright::retrieval {
namespace {

using Kernel = decltype(&scan);

void portable(const std::int8_t* rows, std::size_t count, std::size_t stride, const std::int16_t* query,
              std::int32_t* products) {
  for (std::size_t r = 0; r < count; ++r) {
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < stride; ++i) sum += rows[r * stride + i] * query[i];
    products[r] = sum;
  }
}

#if defined(__x86_64__)
// What is read so far ahead of its use has come from memory by then: the processor's own prefetching alone
// takes half as long again.
constexpr std::size_t prefetch_ahead = 4096, cache_line = 64;

constexpr std::size_t together =
    4;  // rows share what is read of the query and the adding up of their sums' parts

void prefetch(const std::int8_t* rows, std::size_t stride) {
  for (std::size_t i = 0; i < together * stride; i += cache_line)
    _mm_prefetch(reinterpret_cast<const char*>(rows) + prefetch_ahead + i, _MM_HINT_T0);
}

/// The sum of each.
[[gnu::target("avx2")]] __m128i add_up(const __m256i (&sums)[together]) {
  const __m256i pairs = _mm256_hadd_epi32(_mm256_hadd_epi32(sums[0], sums[1]),  //
                                          _mm256_hadd_epi32(sums[2], sums[3]));
  return _mm_add_epi32(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));
}

/// By hand, as GCC's own vectors take half as long again.
[[gnu::target("avx2")]] void with_avx2(const std::int8_t* rows, std::size_t count, std::size_t stride,
                                       const std::int16_t* query, std::int32_t* products) {
  constexpr std::size_t step = 16;
  std::size_t r = 0;
  for (; r + together <= count; r += together, rows += together * stride) {
    __m256i sums[together] = {};
    prefetch(rows, stride);
    for (std::size_t i = 0; i < stride; i += step) {
      const __m256i q = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(query + i));
      for (std::size_t k = 0; k < together; ++k) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(rows + k * stride + i));
        sums[k] = _mm256_add_epi32(sums[k], _mm256_madd_epi16(_mm256_cvtepi8_epi16(bytes), q));
      }
    }
    _mm_storeu_si128(reinterpret_cast<__m128i*>(products + r), add_up(sums));
  }
  portable(rows, count - r, stride, query, products + r);
}

[[gnu::target("avx512bw")]] void with_avx512(const std::int8_t* rows, std::size_t count, std::size_t stride,
                                             const std::int16_t* query, std::int32_t* products) {
  constexpr std::size_t step = 32;
  std::size_t r = 0;
  for (; r + together <= count; r += together, rows += together * stride) {
    __m512i sums[together] = {};
    prefetch(rows, stride);
    for (std::size_t i = 0; i < stride; i += step) {
      const __m512i q = _mm512_loadu_si512(query + i);
      for (std::size_t k = 0; k < together; ++k) {
        const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(rows + k * stride + i));
        sums[k] = _mm512_add_epi32(sums[k], _mm512_madd_epi16(_mm512_cvtepi8_epi16(bytes), q));
      }
    }
    __m256i halves[together];
    for (std::size_t k = 0; k < together; ++k)
      halves[k] = _mm256_add_epi32(_mm512_castsi512_si256(sums[k]), _mm512_extracti64x4_epi64(sums[k], 1));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(products + r), add_up(halves));
  }
  portable(rows, count - r, stride, query, products + r);
}

Kernel choose() {
  if (__builtin_cpu_supports("avx512bw")) return with_avx512;
  return __builtin_cpu_supports("avx2") ? with_avx2 : portable;
}
#else
Kernel choose() { return portable; }
#endif

}  // namespace

void scan(const std::int8_t* rows, std::size_t count, std::size_t stride, const std::int16_t* query,
          std::int32_t* products) {
  static const Kernel kernel = choose();
  kernel(rows, count, stride, query, products);
}

}  // namespace treewright::retrieval
