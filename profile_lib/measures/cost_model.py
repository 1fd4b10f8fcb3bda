"""The cost model: published unit costs of one missing person investigation, applied to the episodes.

Of all episodes together and by no breakdown: a cost by care, by how often a child was missing or by place
would put a price on children.
"""

from __future__ import annotations

from typing import Literal

from profile_lib.cost import fewer_repeats_cost, investigation_cost, twelve_months_cost, weighted_cost
from profile_lib.dataset import Dataset
from profile_lib.figures import Count, Money
from profile_lib.measures.cost_weights import Weights, at, weighted_episodes
from profile_lib.measures.counting import count
from profile_lib.measures.definition import measure

EPISODES, CHILDREN = "missing.episodes", "missing.children"
CAVEATS = ("adult-unit-cost", "not-cash")
WEIGHED = ("missing_episodes.risk_level", "missing_episodes.returned_at")


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


@measure(
    "cost.police_twelve_months",
    "Estimated police time over twelve months, lower unit cost",
    of=EPISODES,
    caveats=(*CAVEATS, "estimated-year"),
)
def police_twelve_months(data: Dataset) -> Money:
    """An estimate for the twelve months from the first day of the period: as many episodes a day in the days
    that the period leaves out as in its own, at the study's realistic minimum."""
    return twelve_months_cost(_episodes(data), data.edition.unit_costs["police_low"])


@measure(
    "cost.police_weighted",
    "Estimated police time, episodes weighted by kind",
    of=EPISODES,
    columns=WEIGHED,
    caveats=(*CAVEATS, "assumed-weights"),
)
def police_weighted(data: Dataset) -> Money:
    """Each episode at the study's realistic minimum times the weights of its category, its risk and its
    length that the parameters assume; an episode to which no weight applies counts as one."""
    return _weighted(data, at(data, "value"))


@measure(
    "cost.police_weighted_least",
    "Estimated police time, every weight at its low end",
    of=EPISODES,
    columns=WEIGHED,
    caveats=(*CAVEATS, "assumed-weights"),
)
def police_weighted_least(data: Dataset) -> Money:
    """As the episodes weighted by kind, with every weight at the low end that the parameters assume."""
    return _weighted(data, at(data, "low"))


@measure(
    "cost.police_weighted_most",
    "Estimated police time, every weight at its high end",
    of=EPISODES,
    columns=WEIGHED,
    caveats=(*CAVEATS, "assumed-weights"),
)
def police_weighted_most(data: Dataset) -> Money:
    """As the episodes weighted by kind, with every weight at the high end that the parameters assume."""
    return _weighted(data, at(data, "high"))


@measure(
    "cost.police_fewer_repeats",
    "Estimated police time, had there been fewer repeat episodes",
    of=EPISODES,
    caveats=(*CAVEATS, "fewer-repeats-assumed"),
)
def police_fewer_repeats(data: Dataset) -> Money:
    """Every episode at the study's realistic minimum, less the share of repeat episodes that the parameters
    assume; a repeat episode is any after a child's first of the period."""
    children = count(data, CHILDREN, data.frames["episodes"])
    share = data.edition.cost.fewer_repeats.value
    return fewer_repeats_cost(_episodes(data), children, share, data.edition.unit_costs["police_low"])


def _episodes(data: Dataset, **where: str) -> Count:
    return count(data, EPISODES, data.frames["episodes"], where)


def _cost(data: Dataset, unit_cost: Literal["police_low", "police_high"], **where: str) -> Money:
    return investigation_cost(_episodes(data, **where), data.edition.unit_costs[unit_cost])


def _weighted(data: Dataset, weights: Weights) -> Money:
    number, unit = weighted_episodes(data, weights), data.edition.unit_costs["police_low"]
    return weighted_cost(_episodes(data), number, unit, weights)
