#!/usr/bin/env python3
"""merge_tests.py OUTPUT SOURCE…: one source of several, for a build that compiles each test program at once.

The unnamed namespace that a test file stands in gets the file's name, so that two files may call their helpers alike.
"""

import os
import pathlib
import re
import sys

UNNAMED = re.compile(r"^namespace \{$", re.MULTILINE)


def merged(paths):
    for path in paths:
        name = re.sub(r"\W", "_", os.path.splitext(os.path.basename(path))[0])
        text = pathlib.Path(path).read_text(encoding="utf-8")
        yield f'#line 1 "{path}"\n' + UNNAMED.sub(f"namespace {name} {{", text)


def main():
    pathlib.Path(sys.argv[1]).write_text("".join(merged(sys.argv[2:])), encoding="utf-8")


if __name__ == "__main__":
    main()
