"""The page as parts: nothing of it is lost, and what a document cannot hold is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from documents_made import ALT, FINDING, NOTE, NOTICE, html_page, png

from profile_lib.publication.documents import layout
from profile_lib.publication.documents.page import read_page
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
    plain,
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return html_page(tmp_path_factory.mktemp("page") / "summary.html")


@pytest.fixture(scope="module")
def page(file: Path) -> Page:
    return read_page(file)


def changed(file: Path, folder: Path, old: str, new: str) -> Path:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    other = folder / "changed.html"
    other.write_text(text.replace(old, new), encoding="utf-8")
    return other


def of(page: Page, kind: type[Part]) -> list[Part]:
    return [part for part in page.parts if isinstance(part, kind)]


def test_what_stands_on_every_sheet(page: Page) -> None:
    assert page.title == "Partnership profile 2015: Wiltshire & more"
    assert (page.marking, page.notice, page.short_notice) == (
        "OFFICIAL-SENSITIVE",
        NOTICE,
        "SYNTHETIC SAMPLE",
    )
    assert page.colophon == (
        "Partnership profile, Wiltshire, edition 2015. Synthetic sample: these are not real children."
    )


def test_a_public_page_of_real_data(tmp_path: Path) -> None:
    page = read_page(html_page(tmp_path / "summary.html", synthetic=False, audience="public"))
    assert (page.marking, page.notice, page.short_notice) == ("OFFICIAL", "", "")
    assert page.colophon == "Partnership profile, Wiltshire, edition 2015."


def test_headings_and_the_order_of_the_page(page: Page) -> None:
    assert of(page, Heading) == [
        Heading(1, "About this profile", "about-this-profile"),
        Heading(1, "Key findings", "key-findings"),
        Heading(2, "Month by month", ""),
        Heading(1, "How to read the numbers", "how-to-read-the-numbers"),
        Heading(1, "Where to get help", "where-to-get-help"),
    ]
    kinds = (
        "Heading Paragraph Listing Heading Listing Heading Picture Table Heading Listing Table Heading Terms"
    )
    assert [type(part).__name__ for part in page.parts] == kinds.split()
    assert [type(part) for part in page.under(page.chapters[0])] == [Paragraph, Listing]
    assert [type(part) for part in page.under(page.chapters[-1])] == [Terms]


def test_text_keeps_what_is_bold_and_loses_the_line_breaks_of_its_source(page: Page) -> None:
    (paragraph,) = of(page, Paragraph)
    assert paragraph.text == (
        Run("It is about "),
        Run("children", bold=True),
        Run(" & "),
        Run("homes"),
        Run("."),
    )
    (terms,) = of(page, Terms)
    (term, said), _ = terms.pairs
    assert term == (Run("Helpline"),)
    assert plain(said) == "For young people. https://example.org/help 0300 456108"
    assert [run.link for run in said if run.link] == ["https://example.org/help"]
    assert [run.text for run in said if run.bold] == ["0300 456108"]


def test_lists(page: Page) -> None:
    ordered, findings, notes = of(page, Listing)
    assert (ordered.ordered, ordered.style) == (True, "")
    assert [plain(item) for item in ordered.items] == ["One", "Another"]
    assert (findings.ordered, findings.style, notes.style) == (False, "findings", "notes")
    assert plain(findings.items[0]) == FINDING


def test_a_link_leads_to_what_the_document_has_and_else_is_words(page: Page) -> None:
    findings = of(page, Listing)[1]
    links = [(run.text, run.link) for run in findings.items[1]]
    assert links == [
        ("See ", ""),
        ("what a child is", "#figure-child"),
        (" and ", ""),
        ("this", ""),
        (".", ""),
    ]
    assert "figure-child" in page.targets and "nowhere" not in page.targets


def test_an_item_with_more_than_text_keeps_all_of_it_in_order(tmp_path: Path) -> None:
    said = "<figure><figcaption>Said</figcaption></figure>"
    inside = f"<ul><li>One<ul><li>Inner</li></ul></li><li>Two{said}</li></ul>"
    page = read_page(html_page(tmp_path / "summary.html", inside))
    told = [
        (part.level, [plain(item) for item in part.items]) if isinstance(part, Listing) else plain(part.text)
        for part in page.parts[-4:]
    ]
    assert told == [(0, ["One"]), (1, ["Inner"]), (0, ["Two"]), "Said"]


def test_tables(page: Page) -> None:
    episodes, glossary = page.tables
    assert episodes.caption == "Episodes by month"
    assert episodes.notes == (NOTE, "[c] means not given, to protect children.")
    assert episodes.head == ("Month", "Episodes", "Share in care", "Cost", "Remark")
    assert episodes.numbers == {1, 2, 3}
    assert episodes.rows[0] == Row(("January 2015", "1,056", "22%", "£1,325.44", "2015"), "", total=False)
    assert [row.total for row in episodes.rows] == [False, False, False, True]
    assert (glossary.caption, glossary.notes, glossary.rows[0].id) == ("Glossary", (), "figure-child")


def test_a_picture_has_its_words_and_its_shape(page: Page) -> None:
    (picture,) = of(page, Picture)
    assert picture == Picture(png(), ALT, width=560, ratio=0.5)


def test_every_word_of_the_page_is_in_its_parts(file: Path, page: Page) -> None:
    """Compared with all the text below <main>, as the parser gives it."""
    texts = []
    for part in page.parts:
        match part:
            case Heading():
                texts.append(part.text)
            case Paragraph():
                texts.append(plain(part.text))
            case Listing():
                texts += [plain(item) for item in part.items]
            case Terms():
                texts += [plain(text) for pair in part.pairs for text in pair]
            case Table():
                texts += [
                    part.caption,
                    *part.notes,
                    *part.head,
                    *(cell for row in part.rows for cell in row.cells),
                ]
    main = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").main.get_text(" ")
    assert "".join("".join(texts).split()) == "".join(main.split())


@pytest.mark.parametrize(
    ("piece", "said"),
    [
        ("<video></video>", "cannot hold <video>"),
        ("<pre>printed</pre>", "cannot hold <pre>"),
        ("<p>A line with <progress></progress></p>", "cannot hold <progress>"),
        ("<table><tr><td>1</td></tr></table>", "no caption"),
        ("<table><caption>T</caption><tr><td colspan='2'>1</td></tr></table>", "no merged cells"),
        (
            "<table><caption>T</caption><thead><tr><th>A</th><th>A</th></tr></thead></table>",
            "T: two columns have the same heading",
        ),
        (
            "<table><caption>T</caption><thead><tr><th>A</th></tr></thead><tbody><tr><th>1</th><td>2</td></tr>"
            "</tbody></table>",
            "T: a row has not as many cells",
        ),
        (
            "<table><caption><span class='title'>T</span> and more</caption></table>",
            "T: a caption is a title and notes",
        ),
        ('<img alt="words" src="data:image/svg+xml;base64,AAAA">', "a picture is a PNG"),
        ("<dl><dt>A</dt><dt>B</dt><dd>both</dd></dl>", "says one thing of each"),
        ("<dl><dt>A</dt><dd>one</dd><dd>two</dd></dl>", "says one thing of each"),
    ],
)  # fmt: skip
def test_what_a_document_cannot_hold_is_refused(tmp_path: Path, piece: str, said: str) -> None:
    file = html_page(tmp_path / "summary.html", piece)
    with pytest.raises(DocumentRefused, match=said):
        read_page(file)


def test_a_page_without_its_marking_is_refused(file: Path, tmp_path: Path) -> None:
    other = changed(file, tmp_path, '<p class="marking">OFFICIAL-SENSITIVE</p>\n<h1>', "<h1>")
    with pytest.raises(DocumentRefused, match=r"no header \.marking"):
        read_page(other)


def test_what_stands_below_the_title_is_kept(file: Path, tmp_path: Path) -> None:
    other = changed(file, tmp_path, "</h1>", "</h1><p>As at 31 March 2016</p>")
    assert read_page(other).parts[0] == Paragraph((Run("As at 31 March 2016"),))


# How wide things are


def table(head: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    return Table("T", (), head, tuple(Row(row, "", total=False) for row in rows), frozenset(), "")


def test_a_table_of_short_columns_stays_narrow() -> None:
    widths = layout.column_widths(table(("Month", "n"), ("January", "12")))
    assert widths == [round((7 + 4) / 96, 4), round((2 + 4) / 96, 4)]


def test_a_table_with_much_to_say_fills_the_line_and_breaks_no_word() -> None:
    widths = layout.column_widths(
        table(("Word", "Meaning"), ("Unaccompanied", "said " * 60), ("Child", "short"))
    )
    assert sum(widths) == pytest.approx(1)
    assert widths[0] >= len("Unaccompanied") / 96
    assert widths[1] > 0.7


@pytest.mark.parametrize(
    ("width", "ratio", "expected"),
    [
        (560, 0.5, 12.5),  # the page's 14.8 cm are too wide
        (300, 0.5, 300 / 96 * 2.54),
        (560, 1.5, 9.0),  # 13.5 cm high
    ],
)
def test_a_picture_fits_the_sheet(width: float, ratio: float, expected: float) -> None:
    assert layout.picture_width(Picture(b"", "words", width, ratio)) == pytest.approx(expected)


def test_a_short_table_stays_together_and_a_long_one_does_not() -> None:
    assert layout.stays_together(table(("A",), *[("1",)] * 20))
    assert not layout.stays_together(table(("A",), *[("1",)] * 21))
    assert not layout.stays_together(table(tuple("ABCDE"), tuple("12345")))


def test_a_column_has_room_for_its_longest_piece_and_a_line_may_end_after_a_hyphen() -> None:
    words = " ".join(["word"] * 30)

    def shares(cell: str) -> list[float]:
        row = Row(("a", f"{cell} {words}"), "", total=False)
        return layout.column_widths(Table("Cells", (), ("Figure", "What"), (row,), frozenset(), ""))

    assert shares("w" * 90)[1] > 90 / 100
    assert shares("w-" * 45)[1] < 90 / 100
