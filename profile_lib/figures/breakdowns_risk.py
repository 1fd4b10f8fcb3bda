"""The breakdowns of reports, of children at risk, of what was done, and of pupils."""

from __future__ import annotations

from profile_lib.figures.dimensions import Dimension
from profile_lib.figures.units import ACTIONS, CHILDREN, MATTERS, PERSONS, REPORTS

_THEME = (
    "By a tag of the report or by words in its text, found while the report is read; the text is not kept."
)

OF_RISK: tuple[Dimension, ...] = (
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
        "absent_10pct",
        "Missed a tenth of sessions",
        partitions=CHILDREN,
        categories={"yes": "A tenth or more", "no": "Less"},
        columns=("sessions_unauthorised",),
        meaning="A tenth or more of the possible sessions missed without authorisation.",
    ),
)
