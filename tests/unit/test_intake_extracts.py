from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from profile_lib.edition import load_edition
from profile_lib.errors import InputError
from profile_lib.figures import Period
from profile_lib.intake import SCHEMAS, Context, Extract, data_dictionary, read_extract, read_extracts
from profile_lib.intake.schemas import READ

CONTEXT = Context(Period(date(2015, 1, 1), date(2015, 11, 30)), as_at=date(2016, 3, 31))

SOUND = {
    "missing_episodes": {
        "episode_ref": "E1", "person_ref": "P1", "surname": "Brown", "forename": "Kim",
        "date_of_birth": "03/02/2001", "sex": "F", "category": "missing", "missing_from": "04/03/2015 21:00",
        "category_initial": "absent", "reported_at": "04/03/2015 22:00", "returned_at": "05/03/2015 01:30",
        "risk_level": "medium", "missing_from_type": "home", "police_care_marker": "no",
    },
    "looked_after": {
        "child_ref": "C1", "date_of_birth": "2001-02-03", "sex": "F", "from_date": "2014-05-01",
        "to_date": "2015-06-30", "legal_status": "C2", "placed_in_area": "yes",
    },
    "placed_by_others": {
        "child_ref": "N1", "surname": "Brown", "forename": "Kim", "date_of_birth": "2001-02-03", "sex": "F",
        "from_date": "2014-05-01", "to_date": "2015-06-30", "responsible_authority": "Dorset",
    },
}  # fmt: skip


def read(folder: Path, name: str, rows: list[dict[str, str]], **levels: Any) -> Extract:
    path = write(folder, name, rows)
    return read_extract(
        name, path, CONTEXT, {code.replace("_", "-"): level for code, level in levels.items()}
    )


def write(folder: Path, name: str, rows: list[dict[str, str]]) -> Path:
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, fieldnames=list(rows[0]))
        lines.writeheader()
        lines.writerows(rows)
    return path


def distinct(name: str, changes: list[dict[str, str]]) -> list[dict[str, str]]:
    """The sound row once for each change, under references of their own."""
    reference = next(iter(SOUND[name]))
    return [SOUND[name] | {reference: f"R{n}"} | change for n, change in enumerate(changes)]


def lines(frame: pd.DataFrame) -> list[tuple[str, str]]:
    return list(frame[["rule", "column"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_row_is_used_and_nothing_is_said(tmp_path: Path, name: str) -> None:
    extract = read(tmp_path, name, [SOUND[name]])
    assert (extract.read, extract.used, extract.fault, extract.scope) == (1, 1, 0, 0)
    assert extract.set_aside.empty and extract.notices.empty
    assert extract.columns == frozenset(SOUND[name])


def test_rows_are_typed(tmp_path: Path) -> None:
    row = read(tmp_path, "missing_episodes", [SOUND["missing_episodes"]]).rows.loc[2]
    assert row["missing_from"] == pd.Timestamp("2015-03-04 21:00") and row["missing_from_has_time"]
    assert row["date_of_birth"] == pd.Timestamp("2001-02-03")
    assert pd.isna(row["found_by"]) and pd.isna(row["scope"])


FAULTS = [
    ("missing_episodes", {"episode_ref": ""}, "episode-ref-blank", "episode_ref"),
    ("missing_episodes", {"person_ref": " "}, "person-ref-blank", "person_ref"),
    ("missing_episodes", {"missing_from": ""}, "missing-from-blank", "missing_from"),
    ("missing_episodes", {"category": ""}, "category-blank", "category"),
    ("missing_episodes", {"category": "misper"}, "category-unknown", "category"),
    ("missing_episodes", {"missing_from": "31/02/2015"}, "missing-from-unreadable", "missing_from"),
    ("missing_episodes", {"missing_from": "01/01/9999"}, "missing-from-unreadable", "missing_from"),
    ("missing_episodes", {"returned_at": "tbc"}, "returned-at-unreadable", "returned_at"),
    ("missing_episodes", {"date_of_birth": "31/06/2001"}, "date-of-birth-unreadable", "date_of_birth"),
    ("missing_episodes", {"sex": "Q"}, "sex-unknown", "sex"),
    ("missing_episodes", {"returned_at": "04/03/2015 20:59"}, "end-before-start", "returned_at"),
    ("missing_episodes", {"returned_at": "03/03/2015"}, "end-before-start", "returned_at"),
    ("missing_episodes", {"date_of_birth": "05/03/2015"}, "start-before-birth", "missing_from"),
    ("looked_after", {"child_ref": ""}, "child-ref-blank", "child_ref"),
    ("looked_after", {"from_date": ""}, "from-date-blank", "from_date"),
    ("looked_after", {"from_date": "not known"}, "from-date-unreadable", "from_date"),
    ("looked_after", {"to_date": "29/02/2015"}, "to-date-unreadable", "to_date"),
    ("looked_after", {"to_date": "2014-04-30"}, "end-before-start", "to_date"),
    ("looked_after", {"from_date": "2001-02-02"}, "start-before-birth", "from_date"),
    ("looked_after", {"sex": "?"}, "sex-unknown", "sex"),
    ("placed_by_others", {"child_ref": ""}, "child-ref-blank", "child_ref"),
    ("placed_by_others", {"to_date": "2014-04-30"}, "end-before-start", "to_date"),
]


@pytest.mark.parametrize("name", SOUND)
def test_a_fault_sets_the_row_aside_under_its_rule(tmp_path: Path, name: str) -> None:
    cases = [(change, rule, column) for extract, change, rule, column in FAULTS if extract == name]
    extract = read(tmp_path, name, [SOUND[name], *distinct(name, [change for change, _, _ in cases])])
    expected = {row: (rule, column) for row, (_, rule, column) in enumerate(cases, start=3)}
    assert dict(zip(extract.set_aside["row"], lines(extract.set_aside), strict=True)) == expected
    assert set(extract.set_aside["level"]) == {"fault"}
    assert extract.rows.index.tolist() == [2]


SCOPE = [
    ("missing_episodes", {"missing_from": "31/12/2014 23:00"}, "outside-period"),
    ("missing_episodes", {"missing_from": "01/12/2015", "returned_at": ""}, "outside-period"),
    ("missing_episodes", {"date_of_birth": "04/03/1997"}, "aged-18-or-over"),
    ("looked_after", {"legal_status": "v4"}, "short-break"),
    ("looked_after", {"to_date": "2014-12-31"}, "outside-period"),
    ("looked_after", {"from_date": "2015-12-01", "to_date": ""}, "outside-period"),
    ("placed_by_others", {"to_date": "2014-12-31"}, "outside-period"),
]


@pytest.mark.parametrize("name", SOUND)
def test_a_row_outside_what_is_counted_stays_as_context(tmp_path: Path, name: str) -> None:
    cases = [(change, rule) for extract, change, rule in SCOPE if extract == name]
    extract = read(tmp_path, name, distinct(name, [change for change, _ in cases]))
    assert (extract.read, extract.used, extract.fault) == (len(cases), 0, 0)
    assert extract.rows["scope"].tolist() == extract.set_aside["rule"].tolist() == [rule for _, rule in cases]


BORDERS = [
    ("missing_episodes", {"missing_from": "01/01/2015 00:00"}),
    ("missing_episodes", {"missing_from": "30/11/2015 23:59", "returned_at": ""}),
    ("missing_episodes", {"date_of_birth": "05/03/1997"}),
    ("missing_episodes", {"returned_at": "04/03/2015 21:00"}),
    ("missing_episodes", {"returned_at": "04/03/2015"}),
    ("missing_episodes", {"date_of_birth": "04/03/2015"}),
    ("looked_after", {"to_date": "2015-01-01"}),
    ("looked_after", {"from_date": "2015-11-30", "to_date": ""}),
    ("looked_after", {"from_date": "2015-01-01", "to_date": "2015-01-01"}),
    ("looked_after", {"legal_status": ""}),
    ("placed_by_others", {"to_date": ""}),
]


@pytest.mark.parametrize("name", SOUND)
def test_a_row_on_the_border_is_used(tmp_path: Path, name: str) -> None:
    changes = [change for extract, change in BORDERS if extract == name]
    extract = read(tmp_path, name, distinct(name, changes))
    assert extract.used == len(changes)


NOTICES = [
    ({"date_of_birth": ""}, "no-date-of-birth", "date_of_birth", None),
    ({"returned_at": ""}, "open", "returned_at", None),
    ({"returned_at": "01/12/2015 10:00"}, "open-at-period-end", "returned_at", "2015-12-01 10:00:00"),
    ({"missing_from": "04/03/2015"}, "missing-from-without-time", "missing_from", "2015-03-04 00:00:00"),
    ({"returned_at": "05/03/2015"}, "returned-at-without-time", "returned_at", "2015-03-05 00:00:00"),
    ({"risk_level": "very high"}, "risk-level-unknown", "risk_level", None),
    ({"missing_from_type": "caravan"}, "missing-from-type-unknown", "missing_from_type", None),
    ({"police_care_marker": "perhaps"}, "police-care-marker-unknown", "police_care_marker", None),
    ({"category_initial": "lost"}, "category-initial-unknown", "category_initial", None),
    ({"reported_at": "later"}, "reported-at-unreadable", "reported_at", None),
]


def test_a_notice_leaves_the_row_in_use(tmp_path: Path) -> None:
    cases = [case | {"person_ref": f"P{n}"} for n, (case, *_) in enumerate(NOTICES)]
    extract = read(tmp_path, "missing_episodes", distinct("missing_episodes", cases))
    assert extract.used == len(NOTICES)
    assert lines(extract.notices) == [(rule, column) for _, rule, column, _ in NOTICES]
    for row, (_, _, column, value) in zip(extract.rows.index, NOTICES, strict=True):
        found = extract.rows.loc[row, column]
        assert pd.isna(found) if value is None else str(found) == value


def test_a_return_after_the_edition_was_open_at_the_end_of_the_period_too(tmp_path: Path) -> None:
    late = SOUND["missing_episodes"] | {"returned_at": "01/04/2016 10:00"}
    assert lines(read(tmp_path, "missing_episodes", [late]).notices) == [
        ("open-at-period-end", "returned_at"),
        ("returned-at-after-edition", "returned_at"),
    ]


SPELLS = [  # of one child, and what is said of each
    ("2015-01-05", "2015-03-01", False),
    ("2015-03-01", "2015-03-20", False),  # begins on the day on which the other ends
    ("2015-03-19", "2015-03-19", True),
    ("2015-03-21", "", False),
    ("2015-06-01", "2015-06-02", True),  # in an open one, where that goes on
]


def overlapping(extract: Extract) -> list[int]:
    return extract.notices.loc[extract.notices["rule"] == "overlaps-another", "row"].tolist()


def test_a_spell_that_starts_before_another_of_the_child_ends_is_told(tmp_path: Path) -> None:
    spells = [
        SOUND["looked_after"] | {"from_date": start, "to_date": end} for start, end, _ in reversed(SPELLS)
    ]
    extract = read(tmp_path, "looked_after", [*spells, spells[0] | {"child_ref": "another"}])
    assert overlapping(extract) == [2, 4]  # they come last first
    assert read(tmp_path, "looked_after", spells, overlaps_another="scope").scope == 2


def test_an_episode_that_starts_before_another_of_the_child_ends_is_told(tmp_path: Path) -> None:
    rows = distinct(
        "missing_episodes",
        [
            {"missing_from": "04/03/2015 10:00", "returned_at": "06/03/2015 12:00"},
            {"missing_from": "06/03/2015 11:59", "returned_at": "06/03/2015 12:30"},
            {"missing_from": "06/03/2015 12:30", "returned_at": ""},
            {"missing_from": "06/03/2015", "returned_at": "07/03/2015"},  # at midnight at the latest
            {"missing_from": "08/03/2015 01:00", "returned_at": ""},  # how long the third lasted is not known
        ],
    )
    assert overlapping(read(tmp_path, "missing_episodes", rows)) == [3]


def test_a_blank_sex_is_not_recorded_and_needs_no_notice(tmp_path: Path) -> None:
    extract = read(tmp_path, "missing_episodes", [SOUND["missing_episodes"] | {"sex": ""}])
    assert extract.rows.loc[2, "sex"] == "U" and extract.notices.empty


def test_the_later_copy_and_the_later_claim_to_a_reference_are_set_aside(tmp_path: Path) -> None:
    sound = SOUND["missing_episodes"]
    other = {"missing_from": "04/03/2015 20:00"}
    extract = read(tmp_path, "missing_episodes", [sound, sound, sound | other, sound | {"episode_ref": "E2"}])
    assert list(zip(extract.set_aside["row"], extract.set_aside["rule"], strict=True)) == [
        (3, "duplicate-row"),
        (4, "duplicate-reference"),
    ]
    assert extract.rows.index.tolist() == [2, 5]


def test_a_corrected_row_is_no_duplicate_of_the_faulty_one_before_it(tmp_path: Path) -> None:
    sound = SOUND["missing_episodes"]
    extract = read(tmp_path, "missing_episodes", [sound | {"missing_from": "31/02/2015"}, sound])
    assert extract.rows.index.tolist() == [3]


def test_a_child_with_two_periods_of_care_is_no_duplicate(tmp_path: Path) -> None:
    sound = SOUND["looked_after"]
    extract = read(
        tmp_path, "looked_after", [sound, sound | {"from_date": "2015-07-01", "to_date": ""}, sound]
    )
    assert extract.rows.index.tolist() == [2, 3]


def test_one_line_a_row_names_the_first_rule_and_the_others(tmp_path: Path) -> None:
    wrong = {"person_ref": "", "sex": "Zorgon", "date_of_birth": "31/02/2001"}
    extract = read(tmp_path, "missing_episodes", [SOUND["missing_episodes"] | wrong])
    [line] = extract.set_aside.to_dict("records")
    assert line["rule"] == "person-ref-blank"
    assert "the date of birth is not a date that exists" in line["message"]
    assert "found a date that does not exist (dd/mm/yyyy)" in line["message"]
    assert "found text of 6 characters" in line["message"]
    assert "31/02/2001" not in line["message"] and "Zorgon" not in line["message"]


def test_every_row_read_is_accounted_for(tmp_path: Path) -> None:
    path = write(
        tmp_path, "looked_after", [SOUND["looked_after"], SOUND["looked_after"] | {"child_ref": "C2"}]
    )
    path.write_text(
        path.read_text() + "C3,2001-02-03\n,,,,,,\nC4,2001-02-03,F,2014-05-01,2014-06-01,C2,yes\n"
    )
    extract = read_extract("looked_after", path, CONTEXT)
    assert (extract.read, extract.used, extract.fault, extract.scope) == (4, 2, 1, 1)
    assert extract.set_aside["row"].tolist() == [4, 6]
    assert extract.set_aside.loc[0, "rule"] == "ragged-row"
    assert extract.notices["rule"].tolist() == ["blank-row"]


def test_an_extract_that_does_not_add_up_cannot_be_made(tmp_path: Path) -> None:
    extract = read(tmp_path, "looked_after", [SOUND["looked_after"]])
    with pytest.raises(ValueError, match="2 rows read, but 1 used"):
        Extract(**(vars(extract) | {"read": 2}))


def test_headings_in_any_order_and_case_and_unknown_ones_are_said(tmp_path: Path) -> None:
    row = {key.replace("_", " ").title(): value for key, value in reversed(SOUND["looked_after"].items())}
    extract = read(tmp_path, "looked_after", [row | {"Worker": "somebody"}])
    assert extract.used == 1
    assert lines(extract.notices) == [("unknown-column", "Worker")]


def test_every_column_that_is_missing_or_repeated_is_named(tmp_path: Path) -> None:
    path = tmp_path / "looked_after.csv"
    path.write_text("child_ref,upn,UPN\nC1,1,1\n")
    with pytest.raises(InputError) as error:
        read_extract("looked_after", path, CONTEXT)
    assert [problem.column for problem in error.value.problems] == [
        "date_of_birth",
        "sex",
        "from_date",
        "upn",
    ]


def test_headings_alone_are_an_extract_without_rows(tmp_path: Path) -> None:
    path = tmp_path / "missing_episodes.csv"
    path.write_text(",".join(SOUND["missing_episodes"]) + "\n")
    extract = read_extract("missing_episodes", path, CONTEXT)
    assert (extract.read, extract.used) == (0, 0)
    assert extract.rows["missing_from"].dtype == "datetime64[us]"


def test_a_column_not_supplied_is_missing_and_no_rule_looks_at_it(tmp_path: Path) -> None:
    row = {key: value for key, value in SOUND["missing_episodes"].items() if key != "returned_at"}
    extract = read(tmp_path, "missing_episodes", [row])
    assert extract.notices.empty and extract.rows["returned_at"].isna().all()
    assert "returned_at" not in extract.columns


def test_the_partnership_may_move_a_rule_but_not_use_what_cannot_be_used(tmp_path: Path) -> None:
    row = SOUND["missing_episodes"] | {"sex": "Q"}
    moved = read(tmp_path, "missing_episodes", [row], sex_unknown="notice")
    assert moved.used == 1 and moved.rows.loc[2, "sex"] == "U"
    assert read(tmp_path, "missing_episodes", [row], sex_unknown="scope").scope == 1
    with pytest.raises(InputError, match="missing-from-unreadable cannot be used"):
        read(tmp_path, "missing_episodes", [row], missing_from_unreadable="notice")


def test_scope_judged_anew_keeps_the_account(tmp_path: Path) -> None:
    sound = SOUND["missing_episodes"]
    outside = {"episode_ref": "E2", "missing_from": "31/12/2014 22:00"}
    extract = read(tmp_path, "missing_episodes", [sound | {"returned_at": ""}, sound | outside])
    anew = extract.rescoped(pd.Series({2: "outside-period", 3: None}, dtype="str"))
    assert (anew.read, anew.used, anew.scope) == (2, 1, 1)
    assert anew.set_aside[["row", "rule"]].to_numpy().tolist() == [[2, "outside-period"]]
    assert anew.notices.empty
    assert extract.set_aside["row"].tolist() == [3]


def edition(layouts: dict[str, str] | None = None, folder: Path = Path(), **rules: str) -> Any:
    """What reading needs of an edition."""
    levels = {code.replace("_", "-"): level for code, level in rules.items()}
    return SimpleNamespace(
        extracts=SimpleNamespace(layouts=layouts or {}),
        folder=folder,
        windows={"missing": CONTEXT.window},
        as_at=CONTEXT.as_at,
        rules=levels,
        themes={},
        community_areas=(),
    )


def test_a_folder_gives_the_extracts_that_are_there(tmp_path: Path) -> None:
    write(tmp_path, "missing_episodes", [SOUND["missing_episodes"]])
    write(tmp_path, "looked_after", [SOUND["looked_after"]])
    (tmp_path / "readme.txt").write_text("not an extract")
    extracts = read_extracts(tmp_path, edition())
    assert list(extracts) == ["missing_episodes", "looked_after"]


def test_a_folder_tells_every_problem_of_every_file(tmp_path: Path) -> None:
    (tmp_path / "looked_after.csv").write_text("")
    (tmp_path / "placed_by_others.csv").write_text("a\n1\n")
    (tmp_path / "Placed_By_Others.xlsx").write_text("")
    with pytest.raises(InputError) as error:
        read_extracts(tmp_path, edition())
    told = str(error.value)
    assert "looked_after.csv: the file is empty" in told
    assert "placed_by_others is there more than once" in told


def test_no_extract_is_needed_but_some_have_to_be_there(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("a\n1\n")
    with pytest.raises(InputError) as error:
        read_extracts(tmp_path, edition())
    (problem,) = error.value.problems
    assert problem.message == "there is no extract in the folder"
    assert problem.expected is not None
    assert all(f"{name}.csv" in problem.expected for name in SCHEMAS)
    write(tmp_path, "placed_by_others", [SOUND["placed_by_others"]])
    assert list(read_extracts(tmp_path, edition())) == ["placed_by_others"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        read_extracts(tmp_path / "2015", edition())


def test_a_mistake_in_the_rules_of_the_parameters_is_told_with_its_line(
    tmp_path: Path, parameters: Path, edit: Callable[[str, str, str], int]
) -> None:
    line = edit("base.yaml", "rules: {} ", "rules: {end-befor-start: scope, open: scope} ")
    own = len((parameters / "2015.yaml").read_text(encoding="utf-8").splitlines()) + 2
    with (parameters / "2015.yaml").open("a", encoding="utf-8") as file:
        file.write("rules:\n  duplicate-row: notice\n")
    with pytest.raises(InputError) as error:
        read_extracts(tmp_path, load_edition("2015", parameters))
    assert str(error.value).splitlines() == [
        f"base.yaml, line {line}: there is no rule 'end-befor-start'. Did you mean 'end-before-start'?",
        f"2015.yaml, line {own}: a row that breaks the rule duplicate-row cannot be used "
        "(found notice; expected fault or scope)",
    ]


def test_a_layout_that_is_not_there_is_an_error_not_ignored(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no layout annex of looked_after"):
        read_extracts(tmp_path, edition({"missing_episodes": "canonical", "looked_after": "annex"}))


@pytest.mark.parametrize("ending", ["xls", "xlsb", "xlsm"])
def test_a_workbook_of_another_kind_is_refused_with_what_to_do(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"missing_episodes.{ending}").write_bytes(b"PK")
    with pytest.raises(InputError, match=r"is not read \(expected \.csv or .*CSV UTF-8"):
        read_extracts(tmp_path, edition())


def test_the_data_dictionary_has_a_meaning_for_every_column_and_every_rule() -> None:
    dictionary = data_dictionary()
    assert (dictionary["meaning"].str.len() > 10).all()
    looked_after = dictionary[dictionary["extract"] == "looked_after"].set_index("column")
    assert looked_after.index[looked_after["required"]].tolist() == [
        "child_ref",
        "date_of_birth",
        "sex",
        "from_date",
    ]
    assert looked_after.loc["legal_status", "rules"] == "short-break"
    told = {code for rules in dictionary["rules"] for code in rules.split(", ") if code}
    assert told == {rule.code for schema in READ.values() for rule in schema.rules}


def test_codes_of_rules_are_unique_in_an_extract() -> None:
    for schema in SCHEMAS.values():
        codes = [rule.code for rule in schema.rules]
        assert sorted(codes) == sorted(set(codes))


def test_reports_without_gradings_are_refused_since_some_may_not_be_shared(tmp_path: Path) -> None:
    report = {"report_ref": "R1", "received_on": "2015-03-04", "community_area": "Calne", "text": "Drugs."}
    with pytest.raises(InputError, match="grading"):
        read(tmp_path, "intelligence", [report])
