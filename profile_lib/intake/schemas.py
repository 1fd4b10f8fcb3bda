"""The extracts: what each column means and which rules its rows keep. This is the data dictionary."""

from __future__ import annotations

import pandas as pd

from profile_lib.intake import offences, rules
from profile_lib.intake.columns import Column, code, day, moment, reference, text, yes_no
from profile_lib.intake.rules import Rule
from profile_lib.intake.schema import BIRTH, FORENAME, NO_BIRTH, POSTCODE, SEX, SURNAME, Schema


def data_dictionary() -> pd.DataFrame:
    """Every column of every extract: extract, column, required (it must exist), meaning, codes, rules."""
    return pd.DataFrame(
        [
            {
                "extract": schema.extract,
                "column": column.name,
                "required": column.name in schema.needed,
                "meaning": column.meaning,
                "codes": ", ".join(column.codes),
                "rules": ", ".join(rule.code for rule in schema.rules if column.name in rule.columns),
            }
            for schema in SCHEMAS.values()
            for column in schema.columns
        ]
    )


_ETHNICITY_SELF = text("ethnicity_self", "ethnicity as the child described it")


def _missing_episodes() -> Schema:
    episode = reference(
        "episode_ref", "episode reference", "the system's reference of the episode, one for each row"
    )
    person = reference("person_ref", "person reference", "the system's reference of the person")
    category = code("category", "what the episode was in the end: missing or absent", ("missing", "absent"))
    initial = code("category_initial", "what it was recorded as at first", category.codes)
    start = moment(
        "missing_from",
        "start of the episode",
        "when the person was last seen or left: date, and time where known",
    )
    reported = moment(
        "reported_at", "time of the report", "when it was reported to the police: date, and time where known"
    )
    end = moment(
        "returned_at", "return", "when the person was found or came back; blank while the episode is open"
    )
    risk = code("risk_level", "the risk assessed", ("high", "medium", "low", "no apparent risk"))
    place = code(
        "missing_from_type",
        "the kind of place the person was missing from",
        ("home", "foster", "children's home", "school", "hospital", "other"),
    )
    marker = yes_no("police_care_marker", "whether the police recorded that the child was in care")
    optional = (initial, risk, place, marker, reported)
    return Schema(
        extract="missing_episodes",
        row="a missing or absent episode recorded by the police",
        columns=(
            episode, person, SURNAME, FORENAME, BIRTH, SEX, category, start, initial, reported, end,
            POSTCODE, risk, place,
            text("community_area", "community area of the place the person was missing from"),
            text("home_authority", "local authority the person lives in or is the responsibility of"),
            marker,
            text("found_by", "who found the person"),
            text("found_in", "the kind of place where the person was found"),
            text("harm", "harm the person came to"),
            _ETHNICITY_SELF,
            text("ethnicity_officer", "ethnicity as an officer saw it"),
        ),
        needed=frozenset(
            column.name
            for column in (episode, person, SURNAME, FORENAME, BIRTH, SEX, category, start)
        ),
        rules=(
            *map(rules.recorded, (episode, person, start, category)),
            rules.readable(start, "fault", essential=True),
            rules.readable(category, "fault", essential=True),
            *(rules.readable(column, "fault") for column in (end, BIRTH, SEX)),
            rules.in_order("end-before-start", start, end, "the episode ends before it starts"),
            rules.in_order("start-before-birth", BIRTH, start, "it starts before the date of birth"),
            rules.no_copy(episode),
            rules.one_row_each(episode),
            rules.starts_in_period(start),
            rules.child_at(start, BIRTH),
            *(rules.readable(column, "notice") for column in optional),
            NO_BIRTH,
            rules.blank("open", end, "no return is recorded: the episode is counted, its length not"),
            rules.has_a_time(start),
            rules.has_a_time(end),
            rules.not_after_the_edition(end),
        ),
    )  # fmt: skip


def _looked_after() -> Schema:
    child = reference("child_ref", "child reference", "the system's reference of the child")
    start = day("from_date", "first day", "first day of the period of being looked after")
    end = day("to_date", "last day", "last day of the period; blank while it is open")
    status = text(
        "legal_status", "legal status, as coded in the looked-after return; V3 and V4: short breaks"
    )
    in_area = yes_no("placed_in_area", "whether the placement is in this authority's area")
    return Schema(
        extract="looked_after",
        row="a period of being looked after by this authority",
        columns=(
            child, BIRTH, SEX, start, SURNAME, FORENAME, end, POSTCODE, status,
            text("placement_type", "kind of placement"),
            in_area,
            text("upn", "unique pupil number; used for linkage alone"),
            _ETHNICITY_SELF,
            text("disability", "disability as recorded"),
            text("send", "special educational needs or disability, as recorded"),
        ),
        needed=frozenset(column.name for column in (child, BIRTH, SEX, start)),
        rules=(
            *_spell_faults(child, start, end),
            rules.not_among("short-break", status, ("V3", "V4"), "short breaks are not counted as care"),
            rules.touches_period(start, end),
            rules.readable(in_area, "notice"),
            NO_BIRTH,
        ),
    )  # fmt: skip


def _placed_by_others() -> Schema:
    child = reference("child_ref", "child reference", "the reference under which the notice is kept")
    start = day("from_date", "first day", "first day of the placement")
    end = day("to_date", "last day", "last day of the placement; blank while it is open")
    authority = text("responsible_authority", "the authority that is responsible for the child")
    return Schema(
        extract="placed_by_others",
        row="a placement in the area of a child for whom another authority is responsible",
        columns=(
            child, SURNAME, FORENAME, BIRTH, SEX, start, authority, end, POSTCODE,
            text("placement_type", "kind of placement"),
        ),
        needed=frozenset(
            column.name for column in (child, SURNAME, FORENAME, BIRTH, SEX, start, authority)
        ),
        rules=(*_spell_faults(child, start, end), rules.touches_period(start, end), NO_BIRTH),
    )  # fmt: skip


def _spell_faults(child: Column, start: Column, end: Column) -> tuple[Rule, ...]:
    """The faults of a spell of care. An end that cannot be read would be an open spell, so it is one."""
    return (
        *map(rules.recorded, (child, start)),
        rules.readable(start, "fault", essential=True),
        *(rules.readable(column, "fault") for column in (end, BIRTH, SEX)),
        rules.in_order("end-before-start", start, end, "the period ends before it starts"),
        rules.in_order("start-before-birth", BIRTH, start, "it starts before the date of birth"),
        rules.no_copy(child),
    )


SCHEMAS = {
    schema.extract: schema
    for schema in (
        _missing_episodes(),
        _looked_after(),
        _placed_by_others(),
        offences.offences(),
        offences.offence_people(),
    )
}
"""The extracts that are read, by name; one that needs another to be judged stands after it."""
