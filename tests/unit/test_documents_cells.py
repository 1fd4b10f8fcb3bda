"""Cells as data: numbers are numbers, markers are text, and nothing is a formula; and the CSV files."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from documents_made import NOTE, NOTICE, html_page

from profile_lib.pages.printing import LEGEND
from profile_lib.publication.documents.cells import SHORTHAND, Number, as_text, read_cell
from profile_lib.publication.documents.csv_tables import file_names, write_csv_tables
from profile_lib.publication.documents.page import read_page
from profile_lib.publication.documents.parts import Table


@pytest.mark.parametrize(
    ("printed", "value", "form", "plain"),
    [
        ("0", 0, "#,##0", "0"),
        ("37", 37, "#,##0", "37"),
        ("1,056", 1056, "#,##0", "1056"),
        ("1,234,567", 1234567, "#,##0", "1234567"),
        ("-3", -3, "#,##0", "-3"),
        ("17.0", 17.0, "#,##0.0", "17.0"),
        ("1,280.55", 1280.55, "#,##0.00", "1280.55"),
        ("22%", 0.22, "0%", "22%"),
        ("100%", 1.0, "0%", "100%"),
        ("8.5%", 0.085, "0.0%", "8.5%"),
        ("£982,000", 982000, "£#,##0", "£982000"),
        ("£1,399,664.64", 1399664.64, "£#,##0.00", "£1399664.64"),
        ("-£5", -5, "£#,##0", "-£5"),
    ],
)
def test_a_number_is_read_as_printed(printed: str, value: float, form: str, plain: str) -> None:
    cell = read_cell(printed, number=True)
    assert isinstance(cell, Number)
    assert (cell.value, type(cell.value), cell.format, str(cell)) == (value, type(value), form, plain)


@pytest.mark.parametrize(
    "text",
    [
        *("[c]", "[x]", "18% to 26%", "£1.4 million", "fewer than 3", "1,05", "10,56", "+44", "=1", "1e5"),
        *("٣", "£5%", "1 "),
    ],
)
def test_what_is_no_number_stays_text(text: str) -> None:
    assert read_cell(text, number=True) == text


def test_a_column_of_words_has_no_numbers() -> None:
    assert read_cell("2015", number=False) == "2015"


@pytest.mark.parametrize("dash", ["–", "-", "—", ""])
@pytest.mark.parametrize("number", [True, False])
def test_a_dash_is_the_marker_for_not_applicable(dash: str, number: bool) -> None:
    assert read_cell(dash, number=number) == "[z]"


def test_every_marker_of_the_page_is_explained_with_its_words() -> None:
    assert SHORTHAND == {**LEGEND, "[z]": "not applicable: a dash on the page"}
    assert {"[c]", "[x]"} <= LEGEND.keys()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_text_that_begins_like_a_formula_is_made_text(start: str) -> None:
    assert as_text(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"


@pytest.mark.parametrize("text", ["", "January", "1=1", "'=1", "[c]", "–1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert as_text(text) == text


# Files


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("csv")
    write_csv_tables(read_page(html_page(folder / "summary.html")), folder / "tables")
    return folder / "tables"


def lines(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.reader(text))


def test_one_file_a_table(folder: Path) -> None:
    assert sorted(file.name for file in folder.iterdir()) == ["glossary.csv", "missing-episodes-by-month.csv"]


def test_the_cells_of_a_table(folder: Path) -> None:
    head, *rows = lines(folder / "missing-episodes-by-month.csv")
    assert head[:5] == ["Month", "Episodes", "Share in care", "Cost", "Remark"]
    assert [row[:5] for row in rows] == [
        ["January 2015", "1056", "22%", "£1325.44", "2015"],
        ["February 2015", "[c]", "[x]", "[z]", '\'@home, "quoted"'],
        ["'=1+1", "0", "8.5%", "£1.4 million", "'+44 1225"],
        ["Total", "1056", "18% to 26%", "17.0", "'-2 of them"],
    ]


def test_every_row_says_what_it_is_of_and_that_nobody_in_it_exists(folder: Path) -> None:
    head, *rows = lines(folder / "missing-episodes-by-month.csv")
    assert head[5:] == ["Table", "Note", "Marking", "Notice"]
    note = (
        f"{NOTE} [c] means not given, to protect children. [x] means {LEGEND['[x]']}. "
        "[z] means not applicable: a dash on the page."
    )
    assert all(row[5:] == ["Episodes by month", note, "OFFICIAL-SENSITIVE", NOTICE] for row in rows)


def test_real_data_bear_no_notice(tmp_path: Path) -> None:
    write_csv_tables(read_page(html_page(tmp_path / "a.html", synthetic=False, audience="public")), tmp_path)
    head, *rows = lines(tmp_path / "glossary.csv")
    assert head == ["Word", "What it means", "Table", "Note", "Marking"]
    assert rows == [["Child", "A person under 18.", "Glossary", "", "OFFICIAL"]]


def test_a_spreadsheet_program_sees_that_it_is_utf_8(folder: Path) -> None:
    assert (folder / "glossary.csv").read_bytes().startswith(b"\xef\xbb\xbfWord,")


def named(caption: str, id: str = "") -> Table:
    return Table(caption, (), ("A",), (), frozenset(), id)


def test_file_names_are_plain_and_told_apart() -> None:
    tables = [
        named("Café: children & homes"),
        named("x", "table-missing.children-by-age_band-sex"),
        named("cafe children homes"),
        named("Caf, children (homes)"),
        named("–"),
        named("a" * 300),
        named("Places 2"),
        named("Places"),
        named("Places"),
    ]
    assert file_names(tables) == [
        "caf-children-homes.csv",
        "missing-children-by-age-band-sex.csv",
        "cafe-children-homes.csv",
        "caf-children-homes-2.csv",
        "table.csv",
        f"{'a' * 80}.csv",
        "places-2.csv",
        "places.csv",
        "places-3.csv",
    ]
