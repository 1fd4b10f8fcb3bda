"""What was signed, put out unchanged and kept: what a later edition prints must not undo its protection."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from profile_lib.edition import load_edition
from profile_lib.errors import ProfileError, PublicationBlocked
from profile_lib.publication.approval import APPROVALS, PUBLIC, Standing, obstacles, standing
from profile_lib.publication.checks import is_public
from profile_lib.publication.staging import one_run_at_a_time, restore, staged
from profile_lib.results import read_findings
from profile_lib.workspace import Workspace

FIGURES, REVISIONS = "figures.json", "revisions"
OURS = {FIGURES, APPROVALS, REVISIONS}
DESCRIBED = ("key", "id", "where", "kind", "label", "unit", "base", "period", "area", "public")
"""What figures.json says of a figure: what it is of, and of its value what the public edition prints."""


@dataclass(frozen=True)
class Published:
    """What ``publish`` did: how many ``files`` lie in ``folder`` now, and in ``copy`` if one was asked for.

    ``new``: whether anything differs from what was published before; ``revision``: the number under which
    the earlier bytes are kept, if there were any.
    """

    folder: Path
    files: int
    new: bool
    revision: int | None
    copy: Path | None


def publish(year: str, workspace: Workspace, to: Path | None = None) -> Published:
    """Copy public/ unchanged to published/<year>/, with figures.json; earlier bytes stay under revisions/.

    ``to``: a folder for a copy to hand out, in a folder of the year: the files and figures.json, without the
    approvals. What is in ``published/`` is the record that later editions are protected by, and is written
    in any case. Raises PublicationBlocked with everything that stands in the way, InputError for an edition
    that was not run.
    """
    load_edition(year, workspace.parameters)
    with one_run_at_a_time(workspace.outputs), one_run_at_a_time(workspace.published):
        restore(workspace.published)
        now = standing(year, workspace)
        if problems := obstacles(now):
            listed = "\n".join(f"  {problem}" for problem in problems)
            raise PublicationBlocked(f"{year} is not published:\n{listed}")
        content = _signed_bytes(now)
        content[FIGURES] = public_figures(now.folder / "findings.json").encode()
        revision, new = _keep(workspace.published, year, content)
    copy = None if to is None else _hand_out(to, year, content)
    return Published(workspace.published / year, len(content) - 1, new, revision, copy)


def public_figures(findings: Path) -> str:
    """figures.json: every figure that the public edition has a place for, as it is printed there.

    Of a figure's value and of the counts behind it only what stands under ``public`` in findings.json.
    """
    document = json.loads(findings.read_text(encoding="utf-8"))
    figures = [
        {name: entry[name] for name in DESCRIBED if name in entry}
        for _, entry in sorted(read_findings(findings).items())
        if is_public(entry)
    ]
    content: dict[str, Any] = {name: document[name] for name in ("edition", "area", "synthetic")}
    return json.dumps(content | {"figures": figures}, ensure_ascii=False, indent=1) + "\n"


def published_figures(published: Path) -> dict[str, Any] | None:
    """The figures.json of a year as it was published last, from its folder; None where it was not."""
    file = published / FIGURES
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def _signed_bytes(now: Standing) -> dict[str, bytes]:
    """The public files by their path among them, each read once and compared with what was signed."""
    content = {}
    for name, digest in now.files.items():
        if not name.startswith(f"{PUBLIC}/"):
            continue
        found = (now.folder / name).read_bytes()
        if sha256(found).hexdigest() != digest:
            todo = "Look who writes there"
            raise PublicationBlocked(f"hashes: {name} changed while it was being published. {todo}")
        content[name.removeprefix(f"{PUBLIC}/")] = found
    if taken := sorted({name.partition("/")[0] for name in content} & OURS):
        raise ProfileError(f"a public file may not be called {taken[0]}: the record of publication is")
    return content


def _keep(published: Path, year: str, content: Mapping[str, bytes]) -> tuple[int | None, bool]:
    """Put the files in the place of those published before, which move to revisions/<n>; all or nothing."""
    current = published / year
    before = _files(current)
    if before == dict(content):
        return None, False
    revision = None
    with staged(published, year) as folder:
        _write(folder, content)
        for kept in (APPROVALS, REVISIONS):
            if (current / kept).is_dir():
                shutil.copytree(current / kept, folder / kept)
            elif (current / kept).is_file():
                shutil.copy2(current / kept, folder / kept)
        if before:
            revision = 1 + max((int(item.name) for item in (folder / REVISIONS).glob("[0-9]*")), default=0)
            _write(folder / REVISIONS / str(revision), before)
    return revision, True


def _hand_out(to: Path, year: str, content: Mapping[str, bytes]) -> Path:
    """The published files in ``to``/<year>, in the place of what was there."""
    to.mkdir(parents=True, exist_ok=True)
    with staged(to, year) as folder:
        _write(folder, content)
    return to / year


def _files(folder: Path) -> dict[str, bytes]:
    """What lies published in a folder, but for the record of it."""
    return {
        name: file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and (name := file.relative_to(folder).as_posix()).partition("/")[0] not in {APPROVALS, REVISIONS}
    }


def _write(folder: Path, content: Mapping[str, bytes]) -> None:
    for name, found in content.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(found)
