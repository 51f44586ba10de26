#!/usr/bin/env bash
# sanitize.sh asan|tsan: the rooms that read what others wrote, none of which needs LibTorch to run. LibTorch itself is
# not built with sanitizers and is left to the release tests.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/common.sh
preset=$1
case $preset in
  asan) rooms=(support engine_syntax engine_text engine_grammar completion retrieval_exclusion retrieval_extraction retrieval_index lsp) ;;
  tsan) rooms=(lsp) ;;
  *) die "sanitize.sh: asan or tsan" ;;
esac
key=$(sources_key)
if done_before "$preset" "$key"; then say "$preset: nothing changed since it passed"; exit; fi
configure "$preset"
present=()
for room in "${rooms[@]}"; do
  grep -q "^build treewright_tests_$room:" "build/$preset/build.ninja" && present+=("$room")
done
say "$preset: ${present[*]}"
bash scripts/build.sh "$preset" "${present[@]/#/treewright_tests_}"
(
  IFS='|'
  export ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1
  export LSAN_OPTIONS=suppressions=$PWD/scripts/lsan.supp:print_suppressions=0
  ctest --preset "$preset" --tests-regex "^(${present[*]})\$"
)
finish "$preset" "$key"
