"""How long it is until something happens, of some of which it had not happened when they were last seen.

The product-limit estimate (Kaplan and Meier 1958, Journal of the American Statistical Association 53): at
each time at which it happens, the share of those still waiting to whom it does. Who was last seen at that
time is still waiting then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from profile_lib.statistics import Interval
from profile_lib.statistics.patterns import alike

Floats = np.ndarray[Any, np.dtype[np.float64]]
DRAWS = 1000
"""Resamples: as many as an interval by percentiles needs (Efron and Tibshirani 1993, chapter 13)."""
SLIP = 1e-9
"""A half that is a product of fractions may be a little more than a half."""
_SEED = 1
_HELD = 10_000_000
"""Numbers of draws that are held in memory at a time."""


@dataclass(frozen=True)
class Waits:
    """Times until it happened, or for which it was waited, each of a person.

    People whose times are the same ones stand together: ``people[i]`` of them have the times of which
    ``pattern`` is i. So nothing depends on who they are or on their order.
    """

    times: Floats
    happened: np.ndarray[Any, np.dtype[np.bool_]]
    pattern: np.ndarray[Any, np.dtype[np.int64]]
    people: np.ndarray[Any, np.dtype[np.int64]]

    @classmethod
    def of(cls, times: pd.Series, happened: pd.Series, person: pd.Series) -> Waits:
        """From a time, whether it happened then, and whose it is. Raises ValueError for no time at all."""
        if times.empty:
            raise ValueError("nobody waits for anything")
        waits = np.lexsort((happened, times))
        time, ended = times.to_numpy("float64")[waits], happened.to_numpy("bool")[waits]
        is_new = np.append(False, (time[1:] != time[:-1]) | (ended[1:] != ended[:-1]))
        code, pattern, people = alike(pd.factorize(person)[0][waits], np.cumsum(is_new))
        first = np.flatnonzero(np.append(True, is_new[1:]))
        return cls(time[first][code], ended[first][code], pattern, people)

    def curve(self, drawn: Any) -> tuple[Floats, Floats]:
        """The times, and for each draw of people the share still waiting after each. ``drawn``: a row a
        draw, how often each pattern is in it."""
        times, ending, happening_to = self._by_time
        weights = np.atleast_2d(drawn).astype("float64")
        waiting = np.cumsum((weights @ ending)[:, ::-1], axis=1)[:, ::-1]
        happening = weights @ happening_to
        gone = np.divide(happening, waiting, out=np.zeros_like(happening), where=waiting > 0)
        return times, np.cumprod(1 - gone, axis=1)

    @cached_property
    def _by_time(self) -> tuple[Floats, Any, Any]:
        """The different times; and how many waits of each pattern end at each of them, and to how many it
        happens then: two tables, a row a pattern, of which nearly every cell is nought."""
        from scipy.sparse import coo_array

        times, at = np.unique(self.times, return_inverse=True)
        size = (len(self.people), len(times))
        ending = coo_array((np.ones(len(at)), (self.pattern, at)), size).tocsr()
        happening = coo_array((self.happened.astype("float64"), (self.pattern, at)), size).tocsr()
        return times, ending, happening

    def median(self) -> tuple[float | None, Interval | None]:
        """The first time after which no more than half still wait, with its interval; None where more do."""
        return self._estimated(_medians)

    def share_within(self, time: float) -> tuple[float | None, Interval | None]:
        """The share to whom it happens by a time, with its interval; None where nobody was followed as long
        as that and somebody still waits."""

        def within(times: Floats, waiting: Floats) -> Floats:
            known = np.searchsorted(times, time, side="right")
            return 1 - waiting[:, known - 1] if known else np.zeros(len(waiting))

        times, waiting = self.curve(self.people)
        if times[-1] < time and waiting[0, -1] > SLIP:
            return None, None
        return self._estimated(within)

    def _estimated(
        self, estimate: Callable[[Floats, Floats], Floats]
    ) -> tuple[float | None, Interval | None]:
        """The estimate, and its interval by resampling whole people (see statistics.resampled_share)."""
        value = float(estimate(*self.curve(self.people))[0])
        if not np.isfinite(value):
            return None, None
        everybody = self.people.sum()
        random, chances = np.random.default_rng(_SEED), self.people / everybody
        at_once = max(1, _HELD // len(chances))  # of a nation all draws would fill the memory
        parts = [min(at_once, DRAWS - done) for done in range(0, DRAWS, at_once)]
        drawn = [estimate(*self.curve(random.multinomial(everybody, chances, size=own))) for own in parts]
        ends = np.quantile(np.concatenate(drawn), [0.025, 0.975], method="inverted_cdf")
        if not np.isfinite(ends).all():
            return value, None
        return value, Interval(float(ends[0]), float(ends[1]), 0.95, "resampled children")


def _medians(times: Floats, waiting: Floats) -> Floats:
    """Of each draw the first time after which no more than half wait; infinite where there is none."""
    reached = waiting <= 0.5 + SLIP
    return np.where(reached.any(axis=1), times[np.argmax(reached, axis=1)], np.inf)
