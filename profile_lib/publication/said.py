"""What ``run``, ``approve``, ``publish`` and ``purge`` say on the terminal of what they did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from profile_lib.publication.approval import Approval
from profile_lib.publication.checks import Check, signs
from profile_lib.publication.publish import Published


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
