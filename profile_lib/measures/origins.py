"""How many households, or offences, the people behind a count belong to: two families' are as few as two
people's."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

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
    """What the data say of children: their households, then the offences that they are named in."""

    children: pd.Series
    household: Numbers
    offence: Numbers

    @classmethod
    def of(cls, data: Dataset) -> _Known:
        household = data.frames["households"]["household"]
        named = data.frames["cse_people"][["child", "offence"]].dropna().drop_duplicates()
        children = pd.concat([household.index.to_series(), named["child"]], ignore_index=True)
        return cls(children, household.to_numpy(), named["offence"].to_numpy(dtype=np.int64))


def origins(data: Dataset, children: pd.Series) -> int:
    """How many households the children belong to; of people who are all named in CSE offences how many
    offences they are named in, if these are fewer."""
    code, people = pd.factorize(children)
    who = occurrences(np.zeros(len(code), dtype=np.int64), code)
    return int(origins_by_cell(who, behind(data, people), 1)[0])


def behind(data: Dataset, people: pd.Index) -> Behind:
    """What stands behind each of these different people."""
    known = once(data, _Known, lambda: _Known.of(data))
    # one table of keys for all of them: to look for a key takes longer than to count
    keys = pd.concat([people.to_series(), known.children], ignore_index=True)
    place = pd.factorize(keys)[0][len(people) :]
    is_one = place < len(people)
    at_home, is_home = place[: len(known.household)], is_one[: len(known.household)]
    named, is_named = place[len(known.household) :], is_one[len(known.household) :]
    household = np.full(len(people), -1)
    household[at_home[is_home]] = known.household[is_home]
    child, offence = named[is_named], known.offence[is_named]
    named_in = np.bincount(child, minlength=len(people))
    offences = offence[np.argsort(child, kind="stable")]
    return Behind(household, np.cumsum(named_in) - named_in, named_in, offences)


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
