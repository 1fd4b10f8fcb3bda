"""The police's crimes with a child victim, and the people in them, who are judged with their crime."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from profile_lib.edition import Level
from profile_lib.intake import rules
from profile_lib.intake.ages import age_on, is_adult
from profile_lib.intake.areas import listed_area
from profile_lib.intake.columns import Column, area, code, day, number, reference, text, yes_no
from profile_lib.intake.parsing import unreadable
from profile_lib.intake.references import without_zeros
from profile_lib.intake.rules import AGED_18, Context, Rule
from profile_lib.intake.schema import BIRTH, FORENAME, NO_BIRTH, POLICE, POSTCODE, SEX, SURNAME, Schema

RESPONSIBLE = 10
"""Nobody younger can be guilty of an offence: Children and Young Persons Act 1933, section 50."""

VICTIM, SUSPECT = "victim", "suspect"
ROLES = (VICTIM, SUSPECT, "charged", "cautioned", "convicted")

_CRIME = reference("crime_ref", "crime reference", "the police reference of the crime")
_PERSON = reference(
    "person_ref", "person reference", "the system's reference of the person; blank for a suspect not named"
)
_ROLE = code("role", "the person's part in the crime", ROLES)


def offences() -> Schema:
    """The schema of ``offences``."""
    recorded = day("recorded_on", "day of recording", "the day on which the crime was recorded")
    offence = text("offence", "the offence, as worded in the crime record")
    where = area("community area in which it was committed")
    flag = yes_no("cse_flag_recorded", "whether the crime was marked as CSE when it was recorded")
    begin = day("committed_from", "day of the offence", "first day on which it may have been committed")
    end = day("committed_to", "last day of the offence", "last day on which it may have been committed")
    reviewed = yes_no("cse_flag_reviewed", "whether a review found it to be CSE; blank if not reviewed")
    online = yes_no("online", "whether it was committed over the internet")
    incident = reference("incident_ref", "incident reference", "the police reference of the incident")
    suspects = number("suspects_reported", "how many suspects were reported; blank if not known")
    closed = day("outcome_on", "day of the outcome", "the day of the outcome")
    gang = yes_no("gang_marker", "whether it was marked as gang-related; blank if not assessed")
    return Schema(
        extract="offences",
        partner=POLICE,
        row="a recorded sexual or exploitation crime with a victim under 18 at the offence, CSE or not",
        window="cse",
        day=recorded.name,
        columns=(
            _CRIME, recorded, offence, where, flag, begin, end, reviewed,
            text("ho_class", "Home Office class of the offence, such as 19D or 88A"),
            text(
                "location_type",
                "kind of place: private dwelling, open space, vehicle, school, hotel, business or online; "
                "in other words it counts as another kind",
            ),
            online,
            incident,
            suspects,
            text(
                "outcome",
                "what came of the investigation: the number of the Home Office outcome, such as 16, or words "
                "such as charge, caution, victim does not support, evidential difficulties, no suspect "
                "identified, under investigation",
            ),
            closed, gang,
        ),
        needed=frozenset({_CRIME.name, recorded.name, offence.name, where.name, flag.name}),
        rules=(
            *rules.references(_CRIME),
            *map(rules.recorded, (recorded, offence)),
            rules.readable(recorded, "fault", essential=True),
            *(rules.readable(column, "fault") for column in (begin, end, flag)),
            rules.in_order("end-before-start", begin, end, "the offence ends before it begins"),
            rules.in_order(
                "recorded-before-committed", begin, recorded, "it was recorded before it was committed"
            ),
            rules.no_copy(_CRIME),
            rules.one_row_each(_CRIME),
            rules.starts_in_period(recorded),
            *(
                rules.readable(column, "notice")
                for column in (reviewed, online, incident, suspects, closed, gang)
            ),
            rules.blank("no-flag", flag, "not marked either way: CSE only if a review says so"),
            rules.blank(
                "no-day-of-offence", begin, "no day of the offence: ages are taken at the day of recording"
            ),
            listed_area(where),
        ),
    )  # fmt: skip


def offence_people() -> Schema:
    """The schema of ``offence_people``: a row is out of scope with its crime. Two suspects of a crime who are
    not named, in rows alike, are one: how many there were is for ``suspects_reported`` to say."""
    marker = yes_no("police_care_marker", "whether the police recorded that the person was in care")
    return Schema(
        extract="offence_people",
        partner=POLICE,
        row="a person's part in a crime",
        window="cse",
        day=None,
        columns=(
            _CRIME, _ROLE, _PERSON, SURNAME, FORENAME, BIRTH, SEX, POSTCODE,
            text("ethnicity_self", "ethnicity as the person described it"),
            text("ethnicity_officer", "ethnicity as an officer saw it"),
            text("nationality", "nationality as recorded"),
            text(
                "relationship",
                "what a suspect was to the victim: partner, friend, acquaintance, met online, family, "
                "position of trust or stranger",
            ),
            marker,
            text("home_authority", "local authority the person lives in or is the responsibility of"),
        ),
        needed=frozenset(
            column.name for column in (_CRIME, _ROLE, _PERSON, SURNAME, FORENAME, BIRTH, SEX)
        ),
        rules=(
            *rules.references(_CRIME),
            rules.recorded(_ROLE),
            rules.readable(_ROLE, "fault", essential=True),
            _named(),
            rules.readable(_PERSON, "fault", essential=True),
            rules.but_for_zeros(_PERSON),
            *(rules.readable(column, "fault") for column in (BIRTH, SEX)),
            _without_its_zeros(),
            _of_the_crime(
                "crime-not-in-offences", "fault", (_CRIME,),
                "no crime that can be used has this reference", lambda rows: ~rows["known"],
            ),
            _of_the_crime(
                "born-after-offence", "fault", (BIRTH, _CRIME),
                "the date of birth is after the offence", lambda rows: rows[BIRTH.name] > rows["on"],
            ),
            rules.no_copy(_CRIME),
            _of_the_crime(
                "crime-out-of-scope", "scope", (_CRIME,),
                "the crime is outside what is counted", lambda rows: rows["known"] & ~rows["counted"],
            ),
            _of_the_crime(
                AGED_18, "scope", (BIRTH, _ROLE, _CRIME),
                "the victim was 18 or over at the offence",
                lambda rows: rows[_ROLE.name].eq(VICTIM) & is_adult(rows[BIRTH.name], rows["on"]),
            ),
            rules.readable(marker, "notice"),
            _of_the_crime(
                "suspect-under-ten", "notice", (BIRTH, _ROLE, _CRIME),
                "under ten at the offence, the age of criminal responsibility, and no victim",
                lambda rows: rows[_ROLE.name].isin(ROLES[1:])
                & age_on(rows[BIRTH.name], rows["on"]).lt(RESPONSIBLE).fillna(False).astype(bool),
            ),
            _unnamed_suspect(),
            NO_BIRTH,
        ),
    )  # fmt: skip


def crimes(rows: pd.DataFrame) -> pd.DataFrame:
    """What the people in crimes are judged by, from the rows of ``offences``.

    Index crime_ref; columns on (the first day of the offence, else that of recording) and counted (the row is
    not out of scope).
    """
    facts = pd.DataFrame(
        {
            "crime_ref": rows["crime_ref"],
            "on": rows["committed_from"].fillna(rows["recorded_on"]),
            "counted": rows["scope"].isna(),
        }
    )
    return facts.drop_duplicates("crime_ref").set_index("crime_ref")


def _of_the_crime(
    code: str,
    level: Level,
    columns: tuple[Column, ...],
    message: str,
    breaks: Callable[[pd.DataFrame], pd.Series[bool]],
) -> Rule:
    """A rule about a person and their crime, which no row breaks where the crimes were not supplied.

    ``breaks`` is given the rows with the columns on, counted and known (the crime is among those read).
    """

    def judged(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        if context.crimes is None:
            return pd.Series(False, index=rows.index)
        crime = context.crimes.reindex(rows[_CRIME.name]).set_axis(rows.index)
        known = crime["counted"].notna()
        return breaks(rows.assign(on=crime["on"], known=known, counted=crime["counted"].eq(True)))

    names = tuple(column.name for column in columns)
    return Rule(code, level, names, message, judged, essential=level != "notice")


def _without_its_zeros() -> Rule:
    """Set aside: a crime has the reference with other zeros in front; that it is the one is not guessed."""

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        if context.crimes is None:
            return pd.Series(False, index=rows.index)
        refs, crimes = rows[_CRIME.name], context.crimes.index.to_series()
        return ~refs.isin(crimes) & without_zeros(refs).isin(without_zeros(crimes))

    message = "a crime has this reference with other zeros in front, which a spreadsheet drops"
    return Rule("crime-ref-without-zeros", "fault", (_CRIME.name,), message, breaks, essential=True)


def _named() -> Rule:
    """Set aside: nobody is given, and the part is not that of a suspect, who need not be known."""
    message = "the person reference is blank: only a suspect need not be known"
    return Rule(
        "person-ref-blank",
        "fault",
        (_PERSON.name, _ROLE.name),
        message,
        lambda rows, context: _unknown(rows) & rows[_ROLE.name].ne(SUSPECT),
        essential=True,
    )


def _unknown(rows: pd.DataFrame) -> pd.Series[bool]:
    blank: pd.Series[bool] = rows[_PERSON.name].isna() & ~rows[unreadable(_PERSON.name)]
    return blank


def _unnamed_suspect() -> Rule:
    """Worth knowing: a suspect whom nobody can find in another crime."""
    return Rule(
        "unnamed-suspect",
        "notice",
        (_PERSON.name, _ROLE.name),
        "a suspect who is not named: never linked to another crime",
        lambda rows, context: _unknown(rows) & rows[_ROLE.name].eq(SUSPECT),
    )
