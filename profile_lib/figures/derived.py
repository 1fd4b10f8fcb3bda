"""Numbers made of counts: shares, means, rates, ratios, money, ranges and lists."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from profile_lib.figures.address import Address
from profile_lib.figures.counts import Count
from profile_lib.statistics import Interval


class Refused(ValueError):
    """Two numbers that may not be divided by, added to or compared with one another, and why."""


class _OfCount(ABC):
    """What a number made of counts has from the count that it is of."""

    @property
    @abstractmethod
    def basis(self) -> Count:
        """The count whose address, base and people are the number's own."""

    @property
    def address(self) -> Address:
        return self.basis.address

    @property
    def unit(self) -> str:
        return self.basis.unit

    @property
    def base(self) -> str:
        return self.basis.base

    @property
    def people(self) -> int | None:
        return self.basis.people


@dataclass(frozen=True)
class Share(_OfCount):
    """``part`` out of ``whole``, unrounded. ``not_recorded``: members left out of the whole as unknown."""

    part: Count
    whole: Count
    interval: Interval | None
    not_recorded: Count | None = None

    kind = "share"

    @property
    def value(self) -> float:
        return self.part.value / self.whole.value

    @property
    def basis(self) -> Count:
        return self.whole


@dataclass(frozen=True)
class Mean(_OfCount):
    """``total`` events for each of the people in ``over``."""

    total: Count
    over: Count
    interval: Interval | None = None

    kind = "mean"

    @property
    def value(self) -> float:
        return self.total.value / self.over.value

    @property
    def unit(self) -> str:
        return f"{self.total.unit} per {self.over.address.unit.singular}"

    @property
    def basis(self) -> Count:
        return self.over


@dataclass(frozen=True)
class MeanAge(_OfCount):
    """The mean of completed years over the people in ``over``; ``not_recorded``: people left out of it."""

    years: int
    over: Count
    not_recorded: Count
    interval: Interval | None = None

    kind = "mean"

    @property
    def value(self) -> float:
        return self.years / self.over.value

    @property
    def unit(self) -> str:
        return "years"

    @property
    def basis(self) -> Count:
        return self.over


@dataclass(frozen=True)
class Ratio(_OfCount):
    """One share over another: how many times as common something is among the first as among the second."""

    top: Share
    bottom: Share
    interval: Interval | None

    kind = "ratio"

    @property
    def value(self) -> float:
        return self.top.value / self.bottom.value

    @property
    def unit(self) -> str:
        return "times"

    @property
    def base(self) -> str:
        return f"{self.top.base}, against {self.bottom.base}"

    @property
    def basis(self) -> Count:
        return self.top.whole


@dataclass(frozen=True)
class Population:
    """A population that somebody publishes: whose, of what ages, when, and who says so."""

    value: int
    area: str
    ages: str
    vintage: str
    source: str

    def __post_init__(self) -> None:
        if not (self.area and self.ages and self.vintage and self.source):
            raise Refused("a population without its area, ages, vintage and source is no base for a rate")
        if self.value <= 0:
            raise Refused(f"a population of {self.value} is no base for a rate")


@dataclass(frozen=True)
class Rate(_OfCount):
    """``count`` per so many of a named population."""

    count: Count
    population: Population
    per: int
    interval: Interval | None

    kind = "rate"

    @property
    def value(self) -> float:
        return self.count.value / self.population.value * self.per

    @property
    def unit(self) -> str:
        return f"{self.count.unit} per {self.per:,} of the population aged {self.population.ages}"

    @property
    def base(self) -> str:
        return f"population aged {self.population.ages} of {self.population.area}, {self.population.vintage}"

    @property
    def basis(self) -> Count:
        return self.count


@dataclass(frozen=True)
class Money(_OfCount):
    """Pounds at a unit cost with its price year, scope and source; ``count``: the events they are for.

    ``formula``: what was multiplied, with its numbers. ``assumes``: the assumptions that it rests on besides,
    each with the number taken for it; such an amount is for partners alone.
    """

    amount: Decimal
    unit_cost: Decimal
    count: Count | None = None
    price_year: str = "not stated"
    scope: str = "not stated"
    source: str = "not stated"
    formula: str = ""
    assumes: tuple[tuple[str, str], ...] = ()

    kind = "money"
    interval: Interval | None = None

    @property
    def value(self) -> str:
        """Pounds and pence as a decimal string, rounded half up to the penny."""
        return str(self.amount.quantize(Decimal("0.01"), ROUND_HALF_UP))

    @property
    def basis(self) -> Count:
        """The events it is for. Raises ValueError where it was worked out for a bare number."""
        if self.count is None:
            raise ValueError("this amount is not of counted events")
        return self.count

    @property
    def unit(self) -> str:
        return "pounds"


@dataclass(frozen=True)
class Span:
    """A range between two numbers, or two shares (``of``), of one unit: quartiles, or what open questions
    leave possible. ``not_recorded``: people left out of it."""

    low: float
    high: float
    address: Address
    unit: str
    people: int | None
    of: str = "number"
    not_recorded: Count | None = None

    kind = "range"
    interval: Interval | None = None

    @property
    def value(self) -> list[float]:
        return [self.low, self.high]

    @property
    def base(self) -> str:
        return self.address.set.base


@dataclass(frozen=True)
class Listing:
    """Names in order of rank, such as of places; none where nothing qualifies. ``behind``: the counts by
    which they were chosen."""

    names: tuple[str, ...]
    address: Address
    people: int | None
    behind: tuple[Count, ...] = ()

    kind = "list"
    unit = "places"
    interval: Interval | None = None

    @property
    def value(self) -> list[str]:
        return list(self.names)

    @property
    def base(self) -> str:
        return self.address.set.base


@dataclass(frozen=True)
class NotAvailable:
    """A figure the edition cannot have: never zero, always with the reason.

    ``state``: ``not supplied`` (a partner did not send it, or too little is recorded to say it) or ``not
    linked`` (contract 1). ``counts``: the numbers that are the reason, by their part in it.
    """

    state: str
    why: str
    address: Address
    unit: str
    counts: tuple[tuple[str, Count], ...] = ()

    kind = "not available"

    @property
    def base(self) -> str:
        return self.address.set.base
