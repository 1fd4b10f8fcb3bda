"""What the police response to episodes costs: published unit costs times counts, in prices of any year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import overload

from profile_lib import reference
from profile_lib.edition import UnitCost
from profile_lib.figures import Count, Money, Period, Refused, Unit

CALENDAR, FINANCIAL = "gdp_deflator", "gdp_deflator_financial"
"""The releases of HM Treasury's GDP deflators: of calendar years, and of financial years."""


def investigation_cost(episodes: Count | int, unit_cost: UnitCost | Decimal | str) -> Money:
    """Pounds for the episodes at a cost each: the number times the unit, exact to the penny.

    ``unit_cost``: a published cost with its scope and source, or an amount alone. Raises Refused for a count
    of anything but episodes, ValueError for a negative number of episodes or a negative cost.
    """
    number = episodes.value if isinstance(episodes, Count) else episodes
    return _money(episodes, Fraction(number), unit_cost, f"{number:,} episodes")


def twelve_months_cost(episodes: Count, unit_cost: UnitCost) -> Money:
    """An estimate for twelve months from the first day of the episodes' window: as many episodes a day in the
    days that the window leaves out as in its own."""
    window = episodes.address.period
    own, whole = _days(window), _days(_twelve_months_from(window))
    told = f"{episodes.value:,} episodes × {whole} days ÷ {own} days"
    assumes = {"twelve_months": "by days"}
    return _money(episodes, Fraction(episodes.value * whole, own), unit_cost, told, assumes)


def weighted_cost(
    episodes: Count, weighted: Decimal, unit_cost: UnitCost, weights: Mapping[str, Decimal]
) -> Money:
    """Pounds for episodes that count as more or less than one each. ``weighted``: what they come to;
    ``weights``: the assumption of each kind by its id."""
    told = f"{_plain(weighted)} weighted episodes"
    assumes = {id: _plain(weight) for id, weight in weights.items()}
    return _money(episodes, Fraction(weighted), unit_cost, told, assumes)


def fewer_repeats_cost(episodes: Count, children: Count, share: Decimal, unit_cost: UnitCost) -> Money:
    """Pounds for the episodes if a share of the repeat episodes had not happened: of those after each child's
    first of the period. Raises Refused for children who are not those of the episodes."""
    if children.address.unit is not Unit.CHILDREN or episodes.people != children.value:
        raise Refused(f"{episodes.address} are not those of {children.address}")
    repeats = episodes.value - children.value
    told = f"({episodes.value:,} episodes - {_plain(share)} × {repeats:,} repeat episodes)"
    number = Fraction(episodes.value) - Fraction(share) * repeats
    return _money(episodes, number, unit_cost, told, {"fewer_repeats": _plain(share)})


def _money(
    episodes: Count | int,
    number: Fraction,
    unit_cost: UnitCost | Decimal | str,
    told: str,
    assumes: Mapping[str, str] | None = None,
) -> Money:
    if isinstance(episodes, Count) and episodes.address.unit is not Unit.EPISODES:
        raise Refused(f"a cost of an episode is not one of {episodes.unit}")
    unit = unit_cost.amount if isinstance(unit_cost, UnitCost) else Decimal(str(unit_cost))
    if number < 0 or unit < 0:
        raise ValueError(f"a cost is of 0 or more episodes at 0 or more pounds, found {number} at {unit}")
    return Money(
        amount=Decimal(number.numerator) * unit / Decimal(number.denominator),
        unit_cost=unit,
        count=episodes if isinstance(episodes, Count) else None,
        formula=f"{told} × £{unit:,}",
        assumes=tuple((assumes or {}).items()),
        **(
            {part: getattr(unit_cost, part) for part in ("price_year", "scope", "source")}
            if isinstance(unit_cost, UnitCost)
            else {}
        ),
    )


def _twelve_months_from(window: Period) -> Period:
    next_year = Period(window.start, window.start).same_window_in(window.start.year + 1)
    return Period(window.start, next_year.start - timedelta(days=1))


def _days(window: Period) -> int:
    return (window.end - window.start).days + 1


def _plain(number: Decimal) -> str:
    """A number without zeros behind its decimals: 0.5, 1, 1,056."""
    return f"{number.normalize():,f}"


@overload
def in_prices_of(amount: Decimal, from_year: int, to_year: int) -> Decimal: ...
@overload
def in_prices_of(amount: float, from_year: int, to_year: int) -> float: ...
def in_prices_of(amount: Decimal | float, from_year: int, to_year: int) -> Decimal | float:
    """The amount in prices of another calendar year, by HM Treasury's GDP deflator; the type stays.

    Raises LookupError for a year that the release does not have.
    """
    factor = price_factor(CALENDAR, str(from_year), str(to_year))
    return amount * factor if isinstance(amount, Decimal) else amount * float(factor)


def price_factor(deflator: str, from_year: str, to_year: str) -> Decimal:
    """By how much prices rose between two years of a release: ``2012`` or ``2011-12``.

    Raises LookupError for a year that the release does not have.
    """
    rows, origin = reference.read(deflator)
    index = {row["year"]: Decimal(row["index"]) for row in rows}
    for year in (from_year, to_year):
        if year not in index:
            raise LookupError(f"no deflator for {year} in {origin.release}")
    return index[to_year] / index[from_year]
