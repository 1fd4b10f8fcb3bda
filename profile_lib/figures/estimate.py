"""Numbers that are estimated from counted units and are no quotient of two counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from profile_lib.figures.address import Address
from profile_lib.figures.counts import Count
from profile_lib.statistics import Interval


@dataclass(frozen=True)
class Estimate:
    """A number estimated from what ``over`` counts, some of which are known in part.

    ``kind``: ``share``, or ``mean`` for an average of any sort: a median too, whose label says so. ``unit``:
    what the number is of, such as hours; of a share that of ``over``. ``not_recorded``: units left out.
    """

    kind: Literal["share", "mean"]
    value: float
    unit: str
    over: Count
    interval: Interval | None = None
    not_recorded: Count | None = None

    @property
    def address(self) -> Address:
        return self.over.address

    @property
    def base(self) -> str:
        return self.over.base

    @property
    def people(self) -> int | None:
        return self.over.people
