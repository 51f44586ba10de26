"""Checks of corpus/tree_match.py: python3 -m unittest tests/tree_match_test.py"""

import contextlib
import importlib.util
import io
import json
import pathlib
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
SPEC = importlib.util.spec_from_file_location("tree_match", ROOT / "corpus/tree_match.py")
tree_match = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(tree_match)


class TreeMatchTest(unittest.TestCase):
    def test_what_changes_nothing_does_not_count(self):
        for one, other in (("x = (a)", "x=a"), ("f('a')", 'f( "a" )'), ("if (not x) :", "if not x:"),
                           ("else :", "else:"), ("except E :", "except (E):"), ("try :", "try:"),
                           ("@ decorated ( 1 )", "@decorated(1)"), ("elif x :", "elif (x):"),
                           ("print 'a'", 'print "a"')):
            with self.subTest(one):
                self.assertEqual(tree_match.tree(one), tree_match.tree(other))

    def test_what_changes_something_does(self):
        for one, other in (("x = a", "x = b"), ("if x:", "elif x:"), ("try:", "except:"), ("f('a')", "f('b')"),
                           ("print 'a'", "print 'b'"), ("", "pass"), ("(a + b) * c", "a + b * c")):
            with self.subTest(one):
                self.assertNotEqual(tree_match.tree(one), tree_match.tree(other))

    def test_every_reference_counts(self):
        rows = [{"id": 1, "code": "x = a"}, {"id": 2, "code": "y"}, {"id": 3, "code": "z"}, {"id": 4, "code": "u"}]
        answers = [{"id": 1, "candidates": [{"code": "x = (a)"}]}, {"id": 2, "candidates": []},
                   {"id": 3, "candidates": [{"code": "y"}, {"code": "z"}]}]
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for name, content in (("rows", rows), ("answers", answers)):
                paths.append(str(pathlib.Path(folder, name)))
                pathlib.Path(paths[-1]).write_text("\n".join(map(json.dumps, content)) + "\n", encoding="utf-8")
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                tree_match.main(*paths)
        self.assertEqual(printed.getvalue(), f"{paths[1]}: 25.00 % (1 of 4 trees)\n")


if __name__ == "__main__":
    unittest.main()
