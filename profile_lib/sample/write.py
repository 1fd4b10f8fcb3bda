"""The sample on disk: each partner's extract of each year, and the truth beside them."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import NamedTuple

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


class Made(NamedTuple):
    """One county's rows of one extract, as they stand in its file (without headings), and the person of each
    row (missing where it names nobody)."""

    year: str
    extract: str
    text: str
    headings: str
    persons: pd.Series


def write_sample(
    folder: Path,
    years: Sequence[str] = ("2014", "2015"),
    *,
    seed: int = 2015,
    scale: int = 1,
    jobs: int = 1,
) -> list[Path]:
    """Write ``folder/<year>/<extract>.csv`` and ``folder/truth/<year>.csv``; the paths written, in that
    order.

    The truth has one line for each data row: ``extract,row,person`` (row: the spreadsheet row, the heading is
    1; person: blank where the row names nobody). The same seed gives the same bytes, and a year's files do
    not depend on the other years asked for. ``scale`` counties are written one after the other, each
    calibrated like the first; ``jobs`` of them are made at once, and memory holds a few. ``InputError`` for a
    year without targets, a negative seed or a scale below 1.
    """
    _check(years, seed, scale)
    lines: Counter[Path] = Counter()
    with _in_turn(partial(_county, seed, tuple(years)), range(scale), min(jobs, scale)) as counties:
        for made in chain.from_iterable(counties):
            _append(folder, made, lines)
    return [
        path
        for year in years
        for path in (*(folder / year / f"{name}.csv" for name in EXTRACTS), folder / "truth" / f"{year}.csv")
    ]


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


@contextmanager
def _in_turn(
    make: Callable[[int], list[Made]], counties: Iterable[int], jobs: int
) -> Iterator[Iterator[list[Made]]]:
    """What is made of each county, in their order; by processes of their own where there are several jobs."""
    if jobs == 1:
        yield map(make, counties)
        return
    # new processes: the one that asks may have threads, which a fork would copy half-way through their work
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        try:
            yield pool.map(make, counties)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _end_with_parent() -> None:
    """See that this process does not outlive the one that started it, should that be killed."""
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _county(seed: int, years: Sequence[str], county: int) -> list[Made]:
    """Everything that partners hold of one county."""
    invented = world.build(seed, county)
    return [_made(invented, year, name, make) for year in years for name, make in EXTRACTS.items()]


def _made(invented: World, year: str, name: str, make: Callable[[World, str], pd.DataFrame]) -> Made:
    rows = make(invented, year)
    persons = _identified(invented.county, rows.pop("person"))
    text = rows.to_csv(header=False, index=False, lineterminator="\n")
    headings = rows.iloc[:0].to_csv(index=False, lineterminator="\n")
    return Made(year, name, text, headings, persons)


def _identified(county: int, person: pd.Series[int]) -> pd.Series[str]:
    """Who a person is in the truth; missing where there is nobody."""
    number = person.astype("Int64").astype("str").str.zfill(5)
    return (f"{county:04d}-" + number).where(person.notna())


def _append(folder: Path, made: Made, lines: Counter[Path]) -> None:
    """Write a county's rows below those of the counties before it; ``lines``: how many each file has."""
    path, truth = folder / made.year / f"{made.extract}.csv", folder / "truth" / f"{made.year}.csv"
    first = lines[path] or 1
    known = pd.DataFrame({"extract": made.extract, "row": range(first + 1, first + 1 + len(made.persons))})
    known["person"] = made.persons
    for file, headings, text in (
        (path, made.headings, made.text),
        (truth, "extract,row,person\n", known.to_csv(header=False, index=False, lineterminator="\n")),
    ):
        new = not lines[file]
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w" if new else "a", encoding="utf-8", newline="") as stream:
            stream.write(headings + text if new else text)
        lines[file] += new + text.count("\n")
