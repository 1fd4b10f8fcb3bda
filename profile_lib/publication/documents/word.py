"""A page as a Word document: real headings and styles, described pictures, tables with heading rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from profile_lib.publication.documents import layout, word_parts, word_styles
from profile_lib.publication.documents.archive import write_settled
from profile_lib.publication.documents.parts import (
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
)

CONTENTS = "Contents"
CONTENTS_FIELD = r'TOC \o "1-2" \n \h \z \u'
"""Headings of two levels as links; without page numbers, which only the program that opens it can count."""


LEFTOVERS = ("/thumbnail", "/customXml", "/extended-properties", "/stylesWithEffects")
"""How the relations end by which python-docx's empty document brings along what nobody asked for: a picture
of an empty page, a bibliography, the claim that another program wrote it, and its styles once more."""


def write_word(page: Page, file: Path, *, day: date) -> None:
    """Write a page as a Word document; ``day`` is its date."""
    document = Document()
    _clear(document)
    word_styles.set_styles(document)
    word_styles.set_sheet(document, page)
    _set_properties(document, page, day)
    _Writer(document, page).write()
    packed = BytesIO()
    document.save(packed)
    write_settled(packed.getvalue(), file)


def _clear(document: WordDocument) -> None:
    """Leave out what nobody asked for."""
    for relations in (document.part.package.rels, document.part.rels):
        for id in [id for id, relation in relations.items() if relation.reltype.endswith(LEFTOVERS)]:
            del relations[id]


def _set_properties(document: WordDocument, page: Page, day: date) -> None:
    properties = document.core_properties
    noon = datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - Word's properties bear no zone
    properties.title, properties.subject = page.title, page.notice
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.category, properties.language = page.marking, layout.LANGUAGE
    properties.created = properties.modified = noon
    properties.revision = 1


class _Writer:
    """Puts the parts of a page into a document, one after the other."""

    def __init__(self, document: WordDocument, page: Page) -> None:
        self.document = document
        self.page = page
        self.pictures = 0
        headings = [part for part in page.parts if isinstance(part, Heading)]
        ids = [
            *sorted(page.targets),
            *(f"heading {place}" for place, part in enumerate(headings) if not part.id),
        ]
        self.names = {id: word_parts.bookmark_name(id, number) for number, id in enumerate(ids, start=1)}
        self.headings = {
            id(part): self.names[part.id or f"heading {place}"] for place, part in enumerate(headings)
        }
        self.numbers = {name: number for number, name in enumerate(self.names.values(), start=1)}

    def write(self) -> None:
        self.document.add_paragraph(self.page.title, style="Title")
        if self.page.notice:
            self.document.add_paragraph(self.page.notice, style="Notice")
        self._contents()
        for part in self.page.parts:
            self._part(part)
        self.document.add_paragraph(self.page.colophon, style="Colophon")

    def _contents(self) -> None:
        self.document.add_paragraph(CONTENTS, style="TOC Heading")
        lines = []
        for part in self.page.parts:
            if isinstance(part, Heading) and part.level <= 2:
                line = self.document.add_paragraph(style=f"toc {part.level}")
                word_parts.add_link(line, part.text, anchor=self.headings[id(part)])
                lines.append(line)
        if lines:
            word_parts.field_around(lines, CONTENTS_FIELD)

    def _part(self, part: Part) -> None:
        match part:
            case Heading():
                self._heading(part)
            case Paragraph():
                self._text(self.document.add_paragraph(), part.text)
            case Listing():
                self._listing(part)
            case Terms():
                for term, said in part.pairs:
                    self._text(self.document.add_paragraph(style="Term"), term)
                    self._text(self.document.add_paragraph(style="Term said"), said)
            case Picture():
                self._picture(part)
            case Table():
                self._table(part)

    def _heading(self, part: Heading) -> None:
        heading = self.document.add_paragraph(part.text, style=f"Heading {part.level}")
        self._mark(heading, self.headings[id(part)])

    def _mark(self, paragraph: WordParagraph, name: str) -> None:
        word_parts.bookmark(paragraph, name, self.numbers[name])

    def _text(self, paragraph: WordParagraph, text: Text) -> None:
        for run in text:
            self._run(paragraph, run)

    def _run(self, paragraph: WordParagraph, run: Run) -> None:
        if not run.link:
            made = paragraph.add_run(run.text)
        elif run.link.startswith("#"):
            made = word_parts.add_link(paragraph, run.text, anchor=self.names[run.link[1:]])
        else:
            made = word_parts.add_link(paragraph, run.text, address=run.link)
            made.style = "Hyperlink"
        made.bold = True if run.bold else None

    def _listing(self, part: Listing) -> None:
        style = word_styles.list_style(part)
        numbering = word_styles.fresh_numbering(self.document, style) if part.ordered else None
        for item in part.items:
            paragraph = self.document.add_paragraph(style=style)
            if numbering is not None:
                numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                numbers.get_or_add_ilvl().val, numbers.get_or_add_numId().val = 0, numbering
            self._text(paragraph, item)

    def _picture(self, part: Picture) -> None:
        self.pictures += 1
        paragraph = self.document.add_paragraph(style="Picture")
        picture = paragraph.add_run().add_picture(BytesIO(part.png), width=Cm(layout.picture_width(part)))
        word_parts.describe_picture(picture, part.alt, self.pictures)

    def _table(self, part: Table) -> None:
        caption = self.document.add_paragraph(part.caption, style="Caption")
        if part.id in self.names:
            self._mark(caption, self.names[part.id])
        for note in part.notes:
            self.document.add_paragraph(note, style="Table note")
        table = self.document.add_table(1 + len(part.rows), len(part.head), style="Figures")
        table.autofit = False
        widths = [Cm(layout.TEXT_CM * share) for share in layout.column_widths(part)]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        word_parts.describe_table(table, part.caption, " ".join(part.notes))
        rows = list(table.rows)
        word_parts.heads_every_sheet(rows[0])
        together = layout.stays_together(part)
        style = "Cell small" if len(part.head) > 4 else "Cell"
        lines = [Row(part.head, "", total=True), *part.rows]
        for place, (row, line) in enumerate(zip(rows, lines, strict=True)):
            word_parts.unbroken(row)
            if line.total and place:
                word_parts.line_above(row, 8)
            keep = place == 0 or (together and place < len(part.rows))
            self._cells(row.cells, line, part, widths, style, keep)
        self.document.add_paragraph(style="After table")

    def _cells(
        self, cells: Sequence[_Cell], line: Row, table: Table, widths: Sequence[Cm], style: str, keep: bool
    ) -> None:
        for place, (cell, text) in enumerate(zip(cells, line.cells, strict=True)):
            cell.width = widths[place]
            (paragraph,) = cell.paragraphs
            paragraph.style = style
            paragraph.add_run(text).bold = True if line.total else None
            if place in table.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if keep:
                paragraph.paragraph_format.keep_with_next = True
            if place == 0 and line.id in self.names:
                self._mark(paragraph, self.names[line.id])
