"""The people in CSE offences, one row each: what offenders and victims have in common."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.linked import banded
from profile_lib.dataset.offences import OFFENDER, VICTIM

AGES = {
    "0-11": (0, 11),
    "12-13": (12, 13),
    "14-15": (14, 15),
    "16-17": (16, 17),
    "18-20": (18, 20),
    "21-24": (21, 24),
    "25+": (25, 200),
}


def people(data: Dataset, part: str) -> pd.DataFrame:
    """The offenders or the victims of the period, one row a person.

    Columns child, sex, nationality, age (at the first offence; missing where uncertain or not recorded),
    age_certainty, suspect_age and victim_age (its band), offences (how many), dates (on how many), others
    (how many of the other part are named in these offences).
    """
    rows = data.frames["cse_people"]
    own = rows[rows["part"].eq(part)].sort_values(["day", "recorded_on", "offence"], kind="stable")
    by_person = own.groupby("child", sort=False)
    first = by_person[["sex", "nationality", "age", "age_to"]].nth(0).set_index(by_person.nth(0)["child"])
    first["offences"], first["dates"] = by_person["offence"].nunique(), by_person["day"].nunique()
    pairs = own[["offence", "child"]].merge(
        rows.loc[rows["part"].eq(VICTIM if part == OFFENDER else OFFENDER), ["offence", "child"]],
        on="offence",
        suffixes=("", "_other"),
    )
    others = pairs.groupby("child")["child_other"].nunique()
    first["others"] = others.reindex(first.index).fillna(0).astype("int64")
    spans = (first["age_to"].notna() & first["age"].notna() & first["age"].ne(first["age_to"])).fillna(False)
    certainty = pd.Series("certain", index=first.index, dtype="str")
    certainty = certainty.mask(spans.astype(bool), "uncertain").mask(first["age"].isna(), "U")
    age = first["age"].where(certainty.eq("certain"))
    bands = banded(age, AGES)
    return first.assign(age=age, age_certainty=certainty, suspect_age=bands, victim_age=bands).reset_index()
