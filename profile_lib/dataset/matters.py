"""Events that come in clusters: those on one person, or of one operation or incident, however long the chain,
are not separate evidence of anything."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


def clusters(labels: pd.Series, size: int) -> np.ndarray:
    """The cluster of each of ``size`` events, which are numbered from nought: those that share a label are of
    one. ``labels``: by the number of the event, which may have several, or none and be one by itself."""
    told = labels.dropna()
    nodes = pd.factorize(told)[0] + size
    whole = int(nodes.max(initial=size - 1)) + 1
    edges = coo_array((np.ones(len(told)), (told.index.to_numpy(), nodes)), shape=(whole, whole))
    component: np.ndarray = connected_components(edges, directed=False)[1]
    return component[:size]
