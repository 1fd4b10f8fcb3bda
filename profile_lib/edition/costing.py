"""What the cost model assumes: each assumption with its low and high end and its source."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from profile_lib.edition.typed import Amount, Multiple, Strict, Text, Year
from profile_lib.figures import DIMENSIONS

Kind = Literal["category", "risk_level", "duration"]
"""What an episode may be weighted by. By nothing that a child is, where it lives or how often it was missing:
that would put a price on children."""


def _financial(value: str) -> str:
    is_pair = re.fullmatch("[0-9]{4}-[0-9]{2}", value)
    if not is_pair or (int(value[2:4]) + 1) % 100 != int(value[5:]):
        raise ValueError("a financial year is written 2011-12")
    return value


class Assumption(Strict):
    """A number that no record gives: what is taken for it, between which ends, and who says so."""

    label: Text
    value: Multiple
    low: Multiple
    high: Multiple
    source: Text

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.value} does not lie between low ({self.low}) and high ({self.high})")
        return self


class Weight(Assumption):
    """By how much an episode of some ``categories`` of a breakdown takes more or less time than the case that
    was priced; all others count as one."""

    by: Kind
    categories: Annotated[tuple[Text, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _known(self) -> Self:
        known = DIMENSIONS[self.by].categories
        if strange := [name for name in self.categories if name not in known]:
            raise ValueError(f"{strange[0]!r} is no {self.by}; known: {', '.join(known)}")
        return self


class PriceYear(Strict):
    """In what prices the unit costs may be: the source does not say, so two readings stand side by side."""

    calendar: Year
    financial: Annotated[Text, AfterValidator(_financial)]
    source: Text


class OtherCost(Strict):
    """A cost that is not put on the episodes, and why; ``amount``: a published unit cost, in prices of
    ``prices``, where there is one."""

    of: Text
    why: Text
    amount: Amount | None = None
    prices: Text = "–"
    source: Text = "no unit cost with a source was found"


def _weighted_once(value: dict[str, Weight]) -> dict[str, Weight]:
    seen: dict[tuple[str, str], str] = {}
    for id, weight in value.items():
        for category in weight.categories:
            other = seen.setdefault((weight.by, category), id)
            if other != id:
                raise ValueError(f"{weight.by} {category!r} is weighted by {other} and by {id}")
    return value


class CostModel(Strict):
    """The assumptions of the cost model. ``fewer_repeats``: the share of repeat episodes that a what-if
    leaves out. None of them has a distribution with a source: nothing is simulated."""

    weights: Annotated[dict[str, Weight], AfterValidator(_weighted_once)]
    fewer_repeats: Assumption
    price_year: PriceYear
    not_costed: tuple[OtherCost, ...]

    @model_validator(mode="after")
    def _a_share(self) -> Self:
        if self.fewer_repeats.high > Decimal(1):
            raise ValueError("fewer_repeats is a share, and not above one")
        return self
