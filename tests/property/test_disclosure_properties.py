"""What holds of suppression and audit whatever is published, against an attacker of the tests' own."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pytest
from disclosure_attacker import (
    Publication,
    Reader,
    can_be_protected,
    counted_out,
    equation,
    narrowed,
    safe_sets,
)
from disclosure_made import linked_tables, one_table
from hypothesis import given
from hypothesis import strategies as st

from profile_lib.disclosure import NoSafePattern, Pattern, audit, numerators, suppress

BLOCK = 25
"""Publications a test. The seed of a publication is all that is needed to make it again."""


def blocks(quick: int, full: int) -> pytest.MarkDecorator:
    """So many publications in the quick tier, so many in all."""
    numbers = [
        pytest.param(block, marks=() if block * BLOCK < quick else pytest.mark.full)
        for block in range(full // BLOCK)
    ]
    return pytest.mark.parametrize("block", numbers)


def seeds(block: int) -> range:
    return range(block * BLOCK, (block + 1) * BLOCK)


def protected(publication: Publication) -> Pattern | None:
    try:
        return suppress(publication.cells, publication.equations, **publication.options)
    except NoSafePattern as refused:
        assert refused.cells
        assert set(refused.cells) <= publication.primary
        return None


def shuffled(publication: Publication, random: Random) -> Publication:
    """The same, said in another order; the cells keep theirs, which decides ties."""
    told = [
        equation(item["total"], *random.sample(list(item["children"]), len(item["children"])))
        for item in publication.equations
    ]
    pairs = random.sample(list(publication.at_most), len(publication.at_most))
    return Publication(
        publication.cells,
        random.sample(told, len(told)),
        publication.threshold,
        fixed=list(reversed(list(publication.fixed))),
        published=publication.published,
        implicit=publication.implicit,
        structural=publication.structural,
        at_most=pairs,
        persons=publication.persons,
    )


def check(publication: Publication) -> Pattern | None:
    """All that a reader must not be able to do, and that nothing is hidden that may not be."""
    pattern = protected(publication)
    assert (pattern is not None) == can_be_protected(publication)
    if pattern is None:
        return None
    hidden = pattern.primary | pattern.secondary
    assert pattern.primary == publication.primary
    assert pattern.secondary <= set(publication.partners)
    assert not narrowed(publication, hidden)
    seen = Reader(publication, hidden).intervals()
    assert {name: pattern.intervals[name] for name in seen} == seen
    assert audit(publication.cells, publication.equations, hidden, **publication.options) == pattern.intervals
    known = pattern.intervals.keys() - seen.keys()
    assert known <= {*publication.structural, *publication.published}
    assert all(pattern.intervals[name] == (publication.cells[name],) * 2 for name in known)
    return pattern


@blocks(quick=25, full=2000)
def test_no_reader_of_linked_tables_learns_more_than_the_marker_says(block: int) -> None:
    outcomes = {"nothing hidden": 0, "hidden": 0, "more hidden": 0, "no pattern": 0}
    for seed in seeds(block):
        pattern = check(linked_tables(Random(seed)))
        if pattern is None:
            outcomes["no pattern"] += 1
        elif pattern.secondary:
            outcomes["more hidden"] += 1
        else:
            outcomes["hidden" if pattern.primary else "nothing hidden"] += 1
    assert outcomes["more hidden"] >= BLOCK // 8, outcomes
    assert outcomes["no pattern"] >= 1, outcomes


@blocks(quick=25, full=500)
def test_no_smaller_pattern_is_safe_of_all_that_there_are(block: int) -> None:
    found = 0
    for seed in seeds(block):
        publication = one_table(Random(seed))
        pattern = check(publication)
        if pattern and pattern.secondary:
            found += 1
            size = len(pattern.secondary)
            assert not list(safe_sets(publication, size - 1)), seed
    assert found >= BLOCK // 3


@blocks(quick=25, full=500)
def test_equal_patterns_are_told_apart_by_the_order_of_the_cells(block: int) -> None:
    """No safe pattern of as many cells has each of its cells as early or earlier."""
    ties = 0
    for seed in seeds(block):
        publication = one_table(Random(seed), rows=2)
        pattern = protected(publication)
        if pattern is None or not pattern.secondary:
            continue
        place = {name: index for index, name in enumerate(publication.cells)}
        chosen = sorted(place[name] for name in pattern.secondary)
        others = set(safe_sets(publication, len(chosen)))
        assert pattern.secondary in others
        ties += len(others) > 1
        for other in others - {pattern.secondary}:
            places = sorted(place[name] for name in other)
            assert any(mine < its for mine, its in zip(chosen, places, strict=True)), seed
    assert ties >= 1


@blocks(quick=25, full=500)
@pytest.mark.parametrize("made", [one_table, linked_tables])
def test_the_answer_is_the_same_in_any_order_and_twice(
    block: int, made: Callable[[Random], Publication]
) -> None:
    for seed in seeds(block):
        random = Random(seed)
        publication = made(random)
        pattern = protected(publication)
        assert protected(publication) == pattern, seed
        again = protected(shuffled(publication, random))
        assert again == pattern, seed


@blocks(quick=25, full=500)
def test_the_audit_of_any_pattern_is_what_a_reader_counts_out(block: int) -> None:
    """Good patterns and bad ones, in tables whose whole is printed, so that they can be counted out."""
    exact = 0
    for seed in seeds(block):
        random = Random(seed)
        publication = one_table(random, rows=2, columns=3, most=8)
        partners = [name for name in publication.partners if name != "all, all"]
        further = random.sample(partners, random.randint(0, min(4, len(partners))))
        hidden = (publication.primary | set(further)) - {"all, all"}
        counted = counted_out(publication, hidden)
        found = audit(publication.cells, publication.equations, hidden, **publication.options)
        assert {name: found[name] for name in counted} == counted, seed
        assert Reader(publication, hidden).intervals() == counted, seed
        exact += any(low == high for low, high in counted.values())
    assert exact >= BLOCK // 8


@given(st.integers(1, 400), st.integers(0, 2), st.data())
def test_the_counts_that_print_as_a_percentage(n: int, decimals: int, data: st.DataObject) -> None:
    def printed(count: int) -> Decimal:
        exact = Decimal(100 * count) / Decimal(n)
        return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)

    percent = printed(data.draw(st.integers(0, n)))
    expected = [count for count in range(n + 1) if printed(count) == percent]
    assert numerators(percent, n, decimals) == expected
    assert numerators(str(percent), n, decimals) == expected
    assert numerators(float(percent), n, decimals) == expected
