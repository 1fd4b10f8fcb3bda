"""What a reader has to be told on the page itself: what a marker means, and that a sample is a sample."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

from profile_lib.publication.checks.model import AUDIENCES, DOCUMENTS, Check, Document, Finding, Staged
from profile_lib.publication.checks.pages import DESCRIPTION, DRAWING, parts
from profile_lib.publication.checks.texts import plain_xml

NOTICE = re.compile(r"synthetic", re.IGNORECASE)
NOBODY = re.compile(r"synthetic sample", re.IGNORECASE)
MARKER = re.compile(r"\[[a-z]{1,3}\]|[*~†‡§]|:|[a-z]")
"""What stands alone in a cell in the place of a number. A dash says that there is nothing to give."""


def legend(staged: Staged) -> Check:
    """Fails for a marker in the place of a number that the page, or the workbook, does not explain."""
    findings = [
        Finding(f"the marker {marker} is not explained", where, "Say under the table what it means")
        for where, markers, words in _marked(staged)
        for marker in sorted(markers)
        if not re.search(rf"{re.escape(marker)} means \w", words)
    ]
    return Check.of("legend", findings)


def synthetic(staged: Staged) -> Check:
    """Fails where a synthetic edition does not say so on each page, picture, sheet and CSV file, and where an
    edition of real children says that it is one.

    A picture's notice is read in its alternative text; charts.py draws it with the same words.
    """
    if staged.edition.synthetic:
        return Check.of("synthetic", _unsaid(staged))
    todo = "Run the edition again: the parameters say that these are real records"
    said = (
        Finding("it says that nobody in it exists", document.name, todo)
        for document in _documents(staged)
        if any(NOBODY.search(text.text) for text in document.texts)
    )
    return Check.of("synthetic", said)


def _marked(staged: Staged) -> Iterator[tuple[str, set[str], str]]:
    """Each page and workbook with the markers in its cells and its words."""
    for page in staged.of_kind("html", *DOCUMENTS):
        cells = {cell.get_text(strip=True) for cell in page.soup.find_all("td")}
        yield page.name, {cell for cell in cells if MARKER.fullmatch(cell)}, _words(page.soup)
    for file in staged.of_kind("xlsx"):
        words = "\n".join(plain_xml(xml) for _, xml in parts(file, ".xml"))
        strings = {line.strip() for line in words.splitlines()}
        yield file.name, {line for line in strings if re.fullmatch(r"\[[a-z]{1,3}\]", line)}, words


def _words(soup: BeautifulSoup) -> str:
    return " ".join(soup.get_text(" ").split())


def _documents(staged: Staged) -> Iterator[Document]:
    return (document for document in staged.documents if document.folder in DOCUMENTS)


def _unsaid(staged: Staged) -> Iterator[Finding]:
    """Whatever a reader could take for real."""
    for document in _documents(staged):
        for where in _silent(document):
            todo = "Put the notice there: made-up numbers must not be taken for real ones"
            yield Finding("it does not say that it is synthetic", where, todo)


def _silent(document: Document) -> Iterator[str]:
    if document.kind == "html":
        yield from _silent_page(document)
    elif document.kind == "xlsx":
        yield from _silent_sheets(document)
    elif document.folder in AUDIENCES:
        if document.kind == "docx":
            yield from _silent_drawings(document)
        words = (text.text for text in document.texts if text.text != document.name)
        if not any(NOTICE.search(text) for text in words):
            yield document.name


def _silent_page(page: Document) -> Iterator[str]:
    """A page says it in its own words, and each picture in its own: a picture is copied by itself."""
    if not NOTICE.search(page.soup.get_text(" ")):
        yield page.name
    for number, image in enumerate(page.soup.select("img"), start=1):
        if not NOTICE.search(str(image.get("alt", ""))):
            yield f"{page.name}, picture {number}"


def _silent_drawings(file: Document) -> Iterator[str]:
    for part, xml in parts(file, "word/document.xml"):
        for number, drawing in enumerate(DRAWING.findall(xml), start=1):
            if not any(NOTICE.search("".join(words)) for words in DESCRIPTION.findall(drawing)):
                yield f"{file.name}, {part}, picture {number}"


def _silent_sheets(file: Document) -> Iterator[str]:
    """A sheet says it in its own cells: those that are shared with the other sheets are looked up."""
    strings = [plain_xml(found) for _, xml in parts(file, "sharedStrings.xml") for found in _shared(xml)]
    telling = {str(place) for place, text in enumerate(strings) if NOTICE.search(text)}
    for name, xml in parts(file, ".xml"):
        if re.search(r"/worksheets/[^/]+\.xml$", name):
            shared = re.findall(r'<c\b[^>]*\bt="s"[^>]*>.*?<v>(\d+)</v>', xml, re.DOTALL)
            if not telling & set(shared) and not NOTICE.search(plain_xml(xml)):
                yield f"{file.name}, {name}"


def _shared(xml: str) -> list[str]:
    return re.findall(r"<si\b.*?</si>|<si/>", xml, re.DOTALL)
