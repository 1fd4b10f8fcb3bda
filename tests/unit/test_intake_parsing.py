from __future__ import annotations

import pandas as pd
import pytest

from profile_lib.intake import age_on
from profile_lib.intake.dates import ambiguous, read_dates
from profile_lib.intake.layout import canonical
from profile_lib.intake.parsing import read_codes, read_numbers, shape

LAYOUT = canonical("missing_episodes")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2015-03-04", "2015-03-04 00:00"),
        ("04/03/2015", "2015-03-04 00:00"),
        ("4/3/2015", "2015-03-04 00:00"),
        ("12/11/2015 09:30", "2015-11-12 09:30"),
        ("2015-03-04 23:59:30", "2015-03-04 23:59:30"),
        ("2015-03-04T10:00", "2015-03-04 10:00"),
        ("2015-03-04 10:00:00.000", "2015-03-04 10:00"),
        ("29/02/2016", "2016-02-29 00:00"),
    ],
)
def test_a_date_is_read_day_first_with_or_without_a_time(text: str, value: str) -> None:
    assert read_dates(pd.Series([text]), LAYOUT).tolist() == [pd.Timestamp(value)]


@pytest.mark.parametrize(
    "text",
    ["31/02/2015", "29/02/2015", "03/25/2015", "01/02/15", "2015-03", "20150304", "42005", "9999-12-31",
     "01/01/1753", "04/03/2015 24:00", "04/03/2015 25:10", "2015-03-04 10:00+01:00", "now", "today", "NaT",
     "unknown", "00/00/0000", "=TODAY()", "٠١/٠٢/٢٠١٥"],
)  # fmt: skip
def test_what_is_no_date_is_never_guessed(text: str) -> None:
    assert read_dates(pd.Series([text, "2015-03-04"]), LAYOUT).isna().tolist() == [True, False]


def test_both_ways_of_writing_may_stand_in_one_column() -> None:
    dates = read_dates(pd.Series(["2015-02-01", None, "01/02/2015 08:00", "01/02/2015"]), LAYOUT)
    assert dates.dt.strftime("%d %b %H").tolist()[0::2] == ["01 Feb 00", "01 Feb 08"]
    assert dates[3] == dates[0] and pd.isna(dates[1])
    assert dates.dtype == "datetime64[us]"


def test_a_column_without_a_date_has_no_date() -> None:
    for cells in (pd.Series([], dtype="str"), pd.Series([None, None], dtype="str"), pd.Series(["x"])):
        dates = read_dates(cells, LAYOUT)
        assert dates.isna().all() and len(dates) == len(cells) and dates.dtype == "datetime64[us]"


def test_codes_are_read_whatever_their_capitals_and_apostrophes() -> None:
    codes = read_codes(pd.Series(["HOME", "Children’s Home", "caravan", None]), ("home", "children's home"))
    assert codes.fillna("?").tolist() == ["home", "children's home", "?", "?"]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("31/02/2001", "a date that does not exist (dd/mm/yyyy)"),
        ("2001-02-31", "a date that does not exist (yyyy-mm-dd)"),
        ("31/02/2001 10:00", "a date and time that do not exist (dd/mm/yyyy)"),
        ("31/02/01", "a date with a year of two digits"),
        ("42005", "a number of 5 digits"),
        ("Janet", "text of 5 characters"),
        ("?", "text of 1 character"),
    ],
)
def test_a_shape_says_what_a_cell_looks_like(cell: str, words: str) -> None:
    assert shape(cell) == words


def test_age_is_in_completed_years() -> None:
    born = pd.Series(pd.to_datetime(["2000-06-15", "2000-06-15", "2000-02-29", "2000-02-29", None]))
    day = pd.Series(pd.to_datetime(["2015-06-14", "2015-06-15", "2015-02-28", "2015-03-01", "2015-01-01"]))
    assert age_on(born, day).tolist() == [14, 15, 14, 15, pd.NA]


@pytest.mark.parametrize(
    ("text", "value"),
    [("7", 7), ("0012", 12), ("1,056", 1056), ("12,345,678", 12_345_678), ("123456789", None), ("1,05", None),
     ("1,0567", None), (",123", None), ("1.056", None), ("-3", None), ("3.0", None), ("NaN", None),
     ("Infinity", None), ("1e5", None), ("٣", None), ("1 056", None)],
)  # fmt: skip
def test_a_number_is_whole_not_below_zero_and_may_have_commas_between_thousands(
    text: str, value: int | None
) -> None:
    (read,) = read_numbers(pd.Series([text]), 8).tolist()
    assert read is pd.NA if value is None else read == value


def test_two_formats_that_read_one_text_as_two_dates_are_found() -> None:
    assert ambiguous(["%d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%y", "%d-%b-%Y"]) is None
    assert ambiguous(["%d/%m/%Y", "%m/%d/%Y"]) == ("%d/%m/%Y", "%m/%d/%Y")
    assert ambiguous(["%d/%m/%y", "%y/%m/%d"]) == ("%d/%m/%y", "%y/%m/%d")
    assert ambiguous(["%Y-%d-%m"]) == ("%Y-%d-%m", "%Y-%m-%d")  # ISO is always read
