"""Who signed which bytes: approvals.jsonl, one line each, never changed and never removed.

An approval is a record and not an authentication: whoever can write to the folder can type a name.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from profile_lib.edition import load_edition
from profile_lib.errors import InputError, Problem, PublicationBlocked
from profile_lib.publication.checks import (
    CHECKS,
    NEVER_EXCEPTED,
    SIGNED,
    Check,
    read_checks,
    signs,
    to_be_signed,
)
from profile_lib.publication.staging import one_run_at_a_time
from profile_lib.workspace import Workspace

APPROVALS = "approvals.jsonl"
PUBLIC = "public"


@dataclass(frozen=True)
class Waiver:
    """An exception: a check that a reviewer lets go, and why."""

    check: str
    reason: str


@dataclass(frozen=True)
class Approval:
    """One sign-off. ``files``: the sha256 of every file signed, by its path in the edition's folder."""

    year: str
    name: str
    role: str
    on: str
    files: Mapping[str, str]
    exceptions: tuple[Waiver, ...] = ()

    @property
    def person(self) -> str:
        """The name as persons are told apart: without case and spaces."""
        folded = unicodedata.normalize("NFKC", self.name).casefold()
        return "".join(letter for letter in folded if not letter.isspace())


@dataclass(frozen=True)
class Standing:
    """What is known of an edition at the moment of signing or publishing."""

    folder: Path
    checks: tuple[Check, ...]
    files: Mapping[str, str]
    approvals: tuple[Approval, ...]

    @property
    def signing(self) -> list[Approval]:
        """The approvals of exactly these bytes."""
        return [approval for approval in self.approvals if approval.files == self.files]

    @property
    def exceptions(self) -> dict[str, str]:
        """The reason of each check that was let go in an approval of these bytes."""
        return {item.check: item.reason for approval in self.signing for item in approval.exceptions}


def approve(
    year: str,
    workspace: Workspace,
    *,
    name: str,
    role: str,
    exceptions: Sequence[tuple[str, str]] = (),
    today: date | None = None,
) -> tuple[Approval, list[str]]:
    """Record a sign-off on exactly the bytes of public/, findings.json and checks.json.

    ``exceptions``: checks let go, each with a reason; ``today``: unless it is what the clock says. Returns
    the approval and what still stands between the edition and its publication. Raises InputError for an
    edition that was not run, a name, role or reason that says nothing, or a check that does not exist;
    PublicationBlocked where there is nothing that could be published whoever signed.
    """
    load_edition(year, workspace.parameters)
    given = tuple(Waiver(check, reason.strip()) for check, reason in exceptions)
    _check_words(name, role, given)
    with one_run_at_a_time(workspace.outputs), one_run_at_a_time(workspace.published):
        now = standing(year, workspace)
        if problems := [*_not_as_checked(now), *_never_publishable(now), *_not_to_be_excepted(given)]:
            raise PublicationBlocked(f"{year} was not approved:\n" + _listed(problems))
        on = (today or datetime.now(UTC).astimezone().date()).isoformat()
        approval = Approval(year, " ".join(name.split()), " ".join(role.split()), on, now.files, given)
        _append(workspace.published / year / APPROVALS, approval)
        return approval, obstacles(standing(year, workspace))


def paired(checks: Sequence[str], reasons: Sequence[str]) -> list[tuple[str, str]]:
    """Each check to let go with its reason. Raises InputError where one has none."""
    if len(checks) != len(reasons):
        raise InputError(Problem("each --except has its --reason, and each --reason its --except"))
    return list(zip(checks, reasons, strict=True))


def standing(year: str, workspace: Workspace) -> Standing:
    """The edition as it lies there, with the approvals recorded of its year.

    Raises InputError for an edition that was not run, PublicationBlocked where it has no public edition.
    """
    folder = workspace.outputs / year
    todo = f"Run: partnership-profile run {year} --audience public"
    if not workspace.findings(year).is_file():
        raise InputError(Problem(f"the edition {year} has not been run", todo=todo))
    if not (folder / "checks.json").is_file():
        raise PublicationBlocked(f"The edition {year} has not been checked. {todo}")
    if not any((folder / PUBLIC).glob("**/*")):
        raise PublicationBlocked(f"The edition {year} has no public edition. {todo}")
    if linked := [file.name for file in folder.rglob("*") if file.is_symlink()]:
        raise PublicationBlocked(f"{linked[0]} is a link to a file elsewhere, which may change. {todo}")
    try:
        checks, _ = read_checks(folder / "checks.json")
    except (ValueError, KeyError, TypeError) as error:
        raise PublicationBlocked(f"The checks.json of {year} cannot be read. {todo}") from error
    return Standing(
        folder,
        tuple(checks),
        to_be_signed(folder),
        tuple(read_approvals(workspace.published / year / APPROVALS)),
    )


def obstacles(now: Standing) -> list[str]:
    """Everything that stands between the edition and its publication: nothing is left out after the first."""
    return [*_not_as_checked(now), *_unpassed(now), *_unsigned(now)]


def read_approvals(file: Path) -> list[Approval]:
    """The approvals of a year, oldest first; none where nobody has signed.

    Raises InputError for a line that is no approval.
    """
    if not file.is_file():
        return []
    approvals = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            approvals.append(_read(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            todo = "Put the line back as it was, from a copy: approvals are never changed"
            raise InputError(
                Problem("this line is no approval", file=APPROVALS, line=number, todo=todo)
            ) from error
    return approvals


def _read(content: dict[str, Any]) -> Approval:
    exceptions = tuple(Waiver(**item) for item in content.pop("exceptions"))
    return Approval(**content, exceptions=exceptions)


def _append(file: Path, approval: Approval) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8", newline="\n") as lines:
        lines.write(json.dumps(asdict(approval), ensure_ascii=False) + "\n")


def _check_words(name: str, role: str, exceptions: Iterable[Waiver]) -> None:
    problems = []
    if not any(letter.isalpha() for letter in name):
        problems.append(Problem("--name says nobody's name"))
    if not any(letter.isalpha() for letter in role):
        problems.append(Problem("--role says no role", expected=" or ".join(SIGNED.values())))
    for item in exceptions:
        if item.check not in {*CHECKS, *NEVER_EXCEPTED}:
            expected = ", ".join(CHECKS)
            problems.append(Problem(f"there is no check {item.check!r}", expected=expected))
        if not any(letter.isalpha() for letter in item.reason):
            todo = "A reason is what a reader of the record will want to know"
            problems.append(Problem(f"the exception of {item.check} gives no reason", todo=todo))
    if problems:
        raise InputError(problems)


def _not_as_checked(now: Standing) -> list[str]:
    """Files that are not the bytes that were checked: somebody changed them since the run."""
    _, checked = read_checks(now.folder / "checks.json")
    present = {name: digest for name, digest in now.files.items() if name != "checks.json"}
    names = sorted(name for name in present.keys() | checked.keys() if present.get(name) != checked.get(name))
    return [f"hashes: {name} is not as it was checked; run the edition again" for name in names]


def _never_publishable(now: Standing) -> list[str]:
    """Checks without which nobody's signature helps."""
    return [
        f"{check.id}: {found.what} ({found.where})"
        for check in now.checks
        if check.id in NEVER_EXCEPTED and check.state == "fail"
        for found in check.findings
    ]


def _not_to_be_excepted(exceptions: Iterable[Waiver]) -> list[str]:
    told = []
    for item in exceptions:
        if item.check in NEVER_EXCEPTED:
            told.append(f"{item.check}: no reason is good enough to publish without this check")
        elif item.check in SIGNED:
            told.append(f"{item.check}: the {SIGNED[item.check]} signs it; nobody can let it go")
    return told


def _unpassed(now: Standing) -> list[str]:
    """Checks that did not pass, were not run, and were not let go with a reason."""
    by_id = {check.id: check for check in now.checks}
    told = []
    for id in (*CHECKS, *(id for id in by_id if id not in CHECKS)):
        if id not in by_id:
            told.append(f"{id}: was not checked; run the edition again")
        elif by_id[id].state != "pass" and id not in SIGNED:
            if id in NEVER_EXCEPTED:
                told.append(f"{id}: {by_id[id].state}; nobody can let it go")
            elif id not in now.exceptions:
                todo = f"mend it, or approve with --except {id} --reason TEXT"
                told.append(f"{id}: {by_id[id].state}, {len(by_id[id].findings)} findings; {todo}")
    return told


def _unsigned(now: Standing) -> list[str]:
    """Signatures that are lacking: two different people, one in each of the two roles."""
    signers = {check: {item.person for item in now.signing if check in signs(item.role)} for check in SIGNED}
    told = [
        f"{check}: the {SIGNED[check]} has not signed these bytes" for check in SIGNED if not signers[check]
    ]
    people = {approval.person for approval in now.signing}
    if len(people) < 2:
        told.append(f"two different people sign these bytes; so far {len(people)} did")
    elif all(signers.values()) and len(set().union(*signers.values())) < 2:
        told.append("one person signed in both roles; they are two different people's")
    return [*_signed_other_bytes(now), *told] if told else []


def _signed_other_bytes(now: Standing) -> list[str]:
    """People who signed other bytes and not these: each with the files that differ."""
    latest = {approval.person: approval for approval in now.approvals}
    signed = {approval.person for approval in now.signing}
    told = []
    for person, approval in latest.items():
        if person not in signed:
            differing = sorted(
                name
                for name in approval.files.keys() | now.files.keys()
                if approval.files.get(name) != now.files.get(name)
            )
            told.append(
                f"hashes: {approval.name} signed other bytes on {approval.on}: {', '.join(differing[:5])}"
            )
    return told


def _listed(problems: Iterable[str]) -> str:
    return "\n".join(f"  {problem}" for problem in problems)
