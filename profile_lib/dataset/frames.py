"""Frames by name, each made when it is first asked for: a notebook asks for few of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

import pandas as pd


class Frames(Mapping[str, pd.DataFrame]):
    """Frames by name. ``makers``: what makes each of them; it is called once, and not if nobody asks."""

    def __init__(self, makers: Mapping[str, Callable[[], pd.DataFrame]]) -> None:
        self._makers = dict(makers)
        self._made: dict[str, pd.DataFrame] = {}
        self._names = dict.fromkeys(makers)

    @classmethod
    def called(cls, names: Mapping[str, str], frames: Mapping[str, pd.DataFrame]) -> Frames:
        """Frames of others under names of their own: ``names`` gives for each the name that it has there."""
        return cls({name: partial(frames.__getitem__, there) for name, there in names.items()})

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._made:
            self._made[name] = self._makers[name]()
            del self._makers[name]  # and what it holds
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names


def name_of(rows: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> str | None:
    """The name under which these very rows are a frame, if they are one."""
    there = frames._made if isinstance(frames, Frames) else frames  # what is not made yet is not these rows
    return next((name for name, frame in there.items() if frame is rows), None)
