"""The frames of CSE offences: which crimes are CSE, and the people in them, by the counting rules."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from profile_lib.dataset import groups
from profile_lib.dataset.linked import banded
from profile_lib.dataset.matters import clusters
from profile_lib.dataset.sources import Sources, per_person
from profile_lib.intake import ADULT, age_on

VICTIM, OFFENDER = "victim", "offender"
FLAGS = ("yes", "no", "U")
BRITISH = frozenset({"british", "united kingdom", "uk", "english", "scottish", "welsh", "northern irish"})
"""What is recorded of the nationality of a British person, in small letters."""
NOT_YET = "none"
"""The group of an offence without an outcome on the day that the edition speaks from."""
DAYS = {"0-30": (0, 30), "31-90": (31, 90), "91-180": (91, 180), "181+": (181, 10**9)}
ELSEWHERE = "Another place"
"""Where a crime record names a place that is no community area of the parameters."""


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
            "offence_type": groups.offence_type(rows["ho_class"]),
            "place_type": groups.place_type(rows["location_type"]),
            "offence_area": _areas(rows["community_area"], sources.edition.community_areas),
            **_outcomes(rows, pd.Timestamp(sources.edition.as_at)),
            "cluster": _clusters(rows, people),
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
    own, seen = (per_person(groups.ethnicity(rows[f"ethnicity_{by}"]), child) for by in ("self", "officer"))
    home = per_person(rows["home_authority"].str.strip().str.casefold(), child)
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
            "ethnicity": own.fillna(seen).fillna("U").astype("str"),
            "ethnicity_from": pd.Series("U", index=rows.index)
            .mask(seen.notna(), "officer")
            .mask(own.notna(), "self")
            .astype("str"),
            "home_authority": sources.is_own(home)
            .map({True: "own", False: "other"})
            .where(home.notna(), "U")
            .astype("str"),
            "relationship": groups.relationship(rows["relationship"]),
            "age": age.mask(grown),
            "age_to": age_on(born, rows["committed_to"]),
        }
    )


def recorded_links(sources: Sources) -> pd.DataFrame:
    """The recorded links between two people: child_a, child_b."""
    rows = sources.rows("links")
    ends = {f"child_{end}": sources.children("links", rows[f"person_ref_{end}"]) for end in "ab"}
    return pd.DataFrame(ends).reset_index(drop=True)


def recorded_needs(sources: Sources) -> pd.DataFrame:
    """The children of whom the at-risk register and the looked-after extract could record a disability or a
    special educational need, one row each: child, need (yes where any row has one, no where both were asked
    and neither is recorded, else U)."""
    told = [
        pd.DataFrame(
            {
                "child": sources.children(extract, rows["child_ref"]),
                "asked": column,
                "need": groups.need(rows[column]),
            }
        )
        for extract in ("at_risk_register", "looked_after")
        for rows in [sources.rows(extract)]
        for column in ("disability", "send")
    ]
    every = pd.concat(told, ignore_index=True).dropna(subset="child")
    said = every.dropna(subset="need")
    children = pd.Index(every["child"].unique(), name="child")
    both = said.groupby("child")["asked"].nunique().reindex(children).eq(2)
    has = children.isin(said.loc[said["need"].eq("yes"), "child"])
    need = pd.Series("U", index=children, dtype="str").mask(both, "no").mask(has, "yes")
    return need.rename("need").reset_index()


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


def _clusters(rows: pd.DataFrame, people: pd.DataFrame) -> np.ndarray:
    """The cluster of each offence: those that name the same person or are of one incident are one."""
    named = "person " + people.set_index("offence")["child"]
    return clusters(pd.concat([named, "incident " + rows.set_index("offence")["incident_ref"]]), len(rows))


def _recency(rows: pd.DataFrame) -> pd.Series:
    """Non-recent: committed more than 12 months before it was recorded."""
    before = rows["committed_from"] < rows["recorded_on"] - pd.DateOffset(years=1)
    told = before.map({True: "non-recent", False: "recent"})
    return told.where(rows["committed_from"].notna(), "U").astype("str")


def _areas(named: pd.Series, listed: Collection[str]) -> pd.Series:
    """The community area in which an offence was committed, where it is one that the parameters list."""
    return named.where(named.isin(listed) | named.isna(), ELSEWHERE).fillna("U").astype("str")


def _outcomes(rows: pd.DataFrame, as_at: pd.Timestamp) -> dict[str, pd.Series]:
    """The group of the outcome that had been given by ``as_at``, the days from recording to it, or to
    ``as_at`` where there was none, and their band. The days are missing where the outcome's is not recorded,
    or is before that of recording."""
    group = groups.outcome_group(rows["outcome"]).mask(rows["outcome_on"].gt(as_at), NOT_YET)
    until = rows["outcome_on"].mask(group.eq(NOT_YET), as_at)
    days = (until - rows["recorded_on"]).dt.days.astype("Int64")
    days = days.where(days.ge(0))
    band = banded(days, DAYS).mask(group.eq(NOT_YET) & days.notna(), NOT_YET)
    return {"outcome_group": group, "days": days, "outcome_days": band.astype("str")}


def _suspects(offences: pd.DataFrame) -> pd.Series:
    """Lone, group or not known: from the larger of identified and reported. One identified, with no number
    reported, is not acting alone."""
    number = offences[["reported", "identified"]].astype("Int64").max(axis=1)
    known = offences["reported"].notna() | offences["identified"].ge(2)
    told = pd.Series("U", index=offences.index, dtype="str")
    told = told.mask(known & number.eq(1), "lone")
    return told.mask(known & number.ge(2), "group")
