"""The panels of the workbench, changed without a browser, and what a notebook keeps of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import nbformat
import pytest
from made import crime, dataset, part, report
from project import ROOT

from profile_lib.dataset import Dataset
from profile_lib.errors import InputError
from profile_lib.workbench.panels import selecting, side_by_side
from profile_lib.workbench.panels.parts import Panel
from profile_lib.workbench.panels.workbench import Workbench
from profile_lib.workbench.selection import Selection, read_selection
from profile_lib.workspace import Workspace


def data() -> Dataset:
    """Eleven girls with an episode each, nine boys with two (one of them absent), offences, reports."""
    girls = [(f"g{place}", "F", 1) for place in range(11)]
    boys = [(f"b{place}", "M", 2) for place in range(9)]
    episodes = [
        {
            "episode_ref": f"{child} {day}",
            "person_ref": child,
            "surname": "Ashdown",
            "forename": "Amy",
            "date_of_birth": "2000-02-01",
            "sex": sex,
            "category": "absent" if day else "missing",
            "missing_from": f"2015-06-{day + 1:02d} 10:00",
        }
        for child, sex, number in girls + boys
        for day in range(number)
    ]
    return dataset(
        missing_episodes=episodes,
        offences=[crime("c1"), crime("c2")],
        offence_people=[part("c1", "victim", "v1"), part("c2", "victim", "v2", sex="M")],
        intelligence=[report(f"r{place}", area="Calne") for place in range(6)],
    )


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The panels on an edition made by hand; those of any year are the same."""
    home = tmp_path_factory.mktemp("bench")
    made = data()
    workspace = Workspace(ROOT / "parameters", home / "outputs", home / "private", home / "notebooks", home)
    opened = Workbench(made.edition, workspace)
    opened.data = lambda year: made  # type: ignore[method-assign,assignment]
    (home / "2014").mkdir()
    (home / "2015").mkdir()
    return opened


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures as their alternative text: what is drawn has tests of its own."""
    monkeypatch.setattr(
        selecting, "_pictured", lambda shown, dimension: f"<p>{shown.bars(dimension).alt}</p>"
    )
    monkeypatch.setattr("profile_lib.pages.drawing.picture", lambda *_: b"")


def words(panel: Panel) -> str:
    """What a panel shows, without its style."""
    return re.sub(r"<style>.*?</style>|<[^>]*>", " ", panel.page.value, flags=re.DOTALL)


@pytest.mark.usefixtures("undrawn")
def test_a_changed_category_changes_every_number_of_the_panel(bench: Workbench) -> None:
    panel = bench.missing_children()
    assert "Missing and absent episodes: 29 ." in words(panel)
    assert "Nothing is selected" in words(panel)
    assert "Sex, most often: Male, 18 of 29 episodes" in words(panel)
    panel.by["sex"].value = "F"
    assert "Missing and absent episodes: 10 ." in words(panel)
    assert "rounded to the nearest 5" in words(panel)
    assert "Sex, most often" not in words(panel), "there is nothing to show by what was chosen"
    panel.counted.value = "missing.children"
    assert panel.by["sex"].value == "F", "what was chosen stays where it can"
    assert "Children with a missing or absent episode: 10 ." in words(panel)
    panel.by["category"].value = "absent"
    assert "episode: few ." in words(panel)


@pytest.mark.usefixtures("undrawn")
def test_another_set_has_other_categories(bench: Workbench) -> None:
    panel = bench.exploitation()
    assert list(panel.by) == ["offence_area", "suspects", "recency", "online"]
    panel.counted.value = "cse.reports"
    assert list(panel.by["community_area"].options) == [("All", ""), ("Calne", "Calne")]
    panel.by["community_area"].value = "Calne"
    assert "CSE intelligence reports: 5 ." in words(panel)


@pytest.mark.usefixtures("undrawn")
def test_a_selection_is_saved_where_the_analyst_says(bench: Workbench) -> None:
    panel = bench.missing_children()
    panel.by["in_care"].value = "no"
    panel._save()
    file = bench.workspace.home / "outputs/selection.yaml"
    assert read_selection(file) == Selection({"missing": {"in_care": "no"}})
    assert "selection=&quot;outputs/selection.yaml&quot;" in panel.message.value
    panel.file.value = "notebook.ipynb"
    panel.tried(panel._save)
    assert "kept in a .yaml file" in panel.message.value


def test_a_picture_has_its_table_and_its_words(bench: Workbench) -> None:
    panel = bench.exploitation()
    panel.counted.value = "cse.victims"
    page = panel.page.value
    assert page.count("<img ") == page.count("<details><summary>Table</summary>") == 2
    assert page.count('alt="Bar chart.') == 2


def test_the_what_if_answers_to_each_of_its_fields(bench: Workbench) -> None:
    panel = bench.cost()
    assert (
        "(20 missing + 100% × 9 absent) × (1 − 0% × 9 repeat ÷ 29 episodes) × £1,325.44 = £38,000"
        in words(panel)
    )
    assert "Illustrative range from two published unit costs: £38,000 to £70,000" in words(panel)
    panel.unit.value = 2000.0
    assert "× £2,000.00 = £58,000" in words(panel)
    panel.absent.value = 0
    assert "0% × 9 absent" in words(panel) and "= £40,000" in words(panel)
    panel.fewer.value = 100
    assert "(1 − 100% × 9 repeat" in words(panel) and "= £28,000" in words(panel)
    assert "no probability" in words(panel)


def test_two_editions_side_by_side(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    entry: dict[str, Any] = {
        "key": "missing.episodes", "id": "missing.episodes", "kind": "count", "label": "Episodes",
        "unit": "episodes", "value": 1056, "period": ["2015-01-01", "2015-11-30"],
        "previous": {"edition": "2014", "value": 900, "comparable": False, "why_not": "redefined"},
    }  # fmt: skip
    cell = entry | {"key": "missing.episodes[sex=F]", "where": {"sex": "F"}, "value": 1}
    monkeypatch.setattr(side_by_side, "compared", lambda *_: [entry, cell])
    panel = bench.editions()
    assert (panel.one.value, panel.other.value) == ("2015", "2014")
    panel.begin.click()
    told = " ".join(words(panel).split())
    assert "Episodes 1,056 More than in the same months of 2014 (900), but not comparable: redefined" in told
    assert "Female" not in told
    panel.chapter.value = "cse"
    assert not words(panel).strip()


def test_what_the_analyst_can_mend_is_said_in_the_panel(bench: Workbench) -> None:
    panel = bench.editions()
    panel.other.value = "2015"
    panel.begin.click()
    assert "A year is compared with another one (found 2015 twice)" in panel.message.value
    panel.other.value = "2014"
    panel.begin.click()
    assert "The edition 2015 has not been run. Run: partnership-profile run 2015" in panel.message.value


def test_a_fault_of_ours_is_not_hidden(bench: Workbench) -> None:
    def broken() -> None:
        raise KeyError("ours")

    with pytest.raises(KeyError):
        bench.editions().tried(broken)


def test_the_review_queue_says_how_many_wait_and_is_not_opened_by_itself(bench: Workbench) -> None:
    panel = bench.review_queue()
    assert "wait for a decision in 2015: 0." in words(panel)
    assert not hasattr(panel, "review")


@pytest.mark.usefixtures("undrawn")
def test_a_notebook_keeps_no_more_than_what_a_panel_is(bench: Workbench) -> None:
    makers: list[Callable[[], Panel]] = [
        bench.missing_children, bench.exploitation, bench.cost, bench.editions, bench.review_queue,
    ]  # fmt: skip
    for make in makers:
        bundle = make()._repr_mimebundle_()
        assert "which works in JupyterLab while its kernel runs." in bundle["text/plain"]
        assert not re.search(r"\d{2}", bundle["text/plain"] + json.dumps(bundle.get("text/html", "")))


def test_every_number_has_a_field_with_a_name(bench: Workbench) -> None:
    """A slider has no name that is read out: beside each is a field that has one and moves it."""
    panel = bench.cost()
    rows = [part for part in panel.box.children if hasattr(part, "children") and len(part.children) == 2]
    assert len(rows) == 3
    for row in rows:
        typed, slide = row.children
        assert typed.description and not slide.description
        typed.value = typed.max
        assert slide.value == slide.max


def test_the_notebook_is_not_one_of_the_yearly_run() -> None:
    from profile_lib.publication.notebooks import ANALYSES

    assert "explore" not in ANALYSES
    text = (ROOT / "notebooks/explore.ipynb").read_text(encoding="utf-8")
    assert "results" not in nbformat.reads(text, as_version=4).cells[1].source


def test_only_years_that_can_be_read_are_offered(bench: Workbench) -> None:
    assert bench.years == ["2014", "2015"]


def test_a_year_without_extracts_is_told(bench: Workbench) -> None:
    with pytest.raises(InputError):
        Workbench(bench.edition, bench.workspace).data("2014")
