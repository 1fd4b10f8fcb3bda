"""Words that exist to be looked for: in every column that identifies, in free text and in rows set aside."""

from __future__ import annotations

import base64
import calendar
import gzip
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from edition_made import packed, page, pdf, picture, png, workbook
from made import edition
from project import Project, new_project
from searched import contents, unpacked

from profile_lib.intake import SCHEMAS

IDENTIFYING = re.compile(r".*_refs?(_[ab])?|ref|surname|forename|postcode|upn|nhs_number|date_of_birth")
FREE = {
    "offences": ("location_type", "outcome", "ho_class"),
    "offence_people": ("relationship",),
    "intelligence": ("text", "tags", "submitting_unit"),
    "at_risk_register": ("referral_source", "outcome"),
    "disruptions": ("outcome",),
    "missing_episodes": ("found_by", "found_in", "harm"),
    "return_interviews": ("authority",),
    "placed_by_others": ("placement_type",),
    "looked_after": ("placement_type",),
}
"""Columns in which somebody may have written anything: of these no figure has a cell, or none but for words
that are said of three children, or of three actions, at least."""
BORN, BORN_AS = (
    date(1999, 8, 23),
    ("1999-08-23", "23/08/1999", "23 August 1999", "August 23, 1999", "23.8.1999"),
)
CONTROL = "Zq"
"""How every canary begins: nothing else does."""


@dataclass
class Planted:
    """Extracts of a year with a canary in every column, and the canaries by what they are."""

    folder: Path
    rows: dict[str, pd.DataFrame] = field(default_factory=dict)
    canaries: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for file in sorted(self.folder.glob("*.csv")):
            self.rows[file.stem] = pd.read_csv(file, dtype="str", keep_default_na=False)

    def plant(self) -> None:
        for name, rows in self.rows.items():
            columns = [c for c in rows if IDENTIFYING.fullmatch(c) or c in FREE.get(name, ())]
            for number, column in enumerate(columns):
                self._in_a_used_row(name, column, number)
        for name, rows in self.rows.items():
            wrong = {column: self._canary(f"{name} {column} set aside") for column in rows}
            self.rows[name] = pd.concat([rows, pd.DataFrame([wrong])], ignore_index=True)
        for name, rows in self.rows.items():
            rows.to_csv(self.folder / f"{name}.csv", index=False)

    def _in_a_used_row(self, name: str, column: str, number: int) -> None:
        """A canary in one filled cell; a reference is changed wherever it stands: rows still join."""
        rows = self.rows[name]
        filled = rows.index[rows[column].ne("")]
        if not len(filled):
            return
        at = filled[(37 * number + 11) % len(filled)]
        old = rows.loc[at, column]
        if column == "date_of_birth":
            rows.loc[at, column] = f"{BORN:%Y-%m-%d}"
        elif "ref" in column.split("_") and "refs" not in column.split("_"):
            new = self._canary(f"{name} {column}")
            for others in self.rows.values():
                for other in others:
                    if "ref" in other:
                        others[other] = others[other].mask(others[other].eq(old), new)
        else:
            rows.loc[at, column] = f"{old} {self._canary(f'{name} {column}')}"[-200:]

    def _canary(self, of: str) -> str:
        """A word of its own, of letters alone: it may stand in any column of text."""
        number = len(self.canaries)
        word = CONTROL + "".join("bcdfghjklm"[int(digit)] for digit in f"{number:04d}") + "uxo"
        self.canaries[of] = word
        return word


@dataclass(frozen=True)
class Row:
    """What tells a row from all others where it stands together: a day, and words beside it. ``born``: it is
    a birth, so that one word is enough; of another day there have to be two."""

    extract: str
    day: date
    born: bool
    words: tuple[frozenset[str], ...]


SEXES = {"F": {"female", "girl", "woman"}, "M": {"male", "boy", "man"}}
PLACES = ("postcode", "community_area", "home_authority", "responsible_authority")
BESIDE = ("sex", *PLACES, "offence", "role")
OF_EVERYBODY = {"wiltshire"}
"""Every page names the county."""
NEAR = 200
"""Characters to both sides of a day that count as one line."""
MONTHS = [*calendar.month_name]
_DAY = re.compile(
    r"(?<!\d)(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})[/.](\d{1,2})[/.](\d{4})"
    rf"|(\d{{1,2}}) ({'|'.join(MONTHS[1:])}) (\d{{4}}))"
)


def days(text: str) -> Iterator[tuple[int, date]]:
    """Every day that a text names, and where."""
    for found in _DAY.finditer(text):
        iso, british, named = found.groups()[:3], found.groups()[3:6], found.groups()[6:]
        if iso[0]:
            year, month, day = iso
        elif british[0]:
            day, month, year = british
        else:
            day, month, year = named[0], MONTHS.index(named[1]), named[2]
        try:
            yield found.start(), date(int(year), int(month), int(day))
        except ValueError:
            continue


def rows_of(extracts: Mapping[str, pd.DataFrame]) -> dict[date, list[Row]]:
    """The rows by each of their days, each with the cells that would tell whose it is."""
    found: dict[date, list[Row]] = {}
    for name, rows in extracts.items():
        dated = [column.name for column in SCHEMAS[name].columns if column.kind in ("date", "moment")]
        beside = [column for column in BESIDE if column in rows]
        for row in rows.drop_duplicates(subset=[*{*dated, *beside} & {*rows}]).to_dict("records"):
            said = (SEXES.get(row[column], {row[column].casefold()}) for column in beside if row[column])
            words = tuple(frozenset(word) for word in said if word != OF_EVERYBODY)
            for column in dated:
                for _, day in days(row.get(column, "")):
                    found.setdefault(day, []).append(Row(name, day, column == "date_of_birth", words))
    return found


def together(text: str, rows: Mapping[date, list[Row]]) -> list[Row]:
    """The rows of which a day and further cells stand near one another in a text."""
    found = []
    for place, day in days(text):
        if day in rows:
            near = re.sub(r"<[^>]*>|[\W_]+", " ", text[max(0, place - NEAR) : place + NEAR]).casefold()
            for row in rows[day]:
                said = sum(any(f" {word} " in f" {near} " for word in words) for words in row.words)
                found += [row] if said >= (1 if row.born else 2) else []
    return found


A_ROW = "2001-02-03 Female Trowbridge"
KEPT: dict[str, Callable[[str], bytes]] = {
    "a page": lambda words: page(f"<table><tr><td>{words}</td></tr></table>").encode(),
    "a checkpoint": lambda words: f'{{"cells": [{{"source": ["{words}"]}}]}}'.encode(),
    "a log": lambda words: f"INFO {words}\n".encode(),
    "a packed log": lambda words: gzip.compress(words.encode()),
    "a workbook": lambda words: workbook(words),
    "a part of a document": lambda words: packed(docProps__core_dot_xml=f"<title>{words}</title>"),
    "a PDF": lambda words: pdf(f"#text(size: 6pt)[{words}]"),
    "a picture": lambda words: png(words),
    "a picture's packed words": lambda words: png(words, b"zTXt"),
    "a picture in a page": lambda words: page(picture(content=png(words, b"zTXt"))).encode(),
    "a picture in a notebook": lambda words: b'{"image/png": "' + base64.b64encode(png(words)) + b'"}',
    "any file in a page": lambda words: b"data:text/csv;base64," + base64.b64encode(words.encode()),
}
"""Where words may be kept."""


@pytest.mark.parametrize("where", KEPT)
def test_the_search_finds_what_is_there(where: str) -> None:
    word = f"{CONTROL}bbbbuxo"
    texts = [content.decode("utf-8", "ignore") for content in unpacked(KEPT[where](f"{word} {A_ROW}"))]
    assert any(word in text for text in texts)
    child = pd.DataFrame([{"date_of_birth": "03/02/2001", "sex": "F", "community_area": "Trowbridge"}])
    rows = rows_of({"at_risk_register": child})
    assert any(together(text, rows) for text in texts)
    assert not together("2001-02-03 and nothing else", rows)
    assert not together("4 March 2001: Female, Trowbridge", rows)


def test_an_event_is_a_row_with_two_words_beside_its_day() -> None:
    crime = {"recorded_on": "04/03/2015", "community_area": "Calne", "offence": "Sexual assault"}
    rows = rows_of({"offences": pd.DataFrame([crime])})
    assert together("On 4 March 2015 a sexual assault in Calne", rows)
    assert not together("Between 4 March 2015 and 1 May reports were about Calne", rows)


@pytest.mark.full
def test_no_row_of_the_sample_stands_together_in_the_outputs(ran: Project) -> None:
    for year in ("2014", "2015"):
        files = ran.home.glob(f"data/{year}/*.csv")
        extracts = {file.stem: pd.read_csv(file, dtype="str", keep_default_na=False) for file in files}
        nothing_together(ran.outputs, extracts, year)


def nothing_together(folder: Path, extracts: Mapping[str, pd.DataFrame], year: str) -> None:
    """No row's combination is in a file; the days that the edition itself speaks of are no row's."""
    own = {day for period in edition(year).windows.values() for day in (period.start, period.end)}
    rows = {day: found for day, found in rows_of(extracts).items() if day not in own}
    assert len(rows) > 1000
    for file, content in contents(folder):
        assert together(content.decode("utf-8", "ignore"), rows) == [], file


@pytest.mark.full
def test_no_canary_of_any_column_is_in_what_is_kept_or_published(sample: Path, tmp_path: Path) -> None:
    home = tmp_path / "project"
    shutil.copytree(sample, home / "data")
    project = new_project(home)
    own = home / "parameters/2015.yaml"
    own.write_text(own.read_text(encoding="utf-8").replace("compare_with: 2014\n", ""), encoding="utf-8")
    planted = Planted(home / "data/2015")
    planted.plant()
    done = project.command("run", "2015")
    assert done.returncode == 0, done.stderr
    for name, role in (("Ann Lead", "safeguarding lead"), ("Ben Lawyer", "force legal officer")):
        assert project.command("approve", "2015", "--name", name, "--role", role).returncode == 0
    published = project.command("publish", "2015", "--to", str(home / "handed out"))
    assert published.returncode == 0, published.stderr
    said = project.command("check", "2015").stdout + done.stdout + done.stderr
    secret = [*planted.canaries.values(), *BORN_AS]
    assert len(planted.canaries) > 150
    for canary in secret:
        assert canary not in said, canary
    searched = 0
    for folder in (project.outputs, home / "published", home / "handed out"):
        for file, content in contents(folder):
            searched += 1
            text = content.decode("utf-8", "ignore")
            found = CONTROL in text and [canary for canary in secret if canary in text]
            assert not found, (file, found)
            assert not [born for born in BORN_AS if born in text], file
        nothing_together(folder, planted.rows, "2015")
    assert searched > 60
