"""The glossary and the methods page, made from the definitions that the numbers are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from profile_lib.figures import COUNTED, DIMENSIONS, MEANINGS, Definition, Unit
from profile_lib.measures.catalogue import catalogue
from profile_lib.pages import printing, tables
from profile_lib.pages.printing import sentence_case
from profile_lib.pages.shown import Html, how, joined, notes
from profile_lib.rounding import extract_words, listed
from profile_lib.statistics import METHODS

Entry = Mapping[str, Any]

METHOD_HEAD = ("Figure", "Value", "What it counts", "How sure, and beside last year", "Made from")


def glossary(entries: Iterable[Entry]) -> Html:
    """The units that the figures count, and what the categories of their breakdowns mean."""
    return _table(glossary_rows(list(entries)), ["Word", "What it means"], "Glossary")


def methods(entries: Iterable[Entry], caveats: Mapping[str, str]) -> Html:
    """Each figure as a whole: its value, what it counts, of whom and when, how sure it is and how it compares
    with last year, and what it is made from. ``caveats``: their texts by id.

    A sentence that prints the figure leads to its row.
    """
    listed = list(entries)
    definitions = catalogue()
    whole = {entry["id"]: entry for entry in listed if not entry.get("where")}
    rows = [
        [
            definitions[id].label,
            printing.cell(whole[id]),
            _what(definitions[id], whole[id]),
            _how_sure(whole[id]),
            _made_from(definitions[id], whole[id], caveats),
        ]
        for id in definitions
        if id in whole
    ]
    intervals = sorted({entry["interval"]["method"] for entry in listed if "interval" in entry})
    ids = [how(id) for id in definitions if id in whole]
    return joined(
        _table(
            rows, METHOD_HEAD, "The figures of this page: value, definition, how sure, made from what", ids
        ),
        notes([f"{sentence_case(method)}: {METHODS[method]}." for method in intervals]),
    )


def _what(definition: Definition, entry: Entry) -> str:
    """What is counted, of whom and when."""
    return f"{definition.text} {sentence_case(printing.base(entry))}, {printing.period(entry)}."


def _how_sure(entry: Entry) -> str:
    """The range consistent with chance, and last year's beside it."""
    told = []
    if "interval" in entry:
        told.append(f"{printing.printed(entry, 'interval')} ({entry['interval']['method']}).")
    if "previous" in entry:
        told.append(f"{sentence_case(printing.change(entry))}.")
    return " ".join(told) or "–"


def _made_from(definition: Definition, entry: Entry, caveats: Mapping[str, str]) -> str:
    """The extracts, what has to be borne in mind, and the cell of the notebook."""
    told = [f"Counted from {from_extracts(definition.counted).lower()}."]
    told += [f"{caveats[id].rstrip('.')}." for id in entry.get("caveats", ())]
    source = entry["source"]
    if isinstance(
        source.get("cell"), str
    ):  # in the notebook itself it is a number, which its page does not show
        told.append(f"Notebook {source['notebook']}, cell {source['cell']}.")
    return " ".join(told)


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


def from_extracts(counted: str) -> str:
    """The extracts that a set is counted from."""
    return sentence_case(listed([extract_words(name) for name in COUNTED[counted].extracts]))


def _table(rows: list[list[str]], head: Sequence[str], caption: str, row_ids: Sequence[str] = ()) -> Html:
    frame = pd.DataFrame(rows, columns=list(head))
    html = tables.records_table(frame, caption, numbers=set(), row_ids=row_ids, stacked=True)
    return Html(html, frame.to_string(index=False))
