"""What the notebooks record, and findings.json, which is made of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from profile_lib.edition import Edition
from profile_lib.errors import ProfileError
from profile_lib.figures import Address, Count, Figure

Entry = dict[str, Any]


class Contradiction(ProfileError):
    """One key with two values: two counts with the same address are the same number."""


class Results:
    """The figures of one notebook or of a whole edition, each key once."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._entries: dict[str, Entry] = {}
        self._counted: dict[Address, int] = {}

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The figures by key, as findings.json holds them."""
        return self._entries

    def add(self, figures: Iterable[Figure], notebook: str, cell: int = 0) -> list[Entry]:
        """Record figures, with the caveats of the recording breaks inside their period.

        ``cell``: the number of the notebook's cell that records them, if it is known.
        Raises Contradiction where a key, or the address of a count, is recorded with another value.
        """
        added = []
        for figure in figures:
            entry = figure.noted(notebook, self._breaks_in(figure)).as_json()
            entry["source"] |= {"cell": cell} if cell else {}
            self._merge(entry)
            self._check_address(figure)
            added.append(self._entries[entry["key"]])
        return added

    def extend(self, entries: Iterable[Entry]) -> None:
        """Add figures that another notebook recorded."""
        for entry in entries:
            self._merge(entry)

    def decide(self, public: Mapping[str, Entry]) -> None:
        """Note for each figure, by its key, what the public sees of it."""
        for key, entry in self._entries.items():
            self._entries[key] = entry | {"public": public[key]}

    def _merge(self, entry: Entry) -> None:
        known = self._entries.setdefault(entry["key"], entry)
        if {**known, "source": None} != {**entry, "source": None}:
            raise Contradiction(f"{entry['key']} has two values: {known} and {entry}")

    def _check_address(self, figure: Figure) -> None:
        """Two counts with the same address are the same number, whatever measure counted them."""
        if isinstance(figure.value, Count):
            known = self._counted.setdefault(figure.value.address, figure.value.value)
            if known != figure.value.value:
                raise Contradiction(
                    f"{figure.value.address} is {known} and {figure.value.value}, at {figure.id}"
                )

    def _breaks_in(self, figure: Figure) -> tuple[str, ...]:
        address = figure.value.address
        return tuple(
            item.id
            for item in self._edition.breaks
            if item.touches(address) and item.is_between(address.period.start, address.period.end)
        )

    def as_json(self) -> Entry:
        """findings.json: the edition, and every figure in the order of its key."""
        return {
            "edition": self._edition.year,
            "area": self._edition.area.name,
            "synthetic": self._edition.synthetic,
            "figures": [self._entries[key] for key in sorted(self._entries)],
        }

    def write(self, file: Path) -> None:
        """Write findings.json, the same bytes for the same figures."""
        text = json.dumps(self.as_json(), ensure_ascii=False, indent=1, allow_nan=False)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text + "\n", encoding="utf-8", newline="\n")


def read_findings(file: Path) -> dict[str, Entry]:
    """The figures of a findings.json by key. Raises FileNotFoundError where there is none."""
    document = json.loads(file.read_text(encoding="utf-8"))
    return {entry["key"]: entry for entry in document["figures"]}


def changed(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> list[str]:
    """The keys whose value came, went or changed from one findings.json to another, sorted."""

    def value(entry: Entry | None) -> Any:
        return None if entry is None else (entry.get("value"), entry.get("state"))

    keys = before.keys() | after.keys()
    return sorted(key for key in keys if value(before.get(key)) != value(after.get(key)))
