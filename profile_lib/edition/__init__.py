"""An edition: the parameters of one year's profile."""

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
    "AlreadyPublished",
    "Contact",
    "Edition",
    "Level",
    "Reading",
    "Theme",
    "ThemeWords",
    "UnitCost",
    "load_edition",
    "located",
    "newest",
    "years",
]
