"""How the files of an extract may be called."""

from __future__ import annotations

from pathlib import Path

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
