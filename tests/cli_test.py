"""The command line end to end: exit codes, one-line errors, and what the machine formats hold.

TREEWRIGHT and TREEWRIGHT_LAB name the programs (ctest sets them; the defaults are those of build/release). What needs a model is skipped, and
says so, where models/python-base (or the folder in TREEWRIGHT_MODEL) is missing.
"""

import json
import os
import pathlib
import signal
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("TREEWRIGHT", ROOT / "build/release/treewright"))
LAB = pathlib.Path(os.environ.get("TREEWRIGHT_LAB", ROOT / "build/release/treewright-lab"))
MODEL = pathlib.Path(os.environ.get("TREEWRIGHT_MODEL", ROOT / "models/python-base"))
HAS_MODEL = (MODEL / "config.json").exists()
needs_model = unittest.skipUnless(HAS_MODEL, f"no model in {MODEL}")
COMMANDS = [["lsp"], ["complete"], ["generate"], ["attention"], ["predict"], ["doctor"], ["why"], ["index"], ["search"],
            ["eval"], ["train"], ["corpus", "extract"], ["corpus", "idioms"], ["compare"], ["bench"], ["eval-index"]]
LAB_COMMANDS = {"eval", "train", "corpus", "compare", "bench", "eval-index"}


def run(*arguments, **options):
    program = LAB if arguments and arguments[0] in LAB_COMMANDS else PROGRAM
    return subprocess.run([program, *map(str, arguments)], capture_output=True, cwd=ROOT, timeout=300,
                          env={**os.environ, "OMP_NUM_THREADS": "1"}, **options)


class CommandLine(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.dir = pathlib.Path(folder.name)

    def write(self, name, *rows):
        path = self.dir / name
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        return path

    def assert_fails(self, result, *words):
        error = result.stderr.decode()
        self.assertEqual(result.returncode, 1, error)
        self.assertEqual(result.stdout, b"")
        self.assertEqual(error.count("\n"), 1, error)
        self.assertRegex(error, "^treewright(-lab)?: ")
        for word in words:
            self.assertIn(str(word), error)

    def assert_wrong_usage(self, result):
        self.assertEqual(result.returncode, 2, result.stderr.decode())
        self.assertNotEqual(result.stderr, b"")


class Why(CommandLine):
    def test_names_the_rule_and_its_place(self):
        self.write(".gitignore", "*.log")
        result = run("why", "--workspace", self.dir, "--format", "json", self.dir / "a.log", self.dir / "a.py")
        self.assertEqual(result.returncode, 0, result.stderr)
        log, code = map(json.loads, result.stdout.splitlines())
        self.assertEqual((log["read"], log["indexed"]), (True, False))
        rule = log["indexing"]
        self.assertEqual((rule["source"], rule["line"], rule["rule"], rule["about"]), (".gitignore", 1, "*.log", "a.log"))
        self.assertEqual((code["read"], code["indexed"]), (True, True))

    def test_says_what_is_never_read(self):
        result = run("why", "--workspace", self.dir, self.dir / ".env")
        self.assertEqual(result.stdout.decode(), f"{self.dir}/.env: never read: excluded by safe defaults:3: *.env (.env)\n")

    def test_wants_a_folder_and_a_path(self):
        self.assert_fails(run("why", "--workspace", self.dir / "none", "x"), "none", "--workspace")
        self.assert_wrong_usage(run("why"))


class Index(CommandLine):
    def setUp(self):
        super().setUp()
        self.workspace = self.dir / "workspace"
        self.workspace.mkdir()
        os.environ["XDG_CACHE_HOME"] = str(self.dir / "cache")
        self.addCleanup(os.environ.pop, "XDG_CACHE_HOME")

    def json(self, *arguments):
        result = run(*arguments, "--format", "json")
        self.assertEqual(result.returncode, 0, result.stderr)
        return [json.loads(line) for line in result.stdout.splitlines()]

    def test_finds_what_was_indexed(self):
        (self.workspace / "a.py").write_text("# read the file\ntext = f.read()\n")
        (self.workspace / "b.py").write_text('def f(x):\n    """Sort by age."""\n    return sorted(x)\n')
        [report] = self.json("index", self.workspace)
        self.assertEqual((report["files"], report["read"], report["entries"]), (2, 2, 2))
        [report] = self.json("index", self.workspace)
        self.assertEqual(report["read"], 0)
        found = self.json("search", self.workspace, "read the file", "--limit", 1)
        self.assertEqual([(row["path"], row["line"], row["similarity"], row["code"]) for row in found],
                         [("a.py", 2, 1, "text = f.read()\n")])
        text = run("search", self.workspace, "sort by age").stdout.decode()
        self.assertEqual(text, "b.py:3: 1.00 Sort by age.\n    return sorted(x)\n")

    def test_watches_until_it_is_interrupted(self):
        command = [PROGRAM, "index", str(self.workspace), "--watch", "--format", "json"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as watching:
            self.addCleanup(watching.kill)
            self.assertEqual(json.loads(watching.stdout.readline())["entries"], 0)
            (self.workspace / "a.py").write_text("# read the file\ntext = f.read()\n")
            self.assertEqual(json.loads(watching.stdout.readline())["entries"], 1)
            watching.send_signal(signal.SIGINT)
            self.assertEqual(watching.wait(timeout=60), 0)

    def test_evaluates_itself(self):
        (self.workspace / "a.py").write_text("# read the file\ntext = f.read()\n")
        (self.workspace / "b.py").write_text("# read all of the file\ntext = f.read()\n")
        report = run("eval-index", self.dir, "--search-only")
        self.assertEqual(report.returncode, 0, report.stderr)
        self.assertIn(b"2 entries, 2 sites", report.stdout)
        self.assertRegex(report.stdout.decode(), r"lexical +1\.0000")
        self.assert_fails(run("eval-index", self.workspace / "none"), "none", "workspaces")

    def test_says_what_is_missing(self):
        self.assert_fails(run("index", self.dir / "none"), "none")
        self.assert_fails(run("search", self.workspace, "read"), "no index yet", "treewright index")
        self.assert_wrong_usage(run("search", self.workspace))


class Usage(CommandLine):
    def test_every_command_has_help_and_a_log_level(self):
        for command in COMMANDS:
            with self.subTest(command):
                result = run(*command, "--help")
                self.assertEqual(result.returncode, 0)
                self.assertIn(b"--log-level", result.stdout)
                self.assertEqual(result.stderr, b"")

    def test_an_instruction_set_that_the_processor_lacks_is_named(self):
        os.environ["TREEWRIGHT_SIMD"] = "abacus"
        self.addCleanup(os.environ.pop, "TREEWRIGHT_SIMD")
        for command in ("doctor", "bench"):
            self.assert_fails(run(command), "TREEWRIGHT_SIMD", "abacus", "scalar")

    def test_wrong_usage_exits_with_2(self):
        for arguments in ([], ["nonsense"], ["eval"], ["predict", "--input", "x"], ["complete"], ["corpus"],
                          ["generate", "add", "--candidates", "0"], ["generate", "add", "--format", "xml"],
                          ["generate", "add", "--log-level", "loud"], ["generate", "add", "--unknown"],
                          ["eval", "--dataset", "x", "--show", "--format", "json"],
                          ["eval", "--dataset", "x", "--guidance", "luck"],
                          ["eval", "--dataset", "x", "--scorer", "tokens"],
                          ["eval", "--dataset", "x", "--scorer", "=1"],
                          ["eval", "--dataset", "x", "--scorer", "tokens=much"],
                          ["eval", "--dataset", "x", "--scorer", "tokens=-1"],
                          ["eval", "--dataset", "x", "--lambda", "3"]):
            with self.subTest(arguments):
                self.assert_wrong_usage(run(*arguments))

    def test_version(self):
        result = run("--version")
        self.assertEqual(result.returncode, 0)
        self.assertRegex(result.stdout.decode(), r"^\d+\.\d+\.\d+\n$")


class Failures(CommandLine):
    def test_a_missing_file_is_named(self):
        missing = self.dir / "missing"
        for arguments in (["complete", f"{missing}.py:1"], ["eval", "--dataset", missing], ["train", missing],
                          ["predict", "--input", missing, "--output", self.dir / "out"]):
            with self.subTest(arguments[0]):
                self.assert_fails(run(*arguments), missing)

    def test_a_missing_model_is_named(self):
        rows = self.write("rows", {"nl": "add", "code": "x += 1"})
        source = self.write("a.py", "# add")
        model = self.dir / "model"
        for arguments in (["generate", "add"], ["complete", f"{source}:1"], ["eval", "--dataset", rows],
                          ["predict", "--input", rows, "--output", self.dir / "out"]):
            with self.subTest(arguments[0]):
                self.assert_fails(run(*arguments, "--model", model), model)

    def test_the_target_of_complete_must_be_there(self):
        source = self.write("a.py", "# add")
        self.assert_fails(run("complete", source), source, "name the line")
        self.assert_fails(run("complete", f"{source}:9"), source, "line 9")
        self.assert_fails(run("complete", f"{self.write('a.txt', '# add')}:1"), "extension")

    def test_damaged_rows_are_refused_with_file_and_line(self):
        for row, word in (("not json", "JSON"), ("[1]", "object"), ('{"id": 1}', '"nl"'), ('{"nl": 3}', '"nl"'),
                          ('{"nl": "a", "context": 3}', '"context"'), ('{"nl": "a", "kind": "poem"}', '"kind"')):
            with self.subTest(row):
                rows = self.write("rows", {"nl": "add"}, row)
                output = self.dir / "out"
                self.assert_fails(run("predict", "--input", rows, "--output", output), f"{rows}:2: ", word)
                self.assertFalse(output.exists())

    @needs_model
    def test_guidance_without_examples_is_refused(self):
        rows = self.write("rows", {"nl": "add", "code": "x += 1"})
        for arguments in (["eval", "--dataset", rows], ["predict", "--input", rows, "--output", self.dir / "out"]):
            with self.subTest(arguments[0]):
                self.assert_fails(run(*arguments, "--model", MODEL, "--guidance", "recode"), "config.json", "guidance")

    def test_an_empty_data_set_is_refused(self):
        self.assert_fails(run("eval", "--dataset", self.write("rows")), "no rows")


class PlantedModel(CommandLine):
    """A repository that holds models/python-base must not choose what its reader is offered."""

    def setUp(self):
        super().setUp()
        for name in ("python-base", "sentence-vectors"):
            planted = self.dir / "models" / name
            planted.mkdir(parents=True)
            (planted / "config.json").write_text("planted")
        self.environment = {key: value for key, value in os.environ.items() if key != "TREEWRIGHT_MODEL"}

    def there(self, *arguments, **environment):
        return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, cwd=self.dir, timeout=300,
                              env={**self.environment, **environment})

    @needs_model
    def test_commands_do_not_take_it(self):
        source = self.write("a.py", "def f(values):", "    # sort the values", "")
        for arguments in (["complete", f"{source}:2"], ["generate", "sort the list"], ["doctor"]):
            with self.subTest(arguments[0]):
                result = self.there(*arguments)
                self.assertEqual(result.returncode, 0, result.stderr + result.stdout)
        self.assertNotIn(str(self.dir), self.there("doctor").stdout.decode())

    def test_the_environment_names_one_and_relative_data_folders_are_ignored(self):
        result = self.there("doctor", TREEWRIGHT_MODEL="models/python-base")
        self.assertEqual(result.returncode, 1)
        self.assertIn("problem  model models/python-base", result.stdout.decode())
        os.symlink(self.dir, self.dir / "treewright")
        self.assertNotIn("planted", self.there("doctor", XDG_DATA_HOME=".").stdout.decode())

    def test_one_in_the_data_folder_is_found(self):
        copy = self.dir / "bin" / "treewright"
        copy.parent.mkdir()
        copy.write_bytes(PROGRAM.read_bytes())
        copy.chmod(0o755)
        os.symlink(self.dir, self.dir / "treewright")
        result = subprocess.run([copy, "doctor"], capture_output=True, cwd="/", timeout=300,
                                env={**self.environment, "XDG_DATA_HOME": str(self.dir)})
        self.assertIn(f"problem  model {self.dir}/treewright/models/python-base", result.stdout.decode())


class Doctor(CommandLine):
    def test_what_is_missing_is_said_with_exit_code_1(self):
        result = run("doctor", "--model", self.dir)
        self.assertEqual(result.returncode, 1)
        lines = result.stdout.decode().splitlines()
        self.assertRegex(lines[0], r"^ok +treewright \d")
        self.assertRegex(lines[1], r"^ok +LibTorch \d")
        self.assertRegex(lines[2], r"^ok +grammar python: ABI \d+")
        self.assertRegex(lines[3], rf"^problem +model {self.dir}.*--model")

    @needs_model
    def test_a_good_installation(self):
        result = run("doctor", "--model", MODEL)
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertNotIn(b"problem", result.stdout)


ODD_DESCRIPTIONS = ["", " ", "sort the list", "word " * 10000, "\U0001F600 add \U0001F468‍\U0001F469", "a\x00b\x1b[31m\x7f",
                    "\"\"\" ''' \\", "line\nline\r\n\u2028line", "x" * 100000, "日本語のコメント", "`a_b` 'c' \"d\""]


@needs_model
class Predict(CommandLine):
    def predict(self, rows, *arguments):
        output = self.dir / "out.jsonl"
        result = run("predict", "--model", MODEL, "--input", rows, "--output", output, *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stdout, b"")
        return [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()], result

    def test_one_line_in_one_line_out(self):
        rows = [{"nl": nl} for nl in ODD_DESCRIPTIONS]
        rows += [{"nl": nl, "context": "def f(values):\n", "kind": kind} for nl in ODD_DESCRIPTIONS
                 for kind in ("comment", "docstring")]
        answers, _ = self.predict(self.write("rows", *rows))
        self.assertEqual([answer["id"] for answer in answers], list(range(1, len(rows) + 1)))
        for row, answer in zip(rows, answers):
            self.assertEqual(sorted(answer), ["candidates", "id"])
            scores = [candidate["score"] for candidate in answer["candidates"]]
            self.assertEqual(scores, sorted(scores, reverse=True))
            if row["nl"] == "sort the list":
                self.assertGreater(len(scores), 0)

    def test_ids_come_back_as_they_are(self):
        ids = ["a", 7, None, {"k": [1]}]
        answers, result = self.predict(self.write("rows", *({"id": i, "nl": "add"} for i in ids)),
                                       "--candidates", 1)
        self.assertEqual([answer["id"] for answer in answers], ids)
        self.assertTrue(all(len(answer["candidates"]) <= 1 for answer in answers))
        self.assertIn(b"4 of 4 rows", result.stderr)

    def test_the_log_level_silences_the_progress(self):
        _, result = self.predict(self.write("rows", {"nl": "add"}), "--log-level", "warning")
        self.assertEqual(result.stderr, b"")


@needs_model
class Answers(CommandLine):
    def json_of(self, *arguments):
        result = run(*arguments, "--model", MODEL, "--format", "json")
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def test_complete(self):
        source = self.write("a.py", "def f(values):", "    # sort the values", "")
        answer = self.json_of("complete", f"{source}:2")
        self.assertEqual(sorted(answer), ["candidates", "milliseconds", "reason", "site"])
        self.assertEqual(answer["site"]["description"], "sort the values")
        self.assertEqual(answer["site"]["indentation"], "    ")
        nothing = self.json_of("complete", f"{source}:1")
        self.assertEqual((nothing["site"], nothing["candidates"], nothing["reason"]), (None, [], "no-comment"))

    def test_generate(self):
        answer = self.json_of("generate", "sort the list", "--scope", "values,key")
        self.assertEqual(sorted(answer), ["candidates", "milliseconds", "reason"])
        self.assertLessEqual(len(answer["candidates"]), 5)

    def test_attention(self):
        source = self.write("a.py", "def f(path):", "    # open the file path and read its lines", "    with open(path) as f:",
                            "        lines = f.readlines()")
        answer = self.json_of("attention", f"{source}:2")
        self.assertEqual(sorted(answer), ["code", "range", "sources", "tokens", "words"])
        words = [word["text"] for word in answer["words"]]
        self.assertEqual(words[:8], "open the file path and read its lines".split())
        self.assertIn(("path", "path"), {(token["text"], words[token["copied"]]) for token in answer["tokens"]
                                         if token["copied"] is not None})
        for token in answer["tokens"]:
            self.assertEqual(len(token["weights"]), len(words))
            self.assertAlmostEqual(sum(token["weights"]), 1)
        text = source.read_text()
        self.assertEqual(text[answer["range"]["begin"]:], "with open(path) as f:\n        lines = f.readlines()\n")
        other = self.json_of("attention", f"{source}:2", "--text", "lines = open(path).readlines()")
        self.assertEqual((other["code"], other["range"]), ("lines = open(path).readlines()", None))
        picture = run("attention", f"{source}:2", "--model", MODEL).stdout.decode().splitlines()
        rows = [line for line in picture if "│" in line]
        self.assertRegex(rows[-1], r"^ +\) +│")
        self.assertTrue(any(row.endswith("← path") for row in rows), picture)
        self.assertTrue(any("▓" in row for row in rows), picture)

    def test_attention_says_why_there_is_none(self):
        source = self.write("a.py", "# add", "")
        ask = lambda *arguments: run("attention", *arguments, "--model", MODEL)
        self.assert_fails(ask(f"{source}:1"), "no-code")
        self.assert_fails(ask(f"{source}:1", "--text", "x = = 1"), "invalid-code", "syntax errors")
        self.assert_fails(ask(f"{source}:1", "--text", "x = '\U0001F389'"), "not-this-model")
        self.assert_fails(ask(f"{source}:7"), "lines")

    def test_eval_of_pairs(self):
        rows = self.write("rows", {"nl": "sort the list", "code": "x.sort()"}, {"nl": "elif x", "code": "elif x :"})
        answer = self.json_of("eval", "--dataset", rows)
        self.assertEqual((answer["rows"], answer["copy"], answer["constraint"]), ("pairs", True, True))
        self.assertEqual(answer["figures"]["exact"]["of"], 2)
        self.assertEqual(answer["figures"]["valid"]["percent"], 100)
        loose = self.json_of("eval", "--dataset", rows, "--no-copy", "--no-constraint", "--limit", 1)
        self.assertEqual((loose["copy"], loose["constraint"]), (False, False))
        self.assertEqual(loose["figures"]["exact"]["of"], 1)

    def test_eval_of_sites(self):
        site = {"id": "a-1", "kind": "comment", "nl": "sort x", "context": "x = [2, 1]\n"}
        rows = self.write("rows", {**site, "accept": ["x.sort()"]},
                          {**site, "kind": "docstring", "context": "def f():\n", "accept": ["return $x"]})
        figures = self.json_of("eval", "--dataset", rows)["figures"]
        self.assertEqual([figures[kind]["top5"]["of"] for kind in ("comments", "docstrings", "all")], [1, 1, 2])
        shown = run("eval", "--model", MODEL, "--dataset", rows, "--show").stdout.decode()
        self.assertIn("a-1  sort x", shown)
        self.assertIn("=  x.sort()", shown)

    def test_damaged_rows_of_eval_are_refused(self):
        good = {"id": "a", "kind": "comment", "nl": "n", "context": "", "accept": ["x = 1"]}
        rows = self.write("rows", good, {**good, "accept": ["x = ("]})
        self.assert_fails(run("eval", "--model", MODEL, "--dataset", rows), f"{rows}:2: ", "accept")
        rows = self.write("rows", {"nl": "n"})
        self.assert_fails(run("eval", "--model", MODEL, "--dataset", rows), f"{rows}:1: ", '"code"')


if __name__ == "__main__":
    unittest.main()
