"""Where the people of a count come from: their households.

Six children of one household are one family's to know: disclosure control judges a count by the number of
its households too, and of people in CSE offences by the number of these.
"""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset.sources import Sources
from profile_lib.linkage.people import most_frequent

HOUSEHOLD = "household"


def households(sources: Sources) -> pd.DataFrame:
    """By child, the household that the child belongs to, as a number.

    Everybody with the same postcode, which several houses may share, so that too few are found and not too
    many; who has none is a household alone.
    """
    records = sources.records
    refs = records.groupby("source", sort=False)["ref"]
    child = pd.concat([sources.children(str(source), own) for source, own in refs] or [records["ref"]])
    postcode = most_frequent(records["postcode"], child.reindex(records.index))
    children = pd.Index(child.unique(), name="child")
    alone = pd.Series(children, index=children)
    return pd.DataFrame(
        {HOUSEHOLD: pd.factorize(postcode.reindex(children).fillna("alone " + alone))[0]}, index=children
    )
