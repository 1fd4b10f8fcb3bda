"""The PDF as its structure says it: tagged, with title, language, alternative texts and table headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest
from documents_made import ALT, html_page

from profile_lib.publication.documents.page import read_page
from profile_lib.publication.documents.portable import write_pdf

MARKUP = "<p>#panic(), $x$ *stars* _lines_ @label `code` \\ // [brackets] ~ -- ... 'quoted' \"double\"</p>"


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> pypdf.PdfReader:
    folder = tmp_path_factory.mktemp("pdf")
    page = read_page(html_page(folder / "summary.html", MARKUP))
    write_pdf(page, folder / "summary.pdf", day=date(2016, 3, 31))
    return pypdf.PdfReader(folder / "summary.pdf")


def structure(pdf: pypdf.PdfReader) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    """Every element of the structure tree: its kind, itself, and the kinds that it stands in."""

    def walk(node: Any, within: tuple[str, ...]) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
        node = node.get_object()
        for child in node if isinstance(node, list) else [node]:
            element = child.get_object()
            if isinstance(element, dict) and "/S" in element:
                yield element["/S"], element, within
                yield from walk(element["/K"], (*within, element["/S"])) if "/K" in element else ()

    yield from walk(pdf.root_object["/StructTreeRoot"]["/K"], ())


def text(pdf: pypdf.PdfReader) -> str:
    return "\n".join(page.extract_text() for page in pdf.pages)


def test_it_is_tagged_and_says_that_it_is_pdf_ua(pdf: pypdf.PdfReader) -> None:
    assert pdf.root_object["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in pdf.root_object
    metadata = pdf.root_object["/Metadata"].get_object().get_data().decode()
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", metadata)


def test_title_language_and_date(pdf: pypdf.PdfReader) -> None:
    assert pdf.root_object["/Lang"] == "en-GB"
    assert pdf.metadata.title == "Partnership profile 2015: Wiltshire & more"
    assert pdf.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    noon = datetime(2016, 3, 31, 12, tzinfo=UTC)
    assert pdf.metadata.creation_date == pdf.metadata.modification_date == noon


def test_every_part_has_its_tag(pdf: pypdf.PdfReader) -> None:
    kinds = Counter(kind for kind, _, _ in structure(pdf))
    assert kinds["/Title"] == 1
    assert kinds["/H1"] == 4 + 1, "the chapters, and the contents"
    assert kinds["/H2"] == 1
    assert kinds["/TOCI"] == 5
    assert kinds["/Table"] == kinds["/Caption"] == kinds["/THead"] == kinds["/TBody"] == 2
    assert kinds["/TH"] == 5 + 2
    assert kinds["/TD"] == 4 * 5 + 1 * 2
    assert kinds["/LI"] == 2 + 2 + 2 + 2, "two lists of each kind, and the terms"


def test_a_picture_has_its_words(pdf: pypdf.PdfReader) -> None:
    assert [element["/Alt"] for kind, element, _ in structure(pdf) if kind == "/Figure"] == [ALT]


def test_headings_of_a_table_say_that_they_head_columns(pdf: pypdf.PdfReader) -> None:
    for kind, element, within in structure(pdf):
        if kind == "/TH":
            assert within[-3:] == ("/Table", "/THead", "/TR")
            assert "/Column" in [attribute.get("/Scope") for attribute in element["/A"]]


def test_links_lead_to_the_address_and_inside(pdf: pypdf.PdfReader) -> None:
    actions = [
        note.get_object().get("/A", {}).get("/URI", "inside")
        for page in pdf.pages
        for note in page.get("/Annots", [])
    ]
    assert Counter(actions) == {"https://example.org/help": 1, "inside": 5 + 1}


def test_bookmarks_are_the_headings(pdf: pypdf.PdfReader) -> None:
    titles = [item.title for item in pdf.outline if not isinstance(item, list)]
    assert titles[-4:] == [
        "About this profile",
        "Key findings",
        "How to read the numbers",
        "Where to get help",
    ]


def test_marking_notice_and_number_on_every_page(pdf: pypdf.PdfReader) -> None:
    for number, page in enumerate(pdf.pages, start=1):
        said = page.extract_text()
        assert said.count("OFFICIAL-SENSITIVE") == 2
        assert "SYNTHETIC SAMPLE" in said
        assert f"Page {number} of {len(pdf.pages)}" in said


def test_nothing_on_the_page_is_read_as_markup(pdf: pypdf.PdfReader) -> None:
    shown = "#panic(), $x$ *stars* _lines_ @label `code` \\ // [brackets] ~ -- ... 'quoted' \"double\""
    assert "".join(shown.split()) in "".join(text(pdf).split())


def test_fonts_are_those_that_come_along(pdf: pypdf.PdfReader) -> None:
    fonts = {
        font.get_object()["/BaseFont"].partition("+")[2]
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {name.partition("-")[0] for name in fonts} == {"DejaVuSans"}


def test_real_data_bear_no_notice(tmp_path: Path) -> None:
    page = read_page(html_page(tmp_path / "summary.html", synthetic=False, audience="public"))
    write_pdf(page, tmp_path / "summary.pdf", day=date(2016, 3, 31))
    said = text(pypdf.PdfReader(tmp_path / "summary.pdf"))
    assert "SYNTHETIC" not in said and "SENSITIVE" not in said
    assert "OFFICIAL" in said
