"""The register of children at risk of sexual exploitation, as children's social care keeps it."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.keeping import kept
from profile_lib.dataset.linked import banded
from profile_lib.figures import KNOWN, Count, NotAvailable, Share, Table, share
from profile_lib.measures.counting import count, table
from profile_lib.measures.definition import measure

AT_RISK = "cse.at_risk_children"
AGES = {"0-11": (0, 11), "12-13": (12, 13), "14-15": (14, 15), "16-17": (16, 17)}
CAVEAT = "identified-not-all"


@measure(AT_RISK, "Children identified as at risk of CSE", caveats=(CAVEAT,))
def at_risk_children(data: Dataset, *by: str) -> Count | Table:
    """Distinct children under 18 identified in the period as at risk of sexual exploitation, each once,
    however often identified."""
    return table(data, AT_RISK, identified(data), *by) if by else count(data, AT_RISK, identified(data))


@measure(
    "cse.at_risk_female_share",
    "Share of children identified as at risk who were female",
    of=AT_RISK,
    columns=("at_risk_register.sex",),
    caveats=(CAVEAT,),
)
def at_risk_female_share(data: Dataset) -> Share | NotAvailable:
    """Girls among the children identified in the period as at risk whose sex is recorded."""
    return _share(data, "sex", "F")


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


@measure("cse.at_risk_open", "Children at risk of CSE at any time in the period", caveats=(CAVEAT,))
def at_risk_open(data: Dataset) -> Count:
    """Distinct children with a spell on the register that was open on at least one day of the period,
    whenever it began."""
    spells, start = data.frames["at_risk"], pd.Timestamp(data.windows["cse"].start)
    still = spells["closed_on"].isna() | spells["closed_on"].ge(start)
    return count(data, "cse.at_risk_open", spells[_begun(data) & still])


@measure("cse.at_risk_open_at_end", "Children at risk of CSE at the end of the period", caveats=(CAVEAT,))
def at_risk_open_at_end(data: Dataset) -> Count:
    """Distinct children with a spell on the register that was open when the period ended."""
    spells, end = data.frames["at_risk"], pd.Timestamp(data.windows["cse"].end)
    still = spells["closed_on"].isna() | spells["closed_on"].gt(end)
    return count(data, "cse.at_risk_open_at_end", spells[_begun(data) & still])


def _share(data: Dataset, dimension: str, category: str) -> Share | NotAvailable:
    children = identified(data)
    return share(
        count(data, AT_RISK, children, {dimension: category}),
        count(data, AT_RISK, children, {dimension: KNOWN}),
        not_recorded=count(data, AT_RISK, children, {dimension: "U"}),
    )


@kept
def identified(data: Dataset) -> pd.DataFrame:
    """The spells that began in the period, the child's first telling age, level and source, any of them
    whether it was again: child, month, sex, age_identified, identified_on, closed_on and the others."""
    spells, start = data.frames["at_risk"], pd.Timestamp(data.windows["cse"].start)
    own = spells[_begun(data) & spells["identified_on"].ge(start)]
    first = own.drop_duplicates("child").set_index("child").reindex(own["child"]).set_axis(own.index)
    return own.assign(
        month=own["identified_on"].dt.strftime("%Y-%m"),
        age_identified=banded(first["age"], AGES),
        register_level=first["register_level"].astype("str"),
        referral_source=first["referral_source"].astype("str"),
        identified_again=own["identified_again"].astype("str").groupby(own["child"]).transform("max"),
    )


def _begun(data: Dataset) -> pd.Series:
    return data.frames["at_risk"]["identified_on"].le(pd.Timestamp(data.windows["cse"].end))
