"""Cells of text as dates, times, numbers and codes. What cannot be read is flagged, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from profile_lib.intake.columns import Column
from profile_lib.intake.dates import read_moments
from profile_lib.intake.kinds import read_kinds
from profile_lib.intake.layout import Layout
from profile_lib.intake.once import once_each
from profile_lib.intake.references import REWRITTEN, read_references

_THOUSANDS = r"[0-9]{1,3}(?:,[0-9]{3})+"

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
    was something, but no such value; of words, that they are not listed.
    """
    typed: dict[str, pd.Series] = {}
    for column in columns:
        name = column.name
        given = cells[name] if name in cells else pd.Series(None, index=cells.index, dtype="str")
        if column.kind in ("text", "area", "areas"):
            typed[name] = given.astype("str")
            continue
        if column.kind == "words":
            typed[name], typed[unreadable(name)] = read_kinds(given.astype("str"), name)
            continue
        if column.kind in ("date", "moment"):
            value, timed = read_moments(given, layout)
            if column.kind == "moment":
                typed[has_time(name)] = timed
            else:
                value = value.dt.normalize()
        elif column.kind == "reference":
            value = read_references(given.astype("str"))
        elif column.kind == "number":
            value = read_numbers(given, column.digits)
        else:
            value = read_codes(given, column.codes)
        typed[unreadable(name)] = value.isna() & given.notna()
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


def read_numbers(cells: pd.Series, digits: int) -> pd.Series:
    """Whole numbers of at most so many digits (Int64), none below 0; missing where the text is none.

    Commas between thousands are read over: 1,056 is 1056.
    """
    parted = cells.str.fullmatch(_THOUSANDS).fillna(False).astype(bool)
    plain = cells.where(~parted, cells.str.replace(",", "", regex=False))
    written = plain.where(plain.str.fullmatch(rf"[0-9]{{1,{digits}}}").fillna(False).astype(bool))
    return pd.to_numeric(written).astype("Int64")


def read_codes(cells: pd.Series, codes: Iterable[str]) -> pd.Series:
    """The code each cell names, whatever its capitals and apostrophes; missing where it names none."""
    names = {code.casefold(): code for code in codes}
    return once_each(cells, lambda cell: names.get(cell.casefold().replace("’", "'")))


def shape(cell: str) -> str:
    """What a cell looks like, without what it says: for messages about columns that may identify a person."""
    for pattern, words in (*_PATTERNS, *REWRITTEN.items()):
        if re.fullmatch(pattern, cell):
            return words
    if cell.isascii() and cell.isdigit():
        return f"a number of {len(cell)} digit{'s' * (len(cell) > 1)}"
    return f"text of {len(cell)} character{'s' * (len(cell) > 1)}"
