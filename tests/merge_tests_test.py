"""scripts/merge_tests.py: two test files with helpers of one name compile as one, and messages name the files."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEST = """\
namespace project {
namespace {

int helper() { return VALUE; }
int VALUE_test = helper();

}  // namespace
}  // namespace project
"""


class MergeTestsTest(unittest.TestCase):
    def compile(self, *texts):
        with tempfile.TemporaryDirectory() as folder:
            names = [f"{folder}/file{number}_test.cpp" for number in range(len(texts))]
            for name, text in zip(names, texts):
                pathlib.Path(name).write_text(text, encoding="utf-8")
            merged = f"{folder}/merged.cpp"
            subprocess.run([sys.executable, ROOT / "scripts/merge_tests.py", merged, *names], check=True)
            done = subprocess.run(["c++", "-fsyntax-only", "-Wall", merged], capture_output=True, text=True, check=False)
            return done.returncode, done.stderr.replace(folder + "/", "")

    def test_helpers_may_have_one_name(self):
        self.assertEqual(self.compile(TEST.replace("VALUE", "one").replace("return one", "return 1"),
                                      TEST.replace("VALUE", "two").replace("return two", "return 2")), (0, ""))

    def test_an_error_names_the_file_and_its_line(self):
        code, errors = self.compile("// nothing\n", "\nint broken = ;\n")
        self.assertNotEqual(code, 0)
        self.assertIn("file1_test.cpp:2:14: error", errors)


if __name__ == "__main__":
    unittest.main()
