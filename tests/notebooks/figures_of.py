"""All figures of an edition without Jupyter: the analysis notebooks' own cells, run in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from project import ROOT, Project

from profile_lib import charts
from profile_lib.publication.run import ANALYSES
from profile_lib.results import read_findings


def figures_of(project: Project, year: str) -> dict[str, Any]:
    """The value (or state) of every figure of an edition by key."""
    return {key: entry.get("value", entry.get("state")) for key, entry in entries_of(project, year).items()}


def entries_of(project: Project, year: str, extracts: Path | None = None) -> dict[str, dict[str, Any]]:
    """Every figure of an edition by key, as findings.json holds it."""
    results = project.home / "results"
    found: dict[str, dict[str, Any]] = {}
    with _no_pictures():
        for name in ANALYSES:
            namespace: dict[str, Any] = {
                "year": year,
                "parameters": str(project.home / "parameters"),
                "private": str(project.home / "private"),
                "extracts": str(extracts or ""),
                "results": str(results),
            }
            for cell in nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4).cells:
                if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", []):
                    exec(cell.source, namespace)
            found |= read_findings(results / f"{name}.json")
    return found


@contextmanager
def _no_pictures() -> Iterator[None]:
    """Pictures are drawn from the same entries and are not under test here."""
    drawn = charts.bars, charts.share_bars
    charts.bars = charts.share_bars = lambda *_, **__: None  # type: ignore[assignment]
    try:
        yield
    finally:
        charts.bars, charts.share_bars = drawn


def write(file: Path, text: str) -> None:
    """Replace a file's text."""
    file.write_text(text, encoding="utf-8")
