"""Taking the references of a year out of the register: of those that no other year has nothing stays."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pandas as pd
from filelock import FileLock

from profile_lib.linkage.private import read_table, write_table
from profile_lib.linkage.register import (
    COLUMNS,
    EARLIER_LOG_COLUMNS,
    LOG,
    LOG_COLUMNS,
    RECORD,
    REGISTER,
    references_of,
)


def forget(private: Path, year: str, others: Collection[str]) -> list[str]:
    """Delete from the register and its log the references that no other year has, and what the log says of
    the year; returns what was deleted, in words.

    ``others``: the years that stay, one at least. Where the references of one of them were not noted the
    register stays whole, since nobody can say whose keys it needs.
    """
    noted = [references_of(other, private) for other in others]
    if not (private / REGISTER).is_file() or not all(file.is_file() for file in noted):
        return []
    with FileLock(private / f"{REGISTER}.lock", mode=0o600):
        kept = pd.concat([read_table(file, RECORD) for file in noted])
        told = _deleted(private / REGISTER, read_table(private / REGISTER, COLUMNS), kept)
        if (private / LOG).is_file():
            log = read_table(private / LOG, LOG_COLUMNS, EARLIER_LOG_COLUMNS)
            told += _deleted(private / LOG, log, kept, log["edition"].eq(year))
    return told


def _deleted(path: Path, rows: pd.DataFrame, kept: pd.DataFrame, also: pd.Series | None = None) -> list[str]:
    """Write the rows of the references that are kept; what went, in words."""
    goes = ~_records(rows).isin(_records(kept))
    if also is not None:
        goes |= also.to_numpy()
    if not goes.any():
        return []
    write_table(path, rows[~goes])
    return [f"{path} ({goes.sum()} rows that no other year needs)"]


def _records(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[RECORD])
