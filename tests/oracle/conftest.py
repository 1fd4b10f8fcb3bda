"""Paths of the oracle's tests: the figures are run as the notebooks' own tests run them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parent.parent / "notebooks"))  # figures_of
