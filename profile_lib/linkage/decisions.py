"""What analysts decided about pairs of records: one line a pair, the two in either order."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from profile_lib.errors import InputError, Problem
from profile_lib.linkage.private import read_table, write_table

WORDS = ("same", "different", "unsure")
COLUMNS = ("source_l", "ref_l", "source_r", "ref_r", "decision", "decided_by", "decided_on")
FILE = "decisions.csv"


def read_decisions(path: Path) -> pd.DataFrame:
    """The decisions of a file, indexed by row; columns as ``COLUMNS``, all of them text (decided_on: an ISO
    date).

    Raises InputError for an unknown word, a blank cell, a date that does not exist, a record paired with
    itself, and a pair decided in two ways.
    """
    return checked(read_table(path, COLUMNS), path.name)


def write_decisions(path: Path, decisions: pd.DataFrame) -> None:
    """Write decisions, after the checks of ``read_decisions``; the file is readable by its owner alone."""
    write_table(path, checked(decisions)[list(COLUMNS)])


def no_decisions() -> pd.DataFrame:
    """A table of decisions without any."""
    return pd.DataFrame({column: pd.Series(dtype="str") for column in COLUMNS}).rename_axis("row")


def checked(decisions: pd.DataFrame, file: str = FILE) -> pd.DataFrame:
    """The decisions as they came, or InputError with every fault found in them; it repeats no reference."""
    text = decisions.reindex(columns=list(COLUMNS)).astype("str").fillna("")
    first, second = (text[f"source_{end}"] + "\n" + text[f"ref_{end}"] for end in "lr")
    pair = first.where(first < second, second) + "\n" + first.where(first > second, second)
    differing = text["decision"].groupby(pair).transform("nunique") > 1
    day = pd.to_datetime(text["decided_on"], format="%Y-%m-%d", errors="coerce")
    faults = [
        *((text[column].str.strip() == "", column, "blank", "a value") for column in COLUMNS),
        (~text["decision"].isin(["", *WORDS]), "decision", "another word", " or ".join(WORDS)),
        ((text["decided_on"] != "") & day.isna(), "decided_on", "not a date", "a date as 2016-03-31"),
        (first == second, "ref_r", "the same record twice", "two records"),
        (differing, "decision", "a pair decided in two ways", "one decision a pair"),
    ]
    problems = [
        Problem(
            "the decision cannot be used", file=file, row=row, column=column, found=found, expected=expected
        )
        for mask, column, found, expected in faults
        for row in text.index[mask]
    ]
    if problems:
        raise InputError(problems)
    return decisions
