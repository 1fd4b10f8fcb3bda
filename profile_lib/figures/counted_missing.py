"""The sets of missing episodes, of the children who had them, and of return interviews."""

from __future__ import annotations

from profile_lib.figures.counted_set import EPISODE_FILES, PEOPLE_FILES, CountedSet
from profile_lib.figures.dimensions import Unit

MISSING: tuple[CountedSet, ...] = (
    CountedSet(
        "missing.episodes",
        Unit.EPISODES,
        "missing or absent episodes of children under 18 that started in the period",
        "missing",
        EPISODE_FILES,
        people="missing.children",
        repeats_in="child",
    ),
    CountedSet(
        "missing.episodes_of_most_missing_tenth",
        Unit.EPISODES,
        "episodes of the tenth of children who had most",
        "missing",
        EPISODE_FILES,
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
        EPISODE_FILES,
    ),
    CountedSet(
        "missing.cse_victims",
        Unit.CHILDREN,
        "children with a missing or absent episode who were victims of a CSE offence",
        "missing",
        EPISODE_FILES + PEOPLE_FILES,
        within=("missing.cse_children", "cse.victims"),
    ),
    CountedSet(
        "missing.cse_offenders",
        Unit.CHILDREN,
        "children with a missing or absent episode who were named as suspects of a CSE offence",
        "missing",
        EPISODE_FILES + PEOPLE_FILES,
        within=("missing.cse_children", "cse.offenders"),
    ),
    CountedSet(
        "missing.cse_children_same_window",
        Unit.CHILDREN,
        "children with a missing or absent episode who were involved in a CSE offence of the same months",
        "missing",
        EPISODE_FILES + PEOPLE_FILES,
        within=("missing.cse_children",),
    ),
    CountedSet(
        "missing.cse_children",
        Unit.CHILDREN,
        "children with a missing or absent episode who were involved in a CSE offence",
        "missing",
        EPISODE_FILES + PEOPLE_FILES,
        within=("missing.children",),
        covered_by=("missing.cse_victims", "missing.cse_offenders"),
    ),
    CountedSet(
        "missing.at_risk_children",
        Unit.CHILDREN,
        "children with a missing or absent episode who were identified as at risk of CSE",
        "missing",
        (*EPISODE_FILES, "at_risk_register"),
        within=("missing.children", "cse.at_risk_children"),
    ),
)
