"""The workbook as another program reads it: sheets, numbers and text, markers, notices, what is printed."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from documents_made import NOTE, NOTICE, html_page
from openpyxl.worksheet.worksheet import Worksheet

from profile_lib.pages.printing import LEGEND
from profile_lib.publication.documents.page import read_page
from profile_lib.publication.documents.workbook import write_workbook


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    write_workbook(
        read_page(html_page(folder / "summary.html")), folder / "tables.xlsx", day=date(2016, 3, 31)
    )
    return folder / "tables.xlsx"


@pytest.fixture(scope="module")
def book(file: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(file)


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_cover_contents_notes_and_a_sheet_for_each_table(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Table_1", "Table_2"]
    assert book["Cover"]["A1"].value == "Partnership profile 2015: Wiltshire & more"
    assert "It is about children & homes." in texts(book["Cover"])
    assert [book[name]["A1"].value for name in ("Table_1", "Table_2")] == ["Episodes by month", "Glossary"]


def test_the_contents_lead_to_every_sheet(book: openpyxl.Workbook) -> None:
    rows = [row for row in book["Contents"].iter_rows() if row[0].hyperlink]
    assert [(row[0].value, row[0].hyperlink.location, row[1].value) for row in rows] == [
        ("Notes", "'Notes'!A1", "Notes"),
        ("Table_1", "'Table_1'!A1", "Episodes by month"),
        ("Table_2", "'Table_2'!A1", "Glossary"),
    ]


def test_one_marked_up_table_a_sheet(book: openpyxl.Workbook) -> None:
    for name in book.sheetnames[1:]:
        assert len(book[name].tables) == 1
    table = book["Table_1"].tables["Table_1"]
    assert [column.name for column in table.tableColumns] == [
        "Month",
        "Episodes",
        "Share in care",
        "Cost",
        "Remark",
    ]
    assert not [name for name in book.sheetnames if book[name].merged_cells.ranges]


def test_numbers_are_numbers_that_look_as_on_the_page_and_the_rest_is_text(book: openpyxl.Workbook) -> None:
    sheet = book["Table_1"]
    rows = sheet[sheet.tables["Table_1"].ref][1:]
    assert [[cell.value for cell in row] for row in rows] == [
        ["January 2015", 1056, 0.22, 1325.44, "2015"],
        ["February 2015", "[c]", "[x]", "[z]", '@home, "quoted"'],
        ["=1+1", 0, 0.085, "£1.4 million", "+44 1225"],
        ["Total", 1056, "18% to 26%", 17, "-2 of them"],
    ]
    assert [["ns"[cell.data_type == "s"] for cell in row] for row in rows] == [
        list("snnns"), list("sssss"), list("snnss"), list("snsns"),
    ]  # fmt: skip
    formats = [[cell.number_format for cell in row if cell.data_type == "n"] for row in rows]
    assert formats == [["#,##0", "0%", "£#,##0.00"], [], ["#,##0", "0.0%"], ["#,##0", "#,##0.0"]]


def test_nothing_is_calculated_and_nothing_but_the_contents_is_followed(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 5
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet]
    assert [b"<hyperlink" in sheet for sheet in sheets] == [False, True, False, False, False]


def test_the_shorthand_is_explained_where_it_stands(book: openpyxl.Workbook) -> None:
    told = {
        f"[c] means {LEGEND['[c]']}.",
        f"[x] means {LEGEND['[x]']}.",
        "[z] means not applicable: a dash on the page.",
    }
    for name in ("Cover", "Notes", "Table_1"):
        assert told <= set(texts(book[name]))
    assert not told & set(texts(book["Table_2"]))


def test_the_notes_are_those_of_the_page_with_their_chapter(book: openpyxl.Workbook) -> None:
    sheet = book["Notes"]
    rows = [[cell.value for cell in row] for row in sheet[sheet.tables["notes_table"].ref]]
    assert rows[0] == ["Note", "About", "What it says"]
    assert [row[0] for row in rows[1:]] == list(range(1, len(rows)))
    assert [row[1:] for row in rows[-2:]] == [
        ["How to read the numbers", "An episode is no child."],
        ["How to read the numbers", "Rounded for print."],
    ]


def test_what_is_counted_stands_on_the_sheet(book: openpyxl.Workbook) -> None:
    assert any(text.startswith(NOTE) for text in texts(book["Table_1"]))


def test_marking_and_notice_on_every_sheet_and_every_printed_page(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert {"OFFICIAL-SENSITIVE", NOTICE} <= set(texts(sheet)), sheet.title
        assert sheet.oddHeader.left.text == sheet.oddFooter.left.text == "&BOFFICIAL-SENSITIVE"  # in bold
        assert sheet.oddHeader.right.text == "&BSYNTHETIC SAMPLE"
        assert sheet.oddFooter.right.text == "Page &P of &N"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert int(sheet.page_setup.fitToHeight) == 0, "as many sheets of paper long as it takes"


def test_no_wrapped_text_is_cut(tmp_path: Path) -> None:
    """500 characters, and no more than 96 of them in a line of a column of the width 80."""
    piece = (
        "<table><caption>Long</caption><thead><tr><th>Word</th><th>Meaning</th></tr></thead><tbody>"
        f"<tr><th>Short</th><td>one</td></tr><tr><th>Long</th><td>{'word ' * 100}</td></tr></tbody></table>"
    )
    page = read_page(html_page(tmp_path / "summary.html", piece))
    write_workbook(page, tmp_path / "tables.xlsx", day=date(2016, 3, 31))
    sheet = openpyxl.load_workbook(tmp_path / "tables.xlsx")["Table_3"]
    assert sheet.column_dimensions["B"].width == pytest.approx(80, abs=1)
    _, short, long = (sheet.row_dimensions[row[0].row] for row in sheet[sheet.tables["Table_3"].ref])
    assert 15 <= short.height <= 16
    assert 500 / 96 * 15 <= long.height <= 500 / 70 * 16


def test_properties(book: openpyxl.Workbook) -> None:
    found = book.properties
    assert (found.title, found.subject, found.category) == (
        "Partnership profile 2015: Wiltshire & more", NOTICE, "OFFICIAL-SENSITIVE",
    )  # fmt: skip
    assert found.created == found.modified == datetime(2016, 3, 31, 12)  # noqa: DTZ001 - as openpyxl gives it
    assert not found.creator


def test_real_data_bear_no_notice(tmp_path: Path) -> None:
    page = read_page(html_page(tmp_path / "summary.html", synthetic=False, audience="public"))
    write_workbook(page, tmp_path / "tables.xlsx", day=date(2016, 3, 31))
    for sheet in openpyxl.load_workbook(tmp_path / "tables.xlsx"):
        assert "OFFICIAL" in texts(sheet)
        assert not [text for text in texts(sheet) if "SYNTHETIC" in text.upper()]
        assert sheet.oddHeader.right.text is None
