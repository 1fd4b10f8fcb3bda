"""Figures: numbers with an address, and the people behind them."""

from profile_lib.figures.address import Address
from profile_lib.figures.comparison import Change, NotComparable, RecordingBreak, compare
from profile_lib.figures.counts import Count, NotAdditive, Table
from profile_lib.figures.derived import (
    PER,
    Mean,
    Money,
    NotAvailable,
    Population,
    Rate,
    Refused,
    Share,
    Span,
    mean,
    rate,
    share,
)
from profile_lib.figures.equations import AtMost, Cover, Sum, relations
from profile_lib.figures.period import Period
from profile_lib.figures.record import Definition, Figure, Measured, Value
from profile_lib.figures.vocabulary import COUNTED, DIMENSIONS, KNOWN, CountedSet, Dimension, Unit

__all__ = [
    "COUNTED",
    "DIMENSIONS",
    "KNOWN",
    "PER",
    "Address",
    "AtMost",
    "Change",
    "Count",
    "CountedSet",
    "Cover",
    "Definition",
    "Dimension",
    "Figure",
    "Mean",
    "Measured",
    "Money",
    "NotAdditive",
    "NotAvailable",
    "NotComparable",
    "Period",
    "Population",
    "Rate",
    "RecordingBreak",
    "Refused",
    "Share",
    "Span",
    "Sum",
    "Table",
    "Unit",
    "Value",
    "compare",
    "mean",
    "rate",
    "relations",
    "share",
]
