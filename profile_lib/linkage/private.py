"""Tables in the private folder: read strictly, written whole, readable by their owner alone."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from profile_lib.errors import InputError, Problem


def read_table(path: Path, columns: Sequence[str], earlier: Sequence[str] = ()) -> pd.DataFrame:
    """A CSV file with exactly these columns, every cell as text, indexed by its row in a spreadsheet
    (``row``). ``earlier``: the columns that such a file had once; what it lacks is blank.

    Raises InputError for a file that cannot be read, is not such a table, or has a row of another length.
    """
    try:
        # the heading is read as a row, since pandas takes a first row that is longer for one with an index
        cells = pd.read_csv(
            path,
            header=None,
            dtype="str",
            keep_default_na=False,
            encoding="utf-8-sig",
            skip_blank_lines=False,
        )
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        shape = "no table in it" if isinstance(error, ValueError) else "a file that cannot be opened"
        raise InputError(
            Problem("cannot be read", file=path.name, found=shape, expected="a CSV file")
        ) from error
    heading = cells.iloc[0].tolist()
    if heading not in (list(columns), list(earlier)):
        raise InputError(
            Problem(
                "has other columns",
                file=path.name,
                row=1,
                expected=", ".join(columns),
                todo="Restore the file",
            )
        )
    rows = cells.iloc[1:].set_axis(heading, axis=1).reindex(columns=list(columns), fill_value="")
    rows.index = pd.Index(rows.index + 1, name="row")
    return rows[(rows != "").any(axis=1)]


def write_table(path: Path, table: pd.DataFrame) -> None:
    """Write the table without its index, for its owner alone and in one step: a reader sees the old file or
    the new one, never a part.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.touch(mode=0o600)
        with beside.open("w", encoding="utf-8", newline="") as file:
            table.to_csv(file, index=False, lineterminator="\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
