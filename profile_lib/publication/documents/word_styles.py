"""The look of the Word document: its styles, its sheet, and what stands above and below every page."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from profile_lib.publication.documents import layout
from profile_lib.publication.documents.parts import Listing, Page
from profile_lib.publication.documents.word_parts import add_field, element

FONT = "Arial"
INK, QUIET, ACCENT = RGBColor(0x1F, 0x2A, 0x33), RGBColor(0x55, 0x60, 0x6A), RGBColor(0x1D, 0x4E, 0x74)
"""The colours of the page, all of them with a contrast of more than 4.5 to 1 on white (WCAG 2.2, AA)."""

# style: based on, size, space before, space after (points), bold, colour, stays with the next paragraph
_STYLES: dict[str, tuple[str, float, float, float, bool, RGBColor, bool]] = {
    "Normal": ("", 11, 0, 8, False, INK, False),
    "Title": ("Normal", 24, 0, 10, True, ACCENT, True),
    "Heading 1": ("Normal", 17, 24, 8, True, ACCENT, True),
    "Heading 2": ("Normal", 13, 16, 6, True, ACCENT, True),
    "Heading 3": ("Normal", 11.5, 12, 4, True, ACCENT, True),
    "TOC Heading": ("Normal", 13, 12, 4, True, ACCENT, True),
    "toc 1": ("Normal", 11, 0, 3, False, INK, False),
    "toc 2": ("Normal", 10.5, 0, 3, False, QUIET, False),
    "Caption": ("Normal", 10.5, 12, 2, True, INK, True),
    "Table note": ("Normal", 9, 0, 4, False, QUIET, True),
    "Cell": ("Normal", 10, 1.5, 1.5, False, INK, False),
    "Cell small": ("Normal", 8.5, 1.5, 1.5, False, INK, False),
    "After table": ("Normal", 6, 0, 6, False, INK, False),
    "Picture": ("Normal", 11, 4, 12, False, INK, False),
    "Term": ("Normal", 11, 6, 0, True, INK, True),
    "Term said": ("Normal", 11, 0, 8, False, INK, False),
    "Notice": ("Normal", 11, 4, 12, False, INK, False),
    "Colophon": ("Normal", 9, 18, 0, False, QUIET, False),
    "List Bullet": ("Normal", 11, 0, 5, False, INK, False),
    "List Bullet 2": ("Normal", 11, 0, 5, False, INK, False),
    "List Number": ("Normal", 11, 0, 5, False, INK, False),
    "List Number 2": ("Normal", 11, 0, 5, False, INK, False),
    "Finding": ("List Bullet", 12, 0, 7, False, INK, False),
    "Header": ("Normal", 9, 0, 0, True, INK, False),
    "Footer": ("Normal", 9, 0, 0, False, INK, False),
}  # fmt: skip


def set_styles(document: Document) -> None:
    """Give the document its styles and its language."""
    root = document.styles.element
    for fonts in root.iter(qn("w:rFonts")):
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{name}"), None)
    for language in root.iter(qn("w:lang")):
        language.set(qn("w:val"), layout.LANGUAGE)
    known = {style.name for style in document.styles}
    for name in _STYLES:
        if name not in known:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for name in _STYLES:
        _set_style(document, name)
    document.styles["toc 2"].paragraph_format.left_indent = Cm(0.6)
    _frame(document.styles["Notice"], "B98900", "FFF4D6")
    _rule_above(document.styles["Heading 1"])
    _add_link_style(document)
    _add_table_style(document)


def _set_style(document: Document, name: str) -> None:
    based_on, size, before, after, bold, colour, with_next = _STYLES[name]
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    if based_on:
        style.base_style = document.styles[based_on]
    for inherited in ("w:pBdr", "w:contextualSpacing"):
        for found in style.element.findall(f"{qn('w:pPr')}/{qn(inherited)}"):
            found.getparent().remove(found)
    font, paragraph = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, False
    font.color.rgb = colour
    paragraph.space_before, paragraph.space_after = Pt(before), Pt(after)
    paragraph.line_spacing = 1.1
    paragraph.keep_with_next = with_next
    paragraph.widow_control = True
    style.quick_style, style.hidden = True, False


def _frame(style: object, line: str, fill: str) -> None:
    """A frame and a ground behind a paragraph."""
    assert isinstance(style, ParagraphStyle)
    borders = element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        borders.append(element(f"w:{side}", val="single", sz=6, space=4, color=line))
    _add_border(style, borders)
    properties = style.element.get_or_add_pPr()
    properties.find(qn("w:pBdr")).addnext(element("w:shd", val="clear", color="auto", fill=fill))


def _rule_above(style: object) -> None:
    assert isinstance(style, ParagraphStyle)
    borders = element("w:pBdr")
    borders.append(element("w:top", val="single", sz=12, space=6, color=str(ACCENT)))
    _add_border(style, borders)


def _add_border(style: ParagraphStyle, borders: object) -> None:
    """Word reads the properties of a paragraph in one order alone: borders come before spacing."""
    style.element.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind")


def _add_link_style(document: Document) -> None:
    style = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    style.font.color.rgb, style.font.underline = ACCENT, True


def _add_table_style(document: Document) -> None:
    """Lines between the rows, a heavier one below the headings, no frame."""
    style = document.styles.add_style("Figures", WD_STYLE_TYPE.TABLE)
    properties, borders = element("w:tblPr"), element("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz=4, space=0, color="CFD7DE"))
    properties.append(borders)
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=70, type="dxa"))
    properties.append(margins)
    style.element.append(properties)
    first, cell, lines = element("w:tblStylePr", type="firstRow"), element("w:tcPr"), element("w:tcBorders")
    lines.append(element("w:bottom", val="single", sz=8, space=0, color="1F2A33"))
    cell.append(lines)
    first.append(cell)
    style.element.append(first)


def set_sheet(document: Document, page: Page) -> None:
    """A4 with the marking above and below, the synthetic notice above, and the number of the page below."""
    (section,) = document.sections
    section.page_width, section.page_height = (Cm(side) for side in layout.SHEET_CM)
    section.left_margin = section.right_margin = Cm(layout.MARGIN_CM)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)
    (above,), (below,) = section.header.paragraphs, section.footer.paragraphs
    for line in (above, below):
        _one_tab(line)
    above.add_run(f"{page.marking}\t{page.short_notice}")
    below.add_run(page.marking).bold = True
    below.add_run("\tPage ")
    add_field(below, "PAGE", "1")
    below.add_run(" of ")
    add_field(below, "NUMPAGES", "1")


def _one_tab(line: Paragraph) -> None:
    """What follows the tab stands at the right margin; the style's own stops are cleared."""
    stops = line.paragraph_format.tab_stops
    for stop in list(line.style.paragraph_format.tab_stops):  # type: ignore[union-attr]
        stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(Cm(layout.TEXT_CM), WD_TAB_ALIGNMENT.RIGHT)


def list_style(part: Listing) -> str:
    """The style of a list's items."""
    if part.style == "findings" and not part.ordered and not part.level:
        return "Finding"
    return ("List Number" if part.ordered else "List Bullet") + (" 2" if part.level else "")


def fresh_numbering(document: Document, style: str) -> int:
    """A numbering like the style's that begins at 1 again: its number in the document."""
    own = document.styles[style].element.pPr.numPr.numId.val
    numbering = document.part.numbering_part.element
    fresh = numbering.add_num(numbering.num_having_numId(own).abstractNumId.val)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(fresh.numId)
