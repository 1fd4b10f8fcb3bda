"""This year against last: what is refused, and that the refusal says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from profile_lib.figures import Address, Count, NotComparable, Period, RecordingBreak, Share, compare, share

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
