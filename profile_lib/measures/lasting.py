"""How long children were away, and how soon they went missing again."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.missing import LOOKED_AHEAD
from profile_lib.figures import KNOWN, Estimate, NotAvailable, too_few_known
from profile_lib.measures.counting import PERSON, count
from profile_lib.measures.definition import measure
from profile_lib.statistics.survival import Waits

EPISODES, RETURNS = "missing.episodes", "missing.returns"
RETURN = "missing_episodes.returned_at"


@measure("missing.median_hours", "Median length of an episode, in hours", of=EPISODES, columns=(RETURN,))
def median_hours(data: Dataset) -> Estimate | NotAvailable:
    """Hours from the start to the return within which half of all episodes had ended (Kaplan-Meier). An
    episode without a return counts as longer than from its start to the day the edition speaks from. One
    whose start or return has no time is left out, and counted beside it. The interval comes from resampling
    children."""
    rows = data.frames["episodes"]
    over = count(data, EPISODES, rows, {"duration": KNOWN})
    unknown = count(data, EPISODES, rows, {"duration": "U"})
    if why := too_few_known(over, unknown, "hours"):
        return why
    rows = rows[rows["duration"].ne("U")]
    is_open, no_later = rows["open"].astype(bool), rows["start"].dt.normalize() + pd.Timedelta(days=1)
    start = rows["start"].where(rows["start_has_time"].astype(bool), no_later)  # as late as that day's end
    end = rows["end"].mask(is_open, pd.Timestamp(data.edition.as_at))
    hours = ((end - start).dt.total_seconds() / 3600).clip(lower=0)
    value, interval = Waits.of(hours, ~is_open, rows[PERSON]).median()
    if value is None:
        return NotAvailable("not supplied", "more than half have no return recorded", over.address, "hours")
    return Estimate("mean", value, "hours", over, interval, unknown)


@measure(
    "missing.again_within_28_days_share",
    "Share of returns after which the child was missing again within 28 days",
    of=RETURNS,
    columns=(RETURN,),
)
def again_within_28_days_share(data: Dataset) -> Estimate | NotAvailable:
    """Returns in the period after which another episode of the child started by the 28th day, estimated from
    all returns (Kaplan-Meier): a return is followed to the end of the period, or until the child is 18, which
    for some is less than 28 days. The interval comes from resampling children."""
    rows, last_day = data.frames["episodes"], pd.Timestamp(data.windows["missing"].end)
    again = rows.groupby(PERSON)["start"].shift(-1).dt.normalize()
    returned = rows["end"].dt.normalize()
    is_return = returned.le(last_day)
    over = count(data, RETURNS, rows[is_return])
    if over.value == 0:
        return NotAvailable("not supplied", "the base is empty", over.address, over.unit)
    until_the_end = (last_day - returned).dt.days
    followed = rows["followed"].astype("float64").clip(upper=until_the_end)
    gap = (again - returned).dt.days.clip(lower=0)
    is_again = gap.le(followed)
    waits = gap.where(is_again, followed)
    told = Waits.of(waits[is_return], is_again[is_return], rows.loc[is_return, PERSON])
    value, interval = told.share_within(LOOKED_AHEAD)
    if value is None:
        why = f"no return was followed for {LOOKED_AHEAD} days"
        return NotAvailable("not supplied", why, over.address, over.unit)
    return Estimate("share", value, over.unit, over, interval)
