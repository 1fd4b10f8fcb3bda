"""Numbers made of counts: shares, means, rates, money. Each refuses what cannot be divided."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from profile_lib.figures.address import Address
from profile_lib.figures.counts import Count
from profile_lib.figures.vocabulary import contains_set
from profile_lib.statistics import Interval, proportion_interval, rate_interval

MOST_UNKNOWN = Fraction(30, 100)
"""Above this share not recorded, a percentage of those known is not given (contract 4)."""

PER = 1000
"""What rates are per, as the field gives them."""


class Refused(ValueError):
    """Two numbers that may not be divided by, added to or compared with one another, and why."""


@dataclass(frozen=True)
class Share:
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
    def address(self) -> Address:
        return self.whole.address

    @property
    def unit(self) -> str:
        return self.whole.unit

    @property
    def base(self) -> str:
        return self.whole.base

    @property
    def people(self) -> int:
        return self.whole.people


@dataclass(frozen=True)
class Mean:
    """``total`` events for each of the people in ``over``."""

    total: Count
    over: Count

    kind = "mean"
    interval: Interval | None = None

    @property
    def value(self) -> float:
        return self.total.value / self.over.value

    @property
    def address(self) -> Address:
        return self.over.address

    @property
    def unit(self) -> str:
        return f"{self.total.unit} per {self.over.address.unit.singular}"

    @property
    def base(self) -> str:
        return self.over.base

    @property
    def people(self) -> int:
        return self.over.people


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
class Rate:
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
    def address(self) -> Address:
        return self.count.address

    @property
    def unit(self) -> str:
        return f"{self.count.unit} per {self.per:,} of the population aged {self.population.ages}"

    @property
    def base(self) -> str:
        return f"population aged {self.population.ages} of {self.population.area}, {self.population.vintage}"

    @property
    def people(self) -> int:
        return self.count.people


@dataclass(frozen=True)
class Money:
    """Pounds at a unit cost with its price year, scope and source; ``count``: the events they are for."""

    amount: Decimal
    unit_cost: Decimal
    count: Count | None = None
    price_year: str = "not stated"
    scope: str = "not stated"
    source: str = "not stated"

    kind = "money"
    unit = "pounds"
    interval: Interval | None = None

    @property
    def value(self) -> str:
        """Pounds and pence as a decimal string, rounded half up to the penny."""
        return str(self.amount.quantize(Decimal("0.01"), ROUND_HALF_UP))

    @property
    def of(self) -> Count:
        """The events it is for. Raises ValueError where it was worked out for a bare number."""
        if self.count is None:
            raise ValueError("this amount is not of counted events")
        return self.count

    @property
    def address(self) -> Address:
        return self.of.address

    @property
    def base(self) -> str:
        return self.of.base

    @property
    def people(self) -> int:
        return self.of.people


@dataclass(frozen=True)
class Span:
    """A range between two numbers, or two shares (``of``), of one unit: quartiles, or what open questions
    leave possible."""

    low: float
    high: float
    address: Address
    unit: str
    people: int
    of: str = "number"

    kind = "range"
    interval: Interval | None = None

    @property
    def value(self) -> list[float]:
        return [self.low, self.high]

    @property
    def base(self) -> str:
        return self.address.set.base


@dataclass(frozen=True)
class NotAvailable:
    """A figure the edition cannot have: never zero, always with the reason.

    ``state``: ``not supplied`` (a partner did not send it, or too little is recorded to say it) or ``not
    linked`` (contract 1).
    """

    state: str
    why: str
    address: Address
    unit: str

    kind = "not available"

    @property
    def base(self) -> str:
        return self.address.set.base


def share(
    part: Count, whole: Count, *, interval: Interval | None = None, not_recorded: Count | None = None
) -> Share | NotAvailable:
    """``part`` of ``whole``; Wilson's interval for people, the given one (by resampling) for events.

    ``not_recorded``: where the whole is of those known, the rest. Raises Refused for two units, two windows,
    two areas, a part that is not inside the whole by what is declared, or a ``not_recorded`` that is not what
    the whole leaves out. Not available where the whole is empty, or more than 30% of all is not recorded.
    """
    if part.unit != whole.unit:
        raise Refused(f"{part.unit} are not a share of {whole.unit}")
    if part.address.period != whole.address.period:
        raise Refused(f"{part.address.period} is not a share of {whole.address.period}")
    if part.address.area != whole.address.area:
        raise Refused(f"{part.address.area} is not a share of {whole.address.area}")
    if not whole.address.contains(part.address):
        raise Refused(f"{part.address} is not inside {whole.address}")
    if not_recorded is not None and not_recorded.address not in whole.address.left_out:
        raise Refused(f"{not_recorded.address} is not what {whole.address} leaves out")
    unknown = not_recorded.value if not_recorded else 0
    if whole.value == 0 or Fraction(unknown, whole.value + unknown) > MOST_UNKNOWN:
        why = (
            f"{unknown} of {whole.value + unknown} {whole.unit} are not recorded"
            if unknown
            else "the base is empty"
        )
        return NotAvailable("not supplied", why, whole.address, whole.unit)
    if interval is None and whole.address.unit.is_people:
        interval = Interval(*proportion_interval(part.value, whole.value), 0.95, "Wilson")
    return Share(part, whole, interval, not_recorded)


def mean(total: Count, over: Count) -> Mean | NotAvailable:
    """Events for each person. Raises Refused unless the events are declared to happen to these people,
    in one window and area, narrowed alike, with the same number of people behind both."""
    if total.address.set.people is None or not contains_set(total.address.set.people, over.address.counted):
        raise Refused(f"{total.address} do not happen to {over.address}")
    if (total.address.period, total.address.area) != (over.address.period, over.address.area):
        raise Refused(f"{total.address} and {over.address} are of two windows or areas")
    if total.address.where != over.address.where or total.people != over.value:
        raise Refused(f"{total.address} and {over.address} are not of the same people")
    if over.value == 0:
        return NotAvailable(
            "not supplied", "the base is empty", over.address, f"{total.unit} per {over.unit}"
        )
    return Mean(total, over)


def rate(count: Count, population: Population, *, per: int = PER, vintage: str | None = None) -> Rate:
    """``count`` per ``per`` of the population.

    An interval is given for people, who are counted once; repeated events of one child are not independent.
    Raises Refused for another area's population, or for one of another year unless its vintage is named.
    """
    if population.area != count.address.area:
        raise Refused(f"{population.area}'s population is no base for {count.address.area}")
    if vintage is not None and vintage != population.vintage:
        raise Refused(f"the population is of {population.vintage}, not of {vintage}")
    if vintage is None and str(count.address.period.end.year) not in population.vintage:
        raise Refused(
            f"a population of {population.vintage} is no base for {count.address.period}: name its vintage"
        )
    interval = None
    if count.address.unit.is_people:
        limits = rate_interval(count.value, population.value, per)
        method = "exact Poisson" if count.value < 10 else "Byar"
        interval = Interval(*limits, 0.95, method)
    return Rate(count, population, per, interval)
