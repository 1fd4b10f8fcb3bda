"""What keeps a pair from linking by itself, however likely the model finds it.

Twins share surname, date of birth, postcode and often sex: with a forename missing these alone give a
probability above 0.999, and no threshold tells twins apart. What tells the children of a family apart is
the given name, the sex and the date of birth: a pair links by itself only if the first agrees and the other
two do not differ.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from profile_lib.linkage.model import DIFFERENT, MISSING

# Names that differ by spelling are not among them: twins are given such names.
_SAME_NAME = ["same", "short form"]
_SAME_NAME_UNLESS_A_TWIN_IS_SEEN = ["middle name", "swapped"]

_TELL_CHILDREN_APART = ["given_name", "sex", "date_of_birth", "identifier"]
TWO_CHILDREN_ONE_NUMBER = "one UPN or NHS number on what look like two children"
_OTHER_DATE = ["within a month", DIFFERENT]

# What a family shares, and how well it has to agree to count.
_FAMILY = {
    "surname": ["same", "swapped", "spelling", "part"],
    "date_of_birth": ["same"],
    "postcode": ["same", "one character"],
}


def obstacle(pairs: pd.DataFrame, twin_seen: pd.Series) -> pd.Series:
    """Why each pair may not link by itself, the first reason that holds; missing where it may.

    ``pairs``: the level of each comparison. ``twin_seen``: whether an extract of the pair holds another
    given name with the surname and date of birth of one of the two.
    """
    same_number = pairs["identifier"] == "same"
    family = sum(pairs[field].isin(levels).astype(int) for field, levels in _FAMILY.items())
    named = pairs["given_name"].isin(_SAME_NAME)
    nearly_named = pairs["given_name"].isin(_SAME_NAME_UNLESS_A_TWIN_IS_SEEN)
    reasons = [
        (same_number & (_differing(pairs) >= 2), TWO_CHILDREN_ONE_NUMBER),
        (pairs["identifier"] == DIFFERENT, "UPN or NHS numbers differ"),
        (pairs["sex"] == DIFFERENT, "sexes differ"),
        (pairs["date_of_birth"].isin(_OTHER_DATE), "dates of birth differ"),
        (pairs["given_name"] == DIFFERENT, "given names differ"),
        (~same_number & (pairs["given_name"] == MISSING), "a given name is missing"),
        (~same_number & ~named & ~nearly_named, "given names are only alike"),
        (~same_number & nearly_named & twin_seen, "a possible twin is in the extracts"),
        (~same_number & (family < 2), "fewer than two of surname, date of birth and postcode agree"),
    ]
    reason = pd.Series(pd.NA, index=pairs.index, dtype="str")
    for holds, words in reversed(reasons):
        reason = reason.mask(holds, words)
    return reason


def two_children(pairs: pd.DataFrame, one_extract: np.ndarray) -> pd.Series:
    """Whether a pair is of two children beyond question, so that nobody need be asked.

    Two of the things differ that tell the children of a family apart; or the given names differ and with
    them the surname or the postcode, or the two are in one extract (``one_extract``): a system that holds
    two forenames with one date of birth was told of twins.
    """
    differ = _differing(pairs)
    elsewhere = (pairs["surname"] == DIFFERENT) | (pairs["postcode"] == DIFFERENT) | one_extract
    two = (differ >= 2) | ((pairs["given_name"] == DIFFERENT) & elsewhere)
    return two & (pairs["identifier"] != "same")


def _differing(pairs: pd.DataFrame) -> pd.Series:
    """How many of the things differ that tell the children of a family apart."""
    return pd.concat([pairs[field] == DIFFERENT for field in _TELL_CHILDREN_APART], axis=1).sum(axis=1)


def twin_seen(people: pd.DataFrame, pairs: pd.DataFrame) -> pd.Series:
    """For each pair, whether one of its extracts holds another given name with the same surname and date of
    birth.
    """
    birth = people.groupby(["source", "surname", "date_of_birth"])["given_name"]
    several = (birth.transform("nunique") > 1).to_numpy()
    return pd.Series(several[pairs["l"]] | several[pairs["r"]], index=pairs.index)
