"""Absence from school: of children who are in another extract, and the authority's totals beside them.

Both are of an academic year, written ``2014/15``. An edition counts the one that ends in its year.
"""

from __future__ import annotations

import pandas as pd

from profile_lib.figures import Period
from profile_lib.intake import rules
from profile_lib.intake.columns import number, reference, text
from profile_lib.intake.rules import OUTSIDE_PERIOD, Context, Rule
from profile_lib.intake.schema import (
    BIRTH,
    EDUCATION,
    FORENAME,
    NO_BIRTH,
    POSTCODE,
    SEX,
    SURNAME,
    UPN,
    Schema,
)

YOUNGEST, OLDEST = 4, 16
"""Ages, in completed years on 31 August before the academic year, that the totals are asked for."""

_YEAR = text("academic_year", "the academic year, written 2014/15")


def academic_year(window: Period) -> str:
    """The academic year of a school window, as extracts write it: ``2014/15``."""
    return f"{window.start.year}/{window.end.year % 100:02d}"


def school_absence() -> Schema:
    """The schema of ``school_absence``: a child who changed school has a row for each."""
    pupil = reference("pupil_ref", "pupil reference", "the council's reference of the pupil")
    possible = number("sessions_possible", "sessions (half days) that the pupil could have attended")
    unauthorised = number("sessions_unauthorised", "sessions missed without authorisation")
    authorised = number("sessions_authorised", "sessions missed with authorisation")
    sessions = (possible, unauthorised, authorised)

    def too_many(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        missed = rows[unauthorised.name] + rows[authorised.name].fillna(0)
        return (missed > rows[possible.name]).fillna(False).astype(bool)

    return Schema(
        extract="school_absence",
        partner=EDUCATION,
        row="a school year of a child who is in another extract",
        window="school",
        day=None,
        columns=(
            pupil, SURNAME, FORENAME, BIRTH, SEX, _YEAR, *sessions, POSTCODE, UPN,
        ),
        needed=frozenset(
            column.name
            for column in (pupil, SURNAME, FORENAME, BIRTH, SEX, _YEAR, possible, unauthorised)
        ),
        rules=(
            *rules.references(pupil),
            *map(rules.recorded, (_YEAR, possible, unauthorised)),
            _is_a_year(),
            rules.readable(possible, "fault", essential=True),
            rules.readable(unauthorised, "fault", essential=True),
            *(rules.readable(column, "fault") for column in (authorised, BIRTH, SEX)),
            Rule(
                "more-absence-than-sessions", "fault", (unauthorised.name, possible.name),
                "more sessions were missed than there were", too_many, essential=True,
            ),
            rules.no_copy(pupil),
            _of_the_year(),
            Rule(
                "no-sessions", "notice", (possible.name,),
                "no session could have been attended: there is no share of them to count",
                lambda rows, context: rows[possible.name].eq(0).fillna(False).astype(bool),
            ),
            rules.readable(UPN, "notice"),
            NO_BIRTH,
        ),
    )  # fmt: skip


def school_absence_totals() -> Schema:
    """The schema of ``school_absence_totals``: all pupils of the authority's schools, in cells."""
    age = number("age", "age in completed years on 31 August before the academic year")
    pupils = number("pupils", "pupils in the cell", digits=9)
    possible = number("sessions_possible", "sessions (half days) that they could have attended", digits=9)
    unauthorised = number("sessions_unauthorised", "sessions missed without authorisation", digits=9)
    missing_a_tenth = number(
        "pupils_10pct", "pupils who missed 10% or more of their sessions without authorisation", digits=9
    )
    counts = (age, pupils, possible, unauthorised, missing_a_tenth)
    cell = (_YEAR.name, age.name, SEX.name)
    return Schema(
        extract="school_absence_totals",
        partner=EDUCATION,
        row="a cell of the authority's totals: an academic year, an age and a sex",
        window="school",
        day=None,
        columns=(_YEAR, age, SEX, pupils, possible, unauthorised, missing_a_tenth),
        needed=frozenset(column.name for column in (_YEAR, SEX, *counts)),
        rules=(
            *map(rules.recorded, (_YEAR, *counts)),
            _is_a_year(),
            *(rules.readable(column, "fault", essential=True) for column in counts),
            rules.readable(SEX, "fault", essential=True),
            Rule(
                "more-absentees-than-pupils", "fault", (missing_a_tenth.name, pupils.name),
                "more pupils missed a tenth of their sessions than there were",
                lambda rows, context: _exceeds(rows, missing_a_tenth.name, pupils.name), essential=True,
            ),
            Rule(
                "more-absence-than-sessions", "fault", (unauthorised.name, possible.name),
                "more sessions were missed than there were",
                lambda rows, context: _exceeds(rows, unauthorised.name, possible.name), essential=True,
            ),
            Rule(
                "duplicate-cell", "fault", cell, "an earlier row is of the same year, age and sex",
                lambda rows, context: rows.duplicated(list(cell)), essential=True, among=_YEAR.name,
            ),
            _of_the_year(),
            Rule(
                "age-not-counted", "scope", (age.name,), f"the age is not one from {YOUNGEST} to {OLDEST}",
                lambda rows, context: ~rows[age.name].between(YOUNGEST, OLDEST).fillna(True).astype(bool),
            ),
        ),
    )  # fmt: skip


def _is_a_year() -> Rule:
    """Set aside: the academic year is not written as two years that follow each other."""

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        written = rows[_YEAR.name].str.extract(r"^(20[0-9]{2})/([0-9]{2})$").astype("Int64")
        follows = (written[1] == (written[0] + 1) % 100).fillna(False).astype(bool)
        return rows[_YEAR.name].notna() & ~follows

    message = "the academic year is not written as 2014/15: found {found}"
    return Rule("academic-year-unreadable", "fault", (_YEAR.name,), message, breaks, essential=True)


def _of_the_year() -> Rule:
    """Out of scope: another academic year than the one that ends in the edition's year."""
    return Rule(
        OUTSIDE_PERIOD,
        "scope",
        (_YEAR.name,),
        "it is another academic year than the one that is counted",
        lambda rows, context: rows[_YEAR.name].notna() & rows[_YEAR.name].ne(academic_year(context.window)),
        essential=True,
    )


def _exceeds(rows: pd.DataFrame, part: str, whole: str) -> pd.Series[bool]:
    return (rows[part] > rows[whole]).fillna(False).astype(bool)
