"""The same child in two records: who of the missing children is in other extracts as well."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.figures import Address, Count, Period
from profile_lib.measures.definition import measure
from profile_lib.measures.origins import origins
from profile_lib.measures.register import identified
from profile_lib.statistics import count_interval

VICTIM = "victim"


@measure("missing.cse_children", "Missing children named in CSE offences")
def cse_children(data: Dataset) -> Count:
    """Children with an episode in the missing period who were victims of, or named as suspects for, a CSE
    offence recorded in the CSE period. The two windows differ, as published."""
    return _overlap(data, "missing.cse_children", data.frames["cse_people"])


@measure("missing.cse_victims", "Missing children who were victims of CSE offences")
def cse_victims(data: Dataset) -> Count:
    """Children with an episode in the missing period who were victims of a CSE offence recorded in the CSE
    period."""
    people = data.frames["cse_people"]
    return _overlap(data, "missing.cse_victims", people[people["part"].eq(VICTIM)])


@measure("missing.cse_offenders", "Missing children named as suspects of CSE offences")
def cse_offenders(data: Dataset) -> Count:
    """Children with an episode in the missing period who were named as suspects for a CSE offence recorded
    in the CSE period."""
    people = data.frames["cse_people"]
    return _overlap(data, "missing.cse_offenders", people[people["part"].ne(VICTIM)])


@measure("missing.cse_children_same_window", "Missing children named in CSE offences of the same months")
def cse_children_same_window(data: Dataset) -> Count:
    """Children with an episode in the missing period who were victims of, or named as suspects for, a CSE
    offence recorded in the same period."""
    return _same_window(data, "missing.cse_children_same_window", data.frames["cse_people"], "recorded_on")


@measure("missing.cse_victims_same_window", "Missing children who were victims, same months")
def cse_victims_same_window(data: Dataset) -> Count:
    """Children with an episode in the missing period who were victims of a CSE offence recorded in the same
    period."""
    people = data.frames["cse_people"]
    victims = people[people["part"].eq(VICTIM)]
    return _same_window(data, "missing.cse_victims_same_window", victims, "recorded_on")


@measure("missing.cse_offenders_same_window", "Missing children named as suspects, same months")
def cse_offenders_same_window(data: Dataset) -> Count:
    """Children with an episode in the missing period who were named as suspects for a CSE offence recorded
    in the same period."""
    people = data.frames["cse_people"]
    suspects = people[people["part"].ne(VICTIM)]
    return _same_window(data, "missing.cse_offenders_same_window", suspects, "recorded_on")


@measure("missing.at_risk_children", "Missing children identified as at risk of CSE")
def at_risk_children(data: Dataset) -> Count:
    """Children with an episode in the missing period who were identified as at risk of CSE in the CSE
    period."""
    return _overlap(data, "missing.at_risk_children", identified(data))


@measure(
    "missing.at_risk_children_same_window", "Missing children identified as at risk of CSE in the same months"
)
def at_risk_children_same_window(data: Dataset) -> Count:
    """Children with an episode in the missing period who were identified as at risk of CSE in the same
    period."""
    return _same_window(data, "missing.at_risk_children_same_window", identified(data), "identified_on")


def _same_window(data: Dataset, counted: str, people: pd.DataFrame, day: str) -> Count:
    """The missing children who are among ``people`` of the same days."""
    window = data.windows["missing"]
    inside = people[day].dt.normalize().between(pd.Timestamp(window.start), pd.Timestamp(window.end))
    return _overlap(data, counted, people[inside], window)


def _overlap(data: Dataset, counted: str, people: pd.DataFrame, window: Period | None = None) -> Count:
    """The missing children who are among ``people``, known over a window (that of the CSE chapter)."""
    own = data.address(counted)
    address = Address(own.counted, own.period, own.area, beside=(("cse", window or data.windows["cse"]),))
    children = set(data.frames["episodes"]["child"]) & set(people["child"])
    return Count(
        len(children),
        address,
        len(children),
        count_interval([1] * len(children)),
        origins(data, pd.Series(sorted(children))),
    )
