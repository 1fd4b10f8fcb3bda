"""Which values there are in which cells, and how often: of numbers in arrays, however many rows they have."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np

Numbers: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"

SPARSE = 2
"""A list so many times as long as what is counted in it takes longer to look through than to sort."""


class Occurrences(NamedTuple):
    """The different pairs of a cell and a value, in order, and how often each occurs."""

    cell: Numbers
    value: Numbers
    often: Numbers

    def in_each(self, cells: int) -> Numbers:
        """How many different values there are in each of so many cells."""
        return np.diff(self._begins(cells))

    def often_in_each(self, cells: int) -> list[Numbers]:
        """Of each of so many cells, how often each of its values occurs."""
        return np.split(self.often, self._begins(cells)[1:-1])

    def _begins(self, cells: int) -> Numbers:
        """Where each cell begins, and where the last one ends."""
        return np.searchsorted(self.cell, np.arange(cells + 1))


def occurrences(cell: Numbers, value: Numbers) -> Occurrences:
    """Of the cell and the value of each row. Rows with a value below zero have none."""
    width = int(value.max(initial=0)) + 1
    number = cell * width + value
    found, often = occurring(number if value.min(initial=0) >= 0 else number[value >= 0])
    cells = found // width
    return Occurrences(cells, found - cells * width, often)


def occurring(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """The different ones, in order, and how often each occurs. None is below zero."""
    if int(numbers.max(initial=0)) < SPARSE * len(numbers):
        often = np.bincount(numbers)
        found = np.flatnonzero(often)
        return found, often[found]
    # to put them in order takes a fiftieth of the time of numpy's ``unique``, which keeps a table of them
    ordered = np.sort(numbers)
    is_first = np.full(len(ordered), True)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    first = np.flatnonzero(is_first)
    return ordered[first], np.diff(first, append=len(ordered))
