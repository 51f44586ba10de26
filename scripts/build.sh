#!/usr/bin/env bash
# build.sh PRESET [TARGET…]
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/common.sh
preset=$1
shift
[ -f "build/$preset/build.ninja" ] || say "build: $preset (the first time: a few minutes)"
configure "$preset"
cmake --build --preset "$preset" --parallel "$(jobs)" ${@:+--target "$@"}
