"""What a partner did not send is not supplied: neither zero, nor left out, nor an end of the run.

The lists are worked out from the counting rules (contract 4.1), by extract. An extract that names people can
also change the figures of others: two records of one child may be known to be so through a third alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from figures_of import entries_of, shown_by, summary_of
from project import Project, new_project

from profile_lib.intake import SCHEMAS

pytestmark = pytest.mark.xdist_group("not-supplied")  # they share one project

OVERLAP = frozenset({
    "missing.cse_children", "missing.cse_victims",
    "missing.cse_offenders", "missing.cse_children_same_window",
    "missing.cse_victims_same_window", "missing.cse_offenders_same_window",
    "missing.before_offence_share",
})  # fmt: skip
LINKS = frozenset({"cse.offenders_with_recorded_link", "cse.networks"})
OFFENCES = frozenset({
    "cse.offences", "cse.closed_offences", "cse.charged_share", "cse.victim_does_not_support_share",
    "cse.days_to_outcome_median",
    "cse.gang_offences", "cse.gang_assessed_offences", "cse.gang_not_assessed_offences",
})  # fmt: skip
BY_SUSPECTS = frozenset({"cse.lone_offence_share", "cse.group_offences"})
"""From the suspects identified and those reported, whichever are more."""
NEEDS = frozenset({"cse.victims_known_to_care", "cse.victims_with_needs_share"})
"""What the at-risk register and the looked-after extract say of victims."""
PEOPLE = OVERLAP | LINKS | BY_SUSPECTS | NEEDS | {
    "cse.offenders_under_18", "cse.offenders_under_18_share", "cse.offenders_from_elsewhere_share",
    "cse.repeat_pairs", "cse.victims_male_share",
    "cse.offences_without_suspect", "cse.offences_without_victim",
    "cse.offenders", "cse.offender_mean_age", "cse.female_offenders", "cse.offenders_british_share",
    "cse.repeat_offenders", "cse.offenders_of_several_victims", "cse.offenders_on_several_dates",
    "cse.victims", "cse.victim_age_middle_half", "cse.victim_age_14_16_share",
    "cse.repeat_victims", "cse.repeat_victims_female",
    "cse.victims_of_several_offenders", "cse.victims_on_several_dates", "cse.linked_offenders",
    "cse.offence_clusters", "cse.offence_hotspots",
}  # fmt: skip
REPORTS = frozenset({
    "cse.reports", "cse.report_subjects", "cse.report_matters", "cse.hotspots",
    "cse.reports_drugs_alcohol_share", "cse.reports_social_media_share", "cse.reports_drug_networks",
})  # fmt: skip
OTHER_PUPILS = frozenset({
    "absence.other_share", "absence.at_risk_ratio", "absence.at_risk_standardised_ratio",
    "absence.before_identification_standardised_ratio",
})  # fmt: skip
PUPILS = OTHER_PUPILS | {"absence.at_risk_share", "absence.before_identification_share"}
REGISTER = PUPILS | NEEDS | {
    "cse.at_risk_children", "cse.at_risk_female_share", "cse.at_risk_open", "cse.at_risk_open_at_end",
    "cse.at_risk_male_share", "cse.at_risk_disability_share", "cse.at_risk_send_share",
    "cse.at_risk_again_share", "cse.at_risk_look_back", "cse.at_risk_closed",
    "cse.at_risk_days_median", "cse.at_risk_days_middle_half",
    "missing.at_risk_children", "missing.at_risk_children_same_window",
}  # fmt: skip
CARE = frozenset({
    "missing.in_care_share", "missing.in_care_episode_share",
    "missing.in_care_episodes_per_child", "missing.not_in_care_episodes_per_child",
})  # fmt: skip
EPISODES = OVERLAP | CARE | {
    "missing.episodes", "missing.children", "missing.children_per_1000", "missing.female_share",
    "missing.female_episodes_per_child", "missing.male_episodes_per_child", "missing.at_risk_children",
    "missing.most_missing_tenth_share", "missing.at_risk_children_same_window",
    "missing.missing_children_per_1000", "missing.episodes_per_1000",
    "missing.median_hours", "missing.again_within_28_days_share", "missing.first_time_share",
    "cost.police_low", "cost.police_high", "cost.police_low_missing_only",
    "cost.police_twelve_months", "cost.police_fewer_repeats",
    "cost.police_weighted", "cost.police_weighted_least", "cost.police_weighted_most",
}  # fmt: skip
INTERVIEWS = frozenset({"missing.interviews"} | {
    f"missing.interviews_{share}_share"
    for share in ("offered", "offered_in_time", "completed", "completed_of_offered",
                  "completed_of_accepted", "completed_in_time", "independent")
})  # fmt: skip

NOT_SUPPLIED: dict[str, frozenset[str]] = {
    "missing_episodes": EPISODES,
    "return_interviews": INTERVIEWS,
    "looked_after": NEEDS,  # care is then known from placements by others and the police marker
    "placed_by_others": frozenset(),  # care is then known from looked-after records and the marker
    "at_risk_register": REGISTER,
    "offences": OFFENCES | PEOPLE,
    "offence_people": PEOPLE,
    "intelligence": REPORTS,
    "disruptions": frozenset({"disruption.actions"}),
    "links": LINKS,
    # Links name nobody without it; the subjects of reports are persons of their own
    "person_index": frozenset({"cse.offenders_with_recorded_link", "cse.networks"}),
    "school_absence": PUPILS,
    "school_absence_totals": OTHER_PUPILS,
}

IN_CARE = CARE | {
    f"missing.{counted}[{by}" for counted in ("episodes", "children") for by in ("care_source", "placement")
}
"""Care status, and whence it is known: by records of care, which have to be linked to the episodes."""
MODEL = {"cse.offences[model"}
OVER_YEARS = {"missing.at_risk_children_same_window", "missing.first_time_share"}
ACROSS = IN_CARE | OVERLAP | LINKS | PUPILS | NEEDS | MODEL | OVER_YEARS | {"missing.at_risk_children"}
"""What is counted across extracts, or years: a record that joined two others is gone."""
EXPLAINED: dict[str, frozenset[str]] = {
    **dict.fromkeys(NOT_SUPPLIED, ACROSS),
    "offence_people": ACROSS | {"cse.offences[suspects"},  # as many as were reported
    "person_index": ACROSS | REPORTS,  # two references of one person are told to be one by it
    "offences": frozenset(),  # these three name nobody
    "disruptions": frozenset(),
    "school_absence_totals": frozenset(),
}

WORDS: dict[str, str] = {
    "missing_episodes": "Missing and absent episodes",
    "at_risk_register": "Children identified as at risk of CSE",
    "offences": "CSE offences",
    "offence_people": "Children who were victims",
    "intelligence": "Places with more intelligence than the others' spread allows",
    "disruptions": "Disruptions used",
    "return_interviews": "Share of due return interviews that were offered within 72 hours",
    "links": "Groups of people named as suspects who are linked",
    "person_index": "Groups of people named as suspects who are linked",
    "school_absence": "Unauthorised absence of pupils at risk of CSE, as a multiple of other pupils'",
    "school_absence_totals": "Unauthorised absence of pupils at risk of CSE, as a multiple of other pupils'",
}
"""Of what the summary says that it was not supplied; the other extracts have no figure of their own."""

Entries = dict[str, dict[str, Any]]
QUICK = "at_risk_register"
ONLY = {
    "missing episodes": ("missing_episodes",),
    "offences and their people": ("offences", "offence_people"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> tuple[Project, Entries]:
    """A project to take extracts from, and its figures with all of them."""
    home = tmp_path_factory.mktemp("not-supplied")
    shutil.copytree(sample, home / "data")
    project = new_project(home)
    return project, entries_of(project, "2015")


def _without(project: Project, sample: Path, extracts: Iterable[str]) -> Entries:
    """The figures of 2015 where partners did not send these."""
    folder = project.home / "data/2015"
    shutil.copytree(sample / "2015", folder, dirs_exist_ok=True)
    for name in extracts:
        (folder / f"{name}.csv").unlink()
    return entries_of(project, "2015")


def _not_sent(entries: Entries) -> set[str]:
    """The measures that are not supplied because an extract did not come."""
    return {entry["id"] for entry in entries.values() if "did not come" in entry.get("why", "")}


def _changed(before: Entries, after: Entries, gone: Iterable[str]) -> dict[str, tuple[Any, Any]]:
    """The figures of all other measures whose value is another, by key: before and after."""
    keys = [key for key in {**before, **after} if key.split("[")[0] not in gone]
    values = {key: tuple(_value(entries.get(key, {})) for entries in (before, after)) for key in keys}
    return {key: (was, now) for key, (was, now) in values.items() if was != now}


def _value(entry: dict[str, Any]) -> Any:
    return entry.get("value", entry.get("state"))


def _is_explained(key: str, by: Iterable[str]) -> bool:
    return any(key == start or ("[" in start and key.startswith(f"{start}=")) for start in by)


def test_every_extract_and_every_measure_is_in_the_lists(whole: tuple[Project, Entries]) -> None:
    _, before = whole
    assert NOT_SUPPLIED.keys() == EXPLAINED.keys() == SCHEMAS.keys()
    assert frozenset().union(*NOT_SUPPLIED.values()) == {entry["id"] for entry in before.values()}
    assert _not_sent(before) == set()


@pytest.mark.parametrize(
    "extract",
    [QUICK, *(pytest.param(name, marks=pytest.mark.full) for name in NOT_SUPPLIED if name != QUICK)],
)
def test_exactly_what_needs_an_extract_is_not_supplied(
    whole: tuple[Project, Entries], sample: Path, extract: str
) -> None:
    project, before = whole
    after = _without(project, sample, [extract])
    assert _not_sent(after) == NOT_SUPPLIED[extract]
    changed = _changed(before, after, NOT_SUPPLIED[extract])
    assert [key for key in changed if not _is_explained(key, EXPLAINED[extract])] == []
    overlaps = OVERLAP | {"missing.at_risk_children", "missing.at_risk_children_same_window"}
    overlaps -= {"missing.before_offence_share"}  # fewer records join no two children, but a share has a base
    assert all(now <= was for key, (was, now) in changed.items() if key in overlaps)
    said = summary_of(project, "2015", after)
    words = "at-risk register" if extract == "at_risk_register" else extract.replace("_", " ")
    if extract in WORDS:
        assert f"{WORDS[extract]}: not supplied (the extract of {words} did not come)." in said
    else:
        assert "did not come" not in said
    assert f"Extracts that were not sent: {words}." in _data_quality(project)


@pytest.mark.full
@pytest.mark.parametrize("extract", ["looked_after", "placed_by_others"])
def test_without_records_of_care_it_is_known_from_the_other_sources(
    whole: tuple[Project, Entries], sample: Path, extract: str
) -> None:
    project, before = whole
    after = _without(project, sample, [extract])
    sources = ("looked_after", "placed_by_others", "police_marker", "none")
    was, now = (
        {name: entries[f"missing.episodes[care_source={name}]"]["value"] for name in sources}
        for entries in (before, after)
    )
    assert now[extract] == 0 < was[extract]
    assert all(now[name] >= was[name] for name in sources if name != extract)
    assert sum(now.values()) == after["missing.episodes"]["value"] == before["missing.episodes"]["value"]
    assert after["missing.in_care_episode_share"]["numerator"] == sum(now.values()) - now["none"]


@pytest.mark.parametrize("sent", ["missing episodes", pytest.param(list(ONLY)[1], marks=pytest.mark.full)])
def test_a_folder_with_one_chapter_alone_runs(
    whole: tuple[Project, Entries], sample: Path, sent: str
) -> None:
    project, before = whole
    lacking = [name for name in SCHEMAS if name not in ONLY[sent]]
    gone = frozenset().union(*(NOT_SUPPLIED[name] for name in lacking))
    after = _without(project, sample, lacking)
    assert _not_sent(after) == gone
    changed = _changed(before, after, gone)
    assert [key for key in changed if not _is_explained(key, IN_CARE | MODEL)] == []
    said = summary_of(project, "2015", after)
    assert said.count("did not come") >= len([name for name in lacking if name in WORDS])
    told = {
        "missing episodes": "involving 454 children",
        "offences and their people": "In total 63 CSE offences",
    }
    assert told[sent] in said


@pytest.mark.full
def test_without_the_index_nobody_is_said_to_have_no_recorded_link(
    whole: tuple[Project, Entries], sample: Path
) -> None:
    project, _ = whole
    after = _without(project, sample, ["person_index"])
    assert {"value"}.isdisjoint(after["cse.offenders_with_recorded_link"])
    assert {"value"}.isdisjoint(after["cse.networks"])


@pytest.mark.full
def test_over_the_years_a_series_that_was_not_sent_is_a_gap(
    whole: tuple[Project, Entries], sample: Path
) -> None:
    project, _ = whole
    _without(project, sample, ["disruptions"])
    folders = {name: str(project.home / name) for name in ("parameters", "private")}
    shown = shown_by("over_time", year="2015", **folders)
    assert "Editions whose extracts are here: 2014 and 2015." in shown
    assert "Disruptions used: too few points for limits" in shown
    assert "not supplied: the extract of disruptions did not come" in shown
    assert "Not comparable: not supplied in 2015: the extract of disruptions did not come" in shown
    assert "CSE intelligence reports: " in shown


def _data_quality(project: Project) -> str:
    folders = {name: str(project.home / name) for name in ("parameters", "private")}
    return shown_by("data_quality", year="2015", **folders)
