"""Data made by hand: rows as partners would send them, and the frames of an edition made of those, unlinked.

A reference is the child: ``part("c1", "victim", "Ann")`` is Ann's, whichever extract says so.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from project import ROOT

from profile_lib.dataset import Dataset, missing, offences, partners
from profile_lib.dataset.interviews import interviews
from profile_lib.dataset.linked import in_categories
from profile_lib.dataset.look_back import references
from profile_lib.dataset.origins import households
from profile_lib.dataset.prepare import accounts
from profile_lib.dataset.sources import Sources
from profile_lib.edition import Edition, load_edition
from profile_lib.figures import Measured
from profile_lib.intake import SCHEMAS, completeness, read_extracts

Row = dict[str, str]
WHO = {"surname": "Ashdown", "forename": "Amy", "date_of_birth": "2000-02-01", "sex": "F"}


@lru_cache
def edition(year: str = "2015") -> Edition:
    return load_edition(year, ROOT / "parameters")


def crime(ref: str, recorded_on: str = "2015-06-01", flag: str = "yes", **cells: str) -> Row:
    """A crime of 20 May 2015, flagged when it was recorded."""
    told = {"offence": "as recorded", "community_area": "Trowbridge", "committed_from": "2015-05-20"}
    return {"crime_ref": ref, "recorded_on": recorded_on, "cse_flag_recorded": flag, **told, **cells}


def part(ref: str, role: str, person: str, **cells: str) -> Row:
    """A person's part in a crime; a victim is 15 on 20 May 2015."""
    return {"crime_ref": ref, "role": role, "person_ref": person, **WHO, **cells}


def report(ref: str, subject: str = "", operation: str = "", area: str = "Trowbridge", **cells: str) -> Row:
    about = {"subject_ref": subject, "operation_ref": operation, "community_area": area}
    return {"report_ref": ref, "received_on": "2015-06-01", "grading": "B21", **about, **cells}


def spell(child: str, identified_on: str, closed_on: str = "", **cells: str) -> Row:
    return {"child_ref": child, "identified_on": identified_on, "closed_on": closed_on, **WHO, **cells}


def pupil(child: str, possible: int, unauthorised: int, **cells: str) -> Row:
    sessions = {"sessions_possible": str(possible), "sessions_unauthorised": str(unauthorised)}
    return {"pupil_ref": child, "academic_year": "2014/15", **WHO, **sessions, **cells}


def sources(year: str = "2015", **extracts: Sequence[Row]) -> Sources:
    """The extracts as intake reads them, each reference being a child of that name."""
    of = edition(year)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for extract, rows in extracts.items():
            columns = [column.name for column in SCHEMAS[extract].columns]
            with (folder / f"{extract}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, columns)
                writer.writeheader()
                writer.writerows(rows)
        read = read_extracts(folder, of)
    refs = {cell for rows in extracts.values() for row in rows for cell in row.values()}
    names = pd.Series({ref: ref for ref in refs}, dtype="str")
    return Sources(of, read, dict.fromkeys(SCHEMAS, names))


def dataset(year: str = "2015", **extracts: Sequence[Row]) -> Dataset:
    """The data of an edition in which these extracts came."""
    return of_sources(sources(year, **extracts))


def of_sources(made: Sources) -> Dataset:
    """The frames of the extracts that came; the others are those of no rows, made once."""
    frames = {**_nothing(made.edition.year), **accounts(made.read)}
    frames["completeness"] = completeness(made.read)
    for extract, make in _MADE_OF.items():
        if extract in made.read:
            frames |= _in_categories(make(made))
    frames["households"] = households(made)
    keys = {extract: made.keys[extract] for extract in made.read if extract in made.keys}
    frames["references"] = references(keys, [frames["episodes"]["child"], frames["cse_people"]["child"]], b"")
    return Dataset(made.edition, made.edition.windows, frames)


def _in_categories(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {name: in_categories(frame) for name, frame in frames.items()}


def _crimes(made: Sources) -> dict[str, pd.DataFrame]:
    people = offences.cse_people(made)
    needs = offences.recorded_needs(made)
    return {
        "cse_people": people,
        "cse_offences": offences.cse_offences(made, people),
        "recorded_needs": needs,
    }


def _episodes(made: Sources) -> dict[str, pd.DataFrame]:
    return {"episodes": missing.episodes(made, missing.merged_episodes(made)), "care": missing.care(made)}


_MADE_OF: Mapping[str, Callable[[Sources], dict[str, pd.DataFrame]]] = {
    "offences": _crimes,
    "missing_episodes": _episodes,
    "return_interviews": lambda made: {"interviews": interviews(made)},
    "links": lambda made: {"recorded_links": offences.recorded_links(made)},
    "intelligence": lambda made: {"reports": partners.reports(made)},
    "at_risk_register": lambda made: {"at_risk": partners.at_risk(made)},
    "school_absence": lambda made: {"absence": partners.absence(made)},
    "disruptions": lambda made: {"actions": partners.actions(made)},
    "school_absence_totals": lambda made: {"absence_totals": partners.absence_totals(made)},
}


@lru_cache
def _nothing(year: str) -> dict[str, pd.DataFrame]:
    """The frames of an edition for which nothing came."""
    links = pd.DataFrame({"outcome": pd.Series(dtype="str"), "pairs": pd.Series(dtype="int64")})
    none, frames = Sources(edition(year), {}, {}), {"links": links}
    for make in _MADE_OF.values():
        frames |= _in_categories(make(none))
    return frames


def value(measured: Measured) -> object:
    """The value of a measure of one figure, as findings.json has it; else why there is none."""
    (figure,) = measured
    entry = figure.as_json()
    return entry.get("value", entry.get("why"))


def entry(measured: Measured) -> Mapping[str, object]:
    """The one figure of a measure, as findings.json has it."""
    (figure,) = measured
    return figure.as_json()


def cells(measured: Measured) -> dict[str, object]:
    """The values of a breakdown that are not zero, by their categories; "" is the whole."""
    return {
        ", ".join(category for _, category in figure.where): figure.as_json()["value"]
        for figure in measured
        if figure.as_json()["value"]
    }
