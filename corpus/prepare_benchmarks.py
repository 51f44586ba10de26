#!/usr/bin/env python3
"""Prepare the benchmarks' train splits as training rows for models/python-base.

    python3 corpus/prepare_benchmarks.py DATA OUT

DATA holds {django,hearthstone,mbpp}/{train,dev}.jsonl, conala/{train,mined}.jsonl and apidocs/python-docs.jsonl. Writes rows {"id", "nl", "code"} to OUT:
  conala-train.jsonl, conala-dev.jsonl   nine and one of ten questions (question_id % 10 == 0 is dev)
  mined.jsonl      the mined pairs that look like an instruction and its code, none of a dev question
  apidocs.jsonl    likewise
  {mbpp,django,hearthstone}-{train,dev}.jsonl
Prints how many rows of each file were kept. Test splits are never read.
"""

import argparse
import ast
import json
import pathlib
import re
import sys

MOST_WORDS, LEAST_WORDS, MOST_CODE = 25, 3, 240
# A question about Python or about an error, not an instruction.
REMARK = re.compile(r"\b(why|difference between|what is|what does|what's|error|exception|doesn'?t|isn'?t|not working"
                    r"|unable|can'?t|cannot|problem|issue|trouble|best way|pythonic|possible to)\b", re.IGNORECASE)
TAIL = re.compile(r"\s*(\b(in|with|using) python( ?[23](\.\d)?)?\b|\bpython( ?[23](\.\d)?)?\b[:\-]?|\?)\s*", re.IGNORECASE)
# What an interpreter printed, and names that stand for nothing.
NOISE = re.compile(r">>>|^\s*\.\.\.|\b(foo|bar|baz|spam|eggs|blah|asdf)\b|https?://", re.IGNORECASE | re.MULTILINE)


def rows_of(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def parses(code):
    try:
        return bool(ast.parse(code).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def is_bare_value(code):
    """A literal or a name alone: an answer's output, not code."""
    body = ast.parse(code).body
    return all(isinstance(s, ast.Expr) and isinstance(s.value, (ast.Constant, ast.Name, ast.List, ast.Tuple, ast.Dict))
               for s in body)


def key(row):
    return re.sub(r"\W+", " ", row["nl"].lower()).strip(), re.sub(r"\s+", "", row["code"])


def clean_mined(rows, unwanted):
    """Instructions of a usable length whose code parses; unwanted: texts and codes of dev questions."""
    texts, codes = {k[0] for k in unwanted}, {k[1] for k in unwanted}
    kept, seen = [], set()
    for row in rows:
        nl = TAIL.sub(" ", row["nl"]).strip(" .:-")
        code = row["code"].strip()
        words = nl.split()
        usable = (LEAST_WORDS <= len(words) <= MOST_WORDS and len(code) <= MOST_CODE and nl.isascii()
                  and not REMARK.search(row["nl"]) and not NOISE.search(code) and parses(code)
                  and not is_bare_value(code))
        this = key({"nl": nl, "code": code})
        if not usable or this in seen or this[0] in texts or this[1] in codes:
            continue
        seen.add(this)
        kept.append({"id": row["id"], "nl": nl, "code": code})
    return kept


def clean_apidocs(rows):
    kept = []
    for row in rows:
        nl = row["nl"].split(". ")[0].strip()
        if LEAST_WORDS <= len(nl.split()) <= MOST_WORDS and nl.isascii() and parses(row["code"]):
            kept.append({"id": row["id"], "nl": nl, "code": row["code"]})
    return kept


def split_conala(rows):
    rows = [{"id": r["id"], "nl": r["nl"], "code": r["code"], "question": r["question_id"], "intent": r["intent"]}
            for r in rows if parses(r["code"])]
    dev = [r for r in rows if r["question"] % 10 == 0]
    return [r for r in rows if r["question"] % 10 != 0], dev


def write(out, name, rows, read):
    with open(out / name, "w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps({"id": row["id"], "nl": row["nl"], "code": row["code"]}, ensure_ascii=False) + "\n")
    print(f"{name}: {len(rows)} of {read} rows")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    flags = parser.parse_args(arguments)
    flags.out.mkdir(parents=True, exist_ok=True)

    conala = rows_of(flags.data / "conala/train.jsonl")
    train, dev = split_conala(conala)
    write(flags.out, "conala-train.jsonl", train, len(conala))
    write(flags.out, "conala-dev.jsonl", dev, len(conala))
    unwanted = [key(r) for r in dev] + [key({"nl": r["intent"], "code": r["code"]}) for r in dev]
    mined = rows_of(flags.data / "conala/mined.jsonl")
    write(flags.out, "mined.jsonl", clean_mined(mined, unwanted), len(mined))
    apidocs = rows_of(flags.data / "apidocs/python-docs.jsonl")
    write(flags.out, "apidocs.jsonl", clean_apidocs(apidocs), len(apidocs))
    for split in ("train", "dev"):
        mbpp = rows_of(flags.data / f"mbpp/{split}.jsonl")
        write(flags.out, f"mbpp-{split}.jsonl",
              [{"id": i, "nl": r["text"], "code": r["code"].replace("\r\n", "\n")} for i, r in enumerate(mbpp)], len(mbpp))
        for name in ("django", "hearthstone"):
            rows = rows_of(flags.data / name / f"{split}.jsonl")
            write(flags.out, f"{name}-{split}.jsonl", rows, len(rows))


if __name__ == "__main__":
    main(sys.argv[1:])
