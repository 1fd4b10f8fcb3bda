"""One figure of an edition, in words: of whom, when, how sure, who says, what changed."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from profile_lib.edition import load_edition
from profile_lib.errors import InputError, Problem
from profile_lib.figures import COUNTED
from profile_lib.measures.catalogue import catalogue
from profile_lib.pages.printing import base, change, period, printed
from profile_lib.results import read_findings
from profile_lib.workspace import Workspace


def show(year: str, key: str, workspace: Workspace) -> str:
    """What an edition says of one figure, a line each.

    Raises InputError for an edition that was not run, or a key that it does not have.
    """
    edition = load_edition(year, workspace.parameters)
    file = workspace.findings(year)
    if not file.is_file():
        raise InputError(
            Problem(f"the edition {year} has not been run", todo=f"Run: partnership-profile run {year}")
        )
    entries = read_findings(file)
    if key not in entries:
        close = difflib.get_close_matches(key, entries, n=3)
        todo = f"Did you mean: {', '.join(close)}?" if close else f"findings.json lists all {len(entries)}"
        raise InputError(Problem(f"the edition {year} has no figure {key!r}", todo=todo))
    entry = entries[key]
    definition = catalogue()[entry["id"]]
    caveats = {id: item.text for id, item in edition.recording_breaks.items()} | edition.caveats
    lines = {
        "figure": f"{entry['label']} ({key})",
        "value": _value(entry),
        "counts": definition.text,
        "base": base(entry),
        "period": str(period(entry)),
        "area": entry["area"],
        "interval": _interval(entry),
        "last year": change(entry) if "previous" in entry else "",
        "caveats": "; ".join(caveats.get(id, id) for id in entry.get("caveats", ())),
        "source": f"{entry['source']['measure']}, in {entry['source']['notebook']}.ipynb{_cell(entry)}",
        "set aside": _set_aside(file.parent / "manifest.json", COUNTED[definition.counted].extracts),
    }
    return "\n".join(f"{name + ':':<11}{text}" for name, text in lines.items() if text)


def _cell(entry: dict[str, Any]) -> str:
    return f", cell {entry['source']['cell']}" if "cell" in entry["source"] else ""


def _value(entry: dict[str, Any]) -> str:
    if "value" not in entry:
        return f"{entry['state']}: {entry['why']}"
    forms = {"share": "of", "money": "exact", "count": "unit"}
    return f"{printed(entry, forms.get(entry['kind'], ''))} (exactly {entry['value']})"


def _interval(entry: dict[str, Any]) -> str:
    if "interval" not in entry:
        return ""
    method = entry["interval"]["method"]
    return f"{printed(entry, 'interval')} ({method}; range consistent with chance, not with under-recording)"


def _set_aside(manifest: Path, extracts: Collection[str]) -> str:
    """Rows of the extracts that the figure is counted from which were set aside on the way."""
    inputs = json.loads(manifest.read_text(encoding="utf-8"))["inputs"]
    return "; ".join(
        f"{row['extract']}: {row['fault']} for a fault and {row['scope']} out of scope, of {row['read']}"
        for row in inputs
        if row["extract"] in extracts
    )
