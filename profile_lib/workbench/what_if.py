"""What the police response would come to if other things were assumed: a sum that shows its terms.

An illustration between two published unit costs, with no probability. Of all episodes together: a cost by
care, by place or by how often a child was missing would put a price on children.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from profile_lib.rounding import half_up, percent, pounds


@dataclass(frozen=True)
class WhatIf:
    """Episodes of a period and the children who had them, under two assumptions.

    ``investigated``: the share of absent episodes that get an investigation; ``fewer``: the share of repeat
    episodes, those after each child's first, that do not happen, missing and absent alike. Raises ValueError
    for a share outside 0 to 1, or more children than episodes.
    """

    missing: int
    absent: int
    children: int
    investigated: Fraction
    fewer: Fraction

    def __post_init__(self) -> None:
        if not (0 <= self.investigated <= 1 and 0 <= self.fewer <= 1):
            raise ValueError(f"shares lie between 0 and 1, found {self.investigated} and {self.fewer}")
        if self.children > self.episodes:
            raise ValueError(f"{self.children} children cannot have had {self.episodes} episodes")

    @property
    def episodes(self) -> int:
        return self.missing + self.absent

    @property
    def repeats(self) -> int:
        """Episodes after each child's first of the period."""
        return self.episodes - self.children

    @property
    def costed(self) -> Fraction:
        """The investigations that are costed."""
        if not self.episodes:
            return Fraction(0)
        left = 1 - self.fewer * Fraction(self.repeats, self.episodes)
        return (self.missing + self.investigated * self.absent) * left

    def amount(self, unit_cost: Decimal) -> Decimal:
        """Pounds at a cost of one investigation."""
        number = self.costed
        return unit_cost * number.numerator / number.denominator

    def formula(self, unit_cost: Decimal) -> str:
        """The sum with its numbers."""
        some = f"({self.missing:,} missing + {percent(self.investigated)} × {self.absent:,} absent)"
        left = f"(1 − {percent(self.fewer)} × {self.repeats:,} repeat ÷ {self.episodes:,} episodes)"
        return f"{some} × {left} × £{half_up(unit_cost, 2):,} = {pounds(self.amount(unit_cost))}"
