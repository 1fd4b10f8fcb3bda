"""Series and changes between years: rules of a control chart, ratios, and many comparisons at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from profile_lib.statistics import EXACT_BELOW, control_limits, rate_ratio

FEWEST_POINTS = 15
"""Of fewer points no limits are drawn: they would move with every new month. A choice of this project: those
who write on control charts ask for anything from five to thirty (NHSRplotthedots, Number of points
required, which itself fixes its limits after twelve)."""

RUN = 7
"""Points on one side of the mean, or rising or falling, that are more than chance: NHS England, Making Data
Count, as in NHSRplotthedots 0.2.2 (NHS-R Community, 29 September 2025: ptd_calculate_point_type)."""

FALSE_DISCOVERY = 0.05
"""Of the changes that are called higher or lower, the share that chance alone may be expected to make."""

FEWEST_GROUPS = 10
"""Of fewer children in either year a ratio of what repeats in a child says nothing."""

OUTSIDE, SHIFT, TREND, NEAR = "beyond a limit", "a shift", "a trend", "near a limit"
RULES = {
    OUTSIDE: "a point beyond a limit",
    SHIFT: "seven points or more in a row on one side of the mean",
    TREND: "seven points or more in a row each above, or each below, the one before",
    NEAR: "two of three points in a row on one side of the mean in the outer third next to the limit",
}
"""The rules of NHS England's Making Data Count by which a point is more than chance."""


@dataclass(frozen=True)
class Limits:
    """The mean and the limits of a stretch of points, and the rules that each point is part of breaking."""

    mean: float
    low: float
    high: float
    signals: tuple[tuple[str, ...], ...]


def read_chart(series: Sequence[float]) -> Limits | None:
    """The limits of an XmR chart and its signals; None for fewer than fifteen points that are known.

    A NaN is a point that nobody knows: it ends a run.
    """
    points = np.asarray(series, dtype=float)
    if np.count_nonzero(~np.isnan(points)) < FEWEST_POINTS:
        return None
    mean, low, high = control_limits(series)
    found = {
        OUTSIDE: (points < low) | (points > high),
        SHIFT: _in_run(np.sign(points - mean), RUN),
        TREND: _in_trend(points),
        NEAR: _near(points, mean, low, high),
    }
    signals = tuple(tuple(rule for rule in RULES if found[rule][place]) for place in range(points.size))
    return Limits(mean, low, high, signals)


def _in_run(signs: npt.NDArray[np.float64], length: int) -> npt.NDArray[np.bool_]:
    """Which signs stand in a run of so many alike, neither zero nor NaN."""
    marked = np.zeros(signs.size, dtype=bool)
    for start in range(signs.size - length + 1):
        window = signs[start : start + length]
        if abs(window.sum()) == length:
            marked[start : start + length] = True
    return marked


def _in_trend(points: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Which points stand in a run of seven each above, or each below, the one before: six steps alike."""
    steps = _in_run(np.sign(np.diff(points)), RUN - 1)
    return np.append(steps, False) | np.append(False, steps)


def _near(points: npt.NDArray[np.float64], mean: float, low: float, high: float) -> npt.NDArray[np.bool_]:
    """Which points in the outer third stand, with another such, among three in a row on one side."""
    outer = (np.abs(points - mean) > (high - mean) * 2 / 3) & (points >= low) & (points <= high)
    marked = np.zeros(points.size, dtype=bool)
    for start in range(points.size - 2):
        three = slice(start, start + 3)
        if abs(np.sign(points[three] - mean).sum()) == 3 and outer[three].sum() >= 2:
            marked[three] |= outer[three]
    return marked


@dataclass(frozen=True)
class RatioOfRates:
    """How many times as often something came, with its 95% interval, and how often chance alone does as much.

    ``chance``: the two-sided p-value. ``method``: how interval and p-value were found.
    """

    ratio: float
    low: float
    high: float
    chance: float
    method: str


def independent_ratio(now: int, days_now: int, before: int, days_before: int) -> RatioOfRates:
    """The ratio of two rates of independent events.

    The limits of ``rate_ratio``; the p-value is that of the same distribution: exact conditional binomial
    where a count is below 10 (Clopper and Pearson 1934, twice the smaller tail), else of the log-normal.
    Raises ValueError where there is no event at all.
    """
    from scipy.stats import binom, norm

    ratio, low, high = rate_ratio(now, days_now, before, days_before)
    if min(now, before) < EXACT_BELOW:
        expected = days_now / (days_now + days_before)
        tails = binom.cdf(now, now + before, expected), binom.sf(now - 1, now + before, expected)
        return RatioOfRates(ratio, low, high, min(1.0, 2 * float(min(tails))), "exact conditional binomial")
    z = np.log(ratio) / np.sqrt(1 / now + 1 / before)
    return RatioOfRates(ratio, low, high, float(2 * norm.sf(abs(z))), "log-normal")


def resampled_ratio(
    now: Sequence[int],
    days_now: int,
    before: Sequence[int],
    days_before: int,
    draws: int = 10_000,
    of: str = "children",
) -> RatioOfRates | None:
    """The ratio of two rates of events that repeat in a child, by resampling the children of each year.

    ``now`` and ``before``: each child's events (or those of whatever ``of`` says). Each child comes in a draw
    as often as a Poisson number of mean one says (Hanley and MacGibbon 2006), so that the number of children
    is a matter of chance too; percentile limits and twice the smaller tail. A child with events in both years
    is drawn in each by itself, which makes the interval wider than it need be. None for fewer than ten
    children in a year.
    """
    if min(len(now), len(before)) < FEWEST_GROUPS:
        return None
    random = np.random.default_rng(_SEED)
    top, bottom = (_drawn(sizes, random, draws) for sizes in (now, before))
    rates = top / days_now / np.maximum(bottom / days_before, np.finfo(float).tiny)
    low, high = np.quantile(rates, [0.025, 0.975])
    tail = int(min(np.count_nonzero(rates <= 1), np.count_nonzero(rates >= 1))) + 1
    ratio = (sum(now) / days_now) / (sum(before) / days_before)
    chance = min(1.0, 2 * tail / (draws + 1))
    return RatioOfRates(ratio, float(low), float(high), chance, f"resampled {of}")


def _drawn(sizes: Sequence[int], random: np.random.Generator, draws: int) -> npt.NDArray[np.float64]:
    """The number of events in each draw. Children with as many events are drawn together."""
    events, children = np.unique(np.asarray(sizes, dtype=float), return_counts=True)
    drawn: npt.NDArray[np.float64] = random.poisson(children, size=(draws, events.size)) @ events
    return drawn


def still_clear(chances: Sequence[float]) -> list[bool]:
    """Which of many comparisons are larger than chance when all are looked at together.

    The false discovery rate of Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57,
    held at 5%; it is held too where the comparisons depend on one another positively.
    """
    if not chances:
        return []
    from scipy.stats import false_discovery_control

    return [bool(adjusted <= FALSE_DISCOVERY) for adjusted in false_discovery_control(chances)]


_SEED = 1
"""Any fixed number: the same figures give the same interval."""
