"""What partners supply of an extract: its files read, joined and given their meaning by its layout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from profile_lib.errors import InputError
from profile_lib.intake.finding import Files
from profile_lib.intake.joining import join
from profile_lib.intake.layout import Layout
from profile_lib.intake.meaning import meant
from profile_lib.intake.naming import KEY, lacking, needed_headings, wanted_headings
from profile_lib.intake.schema import Schema
from profile_lib.intake.set_aside import SourceFile, file_line, joined
from profile_lib.intake.tables import read_tables


@dataclass(frozen=True)
class Supplied:
    """The rows of an extract, as they stand and as they are meant.

    ``cells``: text under canonical names, index ``row``; ``values``: the same as the layout says what it
    means; ``ragged`` and ``totals``: rows that are no rows of cells; ``layout``: by which dates are read;
    ``files``: the extract's own, then those that were joined; ``notices``: about files and rows.
    """

    cells: pd.DataFrame
    values: pd.DataFrame
    ragged: pd.Index[int]
    totals: pd.Index[int]
    layout: Layout
    files: tuple[SourceFile, ...]
    notices: pd.DataFrame

    @property
    def read(self) -> int:
        """Rows of the extract's own files."""
        return len(self.cells) + len(self.ragged) + len(self.totals)


def supply(files: Files, schema: Schema, layout: Layout) -> Supplied:
    """Read the files of an extract. Raises InputError where one cannot be read, or columns that must exist
    do not."""
    wanted, needed = wanted_headings(schema, layout), needed_headings(schema, layout)
    in_each = needed if layout.join is None else frozenset({KEY})
    tables = read_tables(files.own, wanted, in_each, layout)
    others = read_tables(files.joined, wanted, in_each, layout, before=tables[-1].last)
    every = (*tables, *others)
    cells = tables[0].cells if len(tables) == 1 else pd.concat([table.cells for table in tables])
    notices = [table.notices for table in every]
    if layout.join is not None:
        cells, lines = join(cells, others, layout.join.on)
        notices.append(lines)
    names = " and ".join(table.file.name for table in every)
    if problems := lacking(names, needed - {*cells.columns}, wanted, layout):
        raise InputError(problems)
    notices += [
        _not_found(wanted[column]) for column in wanted if column not in cells and not layout.canonical
    ]
    read_by = replace(layout, serials=layout.serials or any(table.workbook for table in every))
    meaning = meant(cells, schema, read_by)
    return Supplied(
        cells=meaning.cells,
        values=meaning.values,
        ragged=_index(table.ragged for table in tables),
        totals=_index(table.totals for table in tables),
        layout=read_by,
        files=tuple(table.file for table in every),
        notices=joined([*notices, meaning.notices]),
    )


def _not_found(headings: tuple[str, ...]) -> pd.DataFrame:
    message = "the layout names this column, and the file does not have it"
    return file_line("column-not-found", message, " or ".join(headings))


def _index(parts: Iterable[pd.Index[int]]) -> pd.Index[int]:
    return pd.Index([row for part in parts for row in part], dtype="int64", name="row")
