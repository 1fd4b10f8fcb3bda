"""CSE offences: how many, when, by how many suspects, and whether any was marked as gang-related."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.keeping import kept
from profile_lib.figures import KNOWN, Count, NotAvailable, Share, Table, share
from profile_lib.measures.counting import count, table
from profile_lib.measures.definition import measure
from profile_lib.measures.model import MODEL, NEEDS, with_model
from profile_lib.statistics import Interval, proportion_interval

OFFENCES = "cse.offences"
SUSPECTS = ("offences.suspects_reported",)
GANG = ("offences.gang_marker",)
NEEDED_BY = {"suspects": frozenset({"offence_people"}), MODEL: NEEDS}
"""The extracts besides that of offences without which a breakdown would say what nobody knows."""
FLAGGED, LONE, ASSESSED = "flagged-not-official", "identified-not-alone", "gang-as-assessed"


@measure(OFFENCES, "CSE offences", caveats=(FLAGGED,))
def offences(data: Dataset, *by: str) -> Count | Table:
    """Sexual or exploitation crimes with a victim under 18 that were recorded in the period and flagged as
    CSE: after review where they were reviewed, else as recorded."""
    rows = with_people(data)
    needed = {name for dimension in by for name in NEEDED_BY.get(dimension, ())}
    if not needed <= data.supplied:
        return count(data, OFFENCES, rows)  # who is identified or linked is not known, so no breakdown by it
    rows = with_model(data, rows) if MODEL in by else rows
    return table(data, OFFENCES, rows, *by) if by else count(data, OFFENCES, rows)


@measure("cse.offences_without_suspect", "CSE offences with no named suspect")
def offences_without_suspect(data: Dataset) -> Count:
    """CSE offences in which nobody is named as a suspect, charged, cautioned or convicted."""
    rows = with_people(data)
    return count(data, "cse.offences_without_suspect", rows[rows["identified"].eq(0)])


@measure("cse.offences_without_victim", "CSE offences with no named victim")
def offences_without_victim(data: Dataset) -> Count:
    """CSE offences in which no victim under 18 is named."""
    rows = with_people(data)
    return count(data, "cse.offences_without_victim", rows[rows["victims"].eq(0)])


@measure(
    "cse.lone_offence_share",
    "Share of CSE offences with one suspect",
    of=OFFENCES,
    needs=("offence_people",),
    columns=SUSPECTS,
    caveats=(LONE,),
)
def lone_offence_share(data: Dataset) -> Share | NotAvailable:
    """CSE offences with one suspect, of those in which the number is known: the larger of the suspects
    identified and those reported. Not known where none was reported and fewer than two are identified."""
    rows = with_people(data)
    lone, known = (count(data, OFFENCES, rows, {"suspects": category}) for category in ("lone", KNOWN))
    limits = proportion_interval(lone.value, known.value) if known.value else None
    return share(
        lone,
        known,
        interval=Interval(*limits, 0.95, "Wilson") if limits else None,
        not_recorded=count(data, OFFENCES, rows, {"suspects": "U"}),
    )


@measure(
    "cse.group_offences",
    "CSE offences with more than one suspect",
    of=OFFENCES,
    needs=("offence_people",),
    columns=SUSPECTS,
    caveats=(LONE,),
)
def group_offences(data: Dataset) -> Count:
    """CSE offences in which two or more suspects are identified or were reported."""
    return count(data, OFFENCES, with_people(data), {"suspects": "group"})


@measure(
    "cse.gang_offences",
    "CSE offences marked as gang-related",
    of=OFFENCES,
    columns=GANG,
    caveats=(ASSESSED,),
)
def gang_offences(data: Dataset) -> Count | NotAvailable:
    """CSE offences with a gang marker, among those that were assessed for one."""
    rows = with_people(data)
    if rows["gang"].eq("U").all():
        why = "no offence of the period was assessed for a gang marker"
        return NotAvailable("not supplied", why, data.address(OFFENCES), "offences")
    return count(data, OFFENCES, rows, {"gang": "yes"})


@measure(
    "cse.gang_assessed_offences",
    "CSE offences assessed for a gang marker",
    of=OFFENCES,
    columns=GANG,
    caveats=(ASSESSED,),
)
def gang_assessed_offences(data: Dataset) -> Count:
    """CSE offences in which the marker says yes or no."""
    return count(data, OFFENCES, with_people(data), {"gang": KNOWN})


@measure(
    "cse.gang_not_assessed_offences",
    "CSE offences not assessed for a gang marker",
    of=OFFENCES,
    columns=GANG,
    caveats=(ASSESSED,),
)
def gang_not_assessed_offences(data: Dataset) -> Count:
    """CSE offences in which the marker is blank."""
    return count(data, OFFENCES, with_people(data), {"gang": "U"})


@kept
def with_people(data: Dataset) -> pd.DataFrame:
    """The offences with the people named in them: an offence has a row for each, and one if there is none."""
    people = data.frames["cse_people"][["offence", "child"]].drop_duplicates()
    return data.frames["cse_offences"].merge(people, on="offence", how="left")
