#!/usr/bin/env python3
"""explore.py BUILD [SECONDS]: the random tests of BUILD/tests with fresh seeds, an hour long unless told otherwise.

A test is random where it prints TREEWRIGHT_TEST_SEED (tests/fixtures/seed.h). Goes on after a failure, keeps each failure's
output in BUILD/explore/, and ends with the command that repeats it.
"""

import os
import pathlib
import re
import secrets
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
RUN = re.compile(r"^\[ RUN      \] (\S+)$", re.MULTILINE)
SEED = "TREEWRIGHT_TEST_SEED"


def run(program, tests, seed=None):
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    environment.pop(SEED, None)
    if seed is not None:
        environment[SEED] = str(seed)
    command = [str(program), "--gtest_color=no", f"--gtest_filter={tests}"]
    return subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, errors="replace", check=False)


def random_tests(program):
    """The names of the tests that ask for a seed."""
    output = run(program, "*").stdout
    starts = [*RUN.finditer(output)]
    ends = [start.start() for start in starts[1:]] + [len(output)]
    return [start[1] for start, end in zip(starts, ends) if f"\n{SEED}=" in output[start.end():end]]


def explore(programs, until, folder):
    """Runs each program's random tests in turn. Gives the commands that fail, and the number of runs."""
    failed, runs = [], 0
    while time.monotonic() < until:
        for program, tests in programs.items():
            if time.monotonic() >= until:
                break
            seed = secrets.randbits(32)
            result = run(program, ":".join(tests), seed)
            runs += 1
            if result.returncode == 0:
                continue
            bad = re.findall(r"^\[  FAILED  \] (\S+?),? \(", result.stdout, re.MULTILINE)
            last = RUN.findall(result.stdout)[-1:]  # what was running when the program crashed
            command = f"{SEED}={seed} {program} --gtest_filter={':'.join(bad or last)}"
            (folder / f"{program.name}-{seed}.log").write_text(result.stdout, encoding="utf-8")
            failed.append(command)
            print(f"   FAIL {command}", flush=True)
    return failed, runs


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 3600
    found = {program: random_tests(program) for program in sorted((build / "tests").glob("treewright_tests_*"))}
    programs = {program: tests for program, tests in found.items() if tests}
    if not programs:
        sys.exit(f"explore: no random tests in {build}/tests; build them first: bash scripts/build.sh release")
    for program, tests in programs.items():
        print(f"   {program.name}: {' '.join(tests)}", flush=True)
    folder = build / "explore"
    folder.mkdir(exist_ok=True)
    failed, runs = explore(programs, time.monotonic() + seconds, folder)
    print(f"   {runs} runs, {len(failed)} failed", flush=True)
    if failed:
        sys.exit("explore: these fail, and their output is in " + str(folder) + ":\n" + "\n".join(failed))


if __name__ == "__main__":
    main()
