#!/usr/bin/env python3
"""Fetch the pinned PyPI packages that training pairs are harvested from.

    python3 corpus/fetch_packages.py corpus/packages.tsv DIR
    python3 corpus/fetch_packages.py corpus/dev-packages.tsv DIR --fold dev

Reads a list (columns: name, version, licence, filename, sha256), downloads each wheel with
`pip download`, checks its SHA-256 and unpacks its *.py files to DIR/<name>/. Only wheels are
taken: a source archive would run its build script at download time. Left out are vendored
folders, very large files and every file that names one of the benchmarks the model is scored on:
many projects carry functions copied from Django, whose lines are one of the test sets.

A package's fold is crc32 of its normalised name (PEP 503) modulo 20. Fold 0 is held out and is
refused always; fold 1 is the development fold and is refused unless --fold dev is given, which
in turn refuses every other fold. The whole list is checked before the first download.

Running it again resumes: a package whose marker holds the pinned SHA-256 (and the present
version of the unpacking rules) is left alone. Folders of packages that are no longer listed stay.
Exit status: 0 all unpacked, 1 some package failed, 2 the list was refused.
"""

import argparse
import concurrent.futures
import csv
import hashlib
import pathlib
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
import zlib

COLUMNS = ["name", "version", "licence", "filename", "sha256"]
HELD_OUT_FOLD, DEV_FOLD, FOLDS = 0, 1, 20
MAX_SOURCE_BYTES = 500_000  # larger files are tables and fixtures, not prose with code
MARKER = ".fetched"
RULES = 2  # raise it when unpacking changes, so that folders made by older rules are made anew
BENCHMARKS = re.compile(rb"django|hearthbreaker|conala|human[-_]?eval|mbpp", re.IGNORECASE)
VENDORED = frozenset(
    "_vendor vendor vendored _vendored _vendored_packages third_party thirdparty _third_party "
    "extern _extern externals external _external ext_libs".split()
)
WHEEL = re.compile(r"(?P<dist>[^-/]+)-(?P<version>[^-/]+)(-\d[^-/]*)?"
                   r"-(?P<python>[^-/]+)-(?P<abi>[^-/]+)-(?P<platform>[^-/]+)\.whl")


class FetchError(Exception):
    """One package could not be fetched; the text is the line to print."""


def normalise(name):
    """Return the PEP 503 form of a project name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def fold_of(name):
    """Return the fold, 0 to 19, that a package belongs to."""
    return zlib.crc32(normalise(name).encode()) % FOLDS


def read_list(path):
    """Return the rows of a package list as dictionaries."""
    with open(path, newline="", encoding="utf-8") as f:
        reader = csv.DictReader(f, delimiter="\t")
        if reader.fieldnames != COLUMNS:
            raise FetchError(f"{path}: header is {reader.fieldnames}; expected {COLUMNS}")
        return list(reader)


def refusals(rows, fold):
    """Return one line for each row that the chosen fold ('train' or 'dev') does not admit."""
    lines = []
    for row in rows:
        name, number = row["name"], fold_of(row["name"])
        if name != normalise(name):
            lines.append(f"{name}: not in normalised form; write {normalise(name)}")
        if number == HELD_OUT_FOLD:
            lines.append(f"{name}: fold 0 is held out; remove it from the list")
        elif number == DEV_FOLD and fold != "dev":
            lines.append(f"{name}: fold 1 is for development; remove it or give --fold dev")
        elif number != DEV_FOLD and fold == "dev":
            lines.append(f"{name}: fold {number} is for training; remove it from the dev list")
    return lines


def pip_command(row, requirements, folder):
    """Return the command that downloads exactly the pinned wheel, whatever Python runs this."""
    tags = WHEEL.fullmatch(row["filename"])
    if not tags:
        raise FetchError(f"{row['name']}: filename {row['filename']} is not a wheel's")
    python = tags["python"].split(".")[-1]
    number = python[2:] if python[2:] not in ("", "2", "3") else "3.11"
    return [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir",
            "--only-binary", ":all:", "--ignore-requires-python", "--require-hashes",
            "--implementation", python[:2], "--python-version", number,
            "--abi", tags["abi"].split(".")[0], "--platform", tags["platform"].split(".")[0],
            "--dest", str(folder), "--requirement", str(requirements)]


def download(row, folder):
    """Download one wheel into folder and return its path, its SHA-256 checked."""
    requirements = folder / "requirements.txt"
    requirements.write_text(f"{row['name']}=={row['version']} --hash=sha256:{row['sha256']}\n")
    done = subprocess.run(pip_command(row, requirements, folder), capture_output=True, text=True)
    wheel = folder / row["filename"]
    if done.returncode or not wheel.is_file():
        said = [line for line in done.stderr.splitlines() if line.strip()] or ["no such file"]
        raise FetchError(f"{row['name']}: pip download failed: {said[-1].strip()}")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if digest != row["sha256"]:
        raise FetchError(f"{row['name']}: SHA-256 is {digest}; the list pins {row['sha256']}")
    return wheel


def wanted(member):
    """Tell whether a zip member is a plain, own, reasonably small Python file at a safe path."""
    path = pathlib.PurePosixPath(member.filename)
    unsafe = path.is_absolute() or ".." in path.parts or set(member.filename) & set("\\:")
    mode = member.external_attr >> 16
    special = stat.S_IFMT(mode) not in (0, stat.S_IFREG)
    vendored = VENDORED.intersection(part.lower() for part in path.parts[:-1])
    return (path.suffix == ".py" and not member.is_dir() and member.file_size <= MAX_SOURCE_BYTES
            and not unsafe and not special and not vendored)


def unpack(wheel, folder):
    """Write the wanted members of a wheel under folder; return (files, lines)."""
    files = lines = 0
    with zipfile.ZipFile(wheel) as archive:
        for member in filter(wanted, archive.infolist()):
            text = archive.read(member)
            if BENCHMARKS.search(text) or BENCHMARKS.search(member.filename.encode()):
                continue
            target = folder / member.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text)
            files, lines = files + 1, lines + text.count(b"\n")
    return files, lines


def fetch(row, root):
    """Fetch one package to root/<name>; return the progress text."""
    target = root / row["name"]
    marker, stamp = target / MARKER, f"{row['sha256']} {RULES}\n"
    if marker.is_file() and marker.read_text() == stamp:
        return "already there"
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=root) as scratch:
        scratch = pathlib.Path(scratch)
        wheel = download(row, scratch)
        fresh = scratch / "unpacked"
        fresh.mkdir()
        files, lines = unpack(wheel, fresh)
        if not files:
            raise FetchError(f"{row['name']}: no file passes the rules; remove it from the list")
        (fresh / MARKER).write_text(stamp)
        if target.exists():
            shutil.rmtree(target)
        fresh.rename(target)  # last, so that a folder with a marker is always whole
    return f"{files} files, {lines} lines"


def fetch_all(rows, root, jobs):
    """Fetch every row, jobs at a time; print progress and return the number of failures."""
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        pending = {pool.submit(fetch, row, root): row["name"] for row in rows}
        for done, future in enumerate(concurrent.futures.as_completed(pending), 1):
            where = f"[{done}/{len(rows)}]"
            try:
                print(where, f"{pending[future]}: {future.result()}", flush=True)
            except (FetchError, OSError, zipfile.BadZipFile) as error:
                failed += 1
                print(where, f"FAILED {error}", file=sys.stderr, flush=True)
    return failed


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Fetch the pinned packages of a list.")
    parser.add_argument("list", type=pathlib.Path, help="packages.tsv or dev-packages.tsv")
    parser.add_argument("dir", type=pathlib.Path, help="where <name>/ folders are made")
    parser.add_argument("--fold", choices=["train", "dev"], default="train")
    parser.add_argument("--jobs", type=int, default=4, help="downloads at a time (default 4)")
    options = parser.parse_args(arguments)
    try:
        rows = read_list(options.list)
    except (FetchError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    refused = refusals(rows, options.fold)
    if refused:
        print("\n".join(refused), file=sys.stderr)
        return 2
    options.dir.mkdir(parents=True, exist_ok=True)
    failed = fetch_all(rows, options.dir, options.jobs)
    print(f"{len(rows) - failed} of {len(rows)} packages unpacked")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
