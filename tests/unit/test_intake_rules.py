"""Every rule of the extracts beside episodes, care and crimes: a row that breaks it, and rows that do not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from project import ROOT
from test_intake_extracts import write

from profile_lib.edition import load_edition
from profile_lib.errors import InputError
from profile_lib.intake import SCHEMAS, Context, Extract, read_extract

EDITION = load_edition("2015", ROOT / "parameters")

Row = dict[str, str]

CHILD = {"surname": "Brown", "forename": "Kim", "date_of_birth": "2001-02-03", "sex": "F"}
SOUND: dict[str, Row] = {
    "at_risk_register": {
        "child_ref": "R1", **CHILD, "identified_on": "2015-03-04", "closed_on": "2015-06-30",
        "community_area": "Calne",
    },
    "return_interviews": {
        "interview_ref": "I1", "child_ref": "R1", **CHILD, "returned_on": "05/03/2015",
        "episode_refs": "E1; E2", "notified_on": "05/03/2015", "offered_on": "06/03/2015",
        "response": "accepted", "completed_on": "07/03/2015", "independent": "yes", "authority": "Wiltshire",
    },
    "disruptions": {
        "action_ref": "D1", "applied_on": "2015-03-04", "power": "warning letter", "agency": "police",
        "community_area": "Calne",
    },
    "links": {"person_ref_a": "L1", "person_ref_b": "L2", "kind": "family", "recorded_on": "2015-03-04"},
    "person_index": {
        "source": "links", "ref": "L1", **CHILD, "valid_from": "2014-01-01", "valid_to": "2015-12-31",
        "upn": "A123456789012", "nhs_number": "9434765919",
    },
    "school_absence": {
        "pupil_ref": "S1", **CHILD, "academic_year": "2014/15", "sessions_possible": "380",
        "sessions_unauthorised": "40", "sessions_authorised": "10", "upn": "A123456789012",
    },
    "school_absence_totals": {
        "academic_year": "2014/15", "age": "12", "sex": "F", "pupils": "2500", "sessions_possible": "950000",
        "sessions_unauthorised": "9500", "pupils_10pct": "60",
    },
    "intelligence": {
        "report_ref": "N1", "received_on": "2015-03-04", "community_area": "Calne; Corsham", "grading": "B21",
        "tags": "drugs", "text": "Seen near the station.", "subject_ref": "P1",
        "operation_ref": "O1",
    },
}  # fmt: skip

Case = tuple[str, Row, str, str]
"""An extract, what is changed in its sound row, the rule that this breaks, and the column it names."""

FAULTS: list[Case] = [
    ("at_risk_register", {"child_ref": ""}, "child-ref-blank", "child_ref"),
    ("at_risk_register", {"identified_on": ""}, "identified-on-blank", "identified_on"),
    ("at_risk_register", {"identified_on": "spring"}, "identified-on-unreadable", "identified_on"),
    ("at_risk_register", {"closed_on": "31/06/2015"}, "closed-on-unreadable", "closed_on"),
    ("at_risk_register", {"closed_on": "2015-03-03"}, "end-before-start", "closed_on"),
    ("at_risk_register", {"date_of_birth": "2015-03-05"}, "start-before-birth", "identified_on"),
    ("at_risk_register", {"date_of_birth": "31/06/2001"}, "date-of-birth-unreadable", "date_of_birth"),
    ("at_risk_register", {"sex": "9"}, "sex-unknown", "sex"),
    ("at_risk_register", {"child_ref": "1.23E+11"}, "child-ref-unreadable", "child_ref"),
    ("return_interviews", {"interview_ref": "1E+05"}, "interview-ref-unreadable", "interview_ref"),
    ("return_interviews", {"child_ref": "#N/A"}, "child-ref-unreadable", "child_ref"),
    ("disruptions", {"action_ref": "01-Feb"}, "action-ref-unreadable", "action_ref"),
    ("links", {"person_ref_a": "1,2E+12"}, "person-ref-a-unreadable", "person_ref_a"),
    ("links", {"person_ref_b": "Mar-15"}, "person-ref-b-unreadable", "person_ref_b"),
    ("person_index", {"ref": "2015-03-01 00:00:00"}, "ref-unreadable", "ref"),
    ("school_absence", {"pupil_ref": "########"}, "pupil-ref-unreadable", "pupil_ref"),
    ("intelligence", {"report_ref": "7.00E+12"}, "report-ref-unreadable", "report_ref"),
    ("at_risk_register", {"child_ref": "R1"}, "duplicate-row", "child_ref"),
    ("return_interviews", {"interview_ref": ""}, "interview-ref-blank", "interview_ref"),
    ("return_interviews", {"child_ref": ""}, "child-ref-blank", "child_ref"),
    ("return_interviews", {"returned_on": "31/02/2015"}, "returned-on-unreadable", "returned_on"),
    ("return_interviews", {"date_of_birth": "?"}, "date-of-birth-unreadable", "date_of_birth"),
    ("return_interviews", {"sex": "9"}, "sex-unknown", "sex"),
    ("return_interviews", {"date_of_birth": "06/03/2015"}, "return-before-birth", "returned_on"),
    ("return_interviews", {"completed_on": "04/03/2015"}, "interview-before-return", "completed_on"),
    ("return_interviews", {"interview_ref": "I1"}, "duplicate-row", "interview_ref"),
    ("return_interviews", {"interview_ref": "I1", "response": "declined"}, "duplicate-reference",
     "interview_ref"),
    ("disruptions", {"action_ref": ""}, "action-ref-blank", "action_ref"),
    ("disruptions", {"applied_on": ""}, "applied-on-blank", "applied_on"),
    ("disruptions", {"applied_on": "29/02/2015"}, "applied-on-unreadable", "applied_on"),
    ("disruptions", {"action_ref": "D1"}, "duplicate-row", "action_ref"),
    ("disruptions", {"action_ref": "D1", "agency": "licensing"}, "duplicate-reference", "action_ref"),
    ("links", {"person_ref_a": ""}, "person-ref-a-blank", "person_ref_a"),
    ("links", {"person_ref_b": ""}, "person-ref-b-blank", "person_ref_b"),
    ("links", {"recorded_on": ""}, "recorded-on-blank", "recorded_on"),
    ("links", {"recorded_on": "June"}, "recorded-on-unreadable", "recorded_on"),
    ("links", {"person_ref_a": "L9", "person_ref_b": "L9"}, "link-to-self", "person_ref_b"),
    ("links", {"person_ref_a": "L1"}, "duplicate-row", "person_ref_a"),
    ("person_index", {"source": ""}, "source-blank", "source"),
    ("person_index", {"source": "offences"}, "source-unknown", "source"),
    ("person_index", {"source": "niche"}, "source-unknown", "source"),
    ("person_index", {"ref": ""}, "ref-blank", "ref"),
    ("person_index", {"date_of_birth": "31/06/2001"}, "date-of-birth-unreadable", "date_of_birth"),
    ("person_index", {"sex": "9"}, "sex-unknown", "sex"),
    ("person_index", {"valid_to": "2013-12-31"}, "end-before-start", "valid_to"),
    ("person_index", {"ref": "L1"}, "duplicate-row", "ref"),
    ("school_absence", {"pupil_ref": ""}, "pupil-ref-blank", "pupil_ref"),
    ("school_absence", {"academic_year": ""}, "academic-year-blank", "academic_year"),
    ("school_absence", {"academic_year": "2014-15"}, "academic-year-unreadable", "academic_year"),
    ("school_absence", {"academic_year": "2014/16"}, "academic-year-unreadable", "academic_year"),
    ("school_absence", {"academic_year": "2015"}, "academic-year-unreadable", "academic_year"),
    ("school_absence", {"sessions_possible": ""}, "sessions-possible-blank", "sessions_possible"),
    ("school_absence", {"sessions_possible": "all"}, "sessions-possible-unreadable", "sessions_possible"),
    ("school_absence", {"sessions_unauthorised": ""}, "sessions-unauthorised-blank", "sessions_unauthorised"),
    ("school_absence", {"sessions_unauthorised": "40.5"}, "sessions-unauthorised-unreadable",
     "sessions_unauthorised"),
    ("school_absence", {"sessions_authorised": "-1"}, "sessions-authorised-unreadable",
     "sessions_authorised"),
    ("school_absence", {"sessions_unauthorised": "371"}, "more-absence-than-sessions",
     "sessions_unauthorised"),
    ("school_absence", {"date_of_birth": "31/06/2001"}, "date-of-birth-unreadable", "date_of_birth"),
    ("school_absence", {"sex": "9"}, "sex-unknown", "sex"),
    ("school_absence", {"pupil_ref": "S1"}, "duplicate-row", "pupil_ref"),
    ("school_absence_totals", {"academic_year": ""}, "academic-year-blank", "academic_year"),
    ("school_absence_totals", {"academic_year": "14/15"}, "academic-year-unreadable", "academic_year"),
    ("school_absence_totals", {"age": ""}, "age-blank", "age"),
    ("school_absence_totals", {"age": "twelve"}, "age-unreadable", "age"),
    ("school_absence_totals", {"sex": "both"}, "sex-unknown", "sex"),
    ("school_absence_totals", {"pupils": ""}, "pupils-blank", "pupils"),
    ("school_absence_totals", {"pupils": "2.500"}, "pupils-unreadable", "pupils"),
    ("school_absence_totals", {"sessions_possible": ""}, "sessions-possible-blank", "sessions_possible"),
    ("school_absence_totals", {"sessions_possible": "c"}, "sessions-possible-unreadable",
     "sessions_possible"),
    ("school_absence_totals", {"sessions_unauthorised": ""}, "sessions-unauthorised-blank",
     "sessions_unauthorised"),
    ("school_absence_totals", {"sessions_unauthorised": "1%"}, "sessions-unauthorised-unreadable",
     "sessions_unauthorised"),
    ("school_absence_totals", {"pupils_10pct": ""}, "pupils-10pct-blank", "pupils_10pct"),
    ("school_absence_totals", {"pupils_10pct": "c"}, "pupils-10pct-unreadable", "pupils_10pct"),
    ("school_absence_totals", {"pupils_10pct": "2501"}, "more-absentees-than-pupils", "pupils_10pct"),
    ("school_absence_totals", {"sessions_unauthorised": "950001"}, "more-absence-than-sessions",
     "sessions_unauthorised"),
    ("school_absence_totals", {"age": "12", "pupils": "2600"}, "duplicate-cell", "academic_year"),
    ("intelligence", {"report_ref": ""}, "report-ref-blank", "report_ref"),
    ("intelligence", {"received_on": ""}, "received-on-blank", "received_on"),
    ("intelligence", {"received_on": "31/04/2015"}, "received-on-unreadable", "received_on"),
    ("intelligence", {"grading": "B2"}, "grading-unreadable", "grading"),
    ("intelligence", {"grading": "F21"}, "grading-unreadable", "grading"),
    ("intelligence", {"grading": "B26"}, "grading-unreadable", "grading"),
    ("intelligence", {"grading": "4BP"}, "grading-unreadable", "grading"),
    ("intelligence", {"grading": "2BX"}, "grading-unreadable", "grading"),
    ("intelligence", {"report_ref": "N1", "text": "Another text."}, "duplicate-reference", "report_ref"),
]  # fmt: skip

SCOPE: list[Case] = [
    ("at_risk_register", {"closed_on": "2014-12-31", "identified_on": "2014-01-05"}, "outside-period",
     "identified_on"),
    ("at_risk_register", {"identified_on": "2016-01-01", "closed_on": ""}, "outside-period", "identified_on"),
    ("at_risk_register", {"date_of_birth": "1997-03-04"}, "aged-18-or-over", "date_of_birth"),
    ("return_interviews", {"returned_on": "31/12/2014"}, "outside-period", "returned_on"),
    ("return_interviews", {"returned_on": "01/12/2015", "completed_on": ""}, "outside-period", "returned_on"),
    ("disruptions", {"applied_on": "2014-12-31"}, "outside-period", "applied_on"),
    ("disruptions", {"applied_on": "2016-01-01"}, "outside-period", "applied_on"),
    ("links", {"recorded_on": "2016-01-01"}, "outside-period", "recorded_on"),
    ("school_absence", {"academic_year": "2013/14"}, "outside-period", "academic_year"),
    ("school_absence", {"academic_year": "2015/16"}, "outside-period", "academic_year"),
    ("school_absence_totals", {"academic_year": "2013/14"}, "outside-period", "academic_year"),
    ("school_absence_totals", {"age": "3"}, "age-not-counted", "age"),
    ("school_absence_totals", {"age": "17"}, "age-not-counted", "age"),
    ("intelligence", {"received_on": "2014-12-31"}, "outside-period", "received_on"),
    ("intelligence", {"received_on": "2016-01-01"}, "outside-period", "received_on"),
]  # fmt: skip

REFUSED = ["B24", "B25", "A14", "E55", "2BC", "1ac", "B/2/4", "b 2 5", "3-E-C"]

NOTICES: list[Case] = [
    ("missing_episodes", {"found_by": "an uncle of hers"}, "found-by-unlisted", "found_by"),
    ("missing_episodes", {"found_in": "beside the lake"}, "found-in-unlisted", "found_in"),
    ("missing_episodes", {"harm": "bruised arm"}, "harm-unlisted", "harm"),
    ("looked_after", {"placement_type": "Q9"}, "placement-type-unlisted", "placement_type"),
    ("placed_by_others", {"placement_type": "a barge"}, "placement-type-unlisted", "placement_type"),
    ("at_risk_register", {"date_of_birth": ""}, "no-date-of-birth", "date_of_birth"),
    ("at_risk_register", {"closed_on": "2016-04-01"}, "closed-on-after-edition", "closed_on"),
    ("at_risk_register", {"child_ref": "R1", "identified_on": "2015-06-29"}, "overlaps-another",
     "identified_on"),
    ("at_risk_register", {"community_area": "Swindon"}, "community-area-unknown", "community_area"),
    ("return_interviews", {"notified_on": "soon"}, "notified-on-unreadable", "notified_on"),
    ("return_interviews", {"offered_on": "soon"}, "offered-on-unreadable", "offered_on"),
    ("return_interviews", {"completed_on": "soon"}, "completed-on-unreadable", "completed_on"),
    ("return_interviews", {"response": "maybe"}, "response-unknown", "response"),
    ("return_interviews", {"independent": "?"}, "independent-unknown", "independent"),
    ("return_interviews", {"returned_on": ""}, "no-return", "returned_on"),
    ("return_interviews", {"date_of_birth": ""}, "no-date-of-birth", "date_of_birth"),
    ("disruptions", {"power": ""}, "no-power", "power"),
    ("disruptions", {"agency": ""}, "no-agency", "agency"),
    ("disruptions", {"community_area": "Swindon"}, "community-area-unknown", "community_area"),
    ("links", {"kind": ""}, "no-kind", "kind"),
    ("person_index", {"valid_from": "?"}, "valid-from-unreadable", "valid_from"),
    ("person_index", {"valid_to": "?"}, "valid-to-unreadable", "valid_to"),
    ("person_index", {"date_of_birth": ""}, "no-date-of-birth", "date_of_birth"),
    ("school_absence", {"sessions_possible": "0", "sessions_unauthorised": "0", "sessions_authorised": ""},
     "no-sessions", "sessions_possible"),
    ("intelligence", {"subject_ref": "1.23E+11"}, "subject-ref-unreadable", "subject_ref"),
    ("intelligence", {"operation_ref": "#REF!"}, "operation-ref-unreadable", "operation_ref"),
    ("person_index", {"upn": "1.2E+11"}, "upn-unreadable", "upn"),
    ("person_index", {"nhs_number": "9.43E+09"}, "nhs-number-unreadable", "nhs_number"),
    ("school_absence", {"upn": "#VALUE!"}, "upn-unreadable", "upn"),
    ("school_absence", {"date_of_birth": ""}, "no-date-of-birth", "date_of_birth"),
    ("intelligence", {"grading": ""}, "no-grading", "grading"),
    ("intelligence", {"community_area": ""}, "no-community-area", "community_area"),
    ("intelligence", {"community_area": "Calne; Swindon"}, "community-area-unknown", "community_area"),
    ("intelligence", {"text": "", "tags": ""}, "no-text-or-tags", "text"),
]  # fmt: skip

BORDERS: list[tuple[str, Row]] = [
    ("at_risk_register", {"identified_on": "2014-01-05", "closed_on": "2015-01-01"}),
    ("at_risk_register", {"identified_on": "2015-12-31", "closed_on": ""}),
    ("at_risk_register", {"identified_on": "2009-01-05", "closed_on": "", "community_area": ""}),
    ("at_risk_register", {"date_of_birth": "1997-03-05", "closed_on": "2015-03-04"}),
    ("return_interviews", {"returned_on": "01/01/2015"}),
    ("return_interviews", {"returned_on": "30/11/2015", "completed_on": "30/11/2015"}),
    ("return_interviews", {"notified_on": "01/03/2015", "offered_on": "", "response": "Not Reached"}),
    ("disruptions", {"applied_on": "2015-01-01"}),
    ("disruptions", {"applied_on": "2015-12-31", "community_area": "royal wootton bassett & cricklade"}),
    ("links", {"recorded_on": "2015-12-31"}),
    ("links", {"recorded_on": "2004-01-01"}),
    ("links", {"person_ref_a": "L2", "person_ref_b": "L1"}),
    ("person_index", {"source": "Intelligence"}),
    ("person_index", {"valid_to": "2014-01-01"}),
    ("person_index", {"valid_from": "", "valid_to": "", "sex": ""}),
    ("school_absence", {"sessions_unauthorised": "370"}),
    ("school_absence", {"sessions_unauthorised": "380", "sessions_authorised": ""}),
    ("school_absence_totals", {"age": "4", "sex": ""}),
    ("school_absence_totals", {"age": "16"}),
    ("school_absence_totals", {"age": "5", "pupils": "60", "sessions_unauthorised": "950000"}),
    ("school_absence_totals", {"sex": "M"}),
    ("intelligence", {"received_on": "2015-01-01", "grading": "A11"}),
    ("intelligence", {"received_on": "2015-12-31", "grading": "E53"}),
    ("intelligence", {"grading": "2BP", "community_area": "TROWBRIDGE"}),
    ("intelligence", {"grading": " b / 2 / 3 ", "subject_ref": ""}),
    ("intelligence", {"text": ""}),
    ("intelligence", {"tags": ""}),
    ("missing_episodes", {"found_by": "Returned by self", "found_in": "N/K", "harm": "None."}),
    ("looked_after", {"placement_type": "u6"}),
]  # fmt: skip


def context(name: str) -> Context:
    window = SCHEMAS[name].window
    period = EDITION.windows[window] if window is not None else None
    return Context(period, EDITION.as_at, themes=EDITION.themes, community_areas=EDITION.community_areas)


def read(folder: Path, name: str, rows: list[Row], **levels: Any) -> Extract:
    path = write(folder, name, rows)
    return read_extract(
        name, path, context(name), {k.replace("_", "-"): level for k, level in levels.items()}
    )


def rows_of(name: str, changes: list[Row]) -> list[Row]:
    """The sound row once for each change; a row of its own, but for what the change says."""
    own = (
        "age"
        if name == "school_absence_totals"
        else next(c for c in SOUND[name] if c.endswith("ref") or c == "person_ref_a")
    )
    return [
        SOUND[name] | {own: str(4 + n % 13) if own == "age" else f"X{n}"} | change
        for n, change in enumerate(changes)
    ]


def lines(frame: pd.DataFrame) -> dict[int, tuple[str, str]]:
    found = list(zip(frame["rule"], frame["column"], strict=True))
    return dict(zip(frame["row"], found, strict=True))


def changes_of(cases: list[Case], name: str) -> list[tuple[Row, tuple[str, str]]]:
    return [(change, (rule, column)) for extract, change, rule, column in cases if extract == name]


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_row_is_used_and_nothing_is_said(tmp_path: Path, name: str) -> None:
    extract = read(tmp_path, name, [SOUND[name]])
    assert (extract.read, extract.used, extract.fault, extract.scope) == (1, 1, 0, 0)
    assert extract.set_aside.empty and extract.notices.empty


@pytest.mark.parametrize(
    ("cases", "level"), [(FAULTS, "fault"), (SCOPE, "scope"), (NOTICES, "notice")], ids=lambda x: str(x)[:6]
)
@pytest.mark.parametrize("name", SOUND)
def test_a_row_is_judged_by_the_rule_it_breaks(
    tmp_path: Path, name: str, cases: list[Case], level: str
) -> None:
    for change, told in changes_of(cases, name):
        (changed,) = rows_of(name, [change])
        extract = read(tmp_path, name, [SOUND[name], changed])
        judged = extract.notices if level == "notice" else extract.set_aside
        assert lines(judged) == {3: told}, change
        assert set(judged["level"]) == {level}
        assert (extract.used, extract.fault, extract.scope) == {
            "fault": (1, 1, 0),
            "scope": (1, 0, 1),
            "notice": (2, 0, 0),
        }[level]


@pytest.mark.parametrize("name", SOUND)
def test_a_row_on_the_border_is_used_and_nothing_is_said(tmp_path: Path, name: str) -> None:
    for extract_name, change in BORDERS:
        if extract_name == name:
            extract = read(tmp_path, name, rows_of(name, [change]))
            assert (extract.used, len(extract.notices)) == (1, 0), change


@pytest.mark.parametrize("name", SOUND)
def test_every_rule_is_broken_by_a_row(name: str) -> None:
    broken = {rule for extract, _, rule, _ in [*FAULTS, *SCOPE, *NOTICES] if extract == name}
    others = {"handling-restricted"} if name == "intelligence" else set()
    assert broken | others == {rule.code for rule in SCHEMAS[name].rules if not rule.code.endswith("-zeros")}


def numbered(name: str, column: str, refs: list[str]) -> list[Row]:
    """Sound rows under these references; the references beside them are each row's own."""
    own = [rule.columns[0] for rule in SCHEMAS[name].rules if rule.code.endswith("-zeros")]
    return [SOUND[name] | dict.fromkeys(own, f"Y{n}") | {column: ref} for n, ref in enumerate(refs)]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        (name, rule.columns[0])
        for name in sorted(SOUND)
        for rule in SCHEMAS[name].rules
        if rule.code.endswith("-zeros")
    ],
)
def test_a_number_that_stands_elsewhere_with_zeros_in_front_is_told(
    tmp_path: Path, name: str, column: str
) -> None:
    extract = read(tmp_path, name, numbered(name, column, ["7", "0012", "12", "0012A", "12A", "007"]))
    zeros = (f"{column.replace('_', '-')}-zeros", column)
    assert extract.used == 6 and lines(extract.notices) == {2: zeros, 4: zeros}


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_day_and_the_window_of_an_extract(name: str) -> None:
    placed = {
        "missing_episodes": ("missing", "missing_from"),
        "return_interviews": ("missing", "returned_on"),
        "looked_after": ("missing", None),
        "placed_by_others": ("missing", None),
        "at_risk_register": ("cse", "identified_on"),
        "offences": ("cse", "recorded_on"),
        "offence_people": ("cse", None),
        "intelligence": ("cse", "received_on"),
        "disruptions": ("cse", "applied_on"),
        "links": ("cse", "recorded_on"),
        "person_index": (None, None),
        "school_absence": ("school", None),
        "school_absence_totals": ("school", None),
    }
    schema = SCHEMAS[name]
    assert (schema.window, schema.day) == placed[name]
    kinds = {column.name: column.kind for column in schema.columns}
    assert schema.day is None or kinds[schema.day] in ("date", "moment")


# Intelligence


def test_a_report_with_restricted_handling_is_refused_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    changes = [{"grading": grading} for grading in REFUSED]
    elsewhere = {"grading": "B24", "received_on": "2014-03-04", "community_area": "Swindon", "text": ""}
    extract = read(
        tmp_path, "intelligence", [SOUND["intelligence"], *rows_of("intelligence", [*changes, elsewhere])]
    )
    assert (extract.read, extract.used, extract.fault, extract.scope) == (11, 1, 0, 10)
    assert set(extract.set_aside["rule"]) == {"handling-restricted"}
    assert extract.rows.index.tolist() == [2]
    assert extract.notices.empty


def test_a_restricted_report_may_be_called_a_fault_and_never_be_used(tmp_path: Path) -> None:
    rows = rows_of("intelligence", [{"grading": "B24"}])
    assert read(tmp_path, "intelligence", rows, handling_restricted="fault").fault == 1
    for rule in ("handling_restricted", "grading_unreadable"):
        with pytest.raises(InputError, match="cannot be used"):
            read(tmp_path, "intelligence", rows, **{rule: "notice"})


def test_rows_of_intelligence_hold_themes_and_neither_text_nor_tags(tmp_path: Path) -> None:
    changes = [
        {"text": "Qwertzu was offered vodka.", "tags": ""},
        {"text": "Qwertzu was seen.", "tags": "Facebook; asdfgh"},
        {"text": "", "tags": "asdfgh"},
        {"text": "Part of a county lines group.", "tags": ""},
        {"text": "", "tags": ""},
        {"text": "Qwertzu", "received_on": "2013-05-06"},
        {"text": "Qwertzu", "received_on": "asdfgh"},
        {"text": "Qwertzu", "grading": "B24"},
    ]
    extract = read(tmp_path, "intelligence", rows_of("intelligence", changes))
    themes = extract.rows[["drugs_alcohol", "social_media", "drug_networks"]].iloc[:5]
    assert themes.iloc[:4].to_numpy().tolist() == [
        ["yes", "no", "no"],
        ["no", "yes", "no"],
        ["no", "no", "no"],
        ["no", "no", "yes"],
    ]
    assert themes.iloc[4].isna().all()
    assert not {"text", "tags"} & {*extract.rows}
    assert extract.rows["text_recorded"].tolist() == [True, True, False, True, False, True]
    assert extract.rows["tags_recorded"].tolist() == [False, True, True, False, False, True]
    held = extract.rows.to_csv() + extract.set_aside.to_csv() + extract.notices.to_csv()
    assert "wertzu" not in held and "sdfgh" not in held


def test_without_text_and_tags_in_the_file_no_theme_is_known_and_none_is_denied(tmp_path: Path) -> None:
    row = {key: value for key, value in SOUND["intelligence"].items() if key not in ("text", "tags")}
    extract = read(tmp_path, "intelligence", [row])
    assert extract.rows[["drugs_alcohol", "social_media", "drug_networks"]].isna().all(axis=None)
    assert extract.notices.empty


def test_the_areas_of_a_report_are_spelled_as_listed_and_stand_once(tmp_path: Path) -> None:
    written = ["calne;CORSHAM ; Calne", ";Calne;", "Swindon;calne", "Royal Wootton Bassett & Cricklade", ";"]
    extract = read(
        tmp_path, "intelligence", rows_of("intelligence", [{"community_area": cell} for cell in written])
    )
    assert extract.rows["community_area"].fillna("none").tolist() == [
        "Calne; Corsham",
        "Calne",
        "Swindon; Calne",
        "Royal Wootton Bassett and Cricklade",
        "none",
    ]
    assert lines(extract.notices) == {
        4: ("community-area-unknown", "community_area"),
        6: ("no-community-area", "community_area"),
    }


# Schools and links


def test_a_child_who_changed_school_has_a_row_for_each(tmp_path: Path) -> None:
    second = SOUND["school_absence"] | {"sessions_possible": "120", "sessions_unauthorised": "2"}
    extract = read(tmp_path, "school_absence", [SOUND["school_absence"], second])
    assert extract.used == 2
    assert extract.rows["sessions_possible"].tolist() == [380, 120]


def test_totals_may_be_larger_than_a_child_could_have(tmp_path: Path) -> None:
    extract = read(tmp_path, "school_absence_totals", [SOUND["school_absence_totals"]])
    assert extract.rows.loc[2, "sessions_possible"] == 950_000
    child = read(tmp_path, "school_absence", [SOUND["school_absence"] | {"sessions_possible": "950000"}])
    assert lines(child.set_aside) == {2: ("sessions-possible-unreadable", "sessions_possible")}


def test_the_academic_year_is_the_one_that_ends_in_the_year_of_the_edition(tmp_path: Path) -> None:
    before = load_edition("2014", ROOT / "parameters").windows["school"]
    path = write(tmp_path, "school_absence", [SOUND["school_absence"] | {"academic_year": "2013/14"}])
    assert read_extract("school_absence", path, Context(before, date(2015, 3, 31))).used == 1


def test_a_rule_that_asks_for_a_window_where_there_is_none_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="rows that have none"):
        _ = Context(None, EDITION.as_at).window
