"""Frames that several measures count, made once of the same data."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from weakref import WeakKeyDictionary

import pandas as pd

from profile_lib.dataset.linked import Dataset

P = ParamSpec("P")

_KEPT: WeakKeyDictionary[Dataset, dict[object, pd.DataFrame]] = WeakKeyDictionary()


def kept(
    function: Callable[Concatenate[Dataset, P], pd.DataFrame],
) -> Callable[Concatenate[Dataset, P], pd.DataFrame]:
    """A function of the data that makes its frame once for the same data and arguments.

    Whoever asks gets a frame of their own: columns that they set are not there for the next.
    """

    @wraps(function)
    def made(data: Dataset, *args: P.args, **kwargs: P.kwargs) -> pd.DataFrame:
        frames = _KEPT.setdefault(data, {})
        key = (function.__module__, function.__qualname__, args, tuple(kwargs.items()))
        if key not in frames:
            frames[key] = function(data, *args, **kwargs)
        return frames[key].copy(deep=False)

    return cast("Callable[Concatenate[Dataset, P], pd.DataFrame]", made)


def forget() -> None:
    """Have every frame made anew, where the functions that make them may have been edited."""
    _KEPT.clear()
