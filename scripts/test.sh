#!/usr/bin/env bash
# Builds and runs every test; `make lint`, `make fuzz` and `make asan` are targets of their own.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/common.sh
bash scripts/build.sh release
key=$(sources_key)
log=build/release/ctest.log
if done_before ctest "$key"; then
  say "test: nothing changed since these passed (make clean runs them again)"
  tail -n 5 "$log"
  exit
fi
say "test: ctest"
ctest --preset release --parallel "$(nproc)" 2>&1 | tee "$log"
finish ctest "$key"
