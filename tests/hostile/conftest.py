"""The rows of the unit tests, which are sound, are what these tests change."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[1:1] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "unit")]
