"""An edit of one row changes exactly the figures that it should.

What should change is worked out here from the row itself: the cells it leaves, the cells it enters, and the
shares, means and pounds that are made of them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pytest
from project import Project, new_project
from figures_of import figures_of

pytestmark = pytest.mark.xdist_group("edits")  # they share one project

BANDS = {range(10): "0-9", range(10, 13): "10-12", range(13, 15): "13-14", range(15, 17): "15-16"}
PER_CHILD = {"F": "missing.female_episodes_per_child", "M": "missing.male_episodes_per_child"}
CARE = {"missing.in_care_share", "missing.in_care_episode_share"}
COSTS = {"cost.police_low", "cost.police_high"}


@dataclass(frozen=True)
class Child:
    """A child with one clean episode of one row, and where that episode is counted."""

    row: int
    sex: str
    age: int
    category: str
    month: str
    marker: str
    source: str

    @property
    def band(self) -> str:
        return next((name for ages, name in BANDS.items() if self.age in ages), "17")

    def episode_cells(self) -> set[str]:
        cells = [
            f"category={self.category}",
            f"month={self.month}",
            f"category={self.category},month={self.month}",
            "repeats=1",
            f"care_source={self.source}",
            f"police_marker={self.marker}",
            f"care_source={self.source},police_marker={self.marker}",
        ]
        return {f"missing.episodes[{cell}]" for cell in cells}

    def child_cells(self) -> set[str]:
        cells = [
            f"category={self.category}",
            f"month={self.month}",
            f"age_band={self.band}",
            f"sex={self.sex}",
            "repeats=1",
            f"care_source={self.source}",
        ]
        return {f"missing.children[{cell}]" for cell in cells}

    def cells(self) -> set[str]:
        return self.episode_cells() | self.child_cells()


class Sample:
    """The extracts of 2015 as text, and which of their rows are simple enough to reason about."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.missing = _rows(folder / "2015/missing_episodes.csv")
        self.care = {
            name: _rows(folder / f"2015/{name}.csv") for name in ("looked_after", "placed_by_others")
        }
        truth = pd.read_csv(folder / "truth/2015.csv", dtype={"person": "str"})
        self.person = {name: own.set_index("row")["person"] for name, own in truth.groupby("extract")}
        self.rows_of = truth.groupby(["person", "extract"]).size().unstack(fill_value=0)

    def child(self, source: str, marker: str, **wanted: str) -> Child:
        """The first child with one clean row here, whose care status comes from ``source`` alone."""
        for row, cells in self.missing.iterrows():
            counts = self.rows_of.loc[self.person["missing_episodes"][row]]
            if counts["missing_episodes"] != 1 or not self._simple(cells, counts, source):
                continue
            child = _child(int(row), cells, source)
            if child.marker == marker and all(cells[name] == value for name, value in wanted.items()):
                return child
        raise LookupError(f"no child with {source}, marker {marker} and {wanted}")

    def _simple(self, cells: pd.Series, counts: pd.Series, source: str) -> bool:
        start, end = _moment(cells["missing_from"]), _moment(cells["returned_at"])
        born = _day(cells["date_of_birth"])
        if start is None or end is None or born is None or not 2 <= start.month <= 10 or start.year != 2015:
            return False
        clean = cells["category"] == cells["category_initial"] and cells["sex"] in PER_CHILD and start < end
        elsewhere = counts.drop("missing_episodes")
        alone = elsewhere.sum() == (source in self.care) == elsewhere.get(source, 0)
        return bool(clean and alone) and 4 <= _age(born, start) <= 17

    def spell(self, child: Child) -> int:
        """The one row of care of a child."""
        person = self.person["missing_episodes"][child.row]
        rows = self.person[child.source]
        return int(rows.index[rows == person][0])


Edit = Callable[["Sample", "Path"], set[str]]


def remove_an_episode(sample: Sample, folder: Path) -> set[str]:
    child = sample.child("none", "U", sex="F", category="missing")
    _change(sample.missing.drop(index=child.row), folder / "missing_episodes.csv")
    totals = {"missing.episodes", "missing.children", "missing.children_per_1000", "missing.female_share"}
    return child.cells() | totals | {PER_CHILD["F"], "cost.police_low_missing_only"} | CARE | COSTS


def regrade_missing_to_absent(sample: Sample, folder: Path) -> set[str]:
    child = sample.child("none", "no", category="missing")
    _set(
        sample.missing,
        child.row,
        folder / "missing_episodes.csv",
        category="absent",
        category_initial="absent",
    )
    after = replace(child, category="absent")
    return (child.cells() ^ after.cells()) | {"cost.police_low_missing_only"}


def change_a_date_of_birth(sample: Sample, folder: Path) -> set[str]:
    child = sample.child("none", "U", sex="M")
    years = -3 if child.age < 13 else 3
    day, month, year = sample.missing.loc[child.row, "date_of_birth"].split("/")
    _set(
        sample.missing,
        child.row,
        folder / "missing_episodes.csv",
        date_of_birth=f"{day}/{month}/{int(year) + years}",
    )
    return child.cells() ^ replace(child, age=child.age - years).cells()


def change_a_sex(sample: Sample, folder: Path) -> set[str]:
    child = sample.child("none", "U", sex="M")
    _set(sample.missing, child.row, folder / "missing_episodes.csv", sex="F")
    changed = child.cells() ^ replace(child, sex="F").cells()
    return changed | {"missing.female_share", *PER_CHILD.values()}


def move_an_episode_to_the_next_month(sample: Sample, folder: Path) -> set[str]:
    child = sample.child("none", "no")
    moved = {
        name: (pd.Timestamp(_moment(sample.missing.loc[child.row, name])) + pd.Timedelta(days=31)).strftime(
            "%d/%m/%Y %H:%M"
        )
        for name in ("missing_from", "reported_at", "returned_at")
        if _moment(sample.missing.loc[child.row, name]) is not None
    }
    _set(sample.missing, child.row, folder / "missing_episodes.csv", **moved)
    month = str(pd.Timestamp(_moment(moved["missing_from"])).strftime("%Y-%m"))
    return child.cells() ^ replace(child, month=month).cells()


def mark_a_child_as_in_care(sample: Sample, folder: Path) -> set[str]:
    child = sample.child("none", "U")
    _set(sample.missing, child.row, folder / "missing_episodes.csv", police_care_marker="yes")
    after = replace(child, marker="yes", source="police_marker")
    return (child.cells() ^ after.cells()) | CARE


def end_a_placement_that_the_marker_knows_of(sample: Sample, folder: Path) -> set[str]:
    child = sample.child("looked_after", "yes")
    _end_the_day_before(sample, child, folder)
    return child.cells() ^ replace(child, source="police_marker").cells()


def end_a_placement_that_nobody_else_knows_of(sample: Sample, folder: Path) -> set[str]:
    child = sample.child("placed_by_others", "U")
    _end_the_day_before(sample, child, folder)
    return (child.cells() ^ replace(child, source="none").cells()) | CARE


def remove_a_placement(sample: Sample, folder: Path) -> set[str]:
    child = sample.child("placed_by_others", "yes")
    spells = sample.care["placed_by_others"].drop(index=sample.spell(child))
    _change(spells, folder / "placed_by_others.csv")
    return child.cells() ^ replace(child, source="police_marker").cells()


def send_a_row_twice(sample: Sample, folder: Path) -> set[str]:
    child = sample.child("none", "U")
    twice = pd.concat([sample.missing, sample.missing.loc[[child.row]]])
    _change(twice, folder / "missing_episodes.csv")
    return set()


def add_an_adult(sample: Sample, folder: Path) -> set[str]:
    child = sample.child("none", "U")
    adult = sample.missing.loc[[child.row]].assign(
        episode_ref="MP15/9999999", person_ref="WP99999999", date_of_birth="01/02/1980"
    )
    _change(pd.concat([sample.missing, adult]), folder / "missing_episodes.csv")
    return set()


def change_a_name(sample: Sample, folder: Path) -> set[str]:
    child = sample.child("none", "U")
    _set(
        sample.missing, child.row, folder / "missing_episodes.csv", forename="Zebedee", surname="Quillfeather"
    )
    return set()


SOME: list[Edit] = [remove_an_episode, change_a_date_of_birth, end_a_placement_that_nobody_else_knows_of]
MORE: list[Edit] = [
    regrade_missing_to_absent,
    change_a_sex,
    move_an_episode_to_the_next_month,
    mark_a_child_as_in_care,
    end_a_placement_that_the_marker_knows_of,
    remove_a_placement,
    send_a_row_twice,
    add_an_adult,
    change_a_name,
]


@pytest.fixture(scope="module")
def unchanged(
    tmp_path_factory: pytest.TempPathFactory, sample: Path
) -> Iterator[tuple[Project, dict[str, object]]]:
    home = tmp_path_factory.mktemp("edits")
    shutil.copytree(sample, home / "data")
    project = new_project(home)
    yield project, figures_of(project, "2015")


@pytest.mark.parametrize("edit", [*SOME, *(pytest.param(edit, marks=pytest.mark.full) for edit in MORE)])
def test_exactly_the_figures_change_that_should(
    unchanged: tuple[Project, dict[str, object]], sample: Path, edit: Edit
) -> None:
    project, before = unchanged
    shutil.copytree(sample / "2015", project.home / "data/2015", dirs_exist_ok=True)
    expected = edit(Sample(sample), project.home / "data/2015")
    after = figures_of(project, "2015")
    assert {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)} == expected


def _rows(file: Path) -> pd.DataFrame:
    rows = pd.read_csv(file, dtype="str", keep_default_na=False)
    return rows.set_axis(pd.RangeIndex(2, len(rows) + 2), axis=0)


def _change(rows: pd.DataFrame, file: Path) -> None:
    rows.to_csv(file, index=False)


def _set(rows: pd.DataFrame, row: int, file: Path, **cells: str) -> None:
    changed = rows.copy()
    for name, value in cells.items():
        changed.loc[row, name] = value
    _change(changed, file)


def _end_the_day_before(sample: Sample, child: Child, folder: Path) -> None:
    start = _moment(sample.missing.loc[child.row, "missing_from"])
    day = (pd.Timestamp(start) - pd.Timedelta(days=1)).strftime("%Y-%m-%d")
    spells = sample.care[child.source]
    _set(spells, sample.spell(child), folder / f"{child.source}.csv", to_date=day)


def _child(row: int, cells: pd.Series, source: str) -> Child:
    start = _moment(cells["missing_from"])
    born = _day(cells["date_of_birth"])
    assert start is not None and born is not None
    marker = cells["police_care_marker"] or "U"
    own = "police_marker" if source == "none" and marker == "yes" else source
    return Child(row, cells["sex"], _age(born, start), cells["category"], f"{start:%Y-%m}", marker, own)


def _age(born: pd.Timestamp, day: pd.Timestamp) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _moment(text: str) -> pd.Timestamp | None:
    parsed = pd.to_datetime(text, format="%d/%m/%Y %H:%M", errors="coerce")
    return None if pd.isna(parsed) else parsed


def _day(text: str) -> pd.Timestamp | None:
    parsed = pd.to_datetime(text, format="%d/%m/%Y", errors="coerce")
    return None if pd.isna(parsed) else parsed
