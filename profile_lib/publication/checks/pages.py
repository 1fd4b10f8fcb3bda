"""Documents that everybody can read by themselves: words for pictures, headed tables, nothing loaded."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from io import BytesIO

import nbformat
from bs4 import BeautifulSoup, Tag

from profile_lib.publication.checks.model import DOCUMENTS, Check, Document, Finding, Staged

NO_WORDS = "No description has been provided"
"""What nbconvert puts in the place of words that are missing."""
OFFICE = ("docx", "xlsx", "ods")
DRAWING = re.compile(r"<(?:w:drawing|xdr:pic|draw:frame)\b.*?</(?:w:drawing|xdr:pic|draw:frame)>", re.DOTALL)
DESCRIPTION = re.compile(r'\bdescr="([^"]*)"|<svg:(?:desc|title)>([^<]*)<')
RELATIONSHIP = re.compile(r"<Relationship\b[^>]*>")


def alternative_text(staged: Staged) -> Check:
    """Fails for a picture without words, or with words that are a file's name or its data."""
    findings = [
        *(finding for page in staged.of_kind("html", *DOCUMENTS) for finding in _wordless(page)),
        *(finding for page in staged.of_kind("ipynb", "notebooks") for finding in _wordless_outputs(page)),
        *(finding for kind in OFFICE for file in staged.of_kind(kind) for finding in _wordless_parts(file)),
    ]
    return Check.of("alternative-text", findings)


def tables(staged: Staged) -> Check:
    """Fails for a table without a caption, or a heading that does not say what it heads."""
    findings = [
        *(finding for page in staged.of_kind("html", *DOCUMENTS) for finding in _unheaded(page)),
        *(finding for file in staged.of_kind("docx") for finding in _unheaded_word(file)),
    ]
    return Check.of("tables", findings)


def self_contained(staged: Staged) -> Check:
    """Fails for a page that runs or loads anything, and a document that takes a part from elsewhere."""
    findings = [
        Finding(what, page.name, "Put it into the page, or leave it out")
        for page in staged.of_kind("html", *DOCUMENTS)
        for what in loaded(page.soup)
    ]
    findings += [
        Finding("a part of the document lies elsewhere", f"{file.name}, {part}", "Put it into the document")
        for kind in OFFICE
        for file in staged.of_kind(kind)
        for part, xml in parts(file, ".rels")
        for mark in RELATIONSHIP.findall(xml)
        if 'TargetMode="External"' in mark and "/hyperlink" not in mark
    ]
    return Check.of("self-contained", findings)


def loaded(soup: BeautifulSoup) -> Iterator[str]:
    """What a page would load or run."""
    for element in soup.select("script, iframe, object, embed, link, base, [srcset]"):
        yield f"the page holds <{element.name}>"
    for element in soup.select("[src]:not([src^='data:'])"):
        yield f"<{element.name}> is loaded from elsewhere"
    for element in soup.find_all(True):
        if acting := [name for name in element.attrs if name.startswith("on")]:
            yield f"<{element.name}> acts by itself: {acting[0]}"
    style = " ".join(
        [*(found.get_text() for found in soup("style")), *(str(e["style"]) for e in soup.select("[style]"))]
    )
    if re.search(r"@import|url\(\s*['\"]?(?!data:|#)", style):
        yield "the style loads something"


def words_are_missing(words: str) -> bool:
    """Whether the words of a picture say nothing of it."""
    told = words.strip()
    return (
        not told
        or told.startswith(NO_WORDS)
        or "data:" in told
        or bool(re.fullmatch(r"\S+\.(png|jpe?g|svg|gif)", told, re.IGNORECASE))
    )


def parts(document: Document, ending: str) -> Iterator[tuple[str, str]]:
    """The XML parts of an office document whose names end so, each with its text."""
    with zipfile.ZipFile(BytesIO(document.content)) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(ending):
                yield name, archive.read(name).decode("utf-8")


def _wordless(page: Document) -> Iterator[Finding]:
    for number, image in enumerate(page.soup.select("img, svg[role=img]"), start=1):
        words = image.get("alt") or image.get("aria-label") or ""
        if words_are_missing(str(words)):
            yield _wordless_picture(f"{page.name}, picture {number}")


def _wordless_outputs(document: Document) -> Iterator[Finding]:
    notebook = nbformat.reads(document.content.decode("utf-8"), as_version=4)
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            words = output.get("metadata", {}).get("image/png", {}).get("alt", "")
            if "image/png" in output.get("data", {}) and words_are_missing(words):
                yield _wordless_picture(f"{document.name}, cell {number}")


def _wordless_parts(document: Document) -> Iterator[Finding]:
    """Pictures of an office document: the drawing's own description is read aloud."""
    for part, xml in parts(document, ".xml"):
        drawings = DRAWING.findall(xml)
        for number, drawing in enumerate(drawings, start=1):
            described = [unescape("".join(words)) for words in DESCRIPTION.findall(drawing)]
            if not any(not words_are_missing(words) for words in described):
                yield _wordless_picture(f"{document.name}, {part}, picture {number}")


def _wordless_picture(where: str) -> Finding:
    return Finding("a picture has no alternative text", where, "Say in words what the picture shows")


def _unheaded(page: Document) -> Iterator[Finding]:
    for number, table in enumerate(page.soup.find_all("table"), start=1):
        where = f"{page.name}, table {number}"
        if table.caption is None or not table.caption.get_text(strip=True):
            yield Finding("a table has no caption", where, "Say above the table what it is of")
        if any(_is_scopeless(heading) for heading in table.find_all("th")) or not table.find("th"):
            what = "a table has no headings, or one without its scope, or an empty one"
            yield Finding(what, where, "Mark each heading as of its column or its row")


def _is_scopeless(heading: Tag) -> bool:
    scopes = ("col", "row", "colgroup", "rowgroup")
    return heading.get("scope") not in scopes or not heading.get_text(strip=True)


def _unheaded_word(document: Document) -> Iterator[Finding]:
    for part, xml in parts(document, "word/document.xml"):
        for number, table in enumerate(re.findall(r"<w:tbl>.*?</w:tbl>", xml, re.DOTALL), start=1):
            if "<w:tblHeader" not in table:
                where = f"{document.name}, {part}, table {number}"
                yield Finding("a table has no header row", where, "Mark its first row as the heading")
