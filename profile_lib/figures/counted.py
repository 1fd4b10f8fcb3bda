"""The sets that figures count, each named once: the unit, who is in it, its window and its extracts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from profile_lib.figures.dimensions import Unit

WindowName = Literal["cse", "missing", "school"]
"""The windows of an edition: those of its two chapters, and the school year that ends in its year."""

_OFFENCES = ("offences",)
_PEOPLE = ("offences", "offence_people")
_EPISODES = ("missing_episodes",)

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


COUNTED: Mapping[str, CountedSet] = {
    counted.id: counted
    for counted in (
        CountedSet(
            "missing.episodes",
            Unit.EPISODES,
            "missing or absent episodes of children under 18 that started in the period",
            "missing",
            _EPISODES,
            people="missing.children",
            repeats_in="child",
        ),
        CountedSet(
            "missing.episodes_of_most_missing_tenth",
            Unit.EPISODES,
            "episodes of the tenth of children who had most",
            "missing",
            _EPISODES,
            within=("missing.episodes",),
            repeats_in="child",
        ),
        CountedSet(
            "missing.interviews",
            Unit.INTERVIEWS,
            "return interviews due after children came back or were found in the period",
            "missing",
            ("return_interviews",),
            repeats_in="child",
        ),
        CountedSet(
            "missing.children",
            Unit.CHILDREN,
            "children under 18 with a missing or absent episode in the period",
            "missing",
            _EPISODES,
        ),
        CountedSet(
            "missing.cse_victims",
            Unit.CHILDREN,
            "children with a missing or absent episode who were victims of a CSE offence",
            "missing",
            _EPISODES + _PEOPLE,
            within=("missing.cse_children", "cse.victims"),
        ),
        CountedSet(
            "missing.cse_offenders",
            Unit.CHILDREN,
            "children with a missing or absent episode who were named as suspects of a CSE offence",
            "missing",
            _EPISODES + _PEOPLE,
            within=("missing.cse_children", "cse.offenders"),
        ),
        CountedSet(
            "missing.cse_children_same_window",
            Unit.CHILDREN,
            "children with a missing or absent episode who were involved in a CSE offence of the same months",
            "missing",
            _EPISODES + _PEOPLE,
            within=("missing.cse_children",),
        ),
        CountedSet(
            "missing.cse_children",
            Unit.CHILDREN,
            "children with a missing or absent episode who were involved in a CSE offence",
            "missing",
            _EPISODES + _PEOPLE,
            within=("missing.children",),
            covered_by=("missing.cse_victims", "missing.cse_offenders"),
        ),
        CountedSet(
            "missing.at_risk_children",
            Unit.CHILDREN,
            "children with a missing or absent episode who were identified as at risk of CSE",
            "missing",
            (*_EPISODES, "at_risk_register"),
            within=("missing.children", "cse.at_risk_children"),
        ),
        CountedSet(
            "cse.offences",
            Unit.OFFENCES,
            "CSE offences recorded in the period",
            "cse",
            _OFFENCES,
        ),
        CountedSet(
            "cse.offences_without_suspect",
            Unit.OFFENCES,
            "CSE offences recorded in the period in which nobody is named as a suspect",
            "cse",
            _PEOPLE,
            within=("cse.offences",),
        ),
        CountedSet(
            "cse.offences_without_victim",
            Unit.OFFENCES,
            "CSE offences recorded in the period without a named victim under 18",
            "cse",
            _PEOPLE,
            within=("cse.offences",),
        ),
        CountedSet(
            "cse.offenders",
            Unit.PERSONS,
            "people named as suspects of a CSE offence of the period, or charged, cautioned or convicted",
            "cse",
            _PEOPLE,
        ),
        CountedSet(
            "cse.repeat_offenders",
            Unit.PERSONS,
            "people named as suspects of two or more CSE offences of the period",
            "cse",
            _PEOPLE,
            within=("cse.offenders",),
        ),
        CountedSet(
            "cse.offenders_of_several_victims",
            Unit.PERSONS,
            "people named as suspects of CSE offences of the period against two or more children",
            "cse",
            _PEOPLE,
            within=("cse.offenders",),
        ),
        CountedSet(
            "cse.offenders_on_several_dates",
            Unit.PERSONS,
            "people named as suspects of CSE offences of the period on two or more dates",
            "cse",
            _PEOPLE,
            within=("cse.repeat_offenders",),
        ),
        CountedSet(
            "cse.linked_offenders",
            Unit.PERSONS,
            "people named as suspects who share an offence or a victim with another",
            "cse",
            _PEOPLE,
            within=("cse.offenders",),
        ),
        CountedSet(
            "cse.offenders_with_recorded_link",
            Unit.PERSONS,
            "people named as suspects with a recorded link to another",
            "cse",
            (*_PEOPLE, "links", "person_index"),
            within=("cse.offenders",),
        ),
        CountedSet(
            "cse.networks",
            Unit.NETWORKS,
            "groups of two or more people named as suspects, linked by an offence, a victim or a record",
            "cse",
            (*_PEOPLE, "links", "person_index"),
        ),
        CountedSet(
            "cse.victims",
            Unit.CHILDREN,
            "children under 18 who were victims of a CSE offence of the period",
            "cse",
            _PEOPLE,
        ),
        CountedSet(
            "cse.repeat_victims",
            Unit.CHILDREN,
            "children under 18 who were victims of two or more CSE offences of the period",
            "cse",
            _PEOPLE,
            within=("cse.victims",),
        ),
        CountedSet(
            "cse.victims_of_several_offenders",
            Unit.CHILDREN,
            "children under 18 who were victims of CSE offences of the period by two or more named suspects",
            "cse",
            _PEOPLE,
            within=("cse.victims",),
        ),
        CountedSet(
            "cse.victims_on_several_dates",
            Unit.CHILDREN,
            "children under 18 who were victims of CSE offences of the period on two or more dates",
            "cse",
            _PEOPLE,
            within=("cse.repeat_victims",),
        ),
        CountedSet(
            "cse.reports",
            Unit.REPORTS,
            "intelligence reports on CSE received in the period that may be used",
            "cse",
            ("intelligence",),
            repeats_in="matter",
        ),
        CountedSet(
            "cse.report_subjects",
            Unit.PERSONS,
            "people whom intelligence reports on CSE of the period are about",
            "cse",
            ("intelligence",),
        ),
        CountedSet(
            "cse.report_matters",
            Unit.MATTERS,
            "separate matters in intelligence reports on CSE: reports on one child or one operation are one",
            "cse",
            ("intelligence",),
        ),
        CountedSet(
            "cse.at_risk_children",
            Unit.CHILDREN,
            "children identified in the period as at risk of CSE",
            "cse",
            ("at_risk_register",),
            within=("cse.at_risk_open",),
        ),
        CountedSet(
            "cse.at_risk_open",
            Unit.CHILDREN,
            "children on the register of those at risk of CSE at any time in the period",
            "cse",
            ("at_risk_register",),
        ),
        CountedSet(
            "cse.at_risk_open_at_end",
            Unit.CHILDREN,
            "children on the register of those at risk of CSE at the end of the period",
            "cse",
            ("at_risk_register",),
            within=("cse.at_risk_open",),
        ),
        CountedSet(
            "disruption.actions",
            Unit.ACTIONS,
            "civil powers and other disruptions used in the period",
            "cse",
            ("disruptions",),
        ),
        CountedSet(
            "absence.at_risk_pupils",
            Unit.CHILDREN,
            "pupils aged 5 to 15 who were identified as at risk of CSE in the year",
            "school",
            ("at_risk_register", "school_absence"),
            within=("cse.at_risk_children",),
        ),
        CountedSet(
            "absence.other_pupils",
            Unit.CHILDREN,
            "other pupils aged 5 to 15 of the authority",
            "school",
            ("at_risk_register", "school_absence", "school_absence_totals"),
        ),
    )
}


def contains_set(whole: str, part: str) -> bool:
    """Whether every member of ``part`` is a member of ``whole``, by the declared subsets."""
    return whole == part or any(contains_set(whole, wider) for wider in COUNTED[part].within)
