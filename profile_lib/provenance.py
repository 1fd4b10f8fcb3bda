"""How the figures came to be: rows read and set aside, episodes merged, children linked."""

from __future__ import annotations

import pandas as pd

from profile_lib import tables
from profile_lib.dataset import Dataset
from profile_lib.edition import Edition
from profile_lib.measures.catalogue import catalogue
from profile_lib.shown import Html

LEVELS = {
    "fault": "Fault",
    "scope": "Out of scope",
    "notice": "Notice: used",
}
OUTCOMES = {
    "automatic": "Linked by the model: the same child",
    "same": "Decided by an analyst: the same child",
    "different": "Decided by an analyst: two children",
    "unsure": "Looked at by an analyst: not decided",
    "open": "Waiting for an analyst",
}


def rows_read(data: Dataset) -> Html:
    """Rows of each extract: read = used + fault + scope."""
    intake = data.frames["intake"][["extract", "read", "used", "fault", "scope"]]
    return _table(
        intake.replace({"extract": r"_"}, {"extract": " "}, regex=True),
        ["Extract", "Rows read", "Used", "Set aside: fault", "Set aside: out of scope"],
        "Rows of each extract: read is the sum of used and set aside",
    )


def rows_by_rule(data: Dataset) -> Html:
    """Rows set aside or used with a notice, by extract and rule."""
    lines = pd.concat([data.frames["set_aside"], data.frames["notices"]])
    counted = lines.groupby(["extract", "rule", "level"], as_index=False).size()
    counted["level"] = counted["level"].map(LEVELS)
    counted["extract"] = counted["extract"].str.replace("_", " ")
    return _table(counted, ["Extract", "Rule", "What became of the row", "Rows"], "Rows by rule")


def merging(data: Dataset) -> Html:
    """What each rule of merging did to the number of episodes."""
    return _table(
        data.frames["effects"],
        ["Rule", "Before", "After", "Rows or episodes touched"],
        "From rows to episodes, rule by rule",
    )


def links(data: Dataset) -> Html:
    """Pairs of records by what was decided of them."""
    found = data.frames["links"].set_index("outcome")["pairs"].reindex(list(OUTCOMES), fill_value=0)
    told = found.rename(index=OUTCOMES).rename_axis("outcome").reset_index()
    return _table(told, ["Pairs of records", "Pairs"], "Pairs of records that may be the same child")


def unit_costs(edition: Edition) -> Html:
    """The published unit costs, of what, at what prices, and who says so."""
    costs = pd.DataFrame(
        [
            [item.label, f"£{item.amount:,}", item.scope, item.price_year, item.source]
            for item in edition.unit_costs.values()
        ]
    )
    return _table(
        costs, ["Unit cost", "Pounds", "Of what", "Price year", "Source"], "Published unit costs", numbers={1}
    )


def definitions(ids: set[str]) -> Html:
    """What the figures count, in the words beside the code that counts them."""
    rows = [[item.label, item.text] for id, item in catalogue().items() if id in ids]
    return _table(
        pd.DataFrame(rows), ["Figure", "What it counts"], "Definitions of the figures", numbers=set()
    )


def _table(frame: pd.DataFrame, headings: list[str], caption: str, numbers: set[int] | None = None) -> Html:
    html = tables.records_table(frame.set_axis(headings, axis=1), caption, numbers)
    return Html(html, frame.to_string(index=False))
