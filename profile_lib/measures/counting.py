"""Counting rows of a frame at an address: the one place where frames become counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, product
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.frames import name_of
from profile_lib.dataset.keeping import once
from profile_lib.figures import COUNTED, DIMENSIONS, KNOWN, Count, Table, Unit
from profile_lib.machine import cores
from profile_lib.measures.occurrences import Numbers, Occurrences, occurrences
from profile_lib.measures.origins import Behind, behind, origins_by_cell
from profile_lib.statistics import count_interval

T = TypeVar("T")

PERSON = "child"
"""The column that tells one child from another: a random key, only ever counted."""

MANY = 50_000
"""Rows of which several tables are counted at once; with fewer, threads cost more than they save."""

ONE_OF = {
    Unit.CHILDREN: PERSON,
    Unit.PERSONS: PERSON,
    Unit.OFFENCES: "offence",
    Unit.REPORTS: "report",
    Unit.MATTERS: "matter",
    Unit.CLUSTERS: "cluster",
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
    return _Coded.of(data, counted, chosen).whole(where or {})


def table(data: Dataset, counted: str, rows: pd.DataFrame, *dimensions: str) -> Table:
    """The counted set by one dimension, or crossed by two with the margins; true zeros included.

    Raises ValueError where a row's category is not one that the dimension declares.
    """
    margins = [(name,) for name in dimensions]
    crossed = [dimensions] if len(dimensions) > 1 else []
    (whole,), *told = _Coded.of(data, counted, rows).every([(), *margins, *crossed])
    cells = told.pop()
    return Table(whole, dimensions, tuple(cells), tuple(chain.from_iterable(told)))


def coded(data: Dataset, rows: pd.DataFrame, column: str) -> tuple[Numbers, pd.Index]:
    """A column as numbers: the place of each row's value among the different ones, which come with them; -1
    where a row has none."""
    return _once_of_frame(data, rows, column, lambda: _numbered(rows[column]))


def _numbered(values: pd.Series) -> tuple[Numbers, pd.Index]:
    if not isinstance(values.dtype, pd.CategoricalDtype):
        return pd.factorize(values)
    code = np.asarray(values.cat.codes, dtype=np.int64)
    occurs = np.bincount(code + 1, minlength=len(values.cat.categories) + 1)[1:] > 0
    place = np.append(np.cumsum(occurs) - 1, -1)  # a period need not have all that the year has
    return place[code], values.cat.categories[occurs]


def _behind(data: Dataset, rows: pd.DataFrame) -> Behind:
    people = coded(data, rows, PERSON)[1]
    return _once_of_frame(data, rows, behind, lambda: behind(data, people))


def _once_of_frame(data: Dataset, rows: pd.DataFrame, key: object, make: Callable[[], T]) -> T:
    """What is made of rows: once where they are a frame of the data, however much is counted in it."""
    frame = name_of(rows, data.frames)
    return make() if frame is None else once(data, (_once_of_frame, frame, key), make)


class _Axis(NamedTuple):
    """A dimension of some rows: its categories in printed order, and the place of each row's among them."""

    categories: Sequence[str]
    place: Numbers


@dataclass(frozen=True)
class _Coded:
    """Rows to be counted, and as numbers what is told apart in them: -1 where it is not recorded.

    ``one``: the column of the units, where a unit may have several rows; ``person``: that of the people
    behind them; ``together``: that of what is not independent of one another, as one child's events are not;
    ``codes``: the numbers of each of them; ``behind``: what stands behind each person.
    """

    data: Dataset
    counted: str
    rows: pd.DataFrame
    one: str | None
    person: str | None
    together: str | None
    codes: Mapping[str, Numbers]
    behind: Behind | None

    @classmethod
    def of(cls, data: Dataset, counted: str, rows: pd.DataFrame) -> _Coded:
        declared = COUNTED[counted]
        one, person = ONE_OF.get(declared.unit), PERSON if PERSON in rows else None
        names = {name for name in (one, person, declared.repeats_in) if name}
        codes = {name: coded(data, rows, name)[0] for name in names}
        sources = _behind(data, rows) if person else None
        return cls(data, counted, rows, one, person, declared.repeats_in, codes, sources)

    def whole(self, where: Mapping[str, str]) -> Count:
        """All of them, at an address."""
        return self._counts(np.zeros(len(self.rows), dtype=np.int64), [where])[0]

    def every(self, tables: Sequence[Sequence[str]]) -> list[list[Count]]:
        """The cells of each table in printed order, each by its dimensions; by none it is the whole.

        Of many rows several tables at once: numpy does not hold the other threads up."""
        axes = {name: self._axis(name) for name in {*chain.from_iterable(tables)}}
        asked = [{name: axes[name] for name in names} for names in tables]
        if len(self.rows) < MANY:
            return [self._cells(own) for own in asked]
        with ThreadPoolExecutor(cores()) as threads:
            return [*threads.map(self._cells, asked)]

    def _axis(self, name: str) -> _Axis:
        code, found = coded(self.data, self.rows, name)
        categories = DIMENSIONS[name].complete(self.data.address(self.counted).period, set(found))
        stray = sorted(set(found) - set(categories)) + ["a blank"] * bool((code < 0).any())
        if stray:
            raise ValueError(f"{name}: {', '.join(map(str, stray))} is not declared")
        return _Axis(categories, pd.Index(categories, dtype=found.dtype).get_indexer(found)[code])

    def _cells(self, axes: Mapping[str, _Axis]) -> list[Count]:
        cell = np.zeros(len(self.rows), dtype=np.int64)
        for axis in axes.values():
            cell = cell * len(axis.categories) + axis.place
        crossings = product(*(axis.categories for axis in axes.values()))
        return self._counts(cell, [dict(zip(axes, own, strict=True)) for own in crossings])

    def _counts(self, cell: Numbers, wheres: Sequence[Mapping[str, str]]) -> list[Count]:
        """One count for each of ``wheres``; ``cell``: the number of the one that each row falls into."""
        cells = len(wheres)
        found = {name: occurrences(cell, code) for name, code in self.codes.items()}
        values = found[self.one].in_each(cells) if self.one else np.bincount(cell, minlength=cells)
        people = sources = None
        if self.person and self.behind is not None:
            people = found[self.person].in_each(cells)
            sources = origins_by_cell(found[self.person], self.behind, cells)
        sizes = self._events(self.together, cell, found).often_in_each(cells) if self.together else None
        return [
            Count(
                int(values[i]),
                self.data.address(self.counted, where),
                None if people is None else int(people[i]),
                count_interval(np.ones(values[i]) if sizes is None else sizes[i]),
                None if sources is None else int(sources[i]),
            )
            for i, where in enumerate(wheres)
        ]

    def _events(self, together: str, cell: Numbers, found: Mapping[str, Occurrences]) -> Occurrences:
        """Of each cell how many units there are of each of what is not independent of one another."""
        if self.one is None:
            return found[together]
        code = self.codes[together]
        width = int(code.max(initial=0)) + 1
        units = occurrences((cell * width + code)[code >= 0], self.codes[self.one][code >= 0])
        return occurrences(units.cell // width, units.cell % width)
