"""Pages made of executed notebooks: what is on them, what never is, and the same bytes each time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from profile_lib.publication.export import ExportRefused, export_review, export_summary

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def html(text: str) -> NotebookNode:
    return new_output("display_data", data={"text/html": text, "text/plain": "as text"})


def picture(**metadata: Any) -> NotebookNode:
    return new_output("display_data", data={"image/png": PIXEL}, metadata={"image/png": metadata})


def stream(text: str, name: str = "stdout") -> NotebookNode:
    return new_output("stream", name=name, text=text)


def code(source: str, *outputs: NotebookNode, tag: str = "", id: str = "cell") -> NotebookNode:
    return new_code_cell(source, outputs=list(outputs), metadata={"tags": [tag] if tag else []}, id=id)


def notebook(*cells: NotebookNode) -> NotebookNode:
    return new_notebook(cells=list(cells))


@pytest.fixture
def executed() -> NotebookNode:
    """A notebook as a run leaves it."""
    return notebook(
        new_markdown_cell("# A title of its own\n\nWhat this is about.", id="title"),
        code('year = ""', tag="parameters", id="parameters"),
        code('year = "2015"  # secret folder', tag="injected-parameters", id="random"),
        code("profile = open_summary(year)", html("<p>opened</p>"), tag="setup", id="setup"),
        new_markdown_cell("## Key findings", id="findings"),
        code("profile.findings()", html("<p>There were 1,056 episodes.</p>"), id="said"),
        new_markdown_cell("## Cost & time", id="cost"),
        code("profile.bars()", picture(alt='Bars "by" <month>', width=560), id="bars"),
        new_markdown_cell("## Key findings", id="again"),
    )


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    return Pages(tmp_path)


class Pages:
    """Exports and reads back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.given: dict[str, Any] = {"title": "Profile <2015>", "edition": "2015", "area": "Wiltshire"}

    def summary(self, notebook: NotebookNode | Path, **given: Any) -> BeautifulSoup:
        settings = {"audience": "partnership", "synthetic": True, **self.given, **given}
        export_summary(notebook, self.folder / "new" / "summary.html", **settings)
        return self.read("summary")

    def review(self, notebook: NotebookNode, **given: Any) -> BeautifulSoup:
        settings = {"synthetic": True, **self.given, **given}
        export_review(notebook, self.folder / "new" / "review.html", **settings)
        return self.read("review")

    def read(self, name: str) -> BeautifulSoup:
        return BeautifulSoup(self.bytes(name), "html.parser")

    def bytes(self, name: str) -> bytes:
        return (self.folder / "new" / f"{name}.html").read_bytes()


def test_a_summary_shows_outputs_and_no_code(pages: Pages, executed: NotebookNode) -> None:
    page = pages.summary(executed)
    text = page.main.get_text()
    assert "What this is about." in text and "There were 1,056 episodes." in text
    for hidden in ("profile.", "year", "opened", "as text", "In [", "Out[", "Code"):
        assert hidden not in text


def test_a_page_has_one_title_landmarks_and_contents(pages: Pages, executed: NotebookNode) -> None:
    page = pages.summary(executed)
    assert page.html["lang"] == "en-GB"
    assert page.title.get_text() == "Profile <2015>"
    assert [heading.get_text() for heading in page.find_all("h1")] == ["Profile <2015>"]
    assert all(page.find(landmark) for landmark in ("header", "nav", "main", "footer"))
    links = [(link.get_text(), link["href"]) for link in page.select("nav a")]
    assert links == [
        ("Key findings", "#key-findings"),
        ("Cost & time", "#cost-time"),
        ("Key findings", "#key-findings-2"),
    ]
    assert [heading["id"] for heading in page.select("main h2")] == [href[1:] for _, href in links]
    skip = page.body.find("a")
    assert page.find(id=skip["href"][1:]).name == "main"


def test_a_picture_keeps_its_words_and_width(pages: Pages, executed: NotebookNode) -> None:
    (image,) = pages.summary(executed).find_all("img")
    assert image["alt"] == 'Bars "by" <month>'
    assert image["width"] == "560"
    assert image["src"] == f"data:image/png;base64,{PIXEL}"


@pytest.mark.parametrize(
    ("audience", "marking"), [("partnership", "OFFICIAL-SENSITIVE"), ("public", "OFFICIAL")]
)
def test_the_marking_is_that_of_the_audience(
    pages: Pages, executed: NotebookNode, audience: str, marking: str
) -> None:
    page = pages.summary(executed, audience=audience)
    assert [found.get_text() for found in page.select(".marking")] == [marking, marking]
    assert f'@top-left {{ content: "{marking}"; }}' in page.style.get_text()


def test_an_audience_that_does_not_exist_is_an_error(pages: Pages, executed: NotebookNode) -> None:
    with pytest.raises(KeyError, match="friends"):
        pages.summary(executed, audience="friends")


def test_a_synthetic_edition_says_so_on_screen_and_on_every_printed_page(
    pages: Pages, executed: NotebookNode
) -> None:
    page = pages.summary(executed)
    assert "SYNTHETIC SAMPLE: these are not real children" in page.find(role="note").get_text()
    assert 'content: "SYNTHETIC SAMPLE"' in page.style.get_text()
    real = pages.summary(executed, synthetic=False)
    assert real.find(role="note") is None
    assert b"synthetic" not in pages.bytes("summary").lower()


def test_a_page_loads_and_runs_nothing(pages: Pages, executed: NotebookNode) -> None:
    page = pages.review(executed)
    assert not page.find_all(["script", "link", "iframe"])
    assert all(element["src"].startswith("data:") for element in page.select("[src]"))
    assert "url(" not in page.style.get_text() and "@import" not in page.style.get_text()
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})
    assert policy["content"].startswith("default-src 'none'")


def test_a_review_folds_the_code_and_shows_the_rest(pages: Pages, executed: NotebookNode) -> None:
    executed.cells.append(code("warn()", stream("a <warning>", "stderr"), id="warned"))
    page = pages.review(executed)
    folded = {block["id"]: block.code.get_text() for block in page.find_all("details")}
    assert folded["cell-said"] == "profile.findings()"
    assert folded["cell-parameters"] == 'year = ""'
    assert not any(block.has_attr("open") for block in page.find_all("details"))
    assert "a <warning>" in page.main.get_text()
    assert "secret folder" not in page.get_text() and "cell-random" not in folded
    assert "for reviewers" in page.header.get_text()


def test_the_same_notebook_gives_the_same_bytes_whatever_started_it(
    pages: Pages, executed: NotebookNode
) -> None:
    pages.summary(executed), pages.review(executed)
    first = pages.bytes("summary"), pages.bytes("review")
    executed.cells[2] = code('year = "2015"  # another folder', tag="injected-parameters", id="drawn-again")
    executed.metadata["papermill"] = {"start_time": "2016-03-31T10:00:00"}
    pages.summary(executed), pages.review(executed)
    assert (pages.bytes("summary"), pages.bytes("review")) == first


def test_a_notebook_is_read_from_its_file_and_stays_as_it_was(pages: Pages, executed: NotebookNode) -> None:
    file = pages.folder / "random-name.ipynb"
    nbformat.write(executed, file)
    before = file.read_bytes()
    page = pages.summary(file)
    assert "There were 1,056 episodes." in page.main.get_text()
    assert "random-name" not in page.get_text()
    assert file.read_bytes() == before
    count = len(executed.cells)
    pages.summary(executed)
    assert len(executed.cells) == count


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (
            new_output("error", ename="ValueError", evalue="x", traceback=["x"]),
            "cell 1 failed with ValueError",
        ),
        (picture(), "cell 1 shows a picture without alternative text"),
        (picture(alt=""), "cell 1 shows a picture without alternative text"),
        (
            new_output("display_data", data={"application/vnd.jupyter.widget-view+json": {"model_id": "m"}}),
            "widget-view",
        ),
        (new_output("display_data", data={"application/javascript": "alert()"}), "javascript"),
        (html("<script>alert()</script>"), "a page stands by itself, found <script>"),
        (html('<img src="https://example.org/a.png" alt="a">'), "a page stands by itself, found <img"),
        (html('<link rel="stylesheet" href="a.css">'), "a page stands by itself, found <link"),
        (html('<a href="javascript:alert(1)">here</a>'), "a link leads to a page, found javascript"),
        (html('<p onclick="alert(1)">here</p>'), "a page does nothing by itself, found onclick"),
        (html('<img src="data:image/png;base64,AAAA">'), "a picture has no alternative text"),
        (html("<style>p { background: url(https://example.org/a.png) }</style>"), "loads something"),
        (html('<style>@import "a.css";</style>'), "loads something"),
    ],
)
def test_what_no_page_may_hold_is_refused_and_nothing_written(
    pages: Pages, output: NotebookNode, said: str
) -> None:
    with pytest.raises(ExportRefused, match=said):
        pages.review(notebook(code("show()", output)))
    assert not (pages.folder / "new").exists()


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_a_summary_with_loose_output_is_refused_even_in_a_hidden_cell(pages: Pages, name: str) -> None:
    with pytest.raises(ExportRefused, match=f"cell 1 wrote to {name}"):
        pages.summary(notebook(code("setup()", stream("a row of the extract", name), tag="setup")))
    assert not (pages.folder / "new").exists()


def test_links_may_lead_elsewhere(pages: Pages) -> None:
    page = pages.summary(notebook(code("x", html('<a href="https://example.org/">help</a>'))))
    assert page.main.a["href"] == "https://example.org/"


def test_reviewers_are_led_to_the_cell_that_made_a_figure_and_readers_are_told_its_name(pages: Pages) -> None:
    told = "<p>Counted from offences. Notebook cse, cell how-many-a.</p>"
    executed = notebook(
        new_markdown_cell("## Figures", id="figures"), code("methods()", html(told), id="said")
    )
    draft, review = pages.summary(executed, draft=True), pages.review(executed)
    for page, target in ((draft, "../cse.html#cell-how-many-a"), (review, "cse.html#cell-how-many-a")):
        (link,) = page.select("main p a")
        assert (link["href"], link.get_text()) == (target, "Notebook cse, cell how-many-a.")
    final = pages.summary(executed)
    assert not final.select("main p a")
    assert final.select_one("main p").get_text() == "Counted from offences. Notebook cse, cell how-many-a."
