"""What several measures count or look up, made once of the same data."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

import pandas as pd

from profile_lib.dataset.linked import Dataset

P = ParamSpec("P")
T = TypeVar("T")

_KEPT: WeakKeyDictionary[Dataset, dict[object, Any]] = WeakKeyDictionary()


def once(data: Dataset, key: object, make: Callable[[], T]) -> T:
    """What ``make`` gives, made once for the same data and key. Whoever gets it does not change it."""
    made = _KEPT.setdefault(data, {})
    if key not in made:
        made[key] = make()
    return cast("T", made[key])


def kept(
    function: Callable[Concatenate[Dataset, P], pd.DataFrame],
) -> Callable[Concatenate[Dataset, P], pd.DataFrame]:
    """A function of the data that makes its frame once for the same data and arguments.

    Whoever asks gets a frame of their own: columns that they set are not there for the next.
    """

    @wraps(function)
    def made(data: Dataset, *args: P.args, **kwargs: P.kwargs) -> pd.DataFrame:
        key = (function.__module__, function.__qualname__, args, tuple(kwargs.items()))
        return once(data, key, lambda: function(data, *args, **kwargs)).copy(deep=False)

    return cast("Callable[Concatenate[Dataset, P], pd.DataFrame]", made)


def forget() -> None:
    """Have everything made anew, where the functions that make it may have been edited."""
    _KEPT.clear()
