"""Every sentence of the summary that was published for 2015 has its counterpart in ours, and the figures in
it have a base, a period and, where chance plays a part, an interval."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from bs4 import BeautifulSoup
from project import Project


class Sentence(NamedTuple):
    """What was published, the figures behind it, and what our page says."""

    published: str
    figures: list[str]
    said: str


LIST = [
    Sentence(**line)
    for line in yaml.safe_load((Path(__file__).parent / "published_summary.yaml").read_text(encoding="utf-8"))
]

WITHOUT_INTERVAL = {"range", "list", "money"}
"""Kinds of figure that have no interval: quartiles, places in order, an illustrative range of pounds."""


@pytest.fixture(scope="module")
def page(ran: Project) -> str:
    html = (ran.outputs / "2015/partnership/summary.html").read_text(encoding="utf-8")
    main = BeautifulSoup(html, "html.parser").find("main")
    assert main is not None
    for link in main("a"):
        link.unwrap()  # a figure in a sentence leads to how it is made
    main.smooth()
    return " ".join(main.get_text(" ", strip=True).split())


@pytest.mark.parametrize("sentence", LIST, ids=lambda sentence: sentence.published)
def test_said(page: str, sentence: Sentence) -> None:
    assert re.search(sentence.said, page), sentence.published


@pytest.mark.parametrize("sentence", LIST, ids=lambda sentence: sentence.published)
def test_with_base_period_and_interval(ran: Project, sentence: Sentence) -> None:
    figures = ran.findings("2015")
    for key in sentence.figures:
        entry = figures[key]
        assert entry["base"] and len(entry["period"]) == 2, key
        assert ("interval" in entry) is (entry["kind"] not in WITHOUT_INTERVAL), key
