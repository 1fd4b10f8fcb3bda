"""``purge``: what the private folder holds of a year is deleted, and nothing else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from profile_lib.dataset import LINKED_FOLDER
from profile_lib.errors import InputError, Problem
from profile_lib.linkage import forget
from profile_lib.linkage.register import NOTED, references_of
from profile_lib.publication.staging import one_run_at_a_time
from profile_lib.publication.unchanged import KEPT
from profile_lib.workspace import Workspace

REGISTER = (
    *("register.csv", "register_log.csv", "register.csv.lock"),
    *("pseudonym.key", "pseudonym.key.lock"),
)
"""What is kept of all years together: the keys of children who are in several, and the secret key."""


def purge(year: str, workspace: Workspace) -> tuple[list[str], list[str]]:
    """Delete the linked data, kept failures, decisions and keys of a year; returns what was deleted, in
    words, and the years that are still there.

    Of the register the references go that no other year has. It stays whole where those of another year were
    not noted, and goes with the last year, as the secret key does; no figure depends on them. Raises
    InputError for what is no year.
    """
    if not re.fullmatch(r"[0-9]{4}", year):
        raise InputError(Problem("this is no year", found=repr(year), expected="a year such as 2015"))
    private = workspace.private
    with one_run_at_a_time(workspace.outputs):
        deleted = [told for path in _of(year, private) if (told := _delete(path))]
        left = _years(private)
        if deleted and left:
            deleted += forget(private, year, left)
        elif deleted:
            deleted += [told for name in REGISTER if (told := _delete(private / name))]
    return deleted, left


def _of(year: str, private: Path) -> Iterator[Path]:
    """Where the private folder keeps things of a year."""
    yield private / LINKED_FOLDER / year
    yield private / "failed" / year
    yield private / KEPT / f"{year}.json"
    yield private / "decisions" / f"{year}.csv"
    yield private / "decisions" / f"{year}.csv.lock"
    yield references_of(year, private)


def _years(private: Path) -> list[str]:
    """The years of which there still is something, sorted."""
    folders = (private / LINKED_FOLDER).glob("*/")
    files = (*(private / "decisions").glob("*.csv"), *(private / NOTED).glob("*.csv"))
    return sorted({*(item.name for item in folders), *(item.stem for item in files)})


def _delete(path: Path) -> str:
    """Delete a file or folder; returns what it was, empty where there was nothing."""
    if path.is_dir():
        files = sum(item.is_file() for item in path.rglob("*"))
        shutil.rmtree(path)
        return f"{path} ({files} files)"
    if path.exists():
        path.unlink()
        return str(path)
    return ""
