"""Text as dates in the formats of a layout: what fits none of them is missing, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import permutations

import pandas as pd

from profile_lib.intake.layout import ISO_DAY, ISO_MOMENT, Layout

FIRST_DAY, DAY_AFTER_LAST = pd.Timestamp("1900-01-01"), pd.Timestamp("2100-01-01")
"""No date of a living child, or of what happens to one, lies outside: 9999 and 1753 stand for "no date"."""

EXCEL_DAY_0 = pd.Timestamp("1899-12-30")
SERIAL = r"[1-9][0-9]{4}(?:\.[0-9]+)?"
"""A day as Excel counts them, from 18 May 1927: a shorter number may as well be a year."""

_SIGNS = frozenset("dmYybBHMSfIp")
_PROBES = tuple(
    pd.Timestamp(year, month, day, hour, 4, 5)
    for year, month, day in ((2001, 2, 3), (2003, 2, 1), (2010, 11, 12), (2012, 1, 10), (2004, 12, 4))
    for hour in (1, 10, 15)
)
"""Days whose parts may be taken for one another."""


def read_dates(cells: pd.Series, layout: Layout) -> pd.Series:
    """Dates with or without a time (datetime64[us]); missing where the text is none."""
    value, _ = read_moments(cells, layout)
    return value


def read_moments(cells: pd.Series, layout: Layout) -> tuple[pd.Series, pd.Series]:
    """Dates as of ``read_dates``, and whether each has a time (bool)."""
    place, different = pd.factorize(cells)
    texts = pd.Series(different, dtype="str")
    # pandas takes the words "now" and "today" for a date under any format, and the clock's one at that
    texts = texts[texts.str.match(r"[0-9]")]
    colon = texts.str.contains(":", regex=False)
    spaced = texts.str.replace(r"^(\d{4}-\d\d-\d\d)T", r"\1 ", regex=True)
    formats = (*layout.days, *layout.moments)
    found = [
        *_in_formats(spaced[colon], [form for form in formats if ":" in form]),
        *_in_formats(spaced[~colon], [form for form in formats if ":" not in form]),
        *(_serials(spaced) if layout.serials else ()),
    ]
    values = pd.concat([value for value, _ in found])
    timed = pd.concat([flag for _, flag in found])
    values = values[(values >= FIRST_DAY) & (values < DAY_AFTER_LAST)]
    # of a missing cell the place is the last
    by_place = values.reindex(pd.RangeIndex(len(different) + 1)).array
    timed_by_place = timed[values.index].reindex(pd.RangeIndex(len(by_place)), fill_value=False).to_numpy()
    return (
        pd.Series(by_place.take(place), index=cells.index),
        pd.Series(timed_by_place[place], index=cells.index, dtype="bool"),
    )


def _in_formats(texts: pd.Series, formats: Iterable[str]) -> list[tuple[pd.Series, pd.Series]]:
    """The texts that fit a format, as dates. None fits two, so the commonest may go first, to save time."""
    some = texts.head(100)
    common = sorted(formats, key=lambda form: int(_strictly(some, form).isna().sum()))
    found = []
    for form in common:
        value = _strictly(texts, form).dropna()
        texts = texts.drop(value.index)
        found.append((value, pd.Series(has_a_time(form), index=value.index, dtype="bool")))
    return found


def _strictly(texts: pd.Series, form: str) -> pd.Series:
    value: pd.Series = pd.to_datetime(texts, format=form, errors="coerce").astype("datetime64[us]")
    return value


def _serials(texts: pd.Series) -> list[tuple[pd.Series, pd.Series]]:
    """Days as Excel counts them; a fraction is a time, to the second."""
    numbers = texts[is_serial(texts)].astype("float64")
    seconds = (numbers * 86400).round()
    value = (EXCEL_DAY_0 + pd.to_timedelta(seconds, unit="s")).astype("datetime64[us]")
    return [(value, (seconds % 86400).ne(0))]


def is_serial(texts: pd.Series) -> pd.Series:
    """Whether each text may be a day as Excel counts them (bool)."""
    return texts.str.fullmatch(SERIAL).fillna(False).astype("bool")


def has_a_time(form: str) -> bool:
    """Whether a format has a time."""
    return "%H" in form or "%I" in form


def fault_of_format(form: str) -> str | None:
    """What is wrong with a format for dates; None if nothing is."""
    signs = re.findall("%(.?)", form)
    if unknown := [sign for sign in signs if sign not in _SIGNS]:
        return f"%{unknown[0]} is no part of a date that is read"
    day, month, year = signs.count("d"), sum(map(signs.count, "mbB")), sum(map(signs.count, "Yy"))
    if (day, month, year) != (1, 1, 1):
        return "it needs one day (%d), one month (%m, %b or %B) and one year (%Y or %y)"
    if has_a_time(form) and "%M" not in form:
        return "an hour needs a minute (%M)"
    if ":" in form and not has_a_time(form):
        return "a colon stands between hours and minutes (%H:%M)"
    return None


def ambiguous(formats: Sequence[str]) -> tuple[str, str] | None:
    """Two formats that read one text as two dates, if there are any; ISO, which is always read, included."""
    for one, other in permutations(dict.fromkeys((*formats, ISO_DAY, ISO_MOMENT)), 2):
        for moment in _PROBES:
            text = moment.strftime(one)
            second = _read(text, other)
            if second is not None and second != _read(text, one):
                return one, other
    return None


def _read(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 - extracts are in local time
    except ValueError:
        return None
