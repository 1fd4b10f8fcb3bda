"""The frames of CSE offences: which crimes are CSE, and the people in them, by the counting rules."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset.sources import Sources, per_person
from profile_lib.intake import ADULT, age_on

VICTIM, OFFENDER = "victim", "offender"
FLAGS = ("yes", "no", "U")
BRITISH = frozenset({"british", "united kingdom", "uk", "english", "scottish", "welsh", "northern irish"})
"""What is recorded of the nationality of a British person, in small letters."""


def cse_offences(sources: Sources, people: pd.DataFrame) -> pd.DataFrame:
    """One row a CSE offence, with how many suspects are identified among ``people`` and were reported."""
    rows = _flagged(sources)
    named = people.groupby(["offence", "part"])["child"].nunique().unstack()
    identified, victims = (
        named.get(part, pd.Series(dtype="int64")).reindex(rows["offence"]).fillna(0).astype("int64").array
        for part in (OFFENDER, VICTIM)
    )
    offences = pd.DataFrame(
        {
            "offence": rows["offence"],
            "recorded_on": rows["recorded_on"],
            "month": rows["recorded_on"].dt.strftime("%Y-%m"),
            "recency": _recency(rows),
            "online": rows["online"].fillna("U"),
            "gang": rows["gang_marker"].fillna("U"),
            "reported": rows["suspects_reported"],
            "identified": identified,
            "victims": victims,
        }
    )
    return offences.assign(suspects=_suspects(offences)).reset_index(drop=True)


def cse_people(sources: Sources) -> pd.DataFrame:
    """One row a named person's part in a CSE offence: a victim, or an offender (any other role).

    ``day``: the first day of the offence, else that of recording; ``is_dated``: it is the first day, and no
    later one is given; ``age`` on it (missing for a victim who by
    it was no child), and ``age_to`` on the last day where one is given.
    """
    crimes = _flagged(sources)[["crime_ref", "offence", "recorded_on", "committed_from", "committed_to"]]
    rows = sources.rows("offence_people")
    rows = rows[rows["person_ref"].notna()]
    rows = rows.merge(crimes, on="crime_ref", sort=False)
    child = sources.children("offence_people", rows["person_ref"])
    born = per_person(rows["date_of_birth"], child)
    day = rows["committed_from"].fillna(rows["recorded_on"])
    is_dated = rows["committed_from"].notna() & ~rows["committed_to"].gt(rows["committed_from"])
    age, is_victim = age_on(born, day), rows["role"].eq(VICTIM)
    # A victim was judged a child with the offence: a date of birth from another row may say otherwise
    grown = (is_victim & age.ge(ADULT)).fillna(False).astype(bool)
    nationality = per_person(rows["nationality"].str.strip().str.casefold(), child)
    return pd.DataFrame(
        {
            "offence": rows["offence"],
            "child": child,
            "part": is_victim.map({True: VICTIM, False: OFFENDER}).astype("str"),
            "recorded_on": rows["recorded_on"],
            "day": day,
            "is_dated": is_dated,
            "sex": per_person(rows["sex"].mask(rows["sex"].eq("U")), child).fillna("U").astype("str"),
            "nationality": nationality.isin(BRITISH)
            .map({True: "british", False: "other"})
            .where(nationality.notna(), "U")
            .astype("str"),
            "age": age.mask(grown),
            "age_to": age_on(born, rows["committed_to"]),
        }
    )


def recorded_links(sources: Sources) -> pd.DataFrame:
    """The recorded links between two people: child_a, child_b."""
    rows = sources.rows("links")
    ends = {f"child_{end}": sources.children("links", rows[f"person_ref_{end}"]) for end in "ab"}
    return pd.DataFrame(ends).reset_index(drop=True)


def flags(sources: Sources) -> pd.DataFrame:
    """The crimes by their CSE flag as recorded and after review: recorded, reviewed, offences."""
    rows = sources.rows("offences")[["cse_flag_recorded", "cse_flag_reviewed"]].fillna("U")
    every = pd.MultiIndex.from_product([FLAGS, FLAGS], names=["recorded", "reviewed"])
    counted = rows.set_axis(["recorded", "reviewed"], axis=1).value_counts().reindex(every, fill_value=0)
    return counted.rename("offences").reset_index()


def _flagged(sources: Sources) -> pd.DataFrame:
    """The crimes that are CSE, numbered: flagged after review where reviewed, else as recorded."""
    rows = sources.rows("offences")
    flag = rows["cse_flag_reviewed"].fillna(rows["cse_flag_recorded"])
    flagged = rows[flag.eq("yes")]
    return flagged.assign(offence=range(len(flagged)))


def _recency(rows: pd.DataFrame) -> pd.Series:
    """Non-recent: committed more than 12 months before it was recorded."""
    before = rows["committed_from"] < rows["recorded_on"] - pd.DateOffset(years=1)
    told = before.map({True: "non-recent", False: "recent"})
    return told.where(rows["committed_from"].notna(), "U").astype("str")


def _suspects(offences: pd.DataFrame) -> pd.Series:
    """Lone, group or not known: from the larger of identified and reported. One identified, with no number
    reported, is not acting alone."""
    number = offences[["reported", "identified"]].astype("Int64").max(axis=1)
    known = offences["reported"].notna() | offences["identified"].ge(2)
    told = pd.Series("U", index=offences.index, dtype="str")
    told = told.mask(known & number.eq(1), "lone")
    return told.mask(known & number.ge(2), "group")
