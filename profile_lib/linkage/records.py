"""Records joined into persons, under what may not be joined.

splink's own clustering is not used: it knows nothing of pairs that an analyst decided to keep apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


@dataclass(frozen=True)
class Records:
    """The records to be linked, each known by its position.

    ``source``: the number of each one's extract. ``same`` and ``apart``: the pairs (l, r) that were decided
    so. A *person* of a record is the lowest position among the records joined with it.
    """

    source: np.ndarray
    same: pd.DataFrame
    apart: pd.DataFrame

    def joined(self, pairs: pd.DataFrame) -> np.ndarray:
        """The person of each record when the pairs decided to be the same and ``pairs`` (l, r) are joined."""
        size = len(self.source)
        both = pd.concat([self.same, pairs])
        edges = coo_array((np.ones(len(both)), (both["l"], both["r"])), shape=(size, size))
        component = connected_components(edges, directed=False)[1]
        lowest: np.ndarray = pd.Series(range(size)).groupby(component).transform("min").to_numpy()
        return lowest

    def within_an_extract(self, pairs: pd.DataFrame) -> np.ndarray:
        """Whether each pair asks if a child has two references in one extract."""
        within: np.ndarray = self.source[pairs["l"]] == self.source[pairs["r"]]
        return within

    def joinable(self, pairs: pd.DataFrame, person: np.ndarray) -> np.ndarray:
        """Whether the two persons of each pair may become one: two, not decided to be different, and not
        both holding a record of one extract (but of the pair's own, where it is within one).
        """
        p, q = person[pairs["l"]], person[pairs["r"]]
        own = np.where(self.within_an_extract(pairs), self.source[pairs["l"]], -1)
        ends = pd.DataFrame({"pair": range(len(pairs)), "p": p, "q": q, "own": own})
        held = pd.DataFrame({"p": person, "q": person, "source": self.source}).drop_duplicates()
        shared = ends.merge(held[["p", "source"]], on="p").merge(held[["q", "source"]], on=["q", "source"])
        clash = ends["pair"].isin(shared.loc[shared["source"] != shared["own"], "pair"])
        decided = _unordered(person[self.apart["l"]], person[self.apart["r"]])
        free: np.ndarray = (p != q) & ~clash.to_numpy() & ~_unordered(p, q).isin(decided)
        return free

    def contradicted(self, pairs: pd.DataFrame, joined: np.ndarray) -> np.ndarray:
        """Whether each of ``pairs`` would be in a person with two records that were decided apart.
        ``joined``: the persons if they and what is linked already were joined.
        """
        together = joined[self.apart["l"]] == joined[self.apart["r"]]
        return np.isin(joined[pairs["l"]], joined[self.apart["l"]][together])

    def rivalled(self, pairs: pd.DataFrame, joined: np.ndarray, who: np.ndarray, most: int) -> np.ndarray:
        """Whether each of ``pairs`` would be in a person that holds more than ``most`` of one extract: of its
        references, or of the persons that they are of now. ``joined``: as for ``contradicted``; ``who``: the
        number of each record's reference or present person.
        """
        holds = pd.DataFrame({"joined": joined, "source": self.source, "who": who}).drop_duplicates()
        number = holds.groupby(["joined", "source"]).size()
        crowded = number.index[number > most].get_level_values("joined")
        return np.isin(joined[pairs["l"]], crowded)

    def joined_from_the_top(self, linked: pd.DataFrame, ranked: pd.DataFrame) -> np.ndarray:
        """The person of each record when after ``linked`` the pairs ``ranked`` are joined one after the
        other, each only if its two persons may still become one.
        """
        person = self.joined(linked)
        while len(ranked := ranked[self.joinable(ranked, person)]):
            p, q, rank = person[ranked["l"]], person[ranked["r"]], np.arange(len(ranked))
            # what is first for both of its persons comes before all that could rule it out: these at one go
            first = np.full(len(person), len(ranked))
            np.minimum.at(first, np.concatenate([p, q]), np.concatenate([rank, rank]))
            linked = pd.concat([linked, ranked[(first[p] == rank) & (first[q] == rank)]])
            person = self.joined(linked)
        return person


def _unordered(p: np.ndarray, q: np.ndarray) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([np.minimum(p, q), np.maximum(p, q)])
