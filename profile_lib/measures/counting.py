"""Counting rows of a frame at an address: the one place where frames become counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.figures import COUNTED, DIMENSIONS, KNOWN, Count, Table, Unit
from profile_lib.statistics import Interval, count_interval

PERSON = "child"
"""The column that tells one child from another: a random key, only ever counted."""

ONE_OF = {
    Unit.CHILDREN: PERSON,
    Unit.PERSONS: PERSON,
    Unit.OFFENCES: "offence",
    Unit.REPORTS: "report",
    Unit.MATTERS: "matter",
    Unit.NETWORKS: "network",
    Unit.PAIRS: "pair",
}
"""The column that tells one unit from another where it may have several rows; elsewhere a row is one."""


def count(data: Dataset, counted: str, rows: pd.DataFrame, where: Mapping[str, str] | None = None) -> Count:
    """The units of a counted set among ``rows``, and the people behind them.

    ``where`` narrows by columns named as dimensions. A unit is counted once, however many rows it has.
    """
    chosen = rows
    for name, category in (where or {}).items():
        dimension = DIMENSIONS[name]
        known = category == KNOWN and dimension.is_known(category)
        chosen = chosen[chosen[name] != dimension.unknown if known else chosen[name] == category]
    return _counted(data, counted, chosen, where or {})


def table(data: Dataset, counted: str, rows: pd.DataFrame, *dimensions: str) -> Table:
    """The counted set by one dimension, or crossed by two with the margins; true zeros included.

    Raises ValueError where a row's category is not one that the dimension declares.
    """
    margins = [cell for name in dimensions for cell in _cells(data, counted, rows, (name,))]
    return Table(
        count(data, counted, rows),
        dimensions,
        tuple(_cells(data, counted, rows, dimensions)),
        tuple(margins) if len(dimensions) > 1 else (),
    )


def _cells(data: Dataset, counted: str, rows: pd.DataFrame, dimensions: tuple[str, ...]) -> Iterator[Count]:
    """Every crossing of the dimensions, in printed order."""
    period = data.address(counted).period
    axes = [DIMENSIONS[name].complete(period, set(rows[name])) for name in dimensions]
    for name, categories in zip(dimensions, axes, strict=True):
        if stray := sorted(set(rows[name].unique()) - set(categories)):
            raise ValueError(f"{name}: {', '.join(map(str, stray))} is not declared")
    found = dict(iter(rows.groupby(list(dimensions), observed=True)))
    for categories in product(*axes):
        where = dict(zip(dimensions, categories, strict=True))
        yield _counted(data, counted, found.get(categories, rows.iloc[:0]), where)


def _counted(data: Dataset, counted: str, rows: pd.DataFrame, where: Mapping[str, str]) -> Count:
    declared = COUNTED[counted]
    one = ONE_OF.get(declared.unit)
    value = int(rows[one].nunique()) if one else len(rows)
    people = int(rows[PERSON].nunique()) if PERSON in rows else None
    return Count(
        value,
        data.address(counted, where),
        people,
        _interval(rows, declared.repeats_in, one, value),
        origins(data, rows[PERSON]) if PERSON in rows else None,
    )


def origins(data: Dataset, children: pd.Series) -> int:
    """How many households the children belong to; of people who are all named in CSE offences how many
    offences they are named in, if these are fewer."""
    own = children.dropna().unique()
    households = int(data.frames["households"]["household"].reindex(own).nunique())
    parts = data.frames["cse_people"]
    parts = parts[parts["child"].isin(own)]
    is_of_offences = parts["child"].nunique() == len(own)
    return min(households, int(parts["offence"].nunique())) if is_of_offences else households


def _interval(rows: pd.DataFrame, repeats_in: str | None, one: str | None, value: int) -> Interval:
    """The interval of the count, wider where events of one child or one matter are not independent."""
    if repeats_in is None:
        return count_interval([1] * value)
    groups = rows.groupby(repeats_in)
    return count_interval((groups[one].nunique() if one else groups.size()).tolist())
