"""All the checks over one edition: checks.json, the reviewers' first page, and what stops a run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from edition_made import Made, figure, page, workspace
from project import Project

from profile_lib.errors import ProfileError, PublicationBlocked
from profile_lib.publication import checking
from profile_lib.publication.checking import blocked, check_edition, failed
from profile_lib.publication.checks import CHECKS, NEVER_EXCEPTED, SIGNED, Check, Finding, read_checks
from profile_lib.publication.review import write_index
from profile_lib.workspace import Workspace

PEOPLE = """\
episode_ref,person_ref,surname,forename,date_of_birth,sex,category,missing_from
MP15/0001234,WP00007864,Quillfeather,Zoë,14/07/1999,F,missing,2015-02-01 10:00
"""


@pytest.fixture
def work(tmp_path: Path) -> Workspace:
    work = workspace(tmp_path)
    (tmp_path / "data/2015").mkdir(parents=True)
    (tmp_path / "data/2015/missing_episodes.csv").write_text(PEOPLE, encoding="utf-8")
    return work


@pytest.fixture
def made(work: Workspace) -> Made:
    return Made(work.outputs / ".staging-2015-x")


def test_the_checks_of_the_issue_and_who_may_not_let_them_go() -> None:
    assert list(CHECKS) == [
        "execution", "streams", "identifiers", "disclosure", "differences", "prose", "alternative-text",
        "tables", "self-contained", "links", "contacts", "legend", "synthetic", "wording", "anonymity",
        "proceedings",
    ]  # fmt: skip
    assert {"disclosure", "identifiers", "execution", "hashes"} == NEVER_EXCEPTED
    assert SIGNED.keys() == {"anonymity", "proceedings"}


def test_a_good_edition_waits_for_two_people_and_nothing_else(made: Made, work: Workspace) -> None:
    checks = check_edition(made.folder, made.edition, work)
    assert failed(checks) == []
    assert [check.id for check in checks if check.state == "review"] == ["anonymity", "proceedings"]
    written, checked = read_checks(made.folder / "checks.json")
    assert written == checks
    assert checked.keys() == {
        "findings.json", "public/summary.html", "public/summary.docx", "public/summary.pdf",
        "public/tables.xlsx", "public/tables/children.csv",
    }  # fmt: skip


def test_the_same_edition_gives_the_same_bytes(made: Made, work: Workspace, tmp_path: Path) -> None:
    names = ("checks.json", "review/index.html")
    check_edition(made.folder, made.edition, work)
    first = [(made.folder / name).read_bytes() for name in names]
    shutil.copytree(made.folder, tmp_path / "elsewhere")
    check_edition(made.folder, made.edition, work)
    assert [(made.folder / name).read_bytes() for name in names] == first
    (tmp_path / "elsewhere/review/index.html").unlink()
    check_edition(tmp_path / "elsewhere", made.edition, work)
    assert [(tmp_path / "elsewhere" / name).read_bytes() for name in names] == first


def test_a_leak_stops_the_run_and_the_edition_is_kept_where_it_may_lie(made: Made, work: Workspace) -> None:
    made.write("set_aside/offences.csv", "row,message\n2,Quillfeather\n")
    with pytest.raises(
        PublicationBlocked, match=r"identifiers: a name \(1\) \(set_aside/offences.csv\)"
    ) as stop:
        check_edition(made.folder, made.edition, work)
    assert "Quillfeather" not in str(stop.value)
    assert not (made.folder / "checks.json").exists()
    assert (work.private / "failed/2015/edition/set_aside/offences.csv").is_file()
    assert work.private.stat().st_mode & 0o777 == 0o700


def test_a_failure_is_said_with_what_to_do() -> None:
    found = tuple(Finding(f"phrase {number}", "public/summary.html", "Reword it") for number in range(7))
    said = blocked([Check("links", "pass"), Check("wording", "fail", found)])
    assert said.startswith("1 publication check fails")
    assert "wording: phrase 4 (public/summary.html). Reword it" in said
    assert "phrase 5" not in said and "wording: and 2 more" in said


def test_a_reviewers_page_that_breaks_a_rule_is_a_fault_of_ours(
    made: Made, work: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(file: Path, *given: object) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page('<a href="nowhere.html">here</a>'))

    monkeypatch.setattr(checking, "write_index", broken)
    with pytest.raises(ProfileError, match=r"review/index.html itself fails the check links"):
        check_edition(made.folder, made.edition, work)


# The reviewers' first page


def index(made: Made, *changed: Check) -> BeautifulSoup:
    """The page of an edition, some of its checks as given."""
    staged = made.staged()
    given = {check.id: check for check in changed}
    checks = [given.get(id, Check(id, "pass")) for id in CHECKS]
    write_index(made.folder / "review/index.html", staged, checks, staged.findings)
    return BeautifulSoup((made.folder / "review/index.html").read_bytes(), "html.parser")


def rows(soup: BeautifulSoup, caption: str) -> list[list[str]]:
    (table,) = [
        table
        for table in soup.find_all("table")
        if caption in table.caption.get_text()  # type: ignore[union-attr]
    ]
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]


def test_the_page_says_what_fails_first_and_what_to_do(made: Made) -> None:
    found = Finding("a link leads nowhere", "public/summary.html", "Correct the address")
    soup = index(made, Check("links", "fail", (found,)), Check("anonymity", "review"))
    listed = [entry.get_text(" ", strip=True) for entry in soup.select("dl.checks dt")]
    assert listed[0].startswith("fail links") and listed[1].startswith("review anonymity")
    assert len(listed) == len(CHECKS)
    text = soup.main.get_text(" ", strip=True)  # type: ignore[union-attr]
    assert "Of 16 checks 14 passed, 1 waits for a person and 1 fails." in text
    assert "public/summary.html: a link leads nowhere. Correct the address." in text


def test_the_page_leads_to_every_other(made: Made) -> None:
    for name in ("review/data_quality.html", "review/public/summary.html", "partnership/summary.html"):
        made.write(name, page("<p>x</p>"))
    groups = {
        heading.get_text(): [
            (link.get_text(), link["href"]) for link in heading.find_next("ul").find_all("a")
        ]  # type: ignore[union-attr]
        for heading in index(made).select("#pages ~ h3")
        if heading.find_previous("h2")["id"] == "pages"  # type: ignore[index]
    }
    assert groups["The public edition, marked as a draft"] == [("Summary", "public/summary.html")]
    assert ("Data quality", "data_quality.html") in groups["How the figures were made"]
    assert groups["The public edition: the bytes that are signed"] == [
        ("Summary", "../public/summary.html"),
        ("Summary, Word document", "../public/summary.docx"),
        ("Summary, PDF", "../public/summary.pdf"),
        ("Tables, workbook", "../public/tables.xlsx"),
        ("Tables: children, CSV", "../public/tables/children.csv"),
    ]
    assert groups["The partnership edition"] == [("Summary", "../partnership/summary.html")]


def test_every_figure_stands_there_with_unit_base_and_last_year(made: Made) -> None:
    last = {"edition": "2014", "value": 9, "comparable": False, "why_not": "fewer columns"}
    made.figures(
        figure("missing.children", 12, label="Missing children", previous=last),
        figure("missing.hidden", 3, "suppressed", label="Hidden <children>"),
    )
    table = rows(index(made), "Missing children: figures")
    assert table[0] == [
        "Figure", "Value", "Unit", "Of whom or what", "Period", "Beside last year", "Public edition",
    ]  # fmt: skip
    assert table[1] == [
        "Missing children", "12", "children", "Children under 18", "January to November 2015",
        "More than in the same months of 2014 (9), but not comparable: fewer columns", "shown",
    ]  # fmt: skip
    assert [row[0] for row in table[2:]] == ["Hidden <children>"]
    assert table[2][-1] == "suppressed"


def test_every_hidden_count_stands_there_with_why(made: Made) -> None:
    made.disclosure(
        result="pass",
        figures=[{"key": "missing.hidden", "because": "would give away x"}],
        cells=[
            {"key": "missing.hidden", "state": "primary", "because": "of few", "low": 1, "high": 5},
            {"key": "an.address 2014", "state": "secondary", "because": "protects x", "low": 0},
        ],
        already_published=["one of them is known"],
    )
    soup = index(made)
    assert rows(soup, "does not give")[1:] == [["Figure missing.hidden", "would give away x"]]
    assert rows(soup, "nobody may work out")[1:] == [
        ["Figure missing.hidden", "By itself", "of few", "1 to 5"],
        ["an.address 2014", "To protect others", "protects x", "0 to no upper end"],
    ]
    assert "one of them is known" in soup.get_text()


def test_an_edition_for_partners_alone_has_nothing_to_sign(made: Made) -> None:
    shutil.rmtree(made.folder / "public")
    text = index(made).get_text(" ", strip=True)
    assert "there is nothing to sign" in text and "approve" not in text


# On the sample


def test_the_sample_edition_passes_and_its_pack_is_whole(ran: Project) -> None:
    edition = ran.outputs / "2015"
    checks, checked = read_checks(edition / "checks.json")
    assert {check.id: check.state for check in checks if check.state != "pass"} == {
        "anonymity": "review",
        "proceedings": "review",
    }, [found for check in checks for found in check.findings if check.state == "fail"]
    assert {name.partition("/")[0] for name in checked} <= {"public", "findings.json"}
    manifest = json.loads((edition / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["checks"] == {check.id: check.state for check in checks}
    assert manifest["timings_seconds"]["checks"] > 0
    soup = BeautifulSoup((edition / "review/index.html").read_bytes(), "html.parser")
    keys = ran.findings("2015").keys()
    listed = sum(
        len(table.find_all("tr")) - 1 for table in soup.select("h2#figures ~ div.table-scroll table")
    )
    assert listed == len(keys)


def test_the_draft_is_the_public_page_under_a_banner(ran: Project) -> None:
    edition = ran.outputs / "2015"
    final = BeautifulSoup((edition / "public/summary.html").read_bytes(), "html.parser")
    draft = BeautifulSoup((edition / "review/public/summary.html").read_bytes(), "html.parser")
    (banner,) = draft.select(".draft")
    assert banner.get_text().startswith("DRAFT")
    assert not final.select(".draft") and "DRAFT" not in final.get_text()
    assert draft.main is not None
    led = draft.main.select("a[href^='../']")  # of reviewers alone, to the notebook that made a figure
    assert {str(link["href"]).partition(".html#cell-")[0] for link in led} == {
        *("../cse", "../cse_risk", "../missing_children", "../missing_response", "../cost_model"),
    }
    for link in led:
        link.unwrap()
    draft.main.smooth()
    assert str(draft.main) == str(final.main)
