"""The documents of the sample edition in LibreOffice, and the PDF, page by page as they are printed.

Each page is left as a picture in the test's folder, to be looked at.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pypdfium2
import pytest
from project import Project
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from profile_lib.publication.documents.cells import Number, read_cell
from profile_lib.publication.documents.page import read_page
from profile_lib.publication.documents.parts import Heading, Page, Picture, Table

pytestmark = pytest.mark.browser

MARGINS = (40, 55, 40, 55)
"""Left, bottom, right, top in points: smaller than the documents', so that what sticks out is seen."""
EVERY_SHEET_AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@dataclass(frozen=True)
class Printed:
    """A document on paper: pages of points, the origin below on the left."""

    name: str
    pages: list[pypdfium2.PdfPage]

    @classmethod
    def of(cls, name: str, file: Path) -> Printed:
        pdf = pypdfium2.PdfDocument(file)
        return cls(name, [pdf[number] for number in range(len(pdf))])

    def draw(self, folder: Path) -> None:
        for number, page in enumerate(self.pages, start=1):
            page.render(scale=1.5).to_pil().save(folder / f"{self.name}-{number:02}.png")


def body(page: pypdfium2.PdfPage) -> list[str]:
    """The lines between the header and the footer."""
    left, bottom, right, top = MARGINS
    width, height = page.get_size()
    text = page.get_textpage().get_text_bounded(left - 10, bottom, width - right + 10, height - top)
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def pictures(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    return [image.get_bounds() for image in page.get_objects([FPDF_PAGEOBJ_IMAGE], max_depth=5)]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="session")
def office() -> str:
    """The system's LibreOffice; without one the tests fail."""
    found = [path for name in ("soffice", "libreoffice") if (path := shutil.which(name))]
    if not found:
        pytest.fail(
            "these tests need LibreOffice (Debian: apt-get install libreoffice-writer libreoffice-calc)"
        )
    return found[0]


@pytest.fixture(scope="module")
def documents(ran: Project) -> Path:
    return ran.outputs / "2015" / "partnership"


@pytest.fixture(scope="module")
def page(documents: Path) -> Page:
    return read_page(documents / "summary.html")


@pytest.fixture(scope="module")
def converted(office: str, documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What LibreOffice makes of the documents: both of them on paper, and the sheets of the workbook."""
    folder = tmp_path_factory.mktemp("office")

    def convert(name: str, to: str) -> None:
        subprocess.run(
            [office, "--headless", f"-env:UserInstallation={(folder / 'settings').as_uri()}",
             "--convert-to", to, "--outdir", folder, documents / name],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip

    convert("summary.docx", "pdf:writer_pdf_Export")
    convert("tables.xlsx", "pdf:calc_pdf_Export")
    convert("tables.xlsx", EVERY_SHEET_AS_SHOWN)
    return folder


@pytest.fixture(scope="module")
def papers(converted: Path, documents: Path) -> Mapping[str, Printed]:
    return {
        "word": Printed.of("word", converted / "summary.pdf"),
        "pdf": Printed.of("pdf", documents / "summary.pdf"),
        "sheets": Printed.of("sheets", converted / "tables.pdf"),
    }


@pytest.mark.parametrize("name", ["word", "pdf", "sheets"])
def test_marking_notice_and_number_on_every_page(
    papers: Mapping[str, Printed], name: str, tmp_path: Path
) -> None:
    papers[name].draw(tmp_path)
    pages = papers[name].pages
    assert len(pages) > 5
    for number, sheet in enumerate(pages, start=1):
        said = sheet.get_textpage().get_text_range()
        assert said.count("OFFICIAL-SENSITIVE") >= 2, number
        assert "SYNTHETIC SAMPLE" in said, number
        assert f"Page {number} of {len(pages)}" in said
        assert body(sheet), f"page {number} is empty"


@pytest.mark.parametrize("name", ["word", "pdf"])
def test_no_heading_stands_alone_at_the_end_of_a_page(
    papers: Mapping[str, Printed], page: Page, name: str
) -> None:
    headings = {part.text for part in page.parts if isinstance(part, Heading)}
    headings |= {table.caption for table in page.tables}
    for number, sheet in enumerate(papers[name].pages, start=1):
        last = body(sheet)[-1]
        if last in headings:
            text = sheet.get_textpage()
            places = [text.get_charbox(index)[1] for index in range(text.count_chars())]
            lowest_text = min(place for place in places if place > MARGINS[1])
            assert any(bottom < lowest_text for _, bottom, _, _ in pictures(sheet)), f"page {number}: {last}"


@pytest.mark.parametrize("name", ["word", "pdf"])
def test_every_picture_is_whole_and_within_the_margins(
    papers: Mapping[str, Printed], page: Page, name: str
) -> None:
    left, bottom, right, top = MARGINS
    seen = []
    for sheet in papers[name].pages:
        width, height = sheet.get_size()
        for box in pictures(sheet):
            assert left <= box[0] < box[2] <= width - right
            assert bottom <= box[1] < box[3] <= height - top
            seen.append((box[3] - box[1]) / (box[2] - box[0]))
    assert seen == pytest.approx([part.ratio for part in page.parts if isinstance(part, Picture)], rel=0.01)


@pytest.mark.parametrize("name", ["word", "pdf"])
def test_no_text_leaves_the_page(papers: Mapping[str, Printed], name: str) -> None:
    for sheet in papers[name].pages:
        width, _ = sheet.get_size()
        text = sheet.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        assert all(MARGINS[0] <= box[0] and box[2] <= width - MARGINS[2] for box in boxes if box[2] > box[0])


@pytest.mark.parametrize("name", ["word", "pdf"])
def test_all_chapters_are_listed_on_the_first_page_and_follow(
    papers: Mapping[str, Printed], page: Page, name: str
) -> None:
    pages = [body(sheet) for sheet in papers[name].pages]
    chapters = [chapter.text for chapter in page.chapters]
    assert "Contents" in pages[0]
    assert all(any(line.startswith(chapter) for line in pages[0]) for chapter in chapters)
    found = [line for lines in pages for line in lines if line in chapters]
    headings = [line for line, _ in groupby(found)]  # a chapter may begin with a table of the same name
    assert headings[-len(chapters) :] == chapters


@pytest.mark.parametrize("name", ["word", "pdf"])
def test_a_table_over_several_pages_repeats_its_headings(
    papers: Mapping[str, Printed], page: Page, name: str
) -> None:
    """The longest table: its headings stand at the top of each page that it goes on to."""
    longest = max(page.tables, key=lambda table: len(table.rows))
    pages = [body(sheet) for sheet in papers[name].pages]
    texts = [squeezed(" ".join(lines)) for lines in pages]
    begins = next(place for place, text in enumerate(texts) if squeezed(longest.caption) in text)
    ends = max(place for place, text in enumerate(texts) if squeezed(longest.rows[-1].cells[1]) in text)
    assert ends > begins
    for lines in pages[begins + 1 : ends + 1]:
        assert squeezed(" ".join(lines)).startswith(squeezed(" ".join(longest.head)))


def test_every_table_of_the_page_stands_in_word_as_it_is(papers: Mapping[str, Printed], page: Page) -> None:
    text = squeezed(" ".join(" ".join(body(sheet)) for sheet in papers["word"].pages))
    for table in page.tables:
        for row in table.rows:
            if len(row.cells) <= 4 and all(len(cell) < 20 for cell in row.cells):
                assert squeezed("".join(row.cells)) in text


def test_the_workbook_opens_with_every_cell_of_the_page(converted: Path, page: Page) -> None:
    """As values: what LibreOffice writes as CSV has neither separators of thousands nor trailing zeros."""
    for number, table in enumerate(page.tables, start=1):
        with (converted / f"tables-Table_{number}.csv").open(encoding="utf-8", newline="") as file:
            rows = [row[: len(table.head)] for row in csv.reader(file)]
        assert rows[0][0] == table.caption
        opened = rows[rows.index(list(table.head)) + 1 :]
        assert [values(table, row) for row in opened] == [values(table, row.cells) for row in table.rows]


def values(table: Table, row: Sequence[str]) -> list[float | str]:
    cells = [read_cell(text, number=place in table.numbers) for place, text in enumerate(row)]
    return [cell.value if isinstance(cell, Number) else cell for cell in cells]


def test_the_sheets_show_numbers_as_the_page_prints_them(papers: Mapping[str, Printed], page: Page) -> None:
    shown = {word for sheet in papers["sheets"].pages for line in body(sheet) for word in line.split()}
    numbers = {row.cells[place] for table in page.tables for row in table.rows for place in table.numbers}
    assert {number for number in numbers if number != "–" and " " not in number} <= shown
    assert {"1,056", "22%", "17.0"} <= shown


def test_no_sheet_is_wider_than_its_paper(papers: Mapping[str, Printed], page: Page) -> None:
    """The heading of each table stands whole on one page: nothing runs on to a second sheet beside it."""
    pages = [squeezed(" ".join(body(sheet))) for sheet in papers["sheets"].pages]
    for table in page.tables:
        assert any(squeezed("".join(table.head)) in text for text in pages), table.caption


def test_the_sheets_hold_no_error(converted: Path) -> None:
    texts = [file.read_text(encoding="utf-8") for file in converted.glob("tables-*.csv")]
    assert len(texts) > 5
    assert not [text for text in texts if re.search(r"#(REF|NAME|VALUE|DIV|N/A)|Err:\d", text)]
