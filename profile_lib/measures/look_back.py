"""What came before: children who went missing for the first time, and victims missing before an offence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.look_back import looked_back_on, starts
from profile_lib.dataset.offences import VICTIM
from profile_lib.figures import Count, NotAvailable, Share, share
from profile_lib.measures.counting import PERSON, count
from profile_lib.measures.definition import measure

CHILDREN, VICTIMS = "missing.children", "missing.victims_looked_back_on"
BEFORE = pd.Timedelta(days=90)
"""How long before an offence an episode is taken to come before it."""


@measure(
    "missing.first_time_share", "Share of children who had not been missing in the year before", of=CHILDREN
)
def first_time_share(data: Dataset) -> Share | NotAvailable:
    """Children without a missing or absent episode in the 12 months before their first one of the period, of
    all children with an episode. Of longer ago nothing is known, nor of episodes that other forces recorded.
    Not given unless the period and that of last year's extract adjoin and go back 12 months."""
    rows = data.frames["episodes"]
    whole, covered = count(data, CHILDREN, rows), looked_back_on(data)
    window = data.windows["missing"]
    if pd.Timestamp(covered.start) > pd.Timestamp(window.start) - pd.DateOffset(years=1):
        why = f"12 months to look back on are needed, and it is known who went missing in {covered}"
        return NotAvailable("not supplied", why, whole.address, whole.unit)
    first = rows.groupby(PERSON)["start"].min().dt.normalize().rename("first").reset_index()
    pairs = starts(data).merge(first, on=PERSON)
    days = pairs["start"].dt.normalize()
    again = pairs[days.ge(pairs["first"] - pd.DateOffset(years=1)) & days.lt(pairs["first"])]
    new = rows[~rows[PERSON].isin(again[PERSON])]
    return share(count(data, "missing.first_time_children", new), whole)


@measure(
    "missing.before_offence_share",
    "Share of victims of CSE who were missing in the 90 days before the offence",
    of=VICTIMS,
    columns=("offences.committed_from",),
)
def before_offence_share(data: Dataset) -> Share | NotAvailable:
    """Victims of CSE offences with a missing or absent episode that started in the 90 days before the first
    of these offences. Of victims for whom the day of that offence is known, no other than the first being
    given, and who went missing on each of the 90 days before. That an offence came after does not say that
    it came of it."""
    parts = data.frames["cse_people"]
    own = parts[parts["part"].eq(VICTIM)].sort_values(["day", "recorded_on", "offence"], kind="stable")
    first = own.drop_duplicates(PERSON)
    covered = looked_back_on(data)
    lies_within = (first["day"] - BEFORE).ge(pd.Timestamp(covered.start)) & first["day"].le(
        pd.Timestamp(covered.end + timedelta(days=1))
    )
    victims = first[first["is_dated"] & lies_within]
    pairs = victims.merge(starts(data), on=PERSON)
    days = pairs["start"].dt.normalize()
    before = pairs[days.ge(pairs["day"] - BEFORE) & days.lt(pairs["day"])]

    def counted(name: str, rows: pd.DataFrame) -> Count:
        told = count(data, name, rows)
        return replace(told, address=replace(told.address, beside=(("missing", covered),)))

    return share(counted("missing.victims_missing_before", before), counted(VICTIMS, victims))
