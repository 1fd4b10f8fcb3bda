"""Counting rows of a frame at an address: the one place where frames become counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.figures import COUNTED, DIMENSIONS, KNOWN, Address, Count, Table

PERSON = "child"
"""The column that tells one child from another: a random key, only ever counted."""


def count(data: Dataset, counted: str, events: pd.DataFrame, where: Mapping[str, str] | None = None) -> Count:
    """The units of a counted set among ``events``, one row an event of a child, and the children behind them.

    ``where`` narrows by columns named as dimensions. Children are counted once, however many events.
    """
    conditions = dict(where or {})
    chosen = events
    for name, category in conditions.items():
        dimension = DIMENSIONS[name]
        known = category == KNOWN and dimension.is_known(category)
        chosen = chosen[chosen[name] != dimension.unknown if known else chosen[name] == category]
    people = int(chosen[PERSON].nunique())
    value = people if COUNTED[counted].unit.is_people else len(chosen)
    return Count(value, _address(data, counted, conditions), people)


def table(data: Dataset, counted: str, events: pd.DataFrame, *dimensions: str) -> Table:
    """The counted set by one dimension, or crossed by two with the margins; true zeros included.

    Raises ValueError where a row's category is not one that the dimension declares.
    """
    margins = [cell for name in dimensions for cell in _cells(data, counted, events, (name,))]
    return Table(
        count(data, counted, events),
        dimensions,
        tuple(_cells(data, counted, events, dimensions)),
        tuple(margins) if len(dimensions) > 1 else (),
    )


def _cells(data: Dataset, counted: str, events: pd.DataFrame, dimensions: tuple[str, ...]) -> Iterator[Count]:
    """Every crossing of the dimensions, in printed order."""
    axes = [DIMENSIONS[name].complete(data.period) for name in dimensions]
    for name, categories in zip(dimensions, axes, strict=True):
        if stray := sorted(set(events[name].unique()) - set(categories)):
            raise ValueError(f"{name}: {', '.join(map(str, stray))} is not declared")
    grouped = events.groupby(list(dimensions), observed=True)[PERSON].agg(["size", "nunique"])
    found = {key if isinstance(key, tuple) else (key,): row for key, row in grouped.iterrows()}
    for categories in product(*axes):
        size, people = (int(number) for number in found.get(categories, (0, 0)))
        where = dict(zip(dimensions, categories, strict=True))
        value = people if COUNTED[counted].unit.is_people else size
        yield Count(value, _address(data, counted, where), people)


def _address(data: Dataset, counted: str, where: Mapping[str, str]) -> Address:
    return Address(counted, data.period, data.area, tuple(where.items()))
