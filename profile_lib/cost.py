"""What the police response to episodes costs: published unit costs times counts, in prices of any year."""

from __future__ import annotations

from decimal import Decimal
from typing import overload

from profile_lib import reference
from profile_lib.edition import UnitCost
from profile_lib.figures import Count, Money, Refused, Unit


def investigation_cost(episodes: Count | int, unit_cost: UnitCost | Decimal | str) -> Money:
    """Pounds for the episodes at a cost each: the number times the unit, exact to the penny.

    ``unit_cost``: a published cost with its scope and source, or an amount alone. Raises Refused for a count
    of anything but episodes, ValueError for a negative number of episodes or a negative cost.
    """
    if isinstance(episodes, Count) and episodes.address.unit is not Unit.EPISODES:
        raise Refused(f"a cost of an episode is not one of {episodes.unit}")
    number = episodes.value if isinstance(episodes, Count) else episodes
    amount = unit_cost.amount if isinstance(unit_cost, UnitCost) else Decimal(str(unit_cost))
    if number < 0 or amount < 0:
        raise ValueError(f"a cost is of 0 or more episodes at 0 or more pounds, found {number} at {amount}")
    published = isinstance(unit_cost, UnitCost)
    return Money(
        amount=amount * number,
        unit_cost=amount,
        count=episodes if isinstance(episodes, Count) else None,
        **(
            {part: getattr(unit_cost, part) for part in ("price_year", "scope", "source")}
            if published
            else {}
        ),
    )


@overload
def in_prices_of(amount: Decimal, from_year: int, to_year: int) -> Decimal: ...
@overload
def in_prices_of(amount: float, from_year: int, to_year: int) -> float: ...
def in_prices_of(amount: Decimal | float, from_year: int, to_year: int) -> Decimal | float:
    """The amount in prices of another calendar year, by HM Treasury's GDP deflator; the type stays.

    Raises LookupError for a year that the release does not have.
    """
    rows, origin = reference.read("gdp_deflator")
    index = {int(row["year"]): Decimal(row["index"]) for row in rows}
    for year in (from_year, to_year):
        if year not in index:
            raise LookupError(f"no deflator for {year} in {origin.release}")
    factor = index[to_year] / index[from_year]
    return amount * factor if isinstance(amount, Decimal) else amount * float(factor)
