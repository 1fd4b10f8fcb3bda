"""The breakdowns of reports, of children at risk, of what was done, and of pupils."""

from __future__ import annotations

from profile_lib.figures.dimensions import Dimension
from profile_lib.figures.units import ACTIONS, CHILDREN, MATTERS, PERSONS, REPORTS

_THEME = (
    "By a tag of the report or by words in its text, found while the report is read; the text is not kept."
)

_FOUND_BY = "By a tag, whatever the text says; else by words of the text that nothing denies."
_SCALES = "Reports were graded 5x5x5 until about 2016, then 3x5x2: two scales that are not added up."


def _found_by(theme: str, label: str) -> Dimension:
    """How a theme of reports is known."""
    return Dimension(
        f"{theme}_found_by",
        label,
        partitions=REPORTS,
        categories={
            "tag": "A partner's tag",
            "text": "Words of the text alone",
            "no": "Not linked",
            "U": "Not recorded",
        },
        unknown="U",
        columns=("tags", "text"),
        meaning=_FOUND_BY,
    )


OF_RISK: tuple[Dimension, ...] = (
    _found_by("drugs_alcohol", "How a link to drugs or alcohol is known"),
    _found_by("social_media", "How a mention of social media is known"),
    _found_by("drug_networks", "How a link to a dangerous drugs network is known"),
    Dimension(
        "source_grade",
        "Grade of the source",
        partitions=REPORTS,
        categories={
            **{f"5x5x5 {sign}": f"5x5x5: {sign}" for sign in "ABCDE"},
            "3x5x2 1": "3x5x2: 1, reliable",
            "3x5x2 2": "3x5x2: 2, untested",
            "3x5x2 3": "3x5x2: 3, not reliable",
            "U": "Not recorded",
        },
        unknown="U",
        columns=("grading",),
        meaning=_SCALES,
    ),
    Dimension(
        "information_grade",
        "Grade of the information",
        partitions=REPORTS,
        categories={
            **{f"5x5x5 {sign}": f"5x5x5: {sign}" for sign in "12345"},
            **{f"3x5x2 {sign}": f"3x5x2: {sign}" for sign in "ABCDE"},
            "U": "Not recorded",
        },
        unknown="U",
        columns=("grading",),
        meaning=_SCALES,
    ),
    Dimension(
        "drugs_alcohol",
        "Drugs or alcohol",
        partitions=REPORTS,
        categories={"yes": "Linked to drugs or alcohol", "no": "Not linked", "U": "Not recorded"},
        unknown="U",
        columns=("tags", "text"),
        meaning=_THEME,
    ),
    Dimension(
        "social_media",
        "Social media",
        partitions=REPORTS,
        categories={"yes": "Mentions social media", "no": "No mention", "U": "Not recorded"},
        unknown="U",
        columns=("tags", "text"),
        meaning=_THEME,
    ),
    Dimension(
        "drug_networks",
        "Dangerous drugs networks",
        partitions=REPORTS,
        categories={
            "yes": "Linked to a dangerous drugs network",
            "no": "Not linked",
            "U": "Not recorded",
        },
        unknown="U",
        columns=("tags", "text"),
        meaning=_THEME,
    ),
    Dimension(
        "community_area",
        "Community area",
        partitions=frozenset(),
        overlaps=REPORTS | PERSONS | MATTERS,
        unknown="U",
        is_open=True,
        columns=("community_area",),
        meaning="Where information was received, not where harm occurs. A report may name several areas.",
    ),
    Dimension(
        "age_identified",
        "Age when identified",
        partitions=CHILDREN,
        categories={
            "0-11": "Under 12",
            "12-13": "12 to 13",
            "14-15": "14 to 15",
            "16-17": "16 to 17",
            "U": "Not recorded",
        },
        unknown="U",
        columns=("date_of_birth",),
        meaning="Completed years on the day of the child's first identification in the period.",
    ),
    Dimension(
        "register_level",
        "Risk on the register",
        partitions=CHILDREN,
        unknown="U",
        is_open=True,
        is_ranked=True,
        columns=("risk_level",),
        meaning="As assessed when the child was first identified in the period, in the register's own words: "
        "there is no national scale. Words used for fewer than three children are under other.",
    ),
    Dimension(
        "referral_source",
        "Source of the referral",
        partitions=CHILDREN,
        unknown="U",
        is_open=True,
        is_ranked=True,
        columns=("referral_source",),
        meaning="Who referred the child, at the first identification in the period.",
    ),
    Dimension(
        "identified_again",
        "New or again",
        partitions=CHILDREN,
        categories={"no": "Not before, as far as the extract tells", "yes": "Again, after a closed case"},
        columns=("closed_on",),
        meaning="Again: at one of the identifications of the period an earlier case of the child had closed.",
    ),
    Dimension(
        "register_outcome",
        "Outcome",
        partitions=CHILDREN,
        unknown="U",
        is_open=True,
        is_ranked=True,
        columns=("outcome",),
        meaning="What came of the case that was closed last in the period, in the register's own words.",
    ),
    Dimension(
        "disability",
        "Disability",
        partitions=CHILDREN,
        categories={"yes": "Disability recorded", "no": "No disability", "U": "Not recorded"},
        unknown="U",
        columns=("disability",),
        meaning="As the register has it; what is not recorded is not a no.",
    ),
    Dimension(
        "send",
        "Special educational needs or disability",
        partitions=CHILDREN,
        categories={"yes": "Support or a plan", "no": "Neither", "U": "Not recorded"},
        unknown="U",
        columns=("send",),
        meaning="Whether the register has the child with support or a plan for such needs.",
    ),
    Dimension(
        "identified_later",
        "Identified after the school year",
        partitions=CHILDREN,
        categories={"yes": "After its end", "no": "Before its end"},
        columns=("identified_on",),
        meaning="Whether the school year had ended when the child was identified for the first time that "
        "the extract of the register holds.",
    ),
    Dimension(
        "power",
        "Power used",
        partitions=ACTIONS,
        unknown="U",
        is_open=True,
        is_ranked=True,
        columns=("power",),
    ),
    Dimension(
        "agency",
        "Agency",
        partitions=ACTIONS,
        unknown="U",
        is_open=True,
        is_ranked=True,
        columns=("agency",),
    ),
    Dimension(
        "action_outcome",
        "Outcome",
        partitions=ACTIONS,
        unknown="U",
        is_open=True,
        is_ranked=True,
        columns=("outcome",),
        meaning="What came of the action by the time of the extract, as partners wrote it. Words used for "
        "fewer than three actions are under other.",
    ),
    Dimension(
        "absent_10pct",
        "Missed a tenth of sessions",
        partitions=CHILDREN,
        categories={"yes": "A tenth or more", "no": "Less"},
        columns=("sessions_unauthorised",),
        meaning="A tenth or more of the possible sessions missed without authorisation.",
    ),
)
