#!/usr/bin/env python3
"""tidy.py BUILD JOBS: clang-tidy on every source of the project in BUILD/compile_commands.json.

A source is not checked again until it, a header of the project that it includes, or .clang-tidy changes. Sources are
checked in batches: nearly all of the time goes into the headers of others, which a batch reads once. In a batch, as in a
unity build, a source has what those before it include; so each is also compiled alone, unless it sees LibTorch's headers,
which take longer than all of the rest.
"""

import concurrent.futures
import functools
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BATCH = 10
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


def flags_of_sources(build):
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    outside = (os.path.join(ROOT, ".deps", ""), os.path.join(ROOT, "build", ""))
    flags = {}
    for path, command in sorted((entry["file"], entry["command"]) for entry in entries):
        if path.startswith(ROOT + os.sep) and path.endswith(".cpp") and not path.startswith(outside):
            words = shlex.split(command.replace("-isystem ", "-isystem"))  # one word, to be listed once
            flags[path] = words[1:words.index("-o")]
    return flags


def sees_torch(flags):
    return any("libtorch" in flag for flag in flags)


def batches(paths, flags):
    """Neighbours go to different batches: sources of one module, which may give two things the same name."""
    # LibTorch's headers bring another fmt along: the sources that see them keep to themselves, and take longest.
    for torch in (True, False):
        group = [path for path in paths if sees_torch(flags[path]) == torch]
        count = -(-len(group) // BATCH)
        yield from (group[first::count] for first in range(count))


def compiles_alone(path, flags):
    command = ["clang++-16", *flags, "-w", "-fsyntax-only", path]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return result.returncode == 0, result.stderr


def tidy(path, flags):
    command = ["clang-tidy-16", "--quiet", "--warnings-as-errors=*", path, "--", *flags]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return result.returncode == 0, result.stdout + ("" if result.stdout else result.stderr)


def check(folder, flags, paths):
    """(path, clean, output) of each. What a batch complains of may only be a clash of names: its halves tell."""
    if len(paths) == 1:
        return [(paths[0], *tidy(paths[0], flags[paths[0]]))]
    # One after the other rather than included: what clang says of a main file alone (an unused constant) is said.
    batch = os.path.join(folder, hashlib.sha256("\n".join(paths).encode()).hexdigest() + ".cpp")
    with open(batch, "wb") as file:
        file.write(b"\n".join(map(read, paths)))
    clean, _ = tidy(batch, dict.fromkeys(flag for path in paths for flag in flags[path]))
    os.remove(batch)
    if clean:
        return [(path, True, "") for path in paths]
    return check(folder, flags, paths[::2]) + check(folder, flags, paths[1::2])


def check_alone(paths, flags, pool):
    """What the compiler says of each source that lacks an include."""
    checks = {path: pool.submit(compiles_alone, path, flags[path]) for path in paths if not sees_torch(flags[path])}
    failed = {}
    for path, done in checks.items():
        alone, output = done.result()
        if not alone:
            failed[path] = output
    return failed


def main():
    build, jobs = sys.argv[1], int(sys.argv[2])
    stamps = os.path.join(build, "tidy")
    os.makedirs(stamps, exist_ok=True)
    flags = flags_of_sources(build)
    keys = {path: key_of(path) for path in flags}
    todo = [path for path, key in keys.items() if not os.path.exists(os.path.join(stamps, key))]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        if not_alone := check_alone(todo, flags, pool):
            sys.exit("lint: these do not compile alone:\n" + "\n".join(not_alone.values()))
        checks = [pool.submit(check, build, flags, batch) for batch in batches(todo, flags)]
        for done in concurrent.futures.as_completed(checks):
            for path, clean, output in done.result():
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
