#!/usr/bin/env python3
"""tree_match.py DATASET PREDICTIONS…: the share of first candidates whose Python syntax tree is the reference's.

This is the exact match that systems report on Django and Hearthstone: brackets and quotes that change nothing do not
count. `treewright-lab compare` counts tokens, for any language. A line that is no whole statement is completed first, as in
tranX's evaluation: a header gets a body, `elif` and `else` their `if`, `except` and `finally` their `try` (there `try:` and
`except:` are the same; here they are not).
"""

import ast
import json
import re
import sys
import warnings


def complete(line):
    line = line.strip()
    if re.match(r"(elif|else)\b", line):
        line = "if True:\n    pass\n" + line
    elif re.match(r"(except|finally)\b", line):
        line = "try:\n    pass\n" + line
    if line.startswith("@"):
        return line + "\ndef decorated(): pass"
    if not line.endswith(":"):
        return line
    handler = "\nfinally:\n    pass" if re.match(r"try\s*:$", line) else ""
    return line + "\n    pass" + handler


def tree(code):
    """The syntax tree as text; of what Python cannot read, the words that it is made of."""
    for text in (code.strip(), complete(code)):
        try:
            return ast.dump(ast.parse(text + "\n"))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return re.findall(r"\w+|[^\w\s]", code.replace('"', "'"))


def read(path):
    with open(path, encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, filter(str.strip, lines))}


def main(dataset, *predictions):
    warnings.simplefilter("ignore")  # of Python, about the code that it reads
    references = {key: tree(row["code"]) for key, row in read(dataset).items()}
    for path in predictions:
        candidates = {key: row["candidates"] for key, row in read(path).items()}
        right = sum(bool(candidates.get(key)) and tree(candidates[key][0]["code"]) == reference
                    for key, reference in references.items())
        print(f"{path}: {100 * right / len(references):.2f} % ({right} of {len(references)} trees)")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
