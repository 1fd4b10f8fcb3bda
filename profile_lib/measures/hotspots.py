"""Which places stand out, by the number of separate matters reported there and the spread of the others.

An over-dispersed funnel on the square-root scale (Spiegelhalter 2005, Statistics in Medicine 24): the root of
a Poisson count has a variance of a quarter whatever its mean, and what the other places' spread exceeds that
by is added to it. The others are winsorised at their tenth and ninetieth percentile, so that one hot place
does not hide another.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

LEVEL = 0.998
"""Level of the funnel; contract 4.1."""

LEAST_SUBJECTS = 5
"""Distinct subjects below which no place is called hot; contract 4.1."""

WINSORISED = (0.1, 0.9)
POISSON_VARIANCE = 0.25
"""Variance of the square root of a Poisson count (Anscombe 1948)."""


def hot(matters: pd.Series, subjects: pd.Series, areas: Sequence[str]) -> tuple[str, ...]:
    """The places that stand out among ``areas``, most matters first.

    ``matters`` and ``subjects``: numbers by place; a place without one has none.
    """
    from scipy.stats import norm

    reported, distinct = (
        numbers.reindex(list(areas), fill_value=0).astype(float) for numbers in (matters, subjects)
    )
    limit = norm.ppf((1 + LEVEL) / 2)
    stands_out = pd.Series(standing(reported.to_numpy()) > limit, index=reported.index)
    places = pd.DataFrame({"matters": reported, "subjects": distinct, "area": list(areas)}, index=list(areas))
    chosen = places[stands_out & distinct.ge(LEAST_SUBJECTS)]
    ranked = chosen.sort_values(["matters", "subjects", "area"], ascending=[False, False, True])
    return tuple(ranked["area"])


def standing(counts: np.ndarray) -> np.ndarray:
    """How far each count stands above the others, in their standard deviations on the root scale; nought
    where there are not two others to have a spread."""
    centres, spreads = _others(counts)
    return (np.sqrt(counts) - centres) / spreads if len(counts) > 2 else np.zeros(len(counts))


def limits(counts: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What is expected of each place from the others, and the lower and upper limit of their spread at a
    level, back on the scale of counts. Raises ValueError where there are not two others to have a spread."""
    from scipy.stats import norm

    if len(counts) < 3:
        raise ValueError(f"a spread needs at least 3 places, found {len(counts)}")
    centres, spreads = _others(counts)
    reach = norm.ppf((1 + level) / 2) * spreads
    return centres**2, np.maximum(centres - reach, 0) ** 2, (centres + reach) ** 2


def _others(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each place the mean root of the others, winsorised, and the deviation that their spread allows."""
    roots = np.sqrt(counts)
    centres, spreads = np.zeros(len(roots)), np.ones(len(roots))
    for place in range(len(roots) if len(roots) > 2 else 0):
        others = np.delete(roots, place)
        low, high = np.quantile(others, WINSORISED)
        kept = np.clip(others, low, high)
        extra = max(0.0, kept.var(ddof=1) - POISSON_VARIANCE)
        centres[place], spreads[place] = kept.mean(), np.sqrt(POISSON_VARIANCE + extra)
    return centres, spreads
