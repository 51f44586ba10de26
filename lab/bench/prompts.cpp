#include "lab/bench/prompts.h"

#include <array>
#include <string_view>

#include "completion/scope.h"

namespace treewright::bench {
namespace {

constexpr char cursor_mark = '^';

/// Each mark is a cursor of its own.
constexpr std::array files = {
    R"py("""Reports about a shop's orders."""

import csv
import datetime
import os

FIELDS = ["date", "customer", "amount"]


class Order:
    def __init__(self, date, customer, amount):
        self.date = date
        self.customer = customer
        self.amount = amount

    def is_late(self, today):
        """Return whether the order's date lies before today."""^

    def describe(self):
        # return a line with the customer and the amount^


def read_orders(path):
    orders = []
    with open(path, newline="") as file:
        reader = csv.reader(file)
        # skip the header line^
        for row in reader:
            # append an order made of the row to orders^
            pass
    return orders


def total_by_customer(orders):
    """Return a dictionary from customer to the sum of the amounts."""^


def write_report(orders, folder):
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "report.csv")
    # open the file at path for writing^

    latest = max(order.date for order in orders)
    # print the latest date in ISO format^
)py",
    R"py(import json
import re
import subprocess
import urllib.request
from collections import Counter, defaultdict

TIMEOUT = 10
WORD = re.compile(r"[a-z]+")


def fetch(url, retries=3):
    for attempt in range(retries):
        try:
            # open url with a timeout of TIMEOUT seconds and read the answer^
            pass
        except OSError as error:
            # raise the error again at the last attempt^
            pass


def most_common_words(text, limit=10):
    words = WORD.findall(text.lower())
    # count the words^
    # return the most common ones, at most limit^


def group_by_length(words):
    groups = defaultdict(list)
    for word in words:
        # add the word to the group of its length^
        pass
    return groups


def run(command, folder=None):
    """Run command in folder and return its output as lines."""^


def save_settings(settings, path):
    # write settings to path as indented json^
)py",
    R"py(import logging
import math
import sys

log = logging.getLogger(__name__)


class Point:
    def __init__(self, x, y):
        # keep x and y^
        pass

    def distance(self, other):
        """Return the distance to the other point."""^

    def moved(self, dx, dy):
        """Return a new point, moved by dx and dy."""^


class Path:
    """A line through several points."""

    def __init__(self, points=()):
        self.points = list(points)

    def length(self):
        total = 0.0
        for first, second in zip(self.points, self.points[1:]):
            # add the distance between first and second to total^
            pass
        return total

    def nearest(self, point):
        # return the point that is nearest to point^


def parse_point(text):
    """Parse "x,y" into a point."""^


def main(arguments):
    # log an error and exit if there are no arguments^

    points = []
    # parse every argument into points^
    path = Path(points)
    # print the length of the path with two decimals^
)py"};

std::vector<Prompt> prompts_of(std::string_view marked) {
  std::string text;
  std::vector<std::size_t> cursors;
  for (const char c : marked) {
    if (c == cursor_mark) {
      cursors.push_back(text.size());
    } else {
      text += c;
    }
  }
  const syntax::Tree tree = syntax::Parser(*syntax::language_by_id("python")).parse(text);
  std::vector<Prompt> prompts;
  prompts.reserve(cursors.size());
  for (const std::size_t cursor : cursors) prompts.push_back({text, cursor, tree});
  return prompts;
}

}  // namespace

completion::Source Prompt::source() const { return {syntax::language_by_id("python"), text, &tree}; }

std::vector<Prompt> realistic_prompts() {
  std::vector<Prompt> prompts;
  for (const std::string_view file : files) {
    for (Prompt& prompt : prompts_of(file)) prompts.push_back(std::move(prompt));
  }
  return prompts;
}

std::vector<Prompt> prompts_without_code() {
  auto prompts = realistic_prompts();
  std::erase_if(prompts, [](const Prompt& prompt) {
    const auto site = completion::find_site(prompt.source(), prompt.cursor);
    return !site || site->existing_code;
  });
  return prompts;
}

completion::Query query_at(const Prompt& prompt) {
  // What is measured is the whole way, also where the file goes on with code.
  return {prompt.cursor, completion::Trigger::command, candidates, max_tokens, {}};
}

std::vector<engine::Request> requests_of(const std::vector<Prompt>& prompts) {
  std::vector<engine::Request> requests;
  for (const Prompt& prompt : prompts) {
    const auto site = completion::find_site(prompt.source(), prompt.cursor);
    if (site) requests.push_back(completion::make_request(prompt.source(), *site, query_at(prompt)));
  }
  return requests;
}

}  // namespace treewright::bench
