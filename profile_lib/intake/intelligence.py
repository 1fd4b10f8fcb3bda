"""Reports of intelligence: those that may not be shared are refused here, and of the text only themes stay.

A grading is written in the 5x5x5 way (source A to E, information 1 to 5, handling 1 to 5: ``B24``), or in the
3x5x2 way that came in 2016 (source 1 to 3, information A to E, handling P or C: ``2BP``). Handling 4 and 5,
and C, set limits to who may be told.
"""

from __future__ import annotations

import pandas as pd

from profile_lib.intake import rules
from profile_lib.intake.areas import listed_area
from profile_lib.intake.columns import areas, day, reference, text
from profile_lib.intake.rules import Context, Rule
from profile_lib.intake.schema import POLICE, Schema

GRADINGS = r"[A-E][1-5][1-5]|[1-3][A-E][PC]"
RESTRICTED = r"[A-E][1-5][45]|[1-3][A-E]C"

_REPORT = reference(
    "report_ref", "report reference", "the system's reference of the report, one for each row"
)
_GRADING = text("grading", "5x5x5 or 3x5x2 grading, with handling: B24 or 2BP")
_TEXT = text("text", "the report; read for its themes, kept nowhere")
_TAGS = text("tags", "tags of the report, semicolons between them; read for its themes, kept nowhere")


def intelligence() -> Schema:
    """The schema of ``intelligence``."""
    received = day("received_on", "day of receipt", "the day on which the report was received")
    where = areas("community areas the report is about, semicolons between them")
    subject = reference(
        "subject_ref",
        "reference of the subject",
        "the system's reference of the person it is about, told by person_index",
    )
    operation = reference("operation_ref", "reference of the operation", "the operation it belongs to")
    return Schema(
        extract="intelligence",
        partner=POLICE,
        row="a report of intelligence about CSE",
        window="cse",
        day=received.name,
        themed=(_TEXT.name, _TAGS.name),
        columns=(
            _REPORT, received, where, _GRADING, _TAGS, _TEXT,
            subject, operation,
            text("submitting_unit", "the unit that submitted it"),
        ),
        # without gradings nobody can tell which reports may be shared
        needed=frozenset({_REPORT.name, received.name, where.name, _GRADING.name}),
        rules=(
            *rules.references(_REPORT),
            rules.recorded(received),
            rules.readable(received, "fault", essential=True),
            _gradings(),
            _one_row_a_report(),
            _handling(),
            rules.starts_in_period(received),
            *(rules.readable(column, "notice") for column in (subject, operation)),
            rules.blank("no-grading", _GRADING, "no grading: taken as one that may be shared"),
            rules.blank("no-community-area", where, "no community area: counted in no place"),
            listed_area(where),
            _nothing_to_read(),
        ),
    )  # fmt: skip


def _gradings() -> Rule:
    """Set aside: nobody can tell from this grading whether the report may be shared."""
    return Rule(
        "grading-unreadable",
        "fault",
        (_GRADING.name,),
        "the grading is neither a 5x5x5 as B24 nor a 3x5x2 as 2BP, so it may not be shared: found {found}",
        lambda rows, context: rows[_GRADING.name].notna() & ~_is(rows, GRADINGS),
        essential=True,
    )


def _handling() -> Rule:
    """Refused: its handling code sets limits to who may be told. It stands before the other rules of scope,
    so that every such report is counted under it."""
    return Rule(
        "handling-restricted",
        "scope",
        (_GRADING.name,),
        "its handling restricts who may be told: nothing of it is kept",
        lambda rows, context: _is(rows, RESTRICTED),
        essential=True,
        refuses=True,
    )


def _one_row_a_report() -> Rule:
    """Set aside: an earlier row has the reference. Their texts are gone: whether they differ is not asked."""
    return Rule(
        "duplicate-reference",
        "fault",
        (_REPORT.name,),
        f"an earlier row has the same {_REPORT.words}",
        lambda rows, context: rows[_REPORT.name].duplicated(),
        essential=True,
        among=_REPORT.name,
    )


def _nothing_to_read() -> Rule:
    """Worth knowing: the report counts, and whether it is about any theme is not known."""

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        themes = rows[list(context.themes)]
        return (
            themes.isna().all(axis="columns") if len(context.themes) else pd.Series(False, index=rows.index)
        )

    message = "neither text nor tags: its themes are not known"
    return Rule("no-text-or-tags", "notice", (_TEXT.name, _TAGS.name), message, breaks)


def graded(grading: pd.Series) -> pd.Series:
    """Gradings by their three signs alone: ``b-2 4`` is ``B24``."""
    signs: pd.Series = grading.str.upper().str.replace(r"[\s/-]+", "", regex=True)
    return signs


def _is(rows: pd.DataFrame, form: str) -> pd.Series[bool]:
    """Whether a grading has a form, whatever its capitals and what stands between its three signs."""
    return graded(rows[_GRADING.name]).str.fullmatch(form).fillna(False).astype(bool)
