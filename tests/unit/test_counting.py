"""Counts made in arrays are those of the rows taken apart cell by cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from unittest import mock

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import dataset, edition

from profile_lib.dataset import Dataset
from profile_lib.dataset.linked import in_categories
from profile_lib.figures import Count, Period
from profile_lib.measures import counting
from profile_lib.measures.counting import count, table
from profile_lib.measures.origins import origins
from profile_lib.statistics import count_interval

CHILD = st.sampled_from("abcd")
ROWS = st.lists(
    st.tuples(CHILD, st.sampled_from("FMU"), st.sampled_from(["missing", "absent"]), st.integers(0, 3)),
    max_size=12,
)
PARTS = st.lists(st.tuples(CHILD, st.integers(0, 3)), max_size=4)
HOUSEHOLDS = {"a": 0, "b": 0, "c": 1}
"""That of child d is not known."""


def data_of(rows: list[tuple[str, str, str, int]], parts: list[tuple[str, int]]) -> Dataset:
    """Data in which children have these episodes, and these parts in CSE offences."""
    episodes = pd.DataFrame(rows, columns=["child", "sex", "category", "offence"]).astype({"child": "str"})
    named = pd.DataFrame(parts, columns=["child", "offence"]).astype({"child": "str", "offence": "int64"})
    homes = pd.DataFrame({"household": HOUSEHOLDS}).rename_axis("child")
    of = edition("2015")
    return Dataset(of, of.windows, {"episodes": episodes, "cse_people": named, "households": homes})


def taken_apart(
    data: Dataset, rows: pd.DataFrame, one: str | None, repeats: str | None
) -> tuple[object, ...]:
    """Value, people, households and interval of the rows of one cell."""
    value = rows[one].nunique() if one else len(rows)
    children, parts = set(rows["child"].dropna()), data.frames["cse_people"]
    homes = {HOUSEHOLDS[child] for child in children if child in HOUSEHOLDS}
    own = parts[parts["child"].isin(children)]
    sources = min(len(homes), own["offence"].nunique()) if set(own["child"]) == children else len(homes)
    each = [group[one].nunique() if one else len(group) for _, group in rows.groupby(repeats or "child")]
    sizes = each if repeats else [1] * value
    return value, len(children), sources, count_interval(sizes)


def told(counted: Count) -> tuple[object, ...]:
    return counted.value, counted.people, counted.origins, counted.interval


@settings(max_examples=50)
@given(ROWS, PARTS, st.booleans(), st.sampled_from([0, counting.MANY]))
def test_every_cell_is_counted_as_if_its_rows_stood_alone(
    rows: list[tuple[str, str, str, int]], parts: list[tuple[str, int]], is_categorical: bool, many: int
) -> None:
    data = data_of(rows, parts)
    episodes = data.frames["episodes"]
    episodes = in_categories(episodes) if is_categorical else episodes
    for counted, one, repeats in (("missing.episodes", None, "child"), ("missing.children", "child", None)):
        with mock.patch.object(counting, "MANY", many):  # and several tables at once
            own = table(data, counted, episodes, "sex", "category") if counted == "missing.episodes" else None
        for cell in own or (count(data, counted, episodes), count(data, counted, episodes, {"sex": "F"})):
            inside = np.full(len(episodes), True)
            for name, category in cell.address.where:
                inside &= (episodes[name] == category).to_numpy(dtype=bool)
            assert told(cell) == taken_apart(data, episodes[inside], one, repeats)
    assert origins(data, episodes["child"]) == taken_apart(data, episodes, None, "child")[2]


def test_a_category_that_no_row_of_a_period_has_is_not_counted_there() -> None:
    days = ("2015-02-01", "2015-02-20", "2015-12-01")
    data = dataset(disruptions=[{"action_ref": day, "applied_on": day, "power": "notice"} for day in days])
    assert data.frames["actions"]["month"].dtype == "category"
    winter = data.over({**data.windows, "cse": Period(date(2015, 1, 1), date(2015, 2, 28))})
    found = table(winter, "disruption.actions", winter.frames["actions"], "month")
    assert {dict(cell.address.where)["month"]: cell.value for cell in found.cells} == {
        "2015-01": 0,
        "2015-02": 2,
    }


def test_a_row_without_a_category_is_told_of() -> None:
    data = data_of([("a", "F", "missing", 0)], [])
    blank = data.frames["episodes"].assign(sex=pd.Series([None], dtype="str"))
    with pytest.raises(ValueError, match="sex: a blank is not declared"):
        table(data, "missing.episodes", blank, "sex")
    with pytest.raises(ValueError, match="sex: Q is not declared"):
        table(data, "missing.episodes", blank.assign(sex="Q"), "sex")


def test_rows_of_another_frame_of_the_same_name_are_counted_anew() -> None:
    data = data_of([("a", "F", "missing", 0), ("b", "M", "absent", 1)], [])
    assert count(data, "missing.episodes", data.frames["episodes"]).value == 2
    other = replace(data, frames={**data.frames, "episodes": data.frames["episodes"].head(1)})
    assert count(other, "missing.episodes", other.frames["episodes"]).value == 1
    assert count(data, "missing.children", data.frames["episodes"].head(1)).people == 1
