"""A shopping list, with comments that wait for their code."""

import csv


class ShoppingList:
    def __init__(self):
        self.items = []

    def add(self, name, price, count=1):
        count = max(count, 0)
        # append the name, the price and the count to items

    def total(self):
        prices = [price * count for _, price, count in self.items]
        # return the sum of prices

    def save(self, path):
        rows = list(self.items)
        # sort rows by price, cheapest first

        with open(path, "w", newline="") as file:
            csv.writer(file).writerows(rows)


def load(path):
    """Return a shopping list with the rows of the csv file at path."""
