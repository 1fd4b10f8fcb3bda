"""The breakdowns: by what each unit may be broken down, and whether the cells add up to the whole."""

from __future__ import annotations

from collections.abc import Mapping

from profile_lib.figures.breakdowns_cse import OF_CSE
from profile_lib.figures.breakdowns_found import OF_FOUND
from profile_lib.figures.breakdowns_missing import OF_MISSING
from profile_lib.figures.breakdowns_offences import OF_OFFENCES
from profile_lib.figures.breakdowns_risk import OF_RISK
from profile_lib.figures.dimensions import Dimension
from profile_lib.figures.units import EPISODES, EVENTS, PEOPLE

_OF_BOTH: tuple[Dimension, ...] = (
    Dimension(
        "sex",
        "Sex",
        partitions=EPISODES | PEOPLE,
        categories={"F": "Female", "M": "Male", "X": "Other", "U": "Not recorded"},
        unknown="U",
        columns=("sex",),
        meaning="As recorded most often for the person; not recorded where no row has it.",
        makes_up={"girl_or_boy": {"F": ("F",), "M": ("M",), "U": ("X", "U")}},
    ),
    Dimension(
        "month",
        "Month",
        partitions=EVENTS,
        overlaps=PEOPLE,
        meaning="The month in which an episode starts, an offence is recorded, a report received or "
        "a child identified as at risk.",
    ),
)

DIMENSIONS: Mapping[str, Dimension] = {
    dimension.name: dimension
    for dimension in (*_OF_BOTH, *OF_MISSING, *OF_FOUND, *OF_CSE, *OF_OFFENCES, *OF_RISK)
}
