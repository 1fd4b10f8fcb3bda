from __future__ import annotations

import pandas as pd

from profile_lib.intake import SCHEMAS
from profile_lib.intake.known import SOURCES
from profile_lib.linkage import people
from profile_lib.linkage.people import COLUMNS, REFERENCE_COLUMNS, REFERRED


def episodes(*rows: tuple[str | None, ...]) -> pd.DataFrame:
    """Rows of missing_episodes: person_ref, forename, surname, date_of_birth, sex, postcode."""
    columns = ["person_ref", "forename", "surname", "date_of_birth", "sex", "postcode"]
    frame = pd.DataFrame(list(rows), columns=columns, index=pd.RangeIndex(2, 2 + len(rows), name="row"))
    return frame.astype("str").assign(date_of_birth=pd.to_datetime(frame["date_of_birth"]))


def test_a_reference_has_its_most_frequent_values_and_of_equal_ones_the_earliest() -> None:
    rows = episodes(
        ("p1", "Katie", "Smith", "2001-02-03", "U", None),
        ("p1", "Kate", "Smtih", None, "F", "ZW1 2AB"),
        ("p1", "Kate", None, "2001-03-02", "F", "ZW1 3AB"),
    )

    record = people({"missing_episodes": rows}).iloc[0]

    assert record["given_name"] == "KATE"
    assert record["surname"] == "SMITH"
    assert record["date_of_birth"] == "2001-02-03"
    assert record["sex"] == "F"
    assert record["postcode"] == "ZW12AB"
    assert pd.isna(record["upn"])


def test_the_earliest_row_is_the_one_with_the_lowest_number_wherever_it_stands() -> None:
    rows = episodes(
        ("p1", "Amy", "A", None, "F", None),
        ("p1", "Ami", "B", None, "F", None),
        (None, "Eve", "C", None, "F", None),
    )

    assert people({"missing_episodes": rows}).equals(people({"missing_episodes": rows.iloc[::-1]}))
    assert people({"missing_episodes": rows})["given_name"].tolist() == ["AMY"]


def test_records_of_all_extracts_are_sorted_and_columns_not_supplied_are_missing() -> None:
    care = pd.DataFrame(
        {
            "child_ref": ["c2", "c1", "c1"],
            "date_of_birth": pd.to_datetime(["2003-04-05", "2002-01-01", "2002-01-01"]),
            "sex": ["M", "F", "F"],
            "upn": ["A123456789012", None, "UN1"],
        }
    )

    found = people(
        {"missing_episodes": episodes(("p9", "Amy", "Smith", None, "F", None)), "looked_after": care}
    )

    assert found.columns.tolist() == list(COLUMNS)
    assert found[["source", "ref"]].to_numpy().tolist() == [
        ["looked_after", "c1"],
        ["looked_after", "c2"],
        ["missing_episodes", "p9"],
    ]
    assert found["upn"].isna().tolist() == [True, False, True]
    assert found["given_name"].isna().tolist() == [True, True, False]


def test_an_extract_without_people_or_rows_gives_no_record() -> None:
    assert people({"disruptions": pd.DataFrame({"action_ref": ["1"]})}).empty
    assert people({"missing_episodes": episodes().iloc[:0]}).columns.tolist() == list(COLUMNS)


def test_the_rows_are_not_changed() -> None:
    rows = episodes(("p1", "Amy", "Smith", "2001-02-03", "U", "zw1 2ab"))
    before = rows.copy()

    people({"missing_episodes": rows})

    pd.testing.assert_frame_equal(rows, before)


def index(*rows: tuple[str, str, str | None, str | None, str | None, str]) -> pd.DataFrame:
    """Rows of person_index: source, ref, forename, surname, date_of_birth, sex."""
    columns = ["source", "ref", "forename", "surname", "date_of_birth", "sex"]
    frame = pd.DataFrame(list(rows), columns=columns, index=pd.RangeIndex(2, 2 + len(rows), name="row"))
    born = pd.to_datetime(frame["date_of_birth"]).astype("datetime64[us]")
    return frame.astype("str").assign(date_of_birth=born)


def reports(*refs: str | None) -> pd.DataFrame:
    """Rows of intelligence: the subject of each."""
    return pd.DataFrame({"subject_ref": pd.Series(refs, dtype="str"), "grading": "B21"})


def test_a_reference_without_a_name_is_told_by_the_index_of_its_own_source() -> None:
    known = index(
        ("intelligence", "s1", "Amy", "Smith", "2001-02-03", "F"),
        ("links", "s1", "Ben", "Jones", "1990-05-06", "M"),
        ("links", "s2", "Cat", "Brown", None, "U"),
    )
    between = pd.DataFrame({"person_ref_a": ["s1", "s3"], "person_ref_b": ["s2", "s1"]}, dtype="str")

    found = people({"intelligence": reports("s1", None, "s1"), "links": between, "person_index": known})

    told = found[["source", "ref", "given_name", "date_of_birth", "sex"]].astype(object)
    assert told.where(told.notna(), None).to_numpy().tolist() == [
        ["intelligence", "s1", "AMY", "2001-02-03", "F"],
        ["links", "s1", "BEN", "1990-05-06", "M"],
        ["links", "s2", "CAT", None, None],
        ["links", "s3", None, None, None],
    ]


def test_what_the_index_says_of_a_named_reference_is_counted_with_its_own_rows() -> None:
    own = episodes(
        ("p1", "Amy", "Smith", None, "F", None),
        ("p2", "Eve", "Brown", "2002-01-01", "F", "ZW1 2AB"),
    )
    known = index(
        ("missing_episodes", "p1", "Aimee", "Smith", "2001-02-03", "F"),
        ("missing_episodes", "p1", "Aimee", "Smyth", "2001-02-03", "F"),
        ("missing_episodes", "p2", "Eva", "Brown", "2002-01-10", "U"),
        ("looked_after", "p2", "Zoe", "Brown", "2002-01-10", "M"),
    )

    found = people({"missing_episodes": own, "person_index": known}).set_index("ref")

    assert found["source"].tolist() == ["missing_episodes"] * 2
    assert found.loc["p1", ["given_name", "surname", "date_of_birth"]].tolist() == [
        "AIMEE",  # twice against once
        "SMITH",
        "2001-02-03",
    ]
    # one against one: the extract's own row stands
    assert found.loc["p2", ["given_name", "date_of_birth", "postcode"]].tolist() == [
        "EVE",
        "2002-01-01",
        "ZW12AB",
    ]


def test_somebody_to_whom_no_extract_refers_is_not_linked() -> None:
    known = index(("intelligence", "s9", "Amy", "Smith", "2001-02-03", "F"))

    assert people({"person_index": known}).empty
    assert people({"intelligence": reports("s1"), "person_index": known})["ref"].tolist() == ["s1"]


def test_every_extract_that_refers_to_people_is_linked_and_may_have_an_index() -> None:
    assert {*REFERENCE_COLUMNS} | {*REFERRED} == {*SOURCES}
    assert {*SOURCES} <= {*SCHEMAS}
    for name, columns in {**{k: (v,) for k, v in REFERENCE_COLUMNS.items()}, **REFERRED}.items():
        assert {*columns} <= {column.name for column in SCHEMAS[name].columns}
    names = {name for name, schema in SCHEMAS.items() if any(c.name == "surname" for c in schema.columns)}
    assert {*REFERENCE_COLUMNS} == names - {"person_index"}
