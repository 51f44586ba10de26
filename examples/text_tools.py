"""Small helpers for text. The bodies are still to be written: ask treewright for them."""

import re

WORD = re.compile(r"\w+")


def count_words(text):
    """Return the number of words in text."""


def first_line(text):
    """Return the first line of text, without white space around it."""


def replace_tabs(lines, width=4):
    """Replace the tabs in each of lines by width spaces."""


class Paragraph:
    """Lines that belong together."""

    def __init__(self, lines):
        self.lines = lines

    def longest(self):
        """Return the longest line."""
