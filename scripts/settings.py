"""settings.py [--check]: writes all that is made of lsp/settings.schema.json, or says what is not up to date.

The schema's section "server" is what `treewright lsp` reads, "vscode" what only that client does. Made of them are the
server's struct and its reader, the settings that VS Code shows, and the tables of the READMEs.
"""

import json
import pathlib
import re
import sys
import textwrap

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = "lsp/settings.schema.json"
CPP_TYPES = {"boolean": "bool", "integer": "std::uint32_t", "array": "std::vector<std::string>"}
NOTE = f"// Made of {SCHEMA} by scripts/settings.py; edit that."


def snake(name):
    return re.sub(r"[A-Z]", lambda upper: "_" + upper.group().lower(), name)


def enum_name(name):
    return name[0].upper() + name[1:]


def plain(value):
    """As JSON, the way the files by hand have it."""
    text = json.dumps(value, ensure_ascii=False)
    return text if isinstance(value, str) else text.replace("{", "{ ").replace("}", " }")


# --- The server's struct -----------------------------------------------------------------------------------------


def cpp_default(name, setting):
    if "enum" in setting:
        return f" = {enum_name(name)}::{setting['default']}"
    return "" if setting["type"] == "array" else f" = {plain(setting['default'])}"


def cpp_field(name, setting):
    bounds = f"{setting['minimum']} to {setting['maximum']}. " if "maximum" in setting else ""
    text = f'"{name}": {bounds}{setting["description"]}'
    comment = textwrap.wrap(text, width=108, initial_indent="/// ", subsequent_indent="/// ")
    kind = enum_name(name) if "enum" in setting else CPP_TYPES[setting["type"]]
    return [*comment, f"{kind} {snake(name)}{cpp_default(name, setting)};"]


def header(server):
    enums = [f"enum class {enum_name(name)} {{ {', '.join(s['enum'])} }};" for name, s in server.items() if "enum" in s]
    fields = [line for name, setting in server.items() for line in cpp_field(name, setting)]
    body = "\n".join("  " + line for line in [*enums, "", *fields]).replace("\n  \n", "\n\n")
    readers = "".join(
        "[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path,\n"
        f"                                     SettingsFields::{enum_name(name)}& out);\n"
        for name, setting in server.items() if "enum" in setting)
    return f"""#pragma once
{NOTE}

#include <cstdint>
#include <string>
#include <vector>

#include "lsp/json_fields.h"

namespace treewright::lsp {{

struct SettingsFields {{
{body}
}};

{readers}/// Leaves what `value` does not name as it is.
[[nodiscard]] Result<void> read_json(const Json& value, const std::string& path, SettingsFields& out);

}}  // namespace treewright::lsp
"""


def enum_reader(name, setting):
    kind = f"SettingsFields::{enum_name(name)}"
    wanted = " or ".join(f'\\"{value}\\"' for value in setting["enum"])
    cases = " else ".join(f'if (value == "{value}") {{\n    out = {kind}::{value};\n  }}' for value in setting["enum"])
    return f"""Result<void> read_json(const Json& value, const std::string& path, {kind}& out) {{
  {cases} else {{
    return failure("{{}}: expected {wanted}", path);
  }}
  return {{}};
}}
"""


def bounds_check(name, setting):
    low, high = setting["minimum"], setting["maximum"]
    return f"""  if (out.{snake(name)} < {low} || out.{snake(name)} > {high})
    return failure("{{}}.{name}: expected a number from {low} to {high}", path);
"""


def source(server):
    enums = "\n".join(enum_reader(name, setting) for name, setting in server.items() if "enum" in setting)
    accepted = "\n".join(f'                  .accept("{name}", out.{snake(name)})' for name in server)
    bounds = "".join(bounds_check(name, setting) for name, setting in server.items() if "maximum" in setting)
    return f"""{NOTE}
#include "lsp/settings_fields.h"

namespace treewright::lsp {{

{enums}
Result<void> read_json(const Json& value, const std::string& path, SettingsFields& out) {{
  auto read = Fields(value, path)
{accepted}
                  .done();
  if (!read) return read;
{bounds}  return {{}};
}}

}}  // namespace treewright::lsp
"""


# --- What people see ---------------------------------------------------------------------------------------------


def vscode_setting(name, setting, order):
    longer = {"description", "enumDescriptions", "vscodeNote"}
    short = {key: value for key, value in setting.items() if key not in longer}
    lines = [", ".join(f"{plain(key)}: {plain(value)}" for key, value in {**short, "order": order}.items())]
    if "enumDescriptions" in setting:
        lines.append(f'"enumDescriptions": {plain(setting["enumDescriptions"])}')
    description = " ".join(filter(None, [setting["description"], setting.get("vscodeNote")]))
    lines.append(f'"markdownDescription": {plain(description)}')
    body = ",\n".join(f"          {line}" for line in lines)
    return f'        "treewright.{name}": {{\n{body}\n        }}'


def configuration(title, settings):
    properties = ",\n".join(vscode_setting(name, each, order) for order, (name, each) in enumerate(settings.items(), 1))
    return f'{{\n      "title": {plain(title)},\n      "properties": {{\n{properties}\n      }}\n    }}'


def table(settings):
    rows = [f"| `{name}` | `{plain(s['default'])}` | {limits(s)}{s['description']} |" for name, s in settings.items()]
    return "\n".join(["| setting | default | |", "|---|---|---|", *rows])


def limits(setting):
    return f"{setting['minimum']} to {setting['maximum']}. " if "maximum" in setting else ""


def replaced(path, pattern, by):
    """The text of a file with what lies between the pattern's two groups replaced."""
    text = (ROOT / path).read_text(encoding="utf-8")
    new, count = re.subn(pattern, lambda found: found.group(1) + by + found.group(2), text, flags=re.DOTALL)
    if count != 1:
        raise SystemExit(f"settings.py: {path}: the place for the settings is there {count} times, and must be there once")
    return new


def outputs():
    schema = json.loads((ROOT / SCHEMA).read_text(encoding="utf-8"))
    between = r"(<!-- settings, by scripts/settings.py -->\n\n).*?(\n\n<!-- end of settings -->)"
    everywhere = {**schema["server"], **schema["vscode"]}
    return {
        "lsp/settings_fields.h": header(schema["server"]),
        "lsp/settings_fields.cpp": source(schema["server"]),
        "editors/vscode/package.json": replaced(
            "editors/vscode/package.json", r'("configuration": )\{.*?\n    \}(,\n)', configuration(schema["title"], everywhere)),
        "README.md": replaced("README.md", between, table(schema["server"])),
        "editors/vscode/README.md": replaced(
            "editors/vscode/README.md", between, table({f"treewright.{name}": each for name, each in everywhere.items()})),
    }


def is_current(path, text):
    file = ROOT / path
    return file.exists() and file.read_text(encoding="utf-8") == text


def main():
    old = {path: text for path, text in outputs().items() if not is_current(path, text)}
    if "--check" in sys.argv[1:]:
        for path in old:
            print(f"{path}: not as {SCHEMA} says; type: python3 scripts/settings.py", file=sys.stderr)
        return 1 if old else 0
    for path, text in old.items():
        (ROOT / path).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
