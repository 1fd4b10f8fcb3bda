"""Counts and tables of counts: numbers that know their address and the people behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from profile_lib.figures.address import Address
from profile_lib.figures.breakdowns import DIMENSIONS
from profile_lib.statistics import Interval


class NotAdditive(ValueError):
    """A sum was asked for over a dimension whose cells share members."""


@dataclass(frozen=True)
class Count:
    """A whole number of units at an address, and how many distinct people stand behind it.

    ``people`` is None where the extract does not say whom its rows are about. ``interval``: the range
    consistent with chance, had the same causes been at work (not what was never reported). ``origins``: the
    distinct households behind it, or CSE offences if these are fewer. Raises ValueError
    for a negative number, for more people than events that happen to people, or for a count of people that
    differs from its number of people.
    """

    value: int
    address: Address
    people: int | None
    interval: Interval | None = field(default=None, compare=False)
    origins: int | None = field(default=None, compare=False)

    kind = "count"

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError(f"{self.address}: a count is not negative, found {self.value}")
        if self.address.unit.is_people and self.people != self.value:
            raise ValueError(f"{self.address}: {self.value} {self.address.unit} but {self.people} people")
        least = min(self.value, 1)
        if self.address.set.people and not (self.people is not None and least <= self.people <= self.value):
            raise ValueError(f"{self.address}: {self.value} {self.address.unit} of {self.people} people")

    @property
    def unit(self) -> str:
        return str(self.address.unit)

    @property
    def base(self) -> str:
        return self.address.set.base


@dataclass(frozen=True)
class Table:
    """A count and its cells by one or two dimensions.

    ``cells`` hold every crossing of the dimensions, ``margins`` the cells by one of two. Where a dimension
    partitions the unit, cells must sum to what they are cells of; where it does not, the whole lies between
    the largest cell and the sum. Raises ValueError where the counts say otherwise, or a crossing is missing.
    """

    whole: Count
    dimensions: tuple[str, ...]
    cells: tuple[Count, ...]
    margins: tuple[Count, ...] = ()

    kind = "table"

    def __post_init__(self) -> None:
        self._check_addresses(self.cells, self.dimensions)
        self._check(self.whole, self.cells, self.dimensions)
        for name in self.dimensions if self.margins else ():
            margins = tuple(margin for margin in self.margins if name in dict(margin.address.where))
            self._check_addresses(margins, (name,))
            self._check(self.whole, margins, (name,))
            for margin in margins:
                inside = tuple(cell for cell in self.cells if margin.address.contains(cell.address))
                self._check(margin, inside, tuple(set(self.dimensions) - {name}))

    def _check_addresses(self, cells: tuple[Count, ...], dimensions: tuple[str, ...]) -> None:
        expected = {
            self.whole.address.cell(dict(zip(dimensions, crossing, strict=True)))
            for crossing in product(*(self.categories(name) for name in dimensions))
        }
        found = [cell.address for cell in cells]
        if len(found) != len(expected) or set(found) != expected:
            strange = sorted(map(str, set(found) ^ expected)) or "one of them twice"
            raise ValueError(f"not every cell of {self.whole.address} by {dimensions} once: {strange}")

    def _check(self, whole: Count, cells: tuple[Count, ...], dimensions: tuple[str, ...]) -> None:
        total, largest = sum(cell.value for cell in cells), max((cell.value for cell in cells), default=0)
        if all(self._partitions(name) for name in dimensions) and total != whole.value:
            raise ValueError(f"{whole.address}: cells sum to {total}, the whole is {whole.value}")
        if not largest <= whole.value <= total:
            raise ValueError(f"{whole.address}: {whole.value} is outside {largest} to {total}")

    def _partitions(self, dimension: str) -> bool:
        return self.whole.address.unit in DIMENSIONS[dimension].partitions

    @property
    def is_additive(self) -> bool:
        """Whether every dimension partitions the unit, so that the cells sum to the whole."""
        return all(self._partitions(name) for name in self.dimensions)

    def summed_total(self) -> int:
        """The sum of the cells. Raises NotAdditive where one person or event can be in several cells."""
        for name in self.dimensions:
            if not self._partitions(name):
                raise NotAdditive(
                    f"{self.whole.unit} by {name} have no summed total: "
                    f"one can be in several cells; the whole is {self.whole.address}, counted by itself"
                )
        return sum(cell.value for cell in self.cells)

    def categories(self, dimension: str) -> tuple[str, ...]:
        """The dimension's categories in printed order; of an open one those that occur in the table."""
        found = {dict(count.address.where).get(dimension, "") for count in (*self.cells, *self.margins)}
        return DIMENSIONS[dimension].complete(self.whole.address.period, found - {""})

    def at(self, **where: str) -> Count:
        """The cell of the given categories. Raises KeyError where there is none."""
        wanted = self.whole.address.cell(where)
        for cell in self.cells:
            if cell.address == wanted:
                return cell
        raise KeyError(str(wanted))

    def __iter__(self) -> Iterator[Count]:
        """The whole, the margins, the cells."""
        yield self.whole
        yield from self.margins
        yield from self.cells
