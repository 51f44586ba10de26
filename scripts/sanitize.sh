#!/usr/bin/env bash
# sanitize.sh asan: every test program under AddressSanitizer and UBSan. LibTorch itself is as it comes, without them.
# sanitize.sh tsan: the programs whose modules have threads, under ThreadSanitizer.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/common.sh
preset=$1
case $preset in
  asan) programs='treewright_tests_.*' ;;
  tsan) programs='treewright_tests_(lsp|retrieval_(extraction|store|search))' ;;  # exclusion has no threads
  *) die "sanitize.sh: asan or tsan" ;;
esac
key=$(sources_key)
if done_before "$preset" "$key"; then say "$preset: nothing changed since it passed"; exit; fi
configure "$preset"
mapfile -t targets < <(grep -oE "^build ($programs): phony" "build/$preset/build.ninja" | sed 's/^build //; s/: phony$//')
[ ${#targets[@]} -gt 0 ] || die "sanitize.sh: build/$preset/build.ninja has no target like $programs"
say "$preset: building ${#targets[@]} test programs"
bash scripts/build.sh "$preset" "${targets[@]}"
# The sanitizers' fixed addresses collide with what some kernels' address space layout takes.
calm=()
if setarch --addr-no-randomize true 2>/dev/null; then calm=(setarch --addr-no-randomize); fi
say "$preset: ctest"
export ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS=suppressions=$PWD/scripts/lsan.supp:print_suppressions=0
export ASAN_SYMBOLIZER_PATH TSAN_OPTIONS
ASAN_SYMBOLIZER_PATH=$(command -v llvm-symbolizer-16 || true)
TSAN_OPTIONS=external_symbolizer_path=$ASAN_SYMBOLIZER_PATH:suppressions=$PWD/scripts/tsan.supp
names=$(printf '%s|' "${targets[@]#treewright_tests_}")
"${calm[@]}" ctest --preset "$preset" --parallel "$(nproc)" --tests-regex "^(${names%|})\$"
finish "$preset" "$key"
