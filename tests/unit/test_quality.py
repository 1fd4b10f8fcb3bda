"""Months unlike the others, against limits worked out by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from made import edition

from profile_lib.dataset import Dataset
from profile_lib.measures.quality import rows_by_month, sudden_breaks
from profile_lib.pages import recording

ROWS = [30, 32, 30, 32, 30, 32, 30, 32, 30, 32, 90, 0]


def data(rows: list[int], recorded: list[int]) -> Dataset:
    """So many disruptions in each month of the year, of which so many say what was used."""
    lines = [
        ("disruptions", column, pd.Timestamp(2015, month, 15), number, full)
        for month, (number, say) in enumerate(zip(rows, recorded, strict=True), start=1)
        for column, full in (("action_ref", number), ("power", say))
        if number
    ]
    frame = pd.DataFrame(lines, columns=["extract", "column", "day", "rows", "recorded"])
    return Dataset(edition(), edition().windows, {"completeness": frame})


def test_a_month_without_rows_and_one_beyond_the_limits() -> None:
    """Moving ranges: nine of 2, then 58 and 90; their mean is 166/11 = 15.09, and both of the last exceed
    3.267 times it (49.3). The mean range left is 2, so the limits are 400/12 = 33.3 plus and minus 5.32."""
    (found,) = rows_by_month(data(ROWS, ROWS))
    assert (found.extract, found.empty) == ("disruptions", ("2015-12",))
    assert found.mean == pytest.approx(400 / 12)
    assert (found.low, found.high) == pytest.approx((400 / 12 - 5.32, 400 / 12 + 5.32))
    assert found.outside == {"2015-11": 90.0}
    shown = recording.by_month(data(ROWS, ROWS)).text
    assert "28.0 to 38.7" in shown
    assert "December 2015" in shown
    assert "November 2015 (90)" in shown


def test_a_column_that_a_month_fills_in_less_than_the_others() -> None:
    """Recorded in 90% of 40 rows a month, in May in 50%: ranges of nought but two of 40 points, whose mean is
    80/11 = 7.3; above 3.267 times it (23.8) both are screened out, so that every month is beyond the limits,
    but the others lie 3.3 points from the mean."""
    rows = [40] * 12
    recorded = [36, 36, 36, 36, 20, 36, 36, 36, 36, 36, 36, 36]
    (found,) = sudden_breaks(data(rows, recorded))
    assert (found.extract, found.column) == ("disruptions", "power")
    assert found.outside == {"2015-05": 0.5}
    assert "May 2015 (50%)" in recording.sudden_breaks(data(rows, recorded)).text


def test_no_break_of_five_points_or_of_few_rows_or_of_few_months() -> None:
    small = [38] * 4 + [36] + [38] * 7  # 95%, and once 90%: 4.6 points from the mean
    assert sudden_breaks(data([40] * 12, small)) == []
    assert sudden_breaks(data([19] * 12, [18] * 4 + [1] + [18] * 7)) == []
    assert sudden_breaks(data([40, 40, *[0] * 10], [40, 1, *[0] * 10])) == []
    assert "In no month" in recording.sudden_breaks(data([40] * 12, small)).text


def test_a_window_of_two_months_has_no_limits() -> None:
    of = data([5, 50, *[0] * 10], [5, 50, *[0] * 10])
    short = edition().periods["cse"].same_window_in(2015)
    two = type(short)(short.start, short.start.replace(month=2, day=28))
    (found,) = rows_by_month(Dataset(of.edition, {**of.windows, "cse": two}, of.frames))
    assert (found.mean, found.outside, found.empty) == (27.5, {}, ())
