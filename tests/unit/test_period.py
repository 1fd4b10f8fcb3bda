"""Windows of days: what is inside, how they are said, and the same days of another year."""

from __future__ import annotations

from datetime import date

import pytest

from profile_lib.figures import Period


def period(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


def test_ends_before_it_starts() -> None:
    with pytest.raises(ValueError, match=r"ends \(2015-01-01\) before it starts \(2015-01-02\)"):
        period("2015-01-02", "2015-01-01")


@pytest.mark.parametrize(
    ("day", "inside"),
    [("2014-12-31", False), ("2015-01-01", True), ("2015-11-30", True), ("2015-12-01", False)],
)
def test_both_ends_are_included(day: str, inside: bool) -> None:
    assert (date.fromisoformat(day) in period("2015-01-01", "2015-11-30")) is inside


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [
        ("2015-01-01", "2015-12-31", True),
        ("2015-02-01", "2015-02-28", True),
        ("2014-12-31", "2015-02-28", False),
        ("2015-12-01", "2016-01-01", False),
    ],
)
def test_within(start: str, end: str, inside: bool) -> None:
    assert period(start, end).within(period("2015-01-01", "2015-12-31")) is inside


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2015-01-01", "2015-12-31", "2015"),
        ("2015-01-01", "2015-11-30", "January to November 2015"),
        ("2016-02-01", "2016-02-29", "February 2016"),
        ("2015-02-01", "2015-02-27", "1 February 2015 to 27 February 2015"),
        ("2015-04-01", "2016-03-31", "1 April 2015 to 31 March 2016"),
    ],
)
def test_said(start: str, end: str, said: str) -> None:
    assert str(period(start, end)) == said


def test_months_over_the_turn_of_a_year() -> None:
    assert period("2015-11-30", "2016-02-01").months() == ("2015-11", "2015-12", "2016-01", "2016-02")


@pytest.mark.parametrize(
    ("start", "end", "year", "there"),
    [
        ("2015-01-01", "2015-11-30", 2014, ("2014-01-01", "2014-11-30")),
        ("2016-02-01", "2016-02-29", 2015, ("2015-02-01", "2015-02-28")),
        ("2015-02-01", "2015-02-28", 2016, ("2016-02-01", "2016-02-29")),
        ("2016-02-29", "2016-03-15", 2015, ("2015-02-28", "2015-03-15")),
        ("2015-04-01", "2016-03-31", 2014, ("2014-04-01", "2015-03-31")),
    ],
)
def test_same_window_in_another_year(start: str, end: str, year: int, there: tuple[str, str]) -> None:
    assert period(start, end).same_window_in(year) == period(*there)
