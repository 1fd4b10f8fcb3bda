"""From the partners' files to the linked data, in the one order that keeps names out of what comes after."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from profile_lib.dataset.care import care_on_the_day, linkable
from profile_lib.dataset.linked import Dataset, described
from profile_lib.edition import Edition
from profile_lib.figures import Period
from profile_lib.intake import Extract, merge_episodes, read_extracts
from profile_lib.linkage import (
    REFERENCE_COLUMNS,
    LinkageSettings,
    Links,
    assign_keys,
    link,
    people,
    read_decisions,
)

MISSING, LOOKED_AFTER, PLACED = "missing_episodes", "looked_after", "placed_by_others"


def prepare(edition: Edition, extracts: Path, private: Path, decisions: Path | None = None) -> Dataset:
    """Read the extracts in a folder, set aside what cannot be used, link the children and drop who they are.

    ``decisions``: what an analyst decided on pairs of records. Child keys are kept in ``private``.
    Raises InputError for extracts or decisions that cannot be used.
    """
    read = read_extracts(extracts, edition)
    settings = LinkageSettings(edition.linkage.auto, edition.linkage.review, edition.linkage.expected_overlap)
    decided = read_decisions(decisions) if decisions is not None and decisions.is_file() else None
    links = link(people({name: extract.rows for name, extract in read.items()}), settings, decided)
    keys = assign_keys(links.persons, private).rename(columns={"child_key": "child"})
    if_linked = links.persons_if_all_open_linked().rename(columns={"person": "child"})
    return _assembled(edition, read, links, keys, if_linked.astype({"child": "str"}))


def _assembled(
    edition: Edition,
    read: Mapping[str, Extract],
    links: Links,
    keys: pd.DataFrame,
    keys_if_open_linked: pd.DataFrame,
) -> Dataset:
    period = edition.periods["missing"]
    least = edition.linkage.least_linkable
    episodes, effects, late = _episodes(read, keys, period, least)
    if_linked, _, _ = _episodes(read, keys_if_open_linked, period, least)
    looked_after = read.get(LOOKED_AFTER)
    care = pd.DataFrame(
        {
            "rows": [looked_after.used if looked_after else 0],
            "linkable": [linkable(looked_after.rows) if looked_after else 0],
        }
    )
    frames = {
        "episodes": episodes,
        "episodes_if_open_linked": if_linked,
        "effects": effects,
        "intake": _intake(read, late),
        "set_aside": _lines(read, "set_aside", late),
        "notices": _lines(read, "notices"),
        "links": links.pairs.groupby("outcome", as_index=False).size().rename(columns={"size": "pairs"}),
        "care": care,
    }
    return Dataset(edition, period, frames)
