"""scripts/tidy.py on a small project: batches of sources are checked as the sources alone would be."""

import contextlib
import importlib.util
import io
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import unittest
from unittest import mock

ROOT = pathlib.Path(__file__).resolve().parent.parent


class TidyTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(os.path.realpath(folder.name))
        shutil.copy(ROOT / ".clang-tidy", self.root)
        (self.root / "support").mkdir()
        (self.root / "build").mkdir()

    def write(self, name, text):
        (self.root / "support" / name).write_text(text, encoding="utf-8")

    def lint(self):
        """What is printed of each source, and whether all are clean."""
        entries = [{"file": str(path), "command": f"clang++-16 -I{self.root} -Wall -Werror -std=c++20 -o x.o -c {path}"}
                   for path in self.root.glob("support/*.cpp")]
        (self.root / "build/compile_commands.json").write_text(json.dumps(entries), encoding="utf-8")
        spec = importlib.util.spec_from_file_location("tidy", ROOT / "scripts/tidy.py")
        tidy = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(tidy)
        tidy.ROOT = str(self.root)
        printed, clean = io.StringIO(), True
        with mock.patch.object(sys, "argv", ["tidy.py", str(self.root / "build"), "2"]), \
                contextlib.redirect_stdout(printed):
            try:
                tidy.main()
            except SystemExit:
                clean = False
        return printed.getvalue(), clean

    def checked(self):
        printed, _ = self.lint()
        return re.findall(r"^   (?:ok  |FAIL) support/(.*)$", printed, re.MULTILINE)

    def test_a_finding_is_told_of_its_source_and_its_header(self):
        self.write("a.cpp", "int right_name() { return 1; }\n")
        self.write("b.cpp", '#include "support/b.h"\nint WrongName() { return 1; }\n')
        self.write("b.h", "int WrongInHeader();\n")
        self.write("c.cpp", "namespace {\nconst int unused = 1;\n}\n")
        printed, clean = self.lint()
        self.assertFalse(clean)
        self.assertIn("   ok   support/a.cpp\n", printed)
        self.assertIn(f"{self.root}/support/b.cpp:2:5: error: invalid case style for function 'WrongName'", printed)
        self.assertIn(f"{self.root}/support/b.h:1:5: error: invalid case style for function 'WrongInHeader'", printed)
        self.assertIn(f"{self.root}/support/c.cpp:2:11: error: unused variable 'unused'", printed)

    def test_sources_may_use_a_name_each_for_itself(self):
        for name, value in (("a", "1"), ("b", "2"), ("c", "3")):
            own = f"namespace {{\nint own() {{ return {value}; }}\n}}\n"
            self.write(f"{name}.cpp", own + f"int {name}() {{ return own(); }}\n")
        printed, clean = self.lint()
        self.assertTrue(clean, printed)
        self.assertEqual(printed.count("   ok   "), 3)

    def test_a_source_includes_what_it_needs_itself(self):
        self.write("a.h", "#pragma once\nstruct Shared {};\n")
        self.write("a.cpp", '#include "support/a.h"\n#include <vector>\n')
        self.write("b.cpp", "Shared of_another();\n")  # in a batch it stands below a.cpp
        _, clean = self.lint()
        self.assertFalse(clean)
        self.write("b.cpp", '#include "support/a.h"\nShared of_another();\n')
        printed, clean = self.lint()
        self.assertTrue(clean, printed)

    def test_only_what_has_changed_is_checked_again(self):
        self.write("a.h", "#pragma once\n")
        self.write("a.cpp", '#include "support/a.h"\n')
        self.write("b.cpp", "int b() { return 1; }\n")
        self.assertEqual(self.checked(), ["a.cpp", "b.cpp"])
        self.assertEqual(self.checked(), [])
        self.write("b.cpp", "int b() { return 2; }\n")
        self.assertEqual(self.checked(), ["b.cpp"])
        self.write("a.h", "#pragma once\nint a();\n")
        self.assertEqual(self.checked(), ["a.cpp"])
        self.write("a.h", "#pragma once\nint A();\n")
        self.assertEqual(self.checked(), ["a.cpp"])
        self.assertEqual(self.checked(), ["a.cpp"])  # not clean


if __name__ == "__main__":
    unittest.main()
