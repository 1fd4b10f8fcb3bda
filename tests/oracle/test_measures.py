"""Each measure agrees with the oracle: on the sample's years, and on random variants of one."""

from __future__ import annotations

import math
import re
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from extremes import EXTREMES
from figures_of import entries_of
from oracle import Value, oracle
from project import ROOT, Project
from random_extracts import write_variant

from profile_lib.edition import load_edition, years
from profile_lib.intake import read_extracts
from profile_lib.sample import YEARS
from profile_lib.sampling import write_sample_partners

IN_MAKE_TEST = ("2015",)
SEEDS_IN_MAKE_TEST = (4,)
"""Two variants in which every figure can be said."""

SAMPLED = [year for year in years(ROOT / "parameters") if year in YEARS]


def edition_alone(home: Path, year: str) -> Project:
    """A project of one edition, compared with no other: its data are at ``home / "data"``."""
    shutil.copytree(ROOT / "parameters", home / "parameters")
    file = home / "parameters" / f"{year}.yaml"
    text = re.sub(r"(?m)^compare_with:.*\n", "", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    return Project(home)


def differences(project: Project, year: str) -> dict[str, tuple[Any, Any]]:
    """Every figure on which the two do not agree, by key: what the measures say, and what the oracle says."""
    measured = {key: entry.get("value") for key, entry in entries_of(project, year).items()}
    edition = load_edition(year, project.home / "parameters")
    register = pd.read_csv(project.home / "private" / "register.csv", dtype="str")
    keys = register.rename(columns={"child_key": "child"})
    computed = oracle(edition, read_extracts(project.home / "data" / year, edition), keys)
    no_figure = "no such figure"
    return {
        key: (measured.get(key, no_figure), computed.get(key, no_figure))
        for key in sorted(measured.keys() | computed.keys())
        if not agree(measured.get(key, no_figure), computed.get(key, no_figure))
    }


def agree(measured: Any, computed: Value) -> bool:
    """Whether two values are one: whole numbers, texts and lists exactly, floats but for the last bits."""
    if isinstance(measured, float) and isinstance(computed, int | float):
        return math.isclose(measured, computed, rel_tol=1e-12)
    return type(measured) is type(computed) and bool(measured == computed)


@pytest.mark.parametrize(
    "year", [pytest.param(year, marks=[pytest.mark.full] * (year not in IN_MAKE_TEST)) for year in SAMPLED]
)
def test_the_measures_agree_with_the_oracle_on_the_sample(year: str, sample: Path, tmp_path: Path) -> None:
    project = edition_alone(tmp_path / "project", year)
    if (sample / year).is_dir():
        shutil.copytree(sample, project.home / "data")
    else:
        write_sample_partners(project.home / "data", [year], ROOT / "parameters")
    assert differences(project, year) == {}


@pytest.mark.parametrize(
    "seed",
    [pytest.param(seed, marks=[pytest.mark.full] * (seed not in SEEDS_IN_MAKE_TEST)) for seed in range(50)],
)
def test_the_measures_agree_with_the_oracle_on_a_random_variant(
    seed: int, sample: Path, tmp_path: Path
) -> None:
    project = edition_alone(tmp_path / "project", "2015")
    edition = load_edition("2015", project.home / "parameters")
    write_variant(sample, edition, seed, project.home / "data")
    assert differences(project, "2015") == {}


@pytest.mark.full
@pytest.mark.parametrize("extreme", EXTREMES)
def test_the_measures_agree_with_the_oracle_on_extracts_at_their_extremes(
    extreme: str, sample: Path, tmp_path: Path
) -> None:
    project = edition_alone(tmp_path / "project", "2015")
    folder = project.home / "data" / "2015"
    shutil.copytree(sample / "2015", folder)
    some = pd.read_csv(folder / "missing_episodes.csv", dtype="str").sample(frac=0.3, random_state=1)
    some.to_csv(folder / "missing_episodes.csv", index=False)  # linking takes its time
    EXTREMES[extreme](folder)
    assert differences(project, "2015") == {}


def test_the_comparison_itself_tells_values_apart() -> None:
    assert agree(0.1 + 0.2, 0.3) and agree(None, None) and agree([14, 16], [14, 16]) and agree(2.0, 2)
    assert not agree(0, None) and not agree(1, 2) and not agree(0.3, 0.3000001) and not agree("1.00", "1.0")
    assert not agree([14, 16], [16, 14]) and not agree("no such figure", 0)
