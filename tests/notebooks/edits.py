"""The sample's extracts as text, the truth about who is who, and what an edit of one row should change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

YEAR = 2015
MAY = "may"
Steps = dict[str, int | str | None]
"""The figures that change, by key: a count by how many; None for a share, mean or list, made of counts; MAY
for a median or an end of a range, which one unit moves or not."""


def steps(
    left: Iterable[str] = (),
    entered: Iterable[str] = (),
    also: Iterable[str] = (),
    may: Iterable[str] = (),
) -> Steps:
    """One unit leaves the cells ``left`` and enters the cells ``entered``; ``also``: what is made of them;
    ``may``: what of that stays where it is perhaps."""
    moved = Counter(entered)
    moved.subtract(left)
    counts = {key: step for key, step in moved.items() if step}
    return {**counts, **dict.fromkeys(also), **dict.fromkeys(may, MAY)}


class Sample:
    """The extracts of 2015 as text by name, numbered as in their files, and the person behind each row."""

    def __init__(self, folder: Path) -> None:
        self.rows = {file.stem: _read(file) for file in (folder / str(YEAR)).glob("*.csv")}
        truth = pd.read_csv(folder / f"truth/{YEAR}.csv", dtype={"person": "str"}).dropna(subset="person")
        self.person = {name: own.set_index("row")["person"] for name, own in truth.groupby("extract")}
        index = self.rows["person_index"]
        of_links = self.person["person_index"][index["source"].eq("links")]
        self.links_ref = dict(zip(index.loc[of_links.index, "ref"], of_links, strict=True))
        """Who is behind each reference of the recorded links."""
        appearing = truth.loc[truth["extract"].ne("person_index"), ["person", "extract"]]
        linked = pd.DataFrame({"person": sorted(of_links.unique()), "extract": "links"})
        self._appears = pd.concat([appearing, linked]).groupby(["person", "extract"]).size()

    def times(self, person: str, extract: str) -> int:
        """How many rows of an extract are about a person; of the links: whether the person is in any."""
        return int(self._appears.get((person, extract), 0))

    def only_in(self, person: str, *extracts: str) -> bool:
        """Whether a person is in no other extract than these."""
        return not set(self._appears[person].index) - set(extracts)

    def row_of(self, person: str, extract: str) -> int:
        """The one row of an extract about a person."""
        (row,) = self.person[extract][self.person[extract].eq(person)].index
        return int(row)

    def set(self, folder: Path, extract: str, row: int, **cells: str) -> None:
        """Write an extract with other cells in one row."""
        changed = self.rows[extract].copy()
        assert row in changed.index
        for name, value in cells.items():
            assert changed.loc[row, name] != value, f"{extract}, row {row}: {name} is that already"
            changed.loc[row, name] = value
        _write(changed, folder, extract)

    def add(self, folder: Path, extract: str, like: int, **cells: str) -> None:
        """Write an extract with one row more, as another but for ``cells``."""
        rows = self.rows[extract]
        _write(pd.concat([rows, rows.loc[[like]].assign(**cells)]), folder, extract)

    def drop(self, folder: Path, extract: str, row: int) -> None:
        """Write an extract without a row."""
        _write(self.rows[extract].drop(index=row), folder, extract)


Edit = Callable[[Sample, Path], Steps]


def day(text: str) -> pd.Timestamp | None:
    """A day as partners write it, or None where the text is none."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        parsed = pd.to_datetime(text, format=form, errors="coerce")
        if not pd.isna(parsed):
            return pd.Timestamp(parsed)
    return None


def moment(text: str) -> pd.Timestamp | None:
    """A day and time as the police write it, or None where the text is none."""
    parsed = pd.to_datetime(text, format="%d/%m/%Y %H:%M", errors="coerce")
    return None if pd.isna(parsed) else pd.Timestamp(parsed)


def completed_years(born: pd.Timestamp, on: pd.Timestamp) -> int:
    """Age in completed years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def band(age: int, bands: Iterable[tuple[int, int]]) -> str:
    """The band of an age, ``14-15``; one year alone, ``17``."""
    low, high = next((low, high) for low, high in bands if low <= age <= high)
    return str(low) if low == high else f"{low}-{high}"


def cells(counted: str, *where: str) -> set[str]:
    """The total of a counted set and its cells."""
    return {counted, *(f"{counted}[{cell}]" for cell in where)}


def _read(file: Path) -> pd.DataFrame:
    rows = pd.read_csv(file, dtype="str", keep_default_na=False)
    return rows.set_axis(pd.RangeIndex(2, len(rows) + 2), axis=0)


def _write(rows: pd.DataFrame, folder: Path, extract: str) -> None:
    rows.to_csv(folder / f"{extract}.csv", index=False)
