"""Cells of text as dates, times, numbers and codes. What cannot be read is flagged, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from profile_lib.intake.columns import Column
from profile_lib.intake.layout import Layout

FIRST_DAY, DAY_AFTER_LAST = pd.Timestamp("1900-01-01"), pd.Timestamp("2100-01-01")
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
    stands the boolean ``X_has_time``, beside all but text the boolean ``X_unreadable``: there
    was something, but no such value.
    """
    typed: dict[str, pd.Series] = {}
    for column in columns:
        name = column.name
        given = cells[name] if name in cells else pd.Series(None, index=cells.index, dtype="str")
        if column.kind in ("text", "area", "areas"):
            typed[name] = given.astype("str")
            continue
        if column.kind == "number":
            value = read_numbers(given, column.digits)
        else:
            value = read_codes(given, column.codes) if column.codes else read_dates(given, layout)
        typed[unreadable(name)] = value.isna() & given.notna()
        if column.kind == "moment":
            typed[has_time(name)] = value.notna() & given.str.contains(":", regex=False, na=False).astype(
                bool
            )
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


def was_recorded(column: str) -> str:
    """The name of the column that says whether there was anything in a column of which nothing is kept."""
    return f"{column}_recorded"


def read_dates(cells: pd.Series, layout: Layout) -> pd.Series:
    """Dates with or without a time (datetime64[us]); missing where the text is none."""
    texts = pd.Series(cells.dropna().unique(), dtype="str")
    # pandas takes the words "now" and "today" for a date under any format, and the clock's one at that
    texts = texts[texts.str.match(r"[0-9]")]
    timed = texts.str.contains(":", regex=False)
    moments = [f"{day} {time}" for day in layout.days for time in layout.times]
    spaced = texts.str.replace(r"^(\d{4}-\d\d-\d\d)T", r"\1 ", regex=True)
    value = pd.concat([_in_formats(spaced[timed], moments), _in_formats(spaced[~timed], layout.days)])
    value = value[(value >= FIRST_DAY) & (value < DAY_AFTER_LAST)]
    by_text = pd.Series(value.array, index=texts[value.index])
    return pd.Series(by_text.reindex(cells).array, index=cells.index)


def _in_formats(texts: pd.Series, formats: Iterable[str]) -> pd.Series:
    """The texts that fit a format, as dates. None fits two, so the commonest may go first, to save time."""
    some = texts.head(100)
    common = sorted(formats, key=lambda form: int(_strictly(some, form).isna().sum()))
    found = []
    for form in common:
        value = _strictly(texts, form).dropna()
        texts = texts.drop(value.index)
        found.append(value)
    return pd.concat(found)


def _strictly(texts: pd.Series, form: str) -> pd.Series:
    value: pd.Series = pd.to_datetime(texts, format=form, errors="coerce").astype("datetime64[us]")
    return value


def read_numbers(cells: pd.Series, digits: int) -> pd.Series:
    """Whole numbers of at most so many digits (Int64), none below 0; missing where the text is none."""
    written = cells.where(cells.str.fullmatch(rf"[0-9]{{1,{digits}}}").fillna(False).astype(bool))
    return pd.to_numeric(written).astype("Int64")


def read_codes(cells: pd.Series, codes: Iterable[str]) -> pd.Series:
    """The code each cell names, whatever its capitals and apostrophes; missing where it names none."""
    names = {code.casefold(): code for code in codes}
    return cells.str.casefold().str.replace("’", "'", regex=False).map(names).astype("str")


def shape(cell: str) -> str:
    """What a cell looks like, without what it says: for messages about columns that may identify a person."""
    for pattern, words in _PATTERNS:
        if re.fullmatch(pattern, cell):
            return words
    if cell.isascii() and cell.isdigit():
        return f"a number of {len(cell)} digit{'s' * (len(cell) > 1)}"
    return f"text of {len(cell)} character{'s' * (len(cell) > 1)}"
