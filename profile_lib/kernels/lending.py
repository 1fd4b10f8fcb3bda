"""Kernels lent to an edition, started in the way that the platform allows; imports are kept for the next."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from profile_lib.errors import ProfileError
from profile_lib.kernels.warm import SWITCH, ForkedKernels, Kernels, OrdinaryKernels, WaitingKernels

How = Literal["fork", "wait", "ordinary"]


@contextmanager
def warm_kernels(modules: Sequence[str], *, at_once: int, in_all: int) -> Iterator[Kernels]:
    """Kernels with ``modules`` imported: ``in_all`` of them will be asked for, ``at_once`` at a time. The
    environment may ask for ordinary ones, which import for themselves."""
    how = way_to_start()
    kernels: Kernels
    if how == "fork":
        kernels = _kept.taken(modules) or ForkedKernels(modules)
    elif how == "wait":
        kernels = WaitingKernels(modules, at_once, in_all)
    else:
        kernels = OrdinaryKernels()
    try:
        yield kernels
    except BaseException:
        kernels.close()
        raise
    if not (isinstance(kernels, ForkedKernels) and _kept.takes(kernels)):
        kernels.close()


def keep_imports() -> None:
    """From now on a process that holds imports is kept for whoever next wants the same, unless something went
    wrong: to import them again takes a tenth of the time of an edition. It ends with this process."""
    _kept.is_open = True


@contextmanager
def imports_kept() -> Iterator[None]:
    """``keep_imports`` for a while: what is kept at the end is ended."""
    keep_imports()
    try:
        yield
    finally:
        _kept.close()


class _Kept:
    """The process that holds imports between two editions, which are made one after the other."""

    def __init__(self) -> None:
        self.is_open = False
        self._kernels: ForkedKernels | None = None

    def takes(self, kernels: ForkedKernels) -> bool:
        if self.is_open and self._kernels is None and kernels.is_alive:
            self._kernels = kernels
        return self._kernels is kernels

    def taken(self, modules: Sequence[str]) -> ForkedKernels | None:
        """What was kept, if it holds these modules and has not died meanwhile."""
        kernels, self._kernels = self._kernels, None
        if kernels is not None and not (kernels.is_alive and kernels.modules == tuple(modules)):
            kernels.close()
            return None
        return kernels

    def close(self) -> None:
        self.is_open = False
        if self._kernels is not None:
            self._kernels.close()
            self._kernels = None


_kept = _Kept()


def way_to_start() -> How:
    """``fork`` where that is safe (Linux), ``wait`` elsewhere, unless the environment says otherwise.

    Raises ProfileError for a word that is none of the three.
    """
    asked = os.environ.get(SWITCH) or ("fork" if sys.platform == "linux" else "wait")
    for how in ("fork", "wait", "ordinary"):
        if asked == how:
            return how
    raise ProfileError(f"{SWITCH} is {asked!r}; it is fork, wait or ordinary")
