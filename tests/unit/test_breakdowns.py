"""By what counts may be broken down, and which breakdowns add up."""

from __future__ import annotations

import pytest

from profile_lib.figures import DIMENSIONS, KNOWN, Period, Unit

CHILDREN, PERSONS, EPISODES = Unit.CHILDREN, Unit.PERSONS, Unit.EPISODES
OFFENCES, REPORTS, MATTERS, ACTIONS = Unit.OFFENCES, Unit.REPORTS, Unit.MATTERS, Unit.ACTIONS
INTERVIEWS, NETWORKS, CLUSTERS = Unit.INTERVIEWS, Unit.NETWORKS, Unit.CLUSTERS

DECIDED: dict[str, tuple[set[Unit], set[Unit]]] = {
    # of which units each is in one category, and of which one can be in several
    "sex": ({EPISODES, CHILDREN, PERSONS}, set()),
    "age_band": ({EPISODES, CHILDREN}, set()),
    "repeats": ({EPISODES, CHILDREN}, set()),
    "category": ({EPISODES}, {CHILDREN}),
    "in_care": ({EPISODES}, {CHILDREN}),
    "care_source": ({EPISODES}, {CHILDREN}),
    "police_marker": ({EPISODES}, {CHILDREN}),
    "month": ({EPISODES, OFFENCES, REPORTS, ACTIONS}, {CHILDREN, PERSONS}),
    "time_band": ({EPISODES}, {CHILDREN}),
    "day_kind": ({EPISODES}, {CHILDREN}),
    "duration": ({EPISODES}, {CHILDREN}),
    "missing_from_type": ({EPISODES}, {CHILDREN}),
    "risk_level": ({EPISODES}, {CHILDREN}),
    "home_area": ({EPISODES}, {CHILDREN}),
    "girl_or_boy": ({CHILDREN}, set()),
    "graded": ({CHILDREN}, set()),
    "authority": ({CHILDREN}, set()),
    "placement": ({EPISODES}, {CHILDREN}),
    "found_by": ({EPISODES}, {CHILDREN}),
    "found_in": ({EPISODES}, {CHILDREN}),
    "harm": ({EPISODES}, {CHILDREN}),
    "offered": ({INTERVIEWS}, set()),
    "offered_in_time": ({INTERVIEWS}, set()),
    "completed": ({INTERVIEWS}, set()),
    "completed_in_time": ({INTERVIEWS}, set()),
    "response": ({INTERVIEWS}, set()),
    "independent": ({INTERVIEWS}, set()),
    "suspects": ({OFFENCES}, set()),
    "gang": ({OFFENCES}, set()),
    "recency": ({OFFENCES}, set()),
    "online": ({OFFENCES}, set()),
    "suspect_age": ({PERSONS}, set()),
    "victim_age": ({CHILDREN}, set()),
    "age_certainty": ({CHILDREN, PERSONS}, set()),
    "aged_14_to_16": ({CHILDREN}, set()),
    "suspect_under_18": ({PERSONS}, set()),
    "offences_each": ({CHILDREN, PERSONS}, set()),
    "ethnicity": ({CHILDREN, PERSONS}, set()),
    "ethnicity_from": ({CHILDREN, PERSONS}, set()),
    "nationality": ({CHILDREN, PERSONS}, set()),
    "home_authority": ({CHILDREN, PERSONS}, set()),
    "relationship": (set(), {PERSONS}),  # another in each offence
    "need": ({CHILDREN}, set()),
    "network_size": ({NETWORKS}, set()),
    "network_reach": ({NETWORKS}, set()),
    "offence_type": ({OFFENCES}, set()),
    "place_type": ({OFFENCES}, set()),
    "offence_area": (
        {OFFENCES},
        {CLUSTERS, CHILDREN},
    ),  # where it was committed, of several perhaps in several
    "model": ({OFFENCES}, set()),
    "outcome_group": ({OFFENCES}, set()),
    "outcome_days": ({OFFENCES}, set()),
    "linked_by": (set(), {PERSONS}),  # by an offence and by a victim as well
    "drugs_alcohol": ({REPORTS}, set()),
    "social_media": ({REPORTS}, set()),
    "drug_networks": ({REPORTS}, set()),
    "community_area": (set(), {REPORTS, PERSONS, MATTERS}),  # a report can name several
    "age_identified": ({CHILDREN}, set()),
    "drugs_alcohol_found_by": ({REPORTS}, set()),
    "social_media_found_by": ({REPORTS}, set()),
    "drug_networks_found_by": ({REPORTS}, set()),
    "source_grade": ({REPORTS}, set()),
    "information_grade": ({REPORTS}, set()),
    "register_level": ({CHILDREN}, set()),  # of the first identification in the period
    "referral_source": ({CHILDREN}, set()),
    "identified_again": ({CHILDREN}, set()),
    "register_outcome": ({CHILDREN}, set()),  # of the case that was closed last
    "disability": ({CHILDREN}, set()),
    "send": ({CHILDREN}, set()),
    "identified_later": ({CHILDREN}, set()),
    "action_outcome": ({ACTIONS}, set()),
    "power": ({ACTIONS}, set()),
    "agency": ({ACTIONS}, set()),
    "absent_10pct": ({CHILDREN}, set()),
}


@pytest.mark.parametrize("name", DECIDED)
def test_what_each_dimension_partitions(name: str) -> None:
    declared = DIMENSIONS[name]
    assert (set(declared.partitions), set(declared.overlaps)) == DECIDED[name]


def test_every_dimension_is_decided_above() -> None:
    assert DIMENSIONS.keys() == DECIDED.keys()


def test_no_unit_is_both_partitioned_and_overlapping() -> None:
    assert not [name for name, item in DIMENSIONS.items() if item.partitions & item.overlaps]


def test_what_is_not_recorded_is_a_category_in_every_breakdown_that_can_lack_it() -> None:
    certain = {"category", "month", "in_care", "care_source", "repeats", "linked_by", "absent_10pct"}
    certain |= {"day_kind", "offered", "completed", "graded", "offences_each", "network_size"}
    certain |= {"identified_again", "identified_later"}
    assert {name for name, item in DIMENSIONS.items() if item.unknown is None} == certain
    closed = [item for item in DIMENSIONS.values() if item.unknown and not item.is_open]
    assert all(item.unknown in item.categories for item in closed)


def test_what_makes_up_another_breakdown_is_of_categories_that_there_are_each_once() -> None:
    for item in DIMENSIONS.values():
        for other, groups in item.makes_up.items():
            assert groups.keys() <= DIMENSIONS[other].categories.keys()
            for parts in groups.values():
                assert set(parts) <= item.categories.keys() and len(set(parts)) == len(parts)


def test_what_lies_within_another_breakdown_is_of_categories_that_there_are() -> None:
    for item in DIMENSIONS.values():
        for other, places in item.within.items():
            assert item.partitions <= DIMENSIONS[other].partitions
            assert places.keys() <= item.categories.keys()
            assert all({*among} < DIMENSIONS[other].categories.keys() for among in places.values())


def test_open_dimensions_declare_no_category() -> None:
    assert {name for name, item in DIMENSIONS.items() if item.is_open} == {
        "community_area",
        "offence_area",
        "power",
        "agency",
        "action_outcome",
        "register_level",
        "referral_source",
        "register_outcome",
    }
    assert not any(item.categories for item in DIMENSIONS.values() if item.is_open)


def test_months_are_those_of_the_period(window: Period) -> None:
    months = DIMENSIONS["month"].complete(window)
    assert (months[0], months[-1], len(months)) == ("2015-01", "2015-11", 11)
    assert DIMENSIONS["month"].admits("2015-11", window)
    assert not DIMENSIONS["month"].admits("2015-12", window)


def test_an_open_dimension_has_what_occurs_the_not_recorded_last(window: Period) -> None:
    places = DIMENSIONS["community_area"]
    assert places.complete(window, {"Westbury", "U", "Calne", KNOWN}) == ("Calne", "Westbury", "U")
    assert places.complete(window, ["Westbury"]) == ("Westbury",)
    assert places.complete(window) == ()
    assert places.admits("anywhere", window)
    assert not places.admits("", window)
    assert (places.label_of("Calne"), places.label_of("U")) == ("Calne", "Not recorded")
    assert places.includes(KNOWN, "Calne")
    assert not places.includes(KNOWN, "U")


def test_known_is_a_group_only_where_something_can_be_not_recorded(window: Period) -> None:
    assert DIMENSIONS["sex"].admits(KNOWN, window)
    assert not DIMENSIONS["category"].admits(KNOWN, window)
    assert DIMENSIONS["sex"].includes(KNOWN, "F")
    assert not DIMENSIONS["sex"].includes(KNOWN, "U")
    assert not DIMENSIONS["sex"].includes("F", KNOWN)
    assert DIMENSIONS["sex"].label_of(KNOWN) == "Recorded"


@pytest.mark.parametrize(
    ("unit", "one"),
    [
        (CHILDREN, "child"),
        (EPISODES, "episode"),
        (OFFENCES, "offence"),
        (MATTERS, "matter"),
        (INTERVIEWS, "interview"),
        (PERSONS, "person"),
    ],
)
def test_one_of_a_unit(unit: Unit, one: str) -> None:
    assert unit.singular == one


def test_children_and_persons_are_people_and_nothing_else_is() -> None:
    assert [unit for unit in Unit if unit.is_people] == [CHILDREN, PERSONS]
