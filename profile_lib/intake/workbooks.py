"""A sheet of an XLSX or ODS workbook as a grid of text: dates in ISO, whole numbers without a point."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from profile_lib.errors import InputError, Problem
from profile_lib.intake.extent import check_extent
from profile_lib.intake.grid import HEADING_ROW, HIGHEST, Grid, Knows, find_headings
from profile_lib.intake.packed import members, read_bytes

MOST_WHOLE = 10**15
"""Excel keeps fifteen digits: a longer number has lost the rest, and is written so that it shows."""


def read_workbook(path: Path, knows: Knows, sheet: str | None) -> Grid:
    """The sheet of a workbook that holds the extract: the one that is named, or the only one to be seen that
    has its headings.

    Raises InputError where it is no workbook or is locked, a cell lies far off, the sheet is not there, is
    hidden, or is one of several.
    """
    data = read_bytes(path)
    check_extent(members(data, path.name), path.name)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            chosen = _chosen(book, path.name, knows, sheet)
            rows = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
            notices = _others(book, chosen)
    except CalamineError as error:
        raise InputError(_unreadable(path.name)) from error
    except BaseException as error:
        if (
            type(error).__name__ != "PanicException"
        ):  # what the library raises where it meets a fault of its own
            raise
        raise InputError(_unreadable(path.name)) from None
    cells = _cells(rows)
    return Grid(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        cells=cells,
        widths=np.full(len(cells), cells.shape[1]),
        notices=notices,
        workbook=True,
    )


def _chosen(book: CalamineWorkbook, file: str, knows: Knows, named: str | None) -> str:
    sheets = [item for item in book.sheets_metadata if item.typ == SheetTypeEnum.WorkSheet]
    seen = [item.name for item in sheets if _is_visible(item)]
    hidden = [item.name for item in sheets if not _is_visible(item)]
    if named is not None:
        found = [item.name for item in sheets if item.name.strip().casefold() == named.strip().casefold()]
        if not found:
            raise InputError(
                Problem(
                    f"there is no sheet {named!r}",
                    file=file,
                    found=_listed(seen),
                    todo="Correct the layout",
                )
            )
        return found[0]
    fitting = [name for name in seen if _holds(book, name, knows)]
    if len(fitting) > 1:
        raise InputError(
            Problem(
                "several sheets have the headings of this extract",
                file=file,
                found=_listed(fitting),
                expected="one",
                todo="Remove the others, or name the sheet in a layout",
            )
        )
    if fitting:
        return fitting[0]
    if any(_holds(book, name, knows) for name in hidden):
        raise InputError(
            Problem(
                "the only sheet with the headings of this extract is hidden",
                file=file,
                expected="a sheet that can be seen",
                todo="Show the sheet and look at it, or name it in a layout",
            )
        )
    filled = [name for name in seen if book.get_sheet_by_name(name).height]
    if not filled:
        raise InputError(
            Problem(
                "the file is empty", file=file, found="no sheet with a cell in it", todo="Ask for it again"
            )
        )
    return filled[0]


def _is_visible(sheet: SheetMetadata) -> bool:
    return bool(sheet.visible == SheetVisibleEnum.Visible)


def _holds(book: CalamineWorkbook, name: str, knows: Knows) -> bool:
    """Whether a sheet has the headings of the extract in one of its first rows."""
    top = _cells(book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=HIGHEST))
    grid = Grid(name, "", top, np.full(len(top), top.shape[1]))
    return find_headings(grid, knows) is not None


def _others(book: CalamineWorkbook, chosen: str) -> tuple[tuple[str, str], ...]:
    """Notices about the sheets that are not read; their names may say something, so they are counted only."""
    others = [item for item in book.sheets_metadata if item.name != chosen]
    hidden = sum(not _is_visible(item) for item in others)
    used_hidden = any(item.name == chosen and not _is_visible(item) for item in book.sheets_metadata)
    said = (
        ("other-sheets", len(others) - hidden, f"sheets that are not read: {len(others) - hidden}"),
        ("hidden-sheets", hidden, f"hidden sheets that are not read: {hidden}"),
        ("hidden-sheet-used", used_hidden, "the sheet that the layout names is hidden"),
    )
    return tuple((rule, message) for rule, there, message in said if there)


def _cells(rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """The cells as stripped text; columns with nothing in them are left out."""
    columns = zip(*rows, strict=True) if rows else ()
    text = [pd.Series([_text(cell) for cell in column], dtype="str") for column in columns]
    filled = [column for column in text if column.notna().any()]
    cells = pd.DataFrame(dict(enumerate(filled)), index=pd.RangeIndex(len(rows)), dtype="str")
    cells.index = pd.RangeIndex(HEADING_ROW, HEADING_ROW + len(rows), name="row")
    return cells


def _text(cell: Any) -> str | None:
    """A cell as its column would be typed: a date in ISO, a whole number without a point."""
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < MOST_WHOLE:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return f"{cell:E}" if isinstance(cell, float) and abs(cell) >= MOST_WHOLE else str(cell)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(repr(name[:40]) for name in names[:10]) or "none"


def _unreadable(file: str) -> Problem:
    return Problem(
        "this is not a workbook that can be read",
        file=file,
        found="a damaged workbook, or another kind of file",
        expected=".xlsx or .ods",
        todo='Save it again, or as "CSV UTF-8"',
    )
