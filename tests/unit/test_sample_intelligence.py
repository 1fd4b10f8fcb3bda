"""The intelligence of the sample, counted anew from the files and the truth."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from test_sample_calibration import days, read

from profile_lib.sample import sentences, write_sample
from profile_lib.sample.world import COMMUNITY_AREAS

HOT = ["Trowbridge", "Westbury", "Chippenham"]


def used(folder: Path, year: str) -> pd.DataFrame:
    """The reports that may be used, each once, as a reader of the contract would keep them."""
    rows = read(folder, year, "intelligence")
    received = days(rows["received_on"])
    grading = rows["grading"]
    five, three = (grading.str.fullmatch(form) for form in ("[A-E][1-5][1-5]", "[1-3][A-E][PC]"))
    sound = received.notna() & (rows["report_ref"] != "") & (five | three | (grading == ""))
    sound &= ~grading.str.fullmatch("[A-E][1-5][45]|[1-3][A-E]C")
    sound &= received.dt.year == int(year)
    return rows[sound].drop_duplicates("report_ref")


def about(rows: pd.DataFrame, theme: str) -> pd.Series[bool]:
    """Whether a report is about a theme: it has a tag for it, or one of the sentences that are about it."""
    forms = [re.sub(r"\\\{\w+\\\}", "[^.]+?", re.escape(one)) for one in sentences.ABOUT[theme]]
    tags = rows["tags"].str.split(";").map(lambda found: bool(set(found) & set(sentences.TAGS[theme])))
    return tags | rows["text"].str.contains("|".join(forms), regex=True)


def matters(rows: pd.DataFrame) -> pd.Series[int]:
    """The matter of each report: reports of one subject or operation are one; of the others, those of a unit
    about an area."""
    neither = (rows["subject_ref"] == "") & (rows["operation_ref"] == "")
    own = rows["submitting_unit"] + "/" + rows["community_area"]
    keys = [rows["subject_ref"], rows["operation_ref"], own.where(neither, "")]
    matter = pd.Series(range(len(rows)), index=rows.index)
    while True:
        before = matter
        for key in keys:
            matter = matter.mask(key != "", matter.groupby(key).transform("min"))
        if matter.equals(before):
            return matter


def places(rows: pd.DataFrame) -> pd.DataFrame:
    """By community area: reports, children (different subjects), matters; most matters first."""
    rows = rows.assign(matter=matters(rows), child=rows["person"])
    named = rows.assign(area=rows["community_area"].str.split(";")).explode("area")
    named = named[named["area"] != ""].groupby("area")
    table = pd.DataFrame(
        {
            "reports": named.size(),
            "children": named["child"].nunique(),
            "matters": named["matter"].nunique(),
        }
    )
    return table.sort_values("matters", ascending=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("intelligence")
    write_sample(folder, ["2014", "2015", "2016"])
    return folder


def check_themes(rows: pd.DataFrame) -> None:
    assert len(rows) == 340
    assert about(rows, "drugs_alcohol").sum() == 88  # 25.9%
    assert about(rows, "social_media").sum() == 51  # 15.0%
    assert about(rows, "drug_networks").sum() == 0


def test_themes(folder: Path) -> None:
    check_themes(used(folder, "2015"))
    later = used(folder, "2016")
    assert len(later) == 365
    assert about(later, "drug_networks").sum() == 5
    assert len(used(folder, "2014")) == 260


def test_themes_stand_in_tags_or_in_the_text_or_in_both_and_near_misses_are_there(folder: Path) -> None:
    rows = used(folder, "2015")
    tagged = rows["tags"].str.contains("drugs|alcohol")
    said = about(rows.assign(tags=""), "drugs_alcohol")
    assert (tagged & ~said).sum() >= 10
    assert (~tagged & said).sum() >= 10
    assert (tagged & said).sum() >= 20
    denied = rows["text"].str.contains("no mention of drugs|did not refer to alcohol|no use of social media")
    assert (denied & ~tagged).sum() >= 2
    earlier = used(folder, "2014")
    share = earlier["tags"].str.contains("drugs|alcohol").sum() / about(earlier, "drugs_alcohol").sum()
    assert share < tagged.sum() / 88 - 0.1


def check_places(rows: pd.DataFrame) -> None:
    found = places(rows)
    assert list(found.index[:3]) == HOT
    assert (found["matters"].iloc[:3].to_numpy() > found["matters"].iloc[1:4].to_numpy()).all()
    assert found["matters"].iloc[2] > 2 * found["matters"].iloc[3]
    assert found.loc[HOT, "children"].between(23, 44).all()
    others = found.drop(HOT)
    assert set(found.index) == set(COMMUNITY_AREAS)
    assert others["children"].between(1, 10).all() and others["matters"].max() <= 12
    # many reports, and nothing but two children and one operation behind them
    assert others["reports"].idxmax() == "Melksham"
    assert found.loc["Melksham"].to_list() == [26, 2, 1]


def test_places(folder: Path) -> None:
    check_places(used(folder, "2015"))
    assert list(places(used(folder, "2016")).index[:3]) == ["Chippenham", "Trowbridge", "Salisbury"]


def test_what_reports_hold(folder: Path) -> None:
    rows = used(folder, "2015")
    assert (rows["subject_ref"] == "").mean() == pytest.approx(0.2)
    assert (rows["operation_ref"] != "").mean() == pytest.approx(0.25)
    assert rows["community_area"].str.contains(";").sum() >= 8
    assert 5 <= (rows["community_area"] == "").sum() <= 30
    assert (rows["grading"] == "").sum() == 5
    assert rows.groupby("subject_ref").size().drop("").max() >= 5
    assert (rows["person"].isna() == (rows["subject_ref"] == "")).all()
    everything = read(folder, "2015", "intelligence")
    assert everything["grading"].str.fullmatch("[A-E][1-5][45]").sum() == 27  # 8% of 340
    assert everything["report_ref"].duplicated().sum() >= 7
    later = read(folder, "2016", "intelligence")["grading"]
    assert not later.str.fullmatch("[A-E][1-5][1-5]").any()
    assert later.str.fullmatch("[1-3][A-E]P").sum() > 300


def test_subjects_are_mostly_children_who_are_known_otherwise(folder: Path) -> None:
    subjects = set(used(folder, "2015")["person"].dropna())
    register = set(read(folder, "2015", "at_risk_register")["person"])
    missing = set(read(folder, "2015", "missing_episodes")["person"])
    people = read(folder, "2015", "offence_people")
    victims = set(people.loc[people["role"] == "victim", "person"].dropna())
    suspects = set(people.loc[people["role"] != "victim", "person"].dropna())
    assert len(subjects) > 100
    assert len(subjects & register) > 0.4 * len(subjects)
    assert len(subjects & (missing | victims) - register) > 15
    assert len(subjects & suspects) >= 3
    assert len(subjects - register - missing - victims - suspects) >= 3


def test_the_index_says_who_the_references_are(folder: Path) -> None:
    index = read(folder, "2015", "person_index")
    links = read(folder, "2015", "links")
    referred = {
        "intelligence": set(read(folder, "2015", "intelligence")["subject_ref"]) - {""},
        "links": set(links["person_ref_a"]) | set(links["person_ref_b"]) - {""},
    }
    for source, refs in referred.items():
        own = index[(index["source"] == source) & (index["ref"] != "")]
        assert len(refs - {""} - set(own["ref"])) == 3
        assert len(set(own["ref"]) - refs) == 6
        assert (own.groupby("ref")["person"].nunique() == 1).all()
        assert own["ref"].duplicated().sum() >= 2
    assert (~index["source"].isin(referred)).sum() == 2
    assert (index["valid_from"] != "").all()
    ended = index["valid_to"] != ""
    assert 3 <= ended.sum() < 0.15 * len(index)
    assert (days(index["valid_to"]) >= days(index["valid_from"]))[ended].all()
    subjects = read(folder, "2015", "intelligence").query("subject_ref != ''")
    true = index[index["source"] == "intelligence"].drop_duplicates("ref").set_index("ref")["person"]
    known = subjects[subjects["subject_ref"].isin(true.index)]
    assert (known["subject_ref"].map(true) == known["person"]).all()


def test_links(folder: Path) -> None:
    rows = read(folder, "2015", "links").drop_duplicates()
    assert rows["person"].isna().all()
    own = (rows["person_ref_a"] == rows["person_ref_b"]) & (rows["person_ref_a"] != "")
    blank = (rows["person_ref_a"] == "") | (rows["person_ref_b"] == "")
    recorded = days(rows["recorded_on"])
    assert (own.sum(), blank.sum(), recorded.isna().sum()) == (2, 2, 2)
    assert (recorded > "2015-12-31").sum() == 8
    assert (~own & ~blank & (recorded <= "2015-12-31")).sum() == 120
    index = read(folder, "2015", "person_index").query("source == 'links'").drop_duplicates("ref")
    person = index.set_index("ref")["person"]
    people = read(folder, "2015", "offence_people")
    offenders = set(people.loc[people["role"] != "victim", "person"].dropna())
    victims = set(people.loc[people["role"] == "victim", "person"].dropna())
    a, b = rows["person_ref_a"].map(person), rows["person_ref_b"].map(person)
    assert 2 <= (a.isin(offenders) & b.isin(offenders)).sum() <= 15  # most suspects act alone
    assert (a.isin(offenders) & b.isin(victims)).sum() > 15
    assert (~a.isin(offenders) & ~b.isin(offenders)).sum() > 30


@pytest.mark.full
@pytest.mark.parametrize("seed", range(1, 21))
def test_every_seed_is_calibrated(seed: int, tmp_path: Path) -> None:
    write_sample(tmp_path, ["2015"], seed=seed)
    rows = used(tmp_path, "2015")
    check_themes(rows)
    check_places(rows)
