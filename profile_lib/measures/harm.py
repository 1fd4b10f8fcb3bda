"""Where CSE offences were committed, by the rule by which places of intelligence stand out."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.offences import VICTIM
from profile_lib.figures import Count, Listing, Table
from profile_lib.measures.counting import count, table
from profile_lib.measures.definition import measure
from profile_lib.measures.hotspots import hot
from profile_lib.measures.offences import FLAGGED, with_people

CLUSTERS, VICTIMS, AREA = "cse.offence_clusters", "cse.victims", "offence_area"


@measure(CLUSTERS, "Separate clusters of CSE offences", caveats=(FLAGGED,))
def offence_clusters(data: Dataset, *by: str) -> Count | Table:
    """CSE offences that name the same person, as a victim or a suspect, or are of the same incident are one
    cluster; an offence of which neither is recorded is one by itself. By place a cluster counts in each in
    which one of its offences was committed."""
    rows = with_people(data)
    return table(data, CLUSTERS, rows, *by) if by else count(data, CLUSTERS, rows)


@measure(
    "cse.offence_hotspots",
    "Places with more CSE offences than the others' spread allows",
    of=CLUSTERS,
    columns=("offences.community_area",),
    caveats=(FLAGGED,),
)
def offence_hotspots(data: Dataset) -> Listing:
    """Community areas in which separate clusters of CSE offences were committed in greater number than the
    spread of the other areas allows (over-dispersed funnel, 99.8%) and that have five or more distinct
    victims, in order of clusters. No rate is given, since no population of community areas is published."""
    areas = clusters_by_area(data)
    by_area = areas.groupby(AREA)
    found = hot(by_area["cluster"].nunique(), by_area["child"].nunique(), data.edition.community_areas)
    inside = areas[areas[AREA].isin(found) & areas["child"].notna()]
    behind = tuple(count(data, VICTIMS, inside, {AREA: place}) for place in found)
    return Listing(found, data.address(CLUSTERS), int(inside["child"].nunique()), behind)


def clusters_by_area(data: Dataset) -> pd.DataFrame:
    """The offences with their victims, a row each, and one of an offence that names none: offence, cluster,
    offence_area, child (the victim)."""
    people = data.frames["cse_people"]
    victims = people.loc[people["part"].eq(VICTIM), ["offence", "child"]].drop_duplicates()
    offences = data.frames["cse_offences"][["offence", "cluster", AREA]]
    return offences.merge(victims, on="offence", how="left")
