"""Work that is done once for each different value of a column, however many rows have it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd


def once_each(values: pd.Series, change: Callable[[str], str | None]) -> pd.Series:
    """The text that each value of a column of text is changed to; missing stays missing."""
    place, found = pd.factorize(values)
    changed = pd.array([*(change(str(value)) for value in found), None], dtype="str")
    return pd.Series(changed.take(place), index=values.index)  # of a missing value the place is the last
