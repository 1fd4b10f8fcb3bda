"""Whether an edition would be made from what its last good run was made from: then there is nothing to do.

What a run read and what it wrote are remembered by their checksums. One file that is another, missing or new
among what it read, or damaged among what it wrote, and the edition is made again.
"""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from profile_lib.checksums import BESIDE, checksum, contents
from profile_lib.edition import Edition, load_edition, years
from profile_lib.machine import packages
from profile_lib.workspace import SHIPPED, Workspace

KEPT = "ran"
"""The folder of the private one that remembers the last good run of each edition."""


def inputs_of(year: str, workspace: Workspace, audiences: Sequence[str]) -> str:
    """A digest of all that an edition is made from: the extracts of its year and of those before, parameters,
    decisions, what was published, notebooks, code, and the installed packages.

    The register of child keys and the secret key are left out: no figure depends on them.
    """
    digest = sha256()
    editions = [load_edition(one, workspace.parameters) for one in years(workspace.parameters) if one <= year]
    read = (edition.sha256 for edition in editions)  # with layouts that stand elsewhere
    for words in (year, *audiences, sys.version, *packages(), *read):
        digest.update(f"{words}\0".encode())
    for file in _read_by(editions, workspace):
        digest.update(f"{file}\0{checksum(file)}\0".encode())
    return digest.hexdigest()


def tools() -> str:
    """A digest of the Python, the installed packages and the code that would make an edition here."""
    digest = sha256()
    for words in (platform.python_version(), *packages()):
        digest.update(f"{words}\0".encode())
    for name, told in contents(SHIPPED / "profile_lib"):
        digest.update(f"{name}\0{told}\0".encode())
    return digest.hexdigest()


@cache
def tools_at_work() -> str:
    """``tools``, as they were when this process first asked: what it has imported stays as it was then."""
    return tools()


def remember(year: str, workspace: Workspace, inputs: str) -> None:
    """Keep what the present edition of a year was made from, and the checksums of its files."""
    made = dict(contents(workspace.outputs / year))
    kept = _kept(year, workspace)
    kept.parent.mkdir(parents=True, exist_ok=True)
    told = {"inputs": inputs, "outputs": str(workspace.outputs.resolve()), "made": made}
    kept.write_text(json.dumps(told, indent=1), encoding="utf-8")


def forget(year: str, workspace: Workspace) -> None:
    """Before an edition is made anew, and where its checks did not pass."""
    _kept(year, workspace).unlink(missing_ok=True)


def is_unchanged(year: str, workspace: Workspace, audiences: Sequence[str]) -> bool:
    """Whether the edition stands as its last good run left it, and that would be run on the same again."""
    try:
        told = json.loads(_kept(year, workspace).read_text(encoding="utf-8"))
        inputs, outputs, made = told["inputs"], told["outputs"], dict(told["made"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return False  # there is none, or it was cut off: the edition is made, and remembered again
    return (
        outputs == str(workspace.outputs.resolve())
        and _stands(workspace.outputs / year, made)
        and inputs == inputs_of(year, workspace, audiences)
    )


def _stands(folder: Path, made: Mapping[str, str]) -> bool:
    files = {folder / name: told for name, told in made.items()}
    return all(file.is_file() and checksum(file) == told for file, told in files.items())


def _kept(year: str, workspace: Workspace) -> Path:
    return workspace.private / KEPT / f"{year}.json"


def _read_by(editions: Sequence[Edition], workspace: Workspace) -> Iterator[Path]:
    """The files that a run of the last of these editions may read, in an order of their own: of later years
    none, since those may be made beside it."""
    extracts = [workspace.extracts_of(edition) for edition in editions]
    given = [workspace.extracts] if workspace.extracts and not extracts[-1].is_dir() else []
    yield from _files([*extracts, *given])
    for edition, folder in zip(editions, [*extracts[:-1], *(given or extracts[-1:])], strict=True):
        decided = (folder.parent / "decisions", workspace.private / "decisions")
        yield from (file for kept in decided if (file := kept / f"{edition.year}.csv").is_file())
    yield from _files([workspace.parameters, workspace.published, workspace.notebooks])
    yield from _files([SHIPPED / "profile_lib"])


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    """The files in the folders, each once; not what an editor, a notebook or Python keeps beside them."""
    found = {file.resolve() for folder in folders for file in folder.rglob("*")}
    for file in sorted(found):
        if file.is_file() and not BESIDE & set(file.parts):
            yield file
