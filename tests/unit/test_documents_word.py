"""The Word document as its own XML says it: headings, descriptions, heading rows, links, marking."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from documents_made import ALT, FINDING, NOTE, NOTICE, html_page, png
from docx import Document
from docx.document import Document as WordDocument

from profile_lib.publication.documents.page import read_page
from profile_lib.publication.documents.word import write_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("word")
    write_word(read_page(html_page(folder / "summary.html")), folder / "summary.docx", day=date(2016, 3, 31))
    return folder / "summary.docx"


@pytest.fixture(scope="module")
def document(file: Path) -> WordDocument:
    return Document(str(file))


@pytest.fixture(scope="module")
def body(file: Path) -> ElementTree.Element:
    return xml(file, "word/document.xml")


def xml(file: Path, member: str) -> ElementTree.Element:
    with zipfile.ZipFile(file) as archive:
        return ElementTree.fromstring(archive.read(member))


def words(element: ElementTree.Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def styled(document: WordDocument, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def test_headings_are_real_headings(document: WordDocument) -> None:
    assert styled(document, "Title") == ["Partnership profile 2015: Wiltshire & more"]
    assert styled(document, "Heading 1") == [
        "About this profile", "Key findings", "How to read the numbers", "Where to get help",
    ]  # fmt: skip
    assert styled(document, "Heading 2") == ["Month by month"]
    for style in ("Title", "Heading 1", "Heading 2", "Caption", "Table note", "Term"):
        assert document.styles[style].paragraph_format.keep_with_next, (
            f"{style} may stand alone at a page's end"
        )


def test_text_lists_and_terms_have_styles_of_their_own(document: WordDocument) -> None:
    assert styled(document, "Notice") == [NOTICE]
    assert styled(document, "Finding") == [FINDING, "See what a child is and this."]
    assert styled(document, "List Bullet") == ["An episode is no child.", "Rounded for print."]
    assert styled(document, "List Number") == ["One", "Another"]
    assert styled(document, "Term") == ["Helpline", "Police"]
    (about,) = [item for item in document.paragraphs if item.text.startswith("It is about")]
    assert [run.text for run in about.runs if run.bold] == ["children"]


def test_the_contents_lead_to_the_headings(document: WordDocument, body: ElementTree.Element) -> None:
    listed = [paragraph for paragraph in document.paragraphs if paragraph.style.name.startswith("toc ")]
    chapters = ["About this profile", "Key findings", "How to read the numbers", "Where to get help"]
    assert [paragraph.text for paragraph in listed] == [*chapters[:2], "Month by month", *chapters[2:]]
    marked = bookmarks(body)
    for paragraph in listed:
        (link,) = paragraph._p.iter(f"{W}hyperlink")
        assert marked[link.get(f"{W}anchor")] == paragraph.text
    (code,) = [text.text for text in body.iter(f"{W}instrText")]
    assert code.split()[0] == "TOC"
    marks = [mark.get(f"{W}fldCharType") for mark in body.iter(f"{W}fldChar")]
    assert marks == ["begin", "separate", "end"]


def bookmarks(body: ElementTree.Element) -> dict[str | None, str]:
    """The words of the paragraph at each bookmark."""
    return {
        start.get(f"{W}name"): words(paragraph)
        for paragraph in body.iter(f"{W}p")
        for start in paragraph.findall(f"{W}bookmarkStart")
    }


def test_bookmarks_are_numbered_once_and_end(body: ElementTree.Element) -> None:
    starts = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]
    ends = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkEnd")]
    assert len(set(starts)) == len(starts) > 5
    assert sorted(starts) == sorted(ends)


def test_links_lead_to_rows_and_to_addresses(document: WordDocument, body: ElementTree.Element) -> None:
    links = {words(link): link for link in body.iter(f"{W}hyperlink")}
    assert bookmarks(body)[links["what a child is"].get(f"{W}anchor")] == "Child"
    assert "this" not in links
    outside = [part.target_ref for part in document.part.rels.values() if part.is_external]
    assert outside == ["https://example.org/help"]


def test_a_picture_has_its_words_and_no_data_in_them(file: Path, body: ElementTree.Element) -> None:
    (properties,) = body.iter(f"{DRAWING}docPr")
    assert properties.get("descr") == ALT
    assert properties.get("name") == "Picture 1"
    with zipfile.ZipFile(file) as archive:
        texts = [archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        assert archive.read("word/media/image1.png") == png()
    assert not any(b"data:" in text for text in texts)
    (extent,) = body.iter(f"{DRAWING}extent")
    assert (int(extent.get("cx")), int(extent.get("cy"))) == (4_500_000, 2_250_000)  # 12.5 cm by half of it


def test_tables_have_a_heading_row_on_every_sheet_and_a_description(body: ElementTree.Element) -> None:
    episodes, glossary = body.iter(f"{W}tbl")
    for table in (episodes, glossary):
        first, *others = table.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert not [row for row in others if row.find(f"{W}trPr/{W}tblHeader") is not None]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.findall(f"{W}tr"))
        look = table.find(f"{W}tblPr/{W}tblLook")
        assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")) == ("1", "1")
    assert episodes.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "Episodes by month"
    described = episodes.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")
    assert described == f"{NOTE} [c] means not given, to protect children."


def test_the_cells_are_those_of_the_page(document: WordDocument) -> None:
    episodes, glossary = document.tables
    assert [[cell.text for cell in row.cells] for row in episodes.rows] == [
        ["Month", "Episodes", "Share in care", "Cost", "Remark"],
        ["January 2015", "1,056", "22%", "£1,325.44", "2015"],
        ["February 2015", "[c]", "[x]", "–", '@home, "quoted"'],
        ["=1+1", "0", "8.5%", "£1.4 million", "+44 1225"],
        ["Total", "1,056", "18% to 26%", "17.0", "-2 of them"],
    ]
    assert styled(document, "Caption") == ["Episodes by month", "Glossary"]
    assert styled(document, "Table note") == [NOTE, "[c] means not given, to protect children."]
    assert [cell.text for cell in glossary.rows[1].cells] == ["Child", "A person under 18."]


def test_marking_notice_and_page_number_on_every_page(document: WordDocument) -> None:
    (section,) = document.sections
    assert section.header.paragraphs[0].text == "OFFICIAL-SENSITIVE\tSYNTHETIC SAMPLE"
    assert section.footer.paragraphs[0].text == "OFFICIAL-SENSITIVE\tPage 1 of 1"
    codes = [code.text.strip() for code in section.footer._element.iter(f"{W}instrText")]
    assert codes == ["PAGE", "NUMPAGES"]
    assert not section.different_first_page_header_footer


def test_properties(file: Path, document: WordDocument) -> None:
    properties = document.core_properties
    assert (properties.title, properties.subject) == ("Partnership profile 2015: Wiltshire & more", NOTICE)
    assert (properties.category, properties.language) == ("OFFICIAL-SENSITIVE", "en-GB")
    assert properties.created == properties.modified
    assert properties.created.replace(tzinfo=None) == datetime(2016, 3, 31, 12)  # noqa: DTZ001 - as in the file
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    languages = {mark.get(f"{W}val") for mark in xml(file, "word/styles.xml").iter(f"{W}lang")}
    assert languages == {"en-GB"}


def test_real_data_bear_no_notice(tmp_path: Path) -> None:
    page = read_page(html_page(tmp_path / "summary.html", synthetic=False, audience="public"))
    write_word(page, tmp_path / "summary.docx", day=date(2016, 3, 31))
    document = Document(str(tmp_path / "summary.docx"))
    assert styled(document, "Notice") == []
    assert document.sections[0].header.paragraphs[0].text == "OFFICIAL\t"
    assert document.sections[0].footer.paragraphs[0].text.startswith("OFFICIAL\t")


def test_two_ordered_lists_each_begin_at_one(tmp_path: Path) -> None:
    page = read_page(html_page(tmp_path / "summary.html", "<ol><li>Anew</li></ol>"))
    write_word(page, tmp_path / "summary.docx", day=date(2016, 3, 31))
    document = Document(str(tmp_path / "summary.docx"))
    lists = [item._p.pPr.numPr.numId.val for item in document.paragraphs if item.style.name == "List Number"]
    assert lists[0] == lists[1] != lists[2]
    numbering = xml(tmp_path / "summary.docx", "word/numbering.xml")
    for number in set(lists):
        (own,) = [mark for mark in numbering.iter(f"{W}num") if mark.get(f"{W}numId") == str(number)]
        assert own.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1"
