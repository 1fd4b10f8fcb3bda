"""What came of CSE offences: the groups of their outcomes, how long they took, and who withdrew."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.offences import NOT_YET
from profile_lib.figures import KNOWN, Count, NotAvailable, Share, Span, share, too_few_known
from profile_lib.measures.counting import count
from profile_lib.measures.definition import measure
from profile_lib.measures.offences import OFFENCES, with_people
from profile_lib.statistics import Interval, proportion_interval
from profile_lib.statistics.durations import lasting, lasting_interval

CLOSED, HALF = "cse.closed_offences", 0.5
OUTCOME, ON = "offences.outcome", "offences.outcome_on"
OUTCOMES, WITHDRAWN = "outcome-as-at", "withdrawal-is-no-fault"


@measure(CLOSED, "CSE offences that are not said to be still open", columns=(OUTCOME,), caveats=(OUTCOMES,))
def closed_offences(data: Dataset) -> Count:
    """CSE offences of the period that are not said to be without an outcome on the day that the edition
    speaks from; those of which no outcome is recorded at all are among them."""
    return count(data, CLOSED, _closed(data))


@measure(
    "cse.charged_share",
    "Share of CSE offences with an outcome that ended in a charge",
    of=CLOSED,
    columns=(OUTCOME,),
    caveats=(OUTCOMES,),
)
def charged_share(data: Dataset) -> Share | NotAvailable:
    """CSE offences with a charge, summons or conviction, of those whose outcome is recorded. Those still
    under investigation are not in the base, and may end otherwise."""
    return _share(data, "charged")


@measure(
    "cse.victim_does_not_support_share",
    "Share of CSE offences with an outcome in which the victim does not support action",
    of=CLOSED,
    columns=(OUTCOME,),
    caveats=(OUTCOMES, WITHDRAWN),
)
def victim_does_not_support_share(data: Dataset) -> Share | NotAvailable:
    """CSE offences whose outcome says that the victim does not support action, or no longer does, whether or
    not a suspect was identified, of those whose outcome is recorded."""
    return _share(data, "victim")


@measure(
    "cse.days_to_outcome_median",
    "Median days from recording to an outcome",
    of=OFFENCES,
    columns=(OUTCOME, ON),
    caveats=(OUTCOMES,),
)
def days_to_outcome_median(data: Dataset) -> Span | NotAvailable:
    """The days after which half of the CSE offences of the period have an outcome, by the Kaplan-Meier
    estimate: an offence without one counts as open for the days up to that from which the edition speaks.
    Offences of which the day of the outcome is not recorded, or is before that of recording, are left out.
    Not given where more than 30% are left out, or fewer than half have an outcome within the days that could
    be observed."""
    rows = with_people(data)
    known, unknown = (count(data, OFFENCES, rows, {"outcome_days": name}) for name in (KNOWN, "U"))
    if too_few := too_few_known(known, unknown, "days"):
        return too_few
    timed = rows[rows["outcome_days"].ne("U")].drop_duplicates("offence")
    days, has_ended = timed["days"].astype("int64"), timed["outcome_group"].ne(NOT_YET)
    median = lasting(days, has_ended, HALF)
    if median is None:
        why = "fewer than half have an outcome within the days that could be observed"
        return NotAvailable("not supplied", why, known.address, "days", (("known", known),))
    interval = lasting_interval(days, has_ended, HALF)
    return Span(median, median, known.address, "days", known.people, not_recorded=unknown, interval=interval)


def _closed(data: Dataset) -> pd.DataFrame:
    rows = with_people(data)
    return rows[rows["outcome_group"].ne(NOT_YET)]


def _share(data: Dataset, group: str) -> Share | NotAvailable:
    rows = _closed(data)
    part, known, unknown = (
        count(data, CLOSED, rows, {"outcome_group": name}) for name in (group, KNOWN, "U")
    )
    limits = proportion_interval(part.value, known.value) if known.value else None
    interval = Interval(*limits, 0.95, "Wilson") if limits else None
    return share(part, known, interval=interval, not_recorded=unknown)
