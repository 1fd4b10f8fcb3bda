"""A measure this year and last: its figures, each with last year's value and whether it may be compared."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.figures import (
    COUNTED,
    DIMENSIONS,
    Change,
    Completeness,
    Figure,
    Measured,
    NotAvailable,
    NotComparable,
    RecordingBreak,
    compare,
)
from profile_lib.figures.record import Definition
from profile_lib.measures.missing import CARE
from profile_lib.rounding import extract_words

Measure = Callable[..., Measured]

CARE_FROM_MARKER = "care-from-marker"


@dataclass(frozen=True)
class Years:
    """An edition's data, and those of the year that it is compared with over the same windows, if any."""

    data: Dataset
    before: Dataset | None

    def figures(self, measure: Measure, *dimensions: str) -> list[Figure]:
        """The figures of a measure, by dimensions where given, each beside last year's and beside what it
        would be if every undecided pair of records were one child."""
        earlier = _by_key(measure, self.before, dimensions)
        linked = _by_key(measure, self._if_open_linked, dimensions)
        return [
            replace(
                figure,
                definition=_with_care_caveat(figure.definition, self.data),
                previous=self._previous(figure, earlier.get(_without_year(figure))),
                if_open_linked=_value_of(linked.get(_without_year(figure))),
            )
            for figure in measure(self.data, *dimensions)
        ]

    @cached_property
    def _if_open_linked(self) -> Dataset | None:
        return self.data.if_open_pairs_linked() if self.data.open_pairs else None

    def _previous(self, figure: Figure, before: Figure | None) -> dict[str, Any]:
        """Last year's value over the same window, whether the two may be compared, and what changed."""
        if before is None or self.before is None:
            return {}
        now, then = figure.value, before.value
        if isinstance(now, NotAvailable) or isinstance(then, NotAvailable):
            return {}
        earlier = before.as_json()
        told = {
            name: item
            for name, item in (
                ("edition", self.before.edition.year),
                ("value", earlier["value"]),
                ("counts", earlier.get("counts")),
            )
            if item is not None
        }
        try:
            change = self.change(figure, before, self.data.edition.breaks)
        except NotComparable as why:
            return {**told, "comparable": False, "why_not": str(why)}
        direction = change.direction
        return {**told, "comparable": True, **({"change": direction} if direction else {})}

    def change(self, figure: Figure, before: Figure, breaks: Sequence[RecordingBreak]) -> Change:
        """The change between two figures of one measure.

        Raises NotComparable where one of them is not available, where a recording break lies between, where
        care status comes from other sources, and where what is behind them was not as complete.
        """
        now, then = figure.value, before.value
        if isinstance(now, NotAvailable) or isinstance(then, NotAvailable):
            raise NotComparable("not available in both years")
        by_care = CARE in figure.definition.caveats
        if by_care and self.before is not None and self.before.care_basis != self.data.care_basis:
            raise NotComparable("care status comes from other sources this year")
        return compare(now, then, breaks, self._completeness(figure))

    def _completeness(self, figure: Figure) -> list[Completeness]:
        """How many rows of the extracts behind a figure could be read without a fault in the two years, and
        how completely the columns behind it, and behind the cell that it is, were recorded in them."""
        extracts = COUNTED[figure.definition.counted].extracts
        by = [column for name, _ in figure.where for column in DIMENSIONS[name].columns]
        cells = [f"{extract}.{column}" for extract in extracts for column in by]
        columns = dict.fromkeys((*figure.definition.columns, *cells))
        return [
            *(
                Completeness(extract_words(name), *self._faultless[name], "no fault")
                for name in extracts
                if name in self._faultless
            ),
            *(
                Completeness(column_words(name), *self._recorded[name])
                for name in columns
                if name in self._recorded
            ),
        ]

    @cached_property
    def _recorded(self) -> dict[str, tuple[float, float]]:
        """How completely each column was recorded, this year and last, where both have rows."""
        return self._both(lambda data: data.recorded())

    @cached_property
    def _faultless(self) -> dict[str, tuple[float, float]]:
        """In what share of each extract's rows no fault was found, this year and last."""
        return self._both(lambda data: data.faultless())

    def _both(self, share: Callable[[Dataset], pd.Series]) -> dict[str, tuple[float, float]]:
        if self.before is None:
            return {}
        both = pd.DataFrame({"now": share(self.data), "before": share(self.before)}).dropna()
        return {name: (float(now), float(before)) for name, now, before in both.itertuples(name=None)}


def column_words(column: str) -> str:
    """``offences.cse_flag_reviewed`` as a reader says it: ``CSE flag reviewed, of offences``."""
    extract, name = column.split(".")
    return f"{name.replace('cse', 'CSE').replace('_', ' ')}, of {extract_words(extract)}"


def _by_key(measure: Measure, data: Dataset | None, dimensions: tuple[str, ...]) -> dict[str, Figure]:
    """The measure's figures in other data, by their keys without the year."""
    return {} if data is None else {_without_year(item): item for item in measure(data, *dimensions)}


def _value_of(figure: Figure | None) -> Any:
    return None if figure is None else figure.as_json().get("value")


def _with_care_caveat(definition: Definition, data: Dataset) -> Definition:
    """The definition, its caveat on care being that of the source in use."""
    if data.care_basis == "records":
        return definition
    return replace(
        definition, caveats=tuple(CARE_FROM_MARKER if id == CARE else id for id in definition.caveats)
    )


def _without_year(figure: Figure) -> str:
    """The key of a figure, its months named alike in every year."""
    months = {name: category[-2:] for name, category in figure.where if name == "month"}
    return json.dumps([figure.id, {**dict(figure.where), **months}], sort_keys=True)
