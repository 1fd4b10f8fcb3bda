"""Sentences made of figures: a template with ``{figure.id}`` in it, and no other number.

A number typed into a sentence stays when the data change; so a literal digit or number word is an error.
Dates, years and a listed few phrases are not counts and may stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from profile_lib.errors import ProfileError
from profile_lib.figures import Unit
from profile_lib.printing import printed

PLACE = re.compile(r"\{([a-z0-9_.]+(?:\[[^\]{}]*\])?)(?::([a-z]+))?\}")

PHRASES = ("under 18", "aged 18 or over")
"""Numbers that are part of a definition and not of the data."""

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = rf"\b(?:[1-9]|[12]\d|3[01]) (?:{_MONTHS})\b"
_YEAR = rf"(?<![£$.,])\b(?:19|20)\d\d(?:/\d\d)?\b(?![.,]\d|%| per cent| (?:{'|'.join(Unit)})\b)"
_ALLOWED = re.compile("|".join([_DAY, _YEAR, *(rf"\b{re.escape(phrase)}\b" for phrase in PHRASES)]), re.ASCII)
_NUMBER_WORDS = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|halves|"
    "halved|couple|single|sole|only|none|both|once|twice|thrice|doubled?|trebled?|tripled?|"
    "(?:hundred|thousand|million|billion|dozen|third|quarter|fifth|tenth)s?"
)
_LOOSE = re.compile(rf"\d+|[¼-¾⅐-⅞]|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE)


class LooseNumber(ProfileError):
    """A number in a sentence that is not a figure."""


class UnknownFigure(ProfileError):
    """A sentence speaks of a figure that the edition does not have."""


def check_prose(text: str) -> None:
    """Raises LooseNumber for a digit or number word outside ``{...}``, dates, years and listed phrases."""
    plain = _ALLOWED.sub(" ", PLACE.sub(" ", text))
    if found := _LOOSE.search(plain):
        raise LooseNumber(
            f"the number {found.group()!r} in {text!r} is not a figure: write {{figure.id}}, or reword it"
        )


def sentence(template: str, entries: Mapping[str, Mapping[str, Any]], words: Mapping[str, str]) -> str:
    """The template with its figures printed, and ``words`` (area, year, periods) put in.

    ``{missing.in_care_share:of}`` prints a form of a figure (profile_lib.printing). Where a figure is not
    available the sentence is not said: what is missing and why is said instead. Raises LooseNumber, and
    UnknownFigure for an id that is neither a figure nor one of the words.
    """
    check_prose(template)
    missing = []

    def put(place: re.Match[str]) -> str:
        name, form = place.group(1), place.group(2) or ""
        if name in words:
            return words[name]
        if name not in entries:
            raise UnknownFigure(f"there is no figure {name!r} in this edition, of which {template!r} speaks")
        if "value" not in entries[name]:
            missing.append(entries[name])
        return printed(entries[name], form)

    said = PLACE.sub(put, template)
    if "{" in said or "}" in said:
        raise UnknownFigure(
            f"{template!r} holds a place that is not written {{figure.id}} or {{figure.id:form}}"
        )
    return " ".join(_not_said(entry) for entry in missing[:1]) if missing else said


def _not_said(entry: Mapping[str, Any]) -> str:
    return f"{entry['label']}: {entry['state']} ({entry['why']})."
