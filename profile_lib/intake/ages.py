"""Age in completed years."""

from __future__ import annotations

import pandas as pd

ADULT = 18
"""Completed years from which a person is no child: Children Act 1989, section 105(1)."""


def age_on(born: pd.Series, day: pd.Series) -> pd.Series:
    """Completed years of age on a day; missing where either date is.

    A person born on 29 February completes a year on 1 March where the year has no such day. Both arguments
    are dates on one index; the time of day makes no difference.
    """
    years = day.dt.year - born.dt.year
    birthday_to_come = (day.dt.month < born.dt.month) | (
        (day.dt.month == born.dt.month) & (day.dt.day < born.dt.day)
    )
    age: pd.Series = (years - birthday_to_come).astype("Int64")
    return age


def is_adult(born: pd.Series, day: pd.Series) -> pd.Series[bool]:
    """Whether a person is 18 or over on a day; False for an unknown age, which is held against nobody."""
    adult: pd.Series[bool] = age_on(born, day).ge(ADULT).fillna(False).astype(bool)
    return adult
