"""What is published of the sample, read by somebody who wants to know: one edition, and three in turn."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from docx import Document
from openpyxl import load_workbook
from project import ROOT, Project, new_project
from published_attacker import Cell, Knowledge, cell
from published_figures import Rule, read_figures
from published_sense import Reader

from profile_lib.publication.publish import public_figures
from profile_lib.results import read_findings
from profile_lib.sampling import write_sample_partners

Truth = dict[Cell, tuple[int, int]]
YEARS = ("2014", "2015", "2016")
THRESHOLD = 6
NUMBER = re.compile(r"£?\d+(?:,\d{3})*(?:\.\d+)?(?: million)?%?")


def truth_of(project: Project, year: str) -> Truth:
    """Every count of an edition and of the year before beside it, and the people behind it."""
    return {
        cell(told["counted"], told["period"], **told["where"]): (
            told["value"],
            told.get("people") or told["value"],
        )
        for entry in project.findings(year).values()
        for told in (*entry.get("counts", ()), *entry.get("previous", {}).get("counts", ()))
    }


def reader_of(documents: Iterable[str], truth: Truth) -> Reader:
    """Somebody who has read these figures.json; what was read agrees with the truth."""
    knowledge = Knowledge()
    for document in documents:
        read_figures(json.loads(document)["figures"], knowledge, Rule())
    reader = Reader(knowledge)
    numbers = {name: value for name, (value, _) in truth.items() if name in knowledge.ends}
    assert knowledge.is_possible(numbers), knowledge.contradicted(numbers)[:3]
    return reader


def test_the_edition_of_2015_gives_away_neither_the_one_woman_nor_the_ten_boys(ran: Project) -> None:
    truth = truth_of(ran, "2015")
    reader = reader_of([public_figures(ran.outputs / "2015" / "findings.json")], truth)
    assert [str(item) for item in reader.narrowed(truth, THRESHOLD)] == []
    (women,) = [name for name in truth if str(name) == "cse.offenders (sex F) 2015-01-01 to 2015-12-31"]
    (girls,) = [
        name for name in truth if str(name) == "cse.at_risk_children (sex F) 2015-01-01 to 2015-12-31"
    ]
    assert (truth[women][0], truth[girls][0]) == (1, 72)
    low, high = reader.knowledge.interval(women, 300)
    assert low == 0 and high >= THRESHOLD - 1
    low, high = reader.knowledge.interval(girls, 300)  # of 82: that they are most is said
    assert low <= 42 and high >= 81


@pytest.mark.full
def test_three_editions_published_in_turn_are_safe_together(tmp_path: Path) -> None:
    home = tmp_path / "project"
    write_sample_partners(home / "data", list(YEARS), ROOT / "parameters")
    project, truth = new_project(home), Truth()
    for year in YEARS:
        done = project.command("run", year, "--audience", "public")
        assert done.returncode == 0, done.stderr
        for name, role in (("Ann Lead", "safeguarding lead"), ("Ben Lawyer", "force legal officer")):
            signed = project.command("approve", year, "--name", name, "--role", role)
            assert signed.returncode == 0, signed.stderr
        published = project.command("publish", year)
        assert published.returncode == 0, published.stderr
        truth |= truth_of(project, year)
    folder = project.outputs.parent / "published"
    documents = [(folder / year / "figures.json").read_text(encoding="utf-8") for year in YEARS]
    reader = reader_of(documents, truth)
    assert [str(item) for item in reader.narrowed(truth, THRESHOLD)] == []


# The bytes say no number that figures.json does not


def printed(figure: Mapping[str, Any]) -> Iterator[str]:
    """Every way in which the numbers of a public figure are printed."""
    public = figure["public"]
    for name in ("value", "numerator", "denominator", "not_recorded"):
        yield from _forms(public.get(name))
    yield from _forms(public.get("previous", {}).get("value"))
    for end in ("low", "high"):
        yield from _forms(public.get("interval", {}).get(end))


def _forms(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _forms(item)
    elif isinstance(value, str) and re.fullmatch(r"\d+\.\d\d", value):
        pounds = float(value)
        yield f"£{pounds / 1e6:.1f} million"
        yield f"£{round(pounds, -3):,.0f}"
    elif isinstance(value, int | float):
        yield from (f"{int(value + 0.5):,}", f"{int(10 * value + 0.5 + 1e-9) / 10:,.1f}")
        yield f"{int(100 * value + 0.5 + 1e-9)}%"


def allowed(figures: Sequence[Mapping[str, Any]]) -> set[str]:
    parameters = "".join(
        (ROOT / "parameters" / name).read_text("utf-8") for name in ("base.yaml", "2015.yaml")
    )
    definitions = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    words = (
        f"{parameters} {definitions} January 2014 2015 2016 1 September 31 August 95% rows 6 10 11 20 21 50"
    )
    why = " ".join(str(figure["public"].get("previous", {}).get("why_not", "")) for figure in figures)
    told = {form for figure in figures for form in printed(figure)}
    return told | set(NUMBER.findall(f"{words} {why}"))


def test_no_number_stands_in_the_public_bytes_that_figures_json_does_not_print(ran: Project) -> None:
    folder = ran.outputs / "2015" / "public"
    figures = json.loads(public_figures(ran.outputs / "2015" / "findings.json"))["figures"]
    soup = BeautifulSoup((folder / "summary.html").read_text(encoding="utf-8"), "html.parser")
    for element in soup(["style", "head"]):
        element.decompose()
    alternatives = " ".join(str(image["alt"]) for image in soup("img"))
    text = f"{soup.get_text(' ')} {alternatives}"
    strange = set(NUMBER.findall(text)) - allowed(figures)
    assert strange == set()
    hidden = [entry for entry in read_findings(ran.outputs / "2015/findings.json").values()
              if entry["public"]["state"] == "suppressed"]  # fmt: skip
    assert len(hidden) >= 8


def test_the_documents_and_tables_say_no_number_that_the_page_does_not(ran: Project, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ran.outputs / "2015" / "public", tmp_path / "public"))
    soup = BeautifulSoup((folder / "summary.html").read_text(encoding="utf-8"), "html.parser")
    page = set(NUMBER.findall(f"{soup.get_text(' ')} {' '.join(str(image['alt']) for image in soup('img'))}"))
    word = Document(str(folder / "summary.docx"))
    texts = [paragraph.text for paragraph in word.paragraphs]
    texts += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert set(NUMBER.findall(" ".join(texts))) <= page
    bare = {number.replace(",", "").strip("%£") for number in page}
    cells = [
        str(value)
        for sheet in load_workbook(folder / "tables.xlsx").worksheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if isinstance(value, int | float)
    ]
    assert cells
    assert {value.removesuffix(".0") for value in cells} <= bare | {
        number.removesuffix(".0") for number in bare
    }
