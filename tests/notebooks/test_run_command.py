"""The run as its user sees it: exit codes, words on stderr, and what stands afterwards."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from figures_of import entries_of
from project import ROOT, Project, new_project


def test_the_folder_of_an_edition(ran: Project) -> None:
    folder = ran.outputs / "2015"
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    tables = {path for path in there if "/tables/" in path}
    notebooks = (
        "data_quality",
        "cse",
        "cse_risk",
        "missing_children",
        "missing_response",
        "cost_model",
        "over_time",
    )
    notebooks = (*notebooks, "summary.partnership", "summary.public")
    extracts = (
        *("missing_episodes", "looked_after", "placed_by_others", "return_interviews", "offences"),
        *("offence_people", "intelligence", "at_risk_register", "school_absence", "school_absence_totals"),
        *("disruptions", "links", "person_index"),
    )
    documents = ("summary.html", "summary.docx", "summary.pdf", "tables.xlsx")
    assert there - tables == {
        *("findings.json", "manifest.json", "checks.json", "disclosure.json"),
        *(f"{audience}/{name}" for audience in ("partnership", "public") for name in documents),
        *(f"notebooks/{name}.ipynb" for name in notebooks),
        *(f"review/{name}.html" for name in notebooks),
        *("review/index.html", "review/public/summary.html"),
        *(f"set_aside/{name}.csv" for name in extracts),
    }
    assert {path.partition("/tables/")[0] for path in tables} == {"partnership", "public"}


def test_every_row_is_accounted_for(ran: Project) -> None:
    for year in ("2014", "2015"):
        manifest = json.loads((ran.outputs / year / "manifest.json").read_text(encoding="utf-8"))
        for row in manifest["inputs"]:
            file = ran.home / "data" / year / row["file"]
            assert row["read"] == row["used"] + row["fault"] + row["scope"]
            assert row["read"] == len(file.read_text(encoding="utf-8").splitlines()) - 1
            lines = (ran.outputs / year / "set_aside" / row["file"]).read_text(encoding="utf-8").splitlines()
            assert len(lines) - 1 == row["fault"] + row["scope"]


def test_findings_are_as_the_contract_lays_them_out(ran: Project) -> None:
    figures = ran.findings("2015")
    share = figures["missing.in_care_share"]
    assert share["kind"] == "share"
    assert (share["numerator"], share["denominator"], share["people"]) == (100, 454, 454)
    assert share["value"] == 100 / 454
    assert share["interval"]["method"] == "Wilson"
    assert share["interval"]["low"] == pytest.approx(0.1846, abs=5e-5)
    assert share["interval"]["high"] == pytest.approx(0.2606, abs=5e-5)
    assert share["source"] == {
        "notebook": "missing_children",
        "measure": "profile_lib.measures.missing.in_care_share",
        "cell": "how-many-were-in-care-a",
    }
    public = share["public"]
    assert (public["state"], public["numerator"], public["denominator"]) == ("shown", 100, 454)
    cell = figures["missing.episodes[category=absent,month=2015-03]"]
    assert (cell["id"], cell["where"]) == ("missing.episodes", {"category": "absent", "month": "2015-03"})
    assert list(figures) == sorted(figures)


def test_an_edition_looks_back_on_the_year_that_it_is_compared_with(ran: Project) -> None:
    share = ran.findings("2015")["missing.first_time_share"]
    assert 0 < share["numerator"] < share["denominator"] == 454
    alone = ran.findings("2014")["missing.first_time_share"]
    assert alone["state"] == "not supplied" and "12 months to look back on" in alone["why"]


def test_a_failing_cell_ends_with_1_and_the_last_good_edition_stands(ran: Project, tmp_path: Path) -> None:
    project = Project(tmp_path / "copy")
    shutil.copytree(ran.home, project.home)
    shutil.copytree(ROOT / "notebooks", project.home / "notebooks")
    notebook = project.home / "notebooks/cost_model.ipynb"
    text = notebook.read_text(encoding="utf-8")
    notebook.write_text(text.replace("profile.unit_costs()", "profile.unit_cots()"), encoding="utf-8")
    good = project.bytes_of("2014")
    failed = project.command("run", "2014", cwd=project.home)
    assert failed.returncode == 1
    assert "cost_model.ipynb, cell" in failed.stderr
    assert "has no attribute 'unit_cots'" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert project.bytes_of("2014") == good
    partial = project.home / "private/failed/2014/cost_model.ipynb"
    assert nbformat.read(partial, as_version=4).cells
    assert [path.name for path in project.outputs.iterdir() if path.name.startswith(".staging")] == []


@pytest.mark.full
def test_a_sample_edition_writes_the_extracts_that_it_has_not_got(tmp_path: Path, ran: Project) -> None:
    project = new_project(tmp_path)
    done = project.command("run", "2015")
    assert done.returncode == 0, done.stderr
    assert project.bytes_of("2015") == ran.bytes_of("2015")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "1999"), "there is no edition 1999"),
        (("run", "../2015"), "not a year"),
        (("show", "2015", "missing.episodes"), "has not been run"),
        (("check", "20155"), "not a year"),
    ],
)
def test_bad_input_ends_with_2_and_no_traceback(
    project: Project, arguments: tuple[str, ...], said: str
) -> None:
    done = project.command(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.full
def test_a_run_for_the_public_alone(project: Project) -> None:
    done = project.command("run", "2015", "--audience", "public")
    assert done.returncode == 0, done.stderr
    folder = project.outputs / "2015"
    assert (folder / "public" / "summary.html").is_file()
    assert not (folder / "partnership").exists()
    assert not (folder / "notebooks" / "summary.partnership.ipynb").exists()


def test_check_accounts_for_every_row_and_shows_no_value(project: Project) -> None:
    done = project.command("check", "2015", "--json")
    assert done.returncode == 0, done.stderr
    for extract in json.loads(done.stdout)["extracts"]:
        assert extract["read"] == extract["used"] + extract["fault"] + extract["scope"] > 0
        asked = {column["column"]: column for column in extract["columns"]}
        assert all(column["meaning"] and column["supplied"] for column in asked.values())
        assert all(rule["says"] for rule in extract["rules"] if rule["level"] != "notice")
    assert asked["sex"]["codes"] == "F, M, X, U"
    hidden = project.command("check", "2015", "--show-values")
    assert hidden.returncode == 2
    assert "terminal" in hidden.stderr


def test_show_answers_of_whom_when_how_sure_and_who_says(ran: Project) -> None:
    done = ran.command("show", "2015", "missing.in_care_share")
    assert done.returncode == 0, done.stderr
    for part in ("22% (100 of 454 children)", "January to November 2015", "18% to 26%", "Wilson", "2014",
                 "not comparable", "profile_lib.measures.missing.in_care_share", "set aside"):  # fmt: skip
        assert part in done.stdout, part
    unknown = ran.command("show", "2015", "missing.in_care_shaer")
    assert unknown.returncode == 2
    assert "missing.in_care_share" in unknown.stderr


def test_pairs_that_nobody_decided_leave_ranges(project: Project) -> None:
    (project.home / "data/decisions/2015.csv").unlink()
    figures = entries_of(project, "2015")
    victims, episodes = figures["missing.cse_victims"], figures["missing.in_care_episode_share"]
    assert victims["value"] <= 15 <= victims["if_open_pairs_linked"]
    assert episodes["value"] < episodes["if_open_pairs_linked"]
    assert figures["missing.episodes"]["if_open_pairs_linked"] <= 1056


def test_without_care_records_care_is_read_from_the_marker_and_says_so(project: Project) -> None:
    (project.home / "data/2015/looked_after.csv").unlink()
    (project.home / "data/2015/placed_by_others.csv").unlink()
    figures = entries_of(project, "2015")
    sources = {
        source: figures[f"missing.episodes[care_source={source}]"]["value"]
        for source in ("looked_after", "placed_by_others", "police_marker", "none")
    }
    assert sources["looked_after"] == sources["placed_by_others"] == 0 < sources["police_marker"]
    assert sum(sources.values()) == 1056
    share = figures["missing.in_care_share"]
    assert "care-from-marker" in share["caveats"]
    assert "care-from-records" not in share["caveats"]
    assert "other sources" in share["previous"]["why_not"]


@pytest.mark.full
def test_where_nobody_says_who_was_in_care_it_is_not_supplied_and_no_zero(project: Project) -> None:
    folder = project.home / "data/2015"
    for name in ("looked_after", "placed_by_others"):
        (folder / f"{name}.csv").unlink()
    rows = pd.read_csv(folder / "missing_episodes.csv", dtype="str", keep_default_na=False)
    rows.assign(police_care_marker="").to_csv(folder / "missing_episodes.csv", index=False)
    figures = entries_of(project, "2015")
    for key in ("missing.in_care_share", "missing.in_care_episode_share"):
        assert figures[key]["state"] == "not supplied"
        assert "value" not in figures[key]


def test_a_folder_of_one_year_serves_that_year_alone(project: Project) -> None:
    """Last year's figures are then not supplied, and no zero."""
    figures = entries_of(project, "2015", extracts=project.home / "data/2015")
    assert figures["missing.episodes"]["value"] == 1056
    assert "previous" not in figures["missing.episodes"]


def test_the_files_of_another_year_are_refused(project: Project) -> None:
    done = project.command("run", "2015", "--extracts", str(project.home / "data/2014"))
    assert done.returncode == 2
    assert "Are these the files of 2015?" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_sample_overwrites_nothing_that_it_did_not_write(project: Project) -> None:
    real = project.home / "real/2015/missing_episodes.csv"
    real.parent.mkdir(parents=True)
    real.write_text("precious", encoding="utf-8")
    done = project.command("sample", str(project.home / "real"), "--year", "2014", "--year", "2015")
    assert done.returncode == 2
    assert "overwrites nothing" in done.stderr
    assert real.read_text(encoding="utf-8") == "precious"
    assert not (project.home / "real/2014").exists()
    assert "SYNTHETIC" in project.command("sample", str(project.home / "data"), "--year", "2014").stdout


def test_a_kill_between_the_renames_is_mended_by_any_command(ran: Project, tmp_path: Path) -> None:
    project = Project(tmp_path / "copy")
    shutil.copytree(ran.home, project.home)
    (project.outputs / "2015").rename(project.outputs / ".previous-2015")
    done = project.command("check", "2015", "--json")
    assert done.returncode == 0, done.stderr
    assert project.bytes_of("2015") == ran.bytes_of("2015")


@pytest.mark.parametrize("option", ["--outputs", "--private"])
def test_a_file_where_a_folder_should_be_ends_with_2(project: Project, option: str) -> None:
    (project.home / "file").write_text("", encoding="utf-8")
    done = project.command("run", "2015", option, str(project.home / "file"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.full
def test_the_run_says_how_many_pairs_are_open(project: Project) -> None:
    (project.home / "data/decisions/2015.csv").unlink()
    done = project.command("run", "2015")
    assert done.returncode == 0, done.stderr
    assert "pairs of records wait for a decision" in done.stdout


@pytest.mark.full
def test_without_offences_the_overlap_is_not_supplied_and_the_rest_runs(project: Project) -> None:
    (project.home / "data/2015/offences.csv").unlink()
    done = project.command("run", "2015")
    assert done.returncode == 0, done.stderr
    overlap = project.findings("2015")["missing.cse_children"]
    assert overlap["state"] == "not supplied"
    assert "value" not in overlap
    page = (project.outputs / "2015/partnership/summary.html").read_text(encoding="utf-8")
    assert "not supplied (the extract of offences did not come)" in page
    assert project.findings("2015")["missing.episodes"]["value"] == 1056
