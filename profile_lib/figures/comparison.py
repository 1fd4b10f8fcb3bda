"""This year against last: only over equal windows, and never across a break in recording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch
from typing import Any, Protocol

from profile_lib.figures.address import Address
from profile_lib.figures.derived import Mean, Money, Refused, Share
from profile_lib.figures.vocabulary import DIMENSIONS


class NotComparable(Refused):
    """The change between two figures means nothing, and why."""


class Addressed(Protocol):
    """Anything that stands at an address: every kind of figure."""

    @property
    def value(self) -> Any: ...
    @property
    def address(self) -> Address: ...
    @property
    def unit(self) -> str: ...


@dataclass(frozen=True)
class RecordingBreak:
    """A day on which what is recorded changed its meaning. ``affects``: sets counted, with wildcards."""

    id: str
    on: date
    affects: tuple[str, ...]
    text: str
    source: str

    def touches(self, address: Address) -> bool:
        """Whether the set counted at the address is one of those affected."""
        return any(fnmatch(address.counted, pattern) for pattern in self.affects)


@dataclass(frozen=True)
class Change:
    """A change between two comparable numbers."""

    now: Addressed
    before: Addressed

    @property
    def difference(self) -> float:
        """Now minus before. Raises TypeError for a figure that is not one number."""
        return float(self.now.value) - float(self.before.value)


def compare(now: Addressed, before: Addressed, breaks: Sequence[RecordingBreak] = ()) -> Change:
    """The change from ``before`` to ``now``.

    Raises NotComparable for different sets, units, areas or cells, for windows that are not the same days of
    their years, for amounts at two unit costs, and where a break that affects them falls after ``before``
    starts and up to ``now``'s end.
    """
    new, old = now.address, before.address
    counted, counted_before = ([_of_any_year(a) for a in _behind(figure)] for figure in (now, before))
    if (type(now), now.unit, counted) != (type(before), before.unit, counted_before):
        raise NotComparable(
            f"{new} ({now.unit}, {new.area}) is not what was counted: {old} ({before.unit}, {old.area})"
        )
    if old.period >= new.period or new.period.same_window_in(old.period.start.year) != old.period:
        raise NotComparable(f"unequal windows: {new.period} against {old.period}")
    for (name, period), (other, earlier) in zip(new.beside, old.beside, strict=True):
        if name != other or period.same_window_in(earlier.start.year) != earlier:
            raise NotComparable(f"unequal windows of {name}: {period} against {earlier}")
    if isinstance(now, Money) and isinstance(before, Money) and now.unit_cost != before.unit_cost:
        raise NotComparable(f"unequal unit costs: £{now.unit_cost} against £{before.unit_cost}")
    for break_ in breaks:
        touched = any(break_.touches(address) for address in _behind(now))
        if touched and old.period.start < break_.on <= new.period.end:
            raise NotComparable(break_.text)
    return Change(now, before)


def _behind(figure: Addressed) -> tuple[Address, ...]:
    """The addresses of every count that the figure is made of."""
    match figure:
        case Share():
            return figure.part.address, figure.whole.address
        case Mean():
            return figure.total.address, figure.over.address
        case _:
            return (figure.address,)


def _of_any_year(address: Address) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """What is counted and where, its months named by their place in the window: May against May."""
    months = address.period.months()
    where = tuple(
        (name, category if DIMENSIONS[name].categories else str(months.index(category)))
        for name, category in address.where
    )
    return address.counted, address.area, where
