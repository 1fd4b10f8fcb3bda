"""Each series agrees month by month with SQL over the same rows: on the sample, and on random variants."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import oracle
import pandas as pd
import pytest
from project import ROOT
from random_extracts import write_variant

from profile_lib.edition import load_edition
from profile_lib.intake import read_extracts
from profile_lib.preparation import linked_data
from profile_lib.workspace import Workspace
from profile_lib.years.series import SERIES, Editions

pytestmark = pytest.mark.full

Numbers = dict[tuple[str, str], int | str]


def both(home: Path) -> tuple[Numbers, Numbers]:
    """Series and month of 2015 with their numbers: as they are shown, and as SQL has them.

    A month that partners may not see is left out of both; an extract that did not come has no month.
    """
    edition = load_edition("2015", ROOT / "parameters")
    private = home / "private"
    workspace = Workspace(ROOT / "parameters", home / "outputs", private, ROOT / "notebooks", home / "data")
    data = linked_data(edition, workspace)
    editions = Editions((data,))
    shown = {
        (name, f"{point.period.start:%Y-%m}"): point.why if point.value is None else point.value
        for name, series in SERIES.items()
        for point in editions._points(series, 1)
    }
    hidden = {place for place, value in shown.items() if value in ("fewer than 3", "not given")}
    shown = {
        place: value
        for place, value in shown.items()
        if place not in hidden and not str(value).startswith("not supplied")
    }
    keys = pd.read_csv(private / "register.csv", dtype="str").rename(columns={"child_key": "child"})
    with duckdb.connect() as db:
        oracle._load(db, edition, read_extracts(home / "data" / "2015", edition), keys)
        for chapter in (*oracle.CHAPTERS, "series"):
            db.execute((Path(__file__).parent / f"{chapter}.sql").read_text(encoding="utf-8"))
        found = {(name, month): n for name, month, n in db.execute("FROM by_month").fetchall()}
    assert len(hidden) < len(SERIES) * 6
    return shown, {place: found.get(place, 0) for place in shown} | {
        place: n for place, n in found.items() if place not in hidden
    }


def test_on_the_sample(sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path / "data")
    shown, computed = both(tmp_path)
    assert shown == computed
    assert len(shown) == 11 * 3 + 12 * 4


@pytest.mark.parametrize("seed", range(10))
def test_on_a_random_variant(seed: int, sample: Path, tmp_path: Path) -> None:
    write_variant(sample, load_edition("2015", ROOT / "parameters"), seed, tmp_path / "data")
    shown, computed = both(tmp_path)
    assert shown == computed
