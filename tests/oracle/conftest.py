"""What the oracle's tests share: where the figures are run from, and a partnership of small extracts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path[1:1] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "notebooks")]  # figures_of

from by_hand import Partners  # noqa: E402


@pytest.fixture
def partners(tmp_path: Path, root: Path) -> Partners:
    """Partners who send what a test gives them."""
    folder = tmp_path / "extracts"
    folder.mkdir()
    return Partners(folder, root / "parameters")
