"""Sentences made of figures: a template with ``{figure.id}`` in it, and no other number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from profile_lib.errors import ProfileError
from profile_lib.pages.printing import INTERNAL, NOT_GIVEN, SUPPRESSED, printed, sentence_case, state
from profile_lib.prose import PLACE, LooseNumber, check_prose

__all__ = [
    "PLACE",
    "LooseNumber",
    "Said",
    "UnknownFigure",
    "check_prose",
    "of_audience",
    "pieces",
    "sentence",
]

OPTIONAL = re.compile(r"\[\[(.*?)\]\]")
"""A clause that is left out where the audience may not know its figures."""

IN_WORDS = ("change", "base", "period")
"""Forms of a figure that are sentences themselves and no number of it."""

Entries = Mapping[str, Mapping[str, Any]]


class UnknownFigure(ProfileError):
    """A sentence speaks of a figure that the edition does not have."""


@dataclass(frozen=True)
class Said:
    """A piece of a sentence. ``figure``: the id of the figure that it prints; empty for words."""

    text: str
    figure: str = ""


def sentence(template: str, entries: Entries, words: Mapping[str, str]) -> str:
    """The template with its figures printed, as plain text; see ``pieces``."""
    return "".join(piece.text for piece in pieces(template, entries, words))


def pieces(template: str, entries: Entries, words: Mapping[str, str]) -> tuple[Said, ...]:
    """The template with its figures printed, and ``words`` (area, year, periods) put in.

    ``{missing.in_care_share:of}`` prints a form of a figure (profile_lib.pages.printing). Where a figure is
    not available the sentence is not said: what is missing and why is said instead. Raises LooseNumber, and
    UnknownFigure for an id that is neither a figure nor one of the words.
    """
    check_prose(template)
    plain = PLACE.sub("", template)
    if "{" in plain or "}" in plain:
        raise UnknownFigure(
            f"{template!r} holds a place that is not written {{figure.id}} or {{figure.id:form}}"
        )
    for place in PLACE.finditer(template):
        name = place.group(1)
        if name not in words and name not in entries:
            raise UnknownFigure(f"there is no figure {name!r} in this edition, of which {template!r} speaks")
        if name not in words and not _is_told(entries[name]):
            return (Said(not_said(entries[name])),)
    first, *rest = tuple(_filled(template, entries, words)) or (Said(""),)
    return (Said(sentence_case(first.text), first.figure), *rest)


def _filled(template: str, entries: Entries, words: Mapping[str, str]) -> Iterator[Said]:
    """The words and figures of a template, one after the other; words that follow words are one piece."""
    plain, end = "", 0
    for place in PLACE.finditer(template):
        name, form = place.group(1), place.group(2) or ""
        plain += template[end : place.start()]
        end = place.end()
        if name in words:
            plain += words[name]
            continue
        if plain:
            yield Said(plain)
        yield Said(printed(entries[name], form), "" if form in IN_WORDS else name.partition("[")[0])
        plain = ""
    if plain + template[end:]:
        yield Said(plain + template[end:])


def _is_told(entry: Mapping[str, Any]) -> bool:
    """Whether there is something to say of the figure: a number, words, or that it is not given."""
    return "value" in entry or "said" in entry or state(entry) == SUPPRESSED


def of_audience(template: str, entries: Entries) -> str:
    """What of a template the audience may know of: sentences with a figure that is internal are left out, and
    so is a clause ``[[...]]`` with a figure that is internal or not given."""

    def clause(found: re.Match[str]) -> str:
        inside = found.group(1)
        known = [place for place in PLACE.finditer(inside) if place.group(1) in entries]
        hidden = any(
            state(entries[place.group(1)]) == INTERNAL
            or printed(entries[place.group(1)], place.group(2) or "") == NOT_GIVEN
            for place in known
        )
        return "" if hidden else inside

    return " ".join(
        said
        for said in re.split(r"(?<=[.!?]) (?=[A-Z{])", " ".join(OPTIONAL.sub(clause, template).split()))
        if not any(
            state(entries[place.group(1)]) == INTERNAL
            for place in PLACE.finditer(said)
            if place.group(1) in entries
        )
    )


def not_said(entry: Mapping[str, Any]) -> str:
    """What stands in the place of a figure that the edition does not have."""
    return f"{entry['label']}: {entry['state']} ({entry['why']})."
