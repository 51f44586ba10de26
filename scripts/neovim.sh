#!/usr/bin/env bash
# neovim.sh test [PROGRAM [MODEL [WORD]]]: drives the Neovim client in a real Neovim, with the real server: the cases whose
# name has WORD in it. TREEWRIGHT_UPDATE_GOLDEN=1 writes what came out as the expectation.
# neovim.sh latency [PROGRAM [MODEL]]: how long from a key to ghost text, and whether typing ever waits.
# NVIM_PROGRAM=PATH: in another Neovim.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/common.sh
nvim=${NVIM_PROGRAM:-.deps/neovim/bin/nvim}

[ -x "$nvim" ] && [ -x "$node_bin/node" ] || die "neovim: something is not installed; type: bash scripts/setup.sh"
program=$(realpath "${2:-build/release/treewright}")
model=$(realpath "${3:-models/python-base}")

case ${1:-} in
  test) "$nvim" -l tests/e2e/neovim/run.lua "$PWD" "$program" "$model" "$node_bin/node" "${4:-}" ;;
  latency) "$nvim" -l tests/e2e/neovim/latency.lua "$PWD" "$program" "$model" ;;
  *) die "neovim.sh: test or latency" ;;
esac
