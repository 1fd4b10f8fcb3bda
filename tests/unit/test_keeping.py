"""Frames that are made once of the same data."""

from __future__ import annotations

from itertools import count
from typing import Any

import pandas as pd
import pytest
from made import crime
from made import dataset as dataset_of

from profile_lib.dataset import Dataset
from profile_lib.dataset.keeping import forget, kept
from profile_lib.workbench import live

made = count(1)


def dataset() -> Dataset:
    return dataset_of(offences=[crime("O1")])


@kept
def numbered(data: Dataset, name: str) -> pd.DataFrame:
    return pd.DataFrame({"name": [name], "number": [next(made)]})


def number(data: Dataset, name: str = "a") -> int:
    return int(numbered(data, name)["number"].iloc[0])


def test_a_frame_is_made_once_of_the_same_data_and_arguments() -> None:
    data, other = dataset(), dataset()
    assert number(data) == number(data)
    assert len({number(data), number(other), number(data, "b"), number(data.over(data.windows))}) == 4
    before = number(data)
    forget()
    assert number(data) != before


def test_what_one_measure_sets_in_its_frame_no_other_sees() -> None:
    data = dataset()
    first = numbered(data, "a")
    first["name"], first["more"] = "changed", 1
    first.loc[0, "number"] = -1
    assert numbered(data, "a").columns.tolist() == ["name", "number"]
    assert numbered(data, "a")["name"].tolist() == ["a"] and number(data) > 0


def test_before_each_cell_of_an_analyst_what_was_made_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = InteractiveShellOfOurs()
    monkeypatch.setattr(live, "get_ipython", lambda: shell)
    live.reload_what_is_edited(forget)
    data = dataset()
    before = number(data)
    shell.before_a_cell(None)
    assert number(data) != before


class InteractiveShellOfOurs:
    """What of IPython's shell is asked for."""

    def __init__(self) -> None:
        self.extension_manager = self.events = self

    def load_extension(self, name: str) -> None:
        assert name == "autoreload"

    def run_line_magic(self, name: str, argument: str) -> None:
        assert (name, argument) == ("autoreload", "2")

    def register(self, event: str, function: Any) -> None:
        assert event == "pre_run_cell"
        self.before_a_cell = function
