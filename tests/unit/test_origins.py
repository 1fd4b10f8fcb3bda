"""How many households and offences stand behind a count: of one, all of it may be one family's."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import crime, dataset, entry, part, spell

from profile_lib.dataset import Dataset
from profile_lib.disclosure.knowledge import knowledge
from profile_lib.disclosure.rule import Listed, Rule
from profile_lib.disclosure.statements import counts_of, statement
from profile_lib.measures import offences, offenders, register, victims
from profile_lib.measures.occurrences import occurrences, occurring
from profile_lib.measures.origins import behind, origins_by_cell

DAY = "2015-03-01"


def origins(measured: Any) -> int:
    (told,) = entry(measured)["counts"]
    return int(told["origins"])


def at_risk(*postcodes: str) -> Any:
    rows = [spell(f"c{number}", DAY, postcode=code) for number, code in enumerate(postcodes)]
    return register.at_risk_children(dataset(at_risk_register=rows))


@pytest.mark.parametrize(
    ("postcodes", "households"),
    [
        (["SN1 1AA"] * 7, 1),
        (["SN1 1AA"] * 4 + ["sn11aa", " SN1 1AA "], 1),
        (["SN1 1AA", "SN1 1AA", "SN1 1AB"], 2),
        (["", "", ""], 3),  # who has no postcode is a household alone
    ],
)
def test_households(postcodes: list[str], households: int) -> None:
    assert origins(at_risk(*postcodes)) == households


def test_the_postcode_that_most_rows_of_a_child_have() -> None:
    rows = [spell("c1", day, postcode=code) for day, code in (
        ("2015-03-01", "SN1 1AA"), ("2015-04-01", "SN1 1AB"), ("2015-05-01", "SN1 1AB"))]  # fmt: skip
    made = dataset(at_risk_register=[*rows, spell("c2", DAY, postcode="SN1 1AB")])
    assert origins(register.at_risk_children(made)) == 1


def of_offences(*parts: tuple[str, str, str]) -> Any:
    crimes = sorted({ref for ref, _, _ in parts})
    return dataset(
        offences=[crime(ref) for ref in crimes],
        offence_people=[part(*told, postcode=f"SN1 {place}AA") for place, told in enumerate(parts)],
    )


def test_suspects_of_one_offence_come_from_one_offence() -> None:
    made = of_offences(*(("o1", "suspect", f"s{number}") for number in range(8)), ("o1", "victim", "v"))
    assert origins(offenders.offenders(made)) == 1
    assert origins(offences.offences(made)) == 1


def test_the_offences_that_the_people_are_named_in_are_counted_once_each() -> None:
    made = of_offences(
        *(("o1", "victim", "v1"), ("o2", "victim", "v1"), ("o2", "victim", "v2")),
        *(("o3", "victim", "v3"), ("o4", "suspect", "s")),
    )
    assert origins(victims.victims(made)) == 3
    assert origins(offenders.offenders(made)) == 1


@pytest.mark.parametrize(("households", "is_small"), [(1, True), (2, True), (3, False), (9, False)])
def test_a_count_of_fewer_than_three_households_is_hidden_however_many_children_it_has(
    households: int, is_small: bool
) -> None:
    codes = [f"SN1 {number % households}AA" for number in range(9)]
    told = entry(at_risk(*codes))
    rule = Rule(6, 1, 20, {"cse.at_risk_children": Listed()})
    said = statement(told, rule)
    assert said is not None
    system = knowledge(counts_of([told]), [said], rule)
    (name,) = said.exact
    assert (name in system.primary) is is_small


ROWS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["a", "b", "c", "d", None])), max_size=12)


@given(ROWS)
def test_different_values_in_each_cell_are_those_of_sets(rows: list[tuple[int, str | None]]) -> None:
    cell = np.array([n for n, _ in rows], dtype=np.int64)
    value = pd.factorize(pd.Series([v for _, v in rows], dtype="str"))[0]
    expected = [len({v for n, v in rows if n == each and v}) for each in range(4)]
    assert occurrences(cell, value).in_each(4).tolist() == expected


EMPTY = dataset(offences=[crime("O1")])
HOMES = {"a": 1, "b": 1, "c": 2, "d": 3}
PARTS = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 3)), max_size=8)


@given(ROWS, PARTS)
def test_origins_in_each_cell_are_those_counted_one_by_one(
    rows: list[tuple[int, str | None]], parts: list[tuple[str, int]]
) -> None:
    frames = {
        **EMPTY.frames,
        "households": pd.DataFrame({"household": HOMES}),
        "cse_people": pd.DataFrame(parts, columns=["child", "offence"]),
    }
    data = Dataset(EMPTY.edition, EMPTY.windows, frames)
    cell = np.array([n for n, _ in rows], dtype=np.int64)
    children = pd.Series([v for _, v in rows], dtype="str")
    who = [{v for n, v in rows if n == each and v} for each in range(4)]

    def counted(own: set[str]) -> int:
        homes = len({HOMES[child] for child in own})
        offences = {child: {offence for name, offence in parts if name == child} for child in own}
        return min(homes, len(set().union(*offences.values()))) if all(offences.values()) else homes

    code, people = pd.factorize(children)
    found = origins_by_cell(occurrences(cell, code), behind(data, people), 4)
    assert found.tolist() == [counted(own) for own in who]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.one_of(st.integers(-1, 4), st.integers(0, 10**6))), max_size=40)
)
def test_pairs_are_each_told_once_in_order_and_how_often_however_far_apart(
    rows: list[tuple[int, int]],
) -> None:
    cell, value = (np.array([row[n] for row in rows], dtype=np.int64) for n in (0, 1))
    found = occurrences(cell, value)
    expected = sorted(Counter((c, v) for c, v in rows if v >= 0).items())
    assert [((c, v), n) for c, v, n in zip(*(part.tolist() for part in found), strict=True)] == expected
    assert [each.tolist() for each in found.often_in_each(4)] == [
        [n for (c, _), n in expected if c == each] for each in range(4)
    ]


@given(st.lists(st.one_of(st.integers(0, 4), st.integers(0, 10**6)), max_size=40))
def test_how_often_numbers_occur_is_counted_however_far_apart(numbers: list[int]) -> None:
    found, often = occurring(np.array(numbers, dtype=np.int64))
    assert dict(zip(found.tolist(), often.tolist(), strict=True)) == Counter(numbers)
    assert found.tolist() == sorted(set(numbers))
