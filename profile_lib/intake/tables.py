"""The files of an extract one after another, under its own column names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from profile_lib.errors import InputError, Problem
from profile_lib.intake.grid import Sheet
from profile_lib.intake.layout import Layout
from profile_lib.intake.naming import knows, lacking, under_names, unused_headings
from profile_lib.intake.reading import read_sheet
from profile_lib.intake.set_aside import SourceFile, file_line, joined
from profile_lib.intake.unseen import as_seen

Headings = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Table:
    """The rows of one file under the columns' names; row numbers go on from the file before (see
    ``SourceFile``), to ``last``."""

    file: SourceFile
    cells: pd.DataFrame
    ragged: pd.Index[int]
    totals: pd.Index[int]
    last: int
    notices: pd.DataFrame
    workbook: bool


def read_tables(
    paths: Sequence[Path], wanted: Headings, needed: Set[str], layout: Layout, before: int = 0
) -> list[Table]:
    """Read files whose rows belong together.

    ``wanted``: the headings of each column; ``needed``: those that each file must have; ``before``: the
    number of the last row read so far. Raises InputError with the problems of every file.
    """
    tables: list[Table] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            sheet = read_sheet(path, knows(wanted, needed), layout.sheet)
        except InputError as error:
            problems += error.problems
            continue
        cells, twice = under_names(sheet, wanted)
        problems += [*lacking(sheet.file, needed - {*cells.columns}, wanted, layout), *twice]
        tables.append(_table(sheet, cells, wanted, before, named=len(paths) > 1))
        before = tables[-1].last
    if problems:
        raise InputError(problems)
    return tables


def _table(sheet: Sheet, cells: pd.DataFrame, wanted: Headings, before: int, *, named: bool) -> Table:
    """``named``: whether notices say which file they are about."""
    read = len(sheet.cells) + len(sheet.ragged) + len(sheet.totals)
    cells, unseen = as_seen(cells if before == 0 else cells.set_axis(cells.index + before))
    return Table(
        file=SourceFile(sheet.file, sheet.sha256, before, read),
        cells=cells,
        ragged=sheet.ragged.index + before,
        totals=sheet.totals + before,
        last=before + sheet.last,
        notices=joined([_about_the_file(sheet, wanted, f"{sheet.file}: " if named else ""), unseen]),
        workbook=sheet.workbook,
    )


def _about_the_file(sheet: Sheet, wanted: Headings, prefix: str) -> pd.DataFrame:
    """Notices about how the file is written, columns that are not used and rows with nothing in them."""
    lines = [file_line(rule, prefix + message) for rule, message in sheet.notices]
    for heading in unused_headings(sheet, wanted):
        message = f"{prefix}this column is not asked for and not used"
        lines.append(file_line("unknown-column", message, heading))
    if len(sheet.blank_rows):
        lines.append(file_line("blank-row", f"{prefix}rows with nothing in them: {len(sheet.blank_rows)}"))
    return joined(lines)
