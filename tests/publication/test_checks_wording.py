"""Words that blame or label children, and claims beyond the records, in whatever form they are written."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from edition_made import NOTICE, Made, page, pdf, picture, told, word

from profile_lib.publication.checks.wording import blocked, plain, wordings

LISTED = yaml.safe_load(
    files("profile_lib.publication.checks").joinpath("wording.yaml").read_text(encoding="utf-8")
)
PHRASES = [phrase for group in LISTED["phrases"] for phrase in group["words"]]
CLAIMS = [phrase for group in LISTED["claims"] for phrase in group["words"]]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "2015")


@pytest.mark.parametrize("phrase", [*PHRASES, *CLAIMS])
def test_every_phrase_of_the_list_is_found_in_a_sentence(phrase: str) -> None:
    written = phrase.replace("*", "")
    assert [found for _, found in blocked(f"It was said: {written.upper()}, and so on.")]


def test_every_group_says_why_what_to_say_instead_and_who_says_so() -> None:
    assert len(PHRASES) > 200
    for group in (*LISTED["phrases"], *LISTED["claims"]):
        assert group["why"] and group["instead"]
        assert LISTED["sources"][group["source"]]["title"]
    assert {group["source"] for group in (*LISTED["phrases"], *LISTED["claims"])} == LISTED["sources"].keys()


def test_no_phrase_is_listed_twice_and_none_blocks_what_is_to_be_said_instead() -> None:
    assert len({plain(phrase) for phrase in (*PHRASES, *CLAIMS)}) == len(PHRASES) + len(CLAIMS)
    for group in wordings():
        text = group.instead.replace("{n}", "340")
        assert not list(blocked(text)), group.instead


@pytest.mark.parametrize(
    "sentence",
    [
        "Some were child prostitutes.",
        "Some were child-prostitutes.",
        "A child\u2011prostitute.",
        "It was a lifestyle choice",
        "They won’t engage.",
        "Girls putting\n   themselves at risk",
        "She is a frequent flyer, and an absconder.",
        "There is no evidence of organised group offending.",
        "No evidence of it was found in the records looked at.",
        "CSE does not happen here.",
    ],
)
def test_a_sentence_that_is_blocked(made: Made, sentence: str) -> None:
    made.write("public/summary.html", page(f"<p>{sentence}</p>"))
    check = made.check("wording")
    assert check.state == "fail"
    assert "Say instead: " in told(check)


@pytest.mark.parametrize(
    "sentence",
    [
        "No evidence of organised offending was found in 63 records looked at.",
        "There was no indication of a network among the 1,056 episodes that were reviewed.",
        "None of the 33 offences assessed carried a marker; 30 were not assessed.",
        "Sexual activity with a child under 16",
        "Children who went missing were at risk from others.",
        "The lack of a place to go, the attentions of adults, a slagheap, an understanding.",
        "By sex for 2015: girls and boys.",
        "Runaway Helpline: call or text.",
    ],
)
def test_a_sentence_that_may_stand(made: Made, sentence: str) -> None:
    made.write("public/summary.html", page(f"<p>{sentence}</p>"))
    assert told(made.check("wording")) == ""


def test_a_claim_is_not_excused_by_the_next_sentence(made: Made) -> None:
    text = "There is no evidence of gangs. In 63 records looked at there were 12 suspects."
    made.write("public/summary.html", page(f"<p>{text}</p>"))
    assert made.check("wording").state == "fail"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("public/summary.html", page("<p>He was <em>street</em>wise, they said: street <b>wise</b>.</p>")),
        ("public/summary.html", page(picture(f"Absconders by month. {NOTICE}"))),
        ("partnership/summary.html", page("<table><caption>Absconders</caption></table>")),
        ("review/cse.html", page("<h2>Absconders</h2>")),
        ("public/summary.docx", word("<w:p><w:r><w:t>Abscon</w:t></w:r><w:r><w:t>ders</w:t></w:r></w:p>")),
        ("public/summary.pdf", pdf("Those who were putting #linebreak() themselves at risk")),
        ("public/tables/children.csv", "kind,children\nabsconder,12\n"),
    ],
)
def test_every_document_is_read(made: Made, name: str, content: str | bytes) -> None:
    made.write(name, content)
    assert {found.where for found in made.check("wording").findings} == {name}


def test_code_and_style_of_a_page_are_not_its_words(made: Made) -> None:
    made.write("review/cse.html", page("<style>.abscond {}</style><pre><code>absconders()</code></pre>"))
    assert made.check("wording").state == "pass"
