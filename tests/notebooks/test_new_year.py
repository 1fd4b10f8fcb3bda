"""A new year is ten lines of YAML or fewer: tried on last year's extracts with every date a year on."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from figures_of import entries_of, summary_of
from project import ROOT, Project, new_project

from profile_lib.edition import load_edition
from profile_lib.sampling import MARK, write_sample_partners

BEFORE, YEAR = "2016", "2017"
ISO, BRITISH = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b"), re.compile(r"\b(\d\d)/(\d\d)/(\d{4})\b")
ACADEMIC = re.compile(r"^20(\d\d)/(\d\d)$")
LEAP_DAY = re.compile(r"2016-02-29|29/02/2016")
NO_DATES = ("text", "tags")


def _started(home: Path) -> tuple[Project, Path]:
    project = new_project(home)
    done = project.command("new", YEAR)
    assert done.returncode == 0, done.stderr
    return project, home / "parameters" / f"{YEAR}.yaml"


def test_the_new_year_is_ten_lines_or_fewer_and_loads(tmp_path: Path) -> None:
    project, file = _started(tmp_path)
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 10
    edition = load_edition(YEAR, project.home / "parameters")
    assert edition.compare_with == BEFORE
    assert {name: (str(period.start), str(period.end)) for name, period in edition.periods.items()} == {
        "cse": ("2017-01-01", "2017-12-31"),
        "missing": ("2017-01-01", "2017-12-31"),
    }


@pytest.mark.full
def test_the_new_year_has_the_figures_of_the_same_rows_a_year_before(tmp_path: Path) -> None:
    write_sample_partners(tmp_path / "data", [BEFORE], ROOT / "parameters")
    project, file = _started(tmp_path)
    written = file.read_bytes()
    move_by_a_year(tmp_path / "data")
    before, after = entries_of(project, BEFORE), entries_of(project, YEAR)
    assert file.read_bytes() == written  # nothing but these lines
    assert _values(after) == _values(before)
    assert after["missing.episodes"]["period"] == [f"{YEAR}-01-01", f"{YEAR}-12-31"]
    previous = after["missing.episodes"]["previous"]
    assert (previous["edition"], previous["value"]) == (BEFORE, before["missing.episodes"]["value"])
    assert "in 2017" in summary_of(project, YEAR, after)


OF_ITS_YEAR = re.compile(
    r"_per_1000$|day_kind=|missing.(first_time|before_offence|again_within_28_days)_share"
    r"|cse.at_risk_(days_middle_half|look_back)$"
)
"""Per children of a year's population; the days of the week of a year; what looks back on the year before, of
which there is one for the new year alone; days from one day to another, between which 2016 has one more."""


def _values(entries: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The value of every figure that the year itself does not decide, the months of all years named alike."""
    return {
        re.sub(r"month=20\d\d", "month=", key): entry.get("value", entry.get("state"))
        for key, entry in entries.items()
        if not OF_ITS_YEAR.search(key)
    }


def move_by_a_year(data: Path) -> None:
    """Last year's extracts and decisions as those of the new year, dates of birth and all others a year on.

    What happened on the leap day is taken out of both: the new year has no such day.
    """
    for file in (data / BEFORE).glob("*.csv"):
        rows = _read(file)
        rows[~rows.map(LEAP_DAY.search).notna().any(axis=1)].to_csv(file, index=False)
    shutil.copytree(data / BEFORE, data / YEAR)
    shutil.copy(data / "decisions" / f"{BEFORE}.csv", data / "decisions" / f"{YEAR}.csv")
    assert (data / YEAR / MARK).is_file()
    for file in (data / YEAR).glob("*.csv"):
        rows = _read(file)
        dated = [name for name in rows if name not in NO_DATES]
        rows[dated] = rows[dated].map(_moved)
        rows.to_csv(file, index=False)


def _read(file: Path) -> pd.DataFrame:
    return pd.read_csv(file, dtype="str", keep_default_na=False)


def _moved(cell: str) -> str:
    """A cell a year on. 29 February becomes 1 March: who was born on it completes a year on that day."""
    if found := ACADEMIC.fullmatch(cell):
        return f"20{int(found[1]) + 1:02d}/{int(found[2]) + 1:02d}"
    cell = ISO.sub(lambda found: "{2}-{1}-{0}".format(*_next(found[3], found[2], found[1])), cell)
    return BRITISH.sub(lambda found: "/".join(_next(*found.groups())), cell)


def _next(day: str, month: str, year: str) -> tuple[str, str, str]:
    day, month = ("01", "03") if (day, month) == ("29", "02") else (day, month)
    return day, month, f"{int(year) + 1}"
