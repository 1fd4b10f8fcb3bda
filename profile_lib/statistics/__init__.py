"""Intervals for counts, shares and rates: thin over scipy, each with its source.

An interval here is the range consistent with chance variation; it does not include under-recording.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

EXACT_BELOW = 10
"""Events below which exact limits replace Byar's: Office for Health Improvement and Disparities,
Technical Guide: Confidence Intervals."""


METHODS = {
    "Wilson": "score interval of a share (Wilson 1927)",
    "exact Poisson": "limits of a count (Garwood 1936), each unit taken as independent",
    "Byar": "approximation to the Poisson limits of a rate (Breslow and Day 1987)",
    "gamma, allowing for repeats": "limits of a weighted sum of Poisson counts (Fay and Feuer 1997), "
    "since repeats are not independent",
    "resampled children": "percentile bootstrap of whole children (Efron and Tibshirani 1993)",
    "resampled matters": "percentile bootstrap of whole matters (Efron and Tibshirani 1993)",
    "Student's t": "interval of a mean",
    "Kaplan-Meier, log-log": "limits of a median where some go on still (Brookmeyer and Crowley 1982)",
    "log-normal": "limits of a ratio of two shares (Katz and others 1978)",
}
"""Every method of an interval, with its source, as the methods page gives it."""


@dataclass(frozen=True)
class Interval:
    """An interval and what it is: its level and its method, never a bare pair."""

    low: float
    high: float
    level: float
    method: str

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"an interval runs upwards, found {self.low} to {self.high}")


def proportion_interval(count: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval of ``count`` out of ``n``, as shares.

    Wilson, E. B. (1927), Journal of the American Statistical Association 22. Raises ValueError where n is
    zero, the count exceeds n, or either is negative.
    """
    if n <= 0 or not 0 <= count <= n:
        raise ValueError(f"a share needs 0 <= count <= n and n > 0, found {count} of {n}")
    from scipy.stats import binomtest

    limits = binomtest(count, n).proportion_ci(confidence_level=_level(level), method="wilson")
    return float(limits.low), float(limits.high)


def rate_interval(
    count: int, population: float, per: float = 1000, level: float = 0.95
) -> tuple[float, float]:
    """The interval of ``count`` events in ``population``, per ``per``, for independent events.

    Exact Poisson (Garwood 1936) below 10 events, else Byar's approximation (Breslow and Day 1987).
    Raises ValueError for a negative count or a population that is not positive.
    """
    if count < 0 or population <= 0:
        raise ValueError(f"a rate needs a count of 0 or more and a population, found {count} in {population}")
    low, high = _exact_poisson(count, level) if count < EXACT_BELOW else _byar(count, level)
    return low / population * per, high / population * per


def rate_ratio(
    count_a: int, population_a: float, count_b: int, population_b: float, level: float = 0.95
) -> tuple[float, float, float]:
    """The ratio of two rates of independent events (a over b) and its interval.

    Log-normal limits; where a count is below 10, the exact conditional binomial (Clopper-Pearson on a's
    share of all events), whose upper limit is infinite where b has no event. Raises ValueError for negative
    counts, an empty population or no event at all.
    """
    if min(count_a, count_b) < 0 or min(population_a, population_b) <= 0:
        raise ValueError("a rate ratio needs counts of 0 or more and two populations")
    if count_a + count_b == 0:
        raise ValueError("a rate ratio needs at least one event")
    ratio = (count_a / population_a) / (count_b / population_b) if count_b else float("inf")
    if min(count_a, count_b) < EXACT_BELOW:
        from scipy.stats import binomtest

        share = binomtest(count_a, count_a + count_b).proportion_ci(_level(level), method="exact")
        low, high = (_odds(limit) * population_b / population_a for limit in share)
        return ratio, low, high
    spread = _z(level) * np.sqrt(1 / count_a + 1 / count_b)
    return ratio, float(ratio * np.exp(-spread)), float(ratio * np.exp(spread))


def share_ratio_interval(
    count_a: int, n_a: int, count_b: int, n_b: int, level: float = 0.95
) -> tuple[float, float]:
    """The interval of the ratio of two independent shares (a over b), on the log scale.

    Katz, D. et al. (1978), Biometrics 34. Raises ValueError where a count exceeds its n or is nought.
    """
    if not (0 < count_a <= n_a and 0 < count_b <= n_b):
        raise ValueError(f"no ratio of {count_a} of {n_a} to {count_b} of {n_b}")
    from scipy.stats.contingency import relative_risk

    limits = relative_risk(count_a, n_a, count_b, n_b).confidence_interval(_level(level))
    return float(limits.low), float(limits.high)


def count_interval(sizes: Sequence[int] | np.ndarray, level: float = 0.95) -> Interval:
    """The interval of a count of events that come in groups of these sizes, each group independent.

    Gamma limits for a weighted sum of Poisson counts (Fay and Feuer 1997, Statistics in Medicine 16): groups
    of one event each give the exact Poisson limits (Garwood 1936), larger groups wider ones. An empty list
    is a count of zero.
    """
    groups = np.asarray(sizes, dtype=float)
    total, variance, largest = groups.sum(), (groups**2).sum(), groups.max(initial=1.0)
    tail = (1 - _level(level)) / 2
    low = variance / (2 * total) * _chi_square(tail, 2 * total**2 / variance) if total else 0.0
    above, spread = total + largest, variance + largest**2
    high = spread / (2 * above) * _chi_square(1 - tail, 2 * above**2 / spread)
    method = "exact Poisson" if largest <= 1 else "gamma, allowing for repeats"
    return Interval(float(low), float(high), level, method)


def mean_interval(values: Sequence[int], level: float = 0.95) -> Interval | None:
    """Student's t interval of the mean of independent values; None for fewer than two of them."""
    if len(values) < 2:
        return None
    from scipy.stats import sem, t

    numbers = np.asarray(values, dtype=float)
    width = float(t.ppf((1 + _level(level)) / 2, len(numbers) - 1) * sem(numbers))
    return Interval(float(numbers.mean() - width), float(numbers.mean() + width), level, "Student's t")


def difference_interval(
    now: float, now_limits: tuple[float, float], before: float, before_limits: tuple[float, float]
) -> tuple[float, float]:
    """The interval of ``now`` minus ``before``, from the interval of each (MOVER).

    Zou, G. Y. and Donner, A. (2008), Statistics in Medicine 27; for two shares with Wilson's intervals it is
    Newcombe's method 10 (1998).
    """
    down = np.hypot(now - now_limits[0], before_limits[1] - before)
    up = np.hypot(now_limits[1] - now, before - before_limits[0])
    return float(now - before - down), float(now - before + up)


def smallest_with_share(values: Sequence[int], quarters: int) -> int:
    """The smallest value with at least ``quarters`` quarters of all at or below it.

    The inverse of the empirical distribution function (definition 1 of Hyndman and Fan 1996), so that a
    quartile is a value that occurs. Raises ValueError for no value.
    """
    if not len(values):
        raise ValueError("there is no quartile of no value")
    ordered = sorted(values)
    return ordered[-(-len(ordered) * quarters // 4) - 1]


def control_limits(series: Sequence[float]) -> tuple[float, float, float]:
    """The mean, lower and upper limit of an XmR chart of the series, not clipped at zero.

    Mean +- 2.66 x the mean moving range; moving ranges above 3.267 x their mean are screened out once (NHS
    England, Making Data Count, as in NHSRplotthedots 0.2.2: ptd_spc_standard). A NaN is a point that nobody
    knows: no range is taken across it. Raises ValueError for fewer than three points, or no two of them next
    to one another.
    """
    points = np.asarray(series, dtype=float)
    known, ranges = points[~np.isnan(points)], np.abs(np.diff(points))
    ranges = ranges[~np.isnan(ranges)]
    if known.size < 3 or not ranges.size:
        raise ValueError(f"control limits need at least 3 points and a range, found {known.size}")
    kept = ranges[ranges <= 3.267 * ranges.mean()]
    mean, width = known.mean(), 2.66 * kept.mean()
    return float(mean), float(mean - width), float(mean + width)


def funnel_limits(expected: float, level: float) -> tuple[float, float]:
    """The limits of observed / expected at a level, for a count that is Poisson about ``expected``.

    Chi-square form of the exact Poisson (Spiegelhalter 2005). Raises ValueError unless expected > 0.
    """
    if expected <= 0:
        raise ValueError(f"funnel limits need an expected count above zero, found {expected}")
    low, high = _exact_poisson(expected, level)
    return low / expected, high / expected


def resampled_share(
    parts: Sequence[int],
    wholes: Sequence[int],
    level: float = 0.95,
    draws: int = 4000,
    of: str = "children",
) -> Interval:
    """The interval of sum(parts) / sum(wholes) where events repeat within a person, by resampling people.

    ``parts[i]`` of ``wholes[i]`` events of person i (or of whatever ``of`` says). Percentile bootstrap of
    whole people (Efron and Tibshirani 1993). People with equal numbers are drawn together from a fixed seed,
    so the result depends on the numbers alone, never on the people's order or keys.
    """
    if sum(wholes) <= 0:
        raise ValueError("a share needs at least one event")
    patterns, people = np.unique(np.column_stack([parts, wholes]), axis=0, return_counts=True)
    random = np.random.default_rng(_RESAMPLING_SEED)
    drawn = random.multinomial(people.sum(), people / people.sum(), size=draws) @ patterns
    tail = (1 - _level(level)) / 2
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], [tail, 1 - tail])
    return Interval(float(low), float(high), level, f"resampled {of}")


def resampled_mean(values: Sequence[int], level: float = 0.95, draws: int = 4000) -> Interval:
    """The interval of the mean of skewed numbers, one a person, by resampling (see resampled_share)."""
    return resampled_share(values, [1] * len(values), level, draws)


_RESAMPLING_SEED = 1
"""Any fixed number: the same figures give the same interval."""


def _exact_poisson(count: float, level: float) -> tuple[float, float]:
    tail = (1 - _level(level)) / 2
    low = _chi_square(tail, 2 * count) / 2 if count > 0 else 0.0
    return float(low), float(_chi_square(1 - tail, 2 * count + 2) / 2)


def _chi_square(probability: float, freedom: float) -> float:
    """The quantile of chi-square: what ``scipy.stats.chi2.ppf`` asks for in the end, without its checks."""
    from scipy.special import chdtri

    return float(chdtri(freedom, 1.0 - probability))


def _byar(count: int, level: float) -> tuple[float, float]:
    def limit(events: int, z: float) -> float:
        return float(events * (1 - 1 / (9 * events) + z / (3 * np.sqrt(events))) ** 3)

    return limit(count, -_z(level)), limit(count + 1, _z(level))


def _z(level: float) -> float:
    from scipy.stats import norm

    return float(norm.ppf((1 + _level(level)) / 2))


def _odds(share: float) -> float:
    return float(share / (1 - share)) if share < 1 else float("inf")


def _level(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"a confidence level lies between 0 and 1, found {level}")
    return level
