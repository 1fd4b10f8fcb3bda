"""What the sample files are like: the same every time, independent of one another, untidy as real ones."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from profile_lib.errors import InputError
from profile_lib.sample import CANARIES, write_sample
from profile_lib.sample.write import _county

PEOPLE = [
    "missing_episodes", "looked_after", "placed_by_others", "offence_people", "at_risk_register",
    "return_interviews", "school_absence",
]  # fmt: skip
CANARIES_IN = [name for name in PEOPLE if name != "at_risk_register"] + ["person_index"]
EXTRACTS = [
    *PEOPLE[:3], "offences", "offence_people", "at_risk_register", "intelligence", "links", "person_index",
    "return_interviews", "school_absence", "school_absence_totals", "disruptions",
]  # fmt: skip
REQUIRED = {  # contract, section 4: every column, bold or not
    "missing_episodes": """episode_ref person_ref surname forename date_of_birth sex category missing_from
        category_initial reported_at returned_at postcode risk_level missing_from_type community_area
        home_authority police_care_marker found_by found_in harm ethnicity_self ethnicity_officer""",
    "looked_after": """child_ref date_of_birth sex from_date surname forename to_date postcode legal_status
        placement_type placed_in_area upn ethnicity_self disability send""",
    "placed_by_others": """child_ref surname forename date_of_birth sex from_date responsible_authority
        to_date postcode placement_type""",
    "offences": """crime_ref recorded_on offence community_area cse_flag_recorded committed_from committed_to
        cse_flag_reviewed ho_class location_type online incident_ref suspects_reported outcome outcome_on
        gang_marker""",
    "offence_people": """crime_ref role person_ref surname forename date_of_birth sex postcode ethnicity_self
        ethnicity_officer nationality relationship police_care_marker home_authority""",
    "at_risk_register": """child_ref surname forename date_of_birth sex identified_on closed_on postcode
        risk_level referral_source community_area ethnicity_self disability send outcome""",
    "intelligence": """report_ref received_on community_area grading tags text subject_ref operation_ref
        submitting_unit""",
    "links": "person_ref_a person_ref_b kind recorded_on",
    "person_index": """source ref date_of_birth sex surname forename postcode valid_from valid_to upn
        nhs_number ethnicity_self""",
    "return_interviews": """interview_ref child_ref surname forename date_of_birth sex returned_on
        episode_refs notified_on offered_on response completed_on independent authority""",
    "school_absence": """pupil_ref surname forename date_of_birth sex academic_year sessions_possible
        sessions_unauthorised sessions_authorised postcode upn""",
    "school_absence_totals": """academic_year age sex pupils sessions_possible sessions_unauthorised
        pupils_10pct""",
    "disruptions": "action_ref applied_on power agency community_area outcome",
}
REFERENCE = {
    "missing_episodes": "person_ref", "looked_after": "child_ref", "placed_by_others": "child_ref",
    "offences": "crime_ref", "offence_people": "person_ref", "at_risk_register": "child_ref",
    "intelligence": "report_ref", "links": "person_ref_a", "person_index": "ref",
    "return_interviews": "child_ref", "school_absence": "pupil_ref", "disruptions": "action_ref",
}  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.csv"))}


def read(folder: Path, year: str, name: str) -> pd.DataFrame:
    rows = pd.read_csv(folder / year / f"{name}.csv", dtype=str, keep_default_na=False)
    truth = pd.read_csv(folder / "truth" / f"{year}.csv", dtype={"person": str})
    return rows.assign(person=truth.loc[truth["extract"] == name, "person"].to_numpy())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("both")
    write_sample(folder, ["2014", "2015"])
    return folder


def test_a_year_is_the_same_whatever_other_years_are_asked_for(folder: Path, tmp_path: Path) -> None:
    written = write_sample(tmp_path, ["2015"])
    alone = contents(tmp_path)
    assert [str(path.relative_to(tmp_path)) for path in written] == [
        *(f"2015/{name}.csv" for name in EXTRACTS),
        "truth/2015.csv",
    ]
    together = contents(folder)
    assert len(alone) == 14
    assert alone == {name: together[name] for name in alone}


def test_another_seed_is_another_county(folder: Path, tmp_path: Path) -> None:
    write_sample(tmp_path, ["2015"], seed=7)
    different = [name for name, data in contents(tmp_path).items() if data != contents(folder)[name]]
    assert len(different) == 14


def test_scale_adds_counties_with_people_and_references_of_their_own(folder: Path, tmp_path: Path) -> None:
    write_sample(tmp_path, ["2015"], scale=2)
    totals = "school_absence_totals"  # of the one authority: a second county has none
    assert (tmp_path / f"2015/{totals}.csv").read_bytes() == (folder / f"2015/{totals}.csv").read_bytes()
    for name in set(EXTRACTS) - {totals}:
        one, two = read(folder, "2015", name), read(tmp_path, "2015", name)
        pd.testing.assert_frame_equal(two.head(len(one)), one)
        second = two.iloc[len(one) :]
        assert len(second) > 0.8 * len(one)
        assert not set(second["person"].dropna()) & set(one["person"].dropna())
        assert not set(second[REFERENCE[name]]) & set(one[REFERENCE[name]]) - {""}
    text = (tmp_path / "truth" / "2015.csv").read_text().splitlines()
    assert text[0] == "extract,row,person"
    assert text.count(text[0]) == 1


def test_counties_made_side_by_side_are_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    written = write_sample(tmp_path / "two", ["2015"], scale=2, jobs=2)
    write_sample(tmp_path / "one", ["2015"], scale=2)
    assert contents(tmp_path / "two") == contents(tmp_path / "one")
    assert sorted(written) == sorted((tmp_path / "two").rglob("*.csv"))
    rows = pd.read_csv(tmp_path / "two" / "truth" / "2015.csv").groupby("extract")["row"]
    assert (rows.min() == 2).all() and (rows.diff().dropna() == 1).all()


@pytest.mark.full
def test_the_last_county_of_a_nation_has_numbers_of_its_own() -> None:
    first, last = ({made.extract: made for made in _county(2015, ["2015"], number)} for number in (0, 999))
    for name in set(EXTRACTS) - {"school_absence_totals"}:
        one, other = (
            pd.read_csv(
                StringIO(county[name].headings + county[name].text), dtype="str", keep_default_na=False
            )
            for county in (first, last)
        )
        numbers = {REFERENCE[name], "upn", "nhs_number"} & {*one}
        assert not any(set(one[column]) & set(other[column]) - {""} for column in numbers)
        if "nhs_number" in other:
            assert other["nhs_number"].str.fullmatch("8[0-9]{9}|").all()


@pytest.mark.parametrize("arguments", [{"years": ["2012"]}, {"seed": -1}, {"scale": 0}])
def test_arguments_that_make_no_sample(tmp_path: Path, arguments: dict[str, object]) -> None:
    with pytest.raises(InputError):
        write_sample(tmp_path, **arguments)  # type: ignore[arg-type]
    assert not contents(tmp_path)


@pytest.mark.parametrize("name", EXTRACTS)
def test_every_canonical_column_and_every_rows_truth(folder: Path, name: str) -> None:
    for year in ("2014", "2015"):
        with (folder / year / f"{name}.csv").open(newline="") as stream:
            heading, *rows = list(csv.reader(stream))
        assert set(heading) == set(REQUIRED[name].split())
        truth = pd.read_csv(folder / "truth" / f"{year}.csv")
        numbers = truth.loc[truth["extract"] == name, "row"].tolist()
        assert numbers == list(range(2, len(rows) + 2))


def test_references_last_and_are_not_shared_between_systems(folder: Path) -> None:
    seen: dict[str, set[str]] = {}
    for name in PEOPLE:
        both = pd.concat([read(folder, year, name) for year in ("2014", "2015")])
        both = both[both[REFERENCE[name]] != ""]
        assert (both.groupby(REFERENCE[name])["person"].nunique() == 1).all()
        in_both = set(read(folder, "2014", name)["person"]) & set(read(folder, "2015", name)["person"])
        lasting = both[both["person"].isin(in_both)].groupby("person")[REFERENCE[name]].nunique()
        assert (lasting == 1).mean() > 0.9  # a few of the police's have two
        seen[name] = set(both[REFERENCE[name]])
    assert len(set().union(*seen.values())) == sum(map(len, seen.values()))


def test_canaries_are_in_every_extract_and_nobody_else_has_what_identifies_them(folder: Path) -> None:
    assert len(CANARIES) == len(set(CANARIES)) == 42
    everything = "\n".join(data.decode() for data in contents(folder).values())
    assert [text for text in CANARIES if text not in everything] == []
    for year in ("2014", "2015"):
        truth = pd.read_csv(folder / "truth" / f"{year}.csv", dtype=str)
        canary_people = set()
        for name in CANARIES_IN:
            rows = read(folder, year, name)
            mine = rows.drop(columns="person").isin(CANARIES).any(axis=1)
            # interviews are due for missing episodes alone, and a canary may have had absent ones in a year
            assert 3 - (name == "return_interviews") <= rows.loc[mine, "person"].nunique() <= 3
            assert not set(rows.loc[~mine, "person"]) & set(rows.loc[mine, "person"])
            identifying = rows.loc[mine, ["surname", "forename", "date_of_birth", REFERENCE[name]]]
            assert identifying.isin(CANARIES).all(axis=None)
            canary_people |= set(rows.loc[mine, "person"])
        assert len(canary_people) == 3
        assert set(truth["person"]) > canary_people
        register = read(folder, year, "at_risk_register")
        assert not set(register["person"]) & canary_people


def test_intelligence_about_canaries_is_refused_or_of_another_year_and_used_texts_name_them(
    folder: Path,
) -> None:
    rows = read(folder, "2015", "intelligence")
    restricted = rows["grading"].str.fullmatch("[A-E][1-5][45]")
    outside = ~rows["received_on"].str.endswith("2015")
    about = rows["subject_ref"].isin(CANARIES)
    assert about.sum() == 6 and rows.loc[about, "person"].nunique() == 3
    assert (restricted | outside)[about].all()
    named = rows["text"].str.contains("|".join(CANARIES[::14]), regex=True)
    assert (named & ~restricted & ~outside & ~rows["report_ref"].duplicated()).sum() >= 3
    assert (named & restricted).sum() == 4
    links = read(folder, "2015", "links")
    linked = links[["person_ref_a", "person_ref_b"]].isin(CANARIES).any(axis=1)
    assert linked.sum() == 3
    assert (links.loc[linked, "recorded_on"] > "2015-12-31").all()


def test_rows_that_have_to_be_set_aside_and_rows_that_say_the_same_twice(folder: Path) -> None:
    rows = read(folder, "2015", "missing_episodes")
    assert rows.drop(columns="person").duplicated().sum() >= 10
    refs = rows.loc[rows["episode_ref"] != "", "episode_ref"]
    assert refs.duplicated().sum() >= rows.drop(columns="person").duplicated().sum() + 3
    for column in ("episode_ref", "person_ref", "missing_from", "category"):
        assert (rows[column] == "").sum() >= 1
    assert {"31/02/2015 14:00", "unknown"} <= set(rows["missing_from"])
    assert set(rows["category"]) > {"missing", "absent"}
    assert set(rows["sex"]) > {"F", "M", "X", "U"}
    start = pd.to_datetime(rows["missing_from"], format="%d/%m/%Y %H:%M", errors="coerce")
    end = pd.to_datetime(rows["returned_at"], format="%d/%m/%Y %H:%M", errors="coerce")
    assert (end < start).sum() >= 5
    assert (rows["returned_at"] == "").sum() >= 5
    date_only = rows["missing_from"].str.fullmatch(r"\d\d/\d\d/\d{4}")
    assert 0.015 < date_only.mean() < 0.05
    assert start.dt.strftime("%Y-%m").isin(["2014-12"]).sum() >= 5
    assert start.dt.strftime("%Y-%m").isin(["2015-12"]).sum() >= 10
    born = pd.to_datetime(rows["date_of_birth"], format="%d/%m/%Y", errors="coerce")
    assert (born + pd.DateOffset(years=18) <= start).sum() >= 35


def test_what_is_not_recorded(folder: Path) -> None:
    now, before = (read(folder, year, "missing_episodes") for year in ("2015", "2014"))
    assert 0.26 < (now["ethnicity_self"] == "").mean() < 0.37
    assert 0.20 < (now["risk_level"] == "").mean() < 0.39
    assert 0.05 < (now["postcode"] == "").mean() < 0.11
    for column in ("ethnicity_self", "risk_level", "found_by"):
        assert (before[column] == "").mean() > (now[column] == "").mean() + 0.05


def test_postcodes_cannot_be_real(folder: Path) -> None:
    for name in [*PEOPLE, "person_index"]:
        if name == "return_interviews":  # has no postcode
            continue
        postcodes = read(folder, "2015", name)["postcode"]
        assert postcodes[postcodes != ""].str.match(r"ZW\d\d \d[A-Z]{2}$").all()


def test_hard_negatives_siblings_and_twins(folder: Path) -> None:
    police = read(folder, "2015", "missing_episodes").drop_duplicates("person")
    council = read(folder, "2015", "looked_after").drop_duplicates("person")
    born = pd.to_datetime(police["date_of_birth"], format="%d/%m/%Y", errors="coerce")
    police = police.assign(date_of_birth=born.dt.strftime("%Y-%m-%d"))
    home = ["surname", "postcode"]
    pairs = police[police["postcode"] != ""].merge(council, on=home, suffixes=("", "_council"))
    different = pairs[pairs["person"] != pairs["person_council"]]
    assert len(different) >= 3  # brothers and sisters of missing children are looked after
    alike = [*home, "date_of_birth"]
    twins = [rows[rows["postcode"] != ""].duplicated(alike, keep=False).sum() for rows in (police, council)]
    assert sum(twins) >= 4  # nothing but the given name tells them apart
    never_missing = ~council["person"].isin(police["person"])
    assert never_missing.mean() > 0.7
