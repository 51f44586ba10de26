"""scripts/modules.py: this repository keeps what it declares of its modules, and on a small one each breach is named."""

import importlib.util
import pathlib
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
spec = importlib.util.spec_from_file_location("modules", ROOT / "scripts/modules.py")
modules = importlib.util.module_from_spec(spec)
spec.loader.exec_module(modules)

DECLARED = """
# treewright_module(commented DEPS nothing)
treewright_module(low PUBLIC low.h)
treewright_module(core/high DEPS treewright_low BASE contract.h PUBLIC high.h)
treewright_module(core/tensors TORCH DEPS treewright_core_high)
treewright_module(lab/study DEPS treewright_core_high PUBLIC study.h)
treewright_program(tool tool DEPS treewright_core_high)
"""
FILES = {
    "CMakeLists.txt": DECLARED,
    "tests/CMakeLists.txt": "treewright_tests(core/high)\n",
    "low/low.h": "", "low/low.cpp": '#include "low/low.h"\n', "low/own.h": "",
    "low/contract.cpp": '#include "core/high/contract.h"\n',
    "core/high/high.h": '#include "low/low.h"\n', "core/high/contract.h": "",
    "core/tensors/net.h": "#include <torch/torch.h>\n", "core/tensors/net.cpp": '#include "core/high/high.h"\n',
    "lab/study/study.h": "", "lab/study/study.cpp": "", "lab/other.h": "",
    "tool/main.cpp": '#include "core/high/high.h"\n',
    "tests/core/high/high_test.cpp": '#include "core/high/high.h"\n#include "low/low.h"\n#include "fixtures/seed.h"\n',
}


class ModulesTest(unittest.TestCase):
    def problems(self, changed):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in {**FILES, "lab/study/user.h": '#include "lab/study/study.h"\n', **changed}.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
            return modules.Check(root).run()

    # Nobody else needs lab/study's header.
    idle = "CMakeLists.txt: no other module includes lab/study/study.h: it need not be PUBLIC"

    def check(self, changed, *expected):
        self.assertEqual(sorted(self.problems(changed)), sorted([self.idle, *expected]))

    def test_this_repository(self):
        self.assertEqual(modules.Check(ROOT).run(), [])

    def test_what_is_declared_may_be_included(self):
        self.check({})

    def test_private_header(self):
        self.check({"core/high/high.h": '#include "low/low.h"\n#include "low/own.h"\n'},
                   'core/high/high.h: includes "low/own.h", which low does not declare PUBLIC')

    def test_private_header_in_a_test_of_another_module(self):
        self.check({"tests/core/high/high_test.cpp": '#include "core/high/high.h"\n#include "low/own.h"\n'},
                   'tests/core/high/high_test.cpp: includes "low/own.h", which low does not declare PUBLIC')

    def test_module_above(self):
        self.check({"low/own.h": '#include "core/high/high.h"\n'},
                   'low/own.h: includes "core/high/high.h", but low does not depend on core/high')

    def test_lab_is_its_own_users_alone(self):
        self.assertIn('tool/main.cpp: includes "lab/study/study.h": only lab/ may include lab/',
                      self.problems({"tool/main.cpp": '#include "core/high/high.h"\n#include "lab/study/study.h"\n'}))
        linked = DECLARED.replace("tool DEPS treewright_core_high", "tool DEPS treewright_lab_study")
        self.assertIn("CMakeLists.txt: tool is linked with lab/study: only lab/ may be",
                      self.problems({"CMakeLists.txt": linked}))

    def test_source_without_its_header(self):
        self.check({"low/row.cpp": ""}, "low/row.cpp: has no header of its own name")
        for keyword in ("DATA", "HEADERLESS"):
            excused = DECLARED.replace("PUBLIC low.h", f"PUBLIC low.h {keyword} r.*.cpp")
            self.check({"low/row.cpp": "", "CMakeLists.txt": excused})
            self.check({"CMakeLists.txt": excused}, f"CMakeLists.txt: low: no source matches {keyword} r.*.cpp")

    def test_torch(self):
        self.check({"core/high/high.h": '#include "low/low.h"\n#include <ATen/ATen.h>\n'},
                   "core/high/high.h: includes <ATen/ATen.h>, but core/high is not declared TORCH")

    def test_header_that_is_not_there(self):
        self.check({"CMakeLists.txt": DECLARED.replace("PUBLIC low.h", "PUBLIC low.h gone.h")},
                   "CMakeLists.txt: low has no gone.h")


if __name__ == "__main__":
    unittest.main()
