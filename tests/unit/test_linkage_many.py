"""Many records are compared in parts and by narrower blocks: what links by itself does not depend on it."""

from __future__ import annotations

import importlib
from pathlib import Path

import pandas as pd
import pytest

from profile_lib.dataset.sources import records_of
from profile_lib.edition import load_edition
from profile_lib.intake import read_extracts
from profile_lib.linkage import LinkageSettings, link
from profile_lib.linkage.links import PAIR

pairs = importlib.import_module("profile_lib.linkage.pairs")


@pytest.fixture(scope="module")
def records(sample: Path, root: Path) -> pd.DataFrame:
    """The records of a tenth of the sample's persons' surnames, so that families stay together."""
    every = records_of(read_extracts(sample / "2015", load_edition("2015", root / "parameters")))
    return every[every["surname"].str[:1].isin(["B", "H", "W"])].reset_index(drop=True)


def test_in_parts_the_pairs_are_the_same(records: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = link(records, LinkageSettings())
    monkeypatch.setattr(pairs, "PART", len(records) // 3)
    in_parts = link(records, LinkageSettings())
    pd.testing.assert_frame_equal(in_parts.pairs, whole.pairs)
    pd.testing.assert_frame_equal(in_parts.persons, whole.persons)


def test_by_narrower_blocks_the_same_link_by_themselves_and_no_others_are_asked_about(
    records: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = link(records, LinkageSettings())
    monkeypatch.setattr(pairs, "MANY", len(records) // 3)
    narrower = link(records, LinkageSettings())
    automatic, linked = (
        set(each.pairs.loc[each.pairs["outcome"].eq("automatic"), PAIR].itertuples(index=False, name=None))
        for each in (whole, narrower)
    )
    asked, asked_now = (
        set(each.open_pairs[PAIR].itertuples(index=False, name=None)) for each in (whole, narrower)
    )
    assert linked == automatic and len(automatic) > 300
    assert asked_now <= asked and len(asked_now) >= 0.8 * len(asked) > 10
