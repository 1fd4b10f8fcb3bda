"""Merging against the rule of contract 4.1 applied to every pair of rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profile_lib.figures import Period
from profile_lib.intake import merge_episodes

FIRST = pd.Timestamp("2015-01-01")
PERIOD = Period(date(2015, 1, 2), date(2015, 1, 5))
HOUR, DAY = pd.Timedelta(hours=1), pd.Timedelta(days=1)

BORN = {"a": pd.Timestamp("2001-01-01"), "b": pd.Timestamp("1997-01-04")}
EIGHTEEN = pd.Timestamp("2015-01-04")

Row = dict[str, Any]


@st.composite
def a_row(draw: st.DrawFn) -> Row:
    person = draw(st.sampled_from("ab"))
    half_hours = st.integers(0, 6 * 48)
    start = FIRST + draw(half_hours) * HOUR / 2
    end = start + draw(st.sampled_from([0, 1, 2, 4, 9, 47, 100, 150])) * HOUR / 2
    start_timed, end_timed = draw(st.booleans()), draw(st.booleans())
    returned = draw(st.sampled_from([True, True, True, False]))
    return {
        "person": person,
        "category": draw(st.sampled_from(["missing", "absent"])),
        "category_initial": draw(st.sampled_from(["absent", None])),
        "missing_from": start if start_timed else start.normalize(),
        "missing_from_has_time": start_timed,
        "returned_at": (end if end_timed else end.normalize()) if returned else pd.NaT,
        "returned_at_has_time": returned and end_timed,
        "date_of_birth": BORN[person],
        "scope": None,
    }


def frame(rows: list[Row]) -> pd.DataFrame:
    types = {
        "missing_from": "datetime64[us]",
        "returned_at": "datetime64[us]",
        "date_of_birth": "datetime64[us]",
    }
    return pd.DataFrame(rows, index=pd.RangeIndex(2, 2 + len(rows), name="row")).astype(types)


def same_episode(a: Row, b: Row) -> bool:
    """Whether two rows are one episode by themselves."""
    if a["person"] != b["person"]:
        return False
    both_by_day = not a["missing_from_has_time"] and not b["missing_from_has_time"]
    if both_by_day and a["missing_from"] == b["missing_from"]:
        return True
    first, second = sorted((a, b), key=lambda row: (latest_start(row), row["missing_from_has_time"]))
    return latest_start(second) <= reach(first)


def latest_start(row: Row) -> pd.Timestamp:
    start = pd.Timestamp(row["missing_from"])
    return start if row["missing_from_has_time"] else start.normalize() + DAY


def reach(row: Row) -> pd.Timestamp:
    open_ = pd.isna(row["returned_at"])
    end, timed = (
        (row["missing_from"], row["missing_from_has_time"])
        if open_
        else (row["returned_at"], row["returned_at_has_time"])
    )
    reached = pd.Timestamp(end) + (HOUR if timed else 0 * HOUR)
    start = pd.Timestamp(row["missing_from"])
    return max(reached, start + HOUR) if row["missing_from_has_time"] else reached


def reference(rows: list[Row]) -> list[frozenset[int]]:
    """The sets of row numbers that are one episode: pairs joined, until nothing more can be."""
    sets = [frozenset([n]) for n in range(len(rows))]
    joined = True
    while joined:
        joined = False
        for one in sets:
            for other in sets:
                if one != other and any(same_episode(rows[a], rows[b]) for a in one for b in other):
                    sets = [s for s in sets if s not in (one, other)] + [one | other]
                    joined = True
                    break
            if joined:
                break
    return sets


@settings(max_examples=40)
@given(st.lists(a_row(), min_size=1, max_size=9))
def test_merging_joins_what_the_rule_joins_and_nothing_else(rows: list[Row]) -> None:
    merging_follows_the_rule(rows)


@pytest.mark.full
@settings(max_examples=1000)
@given(st.lists(a_row(), min_size=1, max_size=12))
def test_merging_joins_what_the_rule_joins_in_a_thousand_cases(rows: list[Row]) -> None:
    merging_follows_the_rule(rows)


def merging_follows_the_rule(rows: list[Row]) -> None:
    table = frame(rows)
    result = merge_episodes(table, table["person"], PERIOD)
    counted = 0
    for members in reference(rows):
        own = table.iloc[sorted(members)]
        start = own["missing_from"].min().normalize()
        inside = PERIOD.start <= start.date() <= PERIOD.end
        adult = own["person"].iloc[0] == "b" and start >= EIGHTEEN
        rule = "outside-period" if not inside else "aged-18-or-over" if adult else "counted"
        assert set(result.scope.loc[own.index].fillna("counted")) == {rule}
        if rule != "counted":
            continue
        counted += 1
        [episode] = result.episodes[result.episodes.index.isin(own.index)].to_dict("records")
        assert episode["rows"] == len(own)
        assert episode["start"].normalize() == start
        assert episode["category"] == ("missing" if own["category"].eq("missing").any() else "absent")
        assert episode["open"] or episode["end"] == own["returned_at"].max()
    assert len(result.episodes) == counted == result.effects["rows_after"].iloc[-1]


@settings(max_examples=20)
@given(st.lists(a_row(), min_size=1, max_size=9), st.integers(0, 1000))
def test_neither_the_order_of_rows_nor_a_childs_key_matters(rows: list[Row], seed: int) -> None:
    table = frame(rows)
    plain = merge_episodes(table, table["person"], PERIOD)
    shuffled = table.sample(frac=1, random_state=seed)
    keys = shuffled["person"].map({"a": "zz", "b": "b"})
    other = merge_episodes(shuffled.drop(columns="person"), keys, PERIOD)
    columns = [column for column in plain.episodes if column != "person"]
    pd.testing.assert_frame_equal(plain.episodes[columns], other.episodes[columns])
    pd.testing.assert_frame_equal(plain.effects, other.effects)
    pd.testing.assert_series_equal(plain.scope, other.scope.loc[plain.scope.index])
