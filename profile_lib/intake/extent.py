"""How far the cells of a workbook reach: a lone cell far off would make a table that fills the memory."""

from __future__ import annotations

import re
from collections.abc import Iterable

from profile_lib.errors import InputError, Problem

MOST_CELLS = 60_000_000
"""Of a sheet: a million rows of sixty columns."""

MOST_COLUMNS = 1000
LONGEST_CELL = 131_072
"""Characters, as in a CSV; Excel itself ends at 32,767."""

_REFERENCE_COLUMNS = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})[0-9]{1,7}["']""")
_REFERENCE_ROWS = re.compile(rb"""\br\s*=\s*["'][A-Z]{1,3}([0-9]{1,7})["']""")
_LONG_TEXT = re.compile(rb">[^<]{%d}" % LONGEST_CELL)
_TOKEN = re.compile(
    rb"<(table:table|table:table-row|table:table-cell|table:covered-table-cell)(?=[\s/>])([^>]*)>"
)
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["']([0-9]{1,9})["']""")


def check_extent(files: Iterable[tuple[str, bytes]], file: str) -> None:
    """Raises InputError where a sheet reaches too far, or a cell is too long, to be an extract.

    ``files``: the name and content of each file in the workbook; every one of them is looked at.
    """
    for name, content in files:
        if not name.endswith(".xml"):
            continue
        if _LONG_TEXT.search(content):
            raise InputError(_too_far(file, f"a cell of more than {LONGEST_CELL} characters"))
        if name.startswith("xl/worksheets/"):
            rows, columns = _xlsx_extent(content)
        elif name == "content.xml":
            rows, columns = _ods_extent(content)
        else:
            continue
        if columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
            raise InputError(_too_far(file, f"cells that reach to row {rows} and column {columns}"))


def _xlsx_extent(sheet: bytes) -> tuple[int, int]:
    columns = {_number(letters) for letters in set(_REFERENCE_COLUMNS.findall(sheet))}
    rows = {int(digits) for digits in set(_REFERENCE_ROWS.findall(sheet))}
    return max(rows, default=0), max(columns, default=0)


def _number(letters: bytes) -> int:
    """The number of a column: A is 1, XFD is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _ods_extent(content: bytes) -> tuple[int, int]:
    """The furthest row and column with something in them; rows and cells may say how often they repeat."""
    furthest_row = furthest_column = row = repeated = column = 0
    for token in _TOKEN.finditer(content):
        kind, attributes = token.groups()
        if kind == b"table:table":
            row = repeated = 0
        elif kind == b"table:table-row":
            row, column = row + repeated, 0
            repeated = _times(attributes)
        else:
            column += _times(attributes)
            if b"value-type" in attributes:
                furthest_row, furthest_column = (
                    max(furthest_row, row + repeated),
                    max(furthest_column, column),
                )
    return furthest_row, furthest_column


def _times(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found.group(1)) if found else 1


def _too_far(file: str, found: str) -> Problem:
    return Problem(
        "the workbook is too large to be an extract",
        file=file,
        found=found,
        expected=f"at most {MOST_COLUMNS} columns and {MOST_CELLS // 1_000_000} million cells",
        todo='Delete what lies far off the table, or save the sheet as "CSV UTF-8"',
    )
