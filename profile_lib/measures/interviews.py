"""Return interviews: how many are due, offered and completed, in time, and by whom.

Three denominators (those due, those offered, those accepted) and two clocks (to the offer, to the interview):
a share says little without saying of what.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.figures import DIMENSIONS, KNOWN, Count, NotAvailable, Share, Table, share
from profile_lib.measures.counting import PERSON, count, table
from profile_lib.measures.definition import measure
from profile_lib.statistics import Interval, resampled_share

INTERVIEWS = "missing.interviews"
RETURN, OFFER = "return_interviews.returned_on", "return_interviews.offered_on"
COMPLETED = "return_interviews.completed_on"


@measure(INTERVIEWS, "Return interviews due", columns=(RETURN,))
def interviews(data: Dataset, *by: str) -> Count | Table:
    """Return interviews that the council records as due after a return in the period, whether offered or
    not. Returns that the council was not told of are not among them."""
    rows = data.frames["interviews"]
    return table(data, INTERVIEWS, rows, *by) if by else count(data, INTERVIEWS, rows)


@measure(
    "missing.interviews_offered_share",
    "Share of due return interviews that were offered",
    of=INTERVIEWS,
    columns=(OFFER,),
)
def offered_share(data: Dataset) -> Share | NotAvailable:
    """Interviews that were offered, of all that were due."""
    return _share(data, {}, "offered")


@measure(
    "missing.interviews_offered_in_time_share",
    "Share of due return interviews that were offered within 72 hours",
    of=INTERVIEWS,
    columns=(RETURN, OFFER),
)
def offered_in_time_share(data: Dataset) -> Share | NotAvailable:
    """Interviews offered by the third day after the return, of all that were due and whose days are
    recorded; one that was not offered was not offered in time."""
    return _share(data, {}, "offered_in_time")


@measure(
    "missing.interviews_completed_share",
    "Share of due return interviews that took place",
    of=INTERVIEWS,
    columns=(COMPLETED,),
)
def completed_share(data: Dataset) -> Share | NotAvailable:
    """Interviews that took place, of all that were due."""
    return _share(data, {}, "completed")


@measure(
    "missing.interviews_completed_of_offered_share",
    "Share of offered return interviews that took place",
    of=INTERVIEWS,
    columns=(OFFER, COMPLETED),
)
def completed_of_offered_share(data: Dataset) -> Share | NotAvailable:
    """Interviews that took place, of those that were offered."""
    return _share(data, {"offered": "yes"}, "completed")


@measure(
    "missing.interviews_completed_of_accepted_share",
    "Share of accepted return interviews that took place",
    of=INTERVIEWS,
    columns=("return_interviews.response", COMPLETED),
)
def completed_of_accepted_share(data: Dataset) -> Share | NotAvailable:
    """Interviews that took place, of those that the child accepted."""
    return _share(data, {"response": "accepted"}, "completed")


@measure(
    "missing.interviews_completed_in_time_share",
    "Share of due return interviews that took place within 72 hours",
    of=INTERVIEWS,
    columns=(RETURN, COMPLETED),
)
def completed_in_time_share(data: Dataset) -> Share | NotAvailable:
    """Interviews that took place by the third day after the return, of all that were due and whose day of
    return is recorded."""
    return _share(data, {}, "completed_in_time")


@measure(
    "missing.interviews_independent_share",
    "Share of return interviews by somebody independent",
    of=INTERVIEWS,
    columns=("return_interviews.independent", COMPLETED),
)
def independent_share(data: Dataset) -> Share | NotAvailable:
    """Interviews by somebody independent of the child's placement, of those that took place and for which it
    is recorded."""
    return _share(data, {"completed": "yes"}, "independent")


def _share(data: Dataset, of: Mapping[str, str], said: str) -> Share | NotAvailable:
    """Those of which ``said`` is yes, of those ``of`` whom it is known; the interval comes from resampling
    children, who may have had several interviews."""
    rows = data.frames["interviews"]
    for name, category in of.items():
        rows = rows[rows[name].eq(category)]
    has_unknown = DIMENSIONS[said].unknown is not None
    whole = {**of, said: KNOWN} if has_unknown else of
    return share(
        count(data, INTERVIEWS, rows, {**of, said: "yes"}),
        count(data, INTERVIEWS, rows, whole),
        interval=_interval(rows[rows[said].ne("U")], said),
        not_recorded=count(data, INTERVIEWS, rows, {**of, said: "U"}) if has_unknown else None,
    )


def _interval(rows: pd.DataFrame, said: str) -> Interval | None:
    held = rows[said].eq("yes").groupby(rows[PERSON])
    return resampled_share(held.sum().tolist(), held.size().tolist()) if len(rows) else None
