#include "support/simd.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstdlib>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "support/simd.cpp"
#include <hwy/foreach_target.h>

// What all forms are compiled from comes after foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace treewright::HWY_NAMESPACE {
namespace {

std::int64_t own_bit() { return HWY_TARGET; }

}  // namespace
}  // namespace treewright::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace treewright {
namespace {

HWY_EXPORT(own_bit);

/// As bits of HWY_TARGETS; a better instruction set is a lower bit.
std::vector<std::int64_t> target_bits() {
  static const std::int64_t supported = hwy::SupportedTargets();  // before anything is held back
  std::vector<std::int64_t> bits;
  for (std::int64_t left = (supported & HWY_TARGETS & ~HWY_EMU128) | HWY_SCALAR; left != 0; left &= left - 1)
    bits.push_back(left & -left);
  return bits;
}

/// Without vectors Highway has two forms, of which a compiler gets one: both are "scalar".
std::string name_of(std::int64_t bit) {
  if (bit == HWY_EMU128) bit = HWY_SCALAR;
  std::string name = hwy::TargetName(bit);
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  return name;
}

}  // namespace

std::vector<std::string> simd_targets() {
  std::vector<std::string> names;
  for (const std::int64_t bit : target_bits()) names.push_back(name_of(bit));
  return names;
}

std::string simd_target() { return name_of(HWY_DYNAMIC_DISPATCH(own_bit)()); }

Result<void> use_simd_target(std::string_view target) {
  const auto bits = target_bits();
  const auto found = std::ranges::find(bits, target, name_of);
  if (!target.empty() && found == bits.end())
    return failure("no instruction set of this processor: \"{}\"; it has {}", target,
                   fmt::join(simd_targets(), ", "));
  hwy::SetSupportedTargetsForTest(target.empty() ? 0 : *found);
  return {};
}

Result<void> use_simd_target_of_environment() {
  const char* target = std::getenv("TREEWRIGHT_SIMD");
  if (target == nullptr || *target == '\0') return {};
  if (auto used = use_simd_target(target); !used) return failure("TREEWRIGHT_SIMD: {}", used.error().message);
  return {};
}

}  // namespace treewright
#endif
