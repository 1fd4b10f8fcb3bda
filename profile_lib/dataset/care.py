"""Whether a child was in care on the day an episode started, and who says so (contract 4.1)."""

from __future__ import annotations

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


def linkable(rows: pd.DataFrame, index: pd.DataFrame, upns: pd.Series) -> int:
    """Looked-after rows whose reference says enough to be linked to other extracts.

    That is given name, surname and date of birth in one row, its own or one of person_index about it
    (``index``); or a UPN that another extract has too (``upns``), since alone it leads to nobody.
    """
    told = pd.concat([rows.assign(ref=rows["child_ref"]), index])
    named = told[["forename", "surname", "date_of_birth"]].notna().all(axis=1)
    known = told["upn"].notna() & told["upn"].isin(upns)
    return int(rows["child_ref"].isin(told.loc[named | known, "ref"]).sum())
