"""How long something lasts where some of it has not ended yet: the Kaplan-Meier estimate.

Kaplan and Meier (1958), Journal of the American Statistical Association 53; limits on the log-log scale as in
Brookmeyer and Crowley (1982), Biometrics 38. What has not ended counts as long as it was seen to last.
"""

from __future__ import annotations

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
    with np.errstate(divide="ignore", invalid="ignore"):
        limits = _survival(days, has_ended).confidence_interval(level, method="log-log")
    ends = [_first(limit, 1 - share) for limit in (limits.low, limits.high)]
    low, high = ends
    return None if low is None or high is None else Interval(low, high, level, METHOD)


def _survival(days: pd.Series, has_ended: pd.Series):  # type: ignore[no-untyped-def]
    from scipy.stats import CensoredData, ecdf

    return ecdf(CensoredData.right_censored(days.to_numpy(float), ~has_ended.to_numpy(bool))).sf


def _first(curve, left: float) -> int | None:  # type: ignore[no-untyped-def]
    """The first day on which no more than ``left`` last still."""
    reached = np.flatnonzero(curve.probabilities <= left + _EXACT)
    return int(curve.quantiles[reached[0]]) if len(reached) else None
