"""Who may be missed: boys, and children with a disability or special needs, among those identified."""

from __future__ import annotations

from profile_lib.dataset import Dataset
from profile_lib.figures import KNOWN, NotAvailable, Share, share
from profile_lib.measures.counting import count
from profile_lib.measures.definition import measure
from profile_lib.measures.register import AT_RISK, CAVEAT, identified


@measure(
    "cse.at_risk_male_share",
    "Share of children identified as at risk who were male",
    of=AT_RISK,
    columns=("at_risk_register.sex",),
    caveats=(CAVEAT,),
)
def at_risk_male_share(data: Dataset) -> Share | NotAvailable:
    """Boys among the children identified in the period as at risk whose sex is recorded. Boys are thought to
    be identified less often: a small share says how many were found, not how many are at risk."""
    return _share(data, "sex", "M")


@measure(
    "cse.at_risk_disability_share",
    "Share of children identified as at risk with a disability",
    of=AT_RISK,
    columns=("at_risk_register.disability",),
    caveats=(CAVEAT,),
)
def at_risk_disability_share(data: Dataset) -> Share | NotAvailable:
    """Children with a disability among those identified in the period of whom the register says whether they
    have one. They are thought to be identified less often."""
    return _share(data, "disability", "yes")


@measure(
    "cse.at_risk_send_share",
    "Share of children identified as at risk with special educational needs",
    of=AT_RISK,
    columns=("at_risk_register.send",),
    caveats=(CAVEAT,),
)
def at_risk_send_share(data: Dataset) -> Share | NotAvailable:
    """Children with support or a plan for special educational needs or a disability among those identified
    in the period of whom the register says whether they have any."""
    return _share(data, "send", "yes")


def _share(data: Dataset, dimension: str, category: str) -> Share | NotAvailable:
    children = identified(data)
    return share(
        count(data, AT_RISK, children, {dimension: category}),
        count(data, AT_RISK, children, {dimension: KNOWN}),
        not_recorded=count(data, AT_RISK, children, {dimension: "U"}),
    )
