"""How the figures came to be: rows read and set aside, episodes merged, children linked."""

from __future__ import annotations

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.edition import Edition
from profile_lib.intake import SCHEMAS
from profile_lib.intake.schemas import READ
from profile_lib.linkage import MODEL_VERSION
from profile_lib.linkage.explained import MODEL_HEADS, model_in_words
from profile_lib.pages import tables
from profile_lib.pages.shown import Html, joined, notes, paragraph
from profile_lib.rounding import extract_words, listed

LEVELS = {
    "fault": "Fault",
    "scope": "Out of scope",
    "notice": "Notice: used",
}
JOINED = "joined-file"
OUTCOMES = {
    "automatic": "Linked by the model: the same child",
    "same": "Decided by an analyst: the same child",
    "different": "Decided by an analyst: two children",
    "unsure": "Looked at by an analyst: not decided",
    "open": "Waiting for an analyst",
}


def rows_read(data: Dataset) -> Html:
    """Rows of each extract: read = used + fault + scope; and of files that were joined to them."""
    intake = data.frames["intake"][["extract", "read", "used", "fault", "scope"]]
    told = intake.assign(extract=intake["extract"].map(extract_words))
    told.insert(1, "partner", intake["extract"].map(lambda name: READ[name].partner))
    notices = data.frames["notices"]
    joined_files = notices.loc[notices["rule"] == JOINED, "message"]
    table = _table(
        told,
        ["Extract", "From", "Rows read", "Used", "Set aside: fault", "Set aside: out of scope"],
        "Rows of each extract: read is the sum of used and set aside",
    )
    return joined(table, notes([f"{message}." for message in joined_files]))


def rows_by_rule(data: Dataset) -> Html:
    """Rows set aside or used with a notice, by extract and rule."""
    lines = pd.concat([data.frames["set_aside"], data.frames["notices"]])
    counted = lines.groupby(["extract", "rule", "level"], as_index=False).size()
    says = {(name, rule.code): rule.told for name, schema in READ.items() for rule in schema.rules}
    told = pd.DataFrame(
        {
            "extract": counted["extract"].map(extract_words),
            "rule": counted["rule"],
            "says": [says.get(each, "–") for each in zip(counted["extract"], counted["rule"], strict=True)],
            "level": counted["level"].map(LEVELS),
            "rows": counted["size"],
        }
    )
    headings = ["Extract", "Rule", "What it says", "What became of the row", "Rows"]
    return _table(told, headings, "Rows by rule: a row set aside is counted under the first that it breaks")


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


def linkage_model() -> Html:
    """The linkage model: how often each agreement happens to records of one child and of two, and what it
    says."""
    caption = f"The linkage model, version {MODEL_VERSION}: fixed, and the same for every edition"
    model = model_in_words()
    field, agreement, one, two, weight, _, why = MODEL_HEADS
    merged = model.assign(**{agreement: model[field] + ": " + model[agreement]})
    heads = [agreement, one, two, weight, why]
    return _table(merged[heads], heads, caption, numbers={1, 3})


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


def not_sent(data: Dataset) -> Html:
    """The extracts that no partner sent: what needs them is not supplied, and not zero."""
    lacking = [extract_words(name) for name in SCHEMAS if name not in data.supplied]
    return paragraph(f"Extracts that were not sent: {listed(lacking)}.")


def _table(frame: pd.DataFrame, headings: list[str], caption: str, numbers: set[int] | None = None) -> Html:
    html = tables.records_table(frame.set_axis(headings, axis=1), caption, numbers)
    return Html(html, frame.to_string(index=False))
