"""Where recording breaks off: months unlike the others, by their rows and by how full a column is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.figures import MOST_APART
from profile_lib.statistics import control_limits

FEWEST_ROWS, FEWEST_MONTHS = 20, 3
"""Of fewer rows no share of a month is looked at; of fewer months there are no limits."""


@dataclass(frozen=True)
class Months:
    """An extract's used rows month by month, or the share of them in which a ``column`` is recorded.

    ``mean``, ``low`` and ``high`` are those of an XmR chart, within what is possible; ``outside``: the value
    of each month beyond the limits; ``empty``: the months of the window without a row.
    """

    extract: str
    column: str | None
    mean: float
    low: float
    high: float
    outside: dict[str, float]
    empty: tuple[str, ...] = ()


def rows_by_month(data: Dataset) -> list[Months]:
    """Of each extract whose rows have a day how many are used in a month; empty months are not outside."""
    counted = data.by_month().drop_duplicates(["extract", "month"])
    found = []
    for extract, own in counted.groupby("extract", sort=False):
        rows = pd.Series(own["rows"].to_numpy(dtype="float64"), index=own["month"])
        found.append(_months(str(extract), None, rows, inf, tuple(rows.index[rows.eq(0)])))
    return found


def sudden_breaks(data: Dataset) -> list[Months]:
    """The columns that in some months were recorded in another share of rows than in the others: beyond the
    limits, and further from the mean than two years may lie apart to be compared."""
    counted = data.by_month()
    found = []
    for (extract, column), own in counted[counted["rows"] >= FEWEST_ROWS].groupby(
        ["extract", "column"], sort=False
    ):
        shares = pd.Series((own["recorded"] / own["rows"]).to_numpy(dtype="float64"), index=own["month"])
        months = _months(str(extract), str(column), shares, 1.0, ())
        far = {
            month: share
            for month, share in months.outside.items()
            if abs(share - months.mean) > float(MOST_APART)
        }
        if far:
            found.append(replace(months, outside=far))
    return found


def _months(
    extract: str, column: str | None, values: pd.Series, most: float, empty: tuple[str, ...]
) -> Months:
    """The months of a series; of too few none is unlike the others."""
    if len(values) < FEWEST_MONTHS:
        return Months(extract, column, float(values.mean()), 0.0, most, {}, empty)
    mean, low, high = control_limits(values.tolist())
    outside = {
        str(month): float(value)
        for month, value in values.items()
        if not low <= value <= high and month not in empty
    }
    return Months(extract, column, mean, max(low, 0.0), min(high, most), outside, empty)
