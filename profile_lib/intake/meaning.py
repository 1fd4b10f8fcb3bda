"""What cells mean under a layout: codes in the profile's words, constants, and ends from durations."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from profile_lib.intake.dates import is_serial, read_moments
from profile_lib.intake.layout import ISO_MOMENT, Duration, Layout, folded
from profile_lib.intake.naming import minutes_of
from profile_lib.intake.parsing import read_numbers
from profile_lib.intake.references import ERROR
from profile_lib.intake.rules import Rule, found_in_reading
from profile_lib.intake.schema import Schema
from profile_lib.intake.set_aside import joined, row_lines

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""Stands for a cell that the layout gives no meaning: neither code nor date, so its row breaks a rule."""

MOST_DIGITS = 7
"""Of the minutes of an episode: nineteen years."""

_CONTRADICTED = pd.Timedelta(minutes=1)


@dataclass(frozen=True)
class Meant:
    """``cells``: the columns of the extract as they stand; ``values``: as they are meant; and notices."""

    cells: pd.DataFrame
    values: pd.DataFrame
    notices: pd.DataFrame


def meant(cells: pd.DataFrame, schema: Schema, layout: Layout) -> Meant:
    """The columns of an extract as the layout says what they mean; under the canonical one, as they stand.

    A cell of a column with codes that the layout does not list is unreadable, as is a duration that is no
    whole number of minutes; text that is an error of a spreadsheet is blank. An end is computed where its
    own column is blank and the start has a time.
    """
    notices = [_serial_lines(cells, schema)] if layout.serials else []
    cells, errors = _without_errors(cells, schema)
    notices.append(errors)
    if layout.canonical:
        return Meant(cells, cells, joined(notices))
    columns = {column.name: column for column in schema.columns}
    found = cells[[name for name in columns if name in cells]]
    values = found.copy(deep=False)
    for name, codes in layout.codes.items():
        if name in found:
            strict = bool(columns[name].codes)
            words = {
                cell: codes.get(folded(cell), UNREADABLE if strict else cell)
                for cell in found[name].dropna().unique()
            }
            values[name] = found[name].map(words).astype("str")
    for name, constant in layout.constants.items():
        found = found.assign(**{name: pd.Series(constant, index=cells.index, dtype="str")})
        values[name] = found[name]
    for end, duration in layout.durations.items():
        minutes = cells[minutes_of(end)]
        values[end], lines = _end(values, end, duration, minutes, layout)
        notices += lines
        found = found.assign(**{end: found[end].fillna(minutes) if end in found else minutes})
    return Meant(found, values, joined(notices))


def _without_errors(cells: pd.DataFrame, schema: Schema) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cells without the errors of a spreadsheet in columns of text, and a line for each that was there.

    In columns of another kind, and in references, an error is unreadable.
    """
    blank: dict[str, pd.Series] = {}
    lines = []
    for column in schema.columns:
        if column.kind in ("text", "words", "area", "areas") and column.name in cells:
            own = cells[column.name]
            begun = own[own.str.startswith(ERROR[0], na=False)]  # found sooner than all of it
            at = own.index.isin(begun.index[begun.str.fullmatch(ERROR)])
            if at.any():
                blank[column.name] = own.mask(at)
                message = f"the {column.words} is an error of a spreadsheet: taken as not recorded"
                rule = found_in_reading("spreadsheet-error", "notice", message, column.name)
                lines.append(row_lines(rule, cells.index[at]))
    return cells.assign(**blank) if blank else cells, joined(lines)


def _end(
    values: pd.DataFrame, end: str, duration: Duration, minutes: pd.Series, layout: Layout
) -> tuple[pd.Series, list[pd.DataFrame]]:
    """The end of each row as text, and the lines of rows in which the duration does not tell it."""
    start, timed = read_moments(values[duration.start], layout)
    length = read_numbers(minutes, MOST_DIGITS)
    computed = start + pd.to_timedelta(length.astype("float64"), unit="min")
    text = computed.where(timed).dt.strftime(ISO_MOMENT).astype("str")
    text = text.mask(minutes.notna() & length.isna(), UNREADABLE)
    blank = pd.Series(None, index=values.index, dtype="str")
    own = values.get(end, blank)
    stated, stated_timed = read_moments(own, layout)
    apart = (stated - computed).abs() > _CONTRADICTED
    untold = own.isna() & length.notna() & start.notna() & ~timed
    lines = [
        row_lines(_untold(end, duration), values.index[untold]),
        row_lines(_contradicted(end, duration), values.index[apart & timed & stated_timed]),
    ]
    return own.fillna(text), lines


def _untold(end: str, duration: Duration) -> Rule:
    message = f"{duration.start} has no time, so no end is computed from the {duration.minutes!r}"
    return found_in_reading("length-without-start-time", "notice", message, end)


def _contradicted(end: str, duration: Duration) -> Rule:
    message = f"the {duration.minutes!r} lead to another time than the one stated, which is used"
    return found_in_reading("length-contradicts-end", "notice", message, end)


def _serial_lines(cells: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """A line for every date that stands as the number of a day in Excel."""
    lines = []
    for column in schema.columns:
        if column.kind in ("date", "moment") and column.name in cells:
            at = cells.index[is_serial(cells[column.name])]
            message = f"the {column.words} is a number, and was read as a day as Excel counts them"
            lines.append(row_lines(found_in_reading("serial-date", "notice", message, column.name), at))
    return joined(lines)
