"""The tables of a page as one accessible workbook: cover, contents, notes, and a sheet for each table.

gptables lays it out as the Government Analysis Function asks for; here is said what stands where.
"""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import gptables
import pandas as pd

from profile_lib.publication.documents.archive import write_settled
from profile_lib.publication.documents.cells import SHORTHAND, Number, markers_in, read_rows
from profile_lib.publication.documents.parts import Heading, Listing, Page, Paragraph, Table, plain

NARROWEST, WIDEST, WIDEST_OF_MANY = 10, 80, 45
"""Characters in a column, the last for tables of more than three; longer text is wrapped."""
COVER_WIDTH = 90
LINE_POINTS, CHARACTERS = 15.5, 1.04
"""Of the theme's font, Arial 12: the height of a line, and the characters of prose in a unit of width."""
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Words stay words: nothing in a cell is calculated or followed."""


def write_workbook(page: Page, file: Path, *, day: date) -> None:
    """Write the tables of a page as a workbook; ``day`` is its date. Raises ValueError without a table."""
    front = _front(page)
    tables = {f"Table_{number}": table for number, table in enumerate(page.tables, start=1)}
    if not tables:
        raise ValueError("a workbook needs a table")
    sheets = {"Notes": _notes(page, front)}
    sheets |= {name: _sheet(table, name, front) for name, table in tables.items()}
    cover = _cover(page, front)
    packed = BytesIO()
    with warnings.catch_warnings():
        # it warns of a later pandas than the locked one, and that our notes are a sheet like the others
        warnings.filterwarnings("ignore", module=r"gptables\.")
        made = gptables.produce_workbook(
            packed,
            sheets,
            cover=cover,
            contentsheet_options={
                "subtitles": front,
                "column_names": ["Sheet", "What it holds"],
                "instructions": "This worksheet contains one table: the sheets of this workbook, as links.",
            },
            auto_width={"Contents": True} | dict.fromkeys(sheets, False),
            workbook_options=AS_TEXT,
        )
    for sheet in made.worksheets():
        if sheet.name in sheets:
            _fit(sheet, sheets[sheet.name])
        _for_print(sheet, page)
    _fit_cover(made.worksheets()[0], cover)
    noon = datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - a workbook's properties bear no zone
    made.set_properties(
        {"title": page.title, "subject": page.notice, "category": page.marking, "created": noon}
    )
    made.close()
    write_settled(packed.getvalue(), file)


def _front(page: Page) -> list[str]:
    """What stands on every sheet below its title."""
    return [line for line in (page.marking, page.notice) if line]


def _cover(page: Page, front: list[str]) -> gptables.Cover:
    first = page.under(page.chapters[0]) if page.chapters else []
    said = [plain(part.text) for part in first if isinstance(part, Paragraph)]
    return gptables.Cover(
        title=page.title,
        intro=[*front, *said],
        about=[
            "The tables are those of the summary, with its numbers as printed there.",
            *(f"{marker} means {meaning}." for marker, meaning in SHORTHAND.items()),
            page.colophon,
        ],
        width=COVER_WIDTH,
    )


def _notes(page: Page, front: list[str]) -> gptables.GPTable:
    """The shorthand, then the page's notes by chapter."""
    lines = [("Shorthand", f"{marker} means {meaning}.") for marker, meaning in SHORTHAND.items()]
    chapter = page.title
    for part in page.parts:
        if isinstance(part, Heading) and part.level == 1:
            chapter = part.text
        elif isinstance(part, Listing) and part.style == "notes":
            lines += [(chapter, plain(item)) for item in part.items]
    numbered = [[number, *line] for number, line in enumerate(lines, start=1)]
    return gptables.GPTable(
        table=pd.DataFrame(numbered, columns=["Note", "About", "What it says"], dtype=object),
        table_name="notes_table",
        title="Notes",
        subtitles=front,
        instructions="This worksheet contains one table: what has to be borne in mind with the figures.",
        index_columns={2: 0},
        additional_formatting=[{"column": {"columns": [0, 1, 2], "format": {"valign": "top"}}}],
    )


def _sheet(table: Table, name: str, front: list[str]) -> gptables.GPTable:
    cells = read_rows(table)
    values = [[cell.value if isinstance(cell, Number) else cell for cell in row] for row in cells]
    return gptables.GPTable(
        table=pd.DataFrame(values, columns=list(table.head), dtype=object),
        table_name=name,
        title=table.caption,
        subtitles=front,
        instructions="This worksheet contains one table. How to read it is on the worksheet Notes.",
        legend=[f"{marker} means {SHORTHAND[marker]}." for marker in markers_in(cells)],
        scope=" ".join(table.notes) or None,
        index_columns={2: 0},
        additional_formatting=list(_formats(table, cells)),
    )


def _formats(table: Table, cells: list[list[Number | str]]) -> Iterator[dict[str, Any]]:
    """Numbers as the page prints them, at the right; totals in bold; everything at the top of its row."""
    yield {"column": {"columns": list(range(len(table.head))), "format": {"valign": "top"}}}
    places = sorted(table.numbers)
    if places:
        yield {"column": {"columns": places, "format": {"align": "right"}, "include_names": True}}
    after_numbers = [place + 1 for place in places if place + 1 not in places and place + 1 < len(table.head)]
    if after_numbers:
        yield {"column": {"columns": after_numbers, "format": {"indent": 1}, "include_names": True}}
    for number, row in enumerate(cells, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, Number):
                yield {"cell": {"cells": (number, place), "format": {"num_format": cell.format}}}
    totals = [number for number, row in enumerate(table.rows, start=1) if row.total]
    if totals:
        yield {"row": {"rows": totals, "format": {"bold": True, "top": 1}, "include_names": True}}


def _fit(sheet: Any, made: gptables.GPTable) -> None:
    """Widths by what the columns hold, and heights by the lines that this makes: not every program that
    opens a workbook finds the heights of wrapped text by itself."""
    rows = [list(made.table.columns), *made.table.astype(str).to_numpy().tolist()]
    widest = WIDEST if made.table.shape[1] <= 3 else WIDEST_OF_MANY
    widths = [min(widest, max(NARROWEST, max(map(len, cells)) + 3)) for cells in zip(*rows, strict=True)]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    first = made.data_range[0]
    sheet.repeat_rows(first)
    for number, row in enumerate(rows):
        lines = max(_lines(text, width) for text, width in zip(row, widths, strict=True))
        sheet.set_row(first + number, lines * LINE_POINTS)


def _fit_cover(sheet: Any, cover: gptables.Cover) -> None:
    """The same for the cover, whose lines stand one below the other under two headings."""
    texts = [cover.title, "", *cover.intro, "", *cover.about]
    for number, text in enumerate(texts):
        sheet.set_row(number, _lines(text, COVER_WIDTH) * LINE_POINTS + (0 if text else 4))


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many characters."""
    return max(1, len(textwrap.wrap(text, int(width * CHARACTERS))))


def _for_print(sheet: Any, page: Page) -> None:
    """One sheet of paper wide, with the marking above and below."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    notice = f"&R&B{_printed(page.short_notice)}" if page.notice else ""
    sheet.set_header(f"&L&B{_printed(page.marking)}{notice}")
    sheet.set_footer(f"&L&B{_printed(page.marking)}&RPage &P of &N")


def _printed(text: str) -> str:
    """Text in a header, where an ampersand begins a code."""
    return text.replace("&", "&&")
