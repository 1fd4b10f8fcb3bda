"""A printed cell as data: numbers for reckoning, markers and words as text that no program calculates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from profile_lib.pages.printing import LEGEND
from profile_lib.publication.documents.parts import Table

NOT_APPLICABLE = "[z]"
SHORTHAND = {**LEGEND, NOT_APPLICABLE: "not applicable: a dash on the page"}
"""What stands for a number that is not there: the shorthand of the Government Analysis Function."""

_NUMBER = re.compile(r"(-?)(£?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(%?)", re.ASCII)
_DASHES = {"", "-", "–", "—"}
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A spreadsheet takes text that begins so for a formula (OWASP, CSV injection)."""


@dataclass(frozen=True)
class Number:
    """A number as printed: ``22%`` is 22 with ``places`` 0, in ``unit`` ``%``."""

    printed: Decimal
    places: int
    unit: str

    @property
    def value(self) -> int | float:
        """The number itself: 22% is 0.22."""
        if self.unit == "%":
            return float(self.printed / 100)
        return float(self.printed) if self.places else int(self.printed)

    @property
    def format(self) -> str:
        """How a spreadsheet prints it as the page does."""
        decimals = "." + "0" * self.places if self.places else ""
        return {"%": f"0{decimals}%", "£": f"£#,##0{decimals}", "": f"#,##0{decimals}"}[self.unit]

    def __str__(self) -> str:
        """Without separators of thousands; a percentage and pounds keep their sign."""
        if self.unit == "£":
            return f"-£{-self.printed}" if self.printed < 0 else f"£{self.printed}"
        return f"{self.printed}{self.unit}"


def read_cell(text: str, *, number: bool) -> Number | str:
    """A cell of a column of numbers or of words. Nothing is rounded or added: 1,056 is 1056."""
    if text in _DASHES:
        return NOT_APPLICABLE
    found = _NUMBER.fullmatch(text) if number else None
    if found is None:
        return text
    sign, pounds, whole, decimals, percent = found.groups(default="")
    if pounds and percent:
        return text
    printed = Decimal(sign + whole.replace(",", "") + decimals)
    return Number(printed, max(0, len(decimals) - 1), pounds or percent)


def read_rows(table: Table) -> list[list[Number | str]]:
    """The cells of a table, row by row."""
    return [
        [read_cell(text, number=place in table.numbers) for place, text in enumerate(row.cells)]
        for row in table.rows
    ]


def markers_in(cells: Sequence[Sequence[Number | str]]) -> list[str]:
    """The markers that stand in the cells, in the order of the shorthand."""
    found = {cell for row in cells for cell in row if isinstance(cell, str)}
    return [marker for marker in SHORTHAND if marker in found]


def as_text(text: str) -> str:
    """The text so that no spreadsheet calculates it: after an apostrophe where it begins like a formula."""
    return f"'{text}" if text.startswith(STARTS_FORMULA) else text
