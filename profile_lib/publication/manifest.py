"""manifest.json: what went into an edition, what came of each step, and what changed since the last run."""

from __future__ import annotations

import json
import platform
from collections.abc import Hashable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import pandas as pd

from profile_lib.checksums import checksum
from profile_lib.dataset import Dataset
from profile_lib.edition import Edition
from profile_lib.publication.documents.cells import as_text

NOT_KEPT: Any = {"periods": True, "voice": {"__all__": {"children"}}}
"""Of the parameters: what is written otherwise, and how many children raised a theme, which is nowhere."""


def manifest(
    edition: Edition,
    data: Dataset,
    timings: Mapping[str, float],
    changed: Sequence[str] | None,
    decisions: Path,
) -> dict[str, Any]:
    """Everything needed to say how the edition was made. The one file that holds today's date."""
    return {
        "edition": edition.year,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "versions": {
            dist.name: dist.version for dist in sorted(distributions(), key=lambda dist: dist.name.lower())
        },
        "parameters": {
            "sha256": edition.sha256,
            "values": edition.model_dump(mode="json", exclude=NOT_KEPT),
            "periods": {
                name: [period.start.isoformat(), period.end.isoformat()]
                for name, period in edition.periods.items()
            },
        },
        "inputs": data.frames["intake"].to_dict("records"),
        "decisions_sha256": checksum(decisions) if decisions.is_file() else None,
        "rules": _by_rule(data),
        "merging": data.frames["effects"].to_dict("records"),
        "links": data.frames["links"].to_dict("records"),
        "timings_seconds": {step: round(seconds, 2) for step, seconds in timings.items()},
        "figures_changed": None if changed is None else list(changed),
    }


def write_manifest(file: Path, content: Mapping[str, Any]) -> None:
    """Write manifest.json."""
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")


def write_set_aside(folder: Path, data: Dataset) -> None:
    """One CSV an extract that can go back to the partner: row numbers and rules, no identifying value."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = data.frames["set_aside"]
    for extract in data.frames["intake"]["extract"]:
        own = lines[lines["extract"] == extract].drop(columns="extract").sort_values(["row", "rule"])
        own["message"] = own["message"].map(as_text)  # of several files it begins with the name of one
        own.to_csv(folder / f"{extract}.csv", index=False, lineterminator="\n")


def _by_rule(data: Dataset) -> list[dict[Hashable, Any]]:
    """Rows by extract, level and rule: each row set aside once, used ones under every notice."""
    lines = pd.concat([data.frames["set_aside"], data.frames["notices"]])
    counted = lines.groupby(["extract", "level", "rule"], as_index=False).size()
    return counted.rename(columns={"size": "rows"}).to_dict("records")
