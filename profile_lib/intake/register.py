"""The register of children who were identified as at risk of CSE."""

from __future__ import annotations

from profile_lib.intake import rules
from profile_lib.intake.areas import listed_area
from profile_lib.intake.columns import area, day, reference, text
from profile_lib.intake.schema import (
    AT_RISK_TEAM,
    BIRTH,
    DISABILITY,
    ETHNICITY_SELF,
    FORENAME,
    NO_BIRTH,
    POSTCODE,
    SEND,
    SEX,
    SURNAME,
    Schema,
    spell_faults,
)


def at_risk_register() -> Schema:
    """The schema of ``at_risk_register``: a child may have several spells, under one reference."""
    child = reference("child_ref", "child reference", "the register's reference of the child")
    start = day(
        "identified_on", "day of identification", "the day on which the child was identified as at risk"
    )
    end = day("closed_on", "day of closure", "the day on which the case was closed; blank while it is open")
    where = area("community area the child lives in")
    return Schema(
        extract="at_risk_register",
        partner=AT_RISK_TEAM,
        row="a spell of being identified as at risk of CSE",
        window="cse",
        day=start.name,
        columns=(
            child, SURNAME, FORENAME, BIRTH, SEX, start, end, POSTCODE,
            text("risk_level", "the risk assessed, in the register's words"),
            text("referral_source", "who referred the child"),
            where, ETHNICITY_SELF, DISABILITY, SEND,
            text("outcome", "what came of it"),
        ),
        needed=frozenset(column.name for column in (child, SURNAME, FORENAME, BIRTH, SEX, start)),
        rules=(
            *spell_faults(child, start, end),
            rules.touches_period(start, end),
            rules.child_at(start, BIRTH),
            NO_BIRTH,
            rules.overlaps(child, start, end, open_lasts=True),
            rules.not_after_the_edition(end),
            listed_area(where),
        ),
    )  # fmt: skip
