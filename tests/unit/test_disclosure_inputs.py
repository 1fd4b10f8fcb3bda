"""Odd questions, and what the counts of others say: nothing slips through because it was asked strangely."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from disclosure_attacker import Publication, Reader, counted_out, equation, narrowed, safe_sets

from profile_lib.disclosure import NoSafePattern, Pattern, audit, numerators, suppress


def protect(publication: Publication) -> Pattern:
    return suppress(publication.cells, publication.equations, **publication.options)


def check(publication: Publication, fewest: int) -> Pattern:
    """Protected with so many cells more, none of them needless, and the intervals those of a reader."""
    pattern = protect(publication)
    assert len(pattern.secondary) == fewest
    assert fewest == 0 or not list(safe_sets(publication, fewest - 1))
    hidden = pattern.primary | pattern.secondary
    assert not narrowed(publication, hidden)
    assert pattern.intervals == Reader(publication, hidden).intervals()
    return pattern


# A name twice, a relation twice, a relation of one


def test_a_part_that_counts_twice() -> None:
    cells = {"a": 4, "b": 9, "total": 17}
    made = Publication(cells, [equation("total", "a", "a", "b")], fixed=["total"])
    pattern = check(made, 1)
    assert pattern.intervals == {"a": (1, 8), "b": (1, 15)} == counted_out(made, {"a", "b"})


def test_episodes_of_one_child_that_count_twice() -> None:
    made = Publication(
        {"a": 27, "b": 90, "total": 144},
        [equation("total", "a", "a", "b")],
        fixed=["total"],
        persons={"a": 1},
    )
    assert check(made, 1).intervals["a"] == (1, 71)


def test_a_total_among_its_own_parts_says_that_the_rest_is_nothing() -> None:
    made = Publication(
        {"a": 3, "b": 0, "c": 9, "d": 12},
        [equation("a", "a", "b"), equation("d", "a", "c")],
        fixed=["d"],
    )
    assert check(made, 1).intervals == {"a": (1, 11), "c": (1, 11)}


def test_a_cell_at_most_itself_says_nothing() -> None:
    made = Publication(
        {"a": 4, "b": 9, "total": 13}, [equation("total", "a", "b")], fixed=["total"], at_most=[("a", "a")]
    )
    assert check(made, 1).intervals["a"] == (1, 12)


def test_the_same_relation_three_times_says_it_once() -> None:
    once = Publication({"a": 3, "b": 9, "total": 12}, [equation("total", "a", "b")], fixed=["total"])
    thrice = Publication(once.cells, list(once.equations) * 3, fixed=["total"])
    assert protect(once) == protect(thrice) == check(thrice, 1)


def test_a_total_of_one_part_is_hidden_with_it() -> None:
    made = Publication(
        {"a": 3, "the same": 3, "b": 9, "total": 12},
        [equation("the same", "a"), equation("total", "the same", "b")],
        fixed=["total"],
    )
    assert check(made, 1).primary == {"a", "the same"}


def test_nothing_at_all() -> None:
    assert protect(Publication({}, [])) == Pattern(frozenset(), frozenset(), {})
    assert audit({}, [], []) == {}


def test_a_cell_of_which_nothing_else_is_known() -> None:
    assert check(Publication({"a": 3, "b": 0}, []), 0).intervals == {"a": (1, None)}


def test_a_total_without_parts_is_nothing() -> None:
    made = Publication({"none": 0, "a": 3}, [equation("none")], implicit=["none"])
    assert check(made, 0).intervals == {"none": (0, 0), "a": (1, None)}


# Thresholds


def test_a_threshold_of_one_hides_nothing() -> None:
    assert check(Publication({"a": 1, "b": 7, "c": 8}, [equation("c", "a", "b")], 1), 0).primary == set()


@pytest.mark.parametrize(("threshold", "small"), [(3, {"a", "b"}), (4, {"a", "b", "c"}), (2, {"a"})])
def test_the_threshold_itself_is_printed(threshold: int, small: set[str]) -> None:
    pattern = protect(Publication({"a": 1, "b": 2, "c": 3, "d": 4}, [], threshold))
    assert pattern.primary == small


def test_below_two_there_is_only_one_and_it_does_not_come_out_all_the_same() -> None:
    made = Publication({"a": 1, "b": 1, "c": 9, "all": 11}, [equation("all", "a", "b", "c")], 2, ["all"])
    pattern = protect(made)
    assert pattern.secondary == {"c"}
    assert pattern.intervals == dict.fromkeys("abc", (1, 9)) == counted_out(made, set("abc"))


# People and counts


def test_a_count_is_as_small_as_the_people_behind_it() -> None:
    made = Publication(
        {"a": 27, "b": 10, "all": 37}, [equation("all", "a", "b")], fixed=["all"], persons={"a": 1}
    )
    assert check(made, 1).intervals == {"a": (1, 36), "b": (1, 36)}


def test_three_offences_of_nine_people_are_not_small() -> None:
    made = Publication(
        {"a": 3, "b": 9, "all": 12}, [equation("all", "a", "b")], persons={"a": 9, "b": 20, "all": 29}
    )
    assert protect(made).primary == set()


@pytest.mark.parametrize("count", [100_000, 100_000_000])
def test_large_counts_of_few_people(count: int) -> None:
    """Minutes, pounds, sessions: the solver's tolerances are no room to hide in."""
    cells = {"a": count, "b": 2 * count, "c": count // 2, "all": 3 * count + count // 2}
    made = Publication(cells, [equation("all", "a", "b", "c")], fixed=["all"], persons={"a": 2})
    assert check(made, 1).intervals["a"] == (1, cells["all"] - cells["c"] - 1)


def test_a_small_count_among_large_ones() -> None:
    counts = {"a": 3, "b": 100_000, "c": 100_000, "d": 200_000}
    totals = {"ab": 100_003, "cd": 300_000, "ac": 100_003, "bd": 300_000, "all": 400_003}
    made = Publication(
        {**counts, **totals},
        [
            *(equation(pair, *pair) for pair in ("ab", "cd", "ac", "bd")),
            equation("all", "ab", "cd"),
            equation("all", "ac", "bd"),
        ],
        fixed=list(totals),
    )
    assert check(made, 3).intervals["a"] == (1, 100_002)


# What others have put out


@pytest.mark.parametrize(
    ("old", "late", "persons"),
    [(3, 0, {}), (4, 0, {}), (27, 0, {"new": 1}), (3, 1, {}), (2, 2, {})],
    ids=["3 again", "4 again", "27 episodes of one child again", "one more than 3", "two more than 2"],
)
def test_what_others_have_put_out_cannot_be_taken_back(
    old: int, late: int, persons: Mapping[str, int]
) -> None:
    """The new number is the old one, or more than it: no hiding helps, and that is said."""
    made = Publication(
        {"old": old, "late": late, "new": old + late},
        [equation("new", "old", "late")],
        published=["old"],
        persons=persons,
    )
    assert Reader(made, ["new", "late"]).interval("new")[0] == old + min(late, 1)
    with pytest.raises(NoSafePattern) as refused:
        protect(made)
    assert "new" in refused.value.cells


def test_a_total_that_others_have_put_out_gives_its_parts_away() -> None:
    made = Publication({"a": 1, "b": 2, "all": 3}, [equation("all", "a", "b")], published=["all"])
    with pytest.raises(NoSafePattern) as refused:
        protect(made)
    assert set(refused.value.cells) == {"a", "b"}


def test_a_small_number_that_is_out_is_a_constant() -> None:
    made = Publication({"old": 2, "late": 30, "new": 32}, [equation("new", "old", "late")], published=["old"])
    assert protect(made) == Pattern(frozenset(), frozenset(), {})
    assert audit(made.cells, made.equations, ["old"], published=["old"]) == {"old": (2, 2)}


# What is never printed


def test_a_zero_that_is_never_printed_gives_room() -> None:
    """Of a cell without a place a reader does not know that it is a zero."""
    made = Publication(
        {"a": 3, "b": 0, "c": 8, "all": 11},
        [equation("all", "a", "b", "c")],
        fixed=["all", "c"],
        implicit=["b"],
    )
    hidden = protect(Publication({**made.cells}, made.equations, fixed=["all"], implicit=["b"]))
    assert hidden.secondary == {"c"}
    assert hidden.intervals == {"a": (1, 10), "b": (0, 9), "c": (1, 10)}
    with pytest.raises(NoSafePattern):
        protect(made)  # 1 to 3 is not enough
    assert audit(made.cells, made.equations, ["a"], implicit=["b"]) == {"a": (1, 3), "b": (0, 2)}


def test_a_zero_that_everybody_knows_gives_none_printed_or_not() -> None:
    made = Publication(
        {"a": 3, "b": 9, "ab": 12, "c": 9, "through": 9, "no 1": 0, "no 2": 0},
        [equation("ab", "a", "b"), equation("through", "b", "no 1"), equation("through", "c", "no 2")],
        fixed=["ab", "c"],
        implicit=["through", "no 1", "no 2"],
        structural=["no 1", "no 2"],
    )
    found = audit(made.cells, made.equations, ["a", "b"], **made.options)
    assert (found["a"], found["b"]) == ((3, 3), (9, 9))
    with pytest.raises(NoSafePattern):
        protect(made)
    free = Publication(made.cells, made.equations, fixed=["ab", "c"], implicit=made.implicit)
    assert check(free, 1).intervals["a"] == (1, 11)


def test_a_zero_that_everybody_knows_lowers_no_target() -> None:
    """Of an area of two parts the reader knows that it is two at least, however few bands are printed."""
    made = Publication(
        {"a": 1, "b": 2, "area": 3, "under 18": 3, "under 16": 3, "[16 and 17]": 0, "c": 30, "all": 33},
        [
            equation("area", "a", "b"),
            equation("under 18", "area"),
            equation("under 18", "under 16", "[16 and 17]"),
            equation("all", "area", "c"),
        ],
        threshold=4,
        fixed=["all"],
        implicit=["[16 and 17]"],
        structural=["[16 and 17]"],
    )
    pattern = protect(made)
    assert pattern.secondary == {"c"}
    assert pattern.intervals["under 16"] == Reader(made, [*made.primary, "c"]).interval("under 16") == (2, 32)


def test_the_fewest_cells_even_where_a_change_is_passed_on_fourfold() -> None:
    made = Publication(
        {"a": 2, "b": 2, "c": 100, "d": 96, "e": 100, "f": 40, "g": 50, "h": 60, "all": 350},
        [
            equation("b", "a"),
            equation("c", "a", "b", "d"),
            equation("e", "c"),
            equation("all", "c", "e", "f", "g", "h"),
        ],
        fixed=["all", "d"],
    )
    assert check(made, 3).secondary == {"c", "e", "f"}


# What is refused

ASKED: dict[str, Any] = {"cells": {"a": 3, "b": 9, "all": 12}, "equations": [equation("all", "a", "b")]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"cells": {"a": 3, "b": 9, "all": 13}},
        {"cells": {"a": -3, "b": 15, "all": 12}},
        {"equations": [equation("all", "a", "nobody")]},
        {"equations": [equation("nobody", "a", "b")]},
        {"fixed": ["nobody"]},
        {"published": ["nobody"]},
        {"implicit": ["nobody"]},
        {"structural": ["nobody"]},
        {"structural": ["a"]},
        {"persons": {"nobody": 1}},
        {"persons": {"a": 0}},
        {"persons": {"a": -1}},
        {"at_most": [("a", "nobody")]},
        {"at_most": [("nobody", "a")]},
        {"at_most": [("b", "a")]},
        {"threshold": 0},
    ],
    ids=str,
)
def test_a_question_that_cannot_be_is_refused(wrong: Mapping[str, Any]) -> None:
    for ask in (suppress, lambda **asked: audit(**asked, hidden=["a"])):
        with pytest.raises(ValueError, match=r".") as refused:
            ask(**{**ASKED, **wrong})
        assert not isinstance(refused.value, NoSafePattern)


def test_an_audit_of_a_cell_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        audit(**ASKED, hidden=["nobody"])


# Percentages


@pytest.mark.parametrize(
    ("percent", "n", "decimals", "counts"),
    [
        ("4.8", 42, 1, [2]),
        (4.8, 42, 1, [2]),
        (95, 22, 0, [21]),  # and so one of the others
        (0, 900, 0, [0, 1, 2, 3, 4]),
        (0, 37, 0, [0]),
        (100, 37, 0, [37]),
        (50, 3, 0, []),
        (13, 8, 0, [1]),  # 12.5, half up
        (12, 8, 0, []),
        (101, 37, 0, []),
    ],
)
def test_what_a_percentage_of_a_known_base_says(
    percent: float | str, n: int, decimals: int, counts: list[int]
) -> None:
    assert numerators(percent, n, decimals) == counts


@pytest.mark.parametrize(
    ("percent", "n", "decimals"), [(5, 0, 0), (5, -1, 0), (5.5, 9, 0), ("x", 9, 0), (5, 9, -1)]
)
def test_no_percentage_at_all(percent: float | str, n: int, decimals: int) -> None:
    with pytest.raises(ValueError, match=r"."):
        numerators(percent, n, decimals)
