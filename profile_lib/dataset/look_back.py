"""Last year's episodes of this year's children, for what is asked of the time before a day.

A child of two years is known by a reference that both years' extracts hold, of any system, and not by the key
in the register: whose reference has which key there depends on which edition was run first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

import pandas as pd

from profile_lib.dataset.linked import Dataset
from profile_lib.figures import Period
from profile_lib.linkage.pseudonyms import REFERENCES, pseudonyms

EXTRACT = "missing_episodes"


def references(keys: Mapping[str, pd.Series], of: Iterable[pd.Series], secret: bytes) -> pd.DataFrame:
    """By each reference the child that it is of: child, reference (a pseudonym), of the children ``of``.

    ``keys``: by extract the child of each reference.
    """
    wanted = {child for children in of for child in children.dropna()}
    own = [
        pd.DataFrame({"child": child, "reference": f"{source}|" + child.index.astype("str")})
        for source, child in keys.items()
    ]
    none = pd.DataFrame({"child": [], "reference": []}, dtype="str")
    told = pd.concat([none, *own], ignore_index=True)
    told = told[told["child"].isin(wanted)]
    return told.assign(reference=pseudonyms(told["reference"], REFERENCES, secret)).reset_index(drop=True)


def looked_back_on(data: Dataset) -> Period:
    """The days of which it is known who went missing: the window, and last year's where it ends the day
    before this one begins or later."""
    window = data.windows["missing"]
    if data.earlier is None or EXTRACT not in data.earlier.supplied:
        return window
    before = data.earlier.windows["missing"]
    adjoins = before.start < window.start <= before.end + timedelta(days=1)
    return Period(before.start, window.end) if adjoins else window


def starts(data: Dataset) -> pd.DataFrame:
    """The starts of all episodes of this year's children on those days: child, start."""
    own = data.frames["episodes"][["child", "start"]]
    if data.earlier is None or looked_back_on(data) == data.windows["missing"]:
        return own
    then = data.earlier.frames
    last = then["episodes"][["child", "start"]].merge(then["references"], on="child")
    known = last.drop(columns="child").merge(data.frames["references"], on="reference")
    return pd.concat([own, known[["child", "start"]].drop_duplicates()], ignore_index=True)
