"""A partner's file as a table of text: nothing is interpreted here, and no row is lost."""

from __future__ import annotations

from pathlib import Path

from profile_lib.intake.csv_files import read_grid
from profile_lib.intake.grid import Knows, Sheet, headed
from profile_lib.intake.names import WORKBOOKS, suffix


def read_csv(path: Path) -> Sheet:
    """Read a file whose first row holds the headings. Raises InputError as ``read_sheet``."""
    return read_sheet(path)


def read_sheet(path: Path, knows: Knows = any, sheet: str | None = None) -> Sheet:
    """Read the table of a file: CSV, packed with gzip or not, XLSX or ODS.

    ``knows``: whether a row holds the headings of the extract; ``sheet``: that of a workbook, where it is
    named. Raises InputError where the file cannot be opened, is empty, or is no table that can be read.
    """
    if suffix(path) in WORKBOOKS:
        from profile_lib.intake.workbooks import read_workbook  # most extracts are CSV

        return headed(read_workbook(path, knows, sheet), knows)
    return headed(read_grid(path, knows), knows)
