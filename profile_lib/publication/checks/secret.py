"""What identifies people in the extracts and the private register, in the forms that text is searched for."""

from __future__ import annotations

import calendar
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.metadata import distributions
from itertools import chain, product
from pathlib import Path

import pandas as pd

from profile_lib.edition import Edition
from profile_lib.intake import supplied_cells
from profile_lib.intake.once import once_each
from profile_lib.linkage import pseudonyms, secret_key
from profile_lib.linkage.clean import NO_NAME, TITLES, UNDECOMPOSED
from profile_lib.linkage.pseudonyms import FRAMES
from profile_lib.publication.checks.values import Values, Words

PACKAGE = Path(__file__).resolve().parent.parent.parent
NOT_OUR_WORDS = ("sample", "linkage", "__pycache__")
"""Rooms of the package that hold names of people, as data or as examples."""
ON_OUR_PAGES = ("explained.py", "model.csv")
"""Files of these rooms that hold none, and whose words pages have."""

WORD = re.compile(r"[^\W_]+")
REFERENCE = re.compile(r".*_refs?(_[ab])?|ref")
KINDS = {"postcode": "a postcode", "upn": "a unique pupil number", "nhs_number": "an NHS number"}
LEAST_DIGITS, LEAST_MIXED = 6, 5
"""A reference shorter than this, of digits alone or of letters and digits, cannot be told from a count."""


@dataclass(frozen=True)
class Secret:
    """What may be in no file.

    ``values``: references, postcodes, numbers and keys as words in a row, each with its kind; ``names``: name
    words that our own pages do not use; ``full_names``: given name and surname, either first, of the words
    that they do; ``born``: dates of birth; ``unsearched``: how many references are too short to be searched.
    """

    values: Values = field(default_factory=Values)
    names: frozenset[str] = frozenset()
    full_names: Values = field(default_factory=Values)
    born: frozenset[date] = frozenset()
    unsearched: int = 0


def secret_of(
    edition: Edition, folders: Mapping[Path, Edition], register: Path, ours: Iterable[Path]
) -> Secret:
    """The identifying values of the extracts in ``folders``, each read as its edition says and rows that were
    set aside included, and of the private ``register``.

    ``ours``: notebooks, whose words are no evidence of a leak; nor are those of the package, and of the
    parameters but for the year's own words. Raises InputError for an extract that cannot be read.
    """
    values: list[tuple[pd.Series, str]] = []
    people: list[pd.DataFrame] = []
    born: set[str] = set()
    unsearched = 0
    supplied = (supplied_cells(folder, of).values() for folder, of in folders.items())
    for cells in chain.from_iterable(supplied):
        for column in cells.columns:
            if kind := _kind(column):
                found = pd.Series(cells[column].dropna().unique(), dtype="str")
                own = _in_words(found)
                searched = own[_can_be_searched(own)]
                unsearched += len(found) - len(searched)
                values += [(searched, kind), (searched.str.replace(" ", ""), kind)]
        born |= set(cells["date_of_birth"].dropna()) if "date_of_birth" in cells else set()
        people.append(_people(cells))
    values.append((_keys(register), "the key of a child"))
    everybody = pd.concat(people, ignore_index=True).drop_duplicates()
    known = _known_words(edition, tuple(ours))
    told = {str(name) for column in everybody for name in everybody[column].unique()}
    names = {word for name in told for word in words_of(name) if len(word) > 2}
    return Secret(
        values=Values(values),
        names=frozenset(names - known),
        full_names=Values((texts, "a name in full") for texts in _full_names(everybody)),
        born=frozenset(_days(born)) - frozenset(_known_days(edition)),
        unsearched=unsearched,
    )


def folded(text: str) -> str:
    """The text without accents."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(UNDECOMPOSED))
    return "".join(letter for letter in plain if unicodedata.category(letter) not in ("Mn", "Cf"))


def words_of(text: str) -> Words:
    """The runs of letters and digits of a text, without accents, in small letters."""
    return tuple(WORD.findall(folded(text).casefold()))


def days_in(text: str) -> Iterator[date]:
    """The days that a text names, as 2015-03-31, 31/03/2015, 31.3.2015, 31 March 2015 or March 31, 2015."""
    for pattern, order in _DAYS:
        for found in pattern.finditer(text):
            year, month, day = (found.group(place) for place in order)
            try:
                yield date(int(year), _month(month), int(day))
            except ValueError:
                continue  # such as 31/02/2015: not a day, so nobody's


_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_NAMED = "|".join(_MONTHS)
_DAYS = (
    (re.compile(r"(?<!\d)(\d{4})[-/](\d{2})[-/](\d{2})(?!\d)"), (1, 2, 3)),
    (re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)"), (3, 2, 1)),
    (re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)? ({_NAMED}),? (\d{{4}})(?!\d)", re.I), (3, 2, 1)),
    (re.compile(rf"\b({_NAMED}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)", re.I), (3, 1, 2)),
)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text.casefold()]


def _kind(column: str) -> str:
    """What the values of a column identify by; empty where it identifies nobody by itself."""
    return "a reference of a partner's system" if REFERENCE.fullmatch(column) else KINDS.get(column, "")


def _in_words(values: pd.Series) -> pd.Series:
    """Each value as its words with a blank between them: see ``words_of``."""
    plain = values.str.isascii()
    ascii_words = values[plain].str.lower().str.replace("[^a-z0-9]+", " ", regex=True).str.strip()
    others = values[~plain].map(lambda value: " ".join(words_of(value))).astype("str")
    return pd.concat([ascii_words, others])


def _can_be_searched(words: pd.Series) -> pd.Series:
    """Whether a value cannot be taken for a count or a word."""
    compact = words.str.replace(" ", "")
    least = compact.str.isdigit().map({True: LEAST_DIGITS, False: LEAST_MIXED})
    return compact.str.contains(r"\d", regex=True) & compact.str.len().ge(least)


def _people(cells: pd.DataFrame) -> pd.DataFrame:
    """Given name and surname of every row that has either; empty where a cell says that there is none."""
    if not {"surname", "forename"} <= set(cells.columns):
        return pd.DataFrame({"forename": [], "surname": []}, dtype="str")
    names = cells[["forename", "surname"]].fillna("").drop_duplicates().astype("str")
    return names.apply(lambda told: told.mask(told.str.upper().str.strip().isin(NO_NAME | TITLES), ""))


def _full_names(people: pd.DataFrame) -> Iterator[pd.Series]:
    """First given name and surname of each person, in both orders."""
    given = once_each(people["forename"], lambda name: " ".join(words_of(name)[:1]))
    family = once_each(people["surname"], lambda name: " ".join(words_of(name)))
    both = given.ne("") & family.ne("")
    yield given[both] + " " + family[both]
    yield family[both] + " " + given[both]


def _keys(register: Path) -> pd.Series:
    """The keys in the register, their pseudonyms and the secret key; none where nothing has been linked
    yet."""
    if not register.is_file():
        return pd.Series(dtype="str")
    keys = pd.read_csv(register, dtype="str", keep_default_na=False)["child_key"].drop_duplicates()
    secret = secret_key(register.parent)
    return pd.concat([keys, pseudonyms(keys, FRAMES, secret), pd.Series([secret.hex()], dtype="str")])


def _days(texts: Iterable[str]) -> Iterator[date]:
    for text in texts:
        yield from days_in(text)


def _known_days(edition: Edition) -> Iterator[date]:
    """The days that the edition itself speaks of: its own, and the first and last of the months that it and
    the year before counted by, on which somebody is always born."""
    for period in edition.windows.values():
        before = period.same_window_in(period.start.year - 1)
        yield from (period.start, period.end, before.start, before.end)
        for year, month in product(range(before.start.year, period.end.year + 1), range(1, 13)):
            yield date(year, month, 1)
            yield date(year, month, calendar.monthrange(year, month)[1])
    yield from days_in(json.dumps(edition.model_dump(mode="json", exclude={"periods", "words"})))


def _known_words(edition: Edition, notebooks: tuple[Path, ...]) -> frozenset[str]:
    """The words of our own pages: of package, notebooks and parameters, but not the year's own words."""
    parameters = json.dumps(
        edition.model_dump(mode="json", exclude={"periods", "words"}), ensure_ascii=False, default=str
    )
    own = [file.read_text(encoding="utf-8") for file in notebooks]
    return _package_words().union(*(words_of(text) for text in (parameters, *own)))


@cache
def _package_words() -> frozenset[str]:
    """The words of the package's files, of the months and of the libraries whose versions are recorded."""
    found: set[str] = set()
    for file in sorted(PACKAGE.rglob("*")):
        is_ours = file.name in ON_OUR_PAGES or not set(NOT_OUR_WORDS) & {*file.parts, file.name}
        if file.is_file() and is_ours:
            found |= set(words_of(file.read_bytes().decode("utf-8", errors="ignore")))
    others = [*calendar.month_name, *calendar.day_name, *(dist.name for dist in distributions())]
    return frozenset(found.union(*(words_of(name) for name in others)))
