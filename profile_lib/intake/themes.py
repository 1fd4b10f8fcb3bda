"""What a report of intelligence is about, as yes or no: all of its text and tags that goes any further.

A theme is there by a tag, or by a word of the text that nothing denies. Words are whole: neither
"drugstore" nor "drug-free", "non-alcoholic" or "anti-drugs" mentions anything, and phrases that the
parameters list as near misses are passed over. A denial ("no", "did not", "without", "denied", "unlikely",
"stopped using") reaches to the end of its clause, and back to words that it follows directly ("drugs or
alcohol were not seen"). A clause ends at a stop, at a comma or "and" that does not go on with a list, and
at a word such as "but", "when" or "who". "Not only", "no doubt", "did not deny" and "did not know that"
deny nothing. The method is that of NegEx (Chapman and others, Journal of Biomedical Informatics 34, 2001),
without its medical words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from profile_lib.edition import Theme, ThemeWords

SEPARATOR = ";"
"""Between the tags of a cell."""

BY_TAG = "_by_tag"
"""What the name of a theme ends with where it is asked for in the tags alone."""

_NO_DENIAL = re.compile(
    r"\b(?:not|never|cannot|\w+n't)\s+(?:only|just|the\s+first|den(?:y|ied|ying)|rul(?:e|ed|ing)\s+out"
    r"|(?:know|knew|aware)\s+that|explain)\b"
    r"|\b(?:no|without(?:\s+a)?)\s+doubt\b|\bwithout\s+(?:\w+\s+){1,2}knowledge\b"
)
_DENIAL = (
    r"\b(no|not|never|nor|neither|none|without|cannot|denie[sd]|denying|\w+n't|unlikely|ruled\s+out|ruling\s+out"
    r"|nothing\s+to\s+(?:suggest|indicate|show|link)"
    r"|(?:stopped|ceased|gave\s+up|given\s+up)\s+(?:using|drinking|taking|smoking))\b"
)

_ITEM = r"\s*\w+(?:\s+\w+)?"
_END = "|".join(
    [
        r"[.;:!?](?=\s|$)",
        r"\s[-–—]+\s",
        rf",(?!{_ITEM}(?:\s*,{_ITEM}){{0,6}}\s*,?\s+n?or\b)",
        r"\band\b(?!\s+\w+\s*(?:[.;:!?,]|$))",
        r"\b(?:but|however|although|though|yet|except|while|whereas|because|then)\b",
        r"\b(?:who|which|where|when|since|after|before|until)\b",
    ]
)
_DENIED = re.compile(rf"{_DENIAL}(?:(?!{_END}).)*")
_ANOTHER = r"(?!(?:he|she|they|it|there|this|that)\b)\w+"
_AFTERWARDS = (
    rf"(?:\s*[,/]\s*{_ANOTHER}|\s+(?:and|n?or)\s+{_ANOTHER}|\s+(?:use|misuse|abuse)){{0,3}}"
    r"\s+(?:is|are|was|were|(?:has|have|had)\s+been)(?:\s+(?:not|never)|n't)\b"
    r"|(?:\s+(?:test|tests|search|screen))?\s+(?:is|was|were|came\s+back|proved)\s+negative\b"
)


def themes_of(text: pd.Series, tags: pd.Series, themes: Mapping[Theme, ThemeWords]) -> pd.DataFrame:
    """Whether each report is about each theme: a column a theme, in their order, on the index of ``text``.

    ``tags`` stand between semicolons. "yes" or "no"; missing where a report has neither text nor tags.
    """
    known = text.notna() | tags.notna()
    plain, listed = _plain(text.fillna("")), _plain(tags.fillna(""))
    found = {
        name: _mentioned(plain, words) | _matches(listed, _any_tag(words.tags))
        for name, words in themes.items()
    }
    answers = {name: yes.map({True: "yes", False: "no"}).where(known) for name, yes in found.items()}
    return pd.DataFrame(answers, index=text.index).astype("str")


def themes_by_tag(tags: pd.Series, themes: Mapping[Theme, ThemeWords]) -> pd.DataFrame:
    """Whether a tag of each report says the theme, in columns that end with ``BY_TAG``."""
    return themes_of(pd.Series(None, index=tags.index, dtype="str"), tags, themes).add_suffix(BY_TAG)


def _plain(cells: pd.Series) -> pd.Series:
    """Lower case, straight apostrophes, a space for every run of spaces, a full stop for a blank line."""
    stopped = cells.str.casefold().str.replace("’", "'", regex=False)
    spaced: pd.Series = stopped.str.replace(re.compile(r"\s*\n\s*\n\s*"), ". ", regex=True)
    return spaced.str.replace(re.compile(r"\s+"), " ", regex=True)


def _mentioned(plain: pd.Series, words: ThemeWords) -> pd.Series:
    """Whether a text holds one of the words, undenied. Few do, so the rest is not looked at closely."""
    candidates = plain[_matches(plain, _any_of(words.words))]
    near = _any_of(words.near_misses)
    cleared = candidates.str.replace(near, " ", regex=True) if words.near_misses else candidates
    said = cleared.str.replace(_NO_DENIAL, " ", regex=True).str.replace(_DENIED, r"\1 ", regex=True)
    return _matches(said, _asserted(words.words)).reindex(plain.index, fill_value=False)


def _matches(cells: pd.Series, pattern: re.Pattern[str]) -> pd.Series:
    found: pd.Series = cells.str.contains(pattern, regex=True).astype(bool)
    return found


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """One of the phrases, as whole words; hyphens may stand for its spaces."""
    return re.compile(rf"(?<!\w)(?:{_alternatives(phrases)})(?!\w)")


def _asserted(phrases: Iterable[str]) -> re.Pattern[str]:
    """One of the phrases that nothing around it takes back."""
    return re.compile(
        rf"(?<!\w)(?<!\bnon[- ])(?<!\banti[- ])(?:{_alternatives(phrases)})(?!\w)"
        rf"(?![- ]free\b(?! of\b))(?!{_AFTERWARDS})"
    )


def _any_tag(tags: Iterable[str]) -> re.Pattern[str]:
    """One of the tags, as the whole of what stands between two semicolons."""
    return re.compile(rf"(?:^|{SEPARATOR})\s*(?:{_alternatives(tags)})\s*(?:{SEPARATOR}|$)")


def _alternatives(phrases: Iterable[str]) -> str:
    longest_first = sorted(
        {phrase.casefold() for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase)
    )
    return "|".join(r"[-_\s]+".join(map(re.escape, phrase.split())) for phrase in longest_first)
