#pragma once
// Which instruction set the project's own kernels run on. Each kernel has one body, which Highway compiles
// for every instruction set in HWY_TARGETS (cmake/Dependencies.cmake) and chooses from when it is called.

#include <string>
#include <string_view>
#include <vector>

#include "support/result.h"

namespace treewright {

/// The instruction sets that this processor has a form of the kernels for, by Highway's names in lower case
/// ("avx3" is AVX-512), the best first. The last is "scalar", which every processor has.
[[nodiscard]] std::vector<std::string> simd_targets();

/// The one that kernels run on.
[[nodiscard]] std::string simd_target();

/// Holds all kernels of the process to `target`, one of simd_targets(), from their next call on; the empty
/// name gives them the best again. For measurements and tests: no kernel may run on another thread meanwhile.
[[nodiscard]] Result<void> use_simd_target(std::string_view target);

/// use_simd_target() with what the environment variable TREEWRIGHT_SIMD says; where it is not set, nothing
/// changes. To be called before any thread is started.
[[nodiscard]] Result<void> use_simd_target_of_environment();

}  // namespace treewright
