"""How long suppression takes: a table of 20 by 12 with its margins, and three tables linked by their areas.

Prints seconds of one processor, and their ratio to a fixed piece of arithmetic timed in the same run, which
travels better from machine to machine. Fails if one takes longer than the limit.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random

from measuring import reference

from profile_lib.disclosure import NoSafePattern, suppress
from profile_lib.disclosure.cases import Equation

SEEDS = range(5)
THRESHOLD = 6
LIMIT = 10.0
"""Seconds, for the slowest."""

ALL = "all"


@dataclass(frozen=True)
class Tables:
    """Counts by area and category, with every margin; what must stay printed."""

    name: str
    cells: dict[str, int]
    equations: list[Equation]
    fixed: list[str]


def main() -> int:
    unit = reference()
    print(f"reference workload: {unit:.2f} s; threshold {THRESHOLD}")
    slowest = 0.0
    for seed in SEEDS:
        for tables in (*one_table(Random(seed)), linked_tables(Random(seed))):
            start = time.process_time()
            told = outcome(tables)
            seconds = time.process_time() - start
            slowest = max(slowest, seconds)
            print(
                f"seed {seed}  {tables.name:<34} {len(tables.cells):>4} cells  {told:<40}"
                f" {seconds:6.2f} s  {seconds / unit:6.1f} x reference"
            )
    print(f"slowest: {slowest:.2f} s, {slowest / unit:.1f} x reference; limit {LIMIT:.0f} s")
    return int(slowest > LIMIT)


def outcome(tables: Tables) -> str:
    try:
        pattern = suppress(tables.cells, tables.equations, threshold=THRESHOLD, fixed=tables.fixed)
    except NoSafePattern as refused:
        return f"no safe pattern for {len(refused.cells)} cells"
    proved = "fewest" if pattern.is_fewest else "not proved fewest"
    return f"{len(pattern.primary)} small, {len(pattern.secondary)} more, {proved}"


def one_table(random: Random) -> Iterator[Tables]:
    """20 by 12, half of the counts small; with all margins printed, and with the whole alone."""
    rows, columns = labels("row", 20), labels("column", 12)
    small = [0, 0, 1, 2, 3, 4, 6, 8, 10, 15, 20, 30, 40]
    counts = {
        place: random.choice(small) if random.random() < 0.5 else int(random.expovariate(1 / 20))
        for place in product(rows, columns)
    }
    cells, equations = crossed(counts, rows, columns)
    yield Tables("20 x 12, the whole printed", cells, equations, [cell(ALL, ALL)])
    yield Tables("20 x 12, all margins printed", cells, equations, [name for name in cells if ALL in name])


def linked_tables(random: Random) -> Tables:
    """20 areas by sex, by age and by ethnicity; the areas' totals are the same cells in all three, and the
    totals of the whole county stay printed."""
    areas = labels("area", 20)
    sizes = {area: random.choice([6, 8, 12, 20, 30, 40, 60, 80]) for area in areas}
    cells: dict[str, int] = {}
    equations: list[Equation] = []
    for dimension, size in (("sex", 2), ("age", 5), ("ethnicity", 5)):
        values = labels(dimension, size)
        weights = [random.random() + 0.15 for _ in values]
        counts = dict.fromkeys(product(areas, values), 0)
        for area in areas:
            for value in random.choices(values, weights, k=sizes[area]):
                counts[area, value] += 1
        table, told = crossed(counts, areas, values)
        cells |= table
        equations += [item for item in told if item not in equations]
    fixed = [name for name in cells if name.startswith(ALL)]
    return Tables("3 linked tables, county printed", cells, equations, fixed)


def crossed(
    counts: dict[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str]
) -> tuple[dict[str, int], list[Equation]]:
    """A table's cells with its margins, and how they add up."""
    cells = {cell(row, column): count for (row, column), count in counts.items()}
    cells |= {cell(row, ALL): sum(counts[row, column] for column in columns) for row in rows}
    cells |= {cell(ALL, column): sum(counts[row, column] for row in rows) for column in columns}
    cells[cell(ALL, ALL)] = sum(counts.values())
    equations: list[Equation] = [
        {"total": cell(row, ALL), "children": [cell(row, column) for column in columns]}
        for row in (*rows, ALL)
    ]
    equations += [
        {"total": cell(ALL, column), "children": [cell(row, column) for row in rows]}
        for column in (*columns, ALL)
    ]
    return cells, equations


def cell(row: str, column: str) -> str:
    return f"{row}, {column}"


def labels(name: str, size: int) -> list[str]:
    return [f"{name} {index + 1}" for index in range(size)]


if __name__ == "__main__":
    sys.exit(main())
