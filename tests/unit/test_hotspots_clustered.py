"""Reports come in clusters, by child, operation and officer: how often invented data without a hot place are
said to have one, if reports are counted as independent and by our rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
from made import Row, dataset, edition, report

from profile_lib.figures import Listing
from profile_lib.measures import intelligence
from profile_lib.measures.hotspots import LEVEL
from profile_lib.statistics import funnel_limits

AREAS = edition().community_areas
RUNS = 100
CHILDREN, OPERATIONS, OFFICERS = 4.0, 0.4, 0.5
"""Expected in a place: children reported on, operations, and officers who report on nobody in particular."""


def invented(seed: int) -> list[Row]:
    """A year in which places differ by chance alone. A child is in two reports or three, and sometimes in
    many; an operation brings a dozen on its children; an officer writes several reports that name nobody."""
    random = np.random.default_rng(seed)
    return [
        report(str(number), area=area, **cells)
        for number, (area, cells) in enumerate(
            (area, cells) for area in AREAS for cells in _of_a_place(random, area)
        )
    ]


def _of_a_place(random: np.random.Generator, area: str) -> Iterator[dict[str, str]]:
    for child in range(random.poisson(CHILDREN)):
        yield from [{"subject": f"{area} {child}"}] * int(random.geometric(0.45))
    for operation in range(random.poisson(OPERATIONS)):
        for _ in range(int(random.poisson(10)) + 2):
            about = f"{area} {operation} {random.integers(3)}"
            yield {"subject": about, "operation": f"{area} {operation}"}
    for officer in range(random.poisson(OFFICERS)):
        yield from [{"submitting_unit": f"unit {officer}"}] * int(random.geometric(0.3))


def as_if_independent(rows: list[Row]) -> bool:
    """Whether a funnel at 99.8% of reports, each taken for evidence of its own, calls a place hot."""
    counts = Counter(row["community_area"] for row in rows)
    expected = len(rows) / len(AREAS)
    _, high = funnel_limits(expected, LEVEL)
    return max(counts.values()) / expected > high


def by_our_rule(rows: list[Row]) -> bool:
    (figure,) = intelligence.hotspots(dataset(intelligence=rows))
    assert isinstance(figure.value, Listing)
    return bool(figure.value.names)


@pytest.mark.full
def test_counted_as_independent_they_find_a_hot_place_where_there_is_none_and_ours_hardly_ever() -> None:
    years = [invented(seed) for seed in range(RUNS)]
    assert 64 <= sum(map(as_if_independent, years)) <= 99
    assert sum(map(by_our_rule, years)) <= 5


def test_the_same_of_a_few() -> None:
    years = [invented(seed) for seed in range(12)]
    assert sum(map(as_if_independent, years)) >= 7
    assert not any(by_our_rule(year) for year in years[:2])


def test_a_place_that_is_hot_is_found_through_the_clusters() -> None:
    """Thirty children more in one place, of a few reports each."""
    random = np.random.default_rng(7)
    rows = invented(7)
    for child in range(30):
        for _ in range(int(random.geometric(0.45))):
            rows.append(report(str(len(rows)), f"Calne more {child}", area="Calne"))
    (figure,) = intelligence.hotspots(dataset(intelligence=rows))
    assert isinstance(figure.value, Listing)
    assert figure.value.names == ("Calne",)
