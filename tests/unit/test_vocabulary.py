"""What may be counted and broken down, and which breakdowns add up."""

from __future__ import annotations

import pytest

from profile_lib.figures import COUNTED, DIMENSIONS, KNOWN, Period, Unit
from profile_lib.figures.vocabulary import contains_set


@pytest.mark.parametrize(
    ("dimension", "children_add_up"),
    [
        ("sex", True),
        ("age_band", True),
        ("repeats", True),
        ("month", False),
        ("category", False),
        ("in_care", False),
        ("care_source", False),
        ("police_marker", False),
    ],
)
def test_every_dimension_partitions_episodes_but_not_all_partition_children(
    dimension: str, children_add_up: bool
) -> None:
    declared = DIMENSIONS[dimension]
    assert Unit.EPISODES in declared.partitions
    assert (Unit.CHILDREN in declared.partitions) is children_add_up
    assert (Unit.CHILDREN in declared.overlaps) is not children_add_up


def test_every_dimension_is_decided_above() -> None:
    decided = test_every_dimension_partitions_episodes_but_not_all_partition_children.pytestmark[0].args[1]
    assert {name for name, _ in decided} == DIMENSIONS.keys()


def test_no_unit_is_both_partitioned_and_overlapping() -> None:
    assert not [name for name, item in DIMENSIONS.items() if item.partitions & item.overlaps]


def test_an_unknown_category_is_one_of_the_categories() -> None:
    assert {name for name, item in DIMENSIONS.items() if item.unknown} == {"sex", "age_band", "police_marker"}
    assert all(item.unknown in item.categories for item in DIMENSIONS.values() if item.unknown)


def test_months_are_those_of_the_period(window: Period) -> None:
    months = DIMENSIONS["month"].complete(window)
    assert (months[0], months[-1], len(months)) == ("2015-01", "2015-11", 11)
    assert DIMENSIONS["month"].admits("2015-11", window)
    assert not DIMENSIONS["month"].admits("2015-12", window)


def test_known_is_a_group_only_where_something_can_be_not_recorded(window: Period) -> None:
    assert DIMENSIONS["sex"].admits(KNOWN, window)
    assert not DIMENSIONS["category"].admits(KNOWN, window)
    assert DIMENSIONS["sex"].includes(KNOWN, "F")
    assert not DIMENSIONS["sex"].includes(KNOWN, "U")
    assert not DIMENSIONS["sex"].includes("F", KNOWN)
    assert DIMENSIONS["sex"].label_of(KNOWN) == "Recorded"


@pytest.mark.parametrize(
    ("unit", "one"), [(Unit.CHILDREN, "child"), (Unit.EPISODES, "episode"), (Unit.OFFENCES, "offence")]
)
def test_one_of_a_unit(unit: Unit, one: str) -> None:
    assert unit.singular == one


def test_children_and_persons_are_people_and_nothing_else_is() -> None:
    assert [unit for unit in Unit if unit.is_people] == [Unit.CHILDREN, Unit.PERSONS]


@pytest.mark.parametrize(
    ("whole", "part", "inside"),
    [
        ("missing.children", "missing.children", True),
        ("missing.children", "missing.cse_children", True),
        ("missing.children", "missing.cse_victims", True),  # by way of missing.cse_children
        ("missing.cse_victims", "missing.cse_children", False),
        ("missing.cse_victims", "missing.cse_offenders", False),
        ("missing.episodes", "missing.children", False),
    ],
)
def test_subsets(whole: str, part: str, inside: bool) -> None:
    assert contains_set(whole, part) is inside


def test_sets_name_sets_that_are_declared_and_of_a_fitting_unit() -> None:
    for counted in COUNTED.values():
        assert all(COUNTED[wider].unit is counted.unit for wider in counted.within)
        assert counted.people is None or COUNTED[counted.people].unit.is_people
        assert counted.unit.is_people or counted.people, f"{counted.id}: whom does it happen to?"
