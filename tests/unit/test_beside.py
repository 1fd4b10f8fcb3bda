"""A breakdown beside last year's: columns that add up, and a warning where they may not be compared."""

from __future__ import annotations

from typing import Any

from made import Row, dataset

from profile_lib.measures import disruption
from profile_lib.pages import beside
from profile_lib.pages.shown import Shown
from profile_lib.years.yearly import Years


def actions(year: int, **powers: int) -> list[Row]:
    return [
        {"action_ref": f"{power}{n}", "applied_on": f"{year}-05-01", "power": power, "agency": "police"}
        for power, number in powers.items()
        for n in range(number)
    ]


def shown(now: list[Row], before: list[Row] | None) -> Shown:
    earlier = None if before is None else dataset("2014", disruptions=before)
    figures = Years(dataset(disruptions=now), earlier).figures(disruption.actions, "power")
    return Shown(tuple(figure.as_json() for figure in figures), True, lambda text: text)


def lines(told: str) -> list[list[str]]:
    return [line.split() for line in told.splitlines()]


def test_columns_add_up_with_what_was_used_last_year_alone() -> None:
    table = beside.last_year(
        shown(actions(2015, warning=30, notice=2), actions(2014, warning=5, eviction=3)),
        "power",
        caption="By power",
    )
    assert lines(table.text) == [
        ["Power", "used", "2015", "2014", "Change"],
        ["Warning", "30", "5", "higher"],
        ["Notice", "2", "0", "–"],
        ["Only", "in", "the", "year", "before", "0", "3", "–"],
        ["Total", "32", "8", "higher"],
    ]
    assert "Not comparable" not in table.html


def test_years_that_may_not_be_compared_say_so() -> None:
    unsaid: list[dict[str, Any]] = [{**row, "power": ""} for row in actions(2014, warning=5)]
    table = beside.last_year(shown(actions(2015, warning=4), unsaid), "power", caption="By power")
    assert "not comparable" in table.text
    assert "Not comparable: the data of 2014 were less complete" in table.html


def test_without_an_earlier_year_the_breakdown_stands_alone() -> None:
    table = beside.last_year(shown(actions(2015, warning=4), None), "power", caption="By power")
    assert "2014" not in table.text
    assert "Warning" in table.text


def test_not_supplied_is_said() -> None:
    figures = Years(dataset(intelligence=[]), None).figures(disruption.actions, "power")
    entries = tuple(figure.as_json() for figure in figures)
    table = beside.last_year(Shown(entries, True, lambda text: text), "power", caption="By power")
    assert "did not come" in table.text
