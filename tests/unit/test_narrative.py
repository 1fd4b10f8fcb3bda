"""Sentences made of figures: which numbers may be typed, and what is said where a figure is not there."""

from __future__ import annotations

from typing import Any

import pytest

from profile_lib.pages.narrative import (
    LooseNumber,
    Said,
    UnknownFigure,
    check_prose,
    of_audience,
    pieces,
    sentence,
)

ENTRIES: dict[str, dict[str, Any]] = {
    "missing.episodes": {
        "key": "missing.episodes",
        "kind": "count",
        "unit": "episodes",
        "label": "Episodes",
        "value": 1056,
        "people": 454,
    },
    "missing.children[sex=F]": {
        "key": "missing.children[sex=F]",
        "kind": "count",
        "unit": "children",
        "label": "Children",
        "value": 1,
        "people": 1,
    },
    "missing.in_care_share": {
        "key": "missing.in_care_share",
        "kind": "share",
        "unit": "children",
        "label": "Share in care",
        "value": 100 / 454,
        "numerator": 100,
        "denominator": 454,
        "people": 454,
    },
    "missing.cse_children": {
        "key": "missing.cse_children",
        "kind": "not available",
        "unit": "children",
        "label": "Missing children named in CSE offences",
        "state": "not supplied",
        "why": "no offences were sent",
    },
}
WORDS = {"area": "Wiltshire", "period.missing": "January to November 2015"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Children in {area} were counted.",
        "{missing.episodes} episodes",
        "{missing.children[age_band=13-14]} children and {missing.in_care_share:of}",
        "The definition changed on 11 March 2015.",
        "From 1 April to 31 March",
        "The profile of 2015, and that of 2014/15",
        "Between 1999 and 2015.",
        "All were under 18; others were aged 18 or over.",
        "Everyone, someone, the lonely, missing ones, tentative, a weight, often",
    ],
)
def test_prose_that_may_stand(text: str) -> None:
    check_prose(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("There were 12 children", "12"),
        ("{missing.episodes}5 episodes", "5"),
        ("3{missing.episodes}", "3"),
        ("1,056 episodes", "1"),
        ("£2015 was spent", "2015"),
        ("2015 children", "2015"),
        ("2015 episodes in all", "2015"),
        ("2015%", "2015"),
        ("2,015 of them", "2"),
        ("45 March 2015", "45"),
        ("under 180", "180"),
        ("under 16", "16"),
        ("Twelve children", "Twelve"),
        ("twenty-one of them", "twenty"),
        ("ONE child", "ONE"),
        ("none of them", "none"),
        ("half of them", "half"),
        ("two thirds", "two"),
        ("hundreds of episodes", "hundreds"),
        ("dozens", "dozens"),
        ("a quarter", "quarter"),
        ("the number doubled", "doubled"),
        ("twice as many", "twice"),
        ("a couple of children", "couple"),
        ("½ of them", "½"),
        ("１２ children", "１２"),
    ],
)
def test_a_number_that_is_no_figure(text: str, number: str) -> None:
    with pytest.raises(LooseNumber, match=f"^the number '{number}' in "):
        check_prose(text)


def test_a_sentence_prints_its_figures_and_words() -> None:
    template = "{missing.episodes} episodes in {area}, {period.missing}; {missing.in_care_share:of} in care."
    assert sentence(template, ENTRIES, WORDS) == (
        "1,056 episodes in Wiltshire, January to November 2015; 22% (100 of 454 children) in care."
    )


def test_a_cell_of_a_breakdown() -> None:
    assert sentence("{missing.children[sex=F]:unit}", ENTRIES, WORDS) == "1 child"


def test_a_template_with_a_loose_number_is_not_printed() -> None:
    with pytest.raises(LooseNumber, match="'1056'"):
        sentence("1056 episodes", ENTRIES, WORDS)


@pytest.mark.parametrize("name", ["missing.episode", "missing.children", "aera"])
def test_an_unknown_figure(name: str) -> None:
    with pytest.raises(UnknownFigure, match=f"no figure '{name}'"):
        sentence(f"There were {{{name}}}", ENTRIES, WORDS)


@pytest.mark.parametrize(
    "template", ["{Missing.Episodes}", "{missing.episodes", "{}", "{missing.episodes!r}"]
)
def test_a_place_that_is_not_written_as_one(template: str) -> None:
    with pytest.raises(UnknownFigure, match="not written"):
        sentence(template, ENTRIES, WORDS)


def test_where_a_figure_is_not_available_that_is_said_instead_of_the_sentence() -> None:
    said = sentence("Of {missing.episodes} episodes, {missing.cse_children} children.", ENTRIES, WORDS)
    assert said == "Missing children named in CSE offences: not supplied (no offences were sent)."


def test_a_figure_in_a_sentence_is_a_piece_of_its_own_and_words_are_none() -> None:
    template = "In {area} {missing.episodes:unit} of {missing.children[sex=F]} girl."
    assert pieces(template, ENTRIES, WORDS) == (
        Said("In Wiltshire "),
        Said("1,056 episodes", "missing.episodes"),
        Said(" of "),
        Said("1", "missing.children"),
        Said(" girl."),
    )


def test_the_first_letter_is_a_capital_even_where_a_figure_comes_first() -> None:
    few = {"a.b": {**ENTRIES["missing.episodes"], "value": 0}}
    assert pieces("{a.b:few} came.", few, WORDS) == (Said("None", "a.b"), Said(" came."))


def test_nothing_said_is_no_sentence() -> None:
    assert sentence("", ENTRIES, WORDS) == ""


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, "There were 1,056 episodes, 22% in care (18% to 26%)."),
        ({"state": "suppressed"}, "There were 1,056 episodes."),
        ({"state": "internal"}, "There were 1,056 episodes."),
        ({"forms": []}, "There were 1,056 episodes."),
    ],
    ids=["given", "hidden", "internal", "without interval"],
)
def test_a_clause_of_what_may_not_be_known_is_left_out(state: dict[str, Any], said: str) -> None:
    share = ENTRIES["missing.in_care_share"] | {"interval": {"low": 0.18, "high": 0.26}}
    entries = {**ENTRIES, "missing.in_care_share": share | state}
    template = (
        "There were {missing.episodes} episodes"
        "[[, {missing.in_care_share} in care ({missing.in_care_share:interval})]]."
    )
    assert sentence(of_audience(template, entries), entries, WORDS) == said


def test_a_sentence_that_may_not_be_known_leaves_no_gap() -> None:
    hidden = {**ENTRIES, "missing.in_care_share": ENTRIES["missing.in_care_share"] | {"state": "suppressed"}}
    template = "[[In care: {missing.in_care_share}.]] [[Episodes: {missing.episodes}.]] In {area}."
    assert sentence(of_audience(template, hidden), hidden, WORDS) == "Episodes: 1,056. In Wiltshire."
