#!/usr/bin/env python3
"""corpus/card_tables.py MODEL: the tables of a token model's card, as Markdown. Prints what `treewright-lab eval` says
of the dev rows in build/corpus and of tests/corpus/everyday.jsonl: as shipped, without copy, without constraint."""
import json
import os
import subprocess
import sys

VARIANTS = {"as shipped": [], "without copy": ["--no-copy"], "without constraint": ["--no-constraint"]}
PAIRS = {
    "pairs of unseen packages, with scope": "build/corpus/harvested-dev-sample.jsonl",
    "conala, a tenth of the questions": "build/corpus/conala-dev.jsonl",
    "django dev": "build/corpus/django-dev.jsonl",
    "mbpp dev": "build/corpus/mbpp-dev.jsonl",
}
SITES = "tests/corpus/everyday.jsonl"


def figures(model, dataset, flags):
    program = os.environ.get("TREEWRIGHT_LAB", "build/release/treewright-lab")
    command = [program, "eval", "--model", model, "--dataset", dataset, "--format", "json", "--log-level", "warning"]
    return json.loads(subprocess.run(command + flags, check=True, capture_output=True, text=True).stdout)["figures"]


def share(figure):
    return f"{figure['percent']:.2f} % ({figure['hits']} of {figure['of']})"


def percent(figure):
    return f"{figure['percent']:.2f} %"


def pairs_row(rows, variant, f):
    cells = [rows, variant, f"{f['bleu']['value']:.2f}", percent(f["token_accuracy"]), share(f["exact"]),
             percent(f["exact_any"]), percent(f["unknown"]), percent(f["valid"]), f"{f['corpus_bleu']['value']:.2f}",
             f"{f['sentence_bleu']['value']:.2f}"]
    return "| " + " | ".join(cells) + " |"


def print_pairs(model):
    print("| rows | variant | BLEU of lexical tokens | token accuracy | exact match | any of 5 | unknown token | parses "
          "| corpus BLEU-4 | mean sentence BLEU |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for rows, dataset in PAIRS.items():
        for variant, flags in VARIANTS.items():
            f = figures(model, dataset, flags)
            print(pairs_row(f"{rows} ({f['exact']['of']})" if not flags else "", variant, f), flush=True)


def print_sites(model):
    print("\n| | first candidate | one of the first five |\n|---|---|---|")
    for variant, flags in VARIANTS.items():
        f = figures(model, SITES, flags)
        for kind in ["all"] if flags else ["all", "comments", "docstrings"]:
            print(f"| {variant}, {kind} | {share(f[kind]['first'])} | {share(f[kind]['top5'])} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print_pairs(sys.argv[1])
    print_sites(sys.argv[1])
