"""Absence of pupils at risk beside what is expected of pupils of their age and sex; and before they were
identified, so far as the dates tell."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.figures import KNOWN, NotAvailable, Share, StandardisedRatio, too_few_known
from profile_lib.measures.absence import (
    AGES,
    AT_RISK,
    CAVEAT,
    COLUMNS,
    OTHERS,
    REDEFINED,
    at_risk_pupils,
    share_who_missed,
)
from profile_lib.measures.counting import count
from profile_lib.measures.definition import measure
from profile_lib.statistics import EXACT_BELOW, Interval, rate_interval

CELL = ["age", "sex"]
BEFORE = {"identified_later": "yes"}
CAVEATS = (CAVEAT, REDEFINED)
SEX = "school_absence.sex"


@measure(
    "absence.at_risk_standardised_ratio",
    "Unauthorised absence of pupils at risk of CSE, as a multiple of pupils of the same age and sex",
    of=OTHERS,
    columns=(*COLUMNS, SEX),
    caveats=CAVEATS,
)
def at_risk_standardised_ratio(data: Dataset) -> StandardisedRatio | NotAvailable:
    """Pupils at risk who missed a tenth or more of sessions without authorisation, for each that would be
    expected if they had missed as many as the authority's other pupils of their age and sex (indirect
    standardisation). Pupils whose sex is not recorded are left out."""
    return _standardised(data, {})


@measure(
    "absence.before_identification_share",
    "Share of pupils later identified as at risk of CSE who missed a tenth of sessions without authorisation",
    of=AT_RISK,
    columns=COLUMNS,
    caveats=CAVEATS,
)
def before_identification_share(data: Dataset) -> Share | NotAvailable:
    """The same share of those pupils alone who were identified for the first time, as far as the extract of
    the register tells, after the school year had ended: their absence came before it."""
    return share_who_missed(data, BEFORE)


@measure(
    "absence.before_identification_standardised_ratio",
    "Unauthorised absence of pupils later identified, as a multiple of pupils of the same age and sex",
    of=OTHERS,
    columns=(*COLUMNS, SEX),
    caveats=CAVEATS,
)
def before_identification_standardised_ratio(data: Dataset) -> StandardisedRatio | NotAvailable:
    """The standardised ratio of those pupils alone who were identified for the first time, as far as the
    extract of the register tells, after the school year had ended."""
    return _standardised(data, BEFORE)


def _standardised(data: Dataset, where: dict[str, str]) -> StandardisedRatio | NotAvailable:
    pupils = at_risk_pupils(data)
    over = count(data, AT_RISK, pupils, {**where, "sex": KNOWN})
    unknown = count(data, AT_RISK, pupils, {**where, "sex": "U"})
    if too_few := too_few_known(over, unknown, "times"):
        return too_few
    rates = _of_others(data, pupils)
    chosen = pupils[pupils["sex"].ne("U")]
    for name, category in where.items():
        chosen = chosen[chosen[name].eq(category)]
    own = rates.reindex(pd.MultiIndex.from_frame(chosen[CELL].astype({"age": "int64"})))
    if own.isna().any():
        why = "the authority's totals have no other pupils of an age and sex of theirs"
        return NotAvailable("not supplied", why, over.address, "times")
    expected = float(own.sum())
    if expected == 0:
        why = "none of the other pupils of their age and sex is among those who missed a tenth"
        return NotAvailable("not supplied", why, over.address, "times")
    observed = count(data, AT_RISK, pupils, {**where, "sex": KNOWN, "absent_10pct": "yes"})
    limits = rate_interval(observed.value, expected, per=1)
    method = "exact Poisson" if observed.value < EXACT_BELOW else "Byar"
    return StandardisedRatio(observed, over, expected, Interval(*limits, 0.95, method), unknown)


def _of_others(data: Dataset, pupils: pd.DataFrame) -> pd.Series:
    """By age and sex: the share of other pupils who missed a tenth; missing where there is none, or where the
    totals do not hold the pupils at risk."""
    totals = data.frames["absence_totals"]
    totals = totals[totals["age"].between(*AGES)].astype({"age": "int64"}).groupby(CELL).sum()
    known = pupils.astype({"age": "int64"}).groupby(CELL)
    everybody = totals["pupils"].sub(known.size(), fill_value=0)
    absent = pupils["absent_10pct"].eq("yes").groupby([pupils["age"].astype("int64"), pupils["sex"]]).sum()
    missed = totals["pupils_10pct"].sub(absent, fill_value=0).reindex(everybody.index)
    share: pd.Series = (missed / everybody).where(everybody.gt(0) & missed.between(0, everybody))
    return share
