"""All figures of an edition without Jupyter: the notebooks' own cells, run in this process."""

from __future__ import annotations

import ast
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import nbformat
from project import ROOT, Project

from profile_lib.edition import load_edition
from profile_lib.intake import Extract
from profile_lib.intake import extracts as intake
from profile_lib.intake.finding import Files
from profile_lib.pages import charts, drawing
from profile_lib.publication.notebooks import ANALYSES, SUMMARY
from profile_lib.results import Results, read_findings

_READ: dict[str, Extract] = {}
"""Extracts by all that reading them depends on: an edit changes one file, the others are not read again."""


def figures_of(project: Project, year: str) -> dict[str, Any]:
    """The value (or state) of every figure of an edition by key."""
    return {key: entry.get("value", entry.get("state")) for key, entry in entries_of(project, year).items()}


def entries_of(project: Project, year: str, extracts: Path | None = None) -> dict[str, dict[str, Any]]:
    """Every figure of an edition by key, as findings.json holds it.

    The chapter on the years is left out: it makes other editions too, and records no figure of its own.
    """
    results = project.home / "results"
    folders = {
        "parameters": str(project.home / "parameters"),
        "private": str(project.home / "private"),
        "extracts": str(extracts or ""),
        "results": str(results),
    }
    found: dict[str, dict[str, Any]] = {}
    with _read_once():
        for name in (name for name in ANALYSES if name != "over_time"):
            shown_by(name, year=year, **folders)
            found |= read_findings(results / f"{name}.json")
    return found


def summary_of(project: Project, year: str, entries: dict[str, dict[str, Any]]) -> str:
    """What the summary for partners says of these figures."""
    findings = Results(load_edition(year, project.home / "parameters"))
    findings.extend(entries.values())
    file = project.home / "results" / "findings.json"
    findings.write(file)
    folders = {"parameters": str(project.home / "parameters"), "findings": str(file)}
    return shown_by(SUMMARY, year=year, audience="partnership", **folders)


def shown_by(notebook: str, **parameters: str) -> str:
    """Run the cells of a notebook with these parameters: what they show, as text, one cell after the other.

    Tables are made as for the page too, so that one which cannot be made raises.
    """
    namespace: dict[str, Any] = {}
    shown = []
    with _no_pictures():
        for cell in nbformat.read(ROOT / "notebooks" / f"{notebook}.ipynb", as_version=4).cells:
            if cell.cell_type != "code":
                continue
            value = _last_value(cell.source, namespace)
            if "parameters" in cell.metadata.get("tags", []):
                namespace |= parameters
            if hasattr(value, "_repr_html_"):
                value._repr_html_()
            shown.append("" if value is None else repr(value))
    return "\n".join(shown)


def _last_value(source: str, namespace: dict[str, Any]) -> Any:
    """Run a cell; the value of its last line, if that is an expression."""
    lines = ast.parse(source)
    last = lines.body.pop() if lines.body and isinstance(lines.body[-1], ast.Expr) else None
    exec(compile(lines, "<cell>", "exec"), namespace)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace) if last else None


@contextmanager
def _no_pictures() -> Iterator[None]:
    """Pictures are drawn from the same entries and are not under test here."""
    drawn = charts.bars, charts.share_bars, drawing.picture
    charts.bars = charts.share_bars = lambda *_, **__: None  # type: ignore[assignment]
    drawing.picture = lambda *_, **__: b""
    try:
        yield
    finally:
        charts.bars, charts.share_bars, drawing.picture = drawn


@contextmanager
def _read_once() -> Iterator[None]:
    """An extract that was read before, from the same bytes and judged alike, is not read again."""
    read = intake.read_extract

    def remembered(name: str, files: Files, *judged_by: Any) -> Extract:
        said = [(file.name, file.read_bytes()) for file in (*files.own, *files.joined)]
        key = sha256(pickle.dumps((name, said, judged_by))).hexdigest()
        if key not in _READ:
            _READ[key] = read(name, files, *judged_by)
        return _READ[key]

    intake.read_extract = remembered  # type: ignore[assignment]
    try:
        yield
    finally:
        intake.read_extract = read
