"""A partner's file as a table of text: nothing is interpreted here, and no row is lost."""

from __future__ import annotations

from pathlib import Path

from profile_lib.errors import InputError, Problem
from profile_lib.intake.csv_files import read_grid
from profile_lib.intake.grid import Knows, Sheet, headed

CSV, GZIP = ".csv", ".csv.gz"
WORKBOOKS = (".xlsx", ".ods")
OLD = (".xls", ".xlsb", ".xlsm")
"""Workbooks that are refused: old, or with programs in them."""

SUFFIXES = (CSV, GZIP, *WORKBOOKS)


def suffix(path: Path) -> str:
    """How the name of a file ends, in small letters; that of a packed CSV is one."""
    name = path.name.casefold()
    return GZIP if name.endswith(GZIP) else path.suffix.casefold()


def stem(path: Path) -> str:
    """The name of a file without its ending, in small letters."""
    return path.name.casefold().removesuffix(suffix(path))


def read_csv(path: Path) -> Sheet:
    """Read a CSV file whose first row holds the headings. Raises InputError as ``read_sheet``."""
    return read_sheet(path)


def read_sheet(path: Path, knows: Knows = lambda headings: True, sheet: str | None = None) -> Sheet:
    """Read the table of a file.

    ``knows``: whether a row holds the headings of the extract; ``sheet``: that of a workbook, where it is
    named. Raises InputError where the file cannot be opened, is empty, or is no table that can be read.
    """
    if suffix(path) in WORKBOOKS:
        raise InputError(
            Problem(
                "a workbook is not read",
                file=path.name,
                expected=f"{path.stem}.csv",
                todo='Save the sheet as "CSV UTF-8"',
            )
        )
    return headed(read_grid(path, knows), knows)
