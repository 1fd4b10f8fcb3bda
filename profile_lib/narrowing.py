"""Figures under a selection, as they may be shown.

A number of a selection is a cell of a cross-tabulation, and there are more such crossings than can be
protected one against the other by leaving cells out: girls and boys of a month, beside all children of it,
give those whose sex is not recorded. So under a selection no number is exact. It is rounded to the nearest
five; fewer than five, and any number of one or two people, are "few", whether there are any or not. Of a cell
of one or two that leaves at least two possible numbers in every line of a crossing whose total is known. No
other figure than a count is given, since a share gives its numbers away; nor are two breakdowns crossed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from profile_lib.dataset import Dataset
from profile_lib.disclosure.partners import FEW, NUMBERS, for_partners
from profile_lib.figures import COUNTED
from profile_lib.measures.catalogue import catalogue, functions
from profile_lib.measures.definition import Measure
from profile_lib.selection import SETS, Selection, in_words, narrowed

Entry = dict[str, Any]

NEAREST = 5
"""Wider than the partnership's FEW by two, so that a hidden one or two is never at the end of its range."""
SAID = "few"
RULE = (
    f"Under a selection numbers are rounded to the nearest {NEAREST}: they do not add up exactly. “{SAID}” "
    f"stands for none to {NEAREST - 1}, and for any number of fewer than {FEW} people. Shares, and anything "
    "by two breakdowns, are not given."
)
"""The rule in the words of the panels and the notebooks."""

_OF_ALL = (*NUMBERS, "counts", "numerator", "denominator", "not_recorded")
"""The exact numbers of an entry."""


class Narrowing:
    """The figures of an edition under a selection."""

    def __init__(self, data: Dataset, selection: Selection) -> None:
        self.selection = selection
        self._data = data

    def entries(self, measure: Measure, *by: str) -> list[Entry] | None:
        """The figures of a measure under the selection; None where the selection says nothing of it."""
        id = _ids()[measure]
        where = self.selection.of(id)
        if where and len(by) < 2:
            return [self._shown(figure.as_json(), where) for figure in measure(self._narrowed(id), *by)]
        if where:
            return [self._not_given(measure, "a selection is not shown by two breakdowns")]
        if self.selection.touches(COUNTED[catalogue()[id].counted].extracts):
            return [self._not_given(measure, "it is not given under a selection")]
        return None

    def seen(self, measure: Measure, *by: str) -> list[Entry]:
        """The same, and where the selection says nothing of a measure its figures as partners see them."""
        found = self.entries(measure, *by)
        if found is None:
            found = list(for_partners(figure.as_json() for figure in measure(self._data, *by)).values())
        return found

    def _narrowed(self, id: str) -> Dataset:
        name = next(name for name, known in SETS.items() if id in known.measures)
        return narrowed(self._data, name, self.selection.chosen[name])

    def _shown(self, entry: Entry, where: Mapping[str, str]) -> Entry:
        """The number as it may be shown, of what was selected; nothing of last year."""
        told = {key: entry[key] for key in entry if key not in _OF_ALL}
        told["base"] += f" ({in_words(where)}; rounded to the nearest {NEAREST})"
        if self._data.edition.compare_with is not None:
            told["previous"] = {"edition": self._data.edition.compare_with}
        if "value" not in entry:
            return told
        if entry["value"] < NEAREST or 0 < entry.get("people", FEW) < FEW:
            return told | {"state": "suppressed", "said": SAID}
        return told | {"value": NEAREST * ((2 * entry["value"] + NEAREST) // (2 * NEAREST))}

    def _not_given(self, measure: Measure, why: str) -> Entry:
        """One line in the place of figures, without a number."""
        entry = next(iter(measure(self._data))).as_json()
        told = {key: entry[key] for key in entry if key not in (*_OF_ALL, "where")}
        return told | {"key": entry["id"], "state": "not supplied", "why": why}


@cache
def _ids() -> Mapping[Measure, str]:
    """The id of each measure's function."""
    return {function: id for id, function in functions().items()}
