"""Figures: numbers with an address, and the people behind them."""

from profile_lib.figures.address import Address
from profile_lib.figures.breakdowns import DIMENSIONS
from profile_lib.figures.comparison import (
    MOST_APART,
    Change,
    Completeness,
    NotComparable,
    RecordingBreak,
    compare,
)
from profile_lib.figures.counted import COUNTED, CountedSet, WindowName
from profile_lib.figures.counts import Count, NotAdditive, Table
from profile_lib.figures.derived import (
    Listing,
    Mean,
    MeanAge,
    Money,
    NotAvailable,
    Population,
    Rate,
    Ratio,
    Refused,
    Share,
    Span,
)
from profile_lib.figures.dimensions import KNOWN, MEANINGS, Dimension, Unit
from profile_lib.figures.dividing import MOST_UNKNOWN, PER, mean, rate, ratio, share, too_few_known
from profile_lib.figures.equations import (
    Apart,
    AtMost,
    Cover,
    Each,
    Others,
    Sum,
    across_chapters,
    relations,
    told_by_labels,
)
from profile_lib.figures.estimate import Estimate
from profile_lib.figures.period import Period
from profile_lib.figures.record import Definition, Figure, Measured, Value
from profile_lib.figures.standardised import StandardisedRatio

__all__ = [
    "COUNTED",
    "DIMENSIONS",
    "KNOWN",
    "MEANINGS",
    "MOST_APART",
    "MOST_UNKNOWN",
    "PER",
    "Address",
    "Apart",
    "AtMost",
    "Change",
    "Completeness",
    "Count",
    "CountedSet",
    "Cover",
    "Definition",
    "Dimension",
    "Each",
    "Estimate",
    "Figure",
    "Listing",
    "Mean",
    "MeanAge",
    "Measured",
    "Money",
    "NotAdditive",
    "NotAvailable",
    "NotComparable",
    "Others",
    "Period",
    "Population",
    "Rate",
    "Ratio",
    "RecordingBreak",
    "Refused",
    "Share",
    "Span",
    "StandardisedRatio",
    "Sum",
    "Table",
    "Unit",
    "Value",
    "WindowName",
    "across_chapters",
    "compare",
    "mean",
    "rate",
    "ratio",
    "relations",
    "share",
    "told_by_labels",
    "too_few_known",
]
