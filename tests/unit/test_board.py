"""What a board and an inspector look for: what the parameters may say, and who reads what of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from edition_made import figure
from made import edition

from profile_lib.edition import Edition, Progress, Reading, load_edition
from profile_lib.errors import InputError, Problem
from profile_lib.notebook import Summary
from profile_lib.pages.board import NOTHING, agreement
from profile_lib.pages.shown import reading_list
from profile_lib.publication.figures_named import refuse_unknown_figures

Edit = Callable[[str, str, str], int]

INTERNAL = {"cse.gang_not_assessed_offences", "missing.interviews_offered_in_time_share"}


def share(key: str, **more: Any) -> dict[str, Any]:
    return figure(key, 0.25, kind="share", numerator=3, denominator=12, **more)


@pytest.fixture(scope="module")
def entries() -> dict[str, dict[str, Any]]:
    """The figures of which the sample's words speak, one of them not given."""
    made = [
        share("missing.in_care_share", label="Share in care"),
        share("missing.in_care_episode_share", label="Share of episodes in care"),
        figure("absence.at_risk_ratio", label="Ratio", kind="ratio", value=2.0),
        share("cse.at_risk_female_share", label="Share of girls"),
        share("cse.lone_offence_share", label="Lone"),
        figure("cse.gang_not_assessed_offences", 9, label="Not assessed", unit="offences"),
        share("missing.interviews_offered_in_time_share", label="In time"),
    ]
    return {entry["key"]: entry for entry in made}


def summary(audience: str, entries: dict[str, dict[str, Any]], of: Edition | None = None) -> Summary:
    seen = {
        key: {**entry, **({"state": "internal"} if audience == "public" and key in INTERNAL else {})}
        for key, entry in entries.items()
    }
    return Summary(of or edition(), audience, seen)


def problems(parameters: Path, year: str = "2015") -> tuple[Problem, ...]:
    with pytest.raises(InputError) as refused:
        refuse_unknown_figures(load_edition(year, parameters))
    return refused.value.problems


def test_partners_read_what_was_recommended_what_became_of_it_and_what_is_not_known(
    entries: dict[str, dict[str, Any]],
) -> None:
    text = summary("partnership", entries).recommendations().text
    assert "starts. Wiltshire Council, commissioning, by 30 September 2016. It rests on: Share in" in text
    assert "rests on: Share in care: 25%; Share of episodes in care: 25%." in text
    assert "Lone: 25%" in text
    assert "that were not assessed: 9." in text
    assert "sample of reports read again each month" in text


def test_the_public_reads_what_is_public_alone(entries: dict[str, dict[str, Any]]) -> None:
    shown = summary("public", entries).recommendations()
    assert "before a placement starts" in shown.text and "Licensing officers" in shown.text
    assert "Lone" not in shown.html and "how many suspects" not in shown.html
    assert "social media" not in shown.html, "a gap tells those who exploit children what is not seen"
    assert "9" not in shown.text.split("marker")[1].split("Bring")[0], "an internal figure is not said"


def test_a_figure_that_is_not_given_is_said_to_be_so_and_no_number_of_it(
    entries: dict[str, dict[str, Any]],
) -> None:
    hidden = {**entries, "missing.in_care_share": {
        **{name: item for name, item in entries["missing.in_care_share"].items() if name != "value"},
        "state": "suppressed",
    }}  # fmt: skip
    text = summary("public", hidden).recommendations().text
    assert "Share in care: not given; Share of episodes in care: 25%." in text
    none = {**entries, "missing.in_care_share": {
        "key": "missing.in_care_share", "id": "missing.in_care_share", "kind": "not available",
        "label": "Share in care", "state": "not supplied", "why": "no extract came",
    }}  # fmt: skip
    text = summary("public", none).recommendations().text
    assert "It rests on: Share in care: not supplied (no extract came); Share of" in text


def test_themes_are_told_without_their_number(entries: dict[str, dict[str, Any]]) -> None:
    for audience in ("partnership", "public"):
        shown = summary(audience, entries).voice()
        assert "Six children or more raised each of them" in shown.text
        assert "Whom to call (parents): Parents did not know" in shown.text
        for theme in edition().voice:
            assert str(theme.children) not in shown.html


def test_an_edition_without_any_says_so(entries: dict[str, dict[str, Any]]) -> None:
    of = summary("partnership", entries, edition("2014"))
    assert of.recommendations().text == of.voice().text == NOTHING


@pytest.mark.parametrize(
    ("status", "due", "told"),
    [
        ("under way", "2016-03-30", "under way, overdue"),
        ("under way", "2016-03-31", "under way"),
        ("not started", "2015-01-01", "not started, overdue"),
        ("done", "2015-01-01", "done"),
        ("no longer needed", "2015-01-01", "no longer needed"),
    ],
)
def test_what_is_open_after_its_day_is_overdue(status: Any, due: str, told: str) -> None:
    item = Progress(
        text="Do it.", owner="A board", due=date.fromisoformat(due), status=status, evidence="So."
    )
    assert item.told(date(2016, 3, 31)) == told


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    children: 9\n", "    children: 5\n", "a theme of fewer than 6 children's interviews"),
        ("    children: 9\n", '    children: "9"\n', "voice.2.children: should be a whole number"),
        ("    raised_by: parents\n", "    raised_by: teachers\n", "voice.2.raised_by"),
        ("Parents did not know", "“Parents” did not know", "quotes somebody"),
        ("Parents did not know", "Nine parents did not know", "the number 'Nine'"),
        ("      status: done\n", "      status: finished\n", "recommendations.last.2.status"),
        ("      figures: [absence.at_risk_ratio]\n", "      figures: []\n", "recommendations.this.1.figures"),
        ("      due: 2016-12-31\n      figures", "      figures", "recommendations.this.1.due is missing"),
        ("Licensing officers have", "37 licensing officers have", "the number '37'"),
        ("    closing: A tag", "    closed: A tag", "unknown key 'intelligence_gaps.0.closed'"),
    ],
)  # fmt: skip
def test_what_cannot_be_said(parameters: Path, edit: Edit, old: str, new: str, message: str) -> None:
    edit("2015.yaml", old, new)
    found = problems(parameters)
    assert any(message in item.message for item in found), [str(item) for item in found]
    assert all(item.file == "2015.yaml" and item.line for item in found)
    assert not any(item.found == "5" for item in found), "how many children it was is nobody's business"


def test_a_stricter_rule_asks_for_more_children(parameters: Path, edit: Edit) -> None:
    line = edit("2015.yaml", "    children: 9\n", "    children: 7\n") - 1
    edit("base.yaml", "  threshold: 6 ", "  threshold: 8 ")
    (found,) = problems(parameters)
    assert "fewer than 8 children's" in found.message and found.line == line + 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("figures: [absence.at_risk_ratio]", "figures: [absence.at_risk_ration]"),
        ("{missing.interviews_offered_in_time_share}", "{missing.interviews_ofered_in_time_share}"),
    ],
)
def test_a_figure_that_nobody_measures_is_an_error_of_check_and_run(
    parameters: Path, edit: Edit, old: str, new: str
) -> None:
    line = edit("2015.yaml", old, new)
    (found,) = problems(parameters)
    assert found.message.startswith("there is no figure")
    assert (found.file, found.line) == ("2015.yaml", line)
    assert found.todo is not None and "Did you mean" in found.todo


def test_every_edition_of_the_sample_names_figures_that_are_measured() -> None:
    for year in ("2013", "2014", "2015", "2016"):
        refuse_unknown_figures(edition(year))


def test_what_came_out_after_the_period_is_marked() -> None:
    def item(published: date) -> Reading:
        return Reading(title="T", publisher="P", published=published, precision="day")

    end = edition().periods["cse"].end
    (before, after) = reading_list([item(end), item(end + timedelta(days=1))], end).text.splitlines()
    assert before == "- T. P, 31 December 2015."
    assert after == "- T. P, 1 January 2016 (published after the period of this profile)."


# On what real records are held

REAL = {
    "sharing_agreement": "ISA 12",
    "dpia_ref": "DPIA 7",
    "lawful_basis": "Children Act 2004",
    "retention_until": date(2022, 3, 31),
}


def test_the_page_says_on_what_records_are_held() -> None:
    real = edition().model_copy(update={"synthetic": False, **REAL})
    assert agreement(real).text.endswith("Lawful basis: Children Act 2004. Kept until 31 March 2022.")
    assert "made up" in agreement(edition()).text
