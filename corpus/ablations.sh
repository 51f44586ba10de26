#!/usr/bin/env bash
# corpus/ablations.sh MODEL DATASET [NAME=OTHER_MODEL …]: what each part of a tree model is worth on rows that it was not
# trained on: every variant against the model as shipped, with a paired bootstrap. Other models are variants too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ $# -ge 2 ] || { sed -n 's/^# //p' "${BASH_SOURCE[0]}"; exit 2; }
model=$1 dataset=$2
program=$(realpath "${TREEWRIGHT:-build/release/treewright}")
lab=$(realpath "${TREEWRIGHT_LAB:-build/release/treewright-lab}")
shift 2
out=build/ablations/$(basename "$model")
mkdir -p "$out"
rm -f "$out"/*.jsonl

predict() { # NAME MODEL FLAGS…
  "$program" predict --model "$2" --input "$dataset" --output "$out/$1.jsonl" "${@:3}" --log-level warning
}

# The model's own number of examples and weight, which the variants that are nobody's published ones keep.
own() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["decoding"][sys.argv[2]])' "$model/config.json" "$1"; }

predict as-shipped "$model"
[ ! -d "$model/reranker" ] || predict no-reranker "$model" --no-rerank
for scorer in "$model"/reranker/*/; do
  [ ! -d "$scorer" ] || predict "no-scorer-$(basename "$scorer")" "$model" --scorer "$(basename "$scorer")=0"
done
predict no-retrieval "$model" --guidance none
predict no-substitution "$model" --guidance no-substitution --retrieved "$(own retrieved)" --lambda "$(own lambda)"
predict recode-paper "$model" --guidance paper
predict recode-published-code "$model" --guidance published-code
predict no-copy "$model" --no-copy
for beam in 1 5 15; do predict "beam-$beam" "$model" --beam "$beam" --candidates 1; done
for other in "$@"; do predict "${other%%=*}" "${other#*=}"; done

cd "$out"
exec "$lab" compare --dataset "$OLDPWD/$dataset" as-shipped.jsonl \
  $(ls -- *.jsonl | grep -v '^as-shipped')
