"""Missing children: episodes and the children who had them, by the counting rules of the methods page."""

from __future__ import annotations

from profile_lib import reference
from profile_lib.dataset import Dataset
from profile_lib.figures import (
    KNOWN,
    Count,
    Mean,
    NotAvailable,
    Rate,
    Share,
    Span,
    Table,
    mean,
    rate,
    share,
)
from profile_lib.measures.counting import count, table
from profile_lib.measures.definition import measure
from profile_lib.statistics import resampled_share

EPISODES, CHILDREN = "missing.episodes", "missing.children"


@measure("missing.episodes", "Missing and absent episodes", caveats=("missing-and-absent",))
def episodes(data: Dataset, *by: str) -> Count | Table:
    """Missing or absent episodes that started in the period, of children under 18 at the start. The same
    child's overlapping, touching or restarting within 60 minutes is one episode."""
    return table(data, EPISODES, data.episodes, *by) if by else count(data, EPISODES, data.episodes)


@measure("missing.children", "Children with a missing or absent episode", caveats=("missing-and-absent",))
def children(data: Dataset, *by: str) -> Count | Table:
    """Distinct children under 18 with at least one missing or absent episode in the period, counted once
    each."""
    return table(data, CHILDREN, data.episodes, *by) if by else count(data, CHILDREN, data.episodes)


@measure("missing.children_per_1000", "Children with an episode per 1,000 children in the area")
def children_per_1000(data: Dataset) -> Rate:
    """Children with an episode for every 1,000 children of the area's mid-year population. Children of other
    areas who are placed here are among the first and not among the second."""
    population = reference.population(data.area, data.period.end.year, data.edition.population_ages)
    return rate(count(data, CHILDREN, data.episodes), population)


@measure("missing.female_share", "Share of children who were female")
def female_share(data: Dataset) -> Share | NotAvailable:
    """Girls among the children with an episode whose sex is recorded."""
    return share(
        count(data, CHILDREN, data.episodes, {"sex": "F"}),
        count(data, CHILDREN, data.episodes, {"sex": KNOWN}),
        not_recorded=count(data, CHILDREN, data.episodes, {"sex": "U"}),
    )


@measure("missing.female_episodes_per_child", "Episodes per girl")
def female_episodes_per_child(data: Dataset) -> Mean | NotAvailable:
    """Missing and absent episodes of girls for each girl who had one."""
    return _episodes_per_child(data, "F")


@measure("missing.male_episodes_per_child", "Episodes per boy")
def male_episodes_per_child(data: Dataset) -> Mean | NotAvailable:
    """Missing and absent episodes of boys for each boy who had one."""
    return _episodes_per_child(data, "M")


@measure("missing.in_care_share", "Share of children who were in care", caveats=("care-from-records",))
def in_care_share(data: Dataset) -> Share | NotAvailable:
    """Children who were in care on the day that at least one of their episodes started, of all children with
    an episode."""
    return share(
        count(data, CHILDREN, data.episodes, {"in_care": "yes"}), count(data, CHILDREN, data.episodes)
    )


@measure(
    "missing.in_care_episode_share", "Share of episodes that started in care", caveats=("care-from-records",)
)
def in_care_episode_share(data: Dataset) -> Share | NotAvailable:
    """Episodes of children who were in care on the day the episode started, of all episodes. The interval
    comes from resampling children, since one child's episodes are not independent."""
    in_care = data.episodes["in_care"].eq("yes").groupby(data.episodes["child"])
    return share(
        count(data, EPISODES, data.episodes, {"in_care": "yes"}),
        count(data, EPISODES, data.episodes),
        interval=resampled_share(in_care.sum().tolist(), in_care.size().tolist())
        if len(data.episodes)
        else None,
    )


@measure("missing.in_care_share_open", "Share in care that undecided links leave possible")
def in_care_share_open(data: Dataset) -> Span | NotAvailable:
    """The share of children in care if none of the undecided pairs of records is the same child, and if all
    of them are."""
    return _open_links(data, CHILDREN)


@measure(
    "missing.in_care_episode_share_open", "Share of episodes in care that undecided links leave possible"
)
def in_care_episode_share_open(data: Dataset) -> Span | NotAvailable:
    """The share of episodes in care if none of the undecided pairs of records is the same child, and if all
    of them are."""
    return _open_links(data, EPISODES)


def _episodes_per_child(data: Dataset, sex: str) -> Mean | NotAvailable:
    where = {"sex": sex}
    return mean(count(data, EPISODES, data.episodes, where), count(data, CHILDREN, data.episodes, where))


def _open_links(data: Dataset, counted: str) -> Span | NotAvailable:
    shares = []
    for linked in (data, data.if_open_pairs_linked()):
        part = count(linked, counted, linked.episodes, {"in_care": "yes"})
        whole = count(linked, counted, linked.episodes)
        if whole.value == 0:
            return NotAvailable("not supplied", "the base is empty", whole.address, whole.unit)
        shares.append(part.value / whole.value)
    return Span(min(shares), max(shares), whole.address, whole.unit, whole.people, of="share")
