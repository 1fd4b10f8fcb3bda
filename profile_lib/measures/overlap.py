"""The same child in two records: who of the missing children is in other extracts as well."""

from __future__ import annotations

from profile_lib.dataset import Dataset
from profile_lib.figures import Address, Count, NotAvailable
from profile_lib.measures.definition import measure

OFFENCES = ("offences", "offence_people")


@measure("missing.cse_children", "Missing children involved in CSE offences")
def cse_children(data: Dataset) -> Count | NotAvailable:
    """Children with an episode in the missing period who were victims of, or named as suspects for, a CSE
    offence recorded in the CSE period. The two windows differ, as published."""
    return _overlap(data, "missing.cse_children")


@measure("missing.cse_victims", "Missing children who were victims of CSE offences")
def cse_victims(data: Dataset) -> Count | NotAvailable:
    """Children with an episode in the missing period who were victims of a CSE offence recorded in the CSE
    period."""
    return _overlap(data, "missing.cse_victims")


@measure("missing.cse_offenders", "Missing children named as suspects of CSE offences")
def cse_offenders(data: Dataset) -> Count | NotAvailable:
    """Children with an episode in the missing period who were named as suspects for a CSE offence recorded
    in the CSE period."""
    return _overlap(data, "missing.cse_offenders")


def _overlap(data: Dataset, counted: str) -> NotAvailable:
    address = Address(counted, data.period, data.area)
    missing = [name for name in OFFENCES if name not in data.supplied]
    return NotAvailable("not supplied", f"no extract {' or '.join(missing)}", address, str(address.unit))
