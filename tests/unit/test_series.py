"""Months and quarters over several editions, by hand: gaps, changes of recording, stretches between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import pytest
from made import WHO, Row, crime, dataset, spell

from profile_lib.dataset import Dataset
from profile_lib.figures import Period
from profile_lib.years.series import SERIES, Course, Editions, same_days

MONTHS = range(1, 13)


def actions(year: int, numbers: Mapping[int, int]) -> list[Row]:
    """So many disruptions in each month."""
    return [
        {"action_ref": f"{year}-{month}-{n}", "applied_on": f"{year}-{month:02}-15", "power": "notice"}
        for month, number in numbers.items()
        for n in range(number)
    ]


def every(number: int) -> dict[int, int]:
    return dict.fromkeys(MONTHS, number)


def acted(year: int, numbers: Mapping[int, int]) -> Dataset:
    return _acted(year, tuple(numbers.items()))


@lru_cache
def _acted(year: int, numbers: tuple[tuple[int, int], ...]) -> Dataset:
    return dataset(str(year), disruptions=actions(year, dict(numbers)))


def went(year: int, months: Sequence[int], children: Sequence[str], category: str = "missing") -> list[Row]:
    """An episode of each child on the tenth of each month."""
    return [
        {
            "episode_ref": f"{category}-{year}-{month}-{child}",
            "person_ref": child,
            "category": category,
            "missing_from": f"{year}-{month:02}-10 20:00",
            "returned_at": f"{year}-{month:02}-10 23:00",
            **WHO,
        }
        for month in months
        for child in children
    ]


def course(name: str, *years: Dataset) -> Course:
    return Editions(tuple(years)).course(SERIES[name])


def values(found: Course) -> dict[str, int | None]:
    return {str(point.period): point.value for point in found.points}


def test_months_of_several_years_follow_one_another() -> None:
    found = course("actions", acted(2014, every(6)), acted(2015, {**every(5), 3: 9}))
    assert found.unit == "month"
    assert [point.value for point in found.points] == [6] * 12 + [5, 5, 9] + [5] * 9
    assert found.points[14].period == Period(date(2015, 3, 1), date(2015, 3, 31))


def test_a_year_that_is_not_there_is_a_gap_that_is_said() -> None:
    found = course("actions", acted(2014, every(6)), acted(2016, every(7)))
    assert [point.value for point in found.points] == [6] * 12 + [None] * 12 + [7] * 12
    assert {point.why for point in found.points[12:24]} == {"no edition that is here has all its days"}


def test_a_year_whose_extract_did_not_come_is_a_gap_and_no_zero() -> None:
    found = course("actions", acted(2014, every(6)), dataset("2015", offences=[crime("c")]))
    assert [point.value for point in found.points] == [6] * 12 + [None] * 12
    assert found.points[12].why == "not supplied: the extract of disruptions did not come"


def test_of_a_category_too() -> None:
    found = course("missing_episodes", dataset("2014", disruptions=[]))
    assert {point.why for point in found.points} == {
        "not supplied: the extract of missing episodes did not come"
    }


@pytest.mark.full
def test_a_month_that_no_window_holds_whole_is_a_gap() -> None:
    """The window of missing episodes of 2015 ends with November."""
    rows = went(2015, range(1, 12), [f"c{n}" for n in range(6)])
    other = went(2016, MONTHS, [f"c{n}" for n in range(6)])
    found = course(
        "children", dataset("2015", missing_episodes=rows), dataset("2016", missing_episodes=other)
    )
    assert values(found)["December 2015"] is None
    assert values(found)["November 2015"] == values(found)["January 2016"] == 6


@pytest.mark.parametrize(("numbers", "unit"), [({**every(5)}, "month"), ({**every(4), 1: 99}, "quarter")])
def test_a_series_of_fewer_than_five_in_the_median_month_is_shown_by_quarter(
    numbers: dict[int, int], unit: str
) -> None:
    assert course("actions", acted(2015, numbers)).unit == unit


def test_a_quarter_holds_its_three_months() -> None:
    found = course("actions", acted(2015, {1: 1, 2: 2, 3: 4, 6: 3, 12: 2}))
    assert list(values(found).values()) == [7, 3, 0, 2]


def test_a_child_of_several_months_is_in_each_of_them_and_in_a_quarter_once() -> None:
    rows = went(2014, [1, 2, 3, 8], ["a", "b"])
    found = course("children", dataset("2014", missing_episodes=rows))
    assert found.unit == "quarter"
    assert list(values(found).values()) == [2, 0, 2, 0]
    rows = [spell("a", "2014-01-05"), spell("a", "2014-03-05"), spell("b", "2014-02-05")]
    found = course("at_risk", dataset("2014", at_risk_register=rows))
    assert list(values(found).values()) == [2, 0, 0, 0]


def test_a_small_number_of_a_category_is_not_given() -> None:
    """Missing and absent crossed with months is a cross-tabulation: of few children it is not shown."""
    rows = went(2014, MONTHS, [f"c{n}" for n in range(9)])
    rows += went(2014, [4], ["a"], "absent") + went(2014, [5, 6, 7], [*"abcdefg"], "absent")
    data = dataset("2014", missing_episodes=rows)
    absent = Editions((data,))._points(SERIES["absent_episodes"], 1)
    assert absent[3].value is None
    assert absent[3].why == "fewer than 3"
    assert absent[0].value == 0
    assert 7 in {point.value for point in absent}


@pytest.mark.full
def test_recording_breaks_part_the_points_and_the_month_of_one_is_of_neither_side() -> None:
    def year(of: int, months: Sequence[int]) -> Dataset:
        return dataset(str(of), missing_episodes=went(of, months, [f"c{n}" for n in range(6)]))

    found = course("children", year(2013, MONTHS), year(2014, MONTHS), year(2015, range(1, 12)))
    assert [turn.label for turn in found.turns] == [
        "2013: absent introduced",
        "11 March 2015: absent tightened",
    ]
    spans = [
        (str(found.points[stretch.first].period), str(found.points[stretch.last].period), stretch.known)
        for stretch in found.stretches
    ]
    assert spans == [("January 2014", "February 2015", 14), ("April 2015", "November 2015", 8)]
    assert [stretch.limits for stretch in found.stretches] == [None, None]
    assert [stretch.median for stretch in found.stretches] == [6, 6]


def test_a_break_on_the_first_of_a_month_is_between_two_months() -> None:
    """The CSE flag, mandatory since April 2016."""
    rows = [crime(f"c{month}-{n}", f"2016-{month:02}-15") for month in MONTHS for n in range(6)]
    found = course("offences", dataset("2016", offences=rows))
    assert [(stretch.first, stretch.last) for stretch in found.stretches] == [(0, 2), (3, 11)]


def test_a_year_recorded_more_completely_parts_the_points() -> None:
    """The power used: recorded in half of the rows of 2014, in all of 2015."""
    rows = [{**row, "power": "" if n % 2 else "notice"} for n, row in enumerate(actions(2014, every(6)))]
    found = course("actions", dataset("2014", disruptions=rows), acted(2015, every(6)))
    (turn,) = found.turns
    assert (turn.on, turn.label) == (date(2015, 1, 1), "2015: data more complete")
    assert turn.text.startswith("the data of 2014 were less complete (power, of disruptions: recorded in 50%")
    assert [(stretch.first, stretch.last) for stretch in found.stretches] == [(0, 11), (12, 23)]


def test_fifteen_points_between_changes_have_limits() -> None:
    """Ranges of nought but for one of 4 after 14 points of 6: mean range 8/23, which screens both out."""
    numbers = {**every(6), 3: 10}
    found = course("actions", acted(2014, every(6)), acted(2015, numbers))
    (stretch,) = found.stretches
    assert stretch.known == 24
    assert stretch.limits is not None
    assert stretch.limits.mean == pytest.approx((23 * 6 + 10) / 24)
    assert "beyond a limit" in found.signals[14]


def test_the_days_that_all_windows_have() -> None:
    years = [dataset(year, disruptions=[]) for year in ("2013", "2015", "2016")]
    assert same_days(years, "missing") == [
        Period(date(year, 1, 1), date(year, 11, 30)) for year in (2013, 2015, 2016)
    ]
    assert same_days(years, "cse") == [
        Period(date(year, 1, 1), date(year, 12, 31)) for year in (2013, 2015, 2016)
    ]
    late: dict[Any, Period] = {**years[2].windows, "missing": Period(date(2016, 12, 1), date(2016, 12, 31))}
    assert same_days([years[1], replace(years[2], windows=late)], "missing") is None


def test_every_series_has_the_frame_that_its_events_repeat_in() -> None:
    rows = went(2014, [1, 2], ["a", "b"]) + went(2014, [3], ["a"], "absent")
    reports = [
        {"report_ref": f"r{n}", "received_on": "2014-06-01", "grading": "B21", "subject_ref": who}
        for n, who in enumerate("aab")
    ]
    data = dataset("2014", missing_episodes=rows, intelligence=reports)
    sizes = {name: series.sizes(data) for name, series in SERIES.items()}
    assert sizes == {
        "missing_episodes": [2, 2],
        "absent_episodes": [1],
        "reports": [2, 1],
        **dict.fromkeys(("children", "offences", "at_risk", "actions")),
    }
