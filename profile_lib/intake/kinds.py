"""Words that partners write as they like, brought to a few kinds while they are read; nothing else of them is
kept.

``kinds.csv`` beside this module lists the words. One that is not listed comes to the column's kind for all
others, with a notice: the codes of a layout can say what it means.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import pandas as pd

from profile_lib.intake.once import once_each

OTHERS = "*"
"""What stands in the list for every word that does not."""


def read_kinds(cells: pd.Series, column: str) -> tuple[pd.Series, pd.Series]:
    """The kind that each cell of a column comes to, missing where none is recorded; and whether its words are
    not in the list."""
    listed = kinds_of(column)
    kinds = once_each(cells, lambda cell: listed.get(_folded(cell), listed[OTHERS]) or None)
    strange = [cell for cell in cells.dropna().unique() if _folded(str(cell)) not in listed]
    return kinds, cells.isin(strange)


@cache
def kinds_of(column: str) -> dict[str, str]:
    """The kind of each word of a column, words that say that nothing is recorded having an empty one."""
    with files(__package__).joinpath("kinds.csv").open(encoding="utf-8") as file:
        table = pd.read_csv(file, comment="#", dtype="str", keep_default_na=False)
    own = table[table["column"].isin([column, ""])]
    return dict(zip(own["words"].map(_folded), own["kind"], strict=True))


def _folded(words: str) -> str:
    """In small letters, straight apostrophes, one space for hyphens and spaces, without a full stop."""
    return re.sub(r"[-\s]+", " ", words.casefold().replace("’", "'")).strip(" .")
