#!/usr/bin/env bash
# Builds and runs every test, checks format and style, runs the tests under the sanitizers, and the fuzzers.
# Each step is left out where nothing has changed since it passed (make clean runs them all again).
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/common.sh

# step NAME COMMAND…: says how long it took, on the clock and of the CPUs.
step() {
  local name=$1 before after
  shift
  SECONDS=0
  before=$(children_seconds)
  "$@"
  after=$(children_seconds)
  say "test: $name took $((SECONDS / 60)) min $((SECONDS % 60)) s, CPU $(((after - before) / 60)) min"
}
# User and system time of what has ended so far: the second line of `times` in seconds.
children_seconds() {
  times | sed -n 2p | tr ' ' '\n' | awk -F '[ms]' '{ sum += 60 * $1 + $2 } END { printf "%d", sum }'
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
step lint bash scripts/lint.sh
step asan bash scripts/sanitize.sh asan
step tsan bash scripts/sanitize.sh tsan
step fuzz bash scripts/fuzz.sh
say "test: everything passed"
