"""What a check says, and what it looks at: an edition's folder and the parameters it was made with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from bs4 import BeautifulSoup

from profile_lib.edition import Edition
from profile_lib.publication.checks.secret import Secret
from profile_lib.publication.checks.texts import Text, texts

State = Literal["pass", "review", "fail"]

CHECKS_FILE = "checks.json"
AUDIENCES = ("partnership", "public")
DOCUMENTS = (*AUDIENCES, "review")
"""The folders of an edition that hold documents for readers."""


@dataclass(frozen=True)
class Finding:
    """One thing that a check found: what, where, and what to do. It never holds an identifying value."""

    what: str
    where: str
    todo: str


@dataclass(frozen=True)
class Check:
    """One publication check. ``review``: a person has to look; ``fail``: the edition may not be published.

    A check that passed may still have findings: what a reviewer has to know.
    """

    id: str
    state: State
    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, id: str, findings: Iterable[Finding], otherwise: State = "fail") -> Check:
        """The check passes where nothing was found; else it is ``otherwise``."""
        found = tuple(findings)
        return cls(id, otherwise if found else "pass", found)


class Document:
    """A file of the edition; ``name`` is its path in the edition's folder, with forward slashes."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.content = content

    @property
    def folder(self) -> str:
        """The folder of the edition that it lies in; empty for a file beside them."""
        return self.name.rpartition("/")[0].partition("/")[0]

    @property
    def kind(self) -> str:
        """The ending of its name, in small letters."""
        return self.name.rpartition("/")[2].rpartition(".")[2].lower()

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page, parsed: for those of kind html."""
        return BeautifulSoup(self.content, "html.parser")

    @cached_property
    def texts(self) -> list[Text]:
        """Every text in it, wherever it is packed."""
        return list(texts(self.name, self.content))


@dataclass(frozen=True)
class Staged:
    """An edition about to be handed out.

    ``findings``: the figures by key; ``disclosure``: disclosure.json, None where there is none;
    ``published``: the figures.json of this year as it was published last, None where it was not; ``others``:
    the names of files of the edition that are there and not looked at.
    """

    edition: Edition
    documents: tuple[Document, ...]
    findings: dict[str, dict[str, Any]]
    disclosure: dict[str, Any] | None
    published: dict[str, Any] | None
    secret: Secret
    others: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """The name of every file of the edition."""
        return self.others | {document.name for document in self.documents}

    @property
    def audiences(self) -> list[str]:
        """The audiences that the edition has documents for."""
        folders = {document.folder for document in self.documents}
        return [audience for audience in AUDIENCES if audience in folders]

    def of_kind(self, kind: str, *folders: str) -> Iterator[Document]:
        """The documents of a kind, of some folders or of all."""
        for document in self.documents:
            if document.kind == kind and (not folders or document.folder in folders):
                yield document


def read_documents(folder: Path) -> tuple[Document, ...]:
    """Every file under an edition's folder, in the order of their names, but for the last checks.json."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.name != CHECKS_FILE)
    return tuple(Document(file.relative_to(folder).as_posix(), file.read_bytes()) for file in files)
