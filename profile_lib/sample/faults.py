"""Rows that have to be set aside: copies of rows, and rows in which one thing is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

#: What is wrong with one row: the text that stands in a column. ``{day}``, ``{year}`` and ``{earlier}`` are the
#: day on which the row starts, its year, and a moment before the row starts.
Fault = dict[str, str]

MISSING_EPISODES: Sequence[Fault] = [
    {"missing_from": "31/02/{year} 14:00"},
    {"missing_from": "30/02/{year}"},
    {"missing_from": "unknown"},
    {"missing_from": "after school"},
    {"missing_from": "{day} 25:10"},
    {"missing_from": ""},
    {"missing_from": "", "returned_at": ""},
    {"returned_at": "31/11/{year} 09:00"},
    {"returned_at": "tbc"},
    *[{"returned_at": "{earlier}"}] * 5,
    *[{"missing_from": "04/05/1971 19:00", "reported_at": "", "returned_at": "05/05/1971 08:30"}] * 2,
    {"missing_from": "01/01/9999 00:00", "returned_at": ""},
    {"date_of_birth": "31/06/2001"},
    {"date_of_birth": "00/00/0000"},
    {"category": "query"},
    {"category": "MISPER"},
    {"category": ""},
    {"sex": "Q"},
    {"sex": "9"},
    *[{"episode_ref": ""}] * 3,
    *[{"person_ref": ""}] * 3,
]
CARE: Sequence[Fault] = [
    {"from_date": ""},
    {"from_date": "31/04/2012"},
    {"from_date": "not known"},
    {"from_date": "02/03/1987"},  # before birth
    {"to_date": "29/02/2015"},
    {"to_date": "02/03/1999"},  # before the stay began
    {"child_ref": ""},
    {"sex": "?"},
]


def spoil(
    rows: pd.DataFrame, at: pd.Index[Any], faults: Sequence[Fault], start: pd.Series[pd.Timestamp]
) -> pd.DataFrame:
    """The rows with one fault in each of those at ``at``, in their order; ``start`` is when each row starts."""
    spoilt = rows.copy()
    for row, fault in zip(at, faults, strict=True):
        day = start.loc[row]
        earlier = day - pd.Timedelta(hours=30)
        words = {"day": f"{day:%d/%m/%Y}", "year": f"{day:%Y}", "earlier": f"{earlier:%d/%m/%Y %H:%M}"}
        for column, text in fault.items():
            spoilt.loc[row, column] = text.format(**words)
    return spoilt


def insert(rng: np.random.Generator, rows: pd.DataFrame, extra: pd.DataFrame) -> pd.DataFrame:
    """The rows with ``extra`` among them, each somewhere after the row whose index it has."""
    place = np.concatenate(
        [np.arange(len(rows)), rows.index.get_indexer(extra.index) + rng.uniform(0.1, 40, len(extra))]
    )
    return pd.concat([rows, extra]).iloc[np.argsort(place, kind="stable")].reset_index(drop=True)
