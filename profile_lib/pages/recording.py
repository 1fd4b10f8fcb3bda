"""How far the data bear a reading: how completely columns are recorded, and months unlike the others."""

from __future__ import annotations

from collections.abc import Collection
from math import inf

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.figures import MOST_APART
from profile_lib.intake.schemas import READ
from profile_lib.measures import quality
from profile_lib.pages import tables
from profile_lib.pages.printing import label
from profile_lib.pages.shown import Html, joined, paragraph
from profile_lib.rounding import extract_words, half_up, listed, percent
from profile_lib.years.yearly import column_words


def completeness(data: Dataset, before: Dataset | None) -> Html:
    """In what share of the rows each column is recorded, this year and over the same window of last year, and
    where the two are too far apart for figures that rest on it to be compared; a table for each partner."""
    years = {data.edition.year: data.recorded()}
    if before is not None:
        years[before.edition.year] = before.recorded()
    both = pd.DataFrame(years).reindex(years[data.edition.year].index)
    partner = both.index.map(lambda name: READ[name.split(".")[0]].partner)
    headings = ["Extract", "Column", *map(str, years), *([] if before is None else ["Alike"])]
    return joined(
        *(
            _table(
                [_recorded(name, shares) for name, *shares in own.itertuples(name=None)],
                headings,
                f"From {whose}: how completely each column is recorded. Where two years are more than five "
                "points apart, they are not alike: no change of a figure that rests on the column is read",
                numbers=set(range(2, 2 + len(years))),
            )
            for whose, own in both.groupby(partner, sort=False)
        )
    )


def _recorded(name: str, shares: list[float]) -> list[str]:
    """A column's line: this year and, where there is one, last year, and whether the two are alike."""
    extract, column = name.split(".")
    told = [extract_words(extract), column.replace("_", " ").replace("cse", "CSE")]
    told += ["–" if pd.isna(share) else percent(share) for share in shares]
    if len(shares) > 1:
        now, then = shares
        alike = "No" if abs(now - then) > float(MOST_APART) else "Yes"
        told.append("–" if pd.isna(now) or pd.isna(then) else alike)
    return told


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
