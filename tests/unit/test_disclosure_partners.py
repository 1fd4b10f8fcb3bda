"""What partners see: exact headlines and breakdowns, and no small cell of a cross-tabulation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

import pytest
from disclosure_attacker import Publication, Reader, equation

from profile_lib.disclosure.partners import for_partners

Entry = dict[str, Any]
MONTHS, CATEGORIES = ("2015-01", "2015-02", "2015-03"), ("absent", "missing")


def entry(value: int, people: int | None = None, id: str = "missing.episodes", **where: str) -> Entry:
    narrowed = ",".join(f"{name}={where[name]}" for name in sorted(where))
    of = {} if people is None else {"people": people}
    period = ["2015-01-01", "2015-03-31"]
    told = {"role": "value", "counted": id, "where": where, "period": period, "value": value, **of}
    return {
        **({"where": where} if where else {}),
        "key": f"{id}[{narrowed}]" if where else id,
        "id": id,
        "kind": "count",
        "unit": "episodes",
        "value": value,
        "period": period,
        "area": "Wiltshire",
        "counts": [told],
        **of,
        "previous": {"edition": "2014", "value": 1, "comparable": True},
    }


def crossing(cells: Mapping[tuple[str, str], tuple[int, int]]) -> list[Entry]:
    """Episodes by month and category, each cell with its children, and every margin."""

    def total(kept: Iterable[tuple[str, str]]) -> tuple[int, int]:
        chosen = [cells[place] for place in kept]
        return sum(value for value, _ in chosen), sum(people for _, people in chosen)

    places = list(product(MONTHS, CATEGORIES))
    return [
        entry(*total(places)),
        *(entry(*total((month, c) for c in CATEGORIES), month=month) for month in MONTHS),
        *(entry(*total((m, category) for m in MONTHS), category=category) for category in CATEGORIES),
        *(entry(*cells[place], month=place[0], category=place[1]) for place in places),
    ]


def seen(cells: Mapping[tuple[str, str], tuple[int, int]]) -> dict[tuple[str, str], Any]:
    """What partners read in each cell: the number, words, or None."""
    told = for_partners(crossing(cells))
    return {
        (item["where"]["month"], item["where"]["category"]): item.get("value", item.get("said"))
        for item in told.values()
        if len(item.get("where", {})) == 2
    }


PLAIN = dict.fromkeys(product(MONTHS, CATEGORIES), (20, 15))


def test_a_crossing_without_small_cells_is_exact_and_says_nothing_of_last_years() -> None:
    assert set(seen(PLAIN).values()) == {20}
    told = for_partners(crossing(PLAIN))
    assert [key for key, item in told.items() if "previous" in item] == [
        "missing.episodes",
        *(f"missing.episodes[month={month}]" for month in MONTHS),
        *(f"missing.episodes[category={category}]" for category in CATEGORIES),
    ]


@pytest.mark.parametrize("small", [(1, 1), (2, 1), (2, 2)])
def test_a_small_cell_does_not_come_out_of_its_margins(small: tuple[int, int]) -> None:
    cells = PLAIN | {("2015-02", "absent"): small}
    read = seen(cells)
    assert read["2015-02", "absent"] == "fewer than 3"
    hidden = [place for place, told in read.items() if told is None]
    assert len(hidden) == 3  # a rectangle: as few as there can be
    assert reader(cells, read) == {(1, 2)}


def test_many_episodes_of_two_children_are_not_fewer_than_three_and_are_not_given() -> None:
    cells = PLAIN | {("2015-02", "absent"): (27, 2)}
    read = seen(cells)
    assert read["2015-02", "absent"] is None
    ((low, high),) = reader(cells, read)
    assert low < 27 < high


def test_where_nothing_protects_a_small_cell_no_cell_is_given() -> None:
    cells = dict.fromkeys(PLAIN, (0, 0)) | {
        ("2015-01", "absent"): (1, 1),
        ("2015-02", "missing"): (9, 8),
        ("2015-03", "missing"): (9, 8),
    }
    read = seen(cells)
    assert read["2015-01", "absent"] == "fewer than 3"
    assert read["2015-02", "missing"] is read["2015-03", "missing"] is None
    assert read["2015-01", "missing"] == 0


def reader(cells: Mapping[tuple[str, str], tuple[int, int]], read: Mapping[Any, Any]) -> set[Any]:
    """What a reader of the crossing and its margins can work out of the small cell."""
    counts = {f"{month} {category}": value for (month, category), (value, _) in cells.items()}
    for month in MONTHS:
        counts[month] = sum(counts[f"{month} {category}"] for category in CATEGORIES)
    for category in CATEGORIES:
        counts[category] = sum(counts[f"{month} {category}"] for month in MONTHS)
    relations = [
        *(equation(month, *(f"{month} {category}" for category in CATEGORIES)) for month in MONTHS),
        *(equation(category, *(f"{month} {category}" for month in MONTHS)) for category in CATEGORIES),
    ]
    hidden = [f"{month} {category}" for (month, category), told in read.items() if not isinstance(told, int)]
    found = Reader(Publication(counts, relations, 3), hidden).intervals()
    low, high = found["2015-02 absent"]
    few = read["2015-02", "absent"] == "fewer than 3"
    return {(low, min(high, 2) if few and high is not None else high)}


def test_of_powers_nobody_is_recorded_and_the_small_ones_alone_are_not_given() -> None:
    made = [
        entry(7, id="disruption.actions"),
        entry(1, id="disruption.actions", power="eviction", agency="U"),
        entry(6, id="disruption.actions", power="warning letter", agency="U"),
    ]
    told = for_partners(made)
    assert told["disruption.actions[agency=U,power=eviction]"]["said"] == "fewer than 3"
    assert told["disruption.actions[agency=U,power=warning letter]"]["value"] == 6
    assert told["disruption.actions"]["value"] == 7


def test_what_is_never_crossed() -> None:
    three = entry(9, 9, sex="F", category="absent", month="2015-01")
    with pytest.raises(ValueError, match="more than 2"):
        for_partners([three])
    place = entry(9, 9, id="cse.offenders", nationality="british", community_area="Trowbridge")
    with pytest.raises(ValueError, match="community_area and nationality are never crossed"):
        for_partners([place])
    harm = entry(9, 9, id="cse.offenders", ethnicity="white", offence_area="Trowbridge")
    with pytest.raises(ValueError, match="ethnicity and offence_area are never crossed"):
        for_partners([harm])
