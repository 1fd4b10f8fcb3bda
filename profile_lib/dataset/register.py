"""What the register says of a spell and of its child beside its days: how they came to be known, and who they
are by the words of the partners."""

from __future__ import annotations

import re

import pandas as pd

from profile_lib.dataset import groups
from profile_lib.dataset.sources import Sources, per_person
from profile_lib.figures import KNOWN

REGISTER = "at_risk_register"
NOT_SAID = r"unknown|not (?:known|recorded|stated|obtained)|refused|prefer not to say|nk|ns|n/?a"
"""Words in which a partner says that it is not recorded."""

FEWEST, OTHER = 3, "other"
"""Words that partners used for fewer are no category, but ``other``: they may be a remark on somebody."""


def described(sources: Sources, rows: pd.DataFrame, child: pd.Series) -> dict[str, pd.Series]:
    """By spell: register_level, referral_source and register_outcome as partners wrote them; identified_again
    and held_from (see Dataset); and of the child ethnicity, disability and send."""
    own = {name: per_person(groups.need(rows[name]), child) for name in ("disability", "send")}
    ethnicity = per_person(groups.ethnicity(rows["ethnicity_self"]), child)
    return {
        "register_level": usual(rows["risk_level"], child),
        "referral_source": usual(rows["referral_source"], child),
        "register_outcome": usual(rows["outcome"], child),
        "ethnicity": ethnicity.fillna("U").astype("str"),
        **{name: answer.fillna("U").astype("str") for name, answer in own.items()},
        **_before(sources, rows, child),
    }


def _before(sources: Sources, rows: pd.DataFrame, child: pd.Series) -> dict[str, pd.Series]:
    """Whether a case of the child had closed before; and the day from which the extract holds closed cases,
    at the latest the first of the period: rows out of scope tell of both."""
    sent = sources.read.get(REGISTER)
    every = sent.rows if sent else rows
    closed = every["closed_on"].groupby(sources.children(REGISTER, every["child_ref"])).min()
    again = closed.reindex(child).set_axis(child.index) < rows["identified_on"]
    start = pd.Timestamp(sources.edition.windows["cse"].start)
    earliest = every["closed_on"].min()
    held = start if pd.isna(earliest) else min(start, earliest)
    return {
        "identified_again": again.map({True: "yes", False: "no"}).astype("str"),
        "held_from": pd.Series(held, index=rows.index, dtype="datetime64[us]"),
    }


def usual(said: pd.Series, of: pd.Series) -> pd.Series:
    """What partners wrote, in lower case so that a capital makes no category; ``other`` for words of fewer
    than three of the children (or whatever ``of`` tells apart), U where nothing is said."""
    words = said.str.strip().str.casefold().mask(_unsaid(said)).replace({KNOWN: OTHER})
    units = of.groupby(words).transform("nunique")
    return words.mask(units < FEWEST, OTHER).fillna("U").astype("str")


def _unsaid(said: pd.Series) -> pd.Series:
    return said.isna() | said.str.strip().str.fullmatch(NOT_SAID, flags=re.IGNORECASE).fillna(True).astype(
        bool
    )
