"""The units that are counted, and what it is to break them down.

This page and ``breakdowns`` decide whether the model is right. Sex partitions children: each child is in one
cell, so the cells sum to the whole. Month does not: a child who went missing in May and in June is in both
cells, so the whole lies between the largest cell and the sum. Disclosure control reads equalities from the
first kind and inequalities from the second; a table of the second kind has no summed total.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from profile_lib.figures.period import Period

KNOWN = "known"
"""The group of all categories of a dimension but the not-recorded one."""


class Unit(StrEnum):
    """What one unit of a count is. Two units are never added to, divided by or compared with one another."""

    CHILDREN = "children"
    PERSONS = "persons"
    EPISODES = "episodes"
    OFFENCES = "offences"
    REPORTS = "reports"
    MATTERS = "matters"
    CLUSTERS = "clusters"
    NETWORKS = "networks"
    PAIRS = "pairs"
    ACTIONS = "actions"
    INTERVIEWS = "interviews"

    @property
    def is_people(self) -> bool:
        """Whether one unit is one person, so that a count is its own number of people."""
        return self in (Unit.CHILDREN, Unit.PERSONS)

    @property
    def singular(self) -> str:
        """``episodes`` -> ``episode``."""
        return "child" if self is Unit.CHILDREN else str(self).removesuffix("s")

    @property
    def plural(self) -> str:
        """As a reader says it: ``persons`` are people."""
        return "people" if self is Unit.PERSONS else str(self)


MEANINGS: Mapping[Unit, str] = {
    Unit.CHILDREN: "A person under 18 on the day that counts: the start of an episode, the day of an "
    "offence, the day of being identified. Each is counted once, whatever number of records there are.",
    Unit.PERSONS: "A person of any age, counted once.",
    Unit.EPISODES: "A time that a child was missing or absent. Rows of one child that overlap, touch or "
    "begin again within 60 minutes are one episode.",
    Unit.OFFENCES: "A recorded crime; one crime may have several victims and several suspects.",
    Unit.REPORTS: "An intelligence report that may be used; several may be about one child or one event.",
    Unit.MATTERS: "All reports about one child or of one operation; they are not separate evidence.",
    Unit.CLUSTERS: "All CSE offences that name the same person or are of one incident; what happened to one "
    "child again is not separate evidence of a place.",
    Unit.NETWORKS: "A group of two or more people who are linked to one another.",
    Unit.PAIRS: "Two people who were named as suspects together.",
    Unit.ACTIONS: "A civil power or other disruption that was used, once for each time.",
    Unit.INTERVIEWS: "A return interview that is due after a child was found or came back; the council's "
    "record, one for each return that it knows of.",
}
"""What one unit is, in the words of the glossary."""


@dataclass(frozen=True)
class Dimension:
    """A way of breaking counts down.

    ``partitions``: the units of which each one falls in exactly one category (equalities).
    ``overlaps``: the units of which one can fall in several categories, and in one at least (inequalities).
    A unit in neither may not be broken down by it. ``categories`` is the printed order with each label;
    empty for calendar months, which a period brings, and for an ``is_open`` dimension, whose categories are
    whatever partners wrote; ``is_ranked``: most frequent first (places never are). ``unknown`` is the
    not-recorded category, if any. ``meaning``: what a reader has to know about it.

    ``columns``: those that say the category, by their names in whichever extract a set is counted from; two
    years of a cell are compared if they were as complete.

    What every reader can tell from the labels: ``years``, the first and last age of each category;
    ``events``, the fewest and most events of each of its people (None: no end); ``known_where``, a dimension
    and its category that hold exactly those whose category here is known. ``makes_up``: categories of another
    dimension that hold exactly those of some categories of this one: whoever has a missing episode by
    ``category`` is graded missing only, or missing and absent. ``within``: the categories of another
    dimension of which each unit of a category has one: several suspects in the offence are a group of them.
    """

    name: str
    label: str
    partitions: frozenset[Unit]
    overlaps: frozenset[Unit] = frozenset()
    categories: Mapping[str, str] = field(default_factory=dict)
    unknown: str | None = None
    is_open: bool = False
    is_ranked: bool = False
    meaning: str = ""
    columns: tuple[str, ...] = ()
    years: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    events: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)
    known_where: tuple[str, str] | None = None
    makes_up: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    within: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def complete(self, period: Period, found: Collection[str] = ()) -> tuple[str, ...]:
        """Every category of a period, in printed order: the declared ones, its calendar months, or for an
        open dimension those ``found``, the not-recorded one last."""
        if self.is_open:
            named = sorted(category for category in found if category not in ("", self.unknown, KNOWN))
            unknown = [self.unknown] if self.unknown is not None and self.unknown in found else []
            return (*named, *unknown)
        return tuple(self.categories) or period.months()

    def admits(self, category: str, period: Period) -> bool:
        """Whether a cell of this dimension may carry the category (``known`` is all but the unknown)."""
        if self.is_open:
            return bool(category)
        return category in self.complete(period) or self.is_known(category)

    def is_known(self, category: str) -> bool:
        """Whether it is the group of all categories but the not-recorded one."""
        return category == KNOWN and self.unknown is not None

    def includes(self, group: str, category: str) -> bool:
        """Whether every unit in ``category`` is also in ``group``."""
        return group == category or (self.is_known(group) and category != self.unknown)

    def label_of(self, category: str) -> str:
        """The category as a reader sees it."""
        if self.is_known(category):
            return "Recorded"
        other = "Not recorded" if category == self.unknown else category[:1].upper() + category[1:]
        return self.categories.get(category, other)
