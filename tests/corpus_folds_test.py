"""Checks of the package lists and of the downloader: python3 -m unittest tests/corpus_folds_test.py"""

import contextlib
import csv
import importlib.util
import io
import json
import pathlib
import re
import stat
import tempfile
import unittest
import zipfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
COLUMNS = ["name", "version", "licence", "filename", "sha256"]
# "BSD" stands for the classifier "BSD License", which does not say how many clauses.
PERMISSIVE = {"MIT", "BSD", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "ISC", "PSF-2.0",
              "Python-2.0", "Unlicense", "Zlib", "MIT-0", "CC0-1.0", "MIT-CMU"}


def rows_of(name):
    with open(ROOT / "corpus" / name, newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f, delimiter="\t"))


def load_downloader():
    spec = importlib.util.spec_from_file_location("fetch_packages", ROOT / "corpus/fetch_packages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fold(name):
    """Written out again here, so that a slip in the downloader's own formula shows."""
    return zlib.crc32(re.sub(r"[-_.]+", "-", name).lower().encode()) % 20


class ListsTest(unittest.TestCase):
    def check_each_row(self, check):
        for name in ("packages.tsv", "dev-packages.tsv"):
            for row in rows_of(name):
                with self.subTest(list=name, package=row["name"]):
                    check(row)

    def test_training_list_has_no_held_out_and_no_development_package(self):
        rows = rows_of("packages.tsv")
        self.assertGreater(len(rows), 900)
        self.assertEqual([r["name"] for r in rows if fold(r["name"]) in (0, 1)], [])

    def test_development_list_is_fold_one_only(self):
        rows = rows_of("dev-packages.tsv")
        self.assertEqual(len(rows), 12)
        self.assertEqual([r["name"] for r in rows if fold(r["name"]) != 1], [])

    def test_columns_and_forms(self):
        def check(row):
            self.assertEqual(list(row), COLUMNS)
            self.assertRegex(row["name"], r"\A[a-z0-9]+(-[a-z0-9]+)*\Z")
            self.assertRegex(row["sha256"], r"\A[0-9a-f]{64}\Z")
            self.assertRegex(row["version"], r"\A[0-9][0-9a-z.+!]*\Z")
            dist, version = row["filename"].split("-")[:2]
            self.assertEqual(re.sub(r"[-_.]+", "-", dist).lower(), row["name"])
            self.assertEqual(version, row["version"])
            self.assertTrue(row["filename"].endswith(".whl"))
        self.check_each_row(check)

    def test_licences_are_permissive(self):
        self.check_each_row(lambda row: self.assertLessEqual(
            set(re.split(r" (?:AND|OR) ", row["licence"])), PERMISSIVE))

    def test_no_django(self):
        def check(row):
            self.assertNotIn("django", row["name"])
            self.assertNotIn(row["name"], {"asgiref", "mezzanine", "wagtail", "humanize"})
        self.check_each_row(check)

    def test_names_are_listed_once(self):
        names = [r["name"] for r in rows_of("packages.tsv") + rows_of("dev-packages.tsv")]
        self.assertEqual(len(names), len(set(names)))


def as_compared(description):
    """Lower case, one space between words, no punctuation: what must differ is the wording, not its marks."""
    return " ".join(re.sub(r"[^\w\s]", " ", description.lower()).split())


class IdiomsTest(unittest.TestCase):
    def test_no_idiom_is_described_as_an_everyday_case_is(self):
        """tests/corpus/everyday.jsonl measures the model: nothing to train on may be written from it."""
        with open(ROOT / "tests/corpus/everyday.jsonl", encoding="utf-8") as f:
            held_out = {as_compared(json.loads(line)["nl"]) for line in f if line.strip()}
        self.assertGreaterEqual(len(held_out), 90)
        found = []
        for path in sorted((ROOT / "corpus/idioms").glob("*.jsonl")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                for description in json.loads(line)["nl"] if line.strip() else []:
                    if as_compared(description) in held_out:
                        found.append(f"{path.name}:{number}: {description}")
        self.assertEqual(found, [], "\n" + "\n".join(found))


class DownloaderTest(unittest.TestCase):
    def setUp(self):
        self.fetch = load_downloader()
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.dir = pathlib.Path(scratch.name)

    def run_list(self, name, *options):
        """Run the downloader on a list of one package; return its status and its error lines."""
        listed = self.dir / "list.tsv"
        listed.write_text("\t".join(COLUMNS) + f"\n{name}\t1.0\tMIT\t{name}-1.0-py3-none-any.whl\t{'0' * 64}\n")
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            status = self.fetch.main([str(listed), str(self.dir / "out"), *options])
        self.assertFalse((self.dir / "out").exists())
        return status, said.getvalue()

    def name_in(self, number):
        return next(n for n in (f"package{i}" for i in range(1000)) if fold(n) == number)

    def test_refuses_folds_before_any_download(self):
        for number, options in ((0, []), (0, ["--fold", "dev"]), (1, []), (2, ["--fold", "dev"])):
            with self.subTest(fold=number, options=options):
                status, said = self.run_list(self.name_in(number), *options)
                self.assertEqual(status, 2)
                self.assertIn(self.name_in(number), said)

    def test_refuses_a_name_whose_spelling_hides_its_fold(self):
        self.assertEqual(self.run_list("Some_Package")[0], 2)

    def test_admits_the_proper_folds(self):
        self.assertEqual(self.fetch.refusals([{"name": self.name_in(2)}], "train"), [])
        self.assertEqual(self.fetch.refusals([{"name": self.name_in(1)}], "dev"), [])

    def test_unpacks_only_plain_own_small_python_files(self):
        wheel = self.dir / "p-1.0-py3-none-any.whl"
        link = zipfile.ZipInfo("p/link.py")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr("p/good.py", "x = 1\ny = 2\n")
            archive.writestr(link, "/etc/hostname")
            for name in ("../escape.py", "/absolute.py", "p/a/../../up.py", "p/c:\\d.py", "p/data.json",
                         "p/_vendor/v.py", "p/Third_Party/t.py", "p/extern/e.py", "p/django/d.py"):
                archive.writestr(name, "z = 3\n")
            archive.writestr("p/copied.py", "# taken from Django\nz = 3\n")
            archive.writestr("p/table.py", "#" * 500_001)
        out = self.dir / "unpacked"
        out.mkdir()
        self.assertEqual(self.fetch.unpack(wheel, out), (1, 2))
        files = sorted(p.relative_to(self.dir) for p in self.dir.rglob("*") if p.is_file())
        self.assertEqual([str(f) for f in files], [wheel.name, "unpacked/p/good.py"])

    def test_a_whole_folder_is_left_alone(self):
        row = {"name": "p", "sha256": "a" * 64, "version": "1.0", "filename": "p-1.0-py3-none-any.whl"}
        (self.dir / "p").mkdir()
        (self.dir / "p" / self.fetch.MARKER).write_text(f"{'a' * 64} {self.fetch.RULES}\n")
        self.assertEqual(self.fetch.fetch(row, self.dir), "already there")

    def test_pip_is_asked_for_the_pinned_wheels_own_tags(self):
        row = {"name": "p", "filename": "p-1.0-cp311-abi3-manylinux2014_x86_64.manylinux_2_17_x86_64.whl"}
        command = self.fetch.pip_command(row, self.dir / "r.txt", self.dir)
        for option, value in (("--implementation", "cp"), ("--python-version", "311"), ("--abi", "abi3"),
                              ("--platform", "manylinux2014_x86_64")):
            self.assertEqual(command[command.index(option) + 1], value)
        with self.assertRaises(self.fetch.FetchError):
            self.fetch.pip_command({"name": "p", "filename": "p-1.0.tar.gz"}, self.dir / "r.txt", self.dir)


if __name__ == "__main__":
    unittest.main()
