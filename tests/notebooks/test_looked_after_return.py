"""An edition of the looked-after return and the police's extracts alone: nothing names a child in care."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from figures_of import shown_by
from project import Project, new_project

from profile_lib.results import read_findings

POLICE = ("missing_episodes", "offences", "offence_people")
CHILDREN = range(100, 130)


@pytest.fixture
def returned(sample: Path, tmp_path: Path) -> Project:
    """The sample police's extracts of 2015 beside a return made here: 30 children, 25 of them missing."""
    project = new_project(tmp_path)
    folder = tmp_path / "data/2015"
    folder.mkdir(parents=True)
    for name in POLICE:
        shutil.copy(sample / "2015" / f"{name}.csv", folder)
    (folder / "header.csv").write_text(
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
        + "".join(f"{n},{n % 2 + 1},{n % 28 + 1:02}/06/2001,WBRI,T0501807{n:05},,\n" for n in CHILDREN)
    )
    (folder / "episodes.csv").write_text(
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
        + "".join(f"{n},01/04/2015,S,C2,N1,U4,PR1,,,,BA14 8JN,N8 3GV,7480175\n" for n in CHILDREN)
        + "101,01/05/2014,S,V4,N1,U4,PR1,03/05/14,X1,,BA14 8JN,N8 3GV,7480175\n"
        + "102,01/05/2014,S,C2,N1,U4,PR1,31/05/14,X1,,BA14 8JN,N8 3GV,7480175\n"
        + "103,31/06/2015,S,C2,N1,U4,PR1,,,,BA14 8JN,N8 3GV,7480175\n"
    )
    (folder / "missing.csv").write_text(
        "CHILD,DOB,MISSING,MIS_START,MIS_END\n"
        + "".join(f"{n},{n % 28 + 1:02}/06/2001,M,10/05/2015,11/05/2015\n" for n in CHILDREN[:25])
        + "100,17/06/2001,A,20/10/2015,20/10/2015\n"
        + "100,17/06/2001,M,20/02/2015,\n"  # no period of care holds the day
        + "100,17/06/2001,M,20/02/2016,\n"
    )
    parameters = tmp_path / "parameters/2015.yaml"
    text = parameters.read_text(encoding="utf-8")
    layouts = text.replace(
        "{folder: ../data/2015}", "{folder: ../data/2015, layouts: {looked_after: ssda903}}"
    )
    parameters.write_text(layouts.replace("compare_with: 2014\n", ""), encoding="utf-8")
    return project


def test_care_is_known_from_the_marker_and_the_pages_say_why(returned: Project) -> None:
    folders = {name: str(returned.home / name) for name in ("parameters", "private", "results")}
    _says_why(shown_by("data_quality", year="2015", **folders))
    assert "not available from linkage" in shown_by("missing_children", year="2015", **folders)
    shown_by("missing_response", year="2015", **folders)
    entries = {
        key: entry
        for name in ("missing_children", "missing_response")
        for key, entry in read_findings(returned.home / f"results/{name}.json").items()
    }
    for id in ("missing.in_care_share", "missing.in_care_episode_share"):
        assert "care-from-marker" in entries[id]["caveats"]
        assert entries[id]["numerator"] > 0
    counted = {name: entries[f"missing.episodes[care_source={name}]"]["value"] for name in SOURCES}
    assert counted["looked_after"] == counted["placed_by_others"] == 0 < counted["police_marker"]
    assert entries["missing.in_care_episode_share"]["numerator"] == counted["police_marker"]


SOURCES = ("looked_after", "placed_by_others", "police_marker", "none")


def _says_why(page: str) -> None:
    said = " ".join(re.sub(r"<[^>]+>", " ", page).replace("&#39;", "'").split())
    assert "Of 30 looked-after rows 0 can be linked to other extracts" in said
    # 30 in an episode; 33 rows of them are read there, and nobody else is in the header
    assert "header.csv: 30 rows read = 30 used + 0 set aside for a fault + 0 out of scope" in said
    assert (
        "shares in care are not available from linkage, for want of names, and come from the police marker"
        in said
    )
    # 25 children in May, one of them in October again and in February
    assert re.search(r"Looked-after return: missing or away Wiltshire's own 25 27\b", said)


@pytest.mark.full
def test_the_whole_edition_runs_and_accounts_for_every_row(returned: Project) -> None:
    done = returned.command("run", "2015")
    assert done.returncode == 0, done.stderr
    folder = returned.outputs / "2015"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    rows = {item["extract"]: [item[name] for name in ACCOUNT] for item in manifest["inputs"]}
    assert rows["looked_after"] == [33, 30, 1, 2]
    assert rows["missing_from_care"] == [28, 27, 0, 1]
    for extract, (read, used, fault, scope) in rows.items():
        assert read == used + fault + scope > 0
        with (folder / f"set_aside/{extract}.csv").open(encoding="utf-8") as file:
            levels = [line["level"] for line in csv.DictReader(file)]
        assert (levels.count("fault"), levels.count("scope")) == (fault, scope)
        told = [item for item in manifest["rules"] if item["extract"] == extract]
        for level, rows_of_level in (("fault", fault), ("scope", scope)):
            assert sum(item["rows"] for item in told if item["level"] == level) == rows_of_level
    quality = (folder / "review/data_quality.html").read_text(encoding="utf-8")
    _says_why(quality)
    assert "Looked-after children who went missing, February 2015 to October 2015" in quality
    for page in ("review/missing_children.html", "review/missing_response.html", "partnership/summary.html"):
        assert "not available from linkage" in (folder / page).read_text(encoding="utf-8"), page
    assert {check["state"] for check in json.loads((folder / "checks.json").read_text())["checks"]} <= {
        "pass",
        "review",
    }


ACCOUNT = ("read", "used", "fault", "scope")
