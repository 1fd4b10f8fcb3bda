"""Unauthorised absence from school: children at risk of exploitation beside the authority's other pupils."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.keeping import kept
from profile_lib.figures import Count, NotAvailable, Ratio, Share, ratio, share
from profile_lib.measures.counting import count
from profile_lib.measures.definition import measure
from profile_lib.measures.register import identified
from profile_lib.statistics import count_interval

AT_RISK, OTHERS = "absence.at_risk_pupils", "absence.other_pupils"
AGES = (5, 15)
TENTH = 10
"""A pupil is counted who missed one session in so many, or more (contract 4.1)."""
CAVEAT, REDEFINED = "absence-association", "persistent-absence-redefined"
COLUMNS = ("school_absence.sessions_unauthorised",)


@measure(
    "absence.at_risk_share",
    "Share of pupils at risk of CSE who missed a tenth of sessions without authorisation",
    of=AT_RISK,
    columns=COLUMNS,
    caveats=(CAVEAT, REDEFINED),
)
def at_risk_share(data: Dataset) -> Share | NotAvailable:
    """Of the pupils aged 5 to 15 at the start of the school year who were identified as at risk in the
    period: those who missed a tenth or more of their possible sessions without authorisation."""
    return share_who_missed(data, {})


@measure(
    "absence.other_share",
    "Share of other pupils who missed a tenth of sessions without authorisation",
    of=OTHERS,
    columns=COLUMNS,
    caveats=(CAVEAT, REDEFINED),
)
def other_share(data: Dataset) -> Share | NotAvailable:
    """The same of all other pupils of the authority aged 5 to 15: the authority's totals, less the pupils at
    risk."""
    return _of_other_pupils(data)


@measure(
    "absence.at_risk_ratio",
    "Unauthorised absence of pupils at risk of CSE, as a multiple of other pupils'",
    of=OTHERS,
    columns=COLUMNS,
    caveats=(CAVEAT, REDEFINED),
)
def at_risk_ratio(data: Dataset) -> Ratio | NotAvailable:
    """The share of pupils at risk who missed a tenth or more of sessions without authorisation, over the
    share of other pupils who did."""
    top, bottom = share_who_missed(data, {}), _of_other_pupils(data)
    if isinstance(top, NotAvailable):
        return top
    return bottom if isinstance(bottom, NotAvailable) else ratio(top, bottom)


def share_who_missed(data: Dataset, where: dict[str, str]) -> Share | NotAvailable:
    """The pupils at risk, narrowed by ``where``, who missed a tenth or more."""
    pupils = at_risk_pupils(data)
    return share(
        count(data, AT_RISK, pupils, {**where, "absent_10pct": "yes"}), count(data, AT_RISK, pupils, where)
    )


def _of_other_pupils(data: Dataset) -> Share | NotAvailable:
    totals, pupils = data.frames["absence_totals"], at_risk_pupils(data)
    of_age = totals[totals["age"].between(*AGES)]
    missed = int(of_age["pupils_10pct"].sum()) - int(pupils["absent_10pct"].eq("yes").sum())
    everybody = int(of_age["pupils"].sum()) - len(pupils)
    if not 0 <= missed <= everybody:
        why = "the authority's totals do not hold the pupils at risk"
        return NotAvailable("not supplied", why, data.address(OTHERS), "children")
    return share(_others(data, missed, {"absent_10pct": "yes"}), _others(data, everybody, {}))


@kept
def at_risk_pupils(data: Dataset) -> pd.DataFrame:
    """The pupils of the right age, with sessions, who were identified as at risk: one row each, with
    absent_10pct and identified_later."""
    pupils = data.frames["absence"]
    chosen = pupils[
        pupils["age"].between(*AGES).fillna(False).astype(bool)
        & pupils["possible"].gt(0)
        & pupils["child"].isin(identified(data)["child"])
    ]
    missed = chosen["unauthorised"] * TENTH >= chosen["possible"]
    later = chosen["child"].isin(_identified_after(data, pd.Timestamp(data.windows["school"].end)))
    answers = {True: "yes", False: "no"}
    return chosen.assign(absent_10pct=missed.map(answers), identified_later=later.map(answers))


def _identified_after(data: Dataset, day: pd.Timestamp) -> pd.Series:
    """The children whose first spell that the extract tells of began after the day."""
    first = data.frames["at_risk"].drop_duplicates("child")
    return first.loc[first["identified_on"].gt(day) & first["identified_again"].eq("no"), "child"]


def _others(data: Dataset, pupils: int, where: dict[str, str]) -> Count:
    return Count(pupils, data.address(OTHERS, where), pupils, count_interval([1] * pupils))
