"""The cost model: published unit costs of one missing person investigation, applied to the episodes."""

from __future__ import annotations

from typing import Literal

from profile_lib.cost import investigation_cost
from profile_lib.dataset import Dataset
from profile_lib.figures import Money
from profile_lib.measures.counting import count
from profile_lib.measures.definition import measure

EPISODES = "missing.episodes"
CAVEATS = ("adult-unit-cost", "not-cash")


@measure("cost.police_low", "Estimated police time, lower published unit cost", of=EPISODES, caveats=CAVEATS)
def police_low(data: Dataset) -> Money:
    """Every missing and absent episode at the study's realistic minimum for one investigation."""
    return _cost(data, "police_low")


@measure(
    "cost.police_high", "Estimated police time, higher published unit cost", of=EPISODES, caveats=CAVEATS
)
def police_high(data: Dataset) -> Money:
    """Every missing and absent episode at the study's realistic estimate for one investigation."""
    return _cost(data, "police_high")


@measure(
    "cost.police_low_missing_only",
    "Estimated police time, missing episodes alone",
    of=EPISODES,
    caveats=CAVEATS,
)
def police_low_missing_only(data: Dataset) -> Money:
    """Missing episodes at the study's realistic minimum; absent episodes get no investigation and none is
    costed."""
    return _cost(data, "police_low", category="missing")


def _cost(data: Dataset, unit_cost: Literal["police_low", "police_high"], **where: str) -> Money:
    counted = count(data, EPISODES, data.frames["episodes"], where)
    return investigation_cost(counted, data.edition.unit_costs[unit_cost])
