"""Community areas as the parameters list them: one spelling each, and a notice for what is none of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import pandas as pd

from profile_lib.intake.columns import Column
from profile_lib.intake.once import once_each
from profile_lib.intake.rules import Context, Rule

SEPARATOR = ";"
"""Between the community areas of a cell that may name several."""


def as_listed(rows: pd.DataFrame, columns: Iterable[Column], listed: Iterable[str]) -> pd.DataFrame:
    """The rows with their community areas spelled as listed; one that is not listed stays as it is written.

    Capitals, and "&" for "and", make no difference. Of several in a cell each stands once, with "; " between
    them.
    """
    spelling = {_folded(name): name for name in listed}
    changed = {}
    for column in columns:
        if column.kind in ("area", "areas"):
            spelled = partial(_spelled, column=column, spelling=spelling)
            changed[column.name] = once_each(rows[column.name], spelled)
    return rows.assign(**changed)


def listed_area(column: Column) -> Rule:
    """Worth knowing: the cell names a place that is no community area; says nothing where none are listed."""

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        known = frozenset(context.community_areas)
        cells = rows[column.name]
        strange = [
            cell for cell in cells.dropna().unique() if known and not known.issuperset(_names(cell, column))
        ]
        return cells.isin(strange)

    message = f"the {column.words} is none of those listed in the parameters"
    return Rule("community-area-unknown", "notice", (column.name,), message, breaks)


def _spelled(cell: str, column: Column, spelling: dict[str, str]) -> str | None:
    names = [spelling.get(_folded(name), name) for name in _names(cell, column)]
    return f"{SEPARATOR} ".join(dict.fromkeys(names)) or None


def _names(cell: str, column: Column) -> list[str]:
    parts = cell.split(SEPARATOR) if column.kind == "areas" else [cell]
    return [part.strip() for part in parts if part.strip()]


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("&", " and ").split())
