#!/usr/bin/env bash
# Builds and runs every test, checks format and modules, runs the tests under the sanitizers, and the fuzzers.
# Each step is left out where nothing has changed since it passed (make clean runs them all again).
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/common.sh
mkdir -p build

# step NAME COMMAND…: says how long it took, on the clock and of the CPUs.
step() {
  local name=$1 before
  shift
  SECONDS=0
  count_seconds
  before=$cpu_seconds
  "$@"
  count_seconds
  say "test: $name took $((SECONDS / 60)) min $((SECONDS % 60)) s, of the CPUs $(((cpu_seconds - before) / 60)) min"
}
# cpu_seconds: user and system time of what has ended so far. (A subshell's `times` are its own.)
count_seconds() {
  times >build/.times
  cpu_seconds=$(sed -n 2p build/.times | tr ' ' '\n' | awk -F '[ms]' '{ sum += 60 * $1 + $2 } END { printf "%d", sum }')
}

tests() {
  local key log=build/release/ctest.log
  key=$(sources_key)
  if done_before ctest "$key"; then
    say "test: nothing changed since these passed"
    tail -n 5 "$log"
    return
  fi
  ctest --preset release --parallel "$(nproc)" 2>&1 | tee "$log"
  finish ctest "$key"
}

step build bash scripts/build.sh release
step ctest tests
step lint bash scripts/lint.sh quick
step asan bash scripts/sanitize.sh asan
step tsan bash scripts/sanitize.sh tsan
step fuzz bash scripts/fuzz.sh
say "test: everything passed"
