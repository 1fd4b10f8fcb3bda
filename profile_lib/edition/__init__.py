"""An edition: the parameters of one year's profile."""

from profile_lib.edition.agreement import refuse_without_agreement
from profile_lib.edition.board import LEAST_CHILDREN, Gap, Progress, Recommendation, Voice
from profile_lib.edition.costing import Weight
from profile_lib.edition.loading import BASE, load_edition, located, newest, years
from profile_lib.edition.model import (
    AlreadyPublished,
    Contact,
    Edition,
    Level,
    Reading,
    Theme,
    ThemeWords,
    UnitCost,
)

__all__ = [
    "BASE",
    "LEAST_CHILDREN",
    "AlreadyPublished",
    "Contact",
    "Edition",
    "Gap",
    "Level",
    "Progress",
    "Reading",
    "Recommendation",
    "Theme",
    "ThemeWords",
    "UnitCost",
    "Voice",
    "Weight",
    "load_edition",
    "located",
    "newest",
    "refuse_without_agreement",
    "years",
]
