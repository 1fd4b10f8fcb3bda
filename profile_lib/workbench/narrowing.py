"""Figures under a selection, as they may be shown.

A number of a selection is a cell of a cross-tabulation, so the rule of the partnership on crossings holds for
it; but there are more such crossings than can be protected by leaving cells out of each: girls and boys of a
month, beside all children of it, give those whose sex is not recorded. So under a selection no number is
exact: it is rounded, small ones are "few", and what would still give away one or two people is not given.
That is looked at for each breakdown that was chosen, crossed with the one that is shown or with another that
was chosen, within the rest of the selection. No other figure than a count is given, since a share gives its
numbers away; nor are two breakdowns crossed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import Any

from profile_lib.dataset import Dataset
from profile_lib.disclosure.partners import FEW, NUMBERS, for_partners
from profile_lib.disclosure.rounded import NEAREST, rounded, withheld
from profile_lib.figures import COUNTED
from profile_lib.figures.address import key
from profile_lib.measures.catalogue import catalogue, functions
from profile_lib.measures.definition import Measure
from profile_lib.workbench.selection import SETS, Selection, in_words, narrowed

Entry = dict[str, Any]
Where = tuple[tuple[str, str], ...]

SAID = "few"
RULE = (
    f"Under a selection numbers are rounded to the nearest {NEAREST}: they do not add up exactly. “{SAID}” "
    f"stands for none to {NEAREST - 1}, and for any number of fewer than {FEW} people; what would give such "
    "a number away is not given. Nor are shares, or anything by two breakdowns. Selections laid side by side "
    "tell more than each: what leaves the room goes through an analysis notebook and the checks."
)
"""The rule in the words of the panels and the notebooks."""

_OF_ALL = (*NUMBERS, "counts", "numerator", "denominator", "not_recorded")
"""The exact numbers of an entry."""


class Narrowing:
    """The figures of an edition under selections. What a crossing withholds is worked out once."""

    def __init__(self, data: Dataset) -> None:
        self._data = data
        self._withheld = cache(self._crossed)

    def entries(self, measure: Measure, selection: Selection, *by: str) -> list[Entry] | None:
        """The figures of a measure under a selection; None where the selection says nothing of it."""
        id = _id_of(measure)
        where = selection.of(id)
        if where and len(by) < 2:
            figures = [figure.as_json() for figure in measure(self._narrowed(id, where), *by)]
            return [self._shown(entry, where) for entry in figures]
        if where:
            return [self._not_given(measure, "a selection is not shown by two breakdowns", by)]
        if selection.touches(COUNTED[catalogue()[id].counted].extracts):
            return [self._not_given(measure, "it is not given under a selection")]
        return None

    def seen(self, measure: Measure, selection: Selection, *by: str) -> list[Entry]:
        """The same, and where the selection says nothing of a measure its figures as partners see them."""
        found = self.entries(measure, selection, *by)
        if found is None:
            found = list(for_partners(figure.as_json() for figure in measure(self._data, *by)).values())
        return found

    def _narrowed(self, id: str, where: Mapping[str, str]) -> Dataset:
        name = next(name for name, known in SETS.items() if id in known.measures)
        return narrowed(self._data, name, where)

    def _shown(self, entry: Entry, where: Mapping[str, str]) -> Entry:
        """The number as it may be shown, of what was selected; nothing of last year."""
        told = {key: entry[key] for key in entry if key not in _OF_ALL}
        told["base"] += f" ({in_words(where)}; rounded to the nearest {NEAREST})"
        if self._data.edition.compare_with is not None:
            told["previous"] = {"edition": self._data.edition.compare_with}
        if "value" not in entry:
            return told
        if (value := rounded(entry)) is None:
            return told | {"state": "suppressed", "said": SAID}
        shown = [pair for pair in entry.get("where", {}).items() if pair[0] not in where]
        gives_away = any(self._gives_away(entry["id"], where, shown))
        return told | ({"state": "suppressed"} if gives_away else {"value": value})

    def _gives_away(self, id: str, where: Mapping[str, str], shown: list[tuple[str, str]]) -> Iterator[bool]:
        """In each crossing that the number is a cell of, whether it is withheld."""
        pairs = [*combinations(where.items(), 2), *((one, cell) for one in where.items() for cell in shown)]
        for one, other in pairs:
            rest = tuple(sorted(pair for pair in where.items() if pair not in (one, other)))
            yield key(id, (one, other)) in self._withheld(id, rest, *sorted((one[0], other[0])))

    def _crossed(self, id: str, rest: Where, one: str, other: str) -> frozenset[str]:
        """The keys of the cells that a crossing withholds, within the rest of a selection."""
        figures = functions()[id](self._narrowed(id, dict(rest)), one, other)
        return withheld(figure.as_json() for figure in figures)

    def _not_given(self, measure: Measure, why: str, by: tuple[str, ...] = ()) -> Entry:
        """One line in the place of figures, without a number."""
        entry = next(iter(measure(self._data))).as_json()
        told = {key: entry[key] for key in entry if key not in (*_OF_ALL, "where")}
        crossed = f" by {' and '.join(by)}" if by else ""
        return told | {"key": entry["id"] + crossed, "state": "not supplied", "why": why}


def _id_of(measure: Measure) -> str:
    """The id of a measure by the name of its function: a module that was edited may be loaded twice, and a
    notebook may hold the function of either."""
    name = f"{measure.__module__}.{getattr(measure, '__name__', '')}"
    return next(id for id, definition in catalogue().items() if definition.measure == name)
