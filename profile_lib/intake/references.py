"""References that a spreadsheet took for numbers, days or formulas: what it wrote in their place is none.

Two references that were rounded, or read as one day, have become one, and nobody can say whose rows they are.
Excel keeps fifteen digits of a number and writes a longer one, or one of more than eleven, as 1.23E+11.
"""

from __future__ import annotations

import pandas as pd

ERROR = r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|#+)"
"""What stands where a formula found nothing, or a column was too narrow."""

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
REWRITTEN = {
    r"-?[0-9](?:[.,][0-9]*)?[Ee][+-][0-9]{2,3}": "a number that a spreadsheet has rounded",
    rf"[0-9]{{1,2}}-(?:{_MONTHS})|(?:{_MONTHS})-[0-9]{{2}}": "a day or a month, which was something else",
    r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}": "a day, which was something else",
    ERROR: "an error of a spreadsheet",
}
"""Forms of a cell, and how they are told."""

KEPT_DIGITS = 15
_CERTAIN = 3
"""So many noughts where any digit may stand are by chance in one file of a thousand."""


def read_references(cells: pd.Series) -> pd.Series:
    """The references; missing where a spreadsheet has written something else in the place of one."""
    rewritten = cells.str.fullmatch("|".join(REWRITTEN)).fillna(False).astype("bool")
    return cells.mask(rewritten | _cut_off(cells))


def without_zeros(cells: pd.Series) -> pd.Series:
    """References that are numbers without the noughts in front; the others as they are."""
    numbers = cells.str.fullmatch("[0-9]+").fillna(False).astype("bool")
    return cells.where(~numbers, cells.str.lstrip("0"))


def _cut_off(cells: pd.Series) -> pd.Series[bool]:
    """Numbers of more than fifteen digits, if every one of them in the column goes on with noughts."""
    long = cells.str.fullmatch(f"[1-9][0-9]{{{KEPT_DIGITS},}}").fillna(False).astype("bool")
    ends = cells[long].drop_duplicates().str.slice(KEPT_DIGITS)
    cut = bool(ends.str.fullmatch("0+").all()) and int(ends.str.len().sum()) >= _CERTAIN
    return long & cut
