"""CPython's own compiler takes every candidate for the everyday sites, each in its place.

TREEWRIGHT names the program, TREEWRIGHT_MODEL the model's folder; without a model the test is skipped.
"""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest
import warnings

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("TREEWRIGHT", ROOT / "build/release/treewright"))
MODEL = pathlib.Path(os.environ.get("TREEWRIGHT_MODEL", ROOT / "models/python-base"))
SITES = ROOT / "tests/corpus/everyday.jsonl"


def margin(context):
    """The indentation of the line after the context, as tests/corpus/README.md says."""
    last = context[context.rfind("\n") + 1:]
    if last and not last.strip():
        return last
    line = [each for each in context.split("\n") if each.strip()][-1:] or [""]
    own = line[0][:len(line[0]) - len(line[0].lstrip())]
    return own + "    " if line[0].rstrip().endswith(":") else own


def placed(site, code):
    indentation = margin(site["context"])
    context = site["context"].rstrip(" ")
    above = context + ("" if not context or context.endswith("\n") else "\n")
    said = site["nl"].split("\n")
    said = ('"""' + site["nl"] + '"""').split("\n") if site["kind"] == "docstring" else ["# " + line for line in said]
    return above + "".join(indentation + line + "\n" for line in said + code.split("\n"))


@unittest.skipUnless((MODEL / "config.json").exists(), f"no model in {MODEL}")
class Candidates(unittest.TestCase):
    def test_every_candidate_compiles_in_its_place(self):
        warnings.simplefilter("ignore")
        sites = [json.loads(line) for line in SITES.read_text().splitlines()]
        rows = [{key: site[key] for key in ("id", "nl", "kind", "context")} for site in sites]
        with tempfile.TemporaryDirectory() as folder:
            given, answers = pathlib.Path(folder) / "in.jsonl", pathlib.Path(folder) / "out.jsonl"
            given.write_text("".join(json.dumps(row) + "\n" for row in rows))
            subprocess.run([PROGRAM, "predict", "--model", MODEL, "--input", given, "--output", answers],
                           check=True, capture_output=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
            found = [json.loads(line)["candidates"] for line in answers.read_text().splitlines()]
        count = 0
        for site, candidates in zip(sites, found, strict=True):
            for candidate in candidates:
                code = candidate if isinstance(candidate, str) else candidate["code"]
                count += 1
                with self.subTest(site=site["id"], code=code):
                    compile(placed(site, code), site["id"], "exec")
        print(f"{count} candidates compile")
        self.assertGreater(count, 4 * len(sites))


if __name__ == "__main__":
    unittest.main()
