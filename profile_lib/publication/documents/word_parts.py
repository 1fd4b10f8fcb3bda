"""What python-docx has no word for: fields, bookmarks, links, table headers, descriptions, as Word's XML."""

from __future__ import annotations

from collections.abc import Sequence

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shape import InlineShape
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

BOOKMARK_CHARACTERS = 40
"""The longest name that Word reads."""


def element(name: str, /, **values: object) -> BaseOxmlElement:
    """``element("w:lang", val="en-GB")``: an element of Word's namespace with its attributes."""
    made: BaseOxmlElement = OxmlElement(name)
    for attribute, value in values.items():
        made.set(qn(f"w:{attribute}"), str(value))
    return made


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field such as ``PAGE``; ``shown`` stands there until the program counts for itself."""
    paragraph._p.extend(_opening(code))
    paragraph.add_run(shown)
    paragraph._p.append(_mark("end"))


def field_around(paragraphs: Sequence[Paragraph], code: str) -> None:
    """Make the links of paragraphs the content of one field, as a table of contents is."""
    link = paragraphs[0]._p.find(qn("w:hyperlink"))
    for part in _opening(code):
        link.addprevious(part)
    paragraphs[-1]._p.append(_mark("end"))


def _opening(code: str) -> list[BaseOxmlElement]:
    """The runs before what a field shows."""
    run, instruction = element("w:r"), element("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    run.append(instruction)
    return [_mark("begin"), run, _mark("separate")]


def _mark(kind: str) -> BaseOxmlElement:
    run = element("w:r")
    run.append(element("w:fldChar", fldCharType=kind))
    return run


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Let links lead to a paragraph; ``number`` is the bookmark's own in the document."""
    start = element("w:bookmarkStart", id=number, name=name)
    paragraph._p.insert_element_before(start, "w:hyperlink", "w:r")
    paragraph._p.append(element("w:bookmarkEnd", id=number))


def add_link(paragraph: Paragraph, text: str, *, address: str = "", anchor: str = "") -> Run:
    """A run that leads to an address, or to a bookmark of the document."""
    link = element("w:hyperlink", history=1)
    if anchor:
        link.set(qn("w:anchor"), anchor)
    else:
        target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), target)
    run = paragraph.add_run(text)
    link.append(run._r)
    paragraph._p.append(link)
    return run


def describe_picture(picture: InlineShape, alt: str, number: int) -> None:
    """The alternative text of a picture, and a name that says nothing more."""
    properties = picture._inline.docPr
    properties.set("descr", alt)
    properties.set("name", f"Picture {number}")


def describe_table(table: Table, caption: str, notes: str) -> None:
    """What the table is, for readers who do not see it, and that its first row and column are headings."""
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    properties.append(
        element(
            "w:tblLook", val="04A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=0, noVBand=1
        )
    )
    properties.append(element("w:tblCaption", val=caption))
    if notes:
        properties.append(element("w:tblDescription", val=notes))


def heads_every_sheet(row: _Row) -> None:
    """Repeat a row as the heading of the table on each sheet."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def unbroken(row: _Row) -> None:
    """Keep a row on one sheet."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def line_above(row: _Row, eighths: int) -> None:
    """A line above a row, in eighths of a point."""
    for cell in row.cells:
        borders = element("w:tcBorders")
        borders.append(element("w:top", val="single", sz=eighths, space=0, color="1F2A33"))
        cell._tc.get_or_add_tcPr().append(borders)


def bookmark_name(id: str, number: int) -> str:
    """A name as Word takes it: a letter first, then letters, digits and underscores, not too long."""
    letters = "".join(character if character.isalnum() and character.isascii() else "_" for character in id)
    return f"p{number}_{letters}"[:BOOKMARK_CHARACTERS]
