"""What each year of the sample adds up to. Nothing but the generator knows these numbers.

2015 gives the figures published for Wiltshire (January to November 2015): 1,056 missing and absent episodes
of 454 children, 53% of them female, 22% of the children and 43% of the episodes in care; and in twelve months
63 CSE offences, 7 repeat offenders and 7 repeat victims, all of these girls, one female offender, offenders
17 on average, victims mostly 14 to 16, and of the missing children 15 victims and no offender. How the
published totals split into the cells below is invented. 2013, 2014 and 2016 are invented; 2014 is less
completely recorded than 2015.
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


@dataclass(frozen=True)
class OffenceTargets:
    """A year's CSE offences, after review and without what is set aside, and the people in them."""

    suspects: Mapping[tuple[int, int | None], int]  # (named, reported; None: not known): crimes
    victims: Mapping[str, str]  # sex as recorded: "age:people ..." at the first offence
    offenders: Mapping[str, str]
    victim_crimes: tuple[int, ...]  # of the victims in more than one crime, all girls
    offender_crimes: tuple[int, ...]
    december: int  # crimes recorded in December
    missing: int  # victims among the year's missing children; no offender is
    missing_in_december: int  # of these, whose only crimes are December's
    confirmed: int  # not flagged when recorded, CSE after review
    cleared: int  # flagged when recorded, not CSE after review
    others: int  # crimes that are not CSE
    flag_blank: float  # of all crimes, those whose flag was not recorded
    reviewed: float  # of all crimes, those whose flag was reviewed
    recorded: float = 1.0  # completeness of optional columns, as a share of the fullest year's

    @property
    def offences(self) -> int:
        return sum(self.suspects.values())

    @property
    def victim_parts(self) -> int:
        """Victims' parts in crimes: more than there are victims, as some are in several."""
        people = sum(int(pair.split(":")[1]) for pairs in self.victims.values() for pair in pairs.split())
        return people - len(self.victim_crimes) + sum(self.victim_crimes)


OFFENCES: Mapping[str, OffenceTargets] = {
    "2013": OffenceTargets(
        suspects={(1, 1): 8, (0, 1): 2, (1, None): 6, (2, 2): 2, (0, None): 11},
        victims={"F": "12:2 13:3 14:6 15:7 16:4 17:2", "M": "13:1 14:1 15:1 16:1", "U": "15:1"},
        offenders={"F": "17:1", "M": "14:2 15:3 16:3 17:3 18:2 19:1 21:1"},
        victim_crimes=(2, 2), offender_crimes=(2, 2), december=2, missing=6, missing_in_december=1,
        confirmed=2, cleared=3, others=33, flag_blank=0.25, reviewed=0.3, recorded=0.65,
    ),
    "2014": OffenceTargets(
        suspects={(1, 1): 13, (0, 1): 2, (1, None): 9, (2, 2): 2, (2, None): 1, (0, 2): 1, (0, None): 13},
        victims={"F": "11:1 12:2 13:4 14:8 15:9 16:6 17:3", "M": "12:1 13:1 14:1 15:2 16:1", "U": "15:1"},
        offenders={"F": "15:1", "M": "14:2 15:4 16:5 17:4 18:3 19:2 20:1 21:1 23:1"},
        victim_crimes=(2, 2, 3), offender_crimes=(2, 2, 2, 2), december=3, missing=9, missing_in_december=1,
        confirmed=3, cleared=4, others=38, flag_blank=0.22, reviewed=0.33, recorded=0.75,
    ),
    "2015": OffenceTargets(
        suspects={
            (1, 1): 28, (0, 1): 8, (1, None): 6, (2, 2): 3, (2, 3): 1, (3, None): 1, (1, 2): 2, (2, 1): 1,
            (0, 2): 1, (0, None): 12,
        },
        victims={
            "F": "11:1 12:2 13:6 14:12 15:14 16:10 17:5", "M": "12:1 13:1 14:1 15:2 16:2 17:1",
            "U": "14:1 16:1",
        },
        offenders={"F": "16:1", "M": "14:4 15:7 16:8 17:6 18:5 19:3 20:2 21:1 22:1 24:1", "U": "17:1"},
        victim_crimes=(2, 2, 2, 2, 2, 3, 3), offender_crimes=(2, 2, 2, 2, 2, 3, 3), december=4, missing=15,
        missing_in_december=1, confirmed=8, cleared=7, others=45, flag_blank=0.04, reviewed=0.5,
    ),
    "2016": OffenceTargets(
        suspects={
            (1, 1): 34, (0, 1): 9, (1, None): 5, (2, 2): 4, (2, None): 1, (3, 3): 1, (1, 2): 2, (0, 2): 1,
            (0, None): 14,
        },
        victims={
            "F": "11:2 12:3 13:7 14:13 15:15 16:11 17:6", "M": "12:1 13:2 14:2 15:2 16:2 17:1",
            "U": "14:1 15:1",
        },
        offenders={"F": "15:1 17:1", "M": "14:5 15:8 16:9 17:8 18:5 19:4 20:2 21:1 23:2", "U": "16:1"},
        victim_crimes=(2, 2, 2, 2, 2, 2, 3), offender_crimes=(2, 2, 2, 2, 2, 3), december=5, missing=17,
        missing_in_december=1, confirmed=6, cleared=8, others=52, flag_blank=0.04, reviewed=0.5,
    ),
}  # fmt: skip

ABSENT_REDEFINED = date(
    2015, 3, 11
)  # letter of the national lead for missing persons to all chief constables
YEARS = tuple(MISSING)
