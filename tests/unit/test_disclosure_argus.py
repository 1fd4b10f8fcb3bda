"""Tau-Argus beside our suppression, on single tables with printed margins.

Its reader is weaker: for him a hidden cell may be a zero, although zeros are printed. So each of its patterns
keeps the rule against its own reader, and against ours only some do. Those have as many cells as ours or
more: it bounds each cell by the smallest and the largest number of the table, and then hides more than it has
to. At times it fails without saying why. It keeps its state in the process: one table after the other.
"""

from __future__ import annotations

import platform
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from disclosure_attacker import Publication, Reader, equation, narrowed, safe_sets

from profile_lib.disclosure import NoSafePattern, audit, suppress

HAS_WHEEL = sys.platform != "darwin" or platform.machine() == "arm64"  # as in pyproject.toml
if HAS_WHEEL:
    from pytauargus.engine import BatchError, run_batch

THRESHOLD = 5
COLUMNS = """<SEPARATOR> ";"
<SAFE> S
<UNSAFE> U
<PROTECT> P
Row
<RECODEABLE>
<TOTCODE> "all"
Column
<RECODEABLE>
<TOTCODE> "all"
Count
<NUMERIC>
<DECIMALS> 0
People
<FREQUENCY>
Cost
<NUMERIC> <COSTVAR>
Status
<STATUS>
Below
<NUMERIC> <LOWERPL>
Above
<NUMERIC> <UPPERPL>
"""
JOB = """<OPENTABLEDATA> "table.tab"
<OPENMETADATA> "table.rda"
<SPECIFYTABLE> "Row""Column"|"Count"|"Count"|"Cost"
<SAFETYRULE>
<READTABLE>
<SUPPRESS> OPT(1,5)
<WRITETABLE> (1,5,SO+,"protected.tab")
"""


@pytest.mark.skipif(not HAS_WHEEL, reason="pytauargus has no wheel for Intel Macs")
def test_patterns_of_tau_argus_and_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # where it leaves its logs
    seen: Counter[str] = Counter()
    for seed in range(30):
        publication = table(Random(seed))
        try:
            further = secondary_of_tau_argus(publication, tmp_path)
        except BatchError:
            seen["no answer"] += 1
            continue
        theirs = publication.primary | further
        assert not narrowed(without_shown_zeros(publication), theirs), seed
        keeps = not narrowed(publication, theirs)
        found = audit(publication.cells, publication.equations, theirs, **publication.options)
        assert found == Reader(publication, theirs).intervals(), seed

        try:
            ours = suppress(publication.cells, publication.equations, **publication.options).secondary
        except NoSafePattern:
            assert not keeps, seed
            seen["none that is safe"] += 1
            continue
        if keeps:
            assert len(ours) <= len(further), seed
            seen["as many" if len(ours) == len(further) else "fewer of ours"] += 1
        elif len(ours) > len(further):
            assert not list(safe_sets(publication, len(ours) - 1)), seed
            seen["more of ours, and needed"] += 1
        else:
            seen["as many of theirs, and not safe"] += 1
    assert seen["as many"] >= 3, seen
    assert seen["more of ours, and needed"] >= 3, seen
    assert seen["no answer"] <= 15, seen


def table(random: Random) -> Publication:
    """Four by four, half of the cells small or zero; the margins stay."""
    rows, columns = [f"r{index}" for index in range(4)], [f"c{index}" for index in range(4)]
    counts = {
        (row, column): random.choice([0, 0, 1, 2, 3, 6, 8, 12, 20]) for row in rows for column in columns
    }
    cells = {}
    for row in [*rows, "all"]:
        for column in [*columns, "all"]:
            cells[f"{row};{column}"] = sum(
                count for (r, c), count in counts.items() if row in (r, "all") and column in (c, "all")
            )
    relations = [equation(f"{row};all", *(f"{row};{column}" for column in columns)) for row in [*rows, "all"]]
    relations += [
        equation(f"all;{column}", *(f"{row};{column}" for row in rows)) for column in [*columns, "all"]
    ]
    margins = [name for name in cells if "all" in name]
    return Publication(cells, relations, THRESHOLD, fixed=margins)


def without_shown_zeros(publication: Publication) -> Publication:
    return Publication(
        publication.cells, publication.equations, THRESHOLD, publication.fixed, are_zeros_shown=False
    )


def secondary_of_tau_argus(publication: Publication, folder: Path) -> set[str]:
    """What it hides for the sake of others, when a small cell must seem to be anything from 1 to 4."""
    (folder / "table.tab").write_text("\n".join(lines(publication)) + "\n")
    (folder / "table.rda").write_text(COLUMNS)
    (folder / "table.arb").write_text(JOB)
    run_batch(folder / "table.arb")
    protected = (folder / "protected.tab").read_text().replace('"', "").splitlines()
    cells = [line.split(";") for line in protected if line]
    return {f"{row};{column}" for row, column, *_, status, _, _ in cells if status == "M"}


def lines(publication: Publication) -> Iterator[str]:
    """A line a cell: count, people, cost, whether it is safe, must be hidden or must stay, and its range."""
    for name, count in publication.cells.items():
        if name in publication.primary:
            status, below, above = "U", count - 1, THRESHOLD - 1 - count
        else:
            status, below, above = "P" if name in publication.fixed or not count else "S", 0, 0
        yield f"{name};{count};{count};1;{status};{below};{above}"
