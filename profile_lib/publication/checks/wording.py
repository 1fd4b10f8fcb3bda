"""Words that blame or label children, and claims beyond what was looked at, with what to say instead.

The list, its reasons and its sources are in ``wording.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from bs4 import BeautifulSoup

from profile_lib.publication.checks.model import AUDIENCES, DOCUMENTS, Check, Document, Finding, Staged

LOOKED_AT = re.compile(
    r"\b(?:in|of|among) (?:all |the |these |those )*[\d,]+ (?:[\w'-]+ ){0,5}?"
    r"(?:looked at|assessed|examined|searched|reviewed|read)\b"
)
"""What makes a claim of absence one that can be made: in how many records somebody looked."""
SENTENCE = re.compile(r"[^.!?;\n]*(?:[.](?=\d)[^.!?;\n]*)*[.!?;\n]?")

BLOCKS = ("p", "li", "td", "th", "caption", "h1", "h2", "h3", "h4", "dt", "dd", "title", "figcaption", "div")


@dataclass(frozen=True)
class Wording:
    """A group of phrases: what is wrong with them, what to say instead, who says so.

    ``unless``: the phrase may stand in a sentence that matches it.
    """

    phrases: re.Pattern[str]
    why: str
    instead: str
    source: str
    unless: re.Pattern[str] | None = None

    def found(self, sentence: str) -> Iterator[str]:
        """The phrases of the group that a sentence, as ``plain`` gives it, holds."""
        found = [match.group() for match in self.phrases.finditer(sentence)]
        if found and not (self.unless and self.unless.search(sentence)):
            yield from found


def wording(staged: Staged) -> Check:
    """Fails for each phrase of the list in a document for readers; says what to write instead."""
    found = {
        Finding(f"“{phrase}”: {group.why}", document.name, f"Say instead: {group.instead} ({group.source})")
        for document in _documents(staged)
        for group, phrase in blocked(_words(document))
    }
    return Check.of("wording", sorted(found, key=lambda item: (item.where, item.what)))


def blocked(text: str) -> Iterator[tuple[Wording, str]]:
    """Every phrase in a text that may not stand there, and the group it is of."""
    whole = plain(text)
    for group in wordings():
        if group.phrases.search(whole):  # few texts hold any: only those are looked at by the sentence
            yield from ((group, phrase) for sentence in sentences(text) for phrase in group.found(sentence))


@cache
def wordings() -> tuple[Wording, ...]:
    """The list, its phrases compiled. Raises KeyError for a group whose source is not named."""
    listed = yaml.safe_load(files(__package__).joinpath("wording.yaml").read_text(encoding="utf-8"))
    sources = {name: source["title"] for name, source in listed["sources"].items()}

    def compiled(group: Mapping[str, Any], unless: re.Pattern[str] | None) -> Wording:
        source = sources[group["source"]]
        return Wording(_pattern(group["words"]), group["why"], group["instead"], source, unless)

    return (
        *(
            compiled(group, _pattern(group["unless"]) if "unless" in group else None)
            for group in listed["phrases"]
        ),
        *(compiled(group, LOOKED_AT) for group in listed["claims"]),
    )


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, in the form that phrases are looked for in."""
    for found in SENTENCE.finditer(plain(text)):
        if sentence := found.group().strip():
            yield " ".join(sentence.split())


def plain(text: str) -> str:
    """Small letters; one kind of apostrophe; hyphens as spaces."""
    return re.sub(r"[-‐‑‒–]", " ", text.casefold().replace("’", "'").replace("‘", "'"))


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words, spaces of any length; * stands for any ending."""
    listed = [
        r"\s+".join(re.escape(word).replace(r"\*", r"[\w']*") for word in plain(phrase).split())
        for phrase in phrases
    ]
    return re.compile(rf"(?<![\w'])(?:{'|'.join(sorted(listed, key=len, reverse=True))})(?![\w'])")


def _documents(staged: Staged) -> Iterator[Document]:
    """What readers are given: every document of an audience, and the reviewers' pages."""
    for document in staged.documents:
        if document.folder in AUDIENCES or (document.folder in DOCUMENTS and document.kind == "html"):
            yield document


def _words(document: Document) -> str:
    """What a reader reads or hears of it; of a page neither code nor style."""
    if document.kind == "html":
        return _words_of_page(document.soup)
    if document.kind == "pdf":  # its lines end where the page does, not where a sentence does
        return " ".join(text.text.replace("\n", " ") for text in document.texts if not text.raw)
    return "\n".join(text.text for text in document.texts)


def _words_of_page(soup: BeautifulSoup) -> str:
    """Each paragraph, cell and alternative text on lines of its own."""
    told = [str(image.get("alt", "")) for image in soup.select("img")]
    for element in soup.find_all(string=True):
        parents = {parent.name for parent in element.parents}
        if not parents & {"style", "code", "script"}:
            block = next((parent for parent in element.parents if parent.name in BLOCKS), None)
            told.append(str(element) if block is None else f"{element}\0{id(block)}")
    return _joined(told)


def _joined(pieces: Iterable[str]) -> str:
    """Pieces of the same block on one line, since a phrase may be cut by emphasis."""
    lines: list[str] = []
    last = ""
    for piece in pieces:
        text, _, block = piece.partition("\0")
        flat = " ".join(text.split("\n"))
        if block and block == last:
            lines[-1] += flat
        else:
            lines.append(flat)
        last = block
    return "\n".join(lines)
