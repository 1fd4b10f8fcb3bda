"""The record of disclosure control is of these figures; what was published is not changed in silence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from edition_made import Made, figure, told

from profile_lib.publication.publish import public_figures

FIGURE = {"key": "missing.hidden", "because": "would give away a cell"}
CELL = {"key": "missing.hidden", "state": "primary", "because": "fewer than six", "low": 1, "high": 5}


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "2015")


def test_an_audited_edition_passes(made: Made) -> None:
    assert made.check("disclosure").findings == ()
    assert made.check("disclosure").state == "pass"


def test_a_public_edition_without_a_record_fails_and_one_without_public_pages_does_not(made: Made) -> None:
    (made.folder / "disclosure.json").unlink()
    assert made.check("disclosure").state == "fail"
    shutil.rmtree(made.folder / "public")
    assert made.check("disclosure").state == "pass"


def test_where_no_pattern_is_safe_the_check_says_what_to_do(made: Made) -> None:
    shutil.rmtree(made.folder / "public")
    made.disclosure(result="fail", cells=[CELL], figures=[FIGURE], todo=["merge areas", "pool years"])
    check = made.check("disclosure")
    assert check.state == "fail"
    assert "There is a way if you merge areas; or pool years" in told(check)


@pytest.mark.parametrize(
    ("record", "what"),
    [
        (
            {"result": "fail", "figures": [FIGURE], "cells": [CELL]},
            "no public edition protects everybody: missing.hidden",
        ),
        ({"figures": [FIGURE], "cells": [CELL]}, "no public edition protects everybody: missing.hidden"),
        ({"result": "pass", "cells": [CELL]}, "missing.hidden is hidden, and no audit"),
        (
            {"result": "pass", "figures": [FIGURE, FIGURE | {"key": "missing.children"}]},
            "missing.children has to be hidden and is not",
        ),
        (
            {"result": "pass", "figures": [FIGURE], "cells": [CELL | {"key": "missing.children"}]},
            "missing.children has to be hidden and is not",
        ),
    ],
)
def test_a_record_of_other_figures_fails(made: Made, record: dict[str, Any], what: str) -> None:
    made.disclosure(**record)
    check = made.check("disclosure")
    assert check.state == "fail"
    assert what in told(check)


def test_a_hidden_figure_with_a_value_and_a_shown_one_without_fail(made: Made) -> None:
    made.figures(
        figure("a", public={"state": "suppressed", "value": 3}),
        figure("b", public={"state": "shown"}),
        figure("c", public={"state": "rounded", "value": 5}),
        figure("d", public={"state": "internal"}),
        figure("e", public={"state": "suppressed", "said": "fewer than six"}),
        figure("f", public={"state": "shown", "said": "most"}),
    )
    assert sorted(found.what for found in made.check("disclosure").findings) == [
        "a is suppressed and has a public value",
        "b is shown and has no public value",
    ]


def test_what_others_have_published_is_told_and_does_not_block(made: Made) -> None:
    text = "cse.female_offenders: 1, in the summary of 2015"
    made.disclosure(result="pass", figures=[FIGURE], cells=[CELL], already_published=[text])
    check = made.check("disclosure")
    assert check.state == "pass"
    assert text in told(check)


def test_figures_that_differ_from_those_published_are_for_review(made: Made) -> None:
    same, other = figure("same", 12), figure("other", 20)
    made.figures(same, other, figure("gone", 7), figure("inside", 9, "internal"))
    published = json.loads(public_figures(made.folder / "findings.json"))
    assert made.check("differences", published=published).findings == ()
    made.figures(
        same,
        figure("other", public={"state": "suppressed", "said": "fewer than six"}),
        figure("inside", 10, "internal"),
        figure("new", 8),
    )
    check = made.check("differences", published=published)
    assert check.state == "review"
    assert [found.what for found in check.findings] == [
        "gone: published as 7, now not there",
        "new: published as not there, now 8",
        "other: published as 20, now fewer than six",
    ]


def test_what_was_never_published_does_not_differ(made: Made) -> None:
    assert made.check("differences").state == "pass"
