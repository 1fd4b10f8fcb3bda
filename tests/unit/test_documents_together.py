"""All documents of a page: nothing in them but what it says, and the same bytes wherever they are made."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pypdf
import pytest
from bs4 import BeautifulSoup
from documents_made import html_page

from profile_lib.publication.documents import write_documents
from profile_lib.publication.documents.cells import SHORTHAND

DAY = date(2016, 3, 31)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

OWN_WORDS = {
    "docx": "Contents Page of",
    "pdf": "Contents Page of",
    "xlsx": (
        "Introductory information About these data The tables are those of the summary, with its numbers as "
        "printed there. Table of contents This worksheet contains one table: the sheets of this workbook, as "
        "links. Sheet What it holds Notes Note About it says what has to be borne in mind with the figures. "
        "This worksheet contains one table. How to read it is on the worksheet Notes. Shorthand means"
    ),
    "csv": "Table Note Marking Notice means",
}
"""What the documents say by themselves: headings of their own, and how to use them. No figure is among it."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    write_documents(html_page(folder / "summary.html"), day=DAY)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix != ".html"
    }


def test_the_documents_of_an_edition(folder: Path) -> None:
    assert list(files(folder)) == [
        "summary.docx",
        "summary.pdf",
        "tables/glossary.csv",
        "tables/missing-episodes-by-month.csv",
        "tables.xlsx",
    ]


def test_a_page_without_tables_has_no_workbook(tmp_path: Path) -> None:
    page = html_page(tmp_path / "summary.html")
    text = page.read_text(encoding="utf-8")
    page.write_text(re.sub(r"<table.*?</table>", "", text, flags=re.DOTALL), encoding="utf-8")
    write_documents(page, day=DAY)
    assert list(files(tmp_path)) == ["summary.docx", "summary.pdf"]


def said_by(folder: Path) -> str:
    """Everything that the page says or shows, the words of its pictures included."""
    soup = BeautifulSoup((folder / "summary.html").read_text(encoding="utf-8"), "html.parser")
    alts = [str(image["alt"]) for image in soup.find_all("img")]
    return " ".join([soup.get_text(" "), *alts])


def word(folder: Path) -> str:
    texts = []
    with zipfile.ZipFile(folder / "summary.docx") as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|header\d|footer\d|footnotes|comments)\.xml", name):
                for paragraph in ElementTree.fromstring(archive.read(name)).iter(f"{W}p"):
                    texts.append(
                        "".join(
                            part.text or " " for part in paragraph.iter() if part.tag in (f"{W}t", f"{W}tab")
                        )
                    )
    return " ".join(texts)


def pdf(folder: Path) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(folder / "summary.pdf").pages)


def workbook(folder: Path) -> str:
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return " ".join(str(cell.value) for cell in cells if cell.data_type == "s")


def tables(folder: Path) -> str:
    texts = []
    for file in (folder / "tables").iterdir():
        with file.open(encoding="utf-8-sig", newline="") as text:
            texts += [cell.removeprefix("'") for row in csv.reader(text) for cell in row]
    return " ".join(texts)


def tokens(text: str) -> set[str]:
    return set(re.findall(r"\w[\w,.']*\w|\w", text))


@pytest.mark.parametrize(
    ("kind", "read"), [("docx", word), ("pdf", pdf), ("xlsx", workbook), ("csv", tables)]
)
def test_no_document_says_what_the_page_does_not(
    folder: Path, kind: str, read: Callable[[Path], str]
) -> None:
    shorthand = " ".join(f"{marker} {meaning}" for marker, meaning in SHORTHAND.items())
    allowed = tokens(f"{said_by(folder)} {OWN_WORDS[kind]} {shorthand}")
    if kind == "pdf":
        allowed |= {
            str(number) for number in range(1, len(pypdf.PdfReader(folder / "summary.pdf").pages) + 1)
        }
    if kind == "docx":
        allowed.add("1")  # the number of a page until Word counts them
    if kind == "xlsx":
        allowed |= {"Table_1", "Table_2"}
    if kind == "csv":
        allowed |= {token.replace(",", "") for token in allowed}
    found = tokens(read(folder))
    assert len(found) > 30
    assert found <= allowed


@pytest.mark.parametrize("read", [word, pdf])
def test_word_and_pdf_say_all_that_the_page_says(folder: Path, read: Callable[[Path], str]) -> None:
    soup = BeautifulSoup((folder / "summary.html").read_text(encoding="utf-8"), "html.parser")
    assert tokens(soup.main.get_text(" ")) <= tokens(read(folder))


def test_nothing_hidden_is_said_either(folder: Path) -> None:
    """No comment, tracked change, hidden sheet, embedded file or custom property."""
    with zipfile.ZipFile(folder / "summary.docx") as archive:
        unwanted = re.compile("comments|custom|embed|thumbnail|app")
        assert not [name for name in archive.namelist() if unwanted.search(name)]
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert not book.defined_names and not len(book.custom_doc_props)
    assert not pypdf.PdfReader(folder / "summary.pdf").attachments


@pytest.mark.parametrize(
    "settings",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {
            "TZ": "America/Anchorage",
            "LC_ALL": "C.UTF-8",
            "PYTHONHASHSEED": "2",
            "SOURCE_DATE_EPOCH": "99999999",
        },
    ],
)
def test_the_same_bytes_in_another_process_place_and_language(
    folder: Path, tmp_path: Path, settings: dict[str, str]
) -> None:
    html_page(tmp_path / "elsewhere" / "summary.html")
    program = (
        "import datetime, pathlib, sys; from profile_lib.publication.documents import write_documents; "
        "write_documents(pathlib.Path(sys.argv[1]), day=datetime.date(2016, 3, 31))"
    )
    subprocess.run(
        [sys.executable, "-c", program, tmp_path / "elsewhere" / "summary.html"],
        env=os.environ | settings, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert files(tmp_path / "elsewhere") == files(folder)


def test_no_archive_holds_the_clock(folder: Path) -> None:
    for name in ("summary.docx", "tables.xlsx"):
        with zipfile.ZipFile(folder / name) as archive:
            assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert archive.testzip() is None


def test_another_day_gives_other_dates_and_no_other_words(folder: Path, tmp_path: Path) -> None:
    write_documents(html_page(tmp_path / "summary.html"), day=date(2017, 1, 1))
    assert word(tmp_path) == word(folder)
    assert files(tmp_path)["summary.docx"] != files(folder)["summary.docx"]
    assert files(tmp_path)["tables/glossary.csv"] == files(folder)["tables/glossary.csv"]
