"""What may be counted, by what it may be broken down, and which breakdowns add up.

This page decides whether the model is right. Sex partitions children: each child is in one cell, so the
cells sum to the whole. Month does not: a child who went missing in May and in June is in both cells, so
the whole lies between the largest cell and the sum. Disclosure control reads equalities from the first
kind and inequalities from the second; a table of the second kind has no summed total.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from profile_lib.figures.period import Period


class Unit(StrEnum):
    """What one unit of a count is. Two units are never added to, divided by or compared with one another."""

    CHILDREN = "children"
    PERSONS = "persons"
    EPISODES = "episodes"
    OFFENCES = "offences"
    REPORTS = "reports"
    INTERVIEWS = "interviews"
    ACTIONS = "actions"
    SESSIONS = "sessions"

    @property
    def is_people(self) -> bool:
        """Whether one unit is one person, so that a count is its own number of people."""
        return self in (Unit.CHILDREN, Unit.PERSONS)

    @property
    def singular(self) -> str:
        """``episodes`` -> ``episode``."""
        return "child" if self is Unit.CHILDREN else str(self).removesuffix("s")


@dataclass(frozen=True)
class Dimension:
    """A way of breaking counts down.

    ``partitions``: the units of which each one falls in exactly one category (equalities).
    ``overlaps``: the units of which one can fall in several categories (inequalities).
    A unit in neither may not be broken down by it. ``categories`` is the printed order with each label;
    empty for calendar months, which a period brings. ``unknown`` is the not-recorded category, if any.
    """

    name: str
    label: str
    partitions: frozenset[Unit]
    overlaps: frozenset[Unit] = frozenset()
    categories: Mapping[str, str] = field(default_factory=dict)
    unknown: str | None = None

    def complete(self, period: Period) -> tuple[str, ...]:
        """Every category of a period, in printed order: the declared ones, else its calendar months."""
        return tuple(self.categories) or period.months()

    def admits(self, category: str, period: Period) -> bool:
        """Whether a cell of this dimension may carry the category (``known`` is all but the unknown)."""
        return category in self.complete(period) or self.is_known(category)

    def is_known(self, category: str) -> bool:
        """Whether it is the group of all categories but the not-recorded one."""
        return category == KNOWN and self.unknown is not None

    def includes(self, group: str, category: str) -> bool:
        """Whether every unit in ``category`` is also in ``group``."""
        return group == category or (self.is_known(group) and category != self.unknown)

    def label_of(self, category: str) -> str:
        """The category as a reader sees it."""
        return "Recorded" if self.is_known(category) else self.categories.get(category, category)


KNOWN = "known"

_EVENTS = frozenset({Unit.EPISODES})
_CHILDREN = frozenset({Unit.CHILDREN})
_BOTH = _EVENTS | _CHILDREN

DIMENSIONS: Mapping[str, Dimension] = {
    dimension.name: dimension
    for dimension in (
        Dimension(
            "sex",
            "Sex",
            partitions=_BOTH,
            categories={"F": "Female", "M": "Male", "X": "Other", "U": "Not recorded"},
            unknown="U",
        ),
        # A child's age is that at the first episode of the period, so that a birthday does not count twice.
        Dimension(
            "age_band",
            "Age at first episode",
            partitions=_BOTH,
            categories={
                "0-9": "Under 10",
                "10-12": "10 to 12",
                "13-14": "13 to 14",
                "15-16": "15 to 16",
                "17": "17",
                "U": "Not recorded",
            },
            unknown="U",
        ),
        Dimension(
            "category",
            "Category",
            partitions=_EVENTS,
            overlaps=_CHILDREN,
            categories={"missing": "Missing", "absent": "Absent"},
        ),
        Dimension("month", "Month", partitions=_EVENTS, overlaps=_CHILDREN),
        # Of an episode: on the day it started. Of a child: at the start of at least one episode, so a child
        # who came into care during the year is in both cells.
        Dimension(
            "in_care",
            "In care at the start",
            partitions=_EVENTS,
            overlaps=_CHILDREN,
            categories={"yes": "In care", "no": "Not in care"},
        ),
        Dimension(
            "care_source",
            "Care status known from",
            partitions=_EVENTS,
            overlaps=_CHILDREN,
            categories={
                "looked_after": "This authority's looked-after record",
                "placed_by_others": "Another authority's placement",
                "police_marker": "Police marker only",
                "none": "Not in care",
            },
        ),
        Dimension(
            "police_marker",
            "Police care marker",
            partitions=_EVENTS,
            overlaps=_CHILDREN,
            categories={"yes": "Marked in care", "no": "Marked not in care", "U": "Not recorded"},
            unknown="U",
        ),
        # How many episodes the child had in the period.
        Dimension(
            "repeats",
            "Episodes in the period",
            partitions=_BOTH,
            categories={
                "1": "Once",
                "2": "Twice",
                "3": "Three times",
                "4": "Four times",
                "5": "Five times",
                "6-10": "6 to 10 times",
                "11-20": "11 to 20 times",
                "21-50": "21 to 50 times",
                "51+": "More than 50 times",
            },
        ),
    )
}


@dataclass(frozen=True)
class CountedSet:
    """A set that figures count, named once: its unit, and in words who or what is in it.

    ``people``: the set of people it happened to (episodes happen to children). ``within``: sets that hold
    every member of it, which an attacker knows too (a subset is at most each of its wholes).
    """

    id: str
    unit: Unit
    base: str
    people: str | None = None
    within: tuple[str, ...] = ()


COUNTED: Mapping[str, CountedSet] = {
    counted.id: counted
    for counted in (
        CountedSet(
            "missing.episodes",
            Unit.EPISODES,
            "missing or absent episodes of children under 18 that started in the period",
            people="missing.children",
        ),
        CountedSet(
            "missing.children",
            Unit.CHILDREN,
            "children under 18 with a missing or absent episode in the period",
        ),
        CountedSet(
            "missing.cse_victims",
            Unit.CHILDREN,
            "children with a missing or absent episode who were victims of a CSE offence",
            within=("missing.cse_children",),
        ),
        CountedSet(
            "missing.cse_offenders",
            Unit.CHILDREN,
            "children with a missing or absent episode who were named as suspects of a CSE offence",
            within=("missing.cse_children",),
        ),
        CountedSet(
            "missing.cse_children_same_window",
            Unit.CHILDREN,
            "children with a missing or absent episode who were involved in a CSE offence of the same months",
            within=("missing.cse_children",),
        ),
        CountedSet(
            "missing.cse_children",
            Unit.CHILDREN,
            "children with a missing or absent episode who were involved in a CSE offence",
            within=("missing.children",),
        ),
    )
}


def contains_set(whole: str, part: str) -> bool:
    """Whether every member of ``part`` is a member of ``whole``, by the declared subsets."""
    return whole == part or any(contains_set(whole, wider) for wider in COUNTED[part].within)
