"""Rows that belong together, and which of them are alike: of a nation too many for a loop over people."""

from __future__ import annotations

from typing import Any

import numpy as np

Codes = np.ndarray[Any, np.dtype[np.int64]]


def alike(owner: Codes, code: Codes) -> tuple[Codes, Codes, Codes]:
    """Owners whose codes are the same ones stand together as a pattern.

    ``owner``, ``code``: of each row whose it is and what it is, both as 0, 1, 2 and on. Returns the codes of
    the patterns, one after the other and sorted in each; which pattern each of these is of; and the owners of
    each pattern. Patterns are in the order of a dictionary, the shorter first of two that begin alike.
    """
    rows = np.lexsort((code, owner))
    size = np.bincount(owner)
    first = np.cumsum(size) - size
    pattern = _numbered(code[rows], first, size)
    _, example, owners = np.unique(pattern, return_index=True, return_counts=True)
    own = size[example]
    of = np.repeat(np.arange(len(example)), own)
    place = np.arange(len(of)) - np.repeat(np.cumsum(own) - own, own)
    return code[rows][np.repeat(first[example], own) + place], of, owners


def _numbered(code: Codes, first: Codes, size: Codes) -> Codes:
    """Of each owner how many stand before it in the order of a dictionary: the same for those that are alike.

    Read place by place; whoever stands alone by then, or has ended, is not looked at again.
    """
    before = np.zeros(len(size), dtype="int64")
    open_ = np.arange(len(size))
    place = 0
    while len(open_):
        has_one = size[open_] > place
        here = np.where(has_one, code[np.where(has_one, first[open_] + place, 0)], -1)
        order = np.lexsort((here, before[open_]))
        open_, here, group = open_[order], here[order], before[open_][order]
        starts_group = _begins(group)
        starts = starts_group | _begins(here)
        before[open_] = group + _since(starts) - _since(starts_group)
        alone = starts & np.append(starts[1:], True)
        open_ = open_[~alone & (here >= 0)]
        place += 1
    return before


def _begins(values: Codes) -> Any:
    """Whether each is another than the one before it."""
    return np.append(True, values[1:] != values[:-1])


def _since(starts: Any) -> Codes:
    """The place of the last start at or before each."""
    return np.maximum.accumulate(np.where(starts, np.arange(len(starts)), 0))
