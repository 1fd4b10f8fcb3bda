"""Reads the exported page as a list of parts.

The documents are made from these parts and from nothing else, so that none of them can say what the page
does not say; what a part cannot hold is refused and never left out in silence.
"""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from profile_lib.publication.documents.parts import (
    DocumentRefused,
    Heading,
    Listing,
    Page,
    Paragraph,
    Part,
    Picture,
    Row,
    Run,
    Table,
    Terms,
    Text,
    plain,
)

WORDS_INSIDE = {"a", "abbr", "b", "br", "cite", "code", "em", "i", "mark", "q", "small", "span", "strong",
                "sub", "sup", "time"}  # fmt: skip
"""Elements that are part of a line of text."""
AROUND = {"article", "aside", "details", "div", "figure", "main", "section"}
"""Elements that only hold others."""
HEADINGS = {"h2": 1, "h3": 2, "h4": 3}
BOLD = {"b", "strong"}
TARGETS = (*HEADINGS, "table", "tr")
"""Elements to which a link may lead in a document."""
PARAGRAPHS = {"p", "figcaption", "summary", "blockquote"}


def read_page(file: Path) -> Page:
    """The parts of a page that ``export_summary`` wrote.

    Raises DocumentRefused for an element that a document cannot hold, a table without caption, with merged
    cells, or with two headings alike, and a picture that is not a PNG with words.
    """
    soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
    _unlink(soup)
    return Page(
        title=_words(_one(soup, "h1")),
        marking=_words(_one(soup, "header .marking")),
        notice=" ".join(_words(notice) for notice in soup.select("header .notice p")),
        colophon=" ".join(_words(line) for line in soup.select("footer p:not(.marking)")),
        parts=(*_under_the_title(soup), *_parts(_one(soup, "main"))),
    )


def _one(soup: BeautifulSoup, selector: str) -> Tag:
    found = soup.select_one(selector)
    if found is None:
        raise DocumentRefused(f"the page has no {selector}")
    return found


def _unlink(soup: BeautifulSoup) -> None:
    """Links to what a document has no place for become words."""
    ids = {element["id"] for element in soup.select(", ".join(f"main {name}[id]" for name in TARGETS))}
    for link in soup.select("a[href^='#']"):
        if str(link["href"])[1:] not in ids:
            del link["href"]


def _under_the_title(soup: BeautifulSoup) -> list[Part]:
    lines = soup.select("header p:not(.marking):not(.notice *)")
    return [part for line in lines for part in _parts(line)]


def _parts(holder: Tag, level: int = 0) -> Iterator[Part]:
    """The parts that an element holds; text between them becomes paragraphs."""
    line: list[PageElement] = []
    for child in holder.children:
        if _is_text(child) or (isinstance(child, Tag) and child.name in WORDS_INSIDE):
            line.append(child)
        elif isinstance(child, Tag):
            yield from _paragraph(line)
            line = []
            yield from _part(child, level)
    yield from _paragraph(line)


def _part(element: Tag, level: int) -> Iterator[Part]:
    name = element.name
    if name in HEADINGS:
        yield Heading(HEADINGS[name], _words(element), str(element.get("id", "")))
    elif name in PARAGRAPHS or name in AROUND:
        yield from _parts(element, level)
    elif name in ("ul", "ol"):
        yield from _listing(element, level)
    elif name == "dl":
        yield _terms(element)
    elif name == "table":
        yield _table(element)
    elif name == "img":
        yield _picture(element)
    else:
        raise DocumentRefused(f"a document cannot hold <{name}>: {_words(element)[:60]!r}")


def _paragraph(line: Sequence[PageElement]) -> Iterator[Paragraph]:
    if text := _text(line):
        yield Paragraph(text)


def _listing(element: Tag, level: int) -> Iterator[Part]:
    """The items of a list; what is no text in an item (a picture, another list) follows the item."""
    style = next((name for name in ("findings", "notes") if name in element.get_attribute_list("class")), "")
    items: list[Text] = []

    def gathered() -> Iterator[Listing]:
        if items:
            yield Listing(tuple(items), element.name == "ol", style, level)
            items.clear()

    for item in element.find_all("li", recursive=False):
        first = True
        for part in _parts(item, level + 1):
            if isinstance(part, Paragraph) and first:
                items.append(part.text)
            else:
                yield from gathered()
                yield part
            first = False
    yield from gathered()


def _terms(element: Tag) -> Terms:
    pairs = list(zip_longest(element.find_all("dt"), element.find_all("dd")))
    if any(not term or term.find_next_sibling("dd") is not said for term, said in pairs):
        raise DocumentRefused("a list of terms says one thing of each")
    return Terms(tuple((_text(list(term.children)), _text(list(said.children))) for term, said in pairs))


def _table(element: Tag) -> Table:
    if element.select("[colspan], [rowspan], table"):
        raise DocumentRefused("a table for every reader has no merged cells and no table inside")
    caption = element.caption
    if caption is None or not _words(caption):
        raise DocumentRefused("a table has no caption")
    title, notes = caption.select_one(".title") or caption, caption.select(".note")
    if title is not caption and len(_words(caption).split()) != sum(
        len(_words(part).split()) for part in (title, *notes)
    ):
        raise DocumentRefused(f"{_words(title)}: a caption is a title and notes")
    heads = element.select("thead th")
    head = tuple(_words(cell) for cell in heads)
    if len(set(head)) != len(head):
        raise DocumentRefused(f"{_words(title)}: two columns have the same heading")
    rows = [_row(row) for row in element.select("tbody tr, tfoot tr")]
    if any(len(row.cells) != len(head) for row in rows):
        raise DocumentRefused(f"{_words(title)}: a row has not as many cells as there are headings")
    numbers = (place for place, cell in enumerate(heads) if "number" in cell.get_attribute_list("class"))
    return Table(
        caption=_words(title),
        notes=tuple(_words(note) for note in notes),
        head=head,
        rows=tuple(rows),
        numbers=frozenset(numbers),
        id=str(element.get("id", "")),
    )


def _row(element: Tag) -> Row:
    cells = tuple(_words(cell) for cell in element.find_all(["th", "td"], recursive=False))
    return Row(cells, str(element.get("id", "")), "total" in element.get_attribute_list("class"))


def _picture(element: Tag) -> Picture:
    source, alt = str(element.get("src", "")), str(element.get("alt", "")).strip()
    kind, _, data = source.partition(",")
    if kind != "data:image/png;base64" or not alt:
        raise DocumentRefused(
            f"a picture is a PNG inside the page, with words: found {kind[:40]!r}, {alt[:40]!r}"
        )
    png = base64.b64decode(data)
    width, height = struct.unpack(">II", png[16:24])  # the header of every PNG
    return Picture(png, alt, float(str(element.get("width", width))), height / width)


def _is_text(element: PageElement) -> bool:
    """Text that readers see: comments and the like are none."""
    return isinstance(element, NavigableString) and not isinstance(element, PreformattedString)


def _words(element: Tag) -> str:
    """The text of an element on one line."""
    return plain(_text(list(element.children)))


def _text(elements: Sequence[PageElement]) -> Text:
    """Text as a browser sets it: white space as single blanks, none at the ends."""
    runs: list[Run] = []
    for run in _runs(elements, bold=False, link=""):
        text = re.sub(r"[ \t\r\n\f]+", " ", run.text)
        if not runs or runs[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            runs.append(Run(text, run.bold, run.link))
    while runs and not (last := runs[-1].text.rstrip(" ")):
        runs.pop()
    if runs:
        runs[-1] = Run(last, runs[-1].bold, runs[-1].link)
    return tuple(runs)


def _runs(elements: Sequence[PageElement], *, bold: bool, link: str) -> Iterator[Run]:
    for element in elements:
        if isinstance(element, Tag):
            if element.name not in WORDS_INSIDE:
                raise DocumentRefused(f"a line of text cannot hold <{element.name}>")
            if element.name == "br":
                yield Run(" ")
            inside = list(element.children)
            yield from _runs(inside, bold=bold or element.name in BOLD, link=str(element.get("href", link)))
        elif _is_text(element):
            yield Run(str(element), bold, link)
