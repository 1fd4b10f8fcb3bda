"""How the files of an extract are written: their names, headings, codes and dates."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

CANONICAL = "canonical"
"""The name of the contract's own layout."""

DAYS = ("%Y-%m-%d", "%d/%m/%Y")
TIMES = ("%H:%M", "%H:%M:%S", "%H:%M:%S.%f")
ISO_DAY, ISO_MOMENT = "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"
"""What dates of a workbook, and dates that are computed, are written in: every layout reads them."""


@dataclass(frozen=True)
class Duration:
    """An end as the start in the column ``start``, and the whole minutes under the heading ``minutes``."""

    start: str
    minutes: str


@dataclass(frozen=True)
class Join:
    """Files of one row a key, whose columns are added to the rows with that key under the heading ``on``."""

    files: tuple[str, ...]
    on: str


@dataclass(frozen=True)
class Layout:
    """One way of writing an extract.

    ``files``: patterns of the names of its files. ``days`` and ``moments``: the formats a date without and
    with a time may have (strptime); no two of them read one text as two dates. ``headings``: for each column
    those it may stand under. ``codes``: for each column what its cells mean, by ``folded`` cell; None is a
    blank. ``constants``: a column that is the same in every row. ``absent``: columns the system does not
    hold. ``sheet``: of a workbook; ``serials``: a number may be a date as Excel counts days. ``also``:
    further extracts that the same system's files fill, each with the name of the layout for it.
    """

    extract: str
    name: str
    files: tuple[str, ...]
    days: tuple[str, ...]
    moments: tuple[str, ...]
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    durations: Mapping[str, Duration] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    join: Join | None = None
    sheet: str | None = None
    serials: bool = False
    also: Mapping[str, str] = field(default_factory=dict)

    @property
    def canonical(self) -> bool:
        return self.name == CANONICAL

    def column(self, heading: str) -> str:
        """The canonical column that a heading names by itself, whatever its capitals and spaces."""
        return "_".join(heading.split()).lower()

    def headings_of(self, column: str) -> tuple[str, ...]:
        """What a column may be headed; only the canonical layout takes a column by its own name."""
        return (column,) if self.canonical else self.headings.get(column, ())


def canonical(extract: str) -> Layout:
    """The layout of the contract: its own column names, ISO or dd/mm/yyyy, times to the minute or finer."""
    return Layout(
        extract=extract,
        name=CANONICAL,
        files=(f"{extract}.*",),
        days=DAYS,
        moments=tuple(f"{day} {time}" for day in DAYS for time in TIMES),
    )


def folded(text: str) -> str:
    """A heading, or a cell of codes, without what nobody sees or means: capitals, spaces, invisible signs."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return "".join(seen.split()).casefold().replace("_", "").replace("’", "'")
