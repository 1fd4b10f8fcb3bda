"""The linked data: what is kept, what is dropped, and what the marker alone can say."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from made import crime, dataset, part, pupil, report, sources, spell
from project import ROOT, Project, new_project

from profile_lib.dataset import Dataset, inputs_key, load, partners, prepare, save
from profile_lib.dataset.linked import REPEAT_BANDS, banded
from profile_lib.dataset.sources import no_rows, per_person
from profile_lib.edition import Edition, load_edition
from profile_lib.errors import InputError
from profile_lib.figures import Period
from profile_lib.intake import SCHEMAS
from profile_lib.measures import missing, offences, register

SECRET = bytes(range(32))
MISSING = (
    "episode_ref,person_ref,surname,forename,date_of_birth,sex,category,missing_from,returned_at,"
    "police_care_marker"
)
EPISODES = [
    "ref-e1,ref-p1,Ashdown,Amy,2001-05-05,F,missing,2015-02-01 10:00,2015-02-01 12:00,yes",
    "ref-e2,ref-p1,Ashdown,Amy,2001-05-05,F,absent,2015-02-01 12:30,2015-02-01 15:00,yes",  # within the hour
    "ref-e3,ref-p1,Ashdown,Amy,2001-05-05,F,absent,2015-06-01 10:00,2015-06-01 12:00,no",
    "ref-e4,ref-p2,Birch,Ben,2000-01-01,M,missing,2015-03-11 10:00,,no",
    "ref-e5,ref-p3,Cole,Cara,,U,missing,2015-04-01,2015-04-02,",
]
CARE = "child_ref,date_of_birth,sex,from_date,surname,forename,to_date"
OWN = ["ref-c1,2001-05-05,F,2015-05-01,Ashdown,Amy,", "ref-c2,2000-01-01,M,2014-01-01,Birch,Ben,2015-03-11"]


OFFENCES = "crime_ref,recorded_on,offence,community_area,cse_flag_recorded,committed_from"
PEOPLE = "crime_ref,role,person_ref,surname,forename,date_of_birth,sex"
REPORTS = "report_ref,received_on,community_area,subject_ref,text,tags,grading"


def _write(folder: Path, name: str, *lines: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def small(tmp_path: Path) -> Project:
    _write(tmp_path / "extracts", "missing_episodes", MISSING, *EPISODES)
    _write(tmp_path / "extracts", "looked_after", CARE, *OWN)
    return new_project(tmp_path)


@pytest.fixture
def edition() -> Edition:
    return load_edition("2015", ROOT / "parameters")


def _prepared(small: Project, edition: Edition) -> Dataset:
    return prepare(edition, small.home / "extracts", small.home / "private")


def test_five_rows_are_four_episodes_of_three_children(small: Project, edition: Edition) -> None:
    data = _prepared(small, edition)
    assert data.frames["episodes"]["start"].dt.strftime("%m-%d").tolist() == [
        "02-01",
        "03-11",
        "04-01",
        "06-01",
    ]
    assert data.frames["episodes"]["category"].tolist() == ["missing", "missing", "missing", "absent"]
    assert data.frames["episodes"]["sex"].tolist() == ["F", "M", "U", "F"]
    assert data.frames["episodes"]["age_band"].tolist() == ["13-14", "15-16", "U", "13-14"]  # of Amy's first
    assert data.frames["episodes"]["repeats"].tolist() == ["2", "1", "1", "2"]
    assert data.frames["episodes"]["care_source"].tolist() == [
        "police_marker",
        "looked_after",
        "none",
        "looked_after",
    ]
    assert data.frames["episodes"]["child"].nunique() == 3


def test_nothing_that_identifies_is_kept(small: Project, edition: Edition) -> None:
    data = _prepared(small, edition)
    kept = "\n".join(frame.to_csv() for frame in data.frames.values())
    for word in ("Ashdown", "ASHDOWN", "Amy", "2001-05-05", "ref-"):
        assert word not in kept
    assert not {"date_of_birth", "person_ref", "surname", "postcode"} & {*data.frames["episodes"].columns}


def test_without_names_care_is_read_from_the_marker_alone(small: Project, edition: Edition) -> None:
    _write(
        small.home / "extracts", "looked_after", CARE, OWN[0], "ref-c2,2000-01-01,M,2014-01-01,,,2015-03-11"
    )
    data = _prepared(small, edition)
    assert data.frames["care"].to_dict("records") == [{"rows": 2, "linkable": 1, "basis": "marker"}]
    assert data.frames["episodes"]["care_source"].tolist() == ["police_marker", "none", "none", "none"]


def test_a_window_counts_anew_what_depends_on_it(small: Project, edition: Edition) -> None:
    data = _prepared(small, edition)
    windows = {**data.windows, "missing": Period(date(2015, 3, 1), date(2015, 11, 30))}
    data = data.over(windows)
    assert data.windows == windows
    assert data.frames["episodes"]["repeats"].tolist() == ["1", "1", "1"]
    assert data.frames["episodes"]["age_band"].tolist() == ["15-16", "U", "13-14"]
    (episodes,) = missing.episodes(data)
    assert (episodes.value.value, episodes.value.people) == (3, 3)
    with pytest.raises(ValueError, match="not inside"):
        data.over({**windows, "missing": Period(date(2015, 1, 1), date(2015, 12, 31))})


def test_kept_data_come_back_for_the_same_inputs_alone(small: Project, edition: Edition) -> None:
    data, private = _prepared(small, edition), small.home / "private"
    given = small.home / "extracts", small.home / "decisions.csv"
    key = inputs_key(edition, *given, SECRET)
    save(data, key, private)
    again = load(edition, key, private)
    assert again is not None
    pd.testing.assert_frame_equal(again.frames["episodes"], data.frames["episodes"])
    _write(small.home / "extracts", "looked_after", CARE, OWN[0])
    assert inputs_key(edition, *given, SECRET) != key
    assert load(edition, inputs_key(edition, *given, SECRET), private) is None


def test_kept_data_stay_as_they_were_read_when_another_run_replaces_them(
    small: Project, edition: Edition
) -> None:
    data = _prepared(small, edition)
    save(data, "key", small.home)
    kept = load(edition, "key", small.home)
    shutil.rmtree(small.home / "linked")
    assert kept is not None
    pd.testing.assert_frame_equal(kept.frames["episodes"], data.frames["episodes"])


def test_data_of_another_secret_key_are_not_used(small: Project, edition: Edition) -> None:
    given = small.home / "extracts", small.home / "decisions.csv"
    assert inputs_key(edition, *given, bytes(32)) != inputs_key(edition, *given, SECRET)


def test_frames_have_no_key_of_the_register(
    small: Project, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _prepared(small, edition).frames["episodes"]
    register = pd.read_csv(small.home / "private/register.csv", dtype="str")
    again = _prepared(small, edition).frames["episodes"]
    monkeypatch.setenv("PARTNERSHIP_PROFILE_KEY", "0a" * 32)
    other = _prepared(small, edition).frames["episodes"]
    assert register["child_key"].nunique() >= 3
    assert not set(first["child"]) & set(register["child_key"])
    assert first["child"].equals(again["child"])
    assert not set(first["child"]) & set(other["child"])
    pd.testing.assert_frame_equal(first.drop(columns="child"), other.drop(columns="child"))


def test_damaged_data_are_not_used(small: Project, edition: Edition) -> None:
    data, private = _prepared(small, edition), small.home / "private"
    save(data, "key", private)
    kept = private / "linked/2015/key/episodes.parquet"
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    assert load(edition, "key", private) is None
    kept.unlink()
    assert load(edition, "key", private) is None


@pytest.mark.parametrize(
    "told", [b"", b"{", b"{}", b"[]", b"null", b"1", b'{"a": "\xff"}', b'{"episodes": 1}', b'["episodes"]']
)
def test_data_are_not_used_where_what_tells_of_them_is_damaged(
    small: Project, edition: Edition, told: bytes
) -> None:
    data, private = _prepared(small, edition), small.home / "private"
    save(data, "key", private)
    (private / "linked/2015/key/about.json").write_bytes(told)
    assert load(edition, "key", private) is None


def test_one_child_is_one_key_in_every_chapter(small: Project, edition: Edition) -> None:
    """Amy is missing, a victim, at risk and a pupil, under a reference of its own in each extract."""
    extracts = small.home / "extracts"
    _write(extracts, "offences", OFFENCES, "ref-o1,2015-05-01,as recorded,Calne,yes,2015-04-01")
    _write(extracts, "offence_people", PEOPLE, "ref-o1,victim,ref-v1,Ashdown,Amy,2001-05-05,F")
    header = "child_ref,surname,forename,date_of_birth,sex,identified_on"
    _write(extracts, "at_risk_register", header, "ref-r1,Ashdown,Amy,2001-05-05,F,2015-05-01")
    header = (
        "pupil_ref,surname,forename,date_of_birth,sex,academic_year,sessions_possible,sessions_unauthorised"
    )
    _write(extracts, "school_absence", header, "ref-s1,Ashdown,Amy,2001-05-05,F,2014/15,380,40")
    data = _prepared(small, edition)
    (amy,) = set(data.frames["cse_people"]["child"])
    assert amy in set(data.frames["episodes"]["child"])
    assert set(data.frames["at_risk"]["child"]) == set(data.frames["absence"]["child"]) == {amy}
    assert data.supplied == {
        *(
            "missing_episodes",
            "looked_after",
            "offences",
            "offence_people",
            "at_risk_register",
            "school_absence",
        ),
    }


def test_reports_keep_neither_words_nor_references(small: Project, edition: Edition) -> None:
    extracts = small.home / "extracts"
    said = "ref-i1,2015-05-01,Calne,ref-subject,Ashdown was given vodka,alcohol,B21"
    _write(extracts, "intelligence", REPORTS, said, "ref-i2,2015-05-01,Calne,ref-subject,,,B21")
    data = _prepared(small, edition)
    kept = "\n".join(frame.to_csv() for frame in data.frames.values())
    for word in ("Ashdown", "vodka", "ref-"):
        assert word not in kept
    assert data.frames["reports"]["drugs_alcohol"].tolist() == ["yes", "U"]
    assert data.frames["reports"]["child"].nunique() == 1


def test_a_profile_without_missing_episodes(tmp_path: Path, edition: Edition) -> None:
    _write(tmp_path / "extracts", "offences", OFFENCES, "c1,2015-05-01,as recorded,Calne,yes,2015-04-01")
    _write(tmp_path / "extracts", "offence_people", PEOPLE, "c1,victim,v1,Ashdown,Amy,2001-05-05,F")
    data = prepare(edition, tmp_path / "extracts", tmp_path / "private")
    assert data.frames["episodes"].empty
    (found,) = missing.episodes(data)
    assert not found.is_available
    (counted,) = offences.offences(data)
    assert counted.value.value == 1  # type: ignore[union-attr]


def test_extracts_in_which_no_row_can_be_counted_are_hardly_the_years(
    tmp_path: Path, edition: Edition
) -> None:
    _write(tmp_path / "extracts", "offences", OFFENCES, "c1,2012-05-01,as recorded,Calne,yes,2012-04-01")
    with pytest.raises(InputError, match="Are these the files of 2015"):
        prepare(edition, tmp_path / "extracts", tmp_path / "private")


def test_every_kind_of_row_falls_in_its_own_window() -> None:
    data = dataset(
        offences=[crime("c1", "2015-02-01", committed_from=""), crime("c2", "2015-12-01", committed_from="")],
        offence_people=[part("c1", "victim", "v"), part("c2", "victim", "v")],
        intelligence=[
            report("r1", "a", received_on="2015-02-01"),
            report("r2", "a", received_on="2015-12-01"),
        ],
        disruptions=[{"action_ref": day, "applied_on": day} for day in ("2015-02-01", "2015-12-01")],
        at_risk_register=[spell("a", "2015-02-01"), spell("b", "2015-12-01")],
    )
    shorter = data.over({**data.windows, "cse": Period(date(2015, 1, 1), date(2015, 11, 30))})
    for name in ("cse_offences", "cse_people", "reports", "actions"):
        assert (len(data.frames[name]), len(shorter.frames[name])) == (2, 1), name
    assert len(shorter.frames["at_risk"]) == 2  # a spell lasts: who counts is told by the measure
    (identified,) = register.at_risk_children(shorter)
    assert identified.value.value == 1  # type: ignore[union-attr]


def test_how_completely_a_column_was_recorded_in_the_window() -> None:
    data = dataset(
        offences=[
            crime("c1", "2015-02-01", gang_marker="no", committed_from=""),
            crime("c2", "2015-02-01", committed_from=""),
            crime("c3", "2015-12-01", gang_marker="yes", committed_from=""),
            crime("c4", "2014-02-01", gang_marker="yes", committed_from=""),  # another year's
        ]
    )
    assert data.recorded()["offences.gang_marker"] == 2 / 3
    assert data.recorded()["offences.committed_from"] == 0
    shorter = data.over({**data.windows, "cse": Period(date(2015, 1, 1), date(2015, 11, 30))})
    assert shorter.recorded()["offences.gang_marker"] == 1 / 2
    assert ("intelligence", "tags") not in data.recorded().index


def test_if_every_open_pair_were_one_child() -> None:
    data = dataset(at_risk_register=[spell("a", "2015-02-01"), spell("b", "2015-03-01")])
    one = data.frames["at_risk"].assign(child="a")
    links = pd.DataFrame({"outcome": ["linked", "open", "unsure", "apart"], "pairs": [5, 2, 1, 9]})
    undecided = Dataset(
        data.edition, data.windows, {**data.frames, "at_risk_if_open_linked": one, "links": links}
    )
    assert (data.open_pairs, undecided.open_pairs) == (0, 3)
    (now,), (then,) = (
        register.at_risk_children(one_of) for one_of in (undecided, undecided.if_open_pairs_linked())
    )
    assert (now.value.value, then.value.value) == (2, 1)  # type: ignore[union-attr]


def test_the_value_that_occurs_most_often_for_a_person() -> None:
    person = pd.Series(["a", "a", "a", "b", "b", "c"], index=[9, 8, 7, 6, 5, 4])
    values = pd.Series(["x", "y", "y", "z", "x", None], index=person.index, dtype="str")
    told = per_person(values, person)
    assert told.index.tolist() == person.index.tolist()
    assert told.fillna("-").tolist() == ["y", "y", "y", "z", "z", "-"]  # b's tie goes to the earlier


def test_a_reference_of_which_nothing_is_known_is_a_child_of_its_own() -> None:
    made = sources(offence_people=[], intelligence=[])
    unknown = pd.Series(["12", "12", None, "13"], dtype="str")
    one, other = made.children("offence_people", unknown), made.children("intelligence", unknown)
    assert (one[0] == one[1], one[0] != one[3], pd.isna(one[2])) == (True, True, True)
    assert one[0] != other[0], "references are each system's own"


@pytest.mark.parametrize("extract", SCHEMAS)
def test_an_extract_that_was_not_sent_has_no_rows_and_all_its_columns(extract: str) -> None:
    none = no_rows(extract)
    themed = set(SCHEMAS[extract].themed or ())
    assert none.empty
    assert {column.name for column in SCHEMAS[extract].columns} - themed <= {*none.columns}
    dates = [column.name for column in SCHEMAS[extract].columns if column.kind == "date"]
    assert all(str(none[name].dtype).startswith("datetime64") for name in dates)


def test_bands_hold_both_their_ends() -> None:
    numbers = pd.Series([1, 5, 6, 10, 11, 50, 51, 4000, None], dtype="Int64")
    assert banded(numbers, REPEAT_BANDS).tolist() == [
        "1",
        "5",
        "6-10",
        "6-10",
        "11-20",
        "21-50",
        "51+",
        "51+",
        "U",
    ]


def test_what_lies_in_no_band_is_not_known() -> None:
    bands = {"7 to 8": (7, 8), "none": (0, 0), "3 to 5": (3, 5)}  # in no order, and with gaps
    told = banded(pd.Series([-1, 0, 0.5, 2, 3, 5, 6, 7.5, 8, 9, float("nan")]), bands)
    assert told.tolist() == ["U", "none", "U", "U", "3 to 5", "3 to 5", "U", "7 to 8", "7 to 8", "U", "U"]
    assert banded(pd.Series([], dtype="Int64"), bands).dtype == "str"


def test_pupils_of_one_child_and_their_age_before_the_school_year() -> None:
    pupils = [pupil("a", 100, 20), pupil("b", 300, 3, date_of_birth="2004-08-31"), pupil("a", 280, 10)]
    pupils.append(pupil("c", 300, 3, date_of_birth="2004-09-01"))
    found = partners.absence(sources(school_absence=pupils)).set_index("child")
    assert found.loc["a", ["possible", "unauthorised"]].tolist() == [380, 30]
    assert found["age"].to_dict() == {"a": 14, "b": 10, "c": 9}


def test_nothing_that_links_say_of_people_who_are_not_named() -> None:
    rows = [{"person_ref_a": "a", "person_ref_b": "b", "kind": "friend", "recorded_on": "2015-02-01"}]
    assert dataset(links=rows).frames["recorded_links"].to_dict("list") == {
        "child_a": ["a"],
        "child_b": ["b"],
    }
