"""How many households, or offences, the people behind a count belong to: two families' are as few as two
people's."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.keeping import once

Numbers: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"


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
    every = np.zeros(len(children), dtype=np.int64)
    people = np.array([children.nunique()])
    return int(origins_by_cell(data, places(data, children), every, people)[0])


def places(data: Dataset, children: pd.Series) -> Numbers:
    """The place of each child in what is known of the children of the data; -1 where nothing is.

    A child is looked for once, however many rows it has: to find a key takes longer than to count."""
    own, different = pd.factorize(children)
    found: Numbers = np.append(_known(data).children.get_indexer(pd.Index(different)), -1)[own]
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
    is_known = value >= 0
    width = int(value.max(initial=0)) + 1
    found = np.unique(cell[is_known] * width + value[is_known])
    return found // width, found % width


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
