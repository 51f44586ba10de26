"""The settings of a small program, kept in a JSON file."""

import json
import sys

DEFAULTS = {"colour": "auto", "width": 80}


def read_settings(path):
    """Return the settings in the file at path, on top of the defaults."""
    settings = dict(DEFAULTS)
    # read the json file at path

    return settings


if __name__ == "__main__":
    print(read_settings(sys.argv[1]))
