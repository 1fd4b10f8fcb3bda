"""How many households, or offences, the people behind a count belong to: two families' are as few as two
people's."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.keeping import once

Numbers: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"


SPARSE = 16
"""A list so many times as long as what is ticked in it takes longer to look through than to sort."""


class _Known(NamedTuple):
    """What is known of each child of the data by its place in ``children``: the household, -1 if none; and
    where its offences stand among ``offences``: those of one child follow one another."""

    children: pd.Index
    household: Numbers
    first: Numbers
    after: Numbers
    offences: Numbers


def origins(data: Dataset, children: pd.Series) -> int:
    """How many households the children belong to; of people who are all named in CSE offences how many
    offences they are named in, if these are fewer."""
    code, different = pd.factorize(children)
    every = np.zeros(len(children), dtype=np.int64)
    return int(origins_by_cell(data, places(data, code, different), every, np.array([len(different)]))[0])


def places(data: Dataset, code: Numbers, different: pd.Index) -> Numbers:
    """The place of the child of each row in what is known of the children of the data; -1 where nothing is.

    ``code``: the place of the row's child among the ``different`` ones, each of which is looked for once: to
    find a key takes longer than to count."""
    found: Numbers = np.append(_known(data).children.get_indexer(different), -1)[code]
    return found


def origins_by_cell(data: Dataset, place: Numbers, cell: Numbers, people: Numbers) -> Numbers:
    """``origins`` of each cell. ``place``: of the child of each row (see ``places``); ``cell``: that of each
    row; ``people``: how many different ones there are in each cell."""
    known = _known(data)
    cells, child = pairs(cell, place)
    households = distinct(cells, known.household[child], len(people))
    each = (known.after - known.first)[child]
    named = np.bincount(cells[each > 0], minlength=len(people))
    # the places of the offences of one child after the other
    begun = np.repeat(known.first[child] - np.cumsum(each) + each, each)
    offences = distinct(np.repeat(cells, each), known.offences[begun + np.arange(len(begun))], len(people))
    return np.where(named == people, np.minimum(households, offences), households)


def distinct(cell: Numbers, value: Numbers, cells: int) -> Numbers:
    """How many different values, none of them below zero, there are in each cell."""
    return np.bincount(pairs(cell, value)[0], minlength=cells)


def pairs(cell: Numbers, value: Numbers) -> tuple[Numbers, Numbers]:
    """The different pairs of a cell and a value that is not below zero, in order."""
    width = int(value.max(initial=0)) + 1
    found = _different((cell * width + value)[value >= 0])
    return found // width, found % width


def occurring(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """The different ones, in order, and how often each occurs."""
    if _is_sparse(numbers):
        ordered, first = _ordered(numbers)
        return ordered[first], np.diff(first, append=len(ordered))
    often = np.bincount(numbers)
    found = np.flatnonzero(often)
    return found, often[found]


def _different(numbers: Numbers) -> Numbers:
    """The different ones, in order: ticked in a list of all that there may be, unless that is far longer."""
    if _is_sparse(numbers):
        ordered, first = _ordered(numbers)
        return ordered[first]
    ticked = np.zeros(int(numbers.max(initial=0)) + 1, dtype=bool)
    ticked[numbers] = True
    return np.flatnonzero(ticked)


def _ordered(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """The numbers, none below zero, in order, and where each different one stands first: to put them in order
    takes a fiftieth of the time of numpy's ``unique``, which keeps a table of what it has seen."""
    ordered = np.sort(numbers)
    return ordered, np.flatnonzero(np.diff(ordered, prepend=-1))


def _is_sparse(numbers: Numbers) -> bool:
    return int(numbers.max(initial=0)) >= SPARSE * len(numbers)


def _known(data: Dataset) -> _Known:
    return once(data, _Known, lambda: _told(data))


def _told(data: Dataset) -> _Known:
    households = data.frames["households"]["household"]
    named = data.frames["cse_people"][["child", "offence"]].dropna().drop_duplicates()
    children = pd.Index(households.index.append(pd.Index(named["child"])).unique())
    own = pd.factorize(households.reindex(children))[0]
    of_child = children.get_indexer(named["child"])
    order = np.argsort(of_child, kind="stable")
    ordered, every = of_child[order], np.arange(len(children))
    first, after = np.searchsorted(ordered, every), np.searchsorted(ordered, every, side="right")
    return _Known(children, own, first, after, pd.factorize(named["offence"])[0][order])
