"""Crimes and the people in them: rules of their own, and those that judge a person and the crime together."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from test_intake_extracts import SOUND as OTHERS
from test_intake_extracts import write

from profile_lib.errors import InputError
from profile_lib.figures import Period
from profile_lib.intake import Context, Extract, read_extract, read_extracts

WINDOWS = {
    "missing": Period(date(2015, 1, 1), date(2015, 11, 30)),
    "cse": Period(date(2015, 1, 1), date(2015, 12, 31)),
}
CONTEXT = Context(WINDOWS["cse"], as_at=date(2016, 3, 31))
CRIME = {
    "crime_ref": "C1", "recorded_on": "12/03/2015", "offence": "Sexual activity with a child",
    "community_area": "Calne", "cse_flag_recorded": "yes", "committed_from": "01/03/2015",
    "committed_to": "04/03/2015", "cse_flag_reviewed": "", "online": "no", "suspects_reported": "2",
    "outcome_on": "", "gang_marker": "",
}  # fmt: skip
VICTIM = {
    "crime_ref": "C1", "role": "victim", "person_ref": "P1", "surname": "Brown", "forename": "Kim",
    "date_of_birth": "2001-02-03", "sex": "F", "police_care_marker": "no",
}  # fmt: skip
SUSPECT = VICTIM | {"role": "suspect", "person_ref": "P2", "date_of_birth": "1990-02-03", "sex": "M"}


def crimes(folder: Path, changes: list[dict[str, str]]) -> Extract:
    rows = [CRIME | {"crime_ref": f"C{n}"} | change for n, change in enumerate(changes, start=1)]
    return read_extract("offences", write(folder, "offences", rows), CONTEXT)


def both(folder: Path, offences: list[dict[str, str]], people: list[dict[str, str]]) -> dict[str, Extract]:
    """The extracts of a folder with these crimes (C1, C2, ... unless they say otherwise) and people."""
    write(folder, "offences", [CRIME | {"crime_ref": f"C{n}"} | c for n, c in enumerate(offences, start=1)])
    write(folder, "offence_people", people)
    return read_extracts(folder, edition())


def edition() -> Any:
    """What reading needs of an edition."""
    return SimpleNamespace(
        extracts=SimpleNamespace(layouts={}),
        folder=Path(),
        windows=WINDOWS,
        as_at=CONTEXT.as_at,
        rules={},
        themes={},
        community_areas=("Calne", "Corsham"),
    )


def told(lines: pd.DataFrame) -> list[tuple[int, str, str]]:
    return list(lines[["row", "rule", "column"]].itertuples(index=False, name=None))


def test_crimes_are_typed(tmp_path: Path) -> None:
    extract = crimes(tmp_path, [{}, {"suspects_reported": ""}])
    assert extract.used == 2 and extract.notices.empty
    row = extract.rows.loc[2]
    assert (row["recorded_on"], row["committed_to"]) == (
        pd.Timestamp("2015-03-12"),
        pd.Timestamp("2015-03-04"),
    )
    assert row["suspects_reported"] == 2 and pd.isna(row["cse_flag_reviewed"])
    assert extract.rows["suspects_reported"].tolist() == [2, pd.NA]


FAULTS = [
    ({"crime_ref": ""}, "crime-ref-blank", "crime_ref"),
    ({"recorded_on": ""}, "recorded-on-blank", "recorded_on"),
    ({"recorded_on": "31/04/2015"}, "recorded-on-unreadable", "recorded_on"),
    ({"offence": " "}, "offence-blank", "offence"),
    ({"committed_from": "spring"}, "committed-from-unreadable", "committed_from"),
    ({"committed_to": "30/02/2015"}, "committed-to-unreadable", "committed_to"),
    ({"cse_flag_recorded": "query"}, "cse-flag-recorded-unknown", "cse_flag_recorded"),
    ({"committed_to": "28/02/2015"}, "end-before-start", "committed_to"),
    ({"committed_from": "13/03/2015", "committed_to": ""}, "recorded-before-committed", "recorded_on"),
    ({"crime_ref": "C1"}, "duplicate-row", "crime_ref"),
    ({"crime_ref": "C1", "online": "yes"}, "duplicate-reference", "crime_ref"),
]


def test_a_fault_of_a_crime_sets_it_aside_under_its_rule(tmp_path: Path) -> None:
    extract = crimes(tmp_path, [{}, *(change for change, _, _ in FAULTS)])
    expected = [(row, rule, column) for row, (_, rule, column) in enumerate(FAULTS, start=3)]
    assert told(extract.set_aside) == expected
    assert set(extract.set_aside["level"]) == {"fault"}
    assert extract.rows.index.tolist() == [2]


def test_crimes_belong_to_the_year_they_were_recorded_in(tmp_path: Path) -> None:
    extract = crimes(
        tmp_path,
        [
            {"recorded_on": "31/12/2015"},
            {"recorded_on": "01/01/2015", "committed_from": "2003-05-06", "committed_to": ""},
            {"recorded_on": "01/01/2016"},
            {"recorded_on": "31/12/2014", "committed_from": "", "committed_to": ""},
        ],
    )
    assert (extract.used, extract.scope) == (2, 2)
    assert told(extract.set_aside) == [
        (4, "outside-period", "recorded_on"),
        (5, "outside-period", "recorded_on"),
    ]


NOTICES = [
    ({"cse_flag_reviewed": "pending"}, "cse-flag-reviewed-unknown", "cse_flag_reviewed"),
    ({"online": "partly"}, "online-unknown", "online"),
    ({"suspects_reported": "several"}, "suspects-reported-unreadable", "suspects_reported"),
    ({"suspects_reported": "1.5"}, "suspects-reported-unreadable", "suspects_reported"),
    ({"outcome_on": "soon"}, "outcome-on-unreadable", "outcome_on"),
    ({"gang_marker": "2"}, "gang-marker-unknown", "gang_marker"),
    ({"cse_flag_recorded": ""}, "no-flag", "cse_flag_recorded"),
    ({"committed_from": ""}, "no-day-of-offence", "committed_from"),
]


def test_a_notice_leaves_the_crime_in_use(tmp_path: Path) -> None:
    extract = crimes(tmp_path, [change for change, _, _ in NOTICES])
    assert extract.used == len(NOTICES)
    assert told(extract.notices) == [(row, *case[1:]) for row, case in enumerate(NOTICES, start=2)]
    assert extract.rows["suspects_reported"].isna().tolist() == [False] * 2 + [True] * 2 + [False] * 4


def test_people_are_set_aside_under_the_rule_they_break(tmp_path: Path) -> None:
    cases = [
        (VICTIM, None),
        (VICTIM | {"crime_ref": ""}, ("crime-ref-blank", "crime_ref")),
        (VICTIM | {"role": ""}, ("role-blank", "role")),
        (VICTIM | {"role": "witness"}, ("role-unknown", "role")),
        (VICTIM | {"person_ref": ""}, ("person-ref-blank", "person_ref")),
        (SUSPECT | {"role": "charged", "person_ref": ""}, ("person-ref-blank", "person_ref")),
        (VICTIM | {"date_of_birth": "31/06/2001"}, ("date-of-birth-unreadable", "date_of_birth")),
        (VICTIM | {"sex": "9"}, ("sex-unknown", "sex")),
        (VICTIM | {"crime_ref": "C2"}, ("crime-not-in-offences", "crime_ref")),
        (VICTIM | {"date_of_birth": "2015-03-02"}, ("born-after-offence", "date_of_birth")),
        (VICTIM, ("duplicate-row", "crime_ref")),
        (SUSPECT, None),
    ]
    extract = both(tmp_path, [{}], [row for row, _ in cases])["offence_people"]
    assert told(extract.set_aside) == [
        (row, *broken) for row, (_, broken) in enumerate(cases, start=2) if broken
    ]
    assert set(extract.set_aside["level"]) == {"fault"}
    assert extract.rows.index.tolist() == [2, 13]


def test_a_message_never_says_who(tmp_path: Path) -> None:
    people = [VICTIM | {"date_of_birth": "31/06/2001", "crime_ref": "C77"}]
    extract = both(tmp_path, [{}], people)["offence_people"]
    [message] = extract.set_aside["message"]
    assert "31/06/2001" not in message and "C77" not in message
    assert "a date that does not exist" in message and "no crime that can be used" in message


def test_a_suspect_may_be_unnamed_and_is_used_with_a_notice(tmp_path: Path) -> None:
    unnamed = SUSPECT | {"person_ref": "", "surname": "", "forename": "", "date_of_birth": ""}
    extract = both(tmp_path, [{}], [unnamed])["offence_people"]
    assert (extract.used, extract.fault) == (1, 0)
    assert [rule for _, rule, _ in told(extract.notices)] == ["unnamed-suspect", "no-date-of-birth"]
    assert extract.notices["message"][0] == "a suspect who is not named: never linked to another crime"


def test_a_suspect_under_ten_is_used_with_a_notice(tmp_path: Path) -> None:
    """The offence is of 1 March 2015."""
    changes = [
        SUSPECT | {"date_of_birth": "2005-03-02"},  # nine
        SUSPECT | {"date_of_birth": "2005-03-01", "person_ref": "P3"},
        SUSPECT | {"date_of_birth": "2005-03-02", "person_ref": "P4", "role": "charged"},
        VICTIM | {"date_of_birth": "2005-03-02"},
    ]
    extract = both(tmp_path, [{}], changes)["offence_people"]
    assert extract.used == 4
    assert told(extract.notices) == [(row, "suspect-under-ten", "date_of_birth") for row in (2, 4)]


def test_a_crime_in_a_place_that_is_no_community_area_is_used_with_a_notice(tmp_path: Path) -> None:
    places = ["Calne", "calne", "Corsham ", "Swindon", "Calne; Corsham", ""]
    extract = both(tmp_path, [{"community_area": place} for place in places], [VICTIM])["offences"]
    assert extract.used == len(places)
    assert told(extract.notices) == [(row, "community-area-unknown", "community_area") for row in (5, 6)]
    assert extract.rows["community_area"].tolist()[:5] == ["Calne", "Calne", "Corsham", *places[3:5]]


def test_people_follow_their_crime(tmp_path: Path) -> None:
    """C1 is sound, C2 recorded outside the year, C3 at fault."""
    extracts = both(
        tmp_path,
        [{}, {"recorded_on": "05/01/2016"}, {"offence": ""}],
        [VICTIM, VICTIM | {"crime_ref": "C2"}, SUSPECT | {"crime_ref": "C2"}, VICTIM | {"crime_ref": "C3"}],
    )
    people = extracts["offence_people"]
    assert (people.read, people.used, people.fault, people.scope) == (4, 1, 1, 2)
    assert told(people.set_aside) == [
        (3, "crime-out-of-scope", "crime_ref"),
        (4, "crime-out-of-scope", "crime_ref"),
        (5, "crime-not-in-offences", "crime_ref"),
    ]


@pytest.mark.parametrize(
    ("crime", "born", "used"),
    [
        ({}, "1997-03-02", True),  # 18 on the second day of the offence
        ({}, "1997-03-01", False),
        ({"committed_from": "", "committed_to": ""}, "1997-03-13", True),  # the day of recording stands in
        ({"committed_from": "", "committed_to": ""}, "1997-03-12", False),
        ({}, "", True),  # an age that is not known is held against nobody
    ],
)
def test_a_victim_is_under_18_on_the_first_day_of_the_offence(
    tmp_path: Path, crime: dict[str, str], born: str, used: bool
) -> None:
    people = [VICTIM | {"date_of_birth": born}, SUSPECT | {"date_of_birth": born}]
    extract = both(tmp_path, [crime], people)["offence_people"]
    assert extract.rows["scope"].isna().tolist() == [used, True]
    assert extract.set_aside["rule"].tolist() == ([] if used else ["aged-18-or-over"])


def test_without_the_crimes_people_are_judged_by_themselves(tmp_path: Path) -> None:
    write(tmp_path, "offence_people", [VICTIM | {"date_of_birth": "1980-01-01"}, VICTIM | {"role": "IP"}])
    people = read_extracts(tmp_path, edition())["offence_people"]
    assert (people.used, people.fault, people.scope) == (1, 1, 0)


def test_each_extract_is_counted_in_its_own_window(tmp_path: Path) -> None:
    """December is in the window of offences and not in that of missing episodes."""
    december = {"missing_from": "05/12/2015 10:00", "returned_at": ""}
    write(tmp_path, "missing_episodes", [OTHERS["missing_episodes"] | december])
    write(tmp_path, "offences", [CRIME | {"recorded_on": "05/12/2015"}])
    extracts = read_extracts(tmp_path, edition())
    assert (extracts["missing_episodes"].scope, extracts["offences"].used) == (1, 1)


def test_problems_of_the_crimes_and_of_the_people_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "offences.csv").write_text("crime_ref\nC1\n")
    (tmp_path / "offence_people.csv").write_text("")
    with pytest.raises(InputError) as error:
        read_extracts(tmp_path, edition())
    message = str(error.value)
    assert "offences.csv, row 1, column recorded_on" in message
    assert "offence_people.csv: the file is empty" in message
