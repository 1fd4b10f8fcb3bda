"""This year against last: what is refused, and that the refusal says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from profile_lib.figures import (
    Address,
    Change,
    Completeness,
    Count,
    Listing,
    MeanAge,
    Money,
    NotComparable,
    Period,
    RecordingBreak,
    Share,
    Span,
    compare,
    ratio,
    share,
)
from profile_lib.statistics import Interval, count_interval

Build = Callable[..., Count]

LAST = Period(date(2014, 1, 1), date(2014, 11, 30))


def a_break(on: date, *affects: str) -> RecordingBreak:
    return RecordingBreak("redefined", on, affects or ("missing.*",), "the definition changed", "a letter")


def a_share(part: Count, whole: Count) -> Share:
    figure = share(part, whole)
    assert isinstance(figure, Share)
    return figure


def test_equal_windows(children: Build) -> None:
    assert compare(children(454), children(400, period=LAST)).difference == 54


def test_eleven_months_against_twelve(children: Build) -> None:
    twelve = Period(date(2014, 1, 1), date(2014, 12, 31))
    with pytest.raises(NotComparable, match="unequal windows: January to November 2015 against 2014"):
        compare(children(454), children(400, period=twelve))


def test_the_days_have_to_be_the_same_and_not_only_their_number(children: Build) -> None:
    shifted = Period(date(2014, 2, 1), date(2014, 12, 31))  # 334 days, as January to November
    with pytest.raises(NotComparable, match="unequal windows"):
        compare(children(454), children(400, period=shifted))


def test_the_end_of_february_in_a_leap_year_is_the_end_of_february(children: Build) -> None:
    leap, before = (
        Period(date(2016, 1, 1), date(2016, 2, 29)),
        Period(date(2015, 1, 1), date(2015, 2, 28)),
    )
    assert compare(children(7, period=leap), children(5, period=before)).difference == 2


def test_with_itself_and_backwards(children: Build) -> None:
    with pytest.raises(NotComparable, match="unequal windows"):
        compare(children(454), children(454))
    with pytest.raises(NotComparable, match="unequal windows"):
        compare(children(400, period=LAST), children(454))


def test_other_units_areas_and_cells(children: Build, episodes: Build) -> None:
    for before in (
        episodes(900, 400, period=LAST),
        children(400, period=LAST, area="Swindon"),
        children(400, period=LAST, sex="F"),
    ):
        with pytest.raises(NotComparable, match="is not what was counted"):
            compare(children(454), before)


def test_a_share_with_a_count_and_shares_of_two_parts(children: Build) -> None:
    girls = a_share(children(240, sex="F"), children(454, sex="known"))
    boys_before = a_share(children(190, period=LAST, sex="M"), children(400, period=LAST, sex="known"))
    with pytest.raises(NotComparable, match="is not what was counted"):
        compare(girls, boys_before)
    with pytest.raises(NotComparable, match="is not what was counted"):
        compare(girls, children(400, period=LAST, sex="known"))
    girls_before = a_share(children(210, period=LAST, sex="F"), children(400, period=LAST, sex="known"))
    assert compare(girls, girls_before).difference == pytest.approx(240 / 454 - 210 / 400)


def test_a_month_is_compared_with_the_same_month(episodes: Build) -> None:
    may = episodes(90, 40, month="2015-05")
    assert compare(may, episodes(80, 40, period=LAST, month="2014-05")).difference == 10
    with pytest.raises(NotComparable, match="is not what was counted"):
        compare(may, episodes(80, 40, period=LAST, month="2014-06"))


def test_a_month_of_a_financial_year(episodes: Build) -> None:
    now, before = (Period(date(year, 4, 1), date(year + 1, 3, 31)) for year in (2016, 2015))
    assert (
        compare(
            episodes(9, 5, period=now, month="2017-02"), episodes(7, 5, period=before, month="2016-02")
        ).difference
        == 2
    )


@pytest.mark.parametrize(
    ("on", "refused"),
    [
        (date(2014, 1, 1), False),  # both windows are recorded the new way
        (date(2014, 1, 2), True),
        (date(2015, 3, 11), True),
        (date(2015, 11, 30), True),
        (date(2015, 12, 1), False),  # both are recorded the old way
    ],
)
def test_across_a_recording_break(children: Build, on: date, refused: bool) -> None:
    now, before = children(454), children(400, period=LAST)
    if refused:
        with pytest.raises(NotComparable, match="the definition changed"):
            compare(now, before, [a_break(on)])
    else:
        assert compare(now, before, [a_break(on)]).difference == 54


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        (date(2013, 1, 1), date(2014, 1, 1), False),  # by the first day of either window it had come
        (date(2013, 1, 1), date(2014, 1, 2), True),  # it may have come a day into the earlier window
        (date(2015, 11, 30), date(2016, 12, 31), True),
        (date(2015, 12, 1), date(2016, 12, 31), False),
    ],
)
def test_across_a_break_whose_day_is_not_known(
    children: Build, first: date, last: date, refused: bool
) -> None:
    unknown = [replace(a_break(first), until=last)]
    now, before = children(454), children(400, period=LAST)
    if refused:
        with pytest.raises(NotComparable, match="the definition changed"):
            compare(now, before, unknown)
    else:
        assert compare(now, before, unknown).difference == 54


def test_a_second_window_has_to_be_equal_too(window: Period) -> None:
    """Children of January to November in offences of a year, against those in offences of eleven months."""

    def involved(value: int, period: Period, offences: Period) -> Count:
        beside = (("cse", offences),)
        return Count(value, Address("missing.cse_children", period, "Wiltshire", beside=beside), value)

    now = involved(15, window, Period(date(2015, 1, 1), date(2015, 12, 31)))
    assert compare(now, involved(9, LAST, Period(date(2014, 1, 1), date(2014, 12, 31)))).difference == 6
    with pytest.raises(NotComparable, match="unequal windows of cse: 2015 against January to November 2014"):
        compare(now, involved(9, LAST, LAST))


def test_a_break_in_something_else(children: Build) -> None:
    breaks = [a_break(date(2015, 3, 11), "missing.episodes", "cse.*")]
    assert compare(children(454), children(400, period=LAST), breaks).difference == 54


def test_a_break_in_the_part_of_a_share(children: Build, window: Period) -> None:
    def victims(value: int, period: Period) -> Count:
        return Count(value, Address("missing.cse_victims", period, "Wiltshire"), value)

    now = a_share(victims(15, window), children(454))
    before = a_share(victims(12, LAST), children(400, period=LAST))
    with pytest.raises(NotComparable, match="the definition changed"):
        compare(now, before, [a_break(date(2015, 3, 11), "missing.cse_victims")])


YEAR, YEAR_BEFORE = (Period(date(year, 1, 1), date(year, 12, 31)) for year in (2015, 2014))


def actions(value: int, period: Period = YEAR, **where: str) -> Count:
    address = Address("disruption.actions", period, "Wiltshire", tuple(where.items()))
    return Count(value, address, None, count_interval([1] * value))


def test_a_category_that_partners_wrote_is_compared_with_itself() -> None:
    """Powers are no months: nothing in the vocabulary lists them."""
    now, before = actions(9, power="warning notice"), actions(4, YEAR_BEFORE, power="warning notice")
    assert compare(now, before).difference == 5
    with pytest.raises(NotComparable, match="is not what was counted"):
        compare(now, actions(4, YEAR_BEFORE, power="licence review"))


@pytest.mark.parametrize(
    ("now", "before", "direction"),
    [
        # exact Poisson: 20 is 12.217 to 30.888, 5 is 1.623 to 11.668, 8 is 3.454 to 15.763
        (20, 5, "higher"),  # 15 less the root of 7.783 squared and 6.668 squared: 4.75
        (5, 20, "lower"),
        (20, 8, "higher"),  # 12 less the root of 7.783 squared and 7.763 squared: 1.01
        (
            20,
            9,
            "no clear change",
        ),  # 9 is 4.115 to 17.085: 11 less the root of 7.783 and 8.085 squared: -0.22
        (7, 7, "no clear change"),
        (0, 0, "no clear change"),
    ],
)
def test_a_change_is_one_where_it_is_larger_than_chance(now: int, before: int, direction: str) -> None:
    assert compare(actions(now), actions(before, YEAR_BEFORE)).direction == direction


def test_a_change_of_shares_is_newcombes(children: Build) -> None:
    """56 of 70 against 48 of 80 (Newcombe 1998): 0.0524 to 0.3339, so it is higher."""
    now = a_share(children(56, sex="F"), children(70))
    assert (
        compare(now, a_share(children(48, period=LAST, sex="F"), children(80, period=LAST))).direction
        == "higher"
    )
    alike = a_share(children(55, period=LAST, sex="F"), children(80, period=LAST))
    assert compare(now, alike).direction == "no clear change"


def test_an_interval_that_nobody_gave_gives_no_direction(children: Build) -> None:
    assert compare(children(454), children(4, period=LAST)).direction is None


def test_lists_and_ranges_have_no_direction(window: Period) -> None:
    def spans(period: Period) -> Span:
        return Span(13, 16, Address("cse.victims", period, "Wiltshire"), "years", 20)

    def lists(period: Period, *names: str) -> Listing:
        return Listing(names, Address("cse.report_matters", period, "Wiltshire"), 20)

    changes = [
        compare(spans(YEAR), spans(YEAR_BEFORE)),
        compare(lists(YEAR, "Calne"), lists(YEAR_BEFORE)),
    ]
    assert [change.direction for change in changes] == [None, None]
    for change in changes:
        with pytest.raises(TypeError):
            _ = change.difference


def test_the_direction_of_a_mean_age_is_that_of_its_interval() -> None:
    def mean_age(years: int, people: int, low: float, high: float, period: Period) -> MeanAge:
        everybody = Address("cse.offenders", period, "Wiltshire")
        over, unknown = Count(people, everybody, people), Count(0, everybody.cell({"suspect_age": "U"}), 0)
        return MeanAge(years, over, unknown, Interval(low, high, 0.95, "Student's t"))

    now = mean_age(200, 10, 18.5, 21.5, YEAR)
    assert compare(now, mean_age(170, 10, 15.5, 18.5, YEAR_BEFORE)).direction == "higher"  # 3 less 2.12
    assert compare(now, mean_age(180, 10, 16.5, 19.5, YEAR_BEFORE)).direction == "no clear change"


def test_pounds_change_as_the_episodes_do(window: Period) -> None:
    def money(number: int, period: Period, unit_cost: str = "2.00") -> Money:
        address = Address("missing.episodes", period, "Wiltshire")
        counted = Count(number, address, number, count_interval([1] * number))
        return Money(Decimal(unit_cost) * number, Decimal(unit_cost), counted)

    assert compare(money(20, window), money(5, LAST)).direction == "higher"
    assert compare(money(20, window), money(5, LAST)).difference == 30
    with pytest.raises(NotComparable, match=r"unequal unit costs: £2\.00 against £1\.00"):
        compare(money(20, window), money(5, LAST, "1.00"))


def test_a_ratio_is_of_two_shares_and_a_break_in_either_counts() -> None:
    def times(period: Period) -> object:
        def group(counted: str, missed: int, pupils: int) -> Share:
            whole = Address(counted, period, "Wiltshire")
            part = whole.cell({"absent_10pct": "yes"})
            return a_share(Count(missed, part, missed), Count(pupils, whole, pupils))

        return ratio(group("absence.at_risk_pupils", 3, 10), group("absence.other_pupils", 40, 1000))

    now, before = times(YEAR), times(YEAR_BEFORE)
    assert compare(now, before).direction == "no clear change"  # type: ignore[arg-type]
    with pytest.raises(NotComparable, match="the definition changed"):
        compare(now, before, [a_break(date(2015, 3, 11), "absence.other_pupils")])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "before", "refused"),
    [
        (0.95, 0.9, False),
        (0.2, 0.15, False),  # five points, though as floats a little more
        (0.15, 0.2, False),
        (1.0, 0.95, False),
        (0.951, 0.9, True),
        (0.7, 0.9, True),
        (1.0, 0.0, True),
    ],
)
def test_completeness_within_five_points(now: float, before: float, refused: bool) -> None:
    column = Completeness("gang marker", now, before)
    if not refused:
        assert isinstance(compare(actions(9), actions(4, YEAR_BEFORE), (), [column]), Change)
        return
    with pytest.raises(NotComparable, match="gang marker"):
        compare(actions(9), actions(4, YEAR_BEFORE), (), [column])


def test_what_was_recorded_is_told_in_whole_per_cent() -> None:
    columns = [Completeness("kind", 0.5, 0.5), Completeness("gang marker", 0.905, 0.624)]
    with pytest.raises(NotComparable, match=r"less complete.*gang marker.*62%.*91%"):
        compare(actions(9), actions(4, YEAR_BEFORE), (), columns)
    with pytest.raises(NotComparable, match=r"more complete.*gang marker.*100%.*0%"):
        compare(actions(9), actions(4, YEAR_BEFORE), (), [Completeness("gang marker", 0.0, 1.0)])
