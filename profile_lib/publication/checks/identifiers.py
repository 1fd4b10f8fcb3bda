"""No name, date of birth, postcode, reference, number or key of a person in any byte of the edition.

Each file is read once; its words are looked up in sets, so that the time grows with the pages and not with
the number of people.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator
from functools import cached_property

from profile_lib.edition import Edition
from profile_lib.publication.checks.model import Check, Finding, Staged
from profile_lib.publication.checks.secret import WORD, Secret, days_in, folded
from profile_lib.publication.checks.texts import Text

_AREAS = (
    "AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|"
    "EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|"
    "ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|"
    "TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
POSTCODE = re.compile(rf"(?<![#\w])(?:{_AREAS})\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{{2}}(?!\w)")
UPN = re.compile(r"(?<!\w)[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z](?!\w)")
NHS_NUMBER = re.compile(r"(?<![\w.,])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w]|[.,]\d)")
PHONE = re.compile(
    r"(?<![\w.,])(?:\+44 ?(?:\(0\) ?)?\d{2,4}|\(?0\d{2,4}\)?)[ -]?\d{3,4}[ -]?\d{3,4}(?![\w]|[.,]\d)"
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

PIECE, BEFORE = 1_000_000, 1_000
"""Characters of a text that are searched at a time, and how many of those before them once more."""

REMEDY = "Find where it comes from and take it out there; a name in the year's own words: reword the sentence"


def identifiers(staged: Staged) -> Check:
    """Fails for each file that holds something identifying; says the file and the kind, never the value."""
    search = Search(staged.secret, staged.edition)
    found: Counter[tuple[str, str]] = Counter()
    for document in staged.documents:
        for text in document.texts:
            found.update((text.where, kind) for kind in search.kinds(text))
    findings = [Finding(f"{kind} ({times})", where, REMEDY) for (where, kind), times in sorted(found.items())]
    if findings:
        return Check("identifiers", "fail", tuple(findings))
    return Check("identifiers", "pass", tuple(_limits(staged.secret)))


def _limits(secret: Secret) -> Iterator[Finding]:
    if secret.unsearched:
        yield Finding(
            f"{secret.unsearched} references are so short that they cannot be told from counts or words",
            "the extracts",
            "They were not searched for; ask the partner for the system's full references",
        )


class Search:
    """Looks a text up in what may be in no file; contacts' own numbers and addresses may."""

    def __init__(self, secret: Secret, edition: Edition) -> None:
        self._secret = secret
        self._found: dict[tuple[str, bool], tuple[str, ...]] = {}
        """What was found in each text: many stand in the edition again and again."""
        self._contacts = " ".join(
            " ".join(filter(None, (item.name, item.text, item.phone, item.url))) for item in edition.contacts
        )

    def kinds(self, text: Text) -> tuple[str, ...]:
        """The kind of each different value in the text that may not be there.

        In raw bytes a name, a date or a number could stand by chance: they are looked at for values alone.
        """
        if (told := (text.text, text.raw)) not in self._found:
            values = {found for piece in pieces(text.text) for found in self._values(piece, text.raw)}
            self._found[told] = tuple(sorted(kind for kind, _ in values))
        return self._found[told]

    def _values(self, text: str, raw: bool) -> Iterator[tuple[str, Hashable]]:
        """Each value that may not be there, after its kind."""
        plain = folded(text)
        words = WORD.findall(plain.casefold())
        yield from ((kind, value) for value, kind in self._secret.values.among(words))
        if not raw:
            yield from self._names(words, WORD.findall(plain))
            yield from (("a date of birth", day) for day in set(days_in(text)) & self._secret.born)
            yield from ((kind, value) for kind, values in self._patterns(text) for value in values)

    def _names(self, words: list[str], cased: list[str]) -> Iterator[tuple[str, Hashable]]:
        """A name word that is none of our own, short ones with a capital alone; else a name in full."""
        capitals = {word.casefold() for word in cased if word[0].isupper()}
        for word in set(words) & self._secret.names:
            if len(word) > 4 or word in capitals:
                yield "a name", word
        places = [word.casefold() if word[0].isupper() else "" for word in cased]
        for name, kind in self._secret.full_names.among(places):
            if not self._secret.names & set(name):  # else it has been counted above
                yield kind, name

    def _patterns(self, text: str) -> Iterator[tuple[str, set[str]]]:
        known = self._known
        yield "a postcode", _compact(POSTCODE.findall(text)) - known
        yield "a unique pupil number", set(UPN.findall(text))
        phones = _compact(PHONE.findall(text))
        numbers = {number for number in _compact(NHS_NUMBER.findall(text)) if _checks_out(number)}
        yield "an NHS number", numbers - phones
        yield "a telephone number that is no contact's", phones - known
        yield "an e-mail address that is no contact's", _compact(EMAIL.findall(text)) - known

    @cached_property
    def _known(self) -> set[str]:
        """What the contacts' own entries hold of this kind."""
        patterns = (POSTCODE, PHONE, EMAIL)
        return set().union(*(_compact(pattern.findall(self._contacts)) for pattern in patterns))


def pieces(text: str) -> Iterator[str]:
    """A long text in pieces that end with a line, each after the first with the end of the one before it, so
    that nothing is cut in two: the words of all that a nation sets aside would take gigabytes at once."""
    start = 0
    while len(text) - start > PIECE and (end := text.find("\n", start + PIECE)) >= 0:
        yield text[start:end]
        start = min(at for sign in "\n " if (at := text.find(sign, end - BEFORE, end + 1)) >= 0)
    yield text[start:]


def _compact(found: Iterable[str]) -> set[str]:
    return {re.sub(r"[ ()-]", "", text).casefold() for text in found}


def _checks_out(number: str) -> bool:
    """Whether the last digit is the check digit of an NHS number (modulus 11, NHS Data Dictionary)."""
    digits: Collection[int] = [int(digit) for digit in number]
    *first, last = digits
    check = 11 - sum(digit * weight for digit, weight in zip(first, range(10, 1, -1), strict=True)) % 11
    return check % 11 == last and check != 10
