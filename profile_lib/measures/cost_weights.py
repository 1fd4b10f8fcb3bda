"""Episodes weighted by what the parameters assume of each kind, and what each assumption moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from profile_lib import reference
from profile_lib.cost import CALENDAR, FINANCIAL, price_factor
from profile_lib.dataset import Dataset
from profile_lib.edition import Edition, Weight

Weights = Mapping[str, Decimal]
"""The weight of each assumption by its id."""

End = Literal["low", "value", "high"]


@dataclass(frozen=True)
class Moved:
    """What one assumption does, the others as they are: its two ends in words, and the amount at each."""

    label: str
    low: str
    high: str
    at_low: Decimal
    at_high: Decimal

    @property
    def width(self) -> Decimal:
        """How far the amount moves between the two."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Priced:
    """The unit costs in prices of the edition's year, by one reading of the year that they are in.

    ``year``: in whose prices they are taken to be; ``release``: of the deflators, or why there is no factor.
    """

    year: str
    reading: str
    release: str
    factor: Decimal | None

    def amount(self, episodes: int, unit_cost: Decimal) -> Decimal | None:
        """Pounds for the episodes at a unit cost; None where there is no factor."""
        return None if self.factor is None else episodes * unit_cost * self.factor


def at(data: Dataset, end: End) -> dict[str, Decimal]:
    """Every weight at one end, or as it is taken."""
    return {id: getattr(weight, end) for id, weight in data.edition.cost.weights.items()}


def weighted_episodes(data: Dataset, weights: Weights) -> Decimal:
    """What the episodes come to if each counts as the product of the weights that apply to it."""
    assumed = data.edition.cost.weights
    by = sorted({weight.by for weight in assumed.values()})
    if not by:
        return Decimal(len(data.frames["episodes"]))
    found = data.frames["episodes"].groupby(by, observed=True).size()
    total = Decimal(0)
    for categories, episodes in found.items():
        kinds = dict(zip(by, categories if isinstance(categories, tuple) else (categories,), strict=True))
        weight = Decimal(1)
        for id, assumption in assumed.items():
            if kinds[assumption.by] in assumption.categories:
                weight *= weights[id]
        total += weight * int(episodes)
    return total


def applies_to(data: Dataset, weight: Weight) -> int:
    """How many episodes a weight applies to."""
    return int(data.frames["episodes"][weight.by].isin(weight.categories).sum())


def sensitivity(data: Dataset) -> list[Moved]:
    """Each assumption at its low and its high end, one at a time; what moves the amount most comes first."""
    edition, taken = data.edition, at(data, "value")
    low, high = (edition.unit_costs[name].amount for name in ("police_low", "police_high"))
    number = weighted_episodes(data, taken)
    moved = [Moved("Unit cost", f"£{low:,}", f"£{high:,}", low * number, high * number)]
    for id, weight in edition.cost.weights.items():
        ends = [low * weighted_episodes(data, {**taken, id: end}) for end in (weight.low, weight.high)]
        moved.append(Moved(weight.label, f"{weight.low:f}", f"{weight.high:f}", *ends))
    known = [(item.year, item.factor) for item in in_prices_of_the_year(edition) if item.factor]
    first, last = known[0], max(known, key=lambda item: item[1])
    ends = [low * number * factor for _, factor in (first, last)]
    moved.append(Moved("Year of prices", first[0], last[0], *ends))
    return sorted(moved, key=lambda item: item.width, reverse=True)


def in_prices_of_the_year(edition: Edition) -> list[Priced]:
    """The unit costs as they were published, and by each reading of the year whose prices they are in."""
    assumed, year = edition.cost.price_year, int(edition.year)
    financial = f"{year}-{(year + 1) % 100:02d}"
    return [
        Priced("not stated", "as published", "not brought to another year", Decimal(1)),
        _priced(CALENDAR, "calendar year", assumed.calendar, edition.year),
        _priced(FINANCIAL, "financial year", assumed.financial, financial),
    ]


def _priced(deflator: str, kind: str, then: str, now: str) -> Priced:
    reading = f"prices of the {kind} {then} brought to {now}"
    try:
        return Priced(then, reading, reference.read(deflator)[1].release, price_factor(deflator, then, now))
    except LookupError as lacking:
        return Priced(then, reading, str(lacking), None)
