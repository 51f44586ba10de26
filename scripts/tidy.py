#!/usr/bin/env python3
"""tidy.py BUILD JOBS: clang-tidy on every source of the project in BUILD/compile_commands.json.

A source is not checked again until it, a header of the project that it includes, or .clang-tidy changes.
"""

import concurrent.futures
import functools
import hashlib
import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
INCLUDE = re.compile(rb'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)


@functools.cache
def read(path):
    with open(path, "rb") as file:
        return file.read()


def closure(path, seen):
    """The file and the project's headers that it includes, however deep."""
    if path in seen or not os.path.isfile(path):
        return seen
    seen.add(path)
    for name in INCLUDE.findall(read(path)):
        name = name.decode()
        closure(os.path.join(ROOT, name), seen)
        closure(os.path.join(os.path.dirname(path), name), seen)
    return seen


def key_of(path):
    digest = hashlib.sha256(read(os.path.join(ROOT, ".clang-tidy")))
    for name in sorted(closure(path, set())):
        digest.update(name.encode() + b"\0" + read(name))
    return digest.hexdigest()


def sources(build):
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        files = {entry["file"] for entry in json.load(file)}
    outside = (os.path.join(ROOT, ".deps", ""), os.path.join(ROOT, "build", ""))
    return sorted(path for path in files if path.startswith(ROOT + os.sep) and not path.startswith(outside))


def check(build, path):
    command = ["clang-tidy-16", "--quiet", "--warnings-as-errors=*", "-p", build, path]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return result.returncode == 0, result.stdout + ("" if result.stdout else result.stderr)


def main():
    build, jobs = sys.argv[1], int(sys.argv[2])
    stamps = os.path.join(build, "tidy")
    os.makedirs(stamps, exist_ok=True)
    keys = {path: key_of(path) for path in sources(build)}
    todo = [path for path, key in keys.items() if not os.path.exists(os.path.join(stamps, key))]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for path, (clean, output) in zip(todo, pool.map(functools.partial(check, build), todo)):
            print(f"   {'ok  ' if clean else 'FAIL'} {os.path.relpath(path, ROOT)}", flush=True)
            if clean:
                open(os.path.join(stamps, keys[path]), "w", encoding="utf-8").close()
            else:
                failed += 1
                print(output, flush=True)
    if failed:
        sys.exit(f"lint: clang-tidy complains about {failed} of {len(todo)} files")


if __name__ == "__main__":
    main()
