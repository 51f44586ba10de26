"""What is made of lsp/settings.schema.json is up to date, and what is written by hand agrees with it."""

import json
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = json.loads((ROOT / "lsp/settings.schema.json").read_text(encoding="utf-8"))


def text_of(path):
    return (ROOT / path).read_text(encoding="utf-8")


def lua(value):
    """A setting's value as Neovim's users write it."""
    if isinstance(value, list):
        return "{ " + ", ".join(map(lua, value)) + " }" if value else "{}"
    return f"'{value}'" if isinstance(value, str) else json.dumps(value)


class Settings(unittest.TestCase):
    def test_what_is_made_of_the_schema_is_up_to_date(self):
        done = subprocess.run([sys.executable, ROOT / "scripts/settings.py", "--check"], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_the_help_of_neovim_has_every_setting_of_the_server_with_its_default(self):
        written = re.search(r"treewright = \{(.*?)\n *\} *\}?,", text_of("editors/neovim/doc/treewright.txt"), re.DOTALL)
        self.assertIsNotNone(written, "the settings of the server in the help's example")
        given = dict(re.findall(r"(\w+) = ('[^']*'|\{[^}]*\}|[\w.]+)", re.sub(r"--.*", "", written.group(1))))
        self.assertEqual(given, {name: lua(setting["default"]) for name, setting in SCHEMA["server"].items()})


if __name__ == "__main__":
    unittest.main()
