"""scripts/explore.py on a program like a test program: it finds the random tests, and says what repeats a failure."""

import importlib.util
import io
import pathlib
import re
import tempfile
import textwrap
import unittest
from contextlib import redirect_stdout
from unittest import mock

ROOT = pathlib.Path(__file__).resolve().parent.parent
spec = importlib.util.spec_from_file_location("explore", ROOT / "scripts/explore.py")
explore = importlib.util.module_from_spec(spec)
spec.loader.exec_module(explore)

# Fails where the seed is even; `Even.Plain` asks for none.
PROGRAM = textwrap.dedent("""\
    #!/usr/bin/env bash
    filter=${2#--gtest_filter=}
    seed=${TREEWRIGHT_TEST_SEED:-1}
    [ "$filter" = '*' ] && printf '[ RUN      ] Even.Plain\\n[       OK ] Even.Plain (0 ms)\\n'
    printf '[ RUN      ] Even.Random\\nTREEWRIGHT_TEST_SEED=%s\\n' "$seed"
    [ $((seed % 2)) = 1 ] && { printf '[       OK ] Even.Random (0 ms)\\n'; exit 0; }
    printf '[  FAILED  ] Even.Random (0 ms)\\n[  FAILED  ] Even.Random\\n'
    exit 1
    """)


class ExploreTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.build = pathlib.Path(folder.name).resolve()
        (self.build / "tests").mkdir()
        self.program = self.build / "tests/treewright_tests_even"

    def run_main(self, program=PROGRAM):
        self.program.write_text(program, encoding="utf-8")
        self.program.chmod(0o755)
        output = io.StringIO()
        with mock.patch.object(explore.sys, "argv", ["explore.py", str(self.build), "0.5"]), redirect_stdout(output):
            try:
                explore.main()
                return 0, output.getvalue()
            except SystemExit as ended:
                return ended.code, output.getvalue()

    def test_a_failure_is_told_with_what_repeats_it(self):
        code, output = self.run_main()
        self.assertIn("   treewright_tests_even: Even.Random\n", output)
        seeds = re.findall(r"^TREEWRIGHT_TEST_SEED=(\d+) (\S+) --gtest_filter=Even.Random$", str(code), re.MULTILINE)
        self.assertTrue(seeds, code)
        for seed, program in seeds:
            self.assertEqual((int(seed) % 2, program), (0, str(self.program)))
            self.assertIn("FAILED", (self.build / f"explore/treewright_tests_even-{seed}.log").read_text())

    def test_nothing_fails(self):
        code, output = self.run_main(PROGRAM.replace("seed % 2", "1"))
        self.assertEqual(code, 0)
        self.assertRegex(output, r"[1-9]\d* runs, 0 failed")

    def test_a_crash_is_told_as_the_test_that_ran(self):
        crash = "kill -9 $$; printf '[  FAILED"
        code, _ = self.run_main(PROGRAM.replace("printf '[  FAILED", crash, 1))
        self.assertRegex(str(code), r"TREEWRIGHT_TEST_SEED=\d+ \S+ --gtest_filter=Even\.Random")

    def test_no_random_test_is_an_error(self):
        code, _ = self.run_main("#!/usr/bin/env bash\n")
        self.assertIn("no random tests", str(code))


if __name__ == "__main__":
    unittest.main()
