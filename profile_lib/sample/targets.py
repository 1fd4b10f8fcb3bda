"""What each year of the sample adds up to. Nothing but the generator knows these numbers.

2015 gives the figures published for Wiltshire (January to November 2015): 1,056 missing and absent episodes
of 454 children, 53% of them female, 22% of the children and 43% of the episodes in care. How the published
totals split into the cells below is invented. 2013, 2014 and 2016 are invented; 2014 is less completely
recorded than 2015.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

#: (kind of child, sex as the police record it): (children, episodes).
#: looked_after, placed, unnotified: in care at the start of each of these episodes, by the council's record,
#: by a notice from another authority, by the police marker alone. left: looked after in the year, but before
#: or after the episodes. other: neither.
Cells = Mapping[tuple[str, str], tuple[int, int]]


@dataclass(frozen=True)
class MissingTargets:
    """A year's missing and absent episodes, after merging and without what is set aside."""

    first: date
    last: date  # of the days on which the calibrated episodes start
    cells: Cells
    either_side: int  # episodes of the children in care that start before or after their placement
    absent: tuple[float, float]  # share of episodes recorded as absent: before 11 March 2015, from then on
    beyond: int = 0  # episodes that start after `last`, in December
    recorded: float = 1.0  # completeness of optional columns, as a share of the fullest year's
    month_weights: tuple[float, ...] = field(
        default=(0.9, 0.9, 1.0, 1.0, 1.15, 1.15, 1.1, 0.95, 1.1, 1.05, 0.9, 0.75)
    )

    @property
    def last_start(self) -> date:
        """No episode starts on New Year's Eve, so that none runs into the next year's."""
        return min(self.last, date(self.last.year, 12, 30))

    @property
    def children(self) -> int:
        return sum(children for children, _ in self.cells.values())

    @property
    def episodes(self) -> int:
        return sum(episodes for _, episodes in self.cells.values()) + self.either_side


def _cells(**kinds: str) -> Cells:
    """Cells from compact text by kind of child, "F 26/142 M 26/105": sex, children/episodes."""
    cells = {}
    for kind, text in kinds.items():
        words = text.split()
        for sex, numbers in zip(words[::2], words[1::2], strict=True):
            children, episodes = numbers.split("/")
            cells[kind, sex] = (int(children), int(episodes))
    return cells


MISSING: Mapping[str, MissingTargets] = {
    "2013": MissingTargets(
        date(2013, 1, 1), date(2013, 12, 31),
        _cells(
            looked_after="F 19/84 M 21/76",
            placed="F 12/51 M 13/43",
            unnotified="F 5/19 M 5/17",
            left="F 4/6 M 5/8",
            other="F 148/246 M 138/205 U 9/12 X 1/2",
        ),
        either_side=10, absent=(0.36, 0.36), recorded=0.75,
    ),
    "2014": MissingTargets(
        date(2014, 1, 1), date(2014, 12, 31),
        _cells(
            looked_after="F 22/108 M 22/88",
            placed="F 14/64 M 14/52",
            unnotified="F 6/26 M 4/15",
            left="F 5/8 M 5/7",
            other="F 157/272 M 142/206 U 8/10 X 1/1",
        ),
        either_side=14, absent=(0.44, 0.44), recorded=0.8,
        month_weights=(0.9, 0.5, 1.0, 0.45, 1.2, 1.15, 1.1, 0.5, 1.1, 1.05, 0.9, 0.75),
    ),
    "2015": MissingTargets(
        date(2015, 1, 1), date(2015, 11, 30),
        _cells(
            looked_after="F 26/142 M 26/105",
            placed="F 18/87 M 18/65",
            unnotified="F 7/34 M 5/21",
            left="F 7/12 M 7/11",
            other="F 178/320 M 152/227 U 8/11 X 2/3",
        ),
        either_side=18, absent=(0.48, 0.25), beyond=24,
    ),
    "2016": MissingTargets(
        date(2016, 1, 1), date(2016, 12, 31),
        _cells(
            looked_after="F 28/151 M 29/119",
            placed="F 20/98 M 21/78",
            unnotified="F 6/27 M 6/22",
            left="F 7/11 M 7/12",
            other="F 201/365 M 176/268 U 7/9 X 3/4",
        ),
        either_side=20, absent=(0.22, 0.22),
    ),
}  # fmt: skip

ABSENT_REDEFINED = date(
    2015, 3, 11
)  # letter of the national lead for missing persons to all chief constables
YEARS = tuple(MISSING)
