"""A set that figures count: its unit, who is in it, its window and its extracts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from profile_lib.figures.dimensions import Unit

WindowName = Literal["cse", "missing", "school"]
"""The windows of an edition: those of its two chapters, and the school year that ends in its year."""

OFFENCE_FILES = ("offences",)
PEOPLE_FILES = ("offences", "offence_people")
EPISODE_FILES = ("missing_episodes",)

DECIDING: Mapping[str, tuple[str, ...]] = {
    "missing_episodes": ("date_of_birth",),
    "offences": ("cse_flag_recorded", "cse_flag_reviewed"),
    "intelligence": ("grading",),
    "at_risk_register": ("date_of_birth",),
    "school_absence": ("date_of_birth",),
}
"""The columns of an extract that may be blank and decide whether a row is counted at all."""


@dataclass(frozen=True)
class CountedSet:
    """A set that figures count: its unit, and in words who or what is in it.

    ``window``: the window it is counted in. ``extracts``: those without which it cannot be counted.
    ``people``: the set of people it happened to (episodes happen to children). ``within``: sets that hold
    every member of it, which an attacker knows too (a subset is at most each of its wholes); over the other
    chapter's window of the year where that is another. ``covered_by``: sets that together leave nobody of it
    out. ``repeats_in``: the column of the frame within which its events are not independent of one another
    (the child of an episode); none where each is taken as independent.
    """

    id: str
    unit: Unit
    base: str
    window: WindowName
    extracts: tuple[str, ...]
    people: str | None = None
    within: tuple[str, ...] = ()
    covered_by: tuple[str, ...] = ()
    repeats_in: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that decide who or what is in it, as ``extract.column``."""
        return tuple(f"{extract}.{name}" for extract in self.extracts for name in DECIDING.get(extract, ()))
