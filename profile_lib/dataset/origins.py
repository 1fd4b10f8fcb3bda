"""Where a count comes from: the households and the offences behind the people in it.

Six children of one household, or six suspects of one offence, are one family's or one gathering's to know:
disclosure control judges a count by the number of its origins too.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from profile_lib.dataset.sources import Sources, used
from profile_lib.linkage.people import most_frequent, people

HOUSEHOLD, NETWORK = "household", "network"


def origins(sources: Sources, cse_people: pd.DataFrame, recorded_links: pd.DataFrame) -> pd.DataFrame:
    """By child, the household and the network that the child belongs to, as numbers.

    Household: everybody with the same postcode, which several houses may share, so that too few are found and
    not too many; who has none is a household alone. Network: everybody whom a CSE offence or a recorded link
    joins; who is in none is a network alone.
    """
    records = people({name: used(extract) for name, extract in sources.read.items()})
    refs = records.groupby("source", sort=False)["ref"]
    child = pd.concat([sources.children(str(source), own) for source, own in refs] or [records["ref"]])
    postcode = most_frequent(records["postcode"], child.reindex(records.index))
    children = pd.Index(child.unique(), name="child").union(cse_people["child"].unique())
    living = postcode.reindex(children)
    alone = pd.Series(children, index=children)
    return pd.DataFrame(
        {
            HOUSEHOLD: pd.factorize(living.fillna("alone " + alone))[0],
            NETWORK: _networks(children, cse_people, recorded_links),
        },
        index=children,
    )


def _networks(children: pd.Index, cse_people: pd.DataFrame, recorded_links: pd.DataFrame) -> np.ndarray:
    """The component of each child in the graph of children and offences."""
    offence, offences = pd.factorize(cse_people["offence"])
    named = children.get_indexer(pd.Index(cse_people["child"]))
    ends = [children.get_indexer(pd.Index(recorded_links[f"child_{end}"])) for end in "ab"]
    both = (ends[0] >= 0) & (ends[1] >= 0)
    from_, to = (
        np.concatenate([named, ends[0][both]]),
        np.concatenate([offence + len(children), ends[1][both]]),
    )
    size = len(children) + len(offences)
    edges = coo_array((np.ones(len(from_)), (from_, to)), shape=(size, size))
    component: np.ndarray = connected_components(edges, directed=False)[1]
    return component[: len(children)]
