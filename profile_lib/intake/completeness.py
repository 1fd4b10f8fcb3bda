"""How much of every column partners filled in, day by day: what a change between two years rests on."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from profile_lib.intake.columns import Column
from profile_lib.intake.parsing import was_recorded
from profile_lib.intake.schemas import READ
from profile_lib.intake.set_aside import Extract

COLUMNS = ("extract", "column", "day", "rows", "recorded")


def completeness(extracts: Mapping[str, Extract]) -> pd.DataFrame:
    """For every column an extract may have and every day: extract, column, day, rows, recorded.

    Counted are the rows that are used. ``day``: that of the schema's ``day`` column (datetime64[us]); missing
    for rows without it, and throughout an extract whose rows last longer than a day. ``recorded``: rows whose
    cell says something that could be read; a sex of U does not. A column that was not supplied is recorded in
    none of them. Extracts and columns in the order of the schemas, then by day.
    """
    frames = [_of(extracts[name]) for name in READ if name in extracts]
    empty = {"extract": "str", "column": "str", "day": "datetime64[us]", "rows": "int64", "recorded": "int64"}
    none = pd.DataFrame({column: pd.Series(dtype=empty[column]) for column in COLUMNS})
    return pd.concat([none, *frames], ignore_index=True)


def _of(extract: Extract) -> pd.DataFrame:
    """The completeness of one extract."""
    schema = READ[extract.name]
    used = extract.rows[extract.rows["scope"].isna()]
    never = pd.Series(pd.NaT, index=used.index, dtype="datetime64[us]")
    days = used[schema.day].dt.normalize() if schema.day is not None else never
    recorded = pd.DataFrame({column.name: _is_recorded(used, column) for column in schema.columns})
    counted = recorded.astype("int64").groupby(days.rename("day"), dropna=False)
    rows = counted.size().rename("rows")
    long = counted.sum().melt(var_name="column", value_name="recorded", ignore_index=False)
    return long.join(rows).reset_index().assign(extract=extract.name)[list(COLUMNS)].astype({"column": "str"})


def _is_recorded(rows: pd.DataFrame, column: Column) -> pd.Series:
    """Whether each row says something in a column; of columns that are not kept, it was noted in reading."""
    if column.name not in rows:
        noted: pd.Series = rows[was_recorded(column.name)]
        return noted
    values = rows[column.name]
    return values.notna() & (values.ne(column.blank) if column.blank is not None else True)
