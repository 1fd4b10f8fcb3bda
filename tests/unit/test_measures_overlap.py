"""Missing children in other extracts, by hand: which windows, which part."""

from __future__ import annotations

import pytest
from made import WHO, Row, crime, dataset, entry, part, spell, value

from profile_lib.dataset import Dataset
from profile_lib.measures import overlap


def episode(child: str, start: str) -> Row:
    told = {"missing_from": f"{start} 10:00", "returned_at": f"{start} 12:00", "category": "missing"}
    return {"episode_ref": f"{child} {start}", "person_ref": child, **WHO, **told}


@pytest.fixture(scope="module")
def data() -> Dataset:
    """Ann and Ben are missing in the eleven months, Cara in December alone, Dan never."""
    return dataset(
        missing_episodes=[
            episode("Ann", "2015-01-01"),
            episode("Ann", "2015-06-01"),
            episode("Ben", "2015-11-30"),
            episode("Cara", "2015-12-01"),
            episode("Eve", "2015-05-01"),
        ],
        offences=[
            crime("c1"),
            crime("december", "2015-12-01", committed_from="2015-11-01"),
            crime("other", flag="no"),
        ],
        offence_people=[
            part("c1", "victim", "Ann"),
            part("c1", "suspect", "Ann"),
            part("december", "suspect", "Ben"),
            part("december", "victim", "Cara"),
            part("c1", "victim", "Dan"),
            part("other", "victim", "Eve"),
        ],
        at_risk_register=[
            spell("Ann", "2015-12-31"),
            spell("Ben", "2014-12-31"),
            spell("Dan", "2015-06-01"),
        ],
    )


def test_eleven_months_of_episodes_against_twelve_of_offences(data: Dataset) -> None:
    assert value(overlap.cse_children(data)) == 2
    assert value(overlap.cse_victims(data)) == 1
    assert value(overlap.cse_offenders(data)) == 2  # Ann is a victim and a suspect
    assert entry(overlap.cse_children(data))["windows_beside"] == {"cse": ["2015-01-01", "2015-12-31"]}


def test_of_the_same_months(data: Dataset) -> None:
    told = entry(overlap.cse_children_same_window(data))
    assert (told["value"], told["people"]) == (1, 1)
    assert told["windows_beside"] == {"cse": ["2015-01-01", "2015-11-30"]}


def test_victims_and_suspects_of_the_same_months(data: Dataset) -> None:
    """Ann is both; Ben is a suspect of December."""
    assert value(overlap.cse_victims_same_window(data)) == 1
    assert value(overlap.cse_offenders_same_window(data)) == 1
    assert value(overlap.at_risk_children_same_window(data)) == 0  # Ann was identified in December


def test_identified_as_at_risk_in_the_year(data: Dataset) -> None:
    assert value(overlap.at_risk_children(data)) == 1


def test_the_interval_of_one_child(data: Dataset) -> None:
    interval = entry(overlap.at_risk_children(data))["interval"]
    assert isinstance(interval, dict)
    assert (interval["low"], interval["high"]) == (
        pytest.approx(0.0253, abs=5e-5),
        pytest.approx(5.5716, abs=5e-5),
    )


def test_what_did_not_come_is_named() -> None:
    data = dataset(missing_episodes=[episode("Ann", "2015-01-01")], offences=[crime("c1")])
    assert value(overlap.cse_children(data)) == "the extract of offence people did not come"
    assert value(overlap.at_risk_children(data)) == "the extract of at-risk register did not come"
