"""How far the data bear a reading: how completely columns are recorded, and months unlike the others."""

from __future__ import annotations

from collections.abc import Collection
from math import inf

import pandas as pd

from profile_lib import tables
from profile_lib.dataset import Dataset
from profile_lib.figures import MOST_APART
from profile_lib.intake.schemas import READ
from profile_lib.measures import quality
from profile_lib.printing import label
from profile_lib.rounding import extract_words, half_up, listed, percent
from profile_lib.shown import Html, paragraph
from profile_lib.yearly import column_words


def completeness(data: Dataset, before: Dataset | None) -> Html:
    """In what share of the rows each column is recorded, this year and over the same window of last year, and
    where the two are too far apart for figures that rest on it to be compared."""
    years = {data.edition.year: data.recorded()}
    if before is not None:
        years[before.edition.year] = before.recorded()
    both = pd.DataFrame(years).reindex(years[data.edition.year].index)
    apart = both.max(axis=1) - both.min(axis=1) > float(MOST_APART)
    told = []
    for (name, *shares), is_apart in zip(both.itertuples(name=None), apart, strict=True):
        extract, column = name.split(".")
        printed = ["–" if pd.isna(share) else percent(share) for share in shares]
        last = [] if before is None else ["No" if is_apart else "Yes"]
        told.append(
            [READ[extract].partner, extract_words(extract), column.replace("_", " "), *printed, *last]
        )
    headings = ["From", "Extract", "Column", *(f"Recorded in {year}" for year in years)]
    return _table(
        told,
        headings if before is None else [*headings, "Alike in both"],
        "How completely each column is recorded; where it is not alike, by more than five points, no change "
        "of a figure that rests on it is read",
        numbers=set(range(3, 3 + len(years))),
    )


def by_month(data: Dataset) -> Html:
    """How many rows came in a month, the months without any, and those unlike the others."""
    told = [
        [
            extract_words(found.extract),
            str(half_up(found.mean, 1)),
            f"{half_up(found.low, 1)} to {half_up(found.high, 1)}" if found.high < inf else "–",
            listed([label("month", month) for month in found.empty]),
            listed([f"{label('month', month)} ({rows:.0f})" for month, rows in found.outside.items()]),
        ]
        for found in quality.rows_by_month(data)
    ]
    return _table(
        told,
        ["Extract", "Rows in a month", "Limits", "Months without a row", "Months beyond the limits"],
        "Rows used by month, and the limits of a control chart (XmR)",
        numbers={1, 2},
    )


def sudden_breaks(data: Dataset) -> Html:
    """The columns that were recorded in some months in another share of rows than in the others."""
    told = [
        [
            column_words(f"{found.extract}.{found.column}"),
            percent(found.mean),
            f"{percent(found.low)} to {percent(found.high)}",
            listed([f"{label('month', month)} ({percent(share)})" for month, share in found.outside.items()]),
        ]
        for found in quality.sudden_breaks(data)
    ]
    if not told:
        return paragraph("In no month was a column recorded in a share of rows unlike that of other months.")
    return _table(
        told,
        ["Column", "Recorded in a month", "Limits", "Months unlike the others"],
        "Columns recorded in some months unlike in the others: beyond the limits of a control chart (XmR)",
        numbers={1, 2},
    )


def _table(rows: list[list[str]], headings: list[str], caption: str, numbers: Collection[int]) -> Html:
    frame = pd.DataFrame(rows, columns=headings)
    return Html(tables.records_table(frame, caption, numbers), frame.to_string(index=False))
