"""The figures that were published for 2015, kept: each is what the sample edition has to give."""

from __future__ import annotations

from decimal import Decimal

import pytest
from project import Project

from profile_lib.pages.printing import printed

EXACT = {
    "cse.offences": 63,
    "cse.repeat_offenders": 7,
    "cse.female_offenders": 1,
    "cse.victim_age_middle_half": [14, 16],
    "cse.repeat_victims_female": 7,
    "cse.gang_offences": 0,
    "cse.hotspots": ["Trowbridge", "Westbury", "Chippenham"],
    "cse.reports_drug_networks": 0,
    "cse.at_risk_children": 82,
    "missing.episodes": 1056,
    "missing.children": 454,
    "missing.cse_children": 15,
    "missing.cse_victims": 15,
    "missing.cse_offenders": 0,
    "cost.police_low": "1399664.64",
    "cost.police_high": "2551084.80",
}
PRINTED = {
    "cse.reports_drugs_alcohol_share": "26%",
    "cse.reports_social_media_share": "15%",
    "cse.at_risk_female_share": "88%",
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


def test_the_mean_age_of_suspects(ran: Project) -> None:
    assert printed(ran.findings("2015")["cse.offender_mean_age"], "whole") == "17"


@pytest.mark.parametrize("key", ["cse.offenders_british_share", "cse.lone_offence_share"])
def test_more_than_half(ran: Project, key: str) -> None:
    assert ran.findings("2015")[key]["value"] > 0.5


@pytest.mark.parametrize("key", ["cse.group_offences", "cse.victim_age_14_16_share", "disruption.actions"])
def test_some(ran: Project, key: str) -> None:
    assert ran.findings("2015")[key]["value"] > 0


def test_pupils_at_risk_were_more_often_absent(ran: Project) -> None:
    entry = ran.findings("2015")["absence.at_risk_ratio"]
    assert entry["kind"] == "ratio"
    assert entry["interval"]["low"] > 1


def test_victims_of_14_to_16_with_n_and_the_number_whose_age_is_known(ran: Project) -> None:
    figures = ran.findings("2015")
    entry = figures["cse.victim_age_14_16_share"]
    assert entry["denominator"] + entry["not_recorded"] == figures["cse.victims"]["value"]


def test_more_disruption_than_last_year(ran: Project) -> None:
    entry = ran.findings("2015")["disruption.actions"]
    assert entry["value"] > entry["previous"]["value"] > 0
    assert entry["previous"]["comparable"]
    cells = [item for key, item in ran.findings("2015").items() if key.startswith("disruption.actions[")]
    assert {name for item in cells for name in item["where"]} == {"power", "agency", "action_outcome"}


def test_more_offences_than_in_2014_whose_data_were_less_complete(ran: Project) -> None:
    entry = ran.findings("2015")["cse.offences"]
    previous = entry["previous"]
    assert previous["value"] < entry["value"]
    assert not previous["comparable"]
    assert "the data of 2014 were less complete" in previous["why_not"]


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
