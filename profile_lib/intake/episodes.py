"""Rows of the same child that are one missing episode (contract 4.1).

A pair of rows, the first of which starts no later than the second, is one episode where the second starts
before, at or within 60 minutes after the end of the first. Where a date has no time, none is made up: a start
on a day may have been as late as that day's end, an end as early as its beginning (or the row's start), so
that two rows given to the day are one where their days overlap by more than the day on which they meet. Two
rows that start on the same day, both without a time, are one as well. A row without a return ends, for this
rule, when it starts: a later row shows that the child was back in between, and when is not guessed.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from profile_lib.figures import Period
from profile_lib.intake.ages import is_adult
from profile_lib.intake.rules import AGED_18, OUTSIDE_PERIOD, within

RESTART = pd.Timedelta(minutes=60)
"""A child missing again so soon had not settled: one episode (contract 4.1)."""

DAY = pd.Timedelta(days=1)

HOWS = ("overlapping", "touching", "restarting within 60 minutes", "starting on the same day, no time known")


@dataclass(frozen=True)
class Merged:
    """Episodes, and what became of the rows on the way.

    ``episodes``: one row an episode that counts, index ``row`` its first row's number. Columns person, start,
    start_has_time, end, end_has_time, open (no return after its last start), category, rows (how many),
    found_by and found_in (of the row that ends last), harm (some if a row has any) and the first row's other
    columns; date_of_birth is the first that is recorded.
    ``scope``: for each row the rule that puts its episode out of scope, else missing.
    ``effects``: rule, rows_before, rows_after (the count as each rule in turn leaves it), changed (rows or
    episodes that the rule touched).
    """

    episodes: pd.DataFrame
    scope: pd.Series
    effects: pd.DataFrame


def merge_episodes(rows: pd.DataFrame, person: pd.Series, period: Period) -> Merged:
    """Merge the rows of each child into episodes, and keep those that start in the period, under 18.

    ``rows``: those of missing_episodes that are not at fault; rows out of scope by themselves take part,
    since an episode may begin in one. ``person``: the child of each row. Raises ValueError where a row has
    none.
    """
    if person.reindex(rows.index).isna().any():
        raise ValueError("every row of missing_episodes needs a child")
    ordered = _ordered(rows, person)
    how = _joined_to_what_came_before(ordered)
    number = how.isna().cumsum()
    episodes = _episodes(ordered, number)
    scope = _scope(episodes, period)
    kept = episodes[scope.isna()]
    return Merged(
        episodes=kept.drop(columns="regraded").sort_index(),
        scope=number.map(dict(zip(number.loc[episodes.index], scope, strict=True)))
        .reindex(rows.index)
        .astype("str"),
        effects=_effects(len(rows), how, scope, int(kept["regraded"].sum())),
    )


def _ordered(rows: pd.DataFrame, person: pd.Series) -> pd.DataFrame:
    """The rows by child and latest possible start, which is a column, as is how far each row reaches."""
    start, end = rows["missing_from"], rows["returned_at"].fillna(rows["missing_from"])
    end_timed = rows["returned_at_has_time"].where(rows["returned_at"].notna(), rows["missing_from_has_time"])
    by_day = ~rows["missing_from_has_time"]
    latest_start = start.mask(by_day, start.dt.normalize() + DAY)
    reach = end.where(~end_timed.astype(bool), end + RESTART)
    no_less = (start + RESTART).where(~by_day, start)  # no end is before its start
    added = rows.assign(
        person=person.reindex(rows.index),
        latest_start=latest_start,
        ends=end,
        reach=reach.where(reach >= no_less, no_less),
        by_day=by_day,
        number=rows.index,
    )
    order = ["person", "latest_start", "missing_from_has_time", "number"]
    return added.sort_values(order, kind="stable").rename_axis(index="row")


def _joined_to_what_came_before(ordered: pd.DataFrame) -> pd.Series:
    """How each row belongs to the episode of the rows before it (one of HOWS), or missing."""
    child = ordered["person"]
    furthest, latest_end = (
        ordered.groupby("person", sort=False)[column].cummax().groupby(child, sort=False).shift()
        for column in ("reach", "ends")
    )
    start, day = ordered["latest_start"], ordered["missing_from"].dt.normalize()
    reached = start <= furthest  # False for a child's first row
    alike = ordered["by_day"] & ordered["by_day"].shift(fill_value=False)
    same_day = alike & (child == child.shift()) & (day == day.shift())
    how = pd.Series(None, index=ordered.index, dtype="str")
    how = how.mask(reached, HOWS[2])
    how = how.mask(reached & (start == latest_end), HOWS[1])
    how = how.mask(reached & (start < latest_end), HOWS[0])
    return how.mask(same_day, HOWS[3])


def _episodes(ordered: pd.DataFrame, number: pd.Series) -> pd.DataFrame:
    """One row an episode, as Merged.episodes has it; regraded: missing, but absent at first or in one row."""
    grouped = ordered.groupby(number, sort=False)
    missing = ordered["category"].eq("missing").groupby(number, sort=False).any()
    absent = ordered["category"].eq("absent") | ordered["category_initial"].eq("absent")
    last = _last_ends(ordered, number)
    first = grouped.head(1)
    facts = pd.DataFrame(
        {
            "end": last["returned_at"],
            "end_has_time": last["returned_at_has_time"].astype(bool),
            "open": last["returned_at"].isna(),
            "category": missing.map({True: "missing", False: "absent"}),
            "rows": grouped.size(),
            "regraded": missing & absent.groupby(number, sort=False).any(),
            "date_of_birth": grouped["date_of_birth"].first(),
            **_found(ordered, number, last),
        }
    ).set_index(first.index)
    workings = ["latest_start", "ends", "reach", "by_day", "number", "scope"]
    own = first.drop(columns=[*workings, "returned_at", "returned_at_has_time"])
    own = own.drop(columns=own.columns.intersection(facts.columns))
    renamed = own.rename(columns={"missing_from": "start", "missing_from_has_time": "start_has_time"})
    return renamed.join(facts)


def _found(ordered: pd.DataFrame, number: pd.Series, last: pd.DataFrame) -> dict[str, pd.Series]:
    """How each episode ended: by whom and where the child was found, by the row that ends last; and whether
    any of its rows tells of harm. Of columns that are there."""
    found = {name: last[name] for name in ("found_by", "found_in") if name in last}
    if "harm" in ordered:
        some = ordered["harm"].eq("some").groupby(number, sort=False).any()
        found["harm"] = ordered["harm"].groupby(number, sort=False).first().mask(some, "some")
    return found


def _last_ends(ordered: pd.DataFrame, number: pd.Series) -> pd.DataFrame:
    """Of each episode the row that ends last, in order of the episodes: of equal ends an open row, then one
    with a time."""
    ranked = ordered.assign(
        episode=number, unended=ordered["returned_at"].isna(), timed=ordered["returned_at_has_time"]
    ).sort_values(["episode", "ends", "unended", "timed", "number"], kind="stable")
    return ranked.groupby("episode", sort=True).tail(1).set_index("episode")


def _scope(episodes: pd.DataFrame, period: Period) -> pd.Series:
    """The rule that puts an episode out of scope, else missing."""
    scope = pd.Series(None, index=episodes.index, dtype="str")
    scope = scope.mask(is_adult(episodes["date_of_birth"], episodes["start"]), AGED_18)
    return scope.mask(~within(episodes["start"], period), OUTSIDE_PERIOD)


def _effects(rows: int, how: pd.Series, scope: pd.Series, regraded: int) -> pd.DataFrame:
    """What each rule in turn did to the count."""
    steps = [(f"same child, {words}: one episode", int((how == words).sum())) for words in HOWS]
    steps += [
        ("the episode starts outside the period", int((scope == OUTSIDE_PERIOD).sum())),
        ("18 or over at the start", int((scope == AGED_18).sum())),
    ]
    lines, count = [], rows
    for rule, fewer in steps:
        lines.append((rule, count, count - fewer, fewer))
        count -= fewer
    lines.append(("absent re-graded to missing: one missing episode", count, count, regraded))
    return pd.DataFrame(lines, columns=["rule", "rows_before", "rows_after", "changed"])
