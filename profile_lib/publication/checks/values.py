"""Words in a row that may be in no file, kept as numbers: a nation's extracts have twenty million of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

Words = tuple[str, ...]


class Values:
    """Words in a row, each with its kind, to be looked up.

    Of each the 64-bit hash is kept, in nine bytes. What has one hash is taken for one another: a file of a
    million words and ten million values have a chance of one in a million of it.
    """

    def __init__(self, told: Iterable[tuple[pd.Series, str]] = ()) -> None:
        """``told``: texts of words with a blank between them, and their kind; of a text told twice the last
        kind counts."""
        self._kinds: list[str] = []
        hashes, kinds, lengths = [np.empty(0, "uint64")], [np.empty(0, "uint8")], {0}
        for texts, kind in told:
            if kind not in self._kinds:
                self._kinds.append(kind)
            hashes.append(_hashed(texts.to_numpy(dtype=object)))
            kinds.append(np.full(len(texts), self._kinds.index(kind), "uint8"))
            lengths |= set(texts.str.count(" ").add(1).unique())
        known = pd.Series(np.concatenate(kinds), index=np.concatenate(hashes))
        known = known[~known.index.duplicated(keep="last")].sort_index()
        self._hashes, self._kind = known.index.to_numpy(), known.to_numpy()
        self.lengths = sorted(int(length) for length in lengths - {0})

    def __len__(self) -> int:
        return len(self._hashes)

    def among(self, words: list[str]) -> list[tuple[Words, str]]:
        """Those of them that stand in a text of these words, each once and with its kind."""
        asked = list({row for length in self.lengths for row in _in_a_row(words, length)})
        if not asked:
            return []
        hashes = _hashed(np.array([" ".join(row) for row in asked], dtype=object))
        place = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        found = np.flatnonzero(self._hashes[place] == hashes)
        return [(asked[at], self._kinds[self._kind[place[at]]]) for at in found]


def _in_a_row(words: list[str], length: int) -> Iterator[Words]:
    """Every sequence of so many words that stand in a row."""
    return zip(*(words[start:] for start in range(length)), strict=False)


def _hashed(texts: np.ndarray) -> np.ndarray:
    hashes: np.ndarray = pd.util.hash_array(texts, categorize=False)
    return hashes
