"""How long something lasts where some of it has not ended yet: the Kaplan-Meier estimate.

Kaplan and Meier (1958), Journal of the American Statistical Association 53; limits on the log-log scale as in
Brookmeyer and Crowley (1982), Biometrics 38. What has not ended counts as long as it was seen to last.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd

from profile_lib.statistics import Interval

METHOD = "Kaplan-Meier, log-log"
_EXACT = 1e-9
"""A product of fractions that is a half is one, but for the last bits."""


def lasting(days: pd.Series, has_ended: pd.Series, share: float) -> int | None:
    """The days by which ``share`` of all have ended; None where the data do not reach so far."""
    if not has_ended.any():
        return None
    return _first(_survival(days, has_ended), 1 - share)


def lasting_interval(
    days: pd.Series, has_ended: pd.Series, share: float, level: float = 0.95
) -> Interval | None:
    """The interval of those days; None where an end of it lies beyond what was seen."""
    if not has_ended.any():
        return None
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", RuntimeWarning
        )  # before the first end and after the last there is none
        limits = _survival(days, has_ended).confidence_interval(level, method="log-log")
    low, high = _first(limits.low, 1 - share), _first(limits.high, 1 - share)
    return None if low is None or high is None else Interval(low, high, level, METHOD)


def _survival(days: pd.Series, has_ended: pd.Series) -> Any:
    """The share that lasts still, by days: scipy's estimate, which has both a curve and its limits."""
    from scipy.stats import CensoredData, ecdf

    return ecdf(CensoredData.right_censored(days.to_numpy(float), ~has_ended.to_numpy(bool))).sf


def _first(curve: Any, left: float) -> int | None:
    """The first day on which no more than ``left`` last still."""
    reached = np.flatnonzero(curve.probabilities <= left + _EXACT)
    return int(curve.quantiles[reached[0]]) if len(reached) else None
