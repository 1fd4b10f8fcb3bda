"""How the files of an extract are written: their name, headings and dates."""

from __future__ import annotations

from dataclasses import dataclass

CANONICAL = "canonical"
"""The name of the contract's own layout."""


@dataclass(frozen=True)
class Layout:
    """One way of writing an extract.

    ``days`` and ``times`` are the formats a date, and the time after it, may have (strptime). No two of them
    may read one text as two dates: day-first and month-first never stand side by side.
    """

    extract: str
    file: str
    days: tuple[str, ...]
    times: tuple[str, ...]

    def column(self, heading: str) -> str:
        """The column that a heading names: capitals, and spaces for underscores, make no difference."""
        return "_".join(heading.split()).lower()


def canonical(extract: str) -> Layout:
    """The layout of the contract: its own column names, ISO or dd/mm/yyyy, times to the minute or finer."""
    return Layout(
        extract=extract,
        file=f"{extract}.csv",
        days=("%Y-%m-%d", "%d/%m/%Y"),
        times=("%H:%M", "%H:%M:%S", "%H:%M:%S.%f"),
    )
