"""The glossary and the methods page, made from the definitions that the numbers are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from profile_lib import tables
from profile_lib.figures import COUNTED, DIMENSIONS, MEANINGS, Unit
from profile_lib.measures.catalogue import catalogue
from profile_lib.printing import sentence_case
from profile_lib.rounding import extract_words, listed
from profile_lib.shown import Html, joined, notes
from profile_lib.statistics import METHODS

Entry = Mapping[str, Any]


def glossary(entries: Iterable[Entry]) -> Html:
    """The units that the figures count, and what the categories of their breakdowns mean."""
    return _table(glossary_rows(list(entries)), ["Word", "What it means"], "Glossary")


def methods(entries: Iterable[Entry]) -> Html:
    """Each figure: what it counts, from which extracts, and how its interval is made."""
    listed = list(entries)
    head = ["Figure", "What it counts", "Counted from", "Interval"]
    intervals = sorted({entry["interval"]["method"] for entry in listed if "interval" in entry})
    return joined(
        _table(method_rows(listed), head, "How each figure is counted"),
        notes([f"{sentence_case(method)}: {METHODS[method]}." for method in intervals]),
    )


def glossary_rows(entries: list[Entry]) -> list[list[str]]:
    """Word and meaning: units first, then breakdowns, as far as the figures have them."""
    definitions = catalogue()
    units = {COUNTED[definitions[entry["id"]].counted].unit for entry in entries}
    dimensions = {name for entry in entries for name in entry.get("where", {})}
    told = [[sentence_case(unit.singular), MEANINGS[unit]] for unit in Unit if unit in units]
    for name, dimension in DIMENSIONS.items():
        if name in dimensions and dimension.meaning:
            told.append([dimension.label, dimension.meaning])
    return told


def method_rows(entries: list[Entry]) -> list[list[str]]:
    """Label, definition, extracts and interval of each measure that the figures are of."""
    intervals = {
        entry["id"]: entry["interval"]["method"]
        for entry in reversed(entries)
        if "interval" in entry and not entry.get("where")
    }
    return [
        [item.label, item.text, from_extracts(item.counted), _interval(intervals.get(id))]
        for id, item in catalogue().items()
        if any(entry["id"] == id for entry in entries)
    ]


def from_extracts(counted: str) -> str:
    """The extracts that a set is counted from."""
    return sentence_case(listed([extract_words(name) for name in COUNTED[counted].extracts]))


def _interval(method: str | None) -> str:
    return sentence_case(method) if method else "–"


def _table(rows: list[list[str]], head: list[str], caption: str) -> Html:
    frame = pd.DataFrame(rows, columns=head)
    return Html(tables.records_table(frame, caption, numbers=set()), frame.to_string(index=False))
