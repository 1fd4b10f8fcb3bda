"""A ratio of what was observed to what would be expected of people of the same ages and sexes."""

from __future__ import annotations

from dataclasses import dataclass

from profile_lib.figures.address import Address
from profile_lib.figures.counts import Count
from profile_lib.statistics import Interval


@dataclass(frozen=True)
class StandardisedRatio:
    """``observed`` among those in ``over``, for each that would be expected if they fared as others of their
    age and sex do: indirect standardisation. ``not_recorded``: people left out of it."""

    observed: Count
    over: Count
    expected: float
    interval: Interval | None
    not_recorded: Count | None = None

    kind = "ratio"

    @property
    def value(self) -> float:
        return self.observed.value / self.expected

    @property
    def unit(self) -> str:
        return "times"

    @property
    def base(self) -> str:
        return f"{self.over.base}, against as many as expected of others of the same age and sex"

    @property
    def address(self) -> Address:
        return self.over.address

    @property
    def people(self) -> int | None:
        return self.over.people
