"""Numbers in prose: which may stand in a sentence, and which have to be figures.

A number typed into a sentence stays when the data change; so a literal digit or number word is an error.
Dates, years and a listed few phrases are not counts and may stand.
"""

from __future__ import annotations

import re

from profile_lib.errors import ProfileError

PLACE = re.compile(r"\{([a-z0-9_.]+(?:\[[^\]{}]*\])?)(?::([a-z]+))?\}")

PHRASES = (
    *("under 18", "aged 18 or over", "aged 14 to 16", "a tenth or more", "within 28 days"),
    *("in the 90 days before", "two published unit costs"),
)
"""Numbers that are part of a definition and not of the data."""

UNITS = "children|persons|episodes|offences|reports|interviews|actions|sessions"

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = rf"\b(?:[1-9]|[12]\d|3[01]) (?:{_MONTHS})\b"
_YEAR = rf"(?<![£$.,])\b(?:19|20)\d\d(?:/\d\d)?\b(?![.,]\d|%| per cent| (?:{UNITS})\b)"
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


def check_prose(text: str) -> None:
    """Raises LooseNumber for a digit or number word outside ``{...}``, dates, years and listed phrases."""
    plain = _ALLOWED.sub(" ", PLACE.sub(" ", text))
    if found := _LOOSE.search(plain):
        raise LooseNumber(
            f"the number {found.group()!r} in {text!r} is not a figure: write {{figure.id}}, or reword it"
        )
