"""Who people are, for systems whose extracts give a reference alone, and recorded links between them."""

from __future__ import annotations

from profile_lib.intake import rules
from profile_lib.intake.columns import code, day, reference, text
from profile_lib.intake.rules import Rule
from profile_lib.intake.schema import (
    BIRTH,
    ETHNICITY_SELF,
    FORENAME,
    NO_BIRTH,
    POLICE,
    POSTCODE,
    SEX,
    SURNAME,
    UPN,
    Schema,
)

REFERENCES = {
    "missing_episodes": ("person_ref",),
    "return_interviews": ("child_ref",),
    "looked_after": ("child_ref",),
    "placed_by_others": ("child_ref",),
    "at_risk_register": ("child_ref",),
    "school_absence": ("pupil_ref",),
    "offence_people": ("person_ref",),
    "intelligence": ("subject_ref",),
    "links": ("person_ref_a", "person_ref_b"),
}
"""The extracts that refer to people, and the columns in which they do."""

SOURCES = tuple(REFERENCES)


INDEX = "person_index"
NHS_NUMBER = reference("nhs_number", "NHS number", "NHS number; used for linkage alone")


def person_index() -> Schema:
    """The schema of ``person_index``: a reference has several rows where what is known of it changed."""
    source = code("source", "the extract whose reference it is", SOURCES)
    ref = reference("ref", "reference", "the reference of the person, as that extract gives it")
    start = day("valid_from", "first day", "the first day on which this was so")
    end = day("valid_to", "last day", "the last day on which this was so; blank while it is")
    return Schema(
        extract=INDEX,
        partner=POLICE,
        row="what a system knows of a person to whom its extract refers",
        window=None,
        day=None,
        columns=(
            source, ref, BIRTH, SEX, SURNAME, FORENAME, POSTCODE, start, end, UPN,
            NHS_NUMBER,
            ETHNICITY_SELF,
        ),
        needed=frozenset(column.name for column in (source, ref, BIRTH, SEX)),
        rules=(
            rules.recorded(source),
            *rules.references(ref),
            rules.readable(source, "fault", essential=True),
            *(rules.readable(column, "fault") for column in (BIRTH, SEX)),
            rules.in_order("end-before-start", start, end, "its last day is before its first"),
            rules.no_copy(ref),
            *(rules.readable(column, "notice") for column in (start, end, UPN, NHS_NUMBER)),
            NO_BIRTH,
        ),
    )  # fmt: skip


def links() -> Schema:
    """The schema of ``links``. A link that was recorded before the window is known in it, so it counts."""
    one, other = (
        reference(
            f"person_ref_{end}", f"reference of person {end}", f"reference of {words}, told by person_index"
        )
        for end, words in (("a", "one of the two"), ("b", "the other"))
    )
    kind = text("kind", "what links the two")
    recorded = day("recorded_on", "day of recording", "the day on which the link was recorded")
    return Schema(
        extract="links",
        partner=POLICE,
        row="a recorded link between two people",
        window="cse",
        day=recorded.name,
        columns=(one, other, kind, recorded),
        needed=frozenset(column.name for column in (one, other, kind, recorded)),
        rules=(
            *rules.references(one, other),
            rules.recorded(recorded),
            rules.readable(recorded, "fault", essential=True),
            Rule(
                "link-to-self", "fault", (other.name, one.name), "it links a person to the same person",
                lambda rows, context: rows[one.name].eq(rows[other.name]) & rows[one.name].notna(),
                essential=True,
            ),
            rules.no_copy(one),
            rules.known_by_the_end(recorded),
            rules.blank("no-kind", kind, "what links the two is not recorded"),
        ),
    )  # fmt: skip
