"""Pages that stand by themselves and say what has to be said: each check, tried on what it is there for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from edition_made import NOTICE, Made, edition, notebook, packed, page, picture, told, word, workbook
from nbformat.v4 import new_code_cell, new_output

from profile_lib.publication.checks.links import well_formed

OF_PAGES = (
    "alternative-text",
    "tables",
    "self-contained",
    "links",
    "contacts",
    "legend",
    "synthetic",
    "wording",
)
TABLE = (
    '<table><caption>Children</caption><tr><th scope="col">Sex</th><th scope="col">Children</th></tr>'
    '<tr><th scope="row">F</th><td>{cell}</td></tr></table>{legend}'
)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "2015")


@pytest.mark.parametrize("id", OF_PAGES)
def test_a_good_edition_passes(made: Made, id: str) -> None:
    check = made.check(id)
    assert (check.state, check.findings) == ("pass", ())


@pytest.mark.parametrize(
    "alt",
    ["", "  ", "chart.png", "No description has been provided for this image", "data:image/png;base64,AA"],
)
@pytest.mark.parametrize("name", ["public/summary.html", "partnership/summary.html", "review/cse.html"])
def test_a_picture_without_words(made: Made, name: str, alt: str) -> None:
    made.write(name, page(picture() + picture(alt)))
    check = made.check("alternative-text")
    assert check.state == "fail"
    assert [found.where for found in check.findings] == [f"{name}, picture 2"]


def test_a_picture_of_a_notebook_or_word_document_without_words(made: Made) -> None:
    shown = new_output(
        "display_data", data={"image/png": "iVBORw0KGgo="}, metadata={"image/png": {"alt": ""}}
    )
    made.write(
        "notebooks/summary.public.ipynb", notebook(new_code_cell("x", execution_count=1, outputs=[shown]))
    )
    drawn = (
        '<w:drawing><wp:docPr id="1" name="Picture 1" descr="{}"/><pic:cNvPr name="image.png"/></w:drawing>'
    )
    made.write("public/summary.docx", word(drawn.format(f"A chart. {NOTICE}") + drawn.format("")))
    assert [found.where for found in made.check("alternative-text").findings] == [
        "notebooks/summary.public.ipynb, cell 1",
        "public/summary.docx, word/document.xml, picture 2",
    ]
    assert "public/summary.docx, word/document.xml, picture 2" in told(made.check("synthetic"))


@pytest.mark.parametrize(
    ("table", "what"),
    [
        (TABLE.replace("<caption>Children</caption>", ""), "no caption"),
        (TABLE.replace("<caption>Children</caption>", "<caption> </caption>"), "no caption"),
        (TABLE.replace(' scope="row"', ""), "without its scope"),
        (TABLE.replace(">Sex<", "><"), "an empty one"),
        ("<table><caption>Children</caption><tr><td>12</td></tr></table>", "no headings"),
    ],
)
def test_a_table_without_its_headings(made: Made, table: str, what: str) -> None:
    made.write("public/summary.html", page(table.format(cell=12, legend="")))
    check = made.check("tables")
    assert check.state == "fail"
    assert what in told(check)


def test_a_table_of_a_word_document_needs_a_header_row(made: Made) -> None:
    made.write("public/summary.docx", word("<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr></w:tr></w:tbl>"))
    assert made.check("tables").state == "pass"
    made.write("public/summary.docx", word("<w:tbl><w:tr></w:tr></w:tbl>"))
    assert "no header row" in told(made.check("tables"))


@pytest.mark.parametrize(
    "body",
    [
        "<script>x()</script>",
        '<img alt="A chart" src="https://example.org/a.png">',
        '<img alt="A chart" srcset="a.png 2x" src="data:image/png;base64,AA">',
        '<link rel="stylesheet" href="a.css">',
        '<p onclick="x()">here</p>',
        '<p style="background: url(https://example.org/a.png)">here</p>',
        "<style>@import 'a.css';</style>",
        '<iframe src="data:text/html,x"></iframe>',
    ],
)
def test_a_page_that_loads_or_runs(made: Made, body: str) -> None:
    made.write("public/summary.html", page(body))
    assert made.check("self-contained").state == "fail"


def test_a_word_document_that_takes_a_part_from_elsewhere(made: Made) -> None:
    def related(kind: str) -> bytes:
        mark = f'<Relationship Type="x/{kind}" Target="https://example.org/a" TargetMode="External"/>'
        return packed(word___rels__document_dot_xml_dot_rels=f"<Relationships>{mark}</Relationships>")

    made.write("public/summary.docx", related("hyperlink"))
    assert made.check("self-contained").state == "pass"
    made.write("public/summary.docx", related("image"))
    assert made.check("self-contained").state == "fail"


@pytest.mark.parametrize(
    "target",
    [
        "http://www.stop-cse.org/saysomething",
        "https://www.gov.uk/guidance?a=b#c",
        "https://example.org:8080/",
        "tel:01225716871",
        "tel:+44 1225 716871",
        "tel:999",
        "mailto:safe@wiltshire.gov.uk",
    ],
)
def test_a_link_that_is_well_formed(target: str) -> None:
    assert well_formed(target)


@pytest.mark.parametrize(
    "target",
    [
        "http://", "http:///path", "https://localhost/", "https://exa mple.org/", "htp://example.org", "",
        "https://example..org", "https://-a.org/", "https://example.org:99999/", "https://u:p@example.org/",
        "tel:", "tel:ask", "mailto:", "mailto:somebody", "mailto:a@b", "javascript:x()", "data:text/html,x",
        "file:///etc/hosts", "summary.docx", "www.a.org",
    ],
)  # fmt: skip
def test_a_link_that_is_not(made: Made, target: str) -> None:
    assert not well_formed(target)
    made.write("public/summary.html", page(f'<a href="{target}">here</a>'))
    assert made.check("links").state == "fail"


def test_links_inside_a_page_and_between_the_reviewers_pages(made: Made) -> None:
    made.write("review/index.html", page('<a href="#content">up</a><a href="../public/summary.pdf">PDF</a>'))
    assert made.check("links").state == "pass"
    made.write("review/index.html", page('<a href="#nowhere">up</a><a href="../public/summary.odt">ODT</a>'))
    assert told(made.check("links")).count("review/index.html: a link leads nowhere") == 2


@pytest.mark.parametrize(
    ("tried", "state"),
    [
        (date(2015, 3, 31), "pass"),
        (date(2015, 3, 30), "fail"),
        (date(2016, 3, 31), "pass"),
        (date(2017, 3, 31), "pass"),
        (date(2017, 4, 1), "review"),
    ],
)
def test_a_contact_is_tried_within_a_year_of_the_day_of_the_edition(
    made: Made, tried: date, state: str
) -> None:
    assert made.edition.as_at == date(2016, 3, 31)
    contact = made.edition.contacts[0].model_copy(update={"as_of": tried})
    made.edition = edition(contacts=(contact, *made.edition.contacts[1:]))
    check = made.check("contacts")
    assert check.state == state
    assert [found.where for found in check.findings] == (
        [] if state == "pass" else ["parameters, contacts, Immediate danger"]
    )


def test_the_day_before_a_leap_day_of_a_year_that_has_none(made: Made) -> None:
    contact = made.edition.contacts[0].model_copy(update={"as_of": date(2015, 2, 28)})
    made.edition = edition(contacts=(contact,), as_at=date(2016, 2, 29))
    assert made.check("contacts").state == "pass"


@pytest.mark.parametrize(
    ("cell", "legend", "state"),
    [
        ("[c]", "", "fail"),
        ("[c]", "<p>[c] means not given, to protect children.</p>", "pass"),
        ("[c]", "<p>[x] means not available.</p>", "fail"),
        ("*", "", "fail"),
        ("c", "", "fail"),
        ("12", "", "pass"),
        ("–", "", "pass"),
    ],
)
def test_a_marker_is_explained_on_its_page(made: Made, cell: str, legend: str, state: str) -> None:
    made.write("public/summary.html", page(TABLE.format(cell=cell, legend=legend)))
    assert made.check("legend").state == state


def test_a_marker_is_explained_in_its_workbook(made: Made) -> None:
    made.write("public/tables.xlsx", workbook(NOTICE, "[c]"))
    assert "public/tables.xlsx: the marker [c]" in told(made.check("legend"))
    made.write("public/tables.xlsx", workbook(NOTICE, "[c]", "[c] means not given, to protect children."))
    assert made.check("legend").state == "pass"


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [
        ("public/summary.html", page(picture(), notice=""), "public/summary.html"),
        ("review/cse.html", page("<p>Code</p>", notice=""), "review/cse.html"),
        ("public/summary.html", page(picture("A bar chart.")), "public/summary.html, picture 1"),
        ("public/summary.docx", word("<w:p/>"), "public/summary.docx"),
        ("public/tables.xlsx", workbook("Children"), "public/tables.xlsx, xl/worksheets/sheet1.xml"),
        ("public/tables/children.csv", "sex,children\nF,12\n", "public/tables/children.csv"),
    ],
)
def test_a_synthetic_edition_says_so_everywhere(made: Made, name: str, content: Any, where: str) -> None:
    made.write(name, content)
    check = made.check("synthetic")
    assert check.state == "fail"
    assert [found.where for found in check.findings] == [where]


def test_one_sheet_of_a_workbook_does_not_speak_for_another(made: Made) -> None:
    shared = f"<sst><si><t>{NOTICE}</t></si><si><t>Children</t></si></sst>"
    sheet = '<worksheet><c r="A1" t="s"><v>{}</v></c></worksheet>'
    made.write(
        "public/tables.xlsx",
        packed(
            xl__sharedStrings_dot_xml=shared,
            xl__worksheets__sheet1_dot_xml=sheet.format(0),
            xl__worksheets__sheet2_dot_xml=sheet.format(1),
        ),
    )
    assert [found.where for found in made.check("synthetic").findings] == [
        "public/tables.xlsx, xl/worksheets/sheet2.xml"
    ]


def test_an_edition_of_real_children_never_says_that_it_is_a_sample(made: Made) -> None:
    made.edition = edition(synthetic=False)
    names = {found.where for found in made.check("synthetic").findings}
    assert {"public/summary.html", "public/summary.docx", "public/summary.pdf", "public/tables.xlsx"} < names
