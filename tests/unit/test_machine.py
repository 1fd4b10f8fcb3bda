"""What the machine gives to a run, and what a run gives back."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version

import pytest

from profile_lib.machine import cores, packages


def told(code: str) -> str:
    """What a process of its own says."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_cores_are_those_that_the_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 3}, raising=False)
    assert cores() == 2
    monkeypatch.delattr(os, "sched_getaffinity")  # as on Windows and macOS
    assert cores() == 8


def test_what_nothing_uses_any_more_is_given_back() -> None:
    """Frames of text, made and let go of in turn, so that little of what is left over lies in one piece."""
    code = """
import psutil, pandas as pd
from profile_lib.machine import give_back
held = lambda: psutil.Process().memory_info().rss / 1e6
text = lambda size: pd.DataFrame({"a": [f"{n} of {size}" for n in range(size)]}, dtype="str")
frames = [text(size) for size in range(2000, 6000, 4)]
kept = frames[::20]
del frames
before = held()
give_back()
print(before - held(), sum(frame.memory_usage(deep=True).sum() for frame in kept) / 1e6)
"""
    gone, kept = map(float, told(code).split())
    assert gone > 5 * kept


def test_packages_are_named_with_their_versions() -> None:
    assert f"pandas-{version('pandas')}.dist-info" in packages()
