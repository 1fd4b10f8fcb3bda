"""Names of invented people, drawn by sex and community from lists compiled for this project."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import Generator

# Of invented households; ethnicity as an office would write it down. Independent of place, on purpose.
COMMUNITIES: Mapping[str, tuple[float, str]] = {
    "british": (0.89, "White British"),
    "polish": (0.035, "White other"),
    "south_asian": (0.035, "Asian"),
    "african_caribbean": (0.025, "Black"),
    "east_asian": (0.015, "Asian"),
}
COMPOUND_SHARE = 0.6  # of British surnames made of a stem and an ending, so that most surnames are rare


def _rows(file: str) -> list[dict[str, str]]:
    text = (files(__package__) / file).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def _lists() -> dict[tuple[str, str], np.ndarray[Any, Any]]:
    return {
        (row["community"], row["kind"]): np.array(row["names"].split(";"), dtype=object)
        for row in _rows("names.csv")
    }


@cache
def familiar_forms() -> dict[str, list[str]]:
    """The short and familiar forms of each given name that has any."""
    forms: dict[str, list[str]] = {}
    for row in _rows("nicknames.csv"):
        forms.setdefault(row["name"], []).append(row["nickname"])
    return forms


def _popular(rng: Generator, names: np.ndarray[Any, Any], n: int) -> np.ndarray[Any, Any]:
    # Popularity falls roughly with the rank, as in any list of babies' names.
    weights = 1 / (np.arange(len(names)) + 6.0)
    return rng.choice(names, size=n, p=weights / weights.sum())


def surnames(rng: Generator, community: pd.Series[str]) -> pd.Series[str]:
    """A surname for each household, by its community."""
    drawn = pd.Series("", index=community.index, dtype="str")
    for name in COMMUNITIES:
        members = community.index[community == name]
        drawn.loc[members] = _popular(rng, _lists()[name, "surname"], len(members))
    compound = community.index[(community == "british") & (rng.random(len(community)) < COMPOUND_SHARE)]
    stems = rng.choice(_lists()["british", "stem"], size=len(compound))
    drawn.loc[compound] = stems + rng.choice(_lists()["british", "ending"], size=len(compound))
    return drawn


def forenames(
    rng: Generator, community: pd.Series[str], sex: pd.Series[str], household: pd.Series[int]
) -> pd.Series[str]:
    """A given name for each person; two children of a household never have the same one."""
    drawn = pd.Series("", index=community.index, dtype="str")
    missing = pd.Series(True, index=community.index)
    while missing.any():
        for (name, group), members in community[missing].groupby([community[missing], sex[missing]]):
            drawn.loc[members.index] = _popular(rng, _lists()[str(name), str(group)], len(members))
        missing = pd.DataFrame({"household": household, "name": drawn}).duplicated()
    return drawn
