"""The synthetic partners: extracts that look like real ones, about people who do not exist."""

from __future__ import annotations

from profile_lib.sample.canaries import CANARIES
from profile_lib.sample.targets import YEARS
from profile_lib.sample.write import write_sample

__all__ = ["CANARIES", "YEARS", "write_sample"]
