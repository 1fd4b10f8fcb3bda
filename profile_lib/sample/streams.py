"""Independent streams of random numbers, one for each purpose: no draw depends on another's being made."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.random import Generator, default_rng


def stream(seed: int, county: int, purpose: str) -> Generator:
    """The random numbers of one purpose ("missing episodes 2015: starts") in one county of one seed."""
    return default_rng([seed, county, zlib.crc32(purpose.encode())])


def choose(
    rng: Generator, n: int, options: Sequence[Any], weights: Sequence[float] | None = None
) -> np.ndarray[Any, Any]:
    """``n`` independent draws from ``options`` as an object array; ``weights`` need not add up to one."""
    if weights is None:
        picked = rng.integers(len(options), size=n)
    else:
        shares = np.asarray(weights, dtype=float)
        picked = rng.choice(len(options), size=n, p=shares / shares.sum())
    values = np.empty(len(options), dtype=object)
    values[:] = list(options)
    return values[picked]


def first_by_race(rng: Generator, weights: np.ndarray[Any, Any], k: int) -> np.ndarray[Any, Any]:
    """Positions of ``k`` draws without replacement, in proportion to ``weights``.

    Exponential race (Efraimidis and Spirakis 2006): whoever has the larger weight tends to arrive earlier.
    An infinite weight is always drawn. ``ValueError`` if fewer than ``k`` have a positive weight.
    """
    arrival = rng.exponential(size=len(weights)) / np.where(weights > 0, weights, np.nan)
    if np.isfinite(arrival).sum() < k:
        raise ValueError(f"{k} to be drawn from {int(np.isfinite(arrival).sum())}")
    return np.argsort(arrival, kind="stable")[:k]
