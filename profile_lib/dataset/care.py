"""Whether a child was in care on the day an episode started, who says so (contract 4.1), and in which kind of
placement."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from profile_lib.intake.rules import covered


def care_on_the_day(
    episodes: pd.DataFrame,
    looked_after: pd.DataFrame | None,
    placed_by_others: pd.DataFrame | None,
) -> pd.Series:
    """For each episode the source that puts the child in care: looked_after, placed_by_others,
    police_marker, or none.

    ``episodes``: child, start, police_marker. The others: child, from_date, to_date; a missing ``to_date`` is
    an open period, and both its days belong to it. An open looked-after period comes first, then a placement
    by another authority, then the police marker.
    """
    source = pd.Series("none", index=episodes.index, dtype="str")
    source = source.mask(episodes["police_marker"].eq("yes"), "police_marker")
    for name, periods in (("placed_by_others", placed_by_others), ("looked_after", looked_after)):
        if periods is not None:
            days = episodes[["child"]].assign(day=episodes["start"].dt.normalize())
            source = source.mask(covered(days, periods, "child"), name)
    return source


def placement_on_the_day(episodes: pd.DataFrame, spells: Mapping[str, pd.DataFrame | None]) -> pd.Series:
    """For each episode the kind of placement in which the child was on the day it started: U where it is not
    recorded, none where the child was not in care.

    ``episodes``: child, start, care_source. ``spells``: by source those of ``care_on_the_day`` with their
    placement. Of several that hold the day it is the one that began last, of these the last row's.
    """
    told = pd.Series("U", index=episodes.index, dtype="str").mask(episodes["care_source"].eq("none"), "none")
    for source, periods in spells.items():
        if periods is not None:
            own = episodes[episodes["care_source"].eq(source)]
            days = own[["child"]].assign(day=own["start"].dt.normalize()).reset_index(names="episode")
            pairs = days.merge(periods, on="child")
            pairs = pairs[pairs["from_date"].le(pairs["day"]) & ~pairs["to_date"].lt(pairs["day"])]
            last = pairs.sort_values("from_date", kind="stable").groupby("episode")["placement"].nth(-1)
            kind = last.set_axis(pairs.loc[last.index, "episode"]).fillna("U")
            told = told.mask(told.index.isin(kind.index), kind.reindex(told.index))
    return told


def linkable(rows: pd.DataFrame, index: pd.DataFrame, upns: pd.Series) -> int:
    """Looked-after rows whose reference says enough to be linked to other extracts.

    That is given name, surname and date of birth in one row, its own or one of person_index about it
    (``index``); or a UPN that another extract has too (``upns``), since alone it leads to nobody.
    """
    told = pd.concat([rows.assign(ref=rows["child_ref"]), index])
    named = told[["forename", "surname", "date_of_birth"]].notna().all(axis=1)
    known = told["upn"].notna() & told["upn"].isin(upns)
    return int(rows["child_ref"].isin(told.loc[named | known, "ref"]).sum())
