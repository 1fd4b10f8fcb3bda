"""The pairs of records that an analyst is asked about, and what has been answered.

The pairs are those of one linkage. Each answer is added to the decisions file at once; the next linkage reads
it. Nothing here is remembered but the place in the queue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd

from profile_lib.errors import InputError, Problem
from profile_lib.linkage.decisions import (
    WITHDRAWN,
    add_decision,
    contradictions,
    no_decisions,
    read_decisions,
    same_pair,
    standing,
)
from profile_lib.linkage.links import PAIR, Links


@dataclass
class ReviewQueue:
    """The pairs of ``links`` that a person decides on: those that wait first, the likeliest first of these.

    ``people``: the records (see ``people.people``); ``file``: where decisions go; ``before``: the decisions
    to go on from while that file is not there; ``other_years``: what was decided in other editions, by year:
    it is shown, and decides nothing here; ``place``: which pair is being looked at, from 0.
    """

    links: Links
    people: pd.DataFrame
    file: Path
    before: Path
    other_years: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    place: int = 0
    pairs: pd.DataFrame = field(init=False)
    history: pd.DataFrame = field(init=False)

    def __post_init__(self) -> None:
        asked = self.links.pairs[self.links.pairs["outcome"] != "automatic"]
        turn = asked["outcome"].map({"open": 0, "unsure": 1}).fillna(2)
        ranked = asked.assign(turn=turn).sort_values(
            ["turn", "weight", *PAIR], ascending=[True, False, *[True] * len(PAIR)]
        )
        self.pairs = ranked.drop(columns="turn").reset_index(drop=True)
        known = self.file if self.file.is_file() else self.before
        self.history = read_decisions(known) if known.is_file() else no_decisions()
        self.place = min(self.place, max(len(self.pairs) - 1, 0))

    def __len__(self) -> int:
        return len(self.pairs)

    @property
    def pair(self) -> pd.Series:
        """The pair that is being looked at."""
        return self.pairs.iloc[self.place]

    @property
    def answers(self) -> pd.Series:
        """What stands of each pair: same, different, unsure, or empty where it waits."""
        now = standing(self.history)
        known = dict(zip(same_pair(now), now["decision"], strict=True))
        return pd.Series([known.get(pair, "") for pair in same_pair(self.pairs)], dtype="str")

    @property
    def waiting(self) -> int:
        """The pairs that nobody has decided, those included of which somebody was unsure."""
        return int(self.answers.isin(["", "unsure"]).sum())

    def past(self) -> pd.DataFrame:
        """All decisions on the pair that is being looked at, the earliest first, and before them those that
        stand in other editions; ``edition`` is the year of these, and empty of the pair's own."""
        others = [standing(known).assign(edition=year) for year, known in sorted(self.other_years.items())]
        told = pd.concat([*others, self.history.assign(edition="")])
        return told[same_pair(told) == same_pair(self.pairs)[self.place]]

    def records(self) -> tuple[pd.Series, pd.Series]:
        """The two records of the pair."""
        left, right = (self._record(self.pair[f"source_{end}"], self.pair[f"ref_{end}"]) for end in "lr")
        return left, right

    def company(self, end: str) -> pd.DataFrame:
        """The records beside the pair that are one child with one end (l or r) of it: source and ref."""
        own = self.links.persons
        ends = {
            side: (own["source"] == self.pair[f"source_{side}"]) & (own["ref"] == self.pair[f"ref_{side}"])
            for side in "lr"
        }
        person = own.loc[ends[end], "person"].item()
        return own.loc[(own["person"] == person) & ~ends["l"] & ~ends["r"], ["source", "ref"]]

    def against(self, word: str) -> pd.DataFrame:
        """The decisions that stand and that cannot all be right if the pair is answered with ``word``."""
        answer = pd.Series([*self.pair[PAIR], word, "", ""], index=self.history.columns)
        longer = pd.concat([self.history, answer.to_frame(0).T])
        found = contradictions(standing(longer))
        rows = {row for different, way in found.items() for row in (different, *way)}
        return self.history.loc[sorted(rows - {0})]

    def decide(self, word: str, who: str, now: datetime) -> None:
        """Keep an answer and go on to the next pair that waits. Raises InputError, and stays where it is, for
        an answer without a name and for one that contradicts others."""
        self._add(word, who, now)
        self.place = self._next_waiting()

    def withdraw(self, who: str, now: datetime) -> None:
        """Take back the answer to the pair that is being looked at: it waits again, and its past is kept."""
        if self.answers.iloc[self.place]:
            self._add(WITHDRAWN, who, now)

    def move(self, steps: int) -> None:
        """Look at another pair, so many further or back; it stays in the queue."""
        self.place = int(np.clip(self.place + steps, 0, max(len(self) - 1, 0)))

    def _next_waiting(self) -> int:
        waits = np.flatnonzero(self.answers == "")
        later = waits[waits > self.place]
        return int(later[0] if len(later) else waits[0] if len(waits) else self.place)

    def _add(self, word: str, who: str, now: datetime) -> None:
        if not who.strip():
            raise InputError(Problem("nobody decides without a name", todo="Type your name first"))
        told = [word, " ".join(who.split()), now.isoformat(timespec="minutes")]
        answer = pd.Series([*self.pair[PAIR], *told], index=self.history.columns)
        self.history = add_decision(self.file, self.before, answer)

    def _record(self, source: str, ref: str) -> pd.Series:
        return self.people[(self.people["source"] == source) & (self.people["ref"] == ref)].iloc[0]
