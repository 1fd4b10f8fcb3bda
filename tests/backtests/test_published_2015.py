"""The figures that were published for 2015, kept: each is what the sample edition has to give."""

from __future__ import annotations

from decimal import Decimal

import pytest
from project import Project

from profile_lib.printing import printed

EXACT = {
    "missing.episodes": 1056,
    "missing.children": 454,
    "missing.cse_children": 15,
    "missing.cse_victims": 15,
    "missing.cse_offenders": 0,
    "cost.police_low": "1399664.64",
    "cost.police_high": "2551084.80",
}
PRINTED = {
    "missing.episodes": "1,056",
    "missing.female_share": "53%",
    "missing.in_care_share": "22%",
    "missing.in_care_episode_share": "43%",
    "cost.police_low": "£1.4 million",
    "cost.police_high": "£2.6 million",
}


@pytest.mark.parametrize("key", EXACT)
def test_value(ran: Project, key: str) -> None:
    assert ran.findings("2015")[key]["value"] == EXACT[key]


@pytest.mark.parametrize("key", PRINTED)
def test_printed(ran: Project, key: str) -> None:
    assert printed(ran.findings("2015")[key]) == PRINTED[key]


def test_girls_went_missing_more_often(ran: Project) -> None:
    figures = ran.findings("2015")
    assert (
        figures["missing.female_episodes_per_child"]["value"]
        > figures["missing.male_episodes_per_child"]["value"]
    )


def test_the_same_window_is_beside_the_published_overlap(ran: Project) -> None:
    figures = ran.findings("2015")
    assert (
        0 < figures["missing.cse_children_same_window"]["value"] <= figures["missing.cse_children"]["value"]
    )


def test_missing_only_is_costed_for_missing_episodes_alone(ran: Project) -> None:
    figures = ran.findings("2015")
    missing = figures["missing.episodes[category=missing]"]["value"]
    assert Decimal(figures["cost.police_low_missing_only"]["value"]) == missing * Decimal("1325.44")


def test_the_windows_are_those_published(ran: Project) -> None:
    assert ran.findings("2015")["missing.episodes"]["period"] == ["2015-01-01", "2015-11-30"]
    assert ran.findings("2014")["missing.episodes"]["period"] == ["2014-01-01", "2014-12-31"]


def test_the_change_is_not_comparable_across_the_new_definition_of_absent(ran: Project) -> None:
    previous = ran.findings("2015")["missing.episodes"]["previous"]
    assert previous["edition"] == "2014"
    assert not previous["comparable"]
    assert "11 March 2015" in previous["why_not"]
    assert "absent-redefined-2015" in ran.findings("2015")["missing.episodes"]["caveats"]
    assert "absent-redefined-2015" not in ran.findings("2014")["missing.episodes"]["caveats"]


def test_last_years_value_is_over_the_same_window(ran: Project) -> None:
    """January to November 2014: what 2014 counts, less its December."""
    last = ran.findings("2014")
    december = last["missing.episodes[month=2014-12]"]["value"]
    previous = ran.findings("2015")["missing.episodes"]["previous"]["value"]
    assert previous == last["missing.episodes"]["value"] - december
