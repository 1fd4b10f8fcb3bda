"""What analysts decided about pairs of records: one line a decision, the two records in either order.

Nothing is taken back from the file. Who changes their mind, or another's, adds a line: the last one about a
pair stands, and those before it are its history.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from pathlib import Path

import pandas as pd
from filelock import FileLock

from profile_lib.errors import InputError, Problem
from profile_lib.linkage.private import read_table, write_table

WORDS = ("same", "different", "unsure")
WITHDRAWN = "withdrawn"
"""The decisions before it do not stand, and the pair is asked about again."""

COLUMNS = ("source_l", "ref_l", "source_r", "ref_r", "decision", "decided_by", "decided_on")
FILE = "decisions.csv"
_DAY = r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?"


def read_decisions(path: Path) -> pd.DataFrame:
    """The decisions of a file, the earliest first, indexed by row; columns as ``COLUMNS``, all of them text
    (decided_on: an ISO date, with or without the time).

    Raises InputError for an unknown word, a blank cell, a date that does not exist, and a record paired with
    itself.
    """
    return checked(read_table(path, COLUMNS), path.name)


def write_decisions(path: Path, decisions: pd.DataFrame) -> None:
    """Write decisions, after the checks of ``read_decisions``; the file is readable by its owner alone."""
    write_table(path, checked(decisions)[list(COLUMNS)])


def add_decision(path: Path, before: Path, decision: pd.Series) -> pd.DataFrame:
    """Add one decision to the file and return all of them; two analysts may decide at the same time.

    ``before``: the decisions to go on from where the file is not there yet. Raises InputError for a decision
    that contradicts those that stand; it is not kept.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(f"{path}.lock", mode=0o600):
        known = path if path.is_file() else before
        history = read_decisions(known) if known.is_file() else no_decisions()
        longer = pd.concat([history, decision[list(COLUMNS)].to_frame().T], ignore_index=True)
        longer.index = pd.RangeIndex(2, 2 + len(longer), name="row")
        refuse_contradictions(standing(longer), path.name)
        write_decisions(path, longer)
    return longer


def no_decisions() -> pd.DataFrame:
    """A table of decisions without any."""
    return pd.DataFrame({column: pd.Series(dtype="str") for column in COLUMNS}).rename_axis("row")


def standing(decisions: pd.DataFrame) -> pd.DataFrame:
    """The last decision about each pair, unless it was withdrawn; in the order and with the rows of all."""
    last = decisions[~same_pair(decisions).duplicated(keep="last")]
    return last[last["decision"] != WITHDRAWN]


def contradictions(standing: pd.DataFrame) -> dict[int, list[int]]:
    """The row of each decision ``different`` on two records that others make one child, and the rows of
    these: the shortest way from the one record to the other by ``same``."""
    ends = _ends(standing)
    known_same: dict[Hashable, list[tuple[Hashable, int]]] = {}
    for row in standing.index[standing["decision"] == "same"]:
        one, other = ends.loc[row]
        known_same.setdefault(one, []).append((other, int(row)))
        known_same.setdefault(other, []).append((one, int(row)))
    apart = ends[standing["decision"] == "different"].itertuples(name=None)
    found = {int(row): _way(known_same, one, other) for row, one, other in apart}
    return {row: way for row, way in found.items() if way}


def refuse_contradictions(standing: pd.DataFrame, file: str = FILE) -> None:
    """Raises InputError with each contradiction by its rows; it repeats no reference."""
    problems = [
        Problem(
            "the decisions contradict one another",
            file=file,
            row=row,
            column="decision",
            found=f"different, while the two are one child by {_rows(way)}",
            todo="Decide one of these pairs anew: the last decision about a pair stands",
        )
        for row, way in contradictions(standing).items()
    ]
    if problems:
        raise InputError(problems)


def checked(decisions: pd.DataFrame, file: str = FILE) -> pd.DataFrame:
    """The decisions as they came, or InputError with every fault found in them; it repeats no reference."""
    text = decisions.reindex(columns=list(COLUMNS)).astype("str").fillna("")
    ends = _ends(text)
    day = pd.to_datetime(text["decided_on"], format="ISO8601", errors="coerce")
    no_day = day.isna() | ~text["decided_on"].str.fullmatch(_DAY)
    faults = [
        *((text[column].str.strip() == "", column, "blank", "a value") for column in COLUMNS),
        (
            ~text["decision"].isin(["", *WORDS, WITHDRAWN]),
            "decision",
            "another word",
            " or ".join([*WORDS, WITHDRAWN]),
        ),
        ((text["decided_on"] != "") & no_day, "decided_on", "not a date", "a date as 2016-03-31"),
        (ends["l"] == ends["r"], "ref_r", "the same record twice", "two records"),
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


def _ends(decisions: pd.DataFrame) -> pd.DataFrame:
    """The two records of each decision: l and r."""
    return pd.DataFrame({end: decisions[f"source_{end}"] + "\n" + decisions[f"ref_{end}"] for end in "lr"})


def same_pair(decisions: pd.DataFrame) -> pd.Series:
    """What names the pair of a decision, in whichever order the two are written."""
    ends = _ends(decisions)
    return ends.min(axis=1) + "\n" + ends.max(axis=1)


def _way(neighbours: dict[Hashable, list[tuple[Hashable, int]]], start: Hashable, end: Hashable) -> list[int]:
    """The rows that lead from one record to another; none where nothing does."""
    ways: dict[Hashable, list[int]] = {start: []}
    waiting = deque([start])
    while waiting and end not in ways:
        here = waiting.popleft()
        for other, row in neighbours.get(here, []):
            if other not in ways:
                ways[other] = [*ways[here], row]
                waiting.append(other)
    return ways.get(end, [])


def _rows(rows: list[int]) -> str:
    return f"row{'s' if len(rows) > 1 else ''} {', '.join(map(str, sorted(rows)))}"
