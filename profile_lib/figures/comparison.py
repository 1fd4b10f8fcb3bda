"""This year against last: only over equal windows, never across a break in recording or in completeness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch
from fractions import Fraction
from typing import Any, Protocol

from profile_lib.figures.address import Address
from profile_lib.figures.derived import Mean, Money, Ratio, Refused, Share
from profile_lib.statistics import difference_interval

MOST_APART = Fraction(5, 100)
"""Above this difference in the completeness of a column, two years are not compared (contract 4.1)."""


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
    """A day on which what is recorded changed its meaning. ``affects``: sets counted, with wildcards.

    ``until``: the last day on which it may have been, where the day is not known; ``label``: a few words for
    a picture.
    """

    id: str
    on: date
    affects: tuple[str, ...]
    text: str
    source: str
    until: date | None = None
    label: str = ""

    def touches(self, address: Address) -> bool:
        """Whether the set counted at the address is one of those affected."""
        return any(fnmatch(address.counted, pattern) for pattern in self.affects)

    def is_between(self, start: date, end: date) -> bool:
        """Whether it may have come after ``start`` began and before ``end`` was over."""
        return start < (self.until or self.on) and self.on <= end


@dataclass(frozen=True)
class Completeness:
    """What share of the rows are as they should be, in two years.

    ``column``: of what, as a reader says it; ``told``: what it is that they have, ``recorded`` or ``no
    fault``.
    """

    column: str
    now: float
    before: float
    told: str = "recorded"


@dataclass(frozen=True)
class Change:
    """A change between two comparable numbers."""

    now: Addressed
    before: Addressed

    @property
    def difference(self) -> float:
        """Now minus before. Raises TypeError for a figure that is not one number."""
        return float(self.now.value) - float(self.before.value)

    @property
    def direction(self) -> str | None:
        """``higher`` or ``lower`` where the difference is larger than chance alone explains at 95%, else
        ``no clear change``; None for a list or a range, which have no direction, and where nobody can say how
        sure a number is."""
        now, before = _judged(self.now), _judged(self.before)
        if now is None or before is None:
            return None
        low, high = difference_interval(*now, *before)
        if low > 0:
            return "higher"
        return "lower" if high < 0 else "no clear change"


def compare(
    now: Addressed,
    before: Addressed,
    breaks: Sequence[RecordingBreak] = (),
    completeness: Sequence[Completeness] = (),
) -> Change:
    """The change from ``before`` to ``now``.

    Raises NotComparable for different sets, units, areas or cells, for windows that are not the same days of
    their years, for amounts at two unit costs, where a break that affects them falls after ``before`` starts
    and up to ``now``'s end, and where a column behind them was filled in so much more often in one of the
    years that the change may be one of recording.
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
    if isinstance(now, Money) and isinstance(before, Money) and now.assumes != before.assumes:
        raise NotComparable("the two years rest on other assumptions")
    for break_ in breaks:
        touched = any(break_.touches(address) for address in _behind(now))
        if touched and break_.is_between(old.period.start, new.period.end):
            raise NotComparable(break_.text[:1].lower() + break_.text[1:])
    for column in completeness:
        if abs(_exactly(column.now) - _exactly(column.before)) > MOST_APART:
            less = "less" if column.before < column.now else "more"
            raise NotComparable(
                f"the data of {old.period} were {less} complete ({column.column}: {column.told} in "
                f"{_percent(column.before)} of rows, now in {_percent(column.now)})"
            )
    return Change(now, before)


def _exactly(share: float) -> Fraction:
    """The share of rows that the float stands for: 0.2 and 0.15 are five points apart, as floats more."""
    return Fraction(share).limit_denominator(10**6)


def _percent(share: float) -> str:
    return f"{int(Fraction(share) * 100 + Fraction(1, 2))}%"


def _judged(figure: Addressed) -> tuple[float, tuple[float, float]] | None:
    """The number by which a change is judged, with its interval; that of pounds is the count they are for. Of
    pounds that rest on assumptions nobody can say how sure they are."""
    if isinstance(figure, Money) and figure.assumes:
        return None
    if isinstance(figure, Money):
        figure = figure.basis
    interval = getattr(figure, "interval", None)
    if interval is None or isinstance(figure.value, list):
        return None
    return float(figure.value), (interval.low, interval.high)


def _behind(figure: Addressed) -> tuple[Address, ...]:
    """The addresses of every count that the figure is made of."""
    match figure:
        case Share():
            return figure.part.address, figure.whole.address
        case Mean():
            return figure.total.address, figure.over.address
        case Ratio():
            return *_behind(figure.top), *_behind(figure.bottom)
        case _:
            return (figure.address,)


def _of_any_year(address: Address) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """What is counted and where, its months named by their place in the window: May against May."""
    months = address.period.months()
    where = tuple(
        (name, str(months.index(category)) if name == "month" else category)
        for name, category in address.where
    )
    return address.counted, address.area, where
