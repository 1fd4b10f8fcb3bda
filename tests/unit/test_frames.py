"""Frames are made when they are asked for, once, and not to be looked at."""

from __future__ import annotations

import pandas as pd
import pytest

from profile_lib.dataset.frames import Frames, name_of


def refused() -> pd.DataFrame:
    raise AssertionError("nobody has asked for it")


def test_a_frame_is_made_once_and_only_if_asked_for() -> None:
    made = []
    frames = Frames({"asked": lambda: made.append(1) or pd.DataFrame({"a": [1]}), "not": refused})
    assert list(frames) == ["asked", "not"]
    assert "not" in frames
    assert len(frames) == 2
    assert not made
    assert frames["asked"] is frames["asked"]
    assert made == [1]
    with pytest.raises(KeyError):
        frames["another"]


def test_frames_of_others_are_theirs() -> None:
    theirs = Frames({"one": lambda: pd.DataFrame({"a": [1]}), "two": refused})
    frames = Frames.called({"first": "one", "second": "two"}, theirs)
    assert frames["first"] is theirs["one"]


def test_a_name_is_looked_up_without_making_a_frame() -> None:
    frames = Frames({"two": refused, "one": lambda: pd.DataFrame({"a": [1]})})
    assert name_of(pd.DataFrame({"a": [1]}), frames) is None
    assert name_of(frames["one"], frames) == "one"
    assert name_of(frames["one"], {"one": frames["one"]}) == "one"
