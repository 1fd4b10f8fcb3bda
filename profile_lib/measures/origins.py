"""How many households, or offences, the people behind a count belong to: two families' are as few as two
people's."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from profile_lib.dataset import Dataset
from profile_lib.dataset.keeping import once
from profile_lib.measures.occurrences import Numbers, Occurrences, occurrences


class Behind(NamedTuple):
    """What stands behind each of some people: the household, -1 if none is known; the first of its offences
    among ``offences``, where those of one child follow one another; and how many it has."""

    household: Numbers
    first: Numbers
    named_in: Numbers
    offences: Numbers


class _Known(NamedTuple):
    """The children of the data of whom anything is known, and what stands behind each."""

    children: pd.Index
    behind: Behind


def origins(data: Dataset, children: pd.Series) -> int:
    """How many households the children belong to; of people who are all named in CSE offences how many
    offences they are named in, if these are fewer."""
    code, people = pd.factorize(children)
    who = occurrences(np.zeros(len(code), dtype=np.int64), code)
    return int(origins_by_cell(who, behind(data, people), 1)[0])


def behind(data: Dataset, people: pd.Index) -> Behind:
    """What stands behind each of these different people."""
    known = once(data, _Known, lambda: _told(data))
    # by Arrow: an index of pandas would make an object of every key
    found = pc.index_in(pa.array(people, pa.string()), pa.array(known.children, pa.string()))
    place: Numbers = found.fill_null(-1).to_numpy()
    household, first, named_in = (
        np.append(told, nothing)[place] for told, nothing in zip(known.behind, (-1, 0, 0), strict=False)
    )
    return Behind(household, first, named_in, known.behind.offences)


def origins_by_cell(who: Occurrences, behind: Behind, cells: int) -> Numbers:
    """``origins`` of each of so many cells. ``who``: the people in each, by their place in ``behind``."""
    households = occurrences(who.cell, behind.household[who.value]).in_each(cells)
    named_in = behind.named_in[who.value]
    is_named = named_in > 0
    cell, first, each = who.cell[is_named], behind.first[who.value[is_named]], named_in[is_named]
    # the places of the offences of one child after the other
    place = np.arange(each.sum()) + np.repeat(first - np.cumsum(each) + each, each)
    offences = occurrences(np.repeat(cell, each), behind.offences[place]).in_each(cells)
    are_all_named = np.bincount(cell, minlength=cells) == who.in_each(cells)
    return np.where(are_all_named, np.minimum(households, offences), households)


def _told(data: Dataset) -> _Known:
    households = data.frames["households"]["household"]
    named = data.frames["cse_people"][["child", "offence"]].dropna().drop_duplicates()
    code, children = pd.factorize(pd.concat([households.index.to_series(), named["child"]]))
    household = np.full(len(children), -1)
    household[: len(households)] = pd.factorize(households)[0]
    of_child = code[len(households) :]
    named_in = np.bincount(of_child, minlength=len(children))
    offences = pd.factorize(named["offence"])[0][np.argsort(of_child, kind="stable")]
    return _Known(children, Behind(household, np.cumsum(named_in) - named_in, named_in, offences))
