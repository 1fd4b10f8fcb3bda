"""The rule of a public edition: what is public, and below how many people a number is not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Entry = Mapping[str, Any]
"""A figure as findings.json holds it."""

_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Listed:
    """That a figure is public: its whole and its cells by the dimensions of ``by``, and how it is said."""

    by: Collection[str] = ()
    say: Literal["number", "few", "most"] = "number"
    headline: bool = False


@dataclass(frozen=True)
class Rule:
    """``threshold``: counts of fewer people, from one, are hidden. ``round_to``: what is printed is rounded
    to a multiple of it. ``least_base``: no percentage of fewer. ``figures``: everything public, by id."""

    threshold: int
    round_to: int
    least_base: int
    figures: Mapping[str, Listed]

    def listed(self, entry: Entry) -> Listed | None:
        """How the figure is public; None where it is internal."""
        listed = self.figures.get(str(entry["id"]))
        return listed if listed and entry.get("where", {}).keys() <= set(listed.by) else None

    @property
    def few(self) -> str:
        """What is said for a number below the threshold where that may be known."""
        below = _WORDS[self.threshold] if self.threshold < len(_WORDS) else str(self.threshold)
        return f"fewer than {below}"

    def rounded(self, count: int) -> int:
        """A count as it is printed: to the nearest multiple, half up."""
        return (2 * count + self.round_to) // (2 * self.round_to) * self.round_to

    def told_by(self, count: int) -> tuple[int, int]:
        """What the printed count says: the least and largest number that print so. A printed nought is none,
        since whatever is less than the threshold is hidden."""
        if self.round_to == 1 or count == 0:
            return count, count
        printed = self.rounded(count)
        low, high = printed - self.round_to // 2, printed + (self.round_to - 1) // 2
        return max(low, self.threshold), high
