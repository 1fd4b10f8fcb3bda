from __future__ import annotations

import pandas as pd

from profile_lib.linkage import people
from profile_lib.linkage.people import COLUMNS


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
