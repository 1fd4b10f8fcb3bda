"""Who is linked with whom among the people named as suspects: by an offence, by a victim, by a record.

Measured as numbers of people and of groups, and never drawn: a drawing of a network gives people away.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from profile_lib.dataset import Dataset
from profile_lib.dataset.keeping import kept
from profile_lib.dataset.linked import banded
from profile_lib.dataset.offences import OFFENDER, VICTIM
from profile_lib.figures import Count, Table
from profile_lib.measures.counting import count, table
from profile_lib.measures.definition import measure
from profile_lib.measures.people import people

LINKED, RECORDED, NETWORKS = "cse.linked_offenders", "cse.offenders_with_recorded_link", "cse.networks"
PAIRS = "cse.repeat_pairs"
SIZES = {"2": (2, 2), "3-4": (3, 4), "5+": (5, 10**9)}
CAVEAT = "network-as-recorded"


@measure(LINKED, "People named as suspects who are linked in offences", caveats=(CAVEAT,))
def linked_offenders(data: Dataset, *by: str) -> Count | Table:
    """People named as suspects of the same CSE offence as another, or of another CSE offence of the period
    against the same child."""
    rows = pd.concat(
        [
            people_of(_shared_offence(data)).assign(linked_by="shared_offence"),
            people_of(shared_victim(data)).assign(linked_by="shared_victim"),
        ]
    )
    return table(data, LINKED, rows, *by) if by else count(data, LINKED, rows)


@measure(
    RECORDED,
    "People named as suspects with a recorded link to another",
    columns=("links.kind",),
    caveats=(CAVEAT,),
)
def offenders_with_recorded_link(data: Dataset) -> Count:
    """People named as suspects of a CSE offence of the period who have a recorded link, of whatever kind, to
    another of them."""
    return count(data, RECORDED, people_of(recorded(data)))


@measure(NETWORKS, "Groups of people named as suspects who are linked", caveats=(CAVEAT,))
def networks(data: Dataset, *by: str) -> Count | Table:
    """Groups of two or more people named as suspects, each linked to another of the group by an offence, by
    a victim of two offences, or by a recorded link."""
    rows = _described(data, _grouped(pd.concat([_shared_offence(data), shared_victim(data), recorded(data)])))
    return table(data, NETWORKS, rows, *by) if by else count(data, NETWORKS, rows)


@measure(PAIRS, "Pairs of people named together as suspects of two or more offences", caveats=(CAVEAT,))
def repeat_pairs(data: Dataset) -> Count:
    """Pairs of people who are both named as suspects of the same CSE offence of the period, and of another
    one. A pair of whom nobody could name one is not among them."""
    own = _offenders(data)
    both = own.merge(own, on="offence", suffixes=("", "_other"))
    both = both[both["child"].lt(both["child_other"])]
    pair = both["child"] + " " + both["child_other"]
    again = both.assign(pair=pair)[both.groupby(pair)["offence"].transform("nunique").ge(2)]
    return count(data, PAIRS, pd.concat([again, again.assign(child=again["child_other"])]))


def _offenders(data: Dataset) -> pd.DataFrame:
    rows = data.frames["cse_people"]
    return rows.loc[rows["part"].eq(OFFENDER), ["offence", "child"]].drop_duplicates()


@kept
def _shared_offence(data: Dataset) -> pd.DataFrame:
    """Pairs of offenders of one offence: child, child_other."""
    own = _offenders(data)
    return _pairs(own.merge(own, on="offence", suffixes=("", "_other")))


@kept
def shared_victim(data: Dataset) -> pd.DataFrame:
    """Pairs of offenders of two offences with a victim in common: child, child_other."""
    rows = data.frames["cse_people"]
    victims = rows.loc[rows["part"].eq(VICTIM), ["offence", "child"]].rename(columns={"child": "victim"})
    own = _offenders(data).merge(victims, on="offence")
    both = own.merge(own, on="victim", suffixes=("", "_other"))
    return _pairs(both[both["offence"].ne(both["offence_other"])])


@kept
def recorded(data: Dataset) -> pd.DataFrame:
    """Pairs of offenders with a recorded link: child, child_other."""
    links = data.frames["recorded_links"].set_axis(["child", "child_other"], axis=1)
    offenders = _offenders(data)["child"]
    return _pairs(links[links["child"].isin(offenders) & links["child_other"].isin(offenders)])


def _pairs(both: pd.DataFrame) -> pd.DataFrame:
    return both.loc[both["child"].ne(both["child_other"]), ["child", "child_other"]].drop_duplicates()


def _grouped(pairs: pd.DataFrame) -> pd.DataFrame:
    """Everybody in a pair, with the number of the group that the pairs join them into: child, network."""
    codes, children = pd.factorize(pd.concat([pairs["child"], pairs["child_other"]]))
    ends = codes.reshape(2, -1)
    edges = coo_array((np.ones(ends.shape[1]), (ends[0], ends[1])), shape=(len(children), len(children)))
    return pd.DataFrame({"child": children, "network": connected_components(edges, directed=False)[1]})


def people_of(pairs: pd.DataFrame) -> pd.DataFrame:
    """Everybody in a pair, once."""
    return pd.DataFrame({"child": pd.concat([pairs["child"], pairs["child_other"]]).unique()})


def _described(data: Dataset, groups: pd.DataFrame) -> pd.DataFrame:
    """The people of the groups with their group's size, and whether it reaches beyond this authority."""
    home = people(data, OFFENDER).set_index("child")["home_authority"]
    rows = groups.assign(home=groups["child"].map(home))
    by_network = rows.groupby("network")
    goes_across = rows["home"].eq("other").groupby(rows["network"]).transform("any")
    stays_within = rows["home"].eq("own").groupby(rows["network"]).transform("all")
    reach = pd.Series("U", index=rows.index, dtype="str").mask(stays_within, "within")
    reach = reach.mask(goes_across, "across")
    return rows.assign(network_size=banded(by_network["child"].transform("size"), SIZES), network_reach=reach)
