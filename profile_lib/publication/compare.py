"""Two editions side by side: every figure, whether the change may be read, and whether it exceeds chance."""

from __future__ import annotations

import json
from typing import Any

from profile_lib.pages.printing import change, narrowed, printed
from profile_lib.results import Entry
from profile_lib.workspace import Workspace
from profile_lib.years.comparing import compared


def compare(one: str, other: str, workspace: Workspace, *, as_json: bool = False) -> str:
    """What two editions say of each figure: a line each, or JSON. Raises InputError as ``compared`` does."""
    entries = compared(one, other, workspace)
    earlier, later = sorted((one, other))
    rows = [_row(entry, earlier, later) for entry in entries]
    return json.dumps(rows, ensure_ascii=False, indent=1) if as_json else _lines(entries, earlier, later)


def _row(entry: Entry, earlier: str, later: str) -> dict[str, Any]:
    previous = entry.get("previous", {})
    row = {
        "key": entry["key"],
        "label": entry["label"],
        "where": entry.get("where"),
        earlier: previous.get("value"),
        later: entry.get("value", entry.get("state")),
        "comparable": previous.get("comparable"),
        "why_not": previous.get("why_not"),
        "change": previous.get("change"),
    }
    return {name: value for name, value in row.items() if value is not None}


def _lines(entries: list[Entry], earlier: str, later: str) -> str:
    """One figure a line: what it is, its value in the later year, and how that compares."""
    told = []
    for entry in entries:
        name = f"{entry['label']} ({narrowed(entry)})" if entry.get("where") else entry["label"]
        beside = change(entry) if "previous" in entry else f"nothing of {earlier} to compare with"
        told.append(f"{name}: {printed(entry)}; {beside}")
    return "\n".join([f"{later} beside {earlier}", *told])
