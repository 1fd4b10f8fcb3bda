"""The untidiness of real files, the same for every extract.

Two layers: what a system once wrote down about a person and keeps (``record``), and what the person who types
one row gets wrong (``slips``). Neither is told whether a person occurs in another extract, so what links
children is as untidy as what does not. Rates follow the trials of the linkage model's literature in kind, and
are assumptions in size: no partner has published error rates of identifying columns.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.random import Generator

from profile_lib.sample import canaries, names, world
from profile_lib.sample.streams import choose

# Of a system's records of people
OTHER_SURNAME = 0.06  # the mother's maiden name, a step-parent's
NICKNAME = 0.08  # of those whose name has a familiar form
MOVED = 0.15  # the address is an earlier or a later one
NO_DOB = 0.02
DOB_SWAPPED = 0.015  # day and month, where that is a date
DOB_SLIP = 0.015  # a digit of the day, the month or the year
DOB_DEFAULT = 0.003  # the first of January of the right year
SEX_UNKNOWN, SEX_OTHER, SEX_WRONG = 0.02, 0.004, 0.003
# Of rows
NAME_SLIP = 0.02  # in the surname; the same again in the forename
NAMES_SWAPPED = 0.004
NO_FORENAME = 0.005
NO_POSTCODE = 0.08
CARELESS_CASE = 0.03  # capitals, or a blank too many

IDENTIFYING = ["surname", "forename", "dob", "sex", "postcode"]


def record(
    rng: Generator,
    people: pd.DataFrame,
    born_by: pd.Series[pd.Timestamp] | None = None,
    *,
    county: int = 0,
) -> pd.DataFrame:
    """What one system holds about each person, year after year: the columns of ``IDENTIFYING``.

    ``born_by``: the day of the first event that the system knows of; a date of birth after it would have been
    noticed, so it is not drawn.
    """
    n = len(people)
    sex = people["sex"].mask(rng.random(n) < SEX_WRONG, people["sex"].map({"F": "M", "M": "F"}))
    sex = sex.mask(rng.random(n) < SEX_OTHER, "X").mask(rng.random(n) < SEX_UNKNOWN, "U")
    elsewhere = pd.Series(choose(rng, n, list(world.COMMUNITY_AREAS)), index=people.index)
    dob = _dates_of_birth(rng, people["dob"])
    if born_by is not None:
        dob = dob.mask(dob > born_by, people["dob"])
    return pd.DataFrame(
        {
            "surname": people["surname"].mask(
                rng.random(n) < OTHER_SURNAME, names.surnames(rng, people["community"])
            ),
            "forename": _familiar(rng, people["forename"]),
            "dob": dob,
            "sex": sex,
            "postcode": people["postcode"].mask(
                rng.random(n) < MOVED, pd.Series(world.postcodes(rng, elsewhere, county), people.index)
            ),
        }
    )


def _familiar(rng: Generator, forename: pd.Series[str]) -> pd.Series[str]:
    forms = forename.map(names.familiar_forms())
    used = forms.notna() & (rng.random(len(forename)) < NICKNAME)
    which = rng.random(int(used.sum()))
    short = [known[int(at * len(known))] for known, at in zip(forms[used], which, strict=True)]
    return forename.mask(used, pd.Series(short, index=forename.index[used], dtype="str"))


def _dates_of_birth(rng: Generator, dob: pd.Series[pd.Timestamp]) -> pd.Series[pd.Timestamp]:
    u = pd.Series(rng.random(len(dob)), index=dob.index)
    shift = pd.Series(
        choose(rng, len(dob), [1, -1, 10, -10, 30, -31, 365, -366]).astype(int), index=dob.index
    )
    swapped = pd.to_datetime(
        {"year": dob.dt.year, "month": dob.dt.day, "day": dob.dt.month}, errors="coerce"
    ).astype(dob.dtype)
    january = pd.to_datetime(dob.dt.year.astype(str) + "-01-01").astype(dob.dtype)
    limits = np.cumsum([DOB_SWAPPED, DOB_SLIP, DOB_DEFAULT, NO_DOB])
    noisy = dob.mask(u < limits[2], january)
    noisy = noisy.mask(u < limits[1], dob + pd.to_timedelta(shift, unit="D"))
    noisy = noisy.mask(u < limits[0], swapped.fillna(dob))
    noisy = noisy.mask(noisy.isin(canaries.BIRTHDAYS), dob)
    return noisy.mask((u >= limits[2]) & (u < limits[3]))


def slips(rng: Generator, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with typing slips in their names, and with some postcodes and forenames blank."""
    n = len(rows)
    typed = rows.copy()
    for column in ("surname", "forename"):
        typed[column] = _retyped(rng, typed[column], NAME_SLIP)
        careless = rng.random(n) < CARELESS_CASE
        variant = pd.Series(choose(rng, n, ["upper", "blank"]), index=rows.index)
        typed[column] = typed[column].mask(careless & (variant == "upper"), typed[column].str.upper())
        typed[column] = typed[column].mask(careless & (variant == "blank"), typed[column] + " ")
    swapped = rng.random(n) < NAMES_SWAPPED
    surname, forename = typed["surname"], typed["forename"]
    typed["surname"], typed["forename"] = surname.mask(swapped, forename), forename.mask(swapped, surname)
    typed["forename"] = typed["forename"].mask(rng.random(n) < NO_FORENAME, "")
    typed["postcode"] = typed["postcode"].mask(rng.random(n) < NO_POSTCODE, "")
    return typed


def _retyped(rng: Generator, written: pd.Series[str], rate: float) -> pd.Series[str]:
    slipped = (written.str.len() > 3) & (rng.random(len(written)) < rate)
    n = int(slipped.sum())
    letters = choose(rng, n, "aeiounrst")
    where, kinds = rng.random(n), rng.integers(4, size=n)
    typed = [
        _slip(text, 1 + int(at * (len(text) - 2)), kind, letter)
        for text, at, kind, letter in zip(written[slipped], where, kinds, letters, strict=True)
    ]
    return written.mask(slipped, pd.Series(typed, index=written.index[slipped], dtype="str"))


def _slip(text: str, at: int, kind: int, letter: str) -> str:
    """Two letters exchanged, a letter left out, doubled or mistaken; the first letter is always right."""
    if kind == 0:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[:at] + text[at] + text[at:]
    return text[:at] + letter + text[at + 1 :]


def blanked(rng: Generator, values: pd.Series[Any], rate: float) -> pd.Series[Any]:
    """The values with a share ``rate`` of them blank, as where a column is not always filled in."""
    return values.mask(rng.random(len(values)) < rate)
