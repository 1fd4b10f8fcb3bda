"""The table in a file, and where in it the headings, the rows and what is no row stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

HEADING_ROW = 1
"""Rows are numbered as a spreadsheet shows them."""

HIGHEST = 20
"""Rows in which the headings are looked for: titles and notes above a table are fewer."""

_LAST = 3
"""Rows at the end among which totals are looked for."""

_TOTAL = (
    r"(?i)(?:grand |sub-?)?totals?\b.*|(?:number of |row |record )?(?:count|records|rows|sum)\s*:?\s*[0-9]*"
)

Knows = Callable[[tuple[str, ...]], bool]
"""Whether a row holds the headings of the extract."""


@dataclass(frozen=True)
class Grid:
    """The cells of a file or of one sheet: text without surrounding spaces, blank is missing.

    ``cells``: one column a place, index ``row`` the spreadsheet's row number; ``widths``: how many cells each
    row was written with; ``notices``: rule and message of what is worth knowing about the file.
    """

    file: str
    sha256: str
    cells: pd.DataFrame
    widths: np.ndarray
    notices: tuple[tuple[str, str], ...] = ()
    workbook: bool = False


@dataclass(frozen=True)
class Sheet:
    """The rows of a table.

    ``cells``: a column a heading, in the file's order (``headings`` are not necessarily unique); the index
    ``row`` is the spreadsheet's row number. Not in ``cells``: rows with nothing in them (``blank_rows``),
    rows with more or fewer cells than headings (``ragged``: the number of cells by row number), and at the
    end rows that add up the others (``totals``). ``last``: the number of the last row of the file.
    """

    file: str
    sha256: str
    headings: tuple[str, ...]
    cells: pd.DataFrame
    ragged: pd.Series[int]
    blank_rows: pd.Index[int]
    totals: pd.Index[int]
    last: int
    notices: tuple[tuple[str, str], ...]
    workbook: bool


def headed(grid: Grid, knows: Knows) -> Sheet:
    """The rows below the headings; those of the first row where no row holds the headings looked for."""
    place, headings = find_headings(grid, knows) or (0, _row(grid, 0))
    body, body_widths = grid.cells.iloc[place + 1 :], grid.widths[place + 1 :]
    blank = body.isna().all(axis="columns").to_numpy()
    totals = _totals(body[~blank], len(headings))
    surplus = body.iloc[:, len(headings) :].notna().any(axis="columns").to_numpy()
    total = body.index.isin(totals)
    ragged = ~blank & ~total & ((body_widths < len(headings)) | surplus)
    whole = body[~blank & ~ragged & ~total].iloc[:, : len(headings)]
    above = int(grid.cells.iloc[:place].notna().any(axis="columns").sum())
    said = (("title-rows", f"rows above the headings: {above}"),) if above else ()
    return Sheet(
        file=grid.file,
        sha256=grid.sha256,
        headings=headings,
        cells=whole.set_axis(list(headings), axis="columns"),
        ragged=pd.Series(body_widths[ragged], index=body.index[ragged], name="cells"),
        blank_rows=body.index[blank],
        totals=totals,
        last=HEADING_ROW + len(grid.cells) - 1,
        notices=(*grid.notices, *said),
        workbook=grid.workbook,
    )


def find_headings(grid: Grid, knows: Knows) -> tuple[int, tuple[str, ...]] | None:
    """The place of the first row that holds the headings, and they: a blank one may stand in the row above,
    where two rows of headings were merged."""
    above: tuple[str, ...] = ()
    for place in range(min(HIGHEST, len(grid.cells))):
        row = _row(grid, place)
        merged = tuple(heading or (above[n] if n < len(above) else "") for n, heading in enumerate(row))
        if any(row) and knows(merged):
            return place, merged
        above = row
    return None


def _row(grid: Grid, place: int) -> tuple[str, ...]:
    return tuple(grid.cells.iloc[place, : grid.widths[place]].fillna(""))


def _totals(rows: pd.DataFrame, width: int) -> pd.Index[int]:
    """The rows at the end that say "Total" first, and leave at least half of the columns blank."""
    end = rows.tail(_LAST)
    first = end.bfill(axis="columns").iloc[:, 0] if len(end) else pd.Series(dtype="str")
    says = first.astype("str").str.fullmatch(_TOTAL).fillna(False).astype("bool")
    sparse = end.notna().sum(axis="columns") * 2 <= max(width, 2)
    totals: pd.Index[int] = end.index[says & sparse]
    return totals
