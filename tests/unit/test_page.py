"""What a page knows of itself: the figures and breakdowns that it has shown or spoken of."""

from __future__ import annotations

from typing import Any

import pytest
from project import ROOT

from profile_lib.edition import load_edition
from profile_lib.pages.page import Page


def entry(key: str, value: int, **where: str) -> dict[str, Any]:
    told = {"key": key, "id": "missing.children", "kind": "count", "label": "Children", "value": value}
    told |= {"unit": "children", "base": "children with an episode", "people": value}
    told |= {"period": ["2015-01-01", "2015-11-30"], "area": "Wiltshire", "source": {"notebook": "n"}}
    return told | ({"where": where} if where else {})


CELLS = [
    entry("missing.children", 9),
    entry("missing.children[age_band=17]", 9, age_band="17"),
    entry("missing.children[sex=F]", 9, sex="F"),
]


@pytest.fixture
def page() -> Page:
    return Page(load_edition("2015", ROOT / "parameters"), {item["key"]: item for item in CELLS})


def test_words_of_breakdowns_that_the_page_does_not_have_are_not_explained(page: Page) -> None:
    page._shown(CELLS[:2])
    told = page.glossary().text
    assert "Age at first episode" in told and "Sex" not in told


def test_a_breakdown_that_a_sentence_speaks_of_is_explained(page: Page) -> None:
    page.say("Girls: {missing.children[sex=F]}.")
    told = page.glossary().text
    assert "Sex" in told and "Age at first episode" not in told
    assert "Child" in told
