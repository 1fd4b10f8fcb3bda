"""A measure by one or two dimensions: which cells there are, in which order, and which wholes may stand by.

The cells are entries of one id with different ``where``. A whole stands in line with cells only if it was
counted by itself and they add up to it; where one child can be in several cells it stands elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from profile_lib.figures import DIMENSIONS, Unit
from profile_lib.pages import printing
from profile_lib.pages.printing import Entry

WHOLE = ""
"""The category of an entry that a dimension does not narrow."""


@dataclass(frozen=True)
class Grid:
    """Entries by their category of ``rows`` and of ``columns`` (empty for a single column)."""

    cells: Mapping[tuple[str, str], Entry]
    rows: str
    columns: str

    @classmethod
    def of(cls, entries: Iterable[Entry], rows: str, columns: str | None = None) -> Grid:
        """The entries that nothing but these dimensions narrows; those by other dimensions are left aside.

        Raises ValueError where they are not of exactly one id, or a crossing of categories is missing.
        """
        dimensions = [rows, columns] if columns else [rows]
        chosen = [entry for entry in entries if entry.get("where", {}).keys() <= set(dimensions)]
        ids = sorted({str(entry["id"]) for entry in chosen})
        if len(ids) != 1:
            raise ValueError(f"a table is of one measure, found {', '.join(ids) or 'none'}")
        grid = cls({_place(entry, rows, columns): entry for entry in chosen}, rows, columns or "")
        if not grid.row_categories:
            raise ValueError(f"{ids[0]} is not broken down by {' and '.join(dimensions)}")
        for row in grid.row_categories:
            for column in grid.column_categories:
                if (row, column) not in grid.cells:
                    raise ValueError(f"{ids[0]} has no cell for {rows} {row} and {columns} {column}")
        return grid

    @property
    def any(self) -> Entry:
        """One of the cells, for what they all have in common."""
        return self.cells[self.row_categories[0], self.column_categories[0]]

    @property
    def whole(self) -> Entry | None:
        """The entry that no dimension narrows, if there is one."""
        return self.cells.get((WHOLE, WHOLE))

    @property
    def row_categories(self) -> list[str]:
        """The categories of the rows in printed order, without the whole."""
        return self._ordered(self.rows, {row for row, _ in self.cells})

    @property
    def column_categories(self) -> list[str]:
        """The categories of the columns in printed order, without the whole; a single column is one WHOLE."""
        return self._ordered(self.columns, {column for _, column in self.cells}) if self.columns else [WHOLE]

    def without_zero_columns(self) -> Grid:
        """The grid without the columns that are zero throughout, unless all are; a number that is withheld
        or missing is no zero."""
        zero = {
            column
            for column in self.column_categories
            if all(self.cells[row, column].get("value") == 0 for row in self.row_categories)
        }
        if not zero < set(self.column_categories):
            return self
        return replace(
            self, cells={place: cell for place, cell in self.cells.items() if place[1] not in zero}
        )

    @property
    def row_lines(self) -> list[str]:
        """The rows to print: the categories, then WHOLE where it may stand in line with them."""
        wholes = [(WHOLE, column) for column in self.column_lines]
        return self.row_categories + ([WHOLE] if self._adds_up(self.rows, wholes) else [])

    @property
    def column_lines(self) -> list[str]:
        """The columns to print: the categories, then WHOLE where it may stand in line with them."""
        if not self.columns:
            return [WHOLE]
        wholes = [(row, WHOLE) for row in self.row_categories]
        return self.column_categories + ([WHOLE] if self._adds_up(self.columns, wholes) else [])

    @property
    def overlapping(self) -> list[str]:
        """The dimensions of which one unit can be in several categories."""
        return [
            name
            for name in (self.rows, self.columns)
            if name and self._unit is not None and self._unit in DIMENSIONS[name].overlaps
        ]

    @property
    def _unit(self) -> Unit | None:
        """What is counted; None for shares, means, rates and money."""
        return Unit(self.any["unit"]) if self.any["kind"] == "count" else None

    def _adds_up(self, dimension: str, wholes: Sequence[tuple[str, str]]) -> bool:
        counted = all(place in self.cells for place in wholes)
        return counted and self._unit is not None and self._unit in DIMENSIONS[dimension].partitions

    def _ordered(self, dimension: str, found: set[str]) -> list[str]:
        if dimension and DIMENSIONS[dimension].is_ranked:
            return self._by_size(dimension, found)
        first = next(iter(self.cells.values()))
        return [
            name for name in DIMENSIONS[dimension].complete(printing.period(first), found) if name in found
        ]

    def _by_size(self, dimension: str, found: set[str]) -> list[str]:
        """The categories, the most frequent first, the not-recorded one last."""
        place = 0 if dimension == self.rows else 1
        size: Counter[str] = Counter()
        for cell_place, entry in self.cells.items():
            size[cell_place[place]] += entry.get("value") or 0
        unknown = DIMENSIONS[dimension].unknown
        named = found - {WHOLE}
        return sorted(named, key=lambda name: (name == unknown, -size[name], name))


def _place(entry: Entry, rows: str, columns: str | None) -> tuple[str, str]:
    where = entry.get("where", {})
    return where.get(rows, WHOLE), where.get(columns, WHOLE) if columns else WHOLE
