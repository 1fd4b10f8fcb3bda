"""Children who were victims of CSE offences: how many, how old, and how often."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.offences import VICTIM
from profile_lib.figures import KNOWN, Count, NotAvailable, Share, Span, Table, share, too_few_known
from profile_lib.measures.counting import count, table
from profile_lib.measures.definition import measure
from profile_lib.measures.people import people
from profile_lib.statistics import smallest_with_share

VICTIMS, REPEAT = "cse.victims", "cse.repeat_victims"
BORN = "offence_people.date_of_birth"


@measure(VICTIMS, "Children who were victims")
def victims(data: Dataset, *by: str) -> Count | Table:
    """Distinct children under 18 who were victims of a CSE offence of the period, each once."""
    rows = people(data, VICTIM)
    return table(data, VICTIMS, rows, *by) if by else count(data, VICTIMS, rows)


@measure("cse.victim_age_middle_half", "Ages of the middle half of victims", of=VICTIMS, columns=(BORN,))
def victim_age_middle_half(data: Dataset) -> Span | NotAvailable:
    """The quartiles of completed years at the first offence of the period, of victims whose age is known:
    the smallest age with at least a quarter, and with at least three quarters, of them at or below it.
    Not given where more than 30% are unknown."""
    rows = people(data, VICTIM)
    ages = rows["age"].dropna().astype("int64").tolist()
    known = count(data, VICTIMS, rows, {"age_certainty": "certain"})
    unknown = count(data, VICTIMS, rows, {"victim_age": "U"})
    if too_few := too_few_known(known, unknown, "years"):
        return too_few
    low, high = (smallest_with_share(ages, quarters) for quarters in (1, 3))
    return Span(low, high, known.address, "years", known.people, not_recorded=unknown)


@measure("cse.victim_age_14_16_share", "Share of victims aged 14 to 16", of=VICTIMS, columns=(BORN,))
def victim_age_14_16_share(data: Dataset) -> Share | NotAvailable:
    """Victims aged 14 to 16 at their first offence of the period, of those whose age is known."""
    rows = people(data, VICTIM)
    rows = rows.assign(aged_14_to_16=_aged_14_to_16(rows["age"]))
    return share(
        count(data, VICTIMS, rows, {"aged_14_to_16": "yes"}),
        count(data, VICTIMS, rows, {"aged_14_to_16": KNOWN}),
        not_recorded=count(data, VICTIMS, rows, {"aged_14_to_16": "U"}),
    )


@measure(REPEAT, "Children who were victims of two or more offences")
def repeat_victims(data: Dataset, *by: str) -> Count | Table:
    """Children who were victims of two or more CSE offences that were recorded in the period."""
    rows = people(data, VICTIM)
    repeat = rows[rows["offences"].ge(2)]
    return table(data, REPEAT, repeat, *by) if by else count(data, REPEAT, repeat)


@measure(
    "cse.repeat_victims_female",
    "Girls who were victims of two or more offences",
    of=REPEAT,
    columns=("offence_people.sex",),
)
def repeat_victims_female(data: Dataset) -> Count:
    """Girls who were victims of two or more CSE offences that were recorded in the period."""
    rows = people(data, VICTIM)
    return count(data, REPEAT, rows[rows["offences"].ge(2)], {"sex": "F"})


@measure(
    "cse.victims_of_several_offenders",
    "Children who were victims of two or more named suspects",
)
def victims_of_several_offenders(data: Dataset) -> Count:
    """Children whose CSE offences of the period have two or more distinct named suspects."""
    rows = people(data, VICTIM)
    return count(data, "cse.victims_of_several_offenders", rows[rows["others"].ge(2)])


@measure("cse.victims_on_several_dates", "Children who were victims on two or more dates")
def victims_on_several_dates(data: Dataset) -> Count:
    """Children whose CSE offences of the period began on two or more dates."""
    rows = people(data, VICTIM)
    return count(data, "cse.victims_on_several_dates", rows[rows["dates"].ge(2)])


def _aged_14_to_16(age: pd.Series) -> pd.Series:
    return age.between(14, 16).map({True: "yes", False: "no"}).fillna("U").astype("str")
