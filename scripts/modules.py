#!/usr/bin/env python3
"""modules.py [ROOT]: whether the sources keep what CMakeLists.txt declares of the modules.

- A file includes other modules' PUBLIC headers alone, and only of modules that its own DEPS lead to. A module's BASE headers
  are public to the modules below it as well. Tests count as their module, and may also use tests/ and what DEPS lead to.
- Each header that is named exists and is used by another module.
- A source has the header of its own name, but for main.cpp, DATA (a row of a table each) and HEADERLESS.
- LibTorch's headers are included where TORCH says so.
- Nothing outside lab/ includes lab/ or is linked with it.
"""

import os
import pathlib
import re
import shlex
import sys

KEYWORDS = {"DEPS", "PUBLIC", "BASE", "DATA", "APART", "HEADERLESS"}
DECLARATION = re.compile(r"^ *(treewright_module|treewright_program|treewright_tests)\(([^)]*)\)", re.MULTILINE)
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.MULTILINE)
TORCH = ("torch/", "ATen/", "c10/", "caffe2/")
LISTS = ("CMakeLists.txt", "tests/CMakeLists.txt")


class Module:
    def __init__(self, folder, words):
        self.folder, self.torch, self.lists = folder, "TORCH" in words, {keyword: [] for keyword in KEYWORDS}
        keyword = None
        for word in words:
            if word in KEYWORDS or word == "TORCH":
                keyword = word
            elif keyword in KEYWORDS:
                self.lists[keyword].append(word)

    def matches(self, keyword, name):
        return any(re.fullmatch(pattern, name) for pattern in self.lists[keyword])


def declared(root, path, kinds):
    text = re.sub(r"#.*", "", (root / path).read_text(encoding="utf-8"))
    for kind, words in DECLARATION.findall(text):
        folder, *rest = shlex.split(words)
        if kind in kinds:
            yield Module(folder, rest)


def files_of(root, folder, suffixes=(".h", ".cpp")):
    return sorted(path for path in (root / folder).glob("*") if path.suffix in suffixes)


def includes_of(path):
    return INCLUDE.findall(path.read_text(encoding="utf-8"))


def reach(modules):
    """The folders that each module's DEPS lead to."""
    by_target = {"treewright_" + folder.replace("/", "_"): folder for folder in modules}
    reached = {}

    def follow(folder):
        if folder not in reached:
            reached[folder] = set()
            for target in modules[folder].lists["DEPS"]:
                if below := by_target.get(target):
                    reached[folder] |= {below} | follow(below)
        return reached[folder]

    for folder in modules:
        follow(folder)
    return reached


class Check:
    def __init__(self, root):
        self.root, self.problems, self.used = root, [], set()
        kinds = ("treewright_module", "treewright_program")
        self.modules = {module.folder: module for module in declared(root, LISTS[0], kinds)}
        self.tests = {module.folder: module for module in declared(root, LISTS[1], ("treewright_tests",))}
        self.reached = reach(self.modules)

    def problem(self, path, text):
        self.problems.append(f"{path.relative_to(self.root)}: {text}")

    def run(self):
        for module in self.modules.values():
            for path in files_of(self.root, module.folder):
                self.check_includes(path, module, {module.folder} | self.reached[module.folder], module.torch)
            self.check_names(module)
        for tests in self.tests.values():
            module = self.modules[tests.folder]
            for path in files_of(self.root, "tests/" + tests.folder):
                self.check_includes(path, module, {module.folder} | self.reached[module.folder], tests.torch)
        for module in self.modules.values():
            self.check_lists(module)
        return self.problems

    def check_includes(self, path, module, may, torch):
        for quote, name in includes_of(path):
            if quote == "<":
                if name.startswith(TORCH) and not torch:
                    self.problem(path, f"includes <{name}>, but {module.folder} is not declared TORCH")
                continue
            folder = os.path.dirname(name)
            if folder in self.modules and folder != module.folder:
                self.check_include(path, module, folder, os.path.basename(name), may)

    def check_include(self, path, module, folder, header, may):
        other = self.modules[folder]
        self.used.add((folder, header))
        if folder.startswith("lab/") and not module.folder.startswith("lab/"):
            self.problem(path, f'includes "{folder}/{header}": only lab/ may include lab/')
        elif folder not in may and header not in other.lists["BASE"]:
            self.problem(path, f'includes "{folder}/{header}", but {module.folder} does not depend on {folder}')
        elif header not in other.lists["PUBLIC"] + other.lists["BASE"]:
            self.problem(path, f'includes "{folder}/{header}", which {folder} does not declare PUBLIC')

    def check_names(self, module):
        for path in files_of(self.root, module.folder, (".cpp",)):
            excused = path.name == "main.cpp" or any(module.matches(word, path.name) for word in ("DATA", "HEADERLESS"))
            if not excused and not self.has_header(path, module):
                self.problem(path, "has no header of its own name")

    def has_header(self, path, module):
        """Beside it, or the BASE header that it implements for a module above it."""
        name = path.with_suffix(".h").name
        bases = [other for other in self.modules.values() if name in other.lists["BASE"]]
        return path.with_suffix(".h").exists() or any(module.folder in self.reached[other.folder] for other in bases)

    def check_lists(self, module):
        where = self.root / LISTS[0]
        for header in module.lists["PUBLIC"] + module.lists["BASE"]:
            if not (self.root / module.folder / header).exists():
                self.problem(where, f"{module.folder} has no {header}")
            elif (module.folder, header) not in self.used:
                self.problem(where, f"no other module includes {module.folder}/{header}: it need not be PUBLIC")
        for keyword in ("DATA", "APART", "HEADERLESS"):
            for pattern in module.lists[keyword]:
                names = [path.name for path in files_of(self.root, module.folder, (".cpp",))]
                if not any(re.fullmatch(pattern, name) for name in names):
                    self.problem(where, f"{module.folder}: no source matches {keyword} {pattern}")
        if not module.folder.startswith("lab/"):
            for below in sorted(self.reached[module.folder]):
                if below.startswith("lab/"):
                    self.problem(where, f"{module.folder} is linked with {below}: only lab/ may be")


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    if problems := Check(root).run():
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    main()
