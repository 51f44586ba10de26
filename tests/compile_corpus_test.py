"""tests/corpus/compile says of code what CPython's own compiler says of it."""
import pathlib
import sys
import unittest
import warnings

FILE = pathlib.Path(__file__).parent / "corpus" / "compile" / "python.txt"
VERSION = "%d.%d" % sys.version_info[:2]


def cases():
    for case in FILE.read_text().split("==== ")[1:]:
        title, _, rest = case.partition("\n")
        code, _, verdict = rest.rpartition("---\n")
        yield title, code, verdict.strip()


def verdict_of(code):
    try:
        compile(code, "case", "exec")
    except (SyntaxError, ValueError):
        return "refused"
    return "accepted"


class CompileCorpus(unittest.TestCase):
    def test_every_case_is_what_the_compiler_says(self):
        warnings.simplefilter("ignore")
        seen = set()
        for title, code, verdict in cases():
            with self.subTest(title=title, code=code):
                self.assertIn(verdict, ("accepted", "refused"))
                self.assertNotIn(code, seen)
                seen.add(code)
                if title.endswith("[3.11]") and VERSION != "3.11":
                    continue  # later versions take it
                self.assertEqual(verdict_of(code), verdict)
        self.assertGreater(len(seen), 450)


if __name__ == "__main__":
    unittest.main()
