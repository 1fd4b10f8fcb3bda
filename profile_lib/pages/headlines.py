"""The finding that a picture states where its notebook states none: what was most often, or largest."""

from __future__ import annotations

from collections.abc import Sequence

from profile_lib.figures import DIMENSIONS
from profile_lib.pages import printing
from profile_lib.pages.grid import WHOLE, Grid
from profile_lib.pages.printing import Entry
from profile_lib.rounding import listed

LARGEST = 2
"""So many categories can be named together as the largest."""


def most_often(entries: Sequence[Entry], dimension: str, hue: str | None = None) -> str:
    """``Month, most often: September 2015, 120 of 1,056 episodes``; by two dimensions for each category of
    ``hue`` that has any: ``Month, most often: May 2015, 95 of 836 episodes (missing); ...``.

    Where several categories have as many, or a number is not given, the whole; empty where that is not given
    either.
    """
    by = DIMENSIONS[dimension].label
    told = _of_each(entries, dimension, hue) if hue else _peak(Grid.of(entries, dimension), WHOLE)
    return f"{by}, most often: {told}" if told else largest([one for one in entries if not one.get("where")])


def largest(entries: Sequence[Entry]) -> str:
    """``Share of reports linked to drugs: 26%``: the largest of the figures that are given; empty if none
    is, or the words for one that is given in words alone."""
    given = [entry for entry in entries if "value" in entry]
    if not given:
        given = [entry for entry in entries if "said" in entry]
    most = max(given, key=lambda entry: float(entry.get("value", 0)), default=None)
    return f"{most['label']}: {printing.printed(most)}" if most else ""


def _of_each(entries: Sequence[Entry], dimension: str, hue: str) -> str:
    """The peak of each category of ``hue`` that is not zero throughout; empty unless every one has one."""
    grid = Grid.of(entries, dimension, hue).without_zero_columns()
    peaks = {column: _peak(grid, column) for column in grid.column_categories}
    if not all(peaks.values()):
        return ""
    return "; ".join(f"{peak} ({printing.label(hue, column).lower()})" for column, peak in peaks.items())


def _peak(grid: Grid, column: str) -> str:
    """``September 2015, 120 of 1,056 episodes``: the most frequent of a column, and of how many."""
    cells = {row: grid.cells[row, column] for row in grid.row_categories}
    known = {row: cell["value"] for row, cell in cells.items() if "value" in cell}
    most = max(known.values(), default=0)
    first = [row for row, value in known.items() if value == most]
    if not most or len(first) > LARGEST or len(known) < len(cells):
        return ""
    names = listed([printing.label(grid.rows, row) for row in first])
    told = printing.printed(cells[first[0]])
    whole = grid.cells.get((WHOLE, column))
    if whole is not None and "value" in whole and grid.rows not in grid.overlapping:
        told += f" of {printing.printed(whole)}"
    each = " each" if len(first) > 1 else ""
    return f"{names}, {told} {printing.heading(grid.any).lower()}{each}"
