"""Return interviews: three denominators and two clocks, worked out by hand."""

from __future__ import annotations

import pytest
from made import WHO, Row, cells, dataset, entry, value

from profile_lib.dataset import Dataset
from profile_lib.measures import interviews


def interview(ref: str, offered: str = "", completed: str = "", response: str = "", **told: str) -> Row:
    """One due after a return on 10 March."""
    days = {"returned_on": "2015-03-10", "offered_on": offered, "completed_on": completed}
    return {"interview_ref": ref, "child_ref": f"c{ref}", **WHO, **days, "response": response, **told}


def of(*rows: Row) -> Dataset:
    return dataset(return_interviews=list(rows))


@pytest.fixture(scope="module")
def data() -> Dataset:
    """Eight due. Offered: a to f. Accepted: a, b, c. Took place: a, b and f."""
    return of(
        interview("a", "2015-03-10", "2015-03-13", "accepted", independent="yes"),
        interview("b", "2015-03-13", "2015-03-14", "accepted", independent="no"),
        interview("c", "2015-03-14", "", "accepted"),
        interview("d", "2015-03-12", "", "declined"),
        interview("e", "", "", "declined"),
        interview("f", "", "2015-03-11", ""),
        interview("g", "", "", "not reached"),
        interview("h"),
    )


def test_every_interview_that_is_due_is_counted(data: Dataset) -> None:
    assert value(interviews.interviews(data)) == 8
    told = cells(interviews.interviews(data, "response"))
    assert told == {"": 8, "accepted": 3, "declined": 2, "not reached": 1, "U": 2}


@pytest.mark.parametrize(
    ("measured", "part", "whole"),
    [
        (interviews.offered_share, 6, 8),
        (interviews.completed_share, 3, 8),
        (interviews.completed_of_offered_share, 3, 6),
        (interviews.completed_of_accepted_share, 2, 3),
        (interviews.completed_in_time_share, 2, 8),  # b's is on the fourth day
    ],
)
def test_each_share_says_of_what(data: Dataset, measured: object, part: int, whole: int) -> None:
    told = entry(measured(data))  # type: ignore[operator]
    assert (told["numerator"], told["denominator"]) == (part, whole)


def test_an_offer_without_a_day_is_neither_in_time_nor_late(data: Dataset) -> None:
    """In time: a, b and d. Late: c. Not offered: g and h. Not known: e and f."""
    told = entry(interviews.offered_in_time_share(data))
    assert (told["numerator"], told["denominator"], told["not_recorded"]) == (3, 6, 2)


def test_who_interviewed_is_of_those_that_took_place(data: Dataset) -> None:
    assert value(interviews.independent_share(data)) == "1 of 3 interviews are not recorded"  # over 30%
    more = of(*(interview(ref, completed="2015-03-11", independent="yes") for ref in "wxyz"),
              interview("v", completed="2015-03-11"), interview("u", independent="yes"))  # fmt: skip
    told = entry(interviews.independent_share(more))
    assert (told["numerator"], told["denominator"], told["not_recorded"]) == (4, 4, 1)


def test_without_a_day_of_return_it_is_due_and_its_time_not_known() -> None:
    told = of(*(interview(ref, "2015-03-11", "2015-03-11") for ref in "abc"),
              interview("d", "2015-03-11", "2015-03-11", returned_on=""))  # fmt: skip
    assert value(interviews.interviews(told)) == 4
    in_time = entry(interviews.completed_in_time_share(told))
    assert (in_time["numerator"], in_time["denominator"], in_time["not_recorded"]) == (3, 3, 1)
    narrowed = told.over(told.windows)
    assert value(interviews.interviews(narrowed)) == 4


def test_the_interval_is_wider_where_one_child_had_several() -> None:
    rows = [interview(f"{n}", completed="2015-03-11" if n % 2 else "") for n in range(20)]
    apart = entry(interviews.completed_share(of(*rows)))
    together = entry(
        interviews.completed_share(of(*(row | {"child_ref": f"c{n % 2}"} for n, row in enumerate(rows))))
    )
    assert apart["numerator"] == together["numerator"] == 10
    assert width(together) > width(apart) > 0


def width(told: object) -> float:
    interval = told["interval"]  # type: ignore[index]
    return float(interval["high"] - interval["low"])


def test_nothing_came() -> None:
    assert "did not come" in str(value(interviews.completed_share(dataset(at_risk_register=[]))))
