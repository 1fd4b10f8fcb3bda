"""Reference numbers, and that each says where it comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from profile_lib import reference

ORIGIN = {"publisher": "A", "release": "B", "accessed": "2026-01-01", "licence": "OGL"}


def test_every_file_has_an_origin(root: Path) -> None:
    names = sorted(file.stem for file in (root / "profile_lib/reference").glob("*.csv"))
    assert {"gdp_deflator", "population"} <= set(names)
    for name in names:
        rows, origin = reference.read(name)
        assert rows
        assert all(vars(origin).values())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(reference, "files", lambda _: tmp_path)
    (tmp_path / "made_up.csv").write_text("year,index\n2015,1\n", encoding="utf-8")
    return tmp_path


def test_no_origin(folder: Path) -> None:
    with pytest.raises(reference.NoOrigin, match=r"made_up\.csv has no made_up\.origin\.json"):
        reference.read.__wrapped__("made_up")


@pytest.mark.parametrize("part", ORIGIN)
def test_an_origin_that_does_not_say_all(folder: Path, part: str) -> None:
    file = folder / "made_up.origin.json"
    file.write_text(json.dumps({**ORIGIN, part: ""}), encoding="utf-8")
    with pytest.raises(reference.NoOrigin, match=f"does not say: {part}"):
        reference.read.__wrapped__("made_up")
    file.write_text(json.dumps({name: ORIGIN[name] for name in ORIGIN if name != part}), encoding="utf-8")
    with pytest.raises(reference.NoOrigin, match=part):
        reference.read.__wrapped__("made_up")


def test_a_file_with_its_origin(folder: Path) -> None:
    (folder / "made_up.origin.json").write_text(json.dumps(ORIGIN), encoding="utf-8")
    rows, origin = reference.read.__wrapped__("made_up")
    assert rows == ({"year": "2015", "index": "1"},)
    assert origin == reference.Origin(**ORIGIN)


def test_population_of_the_area() -> None:
    here, there = reference.population("Wiltshire", 2015), reference.population("Swindon", 2015)
    assert here.value + there.value == 152_101
    assert (here.area, here.ages, here.vintage) == ("Wiltshire", "0-17", "mid-2015")
    assert "Office for National Statistics" in here.source


@pytest.mark.parametrize(
    ("area", "year", "ages"),
    [("Dorset", 2015, "0-17"), ("Wiltshire", 2011, "0-17"), ("Wiltshire", 2015, "0-15")],
)
def test_a_population_that_is_not_there(area: str, year: int, ages: str) -> None:
    with pytest.raises(LookupError, match=f"no population aged {ages} of {area} for mid-{year}"):
        reference.population(area, year, ages)


def test_each_population_and_index_once() -> None:
    rows, _ = reference.read("population")
    assert len({(row["area"], row["mid_year"], row["ages"]) for row in rows}) == len(rows)
    deflator, _ = reference.read("gdp_deflator")
    years = [int(row["year"]) for row in deflator]
    assert years == list(range(years[0], years[-1] + 1))
