"""Each table of a page as one CSV file, which says by itself what it holds, how it is marked, and of whom."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from itertools import chain, count
from pathlib import Path

from profile_lib.publication.documents.cells import SHORTHAND, Number, as_text, markers_in, read_rows
from profile_lib.publication.documents.parts import Page, Table

ENCODING = "utf-8-sig"
"""With the mark by which Excel knows that pounds and dashes are UTF-8."""
SLUG_CHARACTERS = 80


def write_csv_tables(page: Page, folder: Path) -> None:
    """Write every table of the page into the folder.

    After the table's own columns come ``Table`` (its caption), ``Note`` (what is counted, of whom and when,
    and what a marker in it means), ``Marking``, and for a synthetic edition ``Notice``: on each row, so that
    they stay with rows that are copied elsewhere. Numbers are plain (1056); percentages and pounds keep
    their sign.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for table, name in zip(page.tables, file_names(page.tables), strict=True):
        with (folder / name).open("w", encoding=ENCODING, newline="") as file:
            csv.writer(file).writerows(_lines(page, table))


def file_names(tables: Sequence[Table]) -> list[str]:
    """A file name for each table: of its id, or of its caption; a name that is taken gets a number."""
    names: list[str] = []
    for table in tables:
        words = table.id.removeprefix("table-") or table.caption
        slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:SLUG_CHARACTERS].rstrip("-") or "table"
        numbered = (f"{slug}-{number}" for number in count(2))
        names.append(next(name for name in chain([slug], numbered) if name not in names))
    return [f"{name}.csv" for name in names]


def _lines(page: Page, table: Table) -> list[list[str]]:
    cells = read_rows(table)
    about = {
        "Table": table.caption,
        "Note": _note(table, cells),
        "Marking": page.marking,
        "Notice": page.notice,
    }
    about = {title: as_text(text) for title, text in about.items() if title != "Notice" or text}
    head = [as_text(title) for title in table.head]
    body = [[str(cell) if isinstance(cell, Number) else as_text(cell) for cell in row] for row in cells]
    return [[*head, *about], *([*row, *about.values()] for row in body)]


def _note(table: Table, cells: Sequence[Sequence[Number | str]]) -> str:
    """The caption's notes, and the shorthand that they do not yet explain."""
    told = " ".join(table.notes)
    more = [
        f"{marker} means {SHORTHAND[marker]}."
        for marker in markers_in(cells)
        if f"{marker} means" not in told
    ]
    return " ".join([told, *more]).strip()
