#!/usr/bin/env python3
"""Unpack chosen members of a wheel or tarball: unpack.py ARCHIVE DESTINATION [--strip N] [PATTERN…]

A member is chosen when its path, after N leading folders are cut off, matches a shell pattern (all when none is given).
"""

import argparse
import fnmatch
import os
import shutil
import sys
import tarfile
import zipfile


def members(archive):
    """(path, executable, a function that opens it) for each file."""
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as file:
            for info in file.infolist():
                if not info.is_dir():
                    yield info.filename, bool(info.external_attr >> 16 & 0o100), lambda i=info: file.open(i)
    else:
        with tarfile.open(archive) as file:
            for info in file:
                if info.isfile():
                    yield info.name, bool(info.mode & 0o100), lambda i=info: file.extractfile(i)


def unpack(archive, destination, strip, patterns):
    count = 0
    for path, executable, opened in members(archive):
        path = "/".join(path.split("/")[strip:])
        if not path or patterns and not any(fnmatch.fnmatch(path, pattern) for pattern in patterns):
            continue
        if path.startswith("/") or ".." in path.split("/"):
            sys.exit(f"{archive}: refused, a member points outside: {path}")
        target = os.path.join(destination, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with opened() as source, open(target, "wb") as out:
            shutil.copyfileobj(source, out, 1 << 20)
        os.chmod(target, 0o755 if executable else 0o644)
        count += 1
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("archive")
    parser.add_argument("destination")
    parser.add_argument("--strip", type=int, default=0)
    parser.add_argument("patterns", nargs="*")
    args = parser.parse_intermixed_args()
    if unpack(args.archive, args.destination, args.strip, args.patterns) == 0:
        sys.exit(f"{args.archive}: nothing in it matches {' '.join(args.patterns)}")


if __name__ == "__main__":
    main()
