"""Nothing that identifies a person, wherever in a file it is hidden, and no alarm where there is nothing."""

from __future__ import annotations

import base64
import json
import shutil
from datetime import date
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from edition_made import Made, edition, notebook, packed, page, pdf, picture, png, told, word, workbook
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_output
from project import ROOT, Project

from profile_lib.edition import load_edition
from profile_lib.figures import Period
from profile_lib.linkage.pseudonyms import FRAMES, pseudonym
from profile_lib.publication.checks import Secret, Staged, read_documents, run_checks, secret_of
from profile_lib.publication.checks.identifiers import NHS_NUMBER, _checks_out
from profile_lib.publication.checks.secret import days_in
from profile_lib.sample import CANARIES

SEARCHING = import_module("profile_lib.publication.checks.identifiers")

PEOPLE = """\
episode_ref,person_ref,surname,forename,date_of_birth,sex,postcode,category,missing_from
MP15/0001234,WP00007864,Quillfeather,Zoë-Ann,14/07/1999,F,BA14 8JN,missing,2015-02-01 10:00
77,54,Young,Will,2001-02-03,M,sn15 1ab,missing,2015-02-01 10:00
MP15/0001235,123456,O'Farnwick,Mary,,F,,missing,2015-02-01 10:00
"""
INDEX = """\
source,ref,surname,forename,date_of_birth,sex,upn,nhs_number
intelligence,NS00000689,Unknown,Max,11 Mar 2015,M,A865000012950,401 023 2137
intelligence,NS00000690,Unknown,Max,31 May 2015,M,,
intelligence,NS00000691,Unknown,Max,1 Sep 2014,M,,
intelligence,NS00000692,Unknown,Max,30 May 2015,M,,
"""
KEY = "9f86d081884c7d659a2feaa0c55ad015"

LEAKS = {
    "a surname": "Quillfeather",
    "a surname in capitals": "QUILLFEATHER",
    "a surname in small letters": "quillfeather",
    "a surname with an apostrophe": "O’Farnwick",
    "a given name without its accent": "Zoe Ann",
    "an ordinary name in full": "Will Young",
    "an ordinary name, surname first": "YOUNG, Will",
    "a date of birth": "14/07/1999",
    "a date of birth, ISO": "1999-07-14",
    "a date of birth in words": "14 July 1999",
    "a date of birth, month first": "July 14th, 1999",
    "another date of birth": "3.2.2001",
    "a date of birth of a child of this year": "2015-05-30",
    "a postcode": "BA14 8JN",
    "a postcode in one": "ba148jn",
    "a postcode of nobody known": "SW1A 1AA",
    "a reference": "WP00007864",
    "a reference with a slash": "MP15/0001234",
    "a reference otherwise written": "mp15-0001234",
    "a number of six digits": "123456",
    "a UPN": "A865000012950",
    "a UPN of nobody known": "B823432112345",
    "an NHS number": "4010232137",
    "an NHS number of nobody known": "943 476 5919",
    "a child's key": KEY,
    "a child's pseudonym": pseudonym(KEY, FRAMES, bytes(range(32))),
    "the secret key": bytes(range(32)).hex(),
    "a telephone number": "01225 776655",
    "an e-mail address": "someone@example.org",
}
INNOCENT = [
    "Will young people be asked? Young people will.",
    "1,056 episodes of 454 children cost £1,399,664.64, or 1399664.64 exactly (0.22026431718061673).",
    "From 1 January 2015 to 30 November 2015, as at 31 March 2016; recording changed on 11 March 2015.",
    "From 2015-05-01 to 2015-05-31; absence from 1 September 2014.",
    "Call 999, 01225 716871 or 0300 456108 (out of hours 0845 6070 888); area E06000054.",
    "h1 2px 3fr #B12CD4 #1f2a33 54 77 10:30",
    "sha256 eb48c88328da91ab56e12f72246f34707f0f8c6b312f1f0dea2b054866144bbb",
    "Max. width; not known, unknown",
    "1234567890 123 456 7890",
]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "2015")


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Secret:
    home = tmp_path_factory.mktemp("private")
    (home / "missing_episodes.csv").write_text(PEOPLE, encoding="utf-8")
    (home / "person_index.csv").write_text(INDEX, encoding="utf-8")
    (home / "register.csv").write_text(f"source,ref,child_key\nmissing_episodes,WP00007864,{KEY}\n")
    (home / "pseudonym.key").touch(mode=0o600)
    (home / "pseudonym.key").write_text(bytes(range(32)).hex())
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    return secret_of(edition(), {home: edition()}, home / "register.csv", notebooks)


def test_a_period_may_end_on_the_day_that_last_year_had_not(tmp_path: Path) -> None:
    leap = Period(date(2015, 3, 1), date(2016, 2, 29))
    of = edition(periods={"cse": leap, "missing": leap})
    (tmp_path / "missing_episodes.csv").write_text(PEOPLE.replace("2001-02-03", "2016-02-29"))
    found = secret_of(of, {tmp_path: of}, tmp_path / "register.csv", [])
    assert found.born == {date(1999, 7, 14)}


@pytest.mark.parametrize("kind", LEAKS)
def test_every_kind_is_found_on_a_page_and_never_repeated(made: Made, secret: Secret, kind: str) -> None:
    made.write("public/summary.html", page(f"<p>One of them, {LEAKS[kind]}, was there.</p>{picture()}"))
    check = made.check("identifiers", secret=secret)
    assert check.state == "fail"
    assert {found.where for found in check.findings} == {"public/summary.html"}
    assert LEAKS[kind].casefold() not in told(check).casefold()


@pytest.mark.parametrize("text", INNOCENT)
def test_what_identifies_nobody_raises_no_alarm(made: Made, secret: Secret, text: str) -> None:
    made.write("public/summary.html", page(f"<p>{text}</p>"))
    made.write("public/tables/children.csv", f"{text}\n")
    made.write("public/summary.docx", word(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
    assert told(made.check("identifiers", secret=secret)).count("fail") == 0
    assert made.check("identifiers", secret=secret).state == "pass"


def shown(text: str) -> str:
    output = new_output("display_data", data={"text/html": "<p>12</p>", "text/plain": text})
    return notebook(new_code_cell("x", execution_count=1, outputs=[output]))


def drawn(content: bytes) -> str:
    output = new_output("display_data", data={"image/png": base64.b64encode(content).decode()})
    return notebook(new_code_cell("x", execution_count=1, outputs=[output]))


NAME, REF = "Quillfeather", "WP00007864"
HIDDEN = {
    "alternative text": ("public/summary.html", page(picture(f"A chart of {NAME}"))),
    "a comment": ("public/summary.html", page(f"<!-- {NAME} -->")),
    "an attribute": ("public/summary.html", page(f'<p id="{REF}">x</p>')),
    "an entity": ("public/summary.html", page("<p>Qu&#105;llfeather</p>")),
    "a picture on a page": ("public/summary.html", page(picture(content=png(NAME)))),
    "a picture with a compressed text": ("public/summary.html", page(picture(content=png(NAME, b"zTXt")))),
    "bytes after a picture": ("public/summary.html", page(picture(content=png() + REF.encode()))),
    "a picture of a notebook": ("notebooks/cse.ipynb", drawn(png(NAME))),
    "an output of a notebook": ("notebooks/cse.ipynb", shown(f"the row of {NAME}")),
    "an escaped letter of JSON": ("findings2.json", json.dumps({"note": f"{NAME[:-1]}\u0072"})),
    "a key of JSON": ("more.json", json.dumps({REF: 1})),
    "JSON lines": ("more.jsonl", f'{{"a": 1}}\n{{"a": "{REF}"}}\n'),
    "a table": ("public/tables/children.csv", f"sex,children\n{NAME},1\n"),
    "what goes back to the partner": ("set_aside/offences.csv", f"row,message\n2,{REF}\n"),
    "a Word document, cut in two": (
        "public/summary.docx", word("<w:p><w:r><w:t>Quill</w:t></w:r><w:r><w:t>feather</w:t></w:r></w:p>")
    ),
    "the properties of a Word document": (
        "public/summary.docx", packed(docProps__core_dot_xml=f"<p><dc:creator>{NAME}</dc:creator></p>")
    ),
    "a workbook": ("public/tables.xlsx", workbook("Children", NAME)),
    "a PDF": ("public/summary.pdf", pdf(f"A child called {NAME} was there.")),
    "the title of a PDF": ("public/summary.pdf", pdf(f'#set document(title: "{NAME}")\nText.')),
    "the name of a file": (f"public/tables/{NAME.lower()}.csv", "sex,children\n"),
    "bytes of no known kind": ("public/more.bin", b"\0\1\xff" + REF.encode() + b"\xff\0"),
}  # fmt: skip


@pytest.mark.parametrize("place", HIDDEN)
def test_it_is_found_wherever_it_is_hidden(made: Made, secret: Secret, place: str) -> None:
    name, content = HIDDEN[place]
    made.write(name, content)
    check = made.check("identifiers", secret=secret)
    assert check.state == "fail"
    assert {found.where.partition(",")[0] for found in check.findings} == {name}
    assert "WP0000" not in told(check)


@pytest.mark.parametrize("lines", [0, 1, 7, 41])
def test_a_long_text_is_searched_in_pieces_and_each_value_counted_once(
    made: Made, secret: Secret, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name in full on two lines, wherever the first piece ends; and a reference that is in every piece."""
    rows = "".join(
        ["row,said\n", "9,nothing at all\n" * lines, f"{REF}\n7,said by Will\nYoung was\n", f"8,{REF}\n" * 40]
    )
    made.write("set_aside/offences.csv", rows)
    whole = made.check("identifiers", secret=secret)
    monkeypatch.setattr(SEARCHING, "PIECE", 100)
    monkeypatch.setattr(SEARCHING, "BEFORE", 40)
    assert made.check("identifiers", secret=secret) == whole
    assert {finding.what for finding in whole.findings} == {
        *("a name in full (1)", "a reference of a partner's system (1)")
    }


@given(lines=st.lists(st.text("ab ", max_size=12), max_size=12), piece=st.integers(14, 60))
def test_two_lines_that_follow_one_another_are_in_one_piece(lines: list[str], piece: int) -> None:
    text = "\n".join(lines)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(SEARCHING, "PIECE", piece)
        patched.setattr(SEARCHING, "BEFORE", 13)  # a line and its end
        parts = list(SEARCHING.pieces(text))
    assert all(any(f"{one}\n{other}" in part for part in parts) for one, other in pairwise(lines))
    for part in parts[1:]:
        assert part[0] in " \n", "a word was cut"


def test_a_child_may_be_called_like_a_typeface_or_its_script(made: Made, tmp_path: Path) -> None:
    """The theme of every Word document names some that nobody sees."""
    rows = "".join(PEOPLE.replace("Quillfeather", name) for name in ("Sinh", "Hant", "Latha", "Shruti"))
    (tmp_path / "missing_episodes.csv").write_text(rows, encoding="utf-8")
    secret = secret_of(edition(), {tmp_path: edition()}, tmp_path / "register.csv", [])
    assert {"sinh", "hant", "latha", "shruti"} <= secret.names
    document = Document()
    document.save(str(tmp_path / "theme.docx"))
    made.write("public/summary.docx", (tmp_path / "theme.docx").read_bytes())
    assert made.check("identifiers", secret=secret).state == "pass"
    document.add_paragraph("Sinh was one of them.")
    document.save(str(tmp_path / "theme.docx"))
    made.write("public/summary.docx", (tmp_path / "theme.docx").read_bytes())
    assert made.check("identifiers", secret=secret).state == "fail"


def test_a_child_whose_name_stands_in_the_years_own_words_is_found(made: Made, tmp_path: Path) -> None:
    """The parameters are our own words, but for the words that an analyst writes each year."""
    (tmp_path / "missing_episodes.csv").write_text(PEOPLE, encoding="utf-8")
    changed = edition(words={"cse": "Quillfeather was one of them."})
    secret = secret_of(changed, {tmp_path: changed}, tmp_path / "register.csv", [])
    made.write("public/summary.html", page("<p>Quillfeather was one of them.</p>"))
    assert made.check("identifiers", secret=secret).state == "fail"


def test_a_name_that_the_parameters_hold_is_no_leak(made: Made, tmp_path: Path) -> None:
    """The surname of the authors of a study is that of some child as well."""
    rows = PEOPLE.replace("Quillfeather", "Pakes")
    (tmp_path / "missing_episodes.csv").write_text(rows, encoding="utf-8")
    secret = secret_of(edition(), {tmp_path: edition()}, tmp_path / "register.csv", [])
    made.write("public/summary.html", page("<p>Shalev Greene and Pakes, 2012</p>"))
    assert made.check("identifiers", secret=secret).state == "pass"
    made.write("public/summary.html", page("<p>Zoë Pakes</p>"))
    assert made.check("identifiers", secret=secret).state == "fail"


def test_references_that_cannot_be_searched_are_counted_and_told(made: Made, secret: Secret) -> None:
    assert secret.unsearched == 2
    check = made.check("identifiers", secret=secret)
    assert check.state == "pass"
    assert told(check).startswith("the extracts: 2 references are so short")


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("9434765919", True),
        ("4010232137", True),
        ("9434765918", False),
        ("1234567890", False),
        ("0000000000", True),
    ],
)
def test_the_check_digit_of_an_nhs_number(number: str, valid: bool) -> None:
    """9434765919 and 4010232137 are the NHS Data Dictionary's and NHS Digital's own examples."""
    assert NHS_NUMBER.fullmatch(number)
    assert _checks_out(number) is valid


@pytest.mark.parametrize(
    "text", ["2015-03-31", "31/03/2015", "31.3.2015", "31 March 2015", "31st Mar 2015", "March 31, 2015"]
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert list(days_in(f"on {text}, we")) == [date(2015, 3, 31)]


@pytest.mark.parametrize("text", ["31/02/2015", "2015-13-01", "1.2.3", "12015-03-311"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert list(days_in(text)) == []


def sample_secret(ran: Project) -> Secret:
    year = load_edition("2015", ran.home / "parameters")
    folders = dict.fromkeys((ran.home / "data/2015", ran.home / "data/2014"), year)
    return secret_of(
        year, folders, ran.home / "private/register.csv", sorted((ROOT / "notebooks").glob("*.ipynb"))
    )


def looked_at(ran: Project, folder: Path, secret: Secret) -> Staged:
    return Staged(
        load_edition("2015", ran.home / "parameters"), read_documents(folder), {}, None, None, secret
    )


def test_no_false_alarm_on_the_sample_and_every_canary_found(ran: Project, tmp_path: Path) -> None:
    secret = sample_secret(ran)
    assert len(secret.values) > 20_000 and secret.unsearched == 0
    (check,) = run_checks(looked_at(ran, ran.outputs / "2015", secret), ["identifiers"])
    assert told(check) == ""
    folder = tmp_path / "2015"
    shutil.copytree(ran.outputs / "2015/set_aside", folder / "set_aside")
    for number, canary in enumerate(CANARIES):
        (folder / f"{number}.html").write_text(page(f"<p>{canary}</p>"), encoding="utf-8")
    (check,) = run_checks(looked_at(ran, folder, secret), ["identifiers"])
    assert {found.where for found in check.findings} == {f"{number}.html" for number in range(len(CANARIES))}
