"""A figure as partners see it: exact headlines and breakdowns, and no small cell of a cross-tabulation.

The edition of the partnership travels among people who know the families. Of a crossing of two breakdowns
a cell of fewer than three people is not given, nor what would give it away: the margins are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from profile_lib.disclosure.knowledge import named_relations
from profile_lib.disclosure.pattern import NoSafePattern, Target, protect
from profile_lib.disclosure.rule import Entry
from profile_lib.disclosure.statements import Parts, counts_of
from profile_lib.disclosure.system import Cell, System

FEW = 3
"""Below so many people a cell of a cross-tabulation is not given to partners."""

CROSSED = 2
"""So many breakdowns may be crossed."""

NEVER_CROSSED = (frozenset({"ethnicity", "nationality"}), frozenset({"community_area", "offence_area"}))
"""Of suspects, by place, these single out people whom the place knows."""

NUMBERS = ("value", "people", "interval", "previous", "if_open_pairs_linked")


def for_partners(entries: Iterable[Entry]) -> dict[str, dict[str, Any]]:
    """The figures by key as partners see them. The cells of a crossing come with its margins and its whole.

    A cell of one or two people is "fewer than 3" where its number is; another number that would give it away,
    or is of as few, is not given. Raises ValueError for a crossing that nobody may see.
    """
    listed = list(entries)
    crossings: dict[tuple[str, frozenset[str]], list[Entry]] = {}
    for entry in listed:
        if len(dimensions := frozenset(entry.get("where", ()))) > 1 and entry["kind"] == "count":
            _refuse(str(entry["key"]), dimensions)
            crossings.setdefault((str(entry["id"]), dimensions), []).append(entry)
    hidden = {
        key
        for (id, dimensions), cells in crossings.items()
        for key in _hidden(cells, [other for other in listed if _is_margin(other, id, dimensions)])
    }
    crossed = {str(cell["key"]) for cells in crossings.values() for cell in cells}
    return {str(entry["key"]): _seen(entry, crossed, hidden) for entry in listed}


def _refuse(key: str, dimensions: frozenset[str]) -> None:
    if len(dimensions) > CROSSED:
        raise ValueError(f"{key}: more than {CROSSED} breakdowns are crossed")
    if all(group & dimensions for group in NEVER_CROSSED):
        raise ValueError(f"{key}: {' and '.join(sorted(dimensions))} are never crossed")


def _is_margin(entry: Entry, id: str, dimensions: frozenset[str]) -> bool:
    """Whether it is the whole of a crossing, or its cells by one of its dimensions."""
    own = frozenset(entry.get("where", ()))
    return entry["id"] == id and entry["kind"] == "count" and own < dimensions


def _seen(entry: Entry, crossed: set[str], hidden: set[str]) -> dict[str, Any]:
    seen = {name: value for name, value in entry.items() if name != "counts"}
    if entry["key"] not in crossed:
        return seen
    if entry["key"] not in hidden:
        seen.pop("previous", None)  # of last year's crossing nothing is protected
        return seen
    kept = {name: value for name, value in seen.items() if name not in NUMBERS}
    said = {"said": f"fewer than {FEW}"} if entry["value"] < FEW else {}
    return kept | {"state": "suppressed"} | said


def _hidden(cells: Sequence[Entry], margins: Sequence[Entry]) -> frozenset[str]:
    """The keys of the cells that are not given: the small ones, and as few others as protect them; where
    nothing does, every one. Of what nobody is recorded with, such as a power used, the small ones alone."""
    small = frozenset(str(cell["key"]) for cell in cells if 0 < _people(cell) < FEW)
    if not small or "people" not in cells[0]:
        return small
    keys = {_name(cell): str(cell["key"]) for cell in cells}
    counted = {_name(entry): entry for entry in (*margins, *cells)}
    system = System(
        {name: _cell(name, entry, name not in keys) for name, entry in counted.items()},
        [relation.row for relation in named_relations(counts_of(_this_year(counted.values())))],
        FEW,
    )
    wanted = {name: _target(counted[name]) for name, key in keys.items() if key in small}
    try:
        pattern = protect(system, wanted)
    except NoSafePattern:
        return frozenset(str(cell["key"]) for cell in cells if cell["value"])
    return frozenset(keys[name] for name in pattern.primary | pattern.secondary)


def _people(entry: Entry) -> int:
    return int(entry.get("people", entry["value"]))


def _cell(name: str, entry: Entry, is_margin: bool) -> Cell:
    """What a reader knows of a number: a margin; of a cell that is not given whether it is below three."""
    value = int(entry["value"])
    least, most = (1, FEW - 1) if 0 < value < FEW else (FEW, None)
    return Cell(name, value, _people(entry), least, most, (value, value), is_constant=is_margin)


def _target(entry: Entry) -> Target:
    """Of a small number the reader learns no more than that it is small; of another no exact number."""
    value = int(entry["value"])
    return Target(1, FEW - 1) if value < FEW else Target(FEW, value + 1)


def _name(entry: Entry) -> str:
    return Parts.of(entry, entry["counts"]).name("value")


def _this_year(entries: Iterable[Entry]) -> list[Mapping[str, Any]]:
    return [{**entry, "previous": {}} for entry in entries]
