"""The sample as a partnership would have it: the partners' extracts, and what an analyst decided on them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from profile_lib.dataset.prepare import linked
from profile_lib.edition import Edition, load_edition
from profile_lib.errors import InputError, Problem
from profile_lib.intake import read_extracts
from profile_lib.linkage import write_decisions
from profile_lib.linkage.people import REFERENCE_COLUMNS
from profile_lib.sample import YEARS, write_sample

ANALYST = "sample analyst"
MARK = "SYNTHETIC.txt"
NOTICE = "The extracts in this folder are synthetic: nobody in them exists.\n"


def write_sample_partners(
    folder: Path,
    years: Sequence[str],
    parameters: Path,
    *,
    seed: int | None = None,
    scale: int = 1,
    jobs: int = 1,
) -> list[Path]:
    """Write the synthetic extracts of the years, the truth, and the decisions on the review queue.

    ``seed``: that of the parameters where it is None; ``jobs``: counties made at once. Returns the paths
    written. Raises InputError for a year that has no parameters or that the sample does not know, for an
    edition of partners' files, and where a folder holds files that the sample did not write: nothing is
    written then.
    """
    editions = [load_edition(year, parameters) for year in years]
    if problems := [problem for edition in editions for problem in _in_the_way(folder, edition)]:
        raise InputError(problems)
    folder.mkdir(parents=True, exist_ok=True)
    for half_made in folder.glob(".sample-*"):  # by a command that was killed
        shutil.rmtree(half_made)
    written: list[Path] = []
    for edition in editions:
        written += _write_year(folder, edition, edition.sample_seed if seed is None else seed, scale, jobs)
    return written


def _write_year(folder: Path, edition: Edition, seed: int, scale: int, jobs: int) -> list[Path]:
    """Write a year beside its place and move it there whole: half a sample would be counted as one."""
    own, year = folder / edition.year, f"{edition.year}.csv"
    with TemporaryDirectory(dir=folder, prefix=".sample-") as name:
        making = Path(name)
        write_sample(making, [edition.year], seed=seed, scale=scale, jobs=jobs)
        (making / edition.year / MARK).write_text(NOTICE, encoding="utf-8")
        _write_decisions(making, edition)
        for part in ("truth", "decisions"):
            (folder / part).mkdir(exist_ok=True)
            (making / part / year).replace(folder / part / year)
        if own.exists():
            shutil.rmtree(own)
        (making / edition.year).rename(own)
    return [*sorted(own.glob("*.csv")), folder / "truth" / year, folder / "decisions" / year]


def has_year(year: str) -> bool:
    """Whether there is a sample of the year."""
    return year in YEARS


def is_sample(folder: Path) -> bool:
    """Whether a folder of extracts was written by the sample."""
    return (folder / MARK).is_file()


def _in_the_way(folder: Path, edition: Edition) -> list[Problem]:
    """What speaks against writing a year of the sample here."""
    own = folder / edition.year
    if edition.year not in YEARS:
        return [Problem(f"the sample has no year {edition.year}", expected=f"one of: {', '.join(YEARS)}")]
    if not edition.synthetic:
        todo = "Set synthetic: true in its parameters, or leave the sample out"
        return [Problem(f"the edition {edition.year} is made from partners' files", todo=todo)]
    if folder.is_file() or (own.exists() and any(own.iterdir()) and not is_sample(own)):
        todo = "Name another folder: the sample overwrites nothing that it did not write"
        return [Problem("holds files that are not the sample's", file=str(own), todo=todo)]
    return []


def _write_decisions(folder: Path, edition: Edition) -> None:
    """What an analyst who knows the families answers to each open pair: the truth."""
    read = read_extracts(folder / edition.year, edition)
    pairs = linked(edition, read).open_pairs
    truth = pd.read_csv(folder / "truth" / f"{edition.year}.csv", dtype={"person": "str"})
    person = _person_of_each_reference({name: extract.rows for name, extract in read.items()}, truth)
    left = pd.MultiIndex.from_frame(pairs[["source_l", "ref_l"]])
    right = pd.MultiIndex.from_frame(pairs[["source_r", "ref_r"]])
    same = person.reindex(left).to_numpy() == person.reindex(right).to_numpy()
    decisions = pairs[["source_l", "ref_l", "source_r", "ref_r"]].assign(
        decision=pd.Series(same, index=pairs.index).map({True: "same", False: "different"}),
        decided_by=ANALYST,
        decided_on=edition.as_at.isoformat(),
    )
    write_decisions(folder / "decisions" / f"{edition.year}.csv", decisions)


def _person_of_each_reference(rows: dict[str, pd.DataFrame], truth: pd.DataFrame) -> pd.Series:
    """The true person behind each (extract, reference), by the extract's own rows or by the index of
    people."""
    known = []
    for name, frame in rows.items():
        persons = truth[truth["extract"] == name].set_index("row")["person"].reindex(frame.index)
        if name == "person_index":
            own = frame[["source", "ref"]].astype("str")
        elif name in REFERENCE_COLUMNS:
            own = pd.DataFrame({"source": name, "ref": frame[REFERENCE_COLUMNS[name]].astype("str")})
        else:
            continue
        known.append(own.assign(person=persons))
    return pd.concat(known).groupby(["source", "ref"])["person"].first()
