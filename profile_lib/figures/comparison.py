"""This year against last: only over equal windows, and never across a break in recording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch
from typing import Protocol

from profile_lib.figures.address import Address
from profile_lib.figures.derived import Refused


class NotComparable(Refused):
    """The change between two figures means nothing, and why."""


class Numeric(Protocol):
    """Any figure that is one number at an address."""

    @property
    def value(self) -> float: ...
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

    now: Numeric
    before: Numeric

    @property
    def difference(self) -> float:
        return self.now.value - self.before.value


def compare(now: Numeric, before: Numeric, breaks: Sequence[RecordingBreak] = ()) -> Change:
    """The change from ``before`` to ``now``.

    Raises NotComparable for different sets, units, areas or cells, for windows that are not the same days of
    their years, and where a break that affects them falls after ``before`` starts and up to ``now``'s end.
    """
    new, old = now.address, before.address
    if (new.counted, new.where, new.area, now.unit) != (old.counted, old.where, old.area, before.unit):
        raise NotComparable(
            f"{new} ({now.unit}, {new.area}) is not what was counted: {old} ({before.unit}, {old.area})"
        )
    if old.period >= new.period or new.period.same_window_in(old.period.start.year) != old.period:
        raise NotComparable(f"unequal windows: {new.period} against {old.period}")
    for break_ in breaks:
        if break_.touches(new) and old.period.start < break_.on <= new.period.end:
            raise NotComparable(break_.text)
    return Change(now, before)
