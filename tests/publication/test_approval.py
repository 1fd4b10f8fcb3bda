"""Who may sign what: exactly these bytes, in the right role, as two different people, with reasons kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from edition_made import Made, workspace

from profile_lib.cli import main
from profile_lib.errors import InputError, PublicationBlocked
from profile_lib.publication.approval import Approval, approve, obstacles, read_approvals, standing
from profile_lib.publication.checks import Check, Finding, signs
from profile_lib.workspace import Workspace

TODAY = date(2016, 5, 4)
LEAD, LEGAL = "Safeguarding Lead", "force legal officer"
FOUND = (Finding("something", "public/summary.html", "Mend it"),)


@pytest.fixture
def work(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


@pytest.fixture
def made(work: Workspace) -> Made:
    made = Made(work.outputs / "2015")
    made.checked()
    return made


@pytest.fixture
def sign(work: Workspace, made: Made) -> Callable[..., list[str]]:
    """``sign(name, role)``: record a sign-off; returns what still stands in the way."""

    def record(name: str, role: str, *exceptions: tuple[str, str]) -> list[str]:
        return approve("2015", work, name=name, role=role, exceptions=exceptions, today=TODAY)[1]

    return record


def test_two_people_in_the_two_roles_leave_nothing_in_the_way(sign: Callable[..., list[str]]) -> None:
    assert sign("Ann Carter", LEAD) == [
        "proceedings: the force legal or disclosure officer has not signed these bytes",
        "two different people sign these bytes; so far 1 did",
    ]
    assert sign("Ben Dale", LEGAL) == []


def test_an_approval_is_one_line_with_the_digest_of_every_file(
    sign: Callable[..., list[str]], made: Made, work: Workspace
) -> None:
    sign("  Ann   Carter ", LEAD, ("prose", "a quotation"))
    sign("Ben Dale", LEGAL)
    lines = (work.published / "2015/approvals.jsonl").read_text(encoding="utf-8").splitlines()
    first, second = (json.loads(line) for line in lines)
    assert (first["name"], first["role"], first["on"]) == ("Ann Carter", LEAD, "2016-05-04")
    assert first["exceptions"] == [{"check": "prose", "reason": "a quotation"}]
    signed = {"findings.json", "checks.json", "public/summary.html", "public/summary.docx",
              "public/summary.pdf", "public/tables.xlsx", "public/tables/children.csv"}  # fmt: skip
    assert first["files"].keys() == second["files"].keys() == signed
    assert all(len(digest) == 64 for digest in first["files"].values())
    assert len(read_approvals(work.published / "2015/approvals.jsonl")) == 2


@pytest.mark.parametrize(
    "other", ["Ann Carter", "ann carter", "ANN  CARTER", "AnnCarter", " Ann\u00a0Carter"]
)
def test_one_person_is_one_person_however_the_name_is_typed(
    sign: Callable[..., list[str]], other: str
) -> None:
    sign("Ann Carter", LEAD)
    assert sign(other, LEGAL) == ["two different people sign these bytes; so far 1 did"]


def test_one_person_in_both_roles_and_another_in_none_do_not_do(sign: Callable[..., list[str]]) -> None:
    sign("Ann Carter", LEAD)
    sign("Ann Carter", LEGAL)
    assert sign("Ben Dale", "analyst") == ["one person signed in both roles; they are two different people's"]
    assert sign("Ben Dale", "disclosure officer") == []


def test_two_people_in_other_roles_do_not_do(sign: Callable[..., list[str]]) -> None:
    sign("Ann Carter", "analyst")
    assert [line.partition(":")[0] for line in sign("Ben Dale", "chief")] == ["anonymity", "proceedings"]


@pytest.mark.parametrize(
    ("role", "checks"),
    [
        ("safeguarding lead", {"anonymity"}),
        ("Designated Safeguarding-Lead", {"anonymity"}),
        ("force legal", {"proceedings"}),
        ("Force Legal or Disclosure Officer", {"proceedings"}),
        ("disclosure_officer", {"proceedings"}),
        ("lead", set()),
        ("paralegal", set()),
        ("officer", set()),
        ("safeguarding", set()),
    ],
)
def test_what_a_role_signs(role: str, checks: set[str]) -> None:
    assert signs(role) == checks


@pytest.mark.parametrize(
    "name",
    [
        "public/summary.html", "public/summary.docx", "public/summary.pdf", "public/tables.xlsx",
        "public/tables/children.csv", "findings.json", "checks.json",
    ],
)  # fmt: skip
def test_one_changed_byte_undoes_both_signatures(
    sign: Callable[..., list[str]], made: Made, work: Workspace, name: str
) -> None:
    sign("Ann Carter", LEAD)
    sign("Ben Dale", LEGAL)
    file = made.folder / name
    content = bytearray(file.read_bytes())
    place = content.index(b"12") if name == "findings.json" else content.rindex(b"e")
    content[place : place + 1] = b"3" if name == "findings.json" else b"a"
    file.write_bytes(bytes(content))
    if name == "checks.json":  # it may have become no checks.json at all
        with pytest.raises(PublicationBlocked):
            raise PublicationBlocked("\n".join(obstacles(standing("2015", work))))
        return
    told = obstacles(standing("2015", work))
    assert f"hashes: {name} is not as it was checked; run the edition again" in told
    assert any("Ann Carter signed other bytes" in line and name in line for line in told)


@pytest.mark.parametrize("change", ["added", "removed", "renamed"])
def test_a_file_more_or_less_undoes_the_signatures(
    sign: Callable[..., list[str]], made: Made, work: Workspace, change: str
) -> None:
    sign("Ann Carter", LEAD)
    sign("Ben Dale", LEGAL)
    file = made.folder / "public/tables/children.csv"
    match change:
        case "added":
            made.write("public/more.txt", "more")
        case "removed":
            file.unlink()
        case "renamed":
            file.rename(file.with_name("other.csv"))
    assert any(line.startswith("hashes: public/") for line in obstacles(standing("2015", work)))


def test_bytes_that_were_changed_after_the_checks_are_not_signed(
    sign: Callable[..., list[str]], made: Made, work: Workspace
) -> None:
    made.write("public/summary.html", "<p>written by hand</p>")
    with pytest.raises(PublicationBlocked, match=r"public/summary.html is not as it was checked"):
        sign("Ann Carter", LEAD)
    assert not (work.published / "2015/approvals.jsonl").exists()


def test_a_new_run_is_signed_anew_and_old_signatures_do_not_stand_in_its_way(
    sign: Callable[..., list[str]], made: Made
) -> None:
    sign("Ann Carter", LEAD)
    sign("Ben Dale", LEGAL)
    made.write("public/tables/children.csv", "SYNTHETIC\nsex,children\nF,13\n")
    made.checked()
    told = sign("Cleo Ash", LEAD)
    assert (
        "hashes: Ann Carter signed other bytes on 2016-05-04: checks.json, public/tables/children.csv" in told
    )
    assert sign("Dan Elm", LEGAL) == []


@pytest.mark.parametrize("state", ["fail", "review"])
def test_a_check_is_let_go_with_a_reason(sign: Callable[..., list[str]], made: Made, state: str) -> None:
    made.checked(Check("wording", state, FOUND))  # type: ignore[arg-type]
    sign("Ann Carter", LEAD)
    (left,) = sign("Ben Dale", LEGAL)
    assert left.startswith(f"wording: {state}, 1 findings; mend it, or approve with --except wording")
    assert sign("Ben Dale", LEGAL, ("wording", "the title of a published report")) == []


def test_an_exception_holds_for_the_bytes_that_it_was_given_for(
    sign: Callable[..., list[str]], made: Made
) -> None:
    made.checked(Check("wording", "fail", FOUND))
    sign("Ann Carter", LEAD, ("wording", "the title of a published report"))
    made.write("public/tables/children.csv", "SYNTHETIC\nsex,children\nF,13\n")
    made.checked(Check("wording", "fail", FOUND))
    sign("Ann Carter", LEAD)
    assert any(line.startswith("wording: fail") for line in sign("Ben Dale", LEGAL))


@pytest.mark.parametrize(
    "check", ["disclosure", "identifiers", "execution", "hashes", "anonymity", "proceedings"]
)
def test_what_nobody_can_let_go(sign: Callable[..., list[str]], check: str) -> None:
    with pytest.raises(PublicationBlocked, match=check):
        sign("Ann Carter", LEAD, (check, "there is no time"))


@pytest.mark.parametrize("check", ["disclosure", "identifiers", "execution"])
def test_what_could_never_be_published_is_not_signed(
    sign: Callable[..., list[str]], made: Made, check: str
) -> None:
    made.checked(Check(check, "fail", FOUND))
    with pytest.raises(PublicationBlocked, match=f"{check}: something"):
        sign("Ann Carter", LEAD)


def test_a_check_that_was_not_run_stands_in_the_way(sign: Callable[..., list[str]], made: Made) -> None:
    content = json.loads((made.folder / "checks.json").read_text(encoding="utf-8"))
    content["checks"] = [check for check in content["checks"] if check["id"] != "legend"]
    made.write("checks.json", json.dumps(content))
    sign("Ann Carter", LEAD)
    assert sign("Ben Dale", LEGAL) == ["legend: was not checked; run the edition again"]


@pytest.mark.parametrize(
    ("name", "role", "exceptions", "told"),
    [
        (" ", LEAD, (), "--name says nobody's name"),
        ("Ann", "-", (), "--role says no role"),
        ("Ann", LEAD, (("spelling", "dyslexia"),), "there is no check 'spelling'"),
        ("Ann", LEAD, (("wording", " . "),), "the exception of wording gives no reason"),
    ],
)
def test_words_that_say_nothing_are_refused(
    sign: Callable[..., list[str]], name: str, role: str, exceptions: tuple[tuple[str, str], ...], told: str
) -> None:
    with pytest.raises(InputError, match=told):
        sign(name, role, *exceptions)


def test_a_line_that_is_no_approval_is_named(
    sign: Callable[..., list[str]], made: Made, work: Workspace
) -> None:
    sign("Ann Carter", LEAD)
    with (work.published / "2015/approvals.jsonl").open("a") as lines:
        lines.write("{}\n")
    with pytest.raises(InputError, match=r"approvals\.jsonl, line 2: this line is no approval"):
        sign("Ben Dale", LEGAL)


@pytest.mark.parametrize("lacking", ["public", "checks", "everything"])
def test_there_has_to_be_something_to_sign(work: Workspace, made: Made, lacking: str) -> None:
    gone = {"public": ["public"], "checks": ["checks.json"], "everything": ["findings.json"]}[lacking]
    for name in gone:
        (made.folder / name).rename(made.folder.parent / name)
    with pytest.raises((InputError, PublicationBlocked), match="Run: partnership-profile run 2015"):
        approve("2015", work, name="Ann", role=LEAD, today=TODAY)


def test_a_link_to_a_file_elsewhere_is_not_signed(work: Workspace, made: Made, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_text("SYNTHETIC\n")
    (made.folder / "public/linked.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(PublicationBlocked, match=r"linked.csv is a link to a file elsewhere"):
        approve("2015", work, name="Ann", role=LEAD, today=TODAY)


def test_the_day_comes_from_the_clock_and_stands_in_the_approval_alone(work: Workspace, made: Made) -> None:
    approval, _ = approve("2015", work, name="Ann", role=LEAD)
    assert date.fromisoformat(approval.on) >= date(2026, 1, 1)
    files = (made.folder / "checks.json").read_text(encoding="utf-8")
    assert approval.on not in files


def test_persons_are_told_apart_by_their_letters() -> None:
    def person(name: str) -> str:
        return Approval("2015", name, LEAD, "2016-05-04", {}).person

    assert person("Ann Carter") == person("ＡＮＮ carter") != person("Ann Cartes")
    assert person("Straße") == person("STRASSE")


def test_the_command_says_what_it_is_and_what_is_lacking(
    work: Workspace, made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ["--parameters", str(work.parameters), "--outputs", str(work.outputs)]
    assert main(["approve", *folders, "2015", "--name", "Ann Carter", "--role", "safeguarding lead"]) == 0
    said = capsys.readouterr().out
    assert "a record and not an authentication" in said
    assert "proceedings: the force legal or disclosure officer has not signed these bytes" in said
    assert main(["approve", *folders, "2015", "--name", "Ben", "--role", LEGAL, "--except", "prose"]) == 2
    assert "each --except has its --reason" in capsys.readouterr().err
    refused = ["--except", "identifiers", "--reason", "no time"]
    assert main(["approve", *folders, "2015", "--name", "Ben", "--role", LEGAL, *refused]) == 3
    assert "no reason is good enough" in capsys.readouterr().err
    assert main(["approve", *folders, "2015", "--name", "Ben", "--role", LEGAL]) == 0
    assert "nothing stands in the way" in capsys.readouterr().out
