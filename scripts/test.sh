#!/usr/bin/env bash
# Builds and runs every test, then checks format and style, and runs the fuzzers.
# Each step is left out where nothing has changed since it passed (make clean runs them all again).
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/common.sh
bash scripts/build.sh release
key=$(sources_key)
log=build/release/ctest.log
if done_before ctest "$key"; then
  say "test: nothing changed since these passed"
  tail -n 5 "$log"
else
  say "test: ctest"
  ctest --preset release --parallel "$(nproc)" 2>&1 | tee "$log"
  finish ctest "$key"
fi
bash scripts/lint.sh
bash scripts/fuzz.sh
say "test: everything passed"
