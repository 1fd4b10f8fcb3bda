"""The figures that an edition's parameters name, in lists and in sentences: each has to be measured."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from profile_lib.edition import Edition, located
from profile_lib.errors import InputError, Problem
from profile_lib.measures.catalogue import catalogue
from profile_lib.prose import PLACE
from profile_lib.yaml_lines import KeyPath

WORDS = ("area", "year", "per", "at_risk_team")
"""What a sentence may name besides figures, periods and unit costs."""


def refuse_unknown_figures(edition: Edition) -> None:
    """Raises InputError, with file and line, for every id in the parameters' words that is no figure's."""
    known = {*catalogue(), *WORDS}
    known |= {f"period.{name}" for name in edition.periods} | {f"unit.{name}" for name in edition.unit_costs}
    if problems := [_unknown(edition, path, id) for path, id in _named(edition) if id not in known]:
        raise InputError(problems)


def _unknown(edition: Edition, path: KeyPath, id: str) -> Problem:
    close = difflib.get_close_matches(id, catalogue(), n=1)
    todo = f"Did you mean {close[0]!r}?" if close else "docs/methods.md lists every measure"
    return located(edition, path, f"there is no figure {id!r}", todo=todo)


def _named(edition: Edition) -> Iterator[tuple[KeyPath, str]]:
    """Every id that is named, and where."""
    for place, item in enumerate(edition.recommendations.this):
        for number, id in enumerate(item.figures):
            yield ("recommendations", "this", place, "figures", number), id
    for path, text in _sentences(edition):
        for found in PLACE.finditer(text):
            yield path, found.group(1).partition("[")[0]


def _sentences(edition: Edition) -> Iterator[tuple[KeyPath, str]]:
    for chapter, words in edition.words.items():
        yield ("words", chapter), words
    for place, own in enumerate(edition.recommendations.this):
        yield ("recommendations", "this", place, "text"), own.text
    for place, last in enumerate(edition.recommendations.last):
        yield ("recommendations", "last", place, "text"), last.text
        yield ("recommendations", "last", place, "evidence"), last.evidence
    for place, gap in enumerate(edition.intelligence_gaps):
        yield ("intelligence_gaps", place, "text"), gap.text
        yield ("intelligence_gaps", place, "closing"), gap.closing
    for place, theme in enumerate(edition.voice):
        yield ("voice", place, "words"), theme.words
