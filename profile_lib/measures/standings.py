"""Every place beside the limits of the others' spread: what the funnel plot, the map and their table show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.measures import harm, intelligence
from profile_lib.measures.hotspots import LEVEL, hot, limits

USUAL = 0.95
"""The inner limits of a funnel plot (Spiegelhalter 2005)."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for a place: ``rows`` with the place in the column ``area``, the separate matter in the
    column ``matter``, and in ``child`` whom it is about."""

    rows: Callable[[Dataset], pd.DataFrame]
    area: str
    matter: str


RECEIVED = Evidence(intelligence.matters_by_area, intelligence.AREA, "matter")
HARM = Evidence(harm.clusters_by_area, harm.AREA, "cluster")


def standings(data: Dataset, of: Evidence = RECEIVED) -> pd.DataFrame:
    """One row a community area of the parameters, most matters first: matters, subjects, expected, the limits
    usual_low and usual_high at 95% and low and high at 99.8%, and is_hot by the rule of ``cse.hotspots``.

    Raises ValueError where there are fewer than three areas.
    """
    areas, by_area = list(data.edition.community_areas), of.rows(data).groupby(of.area)
    matters, subjects = (by_area[column].nunique() for column in (of.matter, "child"))
    places = pd.DataFrame({"matters": matters, "subjects": subjects}).reindex(areas, fill_value=0)
    counts = places["matters"].to_numpy(float)
    expected, low, high = limits(counts, LEVEL)
    _, usual_low, usual_high = limits(counts, USUAL)
    found = hot(matters, subjects, areas)
    places = places.assign(
        expected=expected,
        usual_low=usual_low,
        usual_high=usual_high,
        low=low,
        high=high,
        is_hot=places.index.isin(found),
    )
    ordered = places.rename_axis("area").reset_index()
    return ordered.sort_values(
        ["matters", "subjects", "area"], ascending=[False, False, True], ignore_index=True
    )
