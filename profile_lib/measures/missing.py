"""Missing children: episodes and the children who had them, by the counting rules of the methods page."""

from __future__ import annotations

from dataclasses import replace

from profile_lib import reference
from profile_lib.dataset import Dataset
from profile_lib.figures import (
    KNOWN,
    Count,
    Mean,
    NotAvailable,
    Rate,
    Share,
    Table,
    mean,
    rate,
    share,
)
from profile_lib.measures.counting import count, table
from profile_lib.measures.definition import measure
from profile_lib.statistics import resampled_mean, resampled_share

EPISODES, CHILDREN = "missing.episodes", "missing.children"
SEX, MARKER = "missing_episodes.sex", "missing_episodes.police_care_marker"
LEAST_IN_TENTH = 3
"""A share of fewer children's episodes would be about one child or two."""
CARE = "care-from-records"
"""The caveat on care status; where the marker alone says it, its own stands instead."""


@measure("missing.episodes", "Missing and absent episodes", caveats=("missing-and-absent",))
def episodes(data: Dataset, *by: str) -> Count | Table:
    """Missing or absent episodes that started in the period, of children under 18 at the start. The same
    child's overlapping, touching or restarting within 60 minutes is one episode."""
    return (
        table(data, EPISODES, data.frames["episodes"], *by)
        if by
        else count(data, EPISODES, data.frames["episodes"])
    )


@measure("missing.children", "Children with a missing or absent episode", caveats=("missing-and-absent",))
def children(data: Dataset, *by: str) -> Count | Table:
    """Distinct children under 18 with at least one missing or absent episode in the period, counted once
    each."""
    return (
        table(data, CHILDREN, data.frames["episodes"], *by)
        if by
        else count(data, CHILDREN, data.frames["episodes"])
    )


@measure("missing.children_per_1000", "Children with an episode per 1,000 children in the area", of=CHILDREN)
def children_per_1000(data: Dataset) -> Rate | NotAvailable:
    """Children with an episode for every 1,000 children of the area's mid-year population. Children of other
    areas who are placed here are among the first and not among the second."""
    return _per_population(data, count(data, CHILDREN, data.frames["episodes"]))


@measure(
    "missing.missing_children_per_1000",
    "Children with a missing episode per 1,000 children in the area",
    of=CHILDREN,
)
def missing_children_per_1000(data: Dataset) -> Rate | NotAvailable:
    """Children with an episode that was graded missing in the end, for every 1,000 children of the area's
    mid-year population; those who were only absent are not among them."""
    return _per_population(data, count(data, CHILDREN, data.frames["episodes"], {"category": "missing"}))


@measure("missing.episodes_per_1000", "Episodes per 1,000 children in the area", of=EPISODES)
def episodes_per_1000(data: Dataset) -> Rate | NotAvailable:
    """Missing and absent episodes for every 1,000 children of the area's mid-year population, a child's each
    time. The interval allows for repeats."""
    return _per_population(data, count(data, EPISODES, data.frames["episodes"]))


@measure(
    "missing.female_share",
    "Share of children who were female",
    of=CHILDREN,
    columns=(SEX,),
)
def female_share(data: Dataset) -> Share | NotAvailable:
    """Girls among the children with an episode whose sex is recorded."""
    return share(
        count(data, CHILDREN, data.frames["episodes"], {"sex": "F"}),
        count(data, CHILDREN, data.frames["episodes"], {"sex": KNOWN}),
        not_recorded=count(data, CHILDREN, data.frames["episodes"], {"sex": "U"}),
    )


@measure("missing.female_episodes_per_child", "Episodes per girl", of=CHILDREN, columns=(SEX,))
def female_episodes_per_child(data: Dataset) -> Mean | NotAvailable:
    """Missing and absent episodes of girls for each girl who had one."""
    return _episodes_per_child(data, {"sex": "F"})


@measure("missing.male_episodes_per_child", "Episodes per boy", of=CHILDREN, columns=(SEX,))
def male_episodes_per_child(data: Dataset) -> Mean | NotAvailable:
    """Missing and absent episodes of boys for each boy who had one."""
    return _episodes_per_child(data, {"sex": "M"})


@measure(
    "missing.most_missing_tenth_share",
    "Share of episodes of the tenth of children with most",
    of=EPISODES,
)
def most_missing_tenth_share(data: Dataset) -> Share | NotAvailable:
    """Episodes of the tenth of children (rounded up) who had most, of all episodes. Not given where the tenth
    is of fewer than three children."""
    rows = data.frames["episodes"]
    whole = count(data, EPISODES, rows)
    sizes = rows.groupby("child", sort=False).size().sort_values(ascending=False, kind="stable")
    tenth = -(-len(sizes) // 10)
    if tenth < LEAST_IN_TENTH:
        why = f"a tenth of the children are fewer than {LEAST_IN_TENTH}"
        return NotAvailable("not supplied", why, whole.address, whole.unit)
    most = rows[rows["child"].isin(sizes.index[:tenth])]
    return share(count(data, "missing.episodes_of_most_missing_tenth", most), whole)


@measure(
    "missing.in_care_share",
    "Share of children who were in care",
    of=CHILDREN,
    columns=(MARKER,),
    caveats=(CARE,),
)
def in_care_share(data: Dataset) -> Share | NotAvailable:
    """Children who were in care on the day that at least one of their episodes started, of all children with
    an episode."""
    if data.care_basis == "nothing":
        return _care_unknown(data, count(data, CHILDREN, data.frames["episodes"]))
    return share(
        count(data, CHILDREN, data.frames["episodes"], {"in_care": "yes"}),
        count(data, CHILDREN, data.frames["episodes"]),
    )


@measure(
    "missing.in_care_episode_share",
    "Share of episodes that started in care",
    of=EPISODES,
    columns=(MARKER,),
    caveats=(CARE,),
)
def in_care_episode_share(data: Dataset) -> Share | NotAvailable:
    """Episodes of children who were in care on the day the episode started, of all episodes. The interval
    comes from resampling children, since one child's episodes are not independent."""
    whole = count(data, EPISODES, data.frames["episodes"])
    if data.care_basis == "nothing" or whole.value == 0:
        return _care_unknown(data, whole)
    in_care = data.frames["episodes"]["in_care"].eq("yes").groupby(data.frames["episodes"]["child"])
    return share(
        count(data, EPISODES, data.frames["episodes"], {"in_care": "yes"}),
        whole,
        interval=resampled_share(in_care.sum().tolist(), in_care.size().tolist()),
    )


@measure(
    "missing.in_care_episodes_per_child",
    "Episodes in care per child",
    of=CHILDREN,
    columns=(MARKER,),
    caveats=(CARE,),
)
def in_care_episodes_per_child(data: Dataset) -> Mean | NotAvailable:
    """Episodes that started in care for each child who had one."""
    return _by_care(data, "yes")


@measure(
    "missing.not_in_care_episodes_per_child",
    "Episodes outside care per child",
    of=CHILDREN,
    columns=(MARKER,),
    caveats=(CARE,),
)
def not_in_care_episodes_per_child(data: Dataset) -> Mean | NotAvailable:
    """Episodes that did not start in care for each child who had one; a child who came into care during the
    period can be in both figures."""
    return _by_care(data, "no")


def _by_care(data: Dataset, in_care: str) -> Mean | NotAvailable:
    if data.care_basis == "nothing":
        return _care_unknown(data, count(data, CHILDREN, data.frames["episodes"]))
    return _episodes_per_child(data, {"in_care": in_care})


def _per_population(data: Dataset, counted: Count) -> Rate | NotAvailable:
    """The rate; the interval of repeated events is that of their count."""
    try:
        year = counted.address.period.end.year
        population = reference.population(data.area, year, data.edition.population_ages)
    except LookupError as missing:
        return NotAvailable("not supplied", str(missing), counted.address, f"{counted.unit} per population")
    told = rate(counted, population)
    if told.interval is not None or counted.interval is None:
        return told
    low, high = (end / population.value * told.per for end in (counted.interval.low, counted.interval.high))
    return replace(told, interval=replace(counted.interval, low=low, high=high))


def _care_unknown(data: Dataset, whole: Count) -> NotAvailable:
    if {"looked_after", "placed_by_others"} & data.supplied:
        why = "too few records of care carry names to be linked, and the police recorded no marker"
        return NotAvailable("not linked", why, whole.address, whole.unit)
    why = "no extract says who was in care, and the police recorded no marker"
    return NotAvailable("not supplied", why, whole.address, whole.unit)


def _episodes_per_child(data: Dataset, where: dict[str, str]) -> Mean | NotAvailable:
    rows = data.frames["episodes"]
    sizes = rows[rows[list(where)].eq(where).all(axis=1)].groupby("child").size().tolist()
    return mean(
        count(data, EPISODES, rows, where),
        count(data, CHILDREN, rows, where),
        interval=resampled_mean(sizes) if sizes else None,
    )
