"""What is counted: of which unit, inside what, in which window and from which extracts."""

from __future__ import annotations

import pytest

from profile_lib.figures import COUNTED, Unit
from profile_lib.figures.counted import contains_set
from profile_lib.intake import SCHEMAS


@pytest.mark.parametrize(
    ("whole", "part", "inside"),
    [
        ("missing.children", "missing.children", True),
        ("missing.children", "missing.cse_children", True),
        ("missing.children", "missing.cse_victims", True),  # by way of missing.cse_children
        ("cse.victims", "missing.cse_victims", True),
        ("cse.victims", "cse.victims_on_several_dates", True),  # two dates are two offences
        ("cse.repeat_offenders", "cse.offenders_on_several_dates", True),
        ("cse.repeat_offenders", "cse.offenders_of_several_victims", False),  # one offence can have two
        ("cse.repeat_victims", "cse.victims_of_several_offenders", False),
        ("cse.at_risk_open", "cse.at_risk_children", True),
        ("cse.at_risk_open_at_end", "cse.at_risk_children", False),
        ("cse.at_risk_open", "cse.at_risk_closed", True),
        ("cse.at_risk_children", "cse.at_risk_closed", False),  # a case may have begun before
        ("cse.offences", "cse.offences_without_suspect", True),
        ("cse.offences", "cse.closed_offences", True),
        ("cse.victims", "cse.victims_known_to_care", True),
        ("cse.offenders", "cse.networks", False),
        ("cse.linked_offenders", "cse.repeat_pairs", False),  # pairs are no people
        ("missing.cse_victims", "missing.cse_children", False),
        ("missing.cse_victims", "missing.cse_offenders", False),
        ("missing.episodes", "missing.children", False),
        ("missing.episodes", "missing.returns", True),
        ("missing.children", "missing.first_time_children", True),
        ("cse.victims", "missing.victims_missing_before", True),
        ("missing.children", "missing.victims_missing_before", False),  # it may be last year's episode
        ("absence.other_pupils", "absence.at_risk_pupils", False),
    ],
)
def test_subsets(whole: str, part: str, inside: bool) -> None:
    assert contains_set(whole, part) is inside


def test_sets_name_sets_that_are_declared_and_of_a_fitting_unit() -> None:
    for id, counted in COUNTED.items():
        assert counted.id == id
        for wider in (COUNTED[name] for name in (*counted.within, *counted.covered_by)):
            assert wider.unit is counted.unit or (wider.unit.is_people and counted.unit.is_people)
        assert counted.people is None or COUNTED[counted.people].unit.is_people
        assert not (counted.unit.is_people and counted.people), f"{id}: people do not happen to people"


def test_a_set_is_counted_from_every_extract_that_what_holds_it_is_counted_from() -> None:
    """A part of which less has to come than of its whole would be counted where the whole is not."""
    same_window = {  # a child is in two chapters
        "missing.cse_victims": {"cse.victims"},
        "missing.cse_offenders": {"cse.offenders"},
        "missing.at_risk_children": {"cse.at_risk_children"},
        "absence.at_risk_pupils": {"cse.at_risk_children"},
    }
    for id, counted in COUNTED.items():
        assert counted.extracts
        assert set(counted.extracts) <= SCHEMAS.keys(), id
        for wider in counted.within:
            assert set(COUNTED[wider].extracts) <= set(counted.extracts), (id, wider)
            if wider not in same_window.get(id, set()):
                assert COUNTED[wider].window == counted.window, (id, wider)


@pytest.mark.parametrize(
    ("id", "unit", "window"),
    [
        ("missing.episodes", Unit.EPISODES, "missing"),
        ("missing.at_risk_children", Unit.CHILDREN, "missing"),
        ("cse.offences", Unit.OFFENCES, "cse"),
        ("cse.offenders", Unit.PERSONS, "cse"),
        ("cse.victims", Unit.CHILDREN, "cse"),
        ("cse.reports", Unit.REPORTS, "cse"),
        ("cse.report_matters", Unit.MATTERS, "cse"),
        ("cse.offence_clusters", Unit.CLUSTERS, "cse"),
        ("cse.networks", Unit.NETWORKS, "cse"),
        ("cse.repeat_pairs", Unit.PAIRS, "cse"),
        ("disruption.actions", Unit.ACTIONS, "cse"),
        ("absence.at_risk_pupils", Unit.CHILDREN, "school"),
        ("absence.other_pupils", Unit.CHILDREN, "school"),
    ],
)
def test_unit_and_window(id: str, unit: Unit, window: str) -> None:
    assert (COUNTED[id].unit, COUNTED[id].window) == (unit, window)


def test_events_that_repeat_within_one_child_or_one_matter() -> None:
    assert {id: item.repeats_in for id, item in COUNTED.items() if item.repeats_in} == {
        "missing.episodes": "child",
        "missing.episodes_of_most_missing_tenth": "child",
        "missing.returns": "child",
        "missing.interviews": "child",
        "cse.reports": "matter",
    }
