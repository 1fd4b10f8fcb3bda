"""Executed notebooks as self-contained pages: the published summary, and the reviewers' pages with code.

The template lies inside the package and stands alone, so that no page depends on what nbconvert finds
installed. A page holds no script and loads nothing; the same notebook gives the same bytes.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup, Tag
from nbconvert import HTMLExporter, TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbformat import NotebookNode

from profile_lib.errors import ProfileError

TEMPLATES = Path(__file__).parent / "templates"
MARKINGS = {"partnership": "OFFICIAL-SENSITIVE", "public": "OFFICIAL"}
"""Government Security Classifications, by audience."""

NO_WORDS = "No description has been provided"
"""What nbconvert puts in the place of words that are missing."""

LOADING = {"script", "iframe", "object", "embed", "link", "base"}
"""Elements that load something, or run."""

MACHINERY = {"injected-parameters"}
"""Tags of cells that say how this run was started, and nothing about the edition."""
NOT_PUBLISHED = MACHINERY | {"parameters", "setup"}


_of_this_thread = threading.local()


class ExportRefused(ProfileError):
    """A notebook holds something that no page may hold."""


@dataclass(frozen=True)
class Page:
    """What surrounds the cells of a page."""

    title: str
    edition: str
    area: str
    marking: str
    synthetic: bool
    review: bool
    draft: bool = False


def export_summary(
    notebook: NotebookNode | Path,
    destination: Path,
    *,
    title: str,
    edition: str,
    area: str,
    synthetic: bool,
    audience: str,
    draft: bool = False,
) -> None:
    """Write an executed summary as the document of its audience: no code, no prompts, nothing of the run.

    ``draft``: the same page for reviewers, under a banner that says so. Raises ExportRefused for an output on
    stdout or stderr, an error, a widget, a script, something loaded from elsewhere, or a picture without
    alternative text; KeyError for an audience without a marking.
    """
    page = Page(title, edition, area, MARKINGS[audience], synthetic, review=False, draft=draft)
    executed = _read(notebook)
    _refuse_streams(executed)
    _write(destination, _html(_without(executed, NOT_PUBLISHED), page))


def export_review(
    notebook: NotebookNode | Path, destination: Path, *, title: str, edition: str, area: str, synthetic: bool
) -> None:
    """Write an executed notebook as a page for reviewers, its code folded.

    Raises ExportRefused for an error, a widget, a script, something loaded from elsewhere, or a picture
    without alternative text.
    """
    page = Page(title, edition, area, MARKINGS["partnership"], synthetic, review=True)
    _write(destination, _html(_without(_read(notebook), MACHINERY), page))


def _read(notebook: NotebookNode | Path) -> NotebookNode:
    return nbformat.read(notebook, as_version=4) if isinstance(notebook, Path) else notebook


def _without(notebook: NotebookNode, tags: Collection[str]) -> NotebookNode:
    """The notebook without the cells that carry one of the tags."""
    cells = [cell for cell in notebook.cells if not set(cell.metadata.get("tags", [])) & set(tags)]
    return nbformat.from_dict({**notebook, "cells": cells})


def _html(notebook: NotebookNode, page: Page) -> str:
    """The page, checked."""
    _refuse_outputs(notebook)
    # HTMLExporter's own would parse the page to put words where a picture has none: we refuse such a picture
    html, _ = TemplateExporter.from_notebook_node(_exporter(), notebook, resources={"page": asdict(page)})
    soup = BeautifulSoup(html, "html.parser")
    _settle_headings(soup)
    _refuse_loading(soup)
    if page.review or page.draft:
        _lead_to_cells(soup, "../" if page.draft else "")
    return str(soup)


def _exporter() -> HTMLExporter:
    """One for all pages that a thread writes: its template is read and compiled once."""
    if not hasattr(_of_this_thread, "exporter"):
        exporter = HTMLExporter(
            template_name="profile",
            extra_template_basedirs=[str(TEMPLATES)],
            exclude_anchor_links=True,
            optimistic_validation=True,  # once, when all its preprocessors have run
        )
        highlight = Highlight2HTML(pygments_lexer="ipython3", parent=exporter)
        exporter.register_filter("highlight_code", highlight)
        _of_this_thread.exporter = exporter
    made: HTMLExporter = _of_this_thread.exporter
    return made


CELL = re.compile(r"Notebook (?P<notebook>\w+), cell (?P<cell>[\w-]+)\.$")


def _lead_to_cells(soup: BeautifulSoup, up: str) -> None:
    """For reviewers the name of the cell that a figure was made in leads there; ``up``: from this page to the
    folder of the notebooks' pages."""
    for text in soup.find_all(string=CELL):
        found = CELL.search(text)
        assert found is not None
        link = soup.new_tag("a", href=f"{up}{found['notebook']}.html#cell-{found['cell']}", string=found[0])
        text.replace_with(text[: found.start()], link)


def _settle_headings(soup: BeautifulSoup) -> None:
    """One title, which the page's header has; an id for each chapter; the chapters listed in the contents."""
    main, contents = _only(soup, "main"), _only(_only(soup, "nav"), "ol")
    for title in main.find_all("h1", limit=1):
        title.decompose()
    seen: Counter[str] = Counter()
    for chapter in main.find_all("h2"):
        words = chapter.get_text(" ", strip=True)
        slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
        seen[slug] += 1
        chapter["id"] = slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"
        link = soup.new_tag("a", href=f"#{chapter['id']}", string=words)
        item = soup.new_tag("li")
        item.append(link)
        contents.append(item)


def _only(within: Tag, name: str) -> Tag:
    """The element that the template has exactly once."""
    (found,) = within.find_all(name)
    return found


def _refuse_streams(notebook: NotebookNode) -> None:
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                raise ExportRefused(
                    f"cell {number} wrote to {output.name}: a published page shows figures only"
                )


def _refuse_outputs(notebook: NotebookNode) -> None:
    """Nothing that failed, nothing that runs, no picture without words."""
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                raise ExportRefused(f"cell {number} failed with {output.ename}: a partial page is no page")
            kinds = output.get("data", {}).keys()
            if refused := sorted(kind for kind in kinds if "widget" in kind or "javascript" in kind):
                raise ExportRefused(f"cell {number} shows {', '.join(refused)}, which a page cannot hold")
            if "image/png" in kinds and not output.metadata.get("image/png", {}).get("alt"):
                raise ExportRefused(f"cell {number} shows a picture without alternative text")


def _refuse_loading(soup: BeautifulSoup) -> None:
    """Links may lead elsewhere; nothing may be loaded from there, and nothing may run."""
    for element in soup.find_all(True):
        source = str(element.get("src", "data:"))
        if element.name in LOADING or "srcset" in element.attrs or not source.startswith("data:"):
            raise ExportRefused(f"a page stands by itself, found {str(element)[:120]}")
        if acting := [name for name in element.attrs if name.startswith("on")]:
            raise ExportRefused(f"a page does nothing by itself, found {acting[0]} in <{element.name}>")
        target = str(element.get("href", "#"))
        if not target.startswith(("#", "http://", "https://", "mailto:", "tel:")):
            raise ExportRefused(f"a link leads to a page, found {target[:80]}")
        if element.name == "img" and str(element.get("alt") or NO_WORDS).startswith(NO_WORDS):
            raise ExportRefused("a picture has no alternative text")
    if re.search(r"@import|url\(\s*['\"]?(?!data:|#)", " ".join(style.get_text() for style in soup("style"))):
        raise ExportRefused("the style of a page loads something")


def _write(file: Path, html: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(html, encoding="utf-8", newline="\n")
