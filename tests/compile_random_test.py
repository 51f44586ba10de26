"""CPython's own compiler takes whatever the decoders let stand: 100 000 random pieces of code from each constraint.

TREEWRIGHT_RANDOM_CODE names the program that writes them. The seed is fixed; TREEWRIGHT_TEST_SEED gives another.
What the decoders refuse when a statement is whole is counted: it must stay rare, as each is a hypothesis lost.
"""
import json
import os
import subprocess
import unittest
import warnings

PROGRAM = os.environ.get("TREEWRIGHT_RANDOM_CODE", "build/release/tests/treewright_random_code")
SEED = os.environ.get("TREEWRIGHT_TEST_SEED", "1")
COUNT = int(os.environ.get("TREEWRIGHT_TEST_COUNT", "100000"))


def verdict_of(code):
    try:
        compile(code + "\n", "code", "exec")
    except (SyntaxError, ValueError, OverflowError) as error:
        return str(error)
    return None


class RandomCode(unittest.TestCase):
    def check(self, kind, most_refused):
        warnings.simplefilter("ignore")
        taken, refused, wrong = 0, {}, []
        count = COUNT
        with subprocess.Popen([PROGRAM, kind, str(COUNT), SEED], stdout=subprocess.PIPE, text=True) as process:
            for line in process.stdout:
                row = json.loads(line)
                if row["refused"]:
                    refused[row["refused"]] = refused.get(row["refused"], 0) + 1
                    continue
                taken += 1
                error = verdict_of(row["code"])
                if error:
                    wrong.append(error + "\n" + row["code"])
        self.assertEqual(process.returncode, 0)
        print(f"{kind}: {taken} taken, of which the compiler refuses {len(wrong)}; refused: {refused}")
        self.assertFalse(wrong, "\n---\n".join(wrong[:5]))
        self.assertGreater(taken, count * (1 - most_refused))

    def test_trees(self):
        self.check("trees", 0.2)

    def test_tokens(self):
        self.check("tokens", 0.3)


if __name__ == "__main__":
    unittest.main()
