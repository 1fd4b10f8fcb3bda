"""The sample on disk: each partner's extract of each year, and the truth beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from profile_lib.errors import InputError, Problem
from profile_lib.sample import (
    at_risk,
    disruptions,
    index,
    intelligence,
    interviews,
    links,
    offences,
    police,
    schools,
    social_care,
    world,
)
from profile_lib.sample.targets import YEARS
from profile_lib.sample.world import World

#: How each extract is made: a frame of text with the truth in the column ``person``.
EXTRACTS: dict[str, Callable[[World, str], pd.DataFrame]] = {
    "missing_episodes": police.missing_episodes,
    "looked_after": social_care.looked_after,
    "placed_by_others": social_care.placed_by_others,
    "offences": offences.offences,
    "offence_people": offences.offence_people,
    "at_risk_register": at_risk.at_risk_register,
    "intelligence": intelligence.intelligence,
    "links": links.links,
    "person_index": index.person_index,
    "return_interviews": interviews.return_interviews,
    "school_absence": schools.school_absence,
    "school_absence_totals": schools.school_absence_totals,
    "disruptions": disruptions.disruptions,
}


def write_sample(
    folder: Path, years: Sequence[str] = ("2014", "2015"), *, seed: int = 2015, scale: int = 1
) -> list[Path]:
    """Write ``folder/<year>/<extract>.csv`` and ``folder/truth/<year>.csv``; the paths written, in that
    order.

    The truth has one line for each data row: ``extract,row,person`` (row: the spreadsheet row, the heading is
    1; person: blank where the row names nobody). The same seed gives the same bytes, and a year's files do
    not depend on the other years asked for. ``scale`` counties are written one after the other, each
    calibrated like the first; memory holds one at a time. ``InputError`` for a year without targets, a
    negative seed or a scale below 1.
    """
    _check(years, seed, scale)
    written: list[Path] = []
    for county in range(scale):
        invented = world.build(seed, county)
        for year in years:
            written += _write_year(folder, invented, year)
    return list(dict.fromkeys(written))


def _check(years: Sequence[str], seed: int, scale: int) -> None:
    problems = [
        Problem("the sample has no such year", found=repr(year), expected=", ".join(YEARS))
        for year in years
        if year not in YEARS
    ]
    if seed < 0:
        problems.append(Problem("the seed of the sample is negative", found=str(seed), expected="0 or more"))
    if scale < 1:
        problems.append(
            Problem("the scale of the sample is too small", found=str(scale), expected="1 or more")
        )
    if problems:
        raise InputError(problems)


def _write_year(folder: Path, invented: World, year: str) -> list[Path]:
    truth = folder / "truth" / f"{year}.csv"
    paths: list[Path] = []
    for name, make in EXTRACTS.items():
        rows = make(invented, year)
        path = folder / year / f"{name}.csv"
        first_row = 2 if invented.county == 0 else _lines(path) + 1
        known = pd.DataFrame({"extract": name, "row": range(first_row, first_row + len(rows))})
        known["person"] = _identified(invented.county, rows.pop("person"))
        _append(path, rows, new=invented.county == 0)
        _append(truth, known, new=invented.county == 0 and not paths)
        paths.append(path)
    return [*paths, truth]


def _identified(county: int, person: pd.Series[int]) -> pd.Series[str]:
    """Who a person is in the truth; missing where there is nobody."""
    number = person.astype("Int64").astype("str").str.zfill(5)
    return (f"{county:04d}-" + number).where(person.notna())


def _append(path: Path, rows: pd.DataFrame, *, new: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows.to_csv(path, mode="w" if new else "a", header=new, index=False, lineterminator="\n")


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for _ in stream)
