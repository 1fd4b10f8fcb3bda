"""What ``run``, ``approve``, ``publish`` and ``purge`` say on the terminal of what they did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from profile_lib.errors import PublicationBlocked
from profile_lib.publication.approval import Approval
from profile_lib.publication.checking import blocked, failed
from profile_lib.publication.checks import Check, signs
from profile_lib.publication.publish import Published

if TYPE_CHECKING:
    from profile_lib.publication.making import Finished


def ran(name: str, finished: Finished, audiences: Sequence[str]) -> tuple[tuple[str, ...], str, int]:
    """What a run says of an edition that it made, what blocks it, and the exit code: 3 where the public
    edition was asked for and may not be published."""
    folder = finished.folder
    said = [f"{finished.set_aside} rows set aside, see {folder / 'set_aside'}"]
    if finished.open_pairs:
        pairs = f"{finished.open_pairs} pairs of records wait for a decision"
        said.append(f"{pairs}; linked figures have a range")
    if finished.changed is not None:
        said.append(_changes(finished.changed))
    said += [f"for the {audience}: {folder / audience / 'summary.html'}" for audience in finished.audiences]
    told = (*(f"{name}: {line}" for line in said), *waiting(name, finished.checks, folder))
    if not failed(finished.checks):
        return told, "", 0
    code = PublicationBlocked.exit_code if "public" in audiences else 0
    return told, f"{name}: {blocked(finished.checks)}", code


def _changes(keys: Sequence[str]) -> str:
    if not keys:
        return "no figure differs from the last run"
    listed = ", ".join(keys[:10]) + (", ..." if len(keys) > 10 else "")
    return f"{len(keys)} figures differ from the last run: {listed}"


def waiting(year: str, checks: Iterable[Check], folder: Path) -> list[str]:
    """The checks that a person has to look at, and where."""
    ids = ", ".join(check.id for check in checks if check.state == "review")
    return [f"{year}: checks for a person: {ids}; see {folder / 'review' / 'index.html'}"] if ids else []


def approved(approval: Approval, left: Sequence[str]) -> list[str]:
    """What was signed, what a signature is worth, and what still stands in the way."""
    signed = sorted(signs(approval.role))
    own = f"signs {' and '.join(signed)}" if signed else "signs neither anonymity nor proceedings"
    done = f"{approval.name}, {approval.role}, signed {len(approval.files)} files; the role {own}"
    return [
        f"{approval.year}: {done}.",
        *(f"{approval.year}: let go: {item.check}, since {item.reason}" for item in approval.exceptions),
        "This is a record and not an authentication: anybody who can write here can type a name.",
        *(
            [f"{approval.year}: before it can be published:", *(f"  {item}" for item in left)]
            if left
            else [
                f"{approval.year}: nothing stands in the way of: partnership-profile publish {approval.year}"
            ]
        ),
    ]


def published(year: str, done: Published) -> list[str]:
    """Where the files are, and whether they replace others."""
    said = [f"{year}: published {done.files} files in {done.folder}"]
    if not done.new:
        said = [f"{year}: these bytes are published already, in {done.folder}"]
    if done.revision is not None:
        said.append(f"{year}: a revision; what was published before is kept in revisions/{done.revision}")
    if done.copy is not None:
        said.append(f"{year}: a copy to hand out is in {done.copy}")
    return said


def purged(year: str, deleted: Sequence[str], left: Sequence[str]) -> list[str]:
    """What was deleted; and where the register stays whole, why."""
    if not deleted:
        return [f"{year}: the private folder holds nothing of that year"]
    said = [f"{year}: deleted {item}" for item in deleted]
    if left and not any("register.csv" in item for item in deleted):
        said.append(
            f"The register of keys is not kept by year and stays: {', '.join(left)} need it, or the "
            "references of one were not noted yet (run it with --force, then purge again)"
        )
    return said
