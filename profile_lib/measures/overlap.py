"""The same child in two records: who of the missing children is in other extracts as well."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.figures import Address, Count, NotAvailable, Period
from profile_lib.measures.definition import measure

OFFENCES = ("offences", "offence_people")
VICTIM = "victim"


@measure("missing.cse_children", "Missing children involved in CSE offences")
def cse_children(data: Dataset) -> Count | NotAvailable:
    """Children with an episode in the missing period who were victims of, or named as suspects for, a CSE
    offence recorded in the CSE period. The two windows differ, as published."""
    return _overlap(data, "missing.cse_children", data.cse_people)


@measure("missing.cse_victims", "Missing children who were victims of CSE offences")
def cse_victims(data: Dataset) -> Count | NotAvailable:
    """Children with an episode in the missing period who were victims of a CSE offence recorded in the CSE
    period."""
    people = data.cse_people
    return _overlap(data, "missing.cse_victims", people[people["role"].eq(VICTIM)])


@measure("missing.cse_offenders", "Missing children named as suspects of CSE offences")
def cse_offenders(data: Dataset) -> Count | NotAvailable:
    """Children with an episode in the missing period who were named as suspects for a CSE offence recorded
    in the CSE period."""
    people = data.cse_people
    return _overlap(data, "missing.cse_offenders", people[people["role"].ne(VICTIM)])


@measure("missing.cse_children_same_window", "Missing children involved in CSE offences of the same months")
def cse_children_same_window(data: Dataset) -> Count | NotAvailable:
    """Children with an episode in the missing period who were victims of, or named as suspects for, a CSE
    offence recorded in the same period."""
    people = data.cse_people
    days = pd.to_datetime(people["recorded_on"]).dt.normalize()
    inside = days.between(pd.Timestamp(data.period.start), pd.Timestamp(data.period.end))
    return _overlap(data, "missing.cse_children_same_window", people[inside], data.period)


def _overlap(
    data: Dataset, counted: str, people: pd.DataFrame, window: Period | None = None
) -> Count | NotAvailable:
    """The missing children who are among ``people``, of offences in a window (that of the CSE chapter)."""
    window = window or data.edition.periods["cse"]
    address = Address(counted, data.period, data.area, beside=(("cse", window),))
    if not set(OFFENCES) <= data.supplied:
        why = "the police extracts of offences and of the people in them did not come"
        return NotAvailable("not supplied", why, address, str(address.unit))
    children = set(data.episodes["child"]) & set(people["child"])
    return Count(len(children), address, len(children))
