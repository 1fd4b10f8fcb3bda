"""The frames of the missing chapter: episodes of children, with who was in care and what merging did."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset.care import care_on_the_day, linkable, placement_on_the_day
from profile_lib.dataset.linked import banded, described
from profile_lib.dataset.sources import Sources, no_rows
from profile_lib.intake import Merged, age_on, merge_episodes
from profile_lib.linkage.people import most_frequent

EPISODES, LOOKED_AFTER, PLACED = "missing_episodes", "looked_after", "placed_by_others"
COLUMNS = ["child", "start", "start_has_time", "end", "end_has_time", "open", "category"]
OF_THE_CHILD = ["sex", "age", "in_care", "care_source", "police_marker", "placement", "followed"]
AS_RECORDED = ["missing_from_type", "risk_level", "found_by", "found_in", "harm"]
OF_THE_EPISODE = ["time_band", "day_kind", "duration", "home_area", *AS_RECORDED]

TIME_BANDS = {"00-05": (0, 5), "06-11": (6, 11), "12-17": (12, 17), "18-23": (18, 23)}
"""Whole hours of the start."""
DURATIONS = {
    "0-7h": (0, 7),
    "8-15h": (8, 15),
    "16-23h": (16, 23),
    "24-47h": (24, 47),
    "2-6d": (48, 167),
    "7-27d": (168, 671),
    "28d+": (672, 10**9),
}
"""Whole hours from the start to the return. The bands are this project's own: reports of the UK Missing
Persons Unit have a section on duration, but no table of it could be read; what is quoted of them, within
24 hours, 48 hours, over a week and over 28 days, can be put together from these bands."""
SATURDAY = 5
LOOKED_AHEAD = 28
"""Days after a return in which going missing again is looked for."""


def merged_episodes(sources: Sources) -> Merged:
    """The rows of missing episodes merged into episodes; no episode where the extract was not sent."""
    rows = _rows(sources)
    children = sources.children(EPISODES, rows["person_ref"])
    return merge_episodes(rows, children, sources.edition.periods["missing"])


def episodes(sources: Sources, merged: Merged) -> pd.DataFrame:
    """The merged episodes with the child's sex, age and care status, and nothing that identifies.

    Sex and date of birth are those that most rows of the child's counted episodes have.
    """
    source, said = merged.episodes, _rows(sources)[merged.scope.isna()]
    saying = sources.children(EPISODES, said["person_ref"])
    sex = most_frequent(said["sex"].mask(said["sex"].eq("U")), saying)
    born = most_frequent(said["date_of_birth"], saying).astype(said["date_of_birth"].dtype)
    children = sources.children(EPISODES, source["person_ref"])
    rows = source.assign(
        child=children,
        sex=sex.reindex(children).set_axis(children.index).fillna("U").astype("str"),
        police_marker=source["police_care_marker"].fillna("U"),
        age=age_on(born.reindex(children).set_axis(children.index), source["start"]),
    )
    spells = {name: _spells(sources, name) for name in (LOOKED_AFTER, PLACED)}
    rows["care_source"] = care_on_the_day(rows, spells[LOOKED_AFTER], spells[PLACED])
    rows["placement"] = placement_on_the_day(rows, spells)
    rows["followed"] = _followed(rows["end"], born.reindex(children).set_axis(children.index))
    rows["in_care"] = rows["care_source"].ne("none").map({True: "yes", False: "no"})
    told = rows.assign(**_about_each(source, sources.is_own(source["home_authority"])))
    return described(told[[*COLUMNS, *OF_THE_CHILD, *OF_THE_EPISODE]])


def _followed(end: pd.Series, born: pd.Series) -> pd.Series:
    """For how many days after the return, of the first LOOKED_AHEAD, the child is still one; an unknown date
    of birth is held against nobody. Who was born on 29 February is 18 on 1 March."""
    leap = born.dt.month.eq(2) & born.dt.day.eq(29)
    adult = born + pd.DateOffset(years=18) + pd.to_timedelta(leap.astype("int64"), unit="D")
    days = (adult - end.dt.normalize()).dt.days - 1
    return days.where(days.notna() | end.isna(), LOOKED_AHEAD).clip(0, LOOKED_AHEAD).astype("Int64")


def _about_each(episodes: pd.DataFrame, is_own: pd.Series) -> dict[str, pd.Series]:
    """When each episode started, how long it took, from where, at what risk, and whose child it was."""
    start, home = episodes["start"], episodes["home_authority"]
    is_timed = episodes["start_has_time"].astype(bool)
    hours = (episodes["end"] - start).dt.total_seconds() // 3600
    to_the_hour = is_timed & episodes["end_has_time"].astype(bool)
    weekend = start.dt.day_of_week.ge(SATURDAY)
    return {
        "time_band": banded(start.dt.hour.where(is_timed), TIME_BANDS),
        "day_kind": weekend.map({True: "weekend", False: "weekday"}),
        "duration": banded(hours.where(to_the_hour), DURATIONS).mask(episodes["open"].astype(bool), "open"),
        **{name: episodes[name].fillna("U") for name in AS_RECORDED},
        "home_area": is_own.map({True: "own", False: "other"}).mask(home.isna(), "U"),
    }


def _rows(sources: Sources) -> pd.DataFrame:
    """The rows that are not at fault; those out of scope take part in merging."""
    sent = sources.read.get(EPISODES)
    return sent.rows if sent else no_rows(EPISODES)


def care(sources: Sources) -> pd.DataFrame:
    """How many looked-after rows there are, how many can be linked, and what care status is known from."""
    rows, can_be = _linkable_rows(sources)
    return pd.DataFrame({"rows": [rows], "linkable": [can_be], "basis": [_basis(sources)]})


def _basis(sources: Sources) -> str:
    """Where care status can be known from: records (and the marker), the marker alone, or nothing."""
    if (LOOKED_AFTER in sources.read or PLACED in sources.read) and _is_linkable(sources):
        return "records"
    marked = sources.rows(EPISODES)["police_care_marker"].notna().any()
    return "marker" if marked else "nothing"


def _spells(sources: Sources, extract: str) -> pd.DataFrame | None:
    """The spells of care of an extract; none where it was not sent, or too few looked-after rows can be
    linked for a share to be read from them."""
    if extract not in sources.read or not _is_linkable(sources):
        return None
    rows = sources.rows(extract)
    spells = rows.assign(child=sources.children(extract, rows["child_ref"]), placement=rows["placement_type"])
    return spells[["child", "from_date", "to_date", "placement"]]


def _is_linkable(sources: Sources) -> bool:
    """Whether enough looked-after rows carry identifiers; without the extract nothing is held against it."""
    rows, can_be = _linkable_rows(sources)
    return can_be >= sources.edition.linkage.least_linkable * rows


def _linkable_rows(sources: Sources) -> tuple[int, int]:
    rows, index = sources.rows(LOOKED_AFTER), sources.rows("person_index")
    about = index["source"].eq(LOOKED_AFTER)
    upns = pd.concat([sources.rows("school_absence")["upn"], index.loc[~about, "upn"]])
    return len(rows), linkable(rows, index[about], upns)
