"""Tables with known answers: each worked out again by trying every pattern and counting out every table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pytest
from disclosure_attacker import (
    Interval,
    Publication,
    Reader,
    counted_out,
    equation,
    narrowed,
    safe_sets,
)

from profile_lib.disclosure import NoSafePattern, audit, suppress


def crossed(counts: Sequence[Sequence[int]], fixed: str = "margins", threshold: int = 5) -> Publication:
    """A table with its margins: cell r1c2, row total r1, column total c2, the whole. ``fixed``: the margins,
    the whole, or nothing."""
    rows = [f"r{index + 1}" for index in range(len(counts))]
    columns = [f"c{index + 1}" for index in range(len(counts[0]))]
    cells = {
        f"{r}{c}": count
        for r, line in zip(rows, counts, strict=True)
        for c, count in zip(columns, line, strict=True)
    }
    cells |= {r: sum(line) for r, line in zip(rows, counts, strict=True)}
    cells |= {c: sum(line) for c, line in zip(columns, zip(*counts, strict=True), strict=True)}
    cells["whole"] = sum(map(sum, counts))
    relations = [equation(r, *(f"{r}{c}" for c in columns)) for r in rows]
    relations += [equation(c, *(f"{r}{c}" for r in rows)) for c in columns]
    relations += [equation("whole", *rows), equation("whole", *columns)]
    kept = {"margins": [*rows, *columns, "whole"], "whole": ["whole"], "nothing": []}[fixed]
    return Publication(cells, relations, threshold, fixed=kept)


def line(threshold: int = 5, **counts: int) -> Publication:
    """A row of cells with its total, which stays."""
    cells = {**counts, "whole": sum(counts.values())}
    return Publication(cells, [equation("whole", *counts)], threshold, fixed=["whole"])


@dataclass(frozen=True)
class Case:
    """A publication, how many cells have to go with the primary ones, and what comes out if none goes.

    ``bad``: further cells that look enough, and what still comes out with them.
    """

    publication: Publication
    fewest: int | None
    alone: Mapping[str, Interval]
    bad: Sequence[tuple[str, Mapping[str, Interval]]] = ()


BRIDGE = crossed([[3, 12, 21, 30], [14, 13, 2, 26], [24, 18, 15, 17], [27, 22, 16, 4]])
AREAS_BY_SEX = crossed([[14, 9], [11, 16], [8, 12], [2, 13], [21, 17], [6, 7], [10, 10], [15, 8], [9, 5]])
TINY_AREA = crossed([[2, 1], [11, 16], [8, 12], [21, 17]], fixed="whole")
THRESHOLDS = [[7, 13, 22], [16, 28, 9], [19, 6, 24]]
ZEROS = [[2, 0], [0, 50]]
YEARS = Publication({"2014": 2, "change": 9, "2015": 11}, [equation("2015", "2014", "change")])
REVISED = Publication(
    {"first edition": 58, "[late]": 3, "revised": 61},
    [equation("revised", "first edition", "[late]")],
    published=["first edition"],
    implicit=["[late]"],
)
BANDS = Publication(
    {"under 18": 40, "under 16": 38, "[16 and 17]": 2},
    [equation("under 18", "under 16", "[16 and 17]")],
    implicit=["[16 and 17]"],
    fixed=["under 18"],
)
SHARED = Publication(
    {
        "aF": 2,
        "aM": 20,
        "bF": 15,
        "bM": 18,
        "F": 17,
        "M": 38,
        "a young": 9,
        "a old": 13,
        "b young": 14,
        "b old": 19,
        "young": 23,
        "old": 32,
        "a": 22,
        "b": 33,
        "all": 55,
    },
    [
        *(equation(area, f"{area}F", f"{area}M") for area in "ab"),
        *(equation(area, f"{area} young", f"{area} old") for area in "ab"),
        *(equation(sex, f"a{sex}", f"b{sex}") for sex in "FM"),
        *(equation(age, f"a {age}", f"b {age}") for age in ("young", "old")),
        *(equation("all", *parts) for parts in ("ab", "FM", ("young", "old"))),
    ],
    fixed=["F", "M", "young", "old", "all"],
)
EPISODES = Publication(
    {"a": 27, "b": 31, "c": 44, "all": 102},
    [equation("all", "a", "b", "c")],
    fixed=["all"],
    persons={"a": 1, "b": 12, "c": 20, "all": 33},
)
SUBSET = Publication(
    {"x": 2, "y": 30, "z": 6, "whole": 32},
    [equation("whole", "x", "y")],
    fixed=["whole"],
    at_most=[("x", "z")],
)

CASES = {
    "a small cell is its total less the others": Case(line(A=2, B=17, C=9, D=31), 1, {"A": (2, 2)}),
    "two ones are both one, because a hidden cell is no zero": Case(
        line(A=1, B=1, C=12, D=40), 1, {"A": (1, 1), "B": (1, 1)}
    ),
    "one and three add up to too little": Case(line(A=1, B=3, C=12), 1, {"A": (1, 3), "B": (1, 3)}),
    "two and three add up to enough": Case(line(A=2, B=3, C=12), 0, {"A": (1, 4), "B": (1, 4)}),
    "a rectangle": Case(
        crossed([[11, 8, 25], [19, 4, 14], [9, 16, 33]]),
        3,
        {"r2c2": (4, 4)},
        [("r1c2 r2c1", {"r2c2": (4, 4)}), ("r1c2 r2c1 r3c3", {"r2c2": (4, 4)})],
    ),
    "a bridge between two rectangles, two hidden in every line": Case(
        BRIDGE,
        4,
        {"r1c1": (3, 3), "r2c3": (2, 2), "r4c4": (4, 4)},
        [
            (
                "r1c2 r2c1 r2c2 r3c3 r3c4 r4c3",
                {"r1c1": (1, 14), "r2c3": (2, 2), "r4c4": (1, 19)},
            )
        ],
    ),
    "areas by sex, one small cell": Case(
        AREAS_BY_SEX,
        3,
        {"r4c1": (2, 2)},
        [("r4c2", {"r4c1": (2, 2)}), ("r6c1", {"r4c1": (2, 2)})],
    ),
    "an area of three children": Case(
        TINY_AREA,
        3,
        {"r1c1": (2, 2), "r1c2": (1, 1), "r1": (3, 3)},
        [("r2", {"r1c1": (2, 2), "r1c2": (1, 1), "r1": (3, 3)})],
    ),
    "an increase of nine to eleven": Case(YEARS, 1, {"2014": (2, 2)}),
    "a revision leaves the late records alone": Case(REVISED, 1, {"[late]": (3, 3)}),
    "what lies between two bands": Case(BANDS, 1, {"[16 and 17]": (2, 2)}),
    "a zero is no partner": Case(
        replace(crossed([[2, 0, 24], [0, 31, 18], [22, 17, 26]]), structural=["r1c2"]),
        3,
        {"r1c1": (2, 2)},
        [("r2c2", {"r1c1": (2, 2)}), ("r1c3 r2c2 r3c1", {"r1c1": (2, 2)})],
    ),
    "zeros that take the totals with them": Case(
        crossed(ZEROS, fixed="whole"), 3, {"r1c1": (2, 2), "r1": (2, 2), "c1": (2, 2)}
    ),
    "the same where even the whole may go": Case(
        crossed(ZEROS, fixed="nothing"), 1, {"r1c1": (2, 2), "r1": (2, 2), "c1": (2, 2)}
    ),
    "the same with all totals fixed": Case(
        crossed(ZEROS), None, {"r1c1": (2, 2), "r1": (2, 2), "c1": (2, 2)}
    ),
    "nothing below three": Case(crossed(THRESHOLDS, threshold=3), 0, {}),
    "nothing below six": Case(crossed(THRESHOLDS, threshold=6), 0, {}),
    "one below seven": Case(crossed(THRESHOLDS, threshold=7), 3, {"r3c2": (6, 6)}),
    "two below eight": Case(crossed(THRESHOLDS, threshold=8), 4, {"r1c1": (7, 7), "r3c2": (6, 6)}),
    "three below ten": Case(
        crossed(THRESHOLDS, threshold=10), 4, {"r1c1": (7, 7), "r2c3": (9, 9), "r3c2": (6, 6)}
    ),
    "two tables that share the areas' totals": Case(
        SHARED, 3, {"aF": (2, 2)}, [("a b bF", {"aF": (2, 2)}), ("a b bF a\u00a0young", {"aF": (2, 2)})]
    ),
    "27 episodes of one child": Case(EPISODES, 1, {"a": (27, 27)}),
    "a subset is no larger than its whole": Case(SUBSET, 1, {"x": (2, 2)}),
}


def each(wanted: Mapping[str, Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in wanted.items()])


def audited(publication: Publication, hidden: frozenset[str]) -> dict[str, Interval]:
    return audit(publication.cells, publication.equations, hidden, **publication.options)


@each({name: case for name, case in CASES.items() if case.fewest is not None})
def test_as_few_as_every_pattern_tried_allows(case: Case) -> None:
    made = case.publication
    pattern = suppress(made.cells, made.equations, **made.options)
    assert pattern.primary == made.primary
    assert len(pattern.secondary) == case.fewest
    assert pattern.secondary in set(safe_sets(made, case.fewest))
    assert case.fewest == 0 or not list(safe_sets(made, case.fewest - 1))


@each({name: case for name, case in CASES.items() if case.fewest is None})
def test_no_pattern_where_none_protects(case: Case) -> None:
    made = case.publication
    assert not any(list(safe_sets(made, size)) for size in range(len(made.partners) + 1))
    with pytest.raises(NoSafePattern) as refused:
        suppress(made.cells, made.equations, **made.options)
    assert set(refused.value.cells) <= made.primary
    assert refused.value.cells


@each(CASES)
def test_what_comes_out_where_only_the_small_ones_are_hidden(case: Case) -> None:
    made = case.publication
    assert counted_out(made, made.primary) == case.alone
    assert audited(made, made.primary) == case.alone


@each({name: case for name, case in CASES.items() if case.fewest})
def test_the_pattern_leaves_what_a_reader_counts_out(case: Case) -> None:
    made = case.publication
    pattern = suppress(made.cells, made.equations, **made.options)
    hidden = pattern.primary | pattern.secondary
    assert not narrowed(made, hidden)
    left = Reader(made, hidden).intervals()
    if all(high is not None for _, high in left.values()):
        assert counted_out(made, hidden) == left
    assert pattern.intervals == left
    assert audited(made, hidden) == left


@each({name: case for name, case in CASES.items() if case.bad})
def test_what_looks_enough_is_found_out(case: Case) -> None:
    made = case.publication
    for names, told in case.bad:
        further = {name.replace("\u00a0", " ") for name in names.split(" ")}
        assert further <= made.cells.keys()
        hidden = made.primary | further
        counted = counted_out(made, hidden)
        found = audited(made, hidden)
        assert found == counted
        assert {name: found[name] for name in told} == told
        assert narrowed(made, hidden)


def test_a_revision_is_held_back_and_the_reader_knows_no_end() -> None:
    pattern = suppress(REVISED.cells, REVISED.equations, **REVISED.options)
    assert pattern.secondary == {"revised"}
    assert pattern.intervals == {"[late]": (1, None), "revised": (59, None)}


def test_a_subset_bounds_what_is_hidden_of_it() -> None:
    hidden = frozenset({"x", "y"})
    assert audited(SUBSET, hidden) == {"x": (1, 6), "y": (26, 31)}
    assert audited(replace(SUBSET, at_most=()), hidden) == {"x": (1, 31), "y": (1, 31)}


def test_each_table_alone_says_nothing_and_the_two_together_everything() -> None:
    """Tables that are protected one by one are not protected together."""
    sexes = {name: count for name, count in SHARED.cells.items() if "young" not in name and "old" not in name}
    alone = [item for item in SHARED.equations if {item["total"], *item["children"]} <= sexes.keys()]
    hidden = {"aF", "bF", "a", "b"}
    assert audit(sexes, alone, hidden)["aF"] == (1, 16)
    assert audit(SHARED.cells, SHARED.equations, hidden)["aF"] == (2, 2)
