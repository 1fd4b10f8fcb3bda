"""What a cell of an extract may hold instead of what it should, and the rule each must fall under.

Written down before it was tried. A cell of a column stands in an otherwise sound row.
"""

from __future__ import annotations

from typing import NamedTuple

from test_intake_extracts import SOUND as SPELLS
from test_intake_offences import CRIME, SUSPECT, VICTIM
from test_intake_rules import SOUND as OTHERS

Row = dict[str, str]


class Mutation(NamedTuple):
    """A change in a sound row, and the rule under which the row is set aside (or, at ``notice``, told)."""

    extract: str
    change: Row
    level: str
    rule: str


SOUND: dict[str, list[Row]] = {
    **{name: [row] for name, row in {**SPELLS, **OTHERS}.items()},
    "offences": [CRIME],
    "offence_people": [VICTIM, SUSPECT],
}
"""One sound row of every extract, and two people in the one crime."""

OWN_REFERENCE = {
    "missing_episodes": "episode_ref", "return_interviews": "interview_ref", "offences": "crime_ref",
    "disruptions": "action_ref", "intelligence": "report_ref",
}  # fmt: skip
"""The extracts in which a reference stands once."""

IF_USED = OWN_REFERENCE | {
    "looked_after": "child_ref", "placed_by_others": "child_ref", "at_risk_register": "child_ref",
    "offence_people": "person_ref", "links": "person_ref_a", "person_index": "ref",
    "school_absence": "pupil_ref",
}  # fmt: skip
"""The references that tell rows apart of which nothing else is kept."""

# columns by extract; a mark after a column says that what cannot be read there is told, and the row is used
DATES = {
    "missing_episodes": "missing_from returned_at date_of_birth reported_at*",
    "return_interviews": "returned_on date_of_birth notified_on* offered_on* completed_on*",
    "looked_after": "from_date to_date date_of_birth",
    "placed_by_others": "from_date to_date date_of_birth",
    "at_risk_register": "identified_on closed_on date_of_birth",
    "offences": "recorded_on committed_from committed_to outcome_on*",
    "offence_people": "date_of_birth",
    "intelligence": "received_on",
    "disruptions": "applied_on",
    "links": "recorded_on",
    "person_index": "date_of_birth valid_from* valid_to*",
    "school_absence": "date_of_birth",
}
NO_DATES = (
    "31/02/2015", "2015-02-29", "9999-12-31", "01/01/0001", "01/02/15", "03/25/2015", "20150304", "42005",
    "-2015-03-04", "now", "NaN", "Infinity", "=TODAY()", "<script>alert(1)</script>", "../../2015-03-04",
    "٠١/٠٢/٢٠١٥", "#N/A", "2015-03-04 25:61",
)  # fmt: skip

NUMBERS = {
    "offences": "suspects_reported*",
    "school_absence": "sessions_possible sessions_unauthorised sessions_authorised",
    "school_absence_totals": "age pupils sessions_possible sessions_unauthorised pupils_10pct",
}
NO_NUMBERS = (
    "-1", "NaN", "Infinity", "-Infinity", "1e5", "1.5", "=1+1", "１２", "0x10", "9999999999", "1_000", "+3",
    "#DIV/0!",
)  # fmt: skip

CODES = {
    "missing_episodes": "category sex risk_level* category_initial* missing_from_type* police_care_marker*",
    "return_interviews": "sex response* independent*",
    "looked_after": "sex placed_in_area*",
    "placed_by_others": "sex",
    "at_risk_register": "sex",
    "offences": "cse_flag_recorded cse_flag_reviewed* online* gang_marker*",
    "offence_people": "role sex police_care_marker*",
    "person_index": "source sex",
    "school_absence": "sex",
    "school_absence_totals": "sex",
}
NO_CODES = (
    "<script>alert(1)</script>", '=HYPERLINK("http://example.org","F")', "../../etc/passwd", "NaN", "F F",
    "TRUE", "#N/A", "-1", "{{7*7}}", "%s%n",
)  # fmt: skip

REFERENCES = {
    "missing_episodes": "episode_ref person_ref",
    "return_interviews": "interview_ref child_ref",
    "looked_after": "child_ref",
    "placed_by_others": "child_ref",
    "at_risk_register": "child_ref",
    "offences": "crime_ref",
    "offence_people": "crime_ref person_ref",
    "intelligence": "report_ref subject_ref* operation_ref*",
    "disruptions": "action_ref",
    "links": "person_ref_a person_ref_b",
    "person_index": "ref upn* nhs_number*",
    "school_absence": "pupil_ref upn*",
}
NO_REFERENCES = (
    "1.23E+11", "1.23457E+11", "1,2E+12", "01-Feb", "Feb-15", "2015-02-01 00:00:00", "#N/A", "#REF!", "#####",
)  # fmt: skip

GRADINGS = ("B2", "F21", "B26", "4BP", "B24; B21", "NaN", "=1+1", "<script>", "24")
ACADEMIC_YEARS = ("2014/16", "Sep-14", "2014-15", "../..", "NaN", "9999/00", "2014/2015", "-2014/15")

BY_HAND = [
    *(Mutation("intelligence", {"grading": text}, "fault", "grading-unreadable") for text in GRADINGS),
    *(
        Mutation(name, {"academic_year": text}, "fault", "academic-year-unreadable")
        for name in ("school_absence", "school_absence_totals")
        for text in ACADEMIC_YEARS
    ),
    Mutation("missing_episodes", {"returned_at": "04/03/2015 20:59"}, "fault", "end-before-start"),
    Mutation("missing_episodes", {"date_of_birth": "05/03/2015"}, "fault", "start-before-birth"),
    Mutation("missing_episodes", {"episode_ref": ""}, "fault", "episode-ref-blank"),
    Mutation("missing_episodes", {"person_ref": "\u200b"}, "fault", "person-ref-blank"),
    Mutation("missing_episodes", {"episode_ref": "E1\u200b"}, "fault", "duplicate-row"),
    Mutation("missing_episodes", {"episode_ref": "E1", "risk_level": "low"}, "fault", "duplicate-reference"),
    Mutation("missing_episodes",
             {"missing_from": "31/12/2014 23:59", "returned_at": "01/01/2015 01:00"},
             "scope", "outside-period"),
    Mutation("missing_episodes", {"missing_from": "01/12/2015", "returned_at": ""},
             "scope", "outside-period"),
    Mutation("missing_episodes", {"date_of_birth": "04/03/1997"}, "scope", "aged-18-or-over"),
    Mutation("return_interviews", {"completed_on": "04/03/2015"}, "fault", "interview-before-return"),
    Mutation("return_interviews", {"date_of_birth": "06/03/2015"}, "fault", "return-before-birth"),
    Mutation("return_interviews", {"returned_on": "31/12/2014"}, "scope", "outside-period"),
    Mutation("looked_after", {}, "fault", "duplicate-row"),
    Mutation("looked_after", {"to_date": "2014-04-30"}, "fault", "end-before-start"),
    Mutation("looked_after", {"from_date": "2001-02-02"}, "fault", "start-before-birth"),
    Mutation("looked_after", {"legal_status": "V4"}, "scope", "short-break"),
    Mutation("looked_after", {"to_date": "2014-12-31"}, "scope", "outside-period"),
    Mutation("placed_by_others", {"to_date": "2014-04-30"}, "fault", "end-before-start"),
    Mutation("placed_by_others", {"to_date": "2014-12-31"}, "scope", "outside-period"),
    Mutation("at_risk_register", {"closed_on": "2015-03-03"}, "fault", "end-before-start"),
    Mutation("at_risk_register", {"identified_on": "2016-01-01", "closed_on": ""}, "scope", "outside-period"),
    Mutation("at_risk_register", {"date_of_birth": "1997-03-04"}, "scope", "aged-18-or-over"),
    Mutation("offences", {"committed_to": "28/02/2015"}, "fault", "end-before-start"),
    Mutation("offences",
             {"committed_from": "13/03/2015", "committed_to": ""},
             "fault", "recorded-before-committed"),
    Mutation("offences", {"offence": "#VALUE!"}, "fault", "offence-blank"),
    Mutation("offences", {"recorded_on": "01/01/2016"}, "scope", "outside-period"),
    Mutation("offence_people", {"crime_ref": "C9"}, "fault", "crime-not-in-offences"),
    Mutation("offence_people", {"date_of_birth": "02/03/2015"}, "fault", "born-after-offence"),
    Mutation("offence_people", {"date_of_birth": "1997-03-01"}, "scope", "aged-18-or-over"),
    Mutation("offence_people", {"person_ref": ""}, "fault", "person-ref-blank"),
    Mutation("intelligence", {"grading": "B24"}, "scope", "handling-restricted"),
    Mutation("intelligence", {"received_on": "2014-12-31"}, "scope", "outside-period"),
    Mutation("disruptions", {"applied_on": "2016-01-01"}, "scope", "outside-period"),
    Mutation("links", {"person_ref_b": "L1"}, "fault", "link-to-self"),
    Mutation("links", {"recorded_on": "2016-01-01"}, "scope", "outside-period"),
    Mutation("person_index", {"valid_to": "2013-12-31"}, "fault", "end-before-start"),
    Mutation("school_absence", {"sessions_unauthorised": "371"}, "fault", "more-absence-than-sessions"),
    Mutation("school_absence", {"academic_year": "2013/14"}, "scope", "outside-period"),
    Mutation("school_absence_totals", {"pupils_10pct": "2501"}, "fault", "more-absentees-than-pupils"),
    Mutation("school_absence_totals", {"pupils": "2600"}, "fault", "duplicate-cell"),
    Mutation("school_absence_totals", {"age": "3"}, "scope", "age-not-counted"),
    # used, and told
    Mutation("missing_episodes", {"surname": "Bro\u200bwn"}, "notice", "unseen-signs"),
    Mutation("missing_episodes", {"forename": "\u202eKim\u202c"}, "notice", "unseen-signs"),
    Mutation("missing_episodes", {"sex": "F\ufeff"}, "notice", "unseen-signs"),
    Mutation("missing_episodes", {"missing_from": "\u200e05/03/2015 21:00", "returned_at": "06/03/2015"},
             "notice", "unseen-signs"),
    Mutation("missing_episodes", {"person_ref": "P\xad1"}, "notice", "unseen-signs"),
    Mutation("missing_episodes", {"surname": "Van\xa0Dyke"}, "notice", "unseen-signs"),
    Mutation("missing_episodes", {"surname": "#REF!"}, "notice", "spreadsheet-error"),
    Mutation("missing_episodes", {"returned_at": "01/04/2016 10:00"}, "notice", "returned-at-after-edition"),
    Mutation("intelligence", {"text": "Seen\u2066 near\x07 the station."}, "notice", "unseen-signs"),
    Mutation("disruptions", {"power": "#N/A"}, "notice", "spreadsheet-error"),
    # used, and nothing is told: a formula, a script or a path is text like any other
    Mutation("missing_episodes", {"surname": '=HYPERLINK("http://example.org","x")'}, "used", ""),
    Mutation("missing_episodes", {"surname": "<script>alert(1)</script>"}, "used", ""),
    Mutation("missing_episodes", {"forename": "../../etc/passwd"}, "used", ""),
    Mutation("missing_episodes", {"surname": "'; DROP TABLE people; --"}, "used", ""),
    Mutation("intelligence", {"text": "{{7*7}} ${jndi:ldap://x} <img src=x onerror=alert(1)>"}, "used", ""),
    Mutation("disruptions", {"agency": "+cmd|' /C calc'!A0"}, "used", ""),
]  # fmt: skip


def _each(columns: dict[str, str], texts: tuple[str, ...], what: str) -> list[Mutation]:
    """Every text in every column."""
    return [
        Mutation(
            extract,
            {column.rstrip("*"): text},
            "notice" if column.endswith("*") else "fault",
            f"{column.rstrip('*').replace('_', '-')}-{what}",
        )
        for extract, names in columns.items()
        for column in names.split()
        for text in texts
    ]


MUTATIONS = [
    *_each(DATES, NO_DATES, "unreadable"),
    *_each(NUMBERS, NO_NUMBERS, "unreadable"),
    *_each(CODES, NO_CODES, "unknown"),
    *_each(REFERENCES, NO_REFERENCES, "unreadable"),
    *BY_HAND,
]
