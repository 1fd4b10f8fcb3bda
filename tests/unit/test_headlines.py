"""What a picture says where its notebook gives it no finding; and that none only describes."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from project import ROOT

from profile_lib.figures import Count, Definition, Figure
from profile_lib.pages import headlines
from profile_lib.pages.charts import Chart
from profile_lib.pages.narrative import OPTIONAL, sentence
from profile_lib.pages.shown import Shown
from profile_lib.prose import PLACE

Build = Callable[..., Count]
Entries = list[dict[str, Any]]
MAY, JUNE = "2015-05", "2015-06"
PICTURES = {"bars", "shares", "values", "beside_last_year"}


def entries(*counts: Count) -> Entries:
    told = Definition("missing.episodes", "Episodes", "counted by hand", "tests", "missing.episodes")
    return [Figure(told, count, count.address.where).as_json() for count in counts]


def by_month(episodes: Build, **hidden: str) -> Entries:
    """Missing 5 in May and 9 in June, absent 4 and 2, with all margins; the cell ``hidden`` is not given."""
    cells = {(MAY, "missing"): 5, (JUNE, "missing"): 9, (MAY, "absent"): 4, (JUNE, "absent"): 2}
    found = [episodes(20, 1)]
    found += [episodes(n, 1, month=month, category=kind) for (month, kind), n in cells.items()]
    found += [episodes(n, 1, month=month) for month, n in ((MAY, 9), (JUNE, 11))]
    found += [episodes(n, 1, category=kind) for kind, n in (("missing", 14), ("absent", 6))]
    told = entries(*found)
    for entry in told:
        if hidden and entry.get("where") == hidden:
            del entry["value"]
            entry["state"] = "suppressed"
    return told


def test_what_was_most_often_of_each_kind(episodes: Build) -> None:
    assert headlines.most_often(by_month(episodes), "month", "category") == (
        "Month, most often: June 2015, 9 of 14 episodes (missing); May 2015, 4 of 6 episodes (absent)"
    )
    assert headlines.most_often(by_month(episodes), "month") == (
        "Month, most often: June 2015, 11 of 20 episodes"
    )


def test_a_number_that_is_not_given_leaves_the_whole_and_without_it_nothing(episodes: Build) -> None:
    hidden = by_month(episodes, month=MAY, category="absent")
    assert headlines.most_often(hidden, "month", "category") == "Episodes: 20"
    without_whole = [entry for entry in hidden if entry.get("where")]
    assert headlines.most_often(without_whole, "month", "category") == ""


def test_the_largest_of_figures_that_are_given(episodes: Build) -> None:
    few, many, hidden = entries(episodes(3, 3), episodes(1_020, 9), episodes(5_000, 9))
    del hidden["value"]
    hidden["state"] = "suppressed"
    assert headlines.largest([few, many, hidden]) == "Episodes: 1,020"
    assert headlines.largest([hidden | {"said": "most"}, hidden]) == "Episodes: most"
    assert headlines.largest([hidden]) == ""


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Of {missing.episodes} episodes", "Of 20 episodes"),  # a finding of the notebook's own
        ("Episodes by month", "Month, most often: June 2015, 11 of 20 episodes"),
        ("Episodes[[: {a.b} of something]]", "Month, most often: June 2015, 11 of 20 episodes"),
        ("[[{a.b} of something]]", "Month, most often: June 2015, 11 of 20 episodes"),
        ("", "Month, most often: June 2015, 11 of 20 episodes"),
    ],
)
def test_a_title_that_states_no_figure_gives_way_to_the_finding(
    episodes: Build, title: str, said: str
) -> None:
    found = [entry for entry in by_month(episodes) if "category" not in entry.get("where", {})]

    def printed(template: str) -> str:
        """As an audience reads it that may not know a.b."""
        return sentence(OPTIONAL.sub("", template), {entry["key"]: entry for entry in found}, {})

    chart = Shown(tuple(found), False, printed).bars("month", title=title)
    assert isinstance(chart, Chart)
    assert chart.alt.startswith(f"Bar chart. {said}. ")


def pictures() -> Iterator[tuple[str, ast.Call]]:
    """Each picture of the notebooks, with where it stands."""
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                for node in ast.walk(ast.parse("".join(cell["source"]))):
                    name = getattr(getattr(node, "func", None), "attr", "")
                    if isinstance(node, ast.Call) and name in PICTURES:
                        yield f"{notebook.name}: {ast.unparse(node)}", node


def test_no_picture_of_a_notebook_has_a_title_without_a_figure() -> None:
    """It would say what the picture is of, which its subtitle says."""
    found = list(pictures())
    assert len(found) >= 25
    for where, call in found:
        named = [word.value for word in call.keywords if word.arg == "title"]
        given = named or (call.args if call.func.attr != "bars" else [])  # type: ignore[attr-defined]
        for title in given:
            assert PLACE.search(ast.literal_eval(title)), where
