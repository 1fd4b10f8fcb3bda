"""The publication checks: each one small function over the staged edition; together they are checks.json."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from profile_lib.checksums import checksum
from profile_lib.publication.checks.disclosure import differences, disclosure, is_public
from profile_lib.publication.checks.identifiers import identifiers
from profile_lib.publication.checks.links import contacts, links
from profile_lib.publication.checks.model import (
    CHECKS_FILE,
    Check,
    Document,
    Finding,
    Staged,
    read_documents,
)
from profile_lib.publication.checks.notebooks import execution, prose, streams
from profile_lib.publication.checks.notices import legend, synthetic
from profile_lib.publication.checks.pages import alternative_text, self_contained, tables
from profile_lib.publication.checks.secret import Secret, secret_of
from profile_lib.publication.checks.signed import SIGNED, anonymity, proceedings, signs
from profile_lib.publication.checks.wording import wording

__all__ = [
    "CHECKS",
    "CHECKS_FILE",
    "NEVER_EXCEPTED",
    "SIGNED",
    "Check",
    "Document",
    "Finding",
    "Secret",
    "Staged",
    "as_json",
    "is_public",
    "read_checks",
    "read_documents",
    "run_checks",
    "secret_of",
    "signs",
    "to_be_signed",
]

CHECKS: Mapping[str, tuple[str, Callable[[Staged], Check]]] = {
    "execution": ("Every cell of every notebook ran", execution),
    "streams": ("No notebook printed or warned", streams),
    "identifiers": ("Nothing that identifies a person in any file", identifiers),
    "disclosure": ("Disclosure control done, and its audit passed", disclosure),
    "differences": ("Public figures as they were published before", differences),
    "prose": ("No typed number in a sentence", prose),
    "alternative-text": ("Every picture in words", alternative_text),
    "tables": ("Every table with a caption and headings that say what they head", tables),
    "self-contained": ("Nothing loaded from elsewhere", self_contained),
    "links": ("Every link well formed", links),
    "contacts": ("Every contact tried within a year", contacts),
    "legend": ("Every marker explained where it stands", legend),
    "synthetic": ("A sample says that it is one", synthetic),
    "wording": ("No word that blames or labels a child, no claim beyond the records", wording),
    "anonymity": ("Complainants' lifetime anonymity", anonymity),
    "proceedings": ("Live proceedings", proceedings),
}
"""Every check by its id: what it makes sure of, and the function."""

NEVER_EXCEPTED = frozenset({"disclosure", "identifiers", "execution", "hashes"})
"""No reason is good enough to publish without these; ``hashes`` is checked by ``publish`` itself."""

FINDINGS, PUBLIC = "findings.json", "public"


def run_checks(staged: Staged, ids: Collection[str] = tuple(CHECKS)) -> list[Check]:
    """The checks of these ids, in the order of the list; all of them unless told."""
    return [function(staged) for id, (_, function) in CHECKS.items() if id in ids]


def as_json(edition: str, checks: Iterable[Check], documents: Iterable[Document]) -> str:
    """checks.json: the checks, and the digests of the files that the public edition is of: they were checked.

    The same bytes for the same edition, whatever the clock.
    """
    content = {
        "edition": edition,
        "checks": [asdict(check) for check in checks],
        "checked": {
            document.name: sha256(document.content).hexdigest()
            for document in documents
            if document.folder == PUBLIC or document.name == FINDINGS
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_checks(file: Path) -> tuple[list[Check], dict[str, str]]:
    """The checks of a checks.json, and the digests of the files that they looked at.

    Raises FileNotFoundError where there is none, KeyError or TypeError where it is another file.
    """
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    checks = [
        Check(item["id"], item["state"], tuple(Finding(**found) for found in item["findings"]))
        for item in content["checks"]
    ]
    return checks, dict(content["checked"])


def to_be_signed(folder: Path) -> dict[str, str]:
    """The sha256 of every file that a reviewer signs, by its path in the edition's folder.

    Every file under public/, findings.json and checks.json. Raises FileNotFoundError where one of the two is
    not there.
    """
    public = sorted(file for file in (folder / PUBLIC).rglob("*") if file.is_file() or file.is_symlink())
    signed = [folder / FINDINGS, folder / CHECKS_FILE, *public]
    return {file.relative_to(folder).as_posix(): checksum(file) for file in signed}
