"""What files hold, told by their checksums, so that one that changed is found."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path

BESIDE = frozenset({"__pycache__", ".ipynb_checkpoints"})
"""Folders of what Python and notebooks keep beside files, and nobody wrote."""


def checksum(file: Path) -> str:
    """The SHA-256 of a file, which need not fit into memory."""
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def contents(place: Path) -> Iterator[tuple[str, str]]:
    """Where each file stands in a folder, and its checksum; of a file itself ``.``, and nothing where there
    is neither."""
    for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
        name = file.relative_to(place)
        if file.is_file() and not BESIDE & set(name.parts):
            yield name.as_posix(), checksum(file)
