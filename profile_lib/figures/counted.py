"""The sets that figures count, each named once."""

from __future__ import annotations

from collections.abc import Mapping

from profile_lib.figures.counted_cse import CSE
from profile_lib.figures.counted_missing import MISSING
from profile_lib.figures.counted_risk import RISK
from profile_lib.figures.counted_set import CountedSet, WindowName

__all__ = ["COUNTED", "CountedSet", "WindowName", "contains_set"]

COUNTED: Mapping[str, CountedSet] = {counted.id: counted for counted in (*MISSING, *CSE, *RISK)}


def contains_set(whole: str, part: str) -> bool:
    """Whether every member of ``part`` is a member of ``whole``, by the declared subsets."""
    return whole == part or any(contains_set(whole, wider) for wider in COUNTED[part].within)
