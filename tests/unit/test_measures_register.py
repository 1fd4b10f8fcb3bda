"""Children at risk by hand: identified in the period, open at any time in it, open at its end."""

from __future__ import annotations

import pytest
from made import cells, dataset, entry, spell, value

from profile_lib.dataset import Dataset
from profile_lib.measures import register


@pytest.fixture(scope="module")
def boundary() -> Dataset:
    """A spell for each side of each boundary of 2015."""
    return dataset(
        at_risk_register=[
            spell("closed before", "2014-03-01", "2014-12-31"),
            spell("closed on the first day", "2014-03-01", "2015-01-01"),
            spell("open since last year", "2014-12-31"),
            spell("identified on the first day", "2015-01-01", "2015-01-01"),
            spell("closed on the last day", "2015-06-01", "2015-12-31"),
            spell("closed the day after", "2015-06-01", "2016-01-01"),
            spell("identified on the last day", "2015-12-31"),
            spell("identified after", "2016-01-01"),
        ]
    )


def test_identified_in_the_period(boundary: Dataset) -> None:
    assert value(register.at_risk_children(boundary)) == 4


def test_open_at_any_time(boundary: Dataset) -> None:
    assert value(register.at_risk_open(boundary)) == 6


def test_open_at_the_end(boundary: Dataset) -> None:
    assert value(register.at_risk_open_at_end(boundary)) == 3


def test_a_child_identified_twice_is_one() -> None:
    data = dataset(
        at_risk_register=[
            spell("Ann", "2015-11-01", date_of_birth="2001-06-01"),
            spell("Ann", "2015-02-01", "2015-03-01", date_of_birth="2001-06-01"),  # 13 then, 14 later
            spell("Ben", "2014-02-01", "2015-06-01", date_of_birth="1999-06-01", sex="M"),
            spell("Ben", "2015-07-01", date_of_birth="1999-06-01", sex="M"),
        ]
    )
    assert value(register.at_risk_children(data)) == 2
    assert value(register.at_risk_open(data)) == 2
    assert value(register.at_risk_open_at_end(data)) == 2
    assert cells(register.at_risk_children(data, "age_identified")) == {"": 2, "12-13": 1, "16-17": 1}
    assert cells(register.at_risk_children(data, "sex")) == {"": 2, "F": 1, "M": 1}


def test_an_adult_is_no_child_at_risk() -> None:
    data = dataset(
        at_risk_register=[
            spell("seventeen", "2015-05-20", date_of_birth="1997-05-21"),
            spell("eighteen", "2015-05-21", date_of_birth="1997-05-21"),
        ]
    )
    assert value(register.at_risk_children(data)) == 1


def test_the_female_share_is_of_those_whose_sex_is_recorded() -> None:
    sexes = ["F", "F", "M", "X", "U"]
    rows = [spell(f"c{n}", "2015-02-01", sex=sex) for n, sex in enumerate(sexes)]
    told = entry(register.at_risk_female_share(dataset(at_risk_register=rows)))
    assert (told["value"], told["numerator"], told["denominator"], told["not_recorded"]) == (0.5, 2, 4, 1)


def test_nobody_was_identified() -> None:
    data = dataset(at_risk_register=[])
    assert value(register.at_risk_children(data)) == 0
    assert value(register.at_risk_female_share(data)) == "the base is empty"
