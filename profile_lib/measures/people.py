"""The people in CSE offences, one row each: what offenders and victims have in common."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.keeping import kept
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
UNDER_18 = {"yes": (0, 17), "no": (18, 200)}
OFFENCES_EACH = {"1": (1, 1), "2": (2, 2), "3+": (3, 10**9)}
OF_THE_PERSON = ["sex", "nationality", "ethnicity", "ethnicity_from", "home_authority"]


@kept
def people(data: Dataset, part: str) -> pd.DataFrame:
    """The offenders or the victims of the period, one row a person.

    Columns child, those of ``OF_THE_PERSON``, age (at the first offence; missing where uncertain or not
    recorded), age_certainty, suspect_age and victim_age (its band), suspect_under_18, offences (how many),
    offences_each (its band), dates (on how many), others (how many of the other part are named in these
    offences).
    """
    rows = data.frames["cse_people"]
    own = rows[rows["part"].eq(part)].sort_values(["day", "recorded_on", "offence"], kind="stable")
    by_person = own.groupby("child", sort=False)
    first = by_person[[*OF_THE_PERSON, "age", "age_to"]].nth(0).set_index(by_person.nth(0)["child"])
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
    return first.assign(
        age=age,
        age_certainty=certainty,
        suspect_age=bands,
        victim_age=bands,
        suspect_under_18=banded(age, UNDER_18),
        offences_each=banded(first["offences"], OFFENCES_EACH),
    ).reset_index()
