"""Sizes that the paged documents share: the sheet, what fits on it, how wide a table's columns are."""

from __future__ import annotations

import re
from datetime import date

from profile_lib.publication.documents.parts import Picture, Table

SHEET_CM = (21.0, 29.7)
"""A4, upright."""
MARGIN_CM = 1.9
TEXT_CM = SHEET_CM[0] - 2 * MARGIN_CM
PICTURE_CM = (12.5, 13.5)
"""The greatest width and height of a picture, which leaves room for what belongs to it."""
CM_PER_PIXEL = 2.54 / 96  # CSS: 96 pixels to the inch

LANGUAGE = "en-GB"
LINE, GAP = 96, 4
"""About how many characters of a table fit into the text's width, and how many lie between two columns."""
TOGETHER_ROWS = 20
"""A table of up to so many rows is not broken over two sheets."""


def picture_width(picture: Picture) -> float:
    """The width in cm: the page's, unless the picture would then be too large for a sheet."""
    widest, highest = PICTURE_CM
    return min(picture.width * CM_PER_PIXEL, widest, highest / picture.ratio)


def column_widths(table: Table) -> list[float]:
    """Each column's share of the text's width. A table of short columns stays as narrow as its words; in any
    other each column has room for its longest word, and the rest by how much it says."""
    columns = list(zip(table.head, *(row.cells for row in table.rows), strict=True))
    whole = [max(map(len, cells)) + GAP for cells in columns]
    if sum(whole) <= LINE:
        return [round(width / LINE, 4) for width in whole]
    words = [max(len(word) for cell in cells for word in _unbroken(cell)) + GAP for cells in columns]
    said = [(sum(map(len, cells)) / len(cells) + max(map(len, cells))) / 2 for cells in columns]
    more = [max(0.0, told - word) for told, word in zip(said, words, strict=True)]
    spare = max(0.0, LINE - sum(words))
    grown = [word + spare * part / (sum(more) or 1.0) for word, part in zip(words, more, strict=True)]
    return [round(width / sum(grown), 4) for width in grown]


def _unbroken(cell: str) -> list[str]:
    """The pieces of a cell that stand on one line: a line may end after a hyphen."""
    return re.findall(r"[^\s-]+-?", cell) or [""]


def stays_together(table: Table) -> bool:
    """Whether the table stands on one sheet."""
    return len(table.rows) <= TOGETHER_ROWS and max(len(row.cells) for row in table.rows) <= 4


def seconds(day: date) -> int:
    """Noon of a day as seconds since 1970, wherever the machine stands."""
    return (day - date(1970, 1, 1)).days * 86_400 + 43_200
