"""The frame of the return interviews that are due: which were offered, which took place, and by when."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset.sources import Sources

IN_TIME = pd.Timedelta(days=3)
"""72 hours after the return (Department for Education 2014, statutory guidance on children who run away or go
missing); the record has days alone, so a day is counted whole."""

ANSWERS = ("accepted", "declined")
"""What only somebody who was offered an interview can answer."""


def interviews(sources: Sources) -> pd.DataFrame:
    """One row a return interview that is due, with the child and nothing that identifies."""
    rows = sources.rows("return_interviews").reset_index(drop=True)
    returned, offer, day = rows["returned_on"], rows["offered_on"], rows["completed_on"]
    offered = offer.notna() | rows["response"].isin(ANSWERS) | day.notna()
    unknown_offer = returned.isna() | (offered & offer.isna())
    return pd.DataFrame(
        {
            "child": sources.children("return_interviews", rows["child_ref"]),
            "returned_on": returned,
            "offered": _yes_no(offered),
            "offered_in_time": _yes_no(offer - returned <= IN_TIME).mask(unknown_offer, "U"),
            "completed": _yes_no(day.notna()),
            "completed_in_time": _yes_no(day - returned <= IN_TIME).mask(returned.isna(), "U"),
            "response": rows["response"].fillna("U"),
            "independent": rows["independent"].fillna("U"),
        }
    )


def _yes_no(holds: pd.Series) -> pd.Series:
    return holds.map({True: "yes", False: "no"}).astype("str")
