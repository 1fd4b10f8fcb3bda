"""A selection: what an analyst narrows an edition to, and the frames of the data narrowed to it.

It is kept in a YAML file of a few lines, which ``explore.ipynb`` writes and the analysis notebooks take:

    missing: {sex: F, category: missing}
    offences: {recency: recent}
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd
import yaml

from profile_lib.dataset import Dataset
from profile_lib.dataset.offences import OFFENDER, VICTIM
from profile_lib.dataset.partners import AREAS_APART
from profile_lib.errors import InputError, Problem
from profile_lib.figures import COUNTED, DIMENSIONS
from profile_lib.measures.people import people
from profile_lib.yaml_lines import Document, read_yaml

AREA, AREAS = "community_area", "areas"
WORDS = {True: "yes", False: "no"}
"""YAML reads a bare ``yes`` as true: here it is the word that was typed."""
HEAD = '# Saved by explore.ipynb. The setup cell of a notebook takes it: selection="{file}"\n'


@dataclass(frozen=True)
class Selectable:
    """A set that can be narrowed: the measures that count it, by what it is narrowed and by what shown.

    ``extract``: the one that it comes from; what else is counted from it is not given under a selection.
    """

    label: str
    extract: str
    measures: tuple[str, ...]
    by: tuple[str, ...]
    shown: tuple[str, ...]

    def offered(self, data: Dataset, name: str) -> Mapping[str, tuple[str, ...]]:
        """By what the set can be narrowed in these data, and the categories of each in printed order."""
        rows = _rows(data, name)
        unit = COUNTED[self.measures[0]].unit
        found = {}
        for dimension in self.by:
            declared = DIMENSIONS[dimension]
            if unit in declared.partitions | declared.overlaps:
                there = set(_categories(rows, dimension).explode())
                found[dimension] = declared.complete(data.address(self.measures[0]).period, there)
        return found


SETS: Mapping[str, Selectable] = {
    "missing": Selectable(
        "Missing children",
        "missing_episodes",
        ("missing.episodes", "missing.children"),
        ("age_band", "sex", "category", "in_care", "home_area"),
        ("month", "age_band", "sex", "category", "in_care", "time_band", "repeats"),
    ),
    "offences": Selectable(
        "CSE offences",
        "offences",
        ("cse.offences",),
        ("offence_area", "suspects", "recency", "online"),
        ("month", "offence_area", "suspects", "recency", "online"),
    ),
    "victims": Selectable(
        "Victims of CSE offences",
        "offence_people",
        ("cse.victims",),
        ("victim_age", "sex"),
        ("victim_age", "sex"),
    ),
    "suspects": Selectable(
        "People named as suspects",
        "offence_people",
        ("cse.offenders",),
        ("suspect_age", "sex", "nationality"),
        ("suspect_age", "sex", "nationality"),
    ),
    "reports": Selectable(
        "Intelligence reports",
        "intelligence",
        ("cse.reports",),
        (AREA,),
        ("month", AREA),
    ),
}
"""What can be narrowed, by its name in the file."""


@dataclass(frozen=True)
class Selection:
    """For each set that is narrowed: the category of each dimension by which it is. Empty: everything."""

    chosen: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.chosen.values())

    def of(self, id: str) -> Mapping[str, str]:
        """By what the set that a measure counts is narrowed."""
        return next((where for name, where in self.chosen.items() if id in SETS[name].measures), {})

    def touches(self, extracts: Collection[str]) -> bool:
        """Whether a set that comes from one of the extracts is narrowed."""
        return any(where and SETS[name].extract in extracts for name, where in self.chosen.items())

    def __str__(self) -> str:
        told = (f"{SETS[name].label} ({in_words(where)})" for name, where in self.chosen.items() if where)
        return "; ".join(told) or "everything"

    def save(self, home: Path, name: str) -> Path:
        """Write it to a file that the analyst names from the project's folder. Raises InputError for a name
        that is no YAML file's."""
        file = home / name
        if file.suffix not in (".yaml", ".yml"):
            raise InputError(Problem("a selection is kept in a .yaml file", found=file.name))
        file.parent.mkdir(parents=True, exist_ok=True)
        kept = {name: dict(where) for name, where in self.chosen.items() if where}
        text = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False)
        file.write_text(HEAD.format(file=name) + text, encoding="utf-8", newline="\n")
        return file


EVERYTHING = Selection()


def read_selection(file: Path) -> Selection:
    """The selection in a file.

    Raises InputError, with the line, for a set, dimension or category that there is not.
    """
    if not file.is_file():
        todo = 'Save one with the panels of explore.ipynb, or leave it empty: selection = ""'
        raise InputError(Problem("there is no such selection", file=str(file), todo=todo))
    document = read_yaml(file)
    problems = list(_problems(document))
    if problems:
        raise InputError(problems)
    return Selection(
        {
            name: {dimension: _word(category) for dimension, category in where.items()}
            for name, where in document.values.items()
        }
    )


def narrowed(data: Dataset, name: str, where: Mapping[str, str]) -> Dataset:
    """The data with the rows of one set alone that are in these categories; what a row is does not change:
    a child's age and number of episodes are those of the whole period."""
    if not where:
        return data
    rows = _rows(data, name)
    for dimension, category in where.items():
        rows = rows[_categories(rows, dimension).map(lambda own, wanted=category: wanted in own).astype(bool)]
    frame, own = _FRAMES[name], rows
    if frame == "cse_people":
        whole, part = data.frames[frame], PARTS[name]
        own = whole[whole["part"].ne(part) | whole["child"].isin(rows["child"])]
    return replace(data, frames={**data.frames, frame: own})


def in_words(where: Mapping[str, str]) -> str:
    """``sex: Female, category: Missing``."""
    return ", ".join(
        f"{DIMENSIONS[dimension].label.lower()}: {DIMENSIONS[dimension].label_of(category)}"
        for dimension, category in where.items()
    )


PARTS = {"victims": VICTIM, "suspects": OFFENDER}
_FRAMES = {
    "missing": "episodes",
    "offences": "cse_offences",
    "reports": "reports",
    **dict.fromkeys(PARTS, "cse_people"),
}


def _rows(data: Dataset, name: str) -> pd.DataFrame:
    """The rows that a set is narrowed by: its frame, or a row a person."""
    return people(data, PARTS[name]) if name in PARTS else data.frames[_FRAMES[name]]


def _categories(rows: pd.DataFrame, dimension: str) -> pd.Series:
    """The categories of a dimension that each row is in: of several areas a report may be about."""
    if dimension == AREA:
        return rows[AREAS].replace("", DIMENSIONS[AREA].unknown).str.split(AREAS_APART)
    return rows[dimension].astype("str").map(lambda category: [category])


def _problems(document: Document) -> Iterator[Problem]:
    file = document.file.name
    for name, where in document.values.items():
        line = document.line((name,))
        if name not in SETS:
            yield _unknown(f"nothing is called {name!r}", name, SETS, file, line)
            continue
        if not isinstance(where, Mapping):
            yield Problem("a set is narrowed by categories", file, line=line, expected="such as {sex: F}")
            continue
        for dimension, category in where.items():
            line = document.line((name, dimension))
            if dimension not in SETS[name].by:
                message = f"{name} is not narrowed by {dimension!r}"
                yield _unknown(message, dimension, SETS[name].by, file, line)
            elif (known := DIMENSIONS[dimension].categories) and _word(category) not in known:
                message = f"{_word(category)!r} is no category of {dimension}"
                yield _unknown(message, _word(category), known, file, line)


def _unknown(message: str, found: str, known: Collection[str], file: str, line: int | None) -> Problem:
    close = difflib.get_close_matches(found, known, n=1)
    todo = f"Did you mean {close[0]}?" if close else None
    return Problem(message, file, line=line, expected=f"one of: {', '.join(known)}", todo=todo)


def _word(category: object) -> str:
    return WORDS.get(category, "") if isinstance(category, bool) else str(category)
