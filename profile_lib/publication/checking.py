"""An edition is checked before it replaces the last one: checks.json, and the reviewers' first page."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from profile_lib.disclosure.partners import for_partners
from profile_lib.edition import Edition, load_edition
from profile_lib.errors import InputError, ProfileError, PublicationBlocked
from profile_lib.preparation import extracts_of, private_folder
from profile_lib.publication.checks import (
    CHECKS_FILE,
    Check,
    Document,
    Secret,
    Staged,
    as_json,
    read_documents,
    run_checks,
    secret_of,
)
from profile_lib.publication.publish import published_figures
from profile_lib.publication.review import INDEX, write_index
from profile_lib.results import read_findings
from profile_lib.workspace import Workspace

OF_A_PAGE = ("identifiers", "alternative-text", "tables", "self-contained", "links", "legend", "synthetic")
"""What the reviewers' first page is held to; it quotes the words that ``wording`` blocks."""


def check_edition(folder: Path, edition: Edition, workspace: Workspace) -> list[Check]:
    """Run every check over a staged edition, write checks.json and review/index.html; returns the checks.

    Reviewers see the figures as partners may. Raises PublicationBlocked where a file holds something that
    identifies a person: such an edition may not lie in the outputs, and is kept in the private folder.
    """
    staged = _staged(folder, edition, workspace)
    checks = run_checks(staged)
    _stop_for_identifiers(checks, folder, edition, workspace)
    write_index(folder / INDEX, staged, checks, for_partners(staged.findings.values()))
    _check_index(folder, staged)
    text = as_json(edition.year, checks, staged.documents)
    (folder / CHECKS_FILE).write_text(text, encoding="utf-8", newline="\n")
    return checks


def failed(checks: Iterable[Check]) -> list[Check]:
    """The checks that block publication."""
    return [check for check in checks if check.state == "fail"]


def blocked(checks: Sequence[Check]) -> str:
    """What is said of an edition whose checks do not all pass: each failure, with what to do."""
    failing = failed(checks)
    one = len(failing) == 1
    lines = [f"{len(failing)} publication {'check fails' if one else 'checks fail'}; it may not be published"]
    for check in failing:
        lines += [f"  {check.id}: {item.what} ({item.where}). {item.todo}" for item in check.findings[:5]]
        if len(check.findings) > 5:
            lines.append(f"  {check.id}: and {len(check.findings) - 5} more, see review/index.html")
    return "\n".join(lines)


def _staged(folder: Path, edition: Edition, workspace: Workspace) -> Staged:
    disclosure = folder / "disclosure.json"
    return Staged(
        edition=edition,
        documents=read_documents(folder),
        findings=read_findings(folder / "findings.json"),
        disclosure=json.loads(disclosure.read_text(encoding="utf-8")) if disclosure.is_file() else None,
        published=published_figures(workspace.published / edition.year),
        secret=_secret(edition, workspace),
    )


def _secret(edition: Edition, workspace: Workspace) -> Secret:
    """What identifies people in the extracts of the year and of the one it is compared with."""
    folders = {extracts_of(edition, workspace): edition}
    if edition.compare_with is not None:
        before = load_edition(edition.compare_with, workspace.parameters)
        with suppress(InputError):  # last year's extracts are not there: none of them was read
            folders.setdefault(extracts_of(before, workspace), before)
    notebooks = sorted(workspace.notebooks.glob("*.ipynb"))
    return secret_of(edition, folders, workspace.private / "register.csv", notebooks)


def _stop_for_identifiers(
    checks: Iterable[Check], folder: Path, edition: Edition, workspace: Workspace
) -> None:
    """Raises PublicationBlocked where the check ``identifiers`` failed, the edition kept where it may lie."""
    leaks = [check for check in checks if check.id == "identifiers" and check.state == "fail"]
    if leaks:
        aside = private_folder(workspace) / "failed" / edition.year / "edition"
        shutil.rmtree(aside, ignore_errors=True)
        shutil.copytree(folder, aside)
        raise PublicationBlocked(f"{blocked(leaks)}\nNothing was written; the edition is kept in {aside}")


def _check_index(folder: Path, staged: Staged) -> None:
    """Raises ProfileError where the reviewers' first page breaks a rule that it reports on: our fault."""
    page = Document(INDEX, (folder / INDEX).read_bytes())
    checks = run_checks(replace(staged, documents=(page,), others=staged.names), OF_A_PAGE)
    if failing := failed(checks):
        found = failing[0].findings[0]
        raise ProfileError(f"{found.where} itself fails the check {failing[0].id}: {found.what}")
