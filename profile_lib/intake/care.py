"""Spells of care: of children this authority looks after, and of those whom others placed here; and the
spells for which the looked-after return says that a child was missing or away."""

from __future__ import annotations

import pandas as pd

from profile_lib.intake import rules
from profile_lib.intake.columns import Column, code, day, reference, text, words, yes_no
from profile_lib.intake.rules import Context, Rule
from profile_lib.intake.schema import (
    BIRTH,
    DISABILITY,
    ETHNICITY_SELF,
    FORENAME,
    NO_BIRTH,
    POSTCODE,
    SEND,
    SEX,
    SOCIAL_CARE,
    SURNAME,
    UPN,
    Schema,
    spell_faults,
    unlisted,
)

PLACEMENT = words(
    "placement_type",
    "kind of placement",
    "kind of placement: a code of the looked-after return, or words such as foster care",
)


def looked_after() -> Schema:
    """The schema of ``looked_after``."""
    child = reference("child_ref", "child reference", "the system's reference of the child")
    start = day("from_date", "first day", "first day of the period of being looked after")
    end = day("to_date", "last day", "last day of the period; blank while it is open")
    status = text(
        "legal_status", "legal status, as coded in the looked-after return; V3 and V4: short breaks"
    )
    in_area = yes_no("placed_in_area", "whether the placement is in this authority's area")
    return Schema(
        extract="looked_after",
        partner=SOCIAL_CARE,
        row="a period of being looked after by this authority",
        window="missing",
        day=None,
        columns=(
            child, BIRTH, SEX, start, SURNAME, FORENAME, end, POSTCODE, status,
            PLACEMENT,
            in_area, UPN, ETHNICITY_SELF, DISABILITY, SEND,
        ),
        needed=frozenset(column.name for column in (child, BIRTH, SEX, start)),
        rules=(
            *spell_faults(child, start, end),
            rules.not_among("short-break", status, ("V3", "V4"), "short breaks are not counted as care"),
            rules.touches_period(start, end),
            *(rules.readable(column, "notice") for column in (in_area, UPN)),
            rules.overlaps(child, start, end, open_lasts=True),
            NO_BIRTH,
            unlisted(PLACEMENT),
        ),
    )  # fmt: skip


def placed_by_others() -> Schema:
    """The schema of ``placed_by_others``."""
    child = reference("child_ref", "child reference", "the reference under which the notice is kept")
    start = day("from_date", "first day", "first day of the placement")
    end = day("to_date", "last day", "last day of the placement; blank while it is open")
    authority = text("responsible_authority", "the authority that is responsible for the child")
    return Schema(
        extract="placed_by_others",
        partner=SOCIAL_CARE,
        row="a placement in the area of a child for whom another authority is responsible",
        window="missing",
        day=None,
        columns=(
            child, SURNAME, FORENAME, BIRTH, SEX, start, authority, end, POSTCODE,
            PLACEMENT,
        ),
        needed=frozenset(
            column.name for column in (child, SURNAME, FORENAME, BIRTH, SEX, start, authority)
        ),
        rules=(
            *spell_faults(child, start, end),
            rules.touches_period(start, end),
            rules.overlaps(child, start, end, open_lasts=True),
            NO_BIRTH,
            unlisted(PLACEMENT),
        ),
    )  # fmt: skip


def missing_from_care() -> Schema:
    """The schema of ``missing_from_care``: days only, so it is no extract of episodes."""
    child = reference("child_ref", "child reference", "the reference of the child in the looked-after return")
    start = day("from_date", "first day", "the day on which the child left, or was last seen")
    end = day("to_date", "last day", "the day on which the child was found or came back; blank while missing")
    category = code(
        "category",
        "missing: whereabouts not known; away: known, from the placement without authorisation",
        ("missing", "away"),
    )
    return Schema(
        extract="missing_from_care",
        partner=SOCIAL_CARE,
        row="a period for which the looked-after return says that a child was missing or away",
        window="missing",
        day=start.name,
        columns=(child, BIRTH, category, start, end),
        needed=frozenset(column.name for column in (child, BIRTH, category, start)),
        rules=(
            *rules.references(child),
            *map(rules.recorded, (start, category)),
            rules.readable(start, "fault", essential=True),
            rules.readable(category, "fault", essential=True),
            *(rules.readable(column, "fault") for column in (end, BIRTH)),
            rules.in_order("end-before-start", start, end, "the period ends before it starts"),
            rules.in_order("start-before-birth", BIRTH, start, "it starts before the date of birth"),
            rules.no_copy(child),
            rules.starts_in_period(start),
            rules.child_at(start, BIRTH),
            NO_BIRTH,
            rules.blank("open", end, "no return is recorded"),
            rules.open_at_the_end(start, end),
            rules.overlaps(child, start, end, open_lasts=False),
            _looked_after_on_the_day(child, start),
        ),
    )


def _looked_after_on_the_day(child: Column, start: Column) -> Rule:
    """Worth knowing: the same partner's periods of being looked after do not hold the day, counted or not."""

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        if context.care is None:
            return pd.Series(False, index=rows.index)
        days = rows[[child.name]].assign(day=rows[start.name])
        return ~rules.covered(days, context.care, child.name)

    message = "no period of being looked after holds the day"
    return Rule("not-looked-after", "notice", (child.name, start.name), message, breaks)
