"""Looked-after children who went missing, as the police and as children's social care count them."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset.sources import Sources, used
from profile_lib.linkage.people import most_frequent

MARKER, OWN_RECORD, PLACEMENT, RETURN = "police_marker", "looked_after", "placed_by_others", "return"
BOTH, POLICE_ALONE, RETURN_ALONE = "both", "police_alone", "return_alone"
RECORDS = "records"
OWN, OTHER, UNKNOWN, ALL = "own", "other", "U", "all"
Row = tuple[str, str, int, int | None]
COLUMNS = ["source", "whose", "children", "events", "first", "last"]


def missing_from_care(sources: Sources, episodes: pd.DataFrame, basis: str) -> pd.DataFrame:
    """Looked-after children who went missing, as each source has it, over the months that all cover.

    Columns: source (the police marker; the police's episodes during an own looked-after record, or another
    authority's placement; the looked-after return; and whether both of police and return know the child),
    whose (the authority that is responsible: own, other, U or all), children, events (episodes, or periods of
    the return; missing where only children are matched), first and last (the months; blank where police and
    return have none in common). A child whose authority
    differs from row to row is of the one that most rows name. ``basis``: what care status is known from
    (``missing.care``). Without a return its rows are not there, nor without linkage are those of records of
    care and of what both know.
    """
    sent = sources.read.get("missing_from_care")
    periods = used(sent) if sent else None
    first, last = _months(sources, episodes, periods)
    within = episodes[episodes["start"].dt.strftime("%Y-%m").between(first, last)]
    linked = {OWN_RECORD, PLACEMENT} & sources.read.keys() if basis == RECORDS else set()
    rows = _marked(sources, within)
    for source, whose in ((OWN_RECORD, OWN), (PLACEMENT, OTHER)):
        if source in linked:
            rows.append(_counted(source, whose, within[within["care_source"].eq(source)]))
    if periods is not None:
        said = periods[periods["from_date"].dt.strftime("%Y-%m").between(first, last)]
        said = said.assign(child=sources.children(OWN_RECORD, said["child_ref"]))
        rows.append(_counted(RETURN, OWN, said))
        if OWN_RECORD in linked:
            rows += _matched(within[within["care_source"].eq(OWN_RECORD)], said)
    counted = pd.DataFrame(rows, columns=COLUMNS[:4]).astype({"children": "Int64", "events": "Int64"})
    return counted.assign(first=first, last=last)


def _marked(sources: Sources, episodes: pd.DataFrame) -> list[Row]:
    """Children whom the police marked as in care, by the authority that is responsible for them."""
    marked = episodes[episodes["police_marker"].eq("yes")]
    whose = _responsible(sources).reindex(marked["child"]).fillna(UNKNOWN).set_axis(marked.index)
    parts = [_counted(MARKER, each, marked[whose.eq(each)]) for each in (OWN, OTHER, UNKNOWN)]
    return [*parts, _counted(MARKER, ALL, marked)]


def _matched(police: pd.DataFrame, said: pd.DataFrame) -> list[Row]:
    """The children whom both know, and those of each alone."""
    known, told = set(police["child"]), set(said["child"])
    return [
        (BOTH, OWN, len(known & told), None),
        (POLICE_ALONE, OWN, len(known - told), None),
        (RETURN_ALONE, OWN, len(told - known), None),
    ]


def _counted(source: str, whose: str, rows: pd.DataFrame) -> Row:
    return source, whose, int(rows["child"].nunique()), len(rows)


def _months(sources: Sources, episodes: pd.DataFrame, periods: pd.DataFrame | None) -> tuple[str, str]:
    """The first and last month of the window or, where there is a return, of those in which both police and
    return have rows, since a return covers the year from April; blank where that is none."""
    window = sources.edition.periods["missing"].months()
    if periods is None:
        return window[0], window[-1]
    months = [days.dt.strftime("%Y-%m") for days in (episodes["start"], periods["from_date"])]
    if any(held.empty for held in months):
        return "", ""
    first, last = max(held.min() for held in months), min(held.max() for held in months)
    return (first, last) if first <= last else ("", "")


def _responsible(sources: Sources) -> pd.Series:
    """By child, whether the authority that most of the police's rows name is this one."""
    rows = sources.rows("missing_episodes")
    named = most_frequent(rows["home_authority"], sources.children("missing_episodes", rows["person_ref"]))
    return sources.is_own(named).map({True: OWN, False: OTHER})
