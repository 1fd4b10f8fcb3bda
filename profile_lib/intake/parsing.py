"""Cells of text as dates, times and codes. What cannot be read is flagged, never guessed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import pandas as pd

from profile_lib.intake.columns import Column
from profile_lib.intake.layout import Layout

FIRST_DAY, DAY_AFTER_LAST = datetime(1900, 1, 1), datetime(2100, 1, 1)
"""No date of a living child, or of what happens to one, lies outside: 9999 and 1753 stand for "no date"."""

_PATTERNS = (
    (r"\d{1,2}/\d{1,2}/\d{4}", "a date that does not exist (dd/mm/yyyy)"),
    (r"\d{4}-\d{1,2}-\d{1,2}", "a date that does not exist (yyyy-mm-dd)"),
    (r"\d{1,2}/\d{1,2}/\d{4}[ T].+", "a date and time that do not exist (dd/mm/yyyy)"),
    (r"\d{4}-\d{1,2}-\d{1,2}[ T].+", "a date and time that do not exist (yyyy-mm-dd)"),
    (r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}([ T].*)?", "a date with a year of two digits"),
)


def parse(cells: pd.DataFrame, columns: Iterable[Column], layout: Layout) -> pd.DataFrame:
    """The typed columns of an extract.

    ``cells``: text, blank is missing. A column that was not supplied is all missing. Beside each moment ``X``
    stands the boolean ``X_has_time``, beside each date, moment and code the boolean ``X_unreadable``: there
    was something, but no such value.
    """
    typed: dict[str, pd.Series] = {}
    for column in columns:
        name = column.name
        given = cells[name] if name in cells else pd.Series(None, index=cells.index, dtype="str")
        if column.kind == "text":
            typed[name] = given.astype("str")
            continue
        if column.kind == "code":
            value = read_codes(given, column.codes)
        else:
            value = read_dates(given, layout)
        typed[unreadable(name)] = value.isna() & given.notna()
        if column.kind == "moment":
            typed[has_time(name)] = value.notna() & given.str.contains(":", regex=False, na=False).astype(bool)
        if column.kind == "date":
            value = value.dt.normalize()
        typed[name] = value if column.blank is None else value.fillna(column.blank)
    return pd.DataFrame(typed, index=cells.index)


def has_time(column: str) -> str:
    """The name of the column that says whether a moment has a time."""
    return f"{column}_has_time"


def unreadable(column: str) -> str:
    """The name of the column that flags cells which could not be read."""
    return f"{column}_unreadable"


def read_dates(cells: pd.Series, layout: Layout) -> pd.Series:
    """Dates with or without a time (datetime64[us]); missing where the text is none, or lies centuries off."""
    # pandas takes the words "now" and "today" for a date under any format, and the clock's one at that
    digits = cells.where(cells.str.match(r"[0-9]", na=False).astype(bool))
    timed = digits.str.contains(":", regex=False, na=False).astype(bool)
    spaced = digits.str.replace(r"^(\d{4}-\d\d-\d\d)T", r"\1 ", regex=True)
    moments = [f"{day} {time}" for day in layout.days for time in layout.times]
    value = _first_that_fits(spaced[timed], moments).reindex(cells.index)
    value = value.fillna(_first_that_fits(digits[~timed], layout.days).reindex(cells.index))
    return value.where((value >= FIRST_DAY) & (value < DAY_AFTER_LAST))


def _first_that_fits(cells: pd.Series, formats: Iterable[str]) -> pd.Series:
    value = pd.Series(pd.NaT, index=cells.index, dtype="datetime64[us]")
    for form in formats:
        left = cells[value.isna() & cells.notna()]
        if left.empty:
            break
        found = pd.to_datetime(left, format=form, errors="coerce").astype("datetime64[us]")
        value = value.fillna(found.reindex(cells.index))
    return value


def read_codes(cells: pd.Series, codes: Iterable[str]) -> pd.Series:
    """The code each cell names, whatever its capitals and apostrophes; missing where it names none."""
    names = {code.casefold(): code for code in codes}
    return cells.str.casefold().str.replace("’", "'", regex=False).map(names).astype("str")


def shape(cell: str | None) -> str:
    """What a cell looks like, without what it says: for messages about columns that may identify a person."""
    if cell is None or pd.isna(cell):
        return "nothing"
    looks = pd.Series([cell])
    for pattern, words in _PATTERNS:
        if looks.str.fullmatch(pattern).item():
            return words
    if cell.isascii() and cell.isdigit():
        return f"a number of {len(cell)} digit{'s' * (len(cell) > 1)}"
    return f"text of {len(cell)} character{'s' * (len(cell) > 1)}"
