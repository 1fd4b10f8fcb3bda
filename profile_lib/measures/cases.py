"""What became of children at risk: identified again, how long a case stays open, how it ended."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.figures import Count, NotAvailable, Share, Span, Table, share
from profile_lib.measures.counting import count, table
from profile_lib.measures.definition import measure
from profile_lib.measures.register import AT_RISK, CAVEAT, identified
from profile_lib.statistics.durations import lasting, lasting_interval

CLOSED = "cse.at_risk_closed"
AGAIN = "identified_again"
LOOK_BACK = "register-look-back"
DATES = ("at_risk_register.closed_on",)
UNIT = "days"


@measure(
    "cse.at_risk_again_share",
    "Share of children identified as at risk who had been before",
    of=AT_RISK,
    columns=DATES,
    caveats=(CAVEAT, LOOK_BACK),
)
def at_risk_again_share(data: Dataset) -> Share | NotAvailable:
    """Of the children identified in the period as at risk: those identified again after an earlier case had
    closed, in the period or before it, as far back as the extract has closed cases."""
    children = identified(data)
    return share(count(data, AT_RISK, children, {AGAIN: "yes"}), count(data, AT_RISK, children))


@measure(
    "cse.at_risk_look_back",
    "Days in which an earlier case would be seen",
    of=AT_RISK,
    columns=DATES,
    caveats=(LOOK_BACK,),
)
def at_risk_look_back(data: Dataset) -> Span | NotAvailable:
    """How far the extract reaches back from a child's first identification in the period: the fewest and the
    most days since the first day from which it has closed cases."""
    children = count(data, AT_RISK, identified(data))
    first = _first_spells(data)
    if first.empty:
        return NotAvailable("not supplied", "the base is empty", children.address, UNIT)
    days = (first["identified_on"] - first["held_from"]).dt.days
    return Span(int(days.min()), int(days.max()), children.address, UNIT, children.people)


@measure(CLOSED, "Children at risk whose case was closed", columns=DATES)
def at_risk_closed(data: Dataset, *by: str) -> Count | Table:
    """Distinct children with a spell on the register that was closed in the period, whenever it began."""
    spells, window = data.frames["at_risk"], data.windows["cse"]
    days = pd.Timestamp(window.start), pd.Timestamp(window.end)
    closed = spells[spells["closed_on"].between(*days)].sort_values("closed_on", kind="stable")
    last = closed.drop_duplicates("child", keep="last")
    return table(data, CLOSED, last, *by) if by else count(data, CLOSED, last)


@measure(
    "cse.at_risk_days_median",
    "Median days that a case stays open",
    of=AT_RISK,
    columns=DATES,
)
def at_risk_days_median(data: Dataset) -> Span | NotAvailable:
    """Days by which one case in two is closed, from the child's first identification in the period. A case
    that is open at the end of the period counts as open for so long (Kaplan-Meier): leaving such cases out
    would leave out the long ones."""
    return _days(data, 0.5, 0.5)


@measure(
    "cse.at_risk_days_middle_half",
    "Days that the middle half of cases stays open",
    of=AT_RISK,
    columns=DATES,
)
def at_risk_days_middle_half(data: Dataset) -> Span | NotAvailable:
    """Days by which a quarter and three quarters of the cases are closed, from the child's first
    identification in the period (Kaplan-Meier). Not given where too many are open still."""
    return _days(data, 0.25, 0.75)


def _days(data: Dataset, low: float, high: float) -> Span | NotAvailable:
    first, end = _first_spells(data), pd.Timestamp(data.windows["cse"].end)
    children = count(data, AT_RISK, first)
    has_ended = first["closed_on"].le(end)
    days = (first["closed_on"].where(has_ended, end) - first["identified_on"]).dt.days
    found = lasting(days, has_ended, low), lasting(days, has_ended, high)
    if found[0] is None or found[1] is None:
        why = "too few cases were closed by the end of the period" if len(first) else "the base is empty"
        return NotAvailable("not supplied", why, children.address, UNIT)
    interval = lasting_interval(days, has_ended, low) if low == high else None
    return Span(found[0], found[1], children.address, UNIT, children.people, interval=interval)


def _first_spells(data: Dataset) -> pd.DataFrame:
    """The first spell of each child that began in the period."""
    return identified(data).drop_duplicates("child")
