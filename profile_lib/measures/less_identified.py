"""Victims of whom practice is thought to find too few: boys, and children with a disability or special
educational needs."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.offences import VICTIM
from profile_lib.figures import KNOWN, Count, NotAvailable, Share, share
from profile_lib.measures.counting import count
from profile_lib.measures.definition import measure
from profile_lib.measures.people import people
from profile_lib.measures.victims import VICTIMS

KNOWN_TO_CARE = "cse.victims_known_to_care"
NOT_ALL, NEEDS = "victims-not-all", "needs-of-those-known"
LEAST_KNOWN = 20
"""A share of fewer would be about a child or two; in the public edition too there is none of fewer."""


@measure(
    "cse.victims_male_share",
    "Share of victims who were boys",
    of=VICTIMS,
    columns=("offence_people.sex",),
    caveats=(NOT_ALL,),
)
def victims_male_share(data: Dataset) -> Share | NotAvailable:
    """Boys among the children who were victims of a CSE offence of the period and whose sex is recorded."""
    rows = people(data, VICTIM)
    part, known, unknown = (count(data, VICTIMS, rows, {"sex": name}) for name in ("M", KNOWN, "U"))
    return share(part, known, not_recorded=unknown)


@measure(
    KNOWN_TO_CARE,
    "Victims who are in the at-risk register or the looked-after extract",
    caveats=(NEEDS,),
)
def victims_known_to_care(data: Dataset) -> Count:
    """Children who were victims of a CSE offence of the period and are found in the at-risk register or the
    looked-after extract: those of whom it can be known whether they have a disability or special educational
    needs."""
    return count(data, KNOWN_TO_CARE, _known_to_care(data))


@measure(
    "cse.victims_with_needs_share",
    "Share of these victims with a recorded disability or special educational needs",
    of=KNOWN_TO_CARE,
    columns=("at_risk_register.disability", "at_risk_register.send"),
    caveats=(NEEDS, NOT_ALL),
)
def victims_with_needs_share(data: Dataset) -> Share | NotAvailable:
    """Victims in the at-risk register or the looked-after extract of whom either records a disability or
    special educational needs, of those of whom it is recorded whether. It is no share of all victims. Not
    given where it is known of fewer than twenty."""
    rows = _known_to_care(data)
    part, known, unknown = (count(data, KNOWN_TO_CARE, rows, {"need": name}) for name in ("yes", KNOWN, "U"))
    if known.value < LEAST_KNOWN:
        why = f"it is recorded of {known.value} of these victims, and {LEAST_KNOWN} are needed to say it"
        return NotAvailable("not supplied", why, known.address, known.unit, (("known", known),))
    return share(part, known, not_recorded=unknown)


def _known_to_care(data: Dataset) -> pd.DataFrame:
    return people(data, VICTIM).merge(data.frames["recorded_needs"], on="child")
