#!/usr/bin/env bash
# corpus/build.sh DATA: everything that corpus/python-base.json trains on, in build/corpus. DATA is the folder of the
# benchmarks' train and dev splits (corpus/prepare_benchmarks.py says which files). Half an hour, and 1.3 GB of downloads.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
set -euo pipefail
[ $# = 1 ] || { echo "corpus/build.sh: give the folder of the benchmarks' train and dev splits" >&2; exit 2; }
out=build/corpus
lab=build/release/treewright-lab
left_out="--left-out tests/corpus/everyday.jsonl"
mkdir -p "$out"
python3 corpus/fetch_packages.py corpus/packages.tsv build/packages
python3 corpus/fetch_packages.py corpus/dev-packages.tsv build/dev-packages --fold dev
python3 corpus/prepare_benchmarks.py "$1" "$out"
# No package, however large, is more than a part.
$lab corpus extract $left_out --limit-per-package 1500 build/packages --output "$out/harvested.jsonl"
$lab corpus extract $left_out build/dev-packages --output "$out/harvested-dev.jsonl"
# Dev loss is taken often: every fourth row is enough to stop on.
awk 'NR % 4 == 0' "$out/harvested-dev.jsonl" >"$out/harvested-dev-sample.jsonl"
$lab corpus idioms $left_out corpus/idioms --output "$out/idioms.jsonl" --count 200000 --seed 2
wc -l "$out"/*.jsonl
