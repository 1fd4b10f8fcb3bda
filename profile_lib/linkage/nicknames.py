"""Given names and the short forms by which children go."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pandas as pd


@cache
def short_forms() -> dict[str, list[str]]:
    """Each given name with its short and familiar forms, from ``nicknames.csv`` beside this module.

    A name and its own short form are taken for one name, two short forms of one name are not: twins may be
    called Beth and Ellie, and no family has an Elizabeth and a Beth.
    """
    with files(__package__).joinpath("nicknames.csv").open(encoding="utf-8") as file:
        pairs = pd.read_csv(file, comment="#", dtype="str", keep_default_na=False)
    return {str(name): list(own) for name, own in pairs.groupby("name")["short"]}
