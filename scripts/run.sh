#!/usr/bin/env bash
# The main job on a real file: code for the first comment inside a function of the example.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/common.sh
file=examples/read_json.py
line=$(grep -n -m 1 '^ \+#' $file | cut -d: -f1)
say "treewright complete $file:$line --format diff"
exec build/release/treewright complete "$file:$line" --model models/python-base --format diff
