"""A crossing of two breakdowns in which numbers are rounded: what is not given all the same.

Rounding leaves a reader of the crossing a range for each number, and the exact margins, which are printed
elsewhere, narrow it. Where a number of one or two people could be worked out, another is not given besides.
"""

from __future__ import annotations

from collections.abc import Iterable

from profile_lib.disclosure.attack import Attack, Interval
from profile_lib.disclosure.knowledge import named_relations
from profile_lib.disclosure.partners import FEW
from profile_lib.disclosure.pattern import Target, protect
from profile_lib.disclosure.rule import Entry
from profile_lib.disclosure.statements import Parts, counts_of
from profile_lib.disclosure.system import Cell, System

NEAREST = 5
"""To what numbers are rounded. Fewer than so many are "few", a zero as well."""


def rounded(entry: Entry) -> int | None:
    """The number of an entry as it may be shown; None where it is few, or of few people."""
    value = int(entry["value"])
    if value < NEAREST or 0 < int(entry.get("people", FEW)) < FEW:
        return None
    return NEAREST * ((2 * value + NEAREST) // (2 * NEAREST))


def withheld(entries: Iterable[Entry]) -> frozenset[str]:
    """The keys of the cells of a crossing, given with its margins, that are not given though they are large.

    What the margins say by themselves nothing can protect: partners see the margins.
    """
    counted = {Parts.of(entry, entry["counts"]).name("value"): {**entry, "previous": {}} for entry in entries}
    crossed = {name: entry for name, entry in counted.items() if len(entry.get("where", ())) > 1}
    system = System(
        {name: _cell(name, entry, name not in crossed) for name, entry in counted.items()},
        [relation.row for relation in named_relations(counts_of(counted.values()))],
        FEW,
    )
    small = [name for name, entry in crossed.items() if 0 < int(entry.get("people", FEW)) < FEW]
    at_most = Attack(system, [name for name, cell in system.cells.items() if not cell.is_fixed])
    reached = {name: _reached(int(crossed[name]["value"]), at_most.interval(name)) for name in small}
    wanted = {name: target for name, target in reached.items() if target is not None}
    return frozenset(str(crossed[name]["key"]) for name in protect(system, wanted, ()).secondary)


def _cell(name: str, entry: Entry, is_margin: bool) -> Cell:
    """What a reader knows of a number: a margin; else what rounds to it, or that it is few, which it is
    called whatever else is hidden."""
    value, people = int(entry["value"]), int(entry.get("people", entry["value"]))
    shown = (0, NEAREST - 1)
    if (nearest := rounded(entry)) is not None:
        shown = (max(NEAREST, nearest - NEAREST // 2), nearest + NEAREST // 2)
    most = NEAREST - 1 if value < NEAREST and 0 < people < FEW else None
    if is_margin:
        return Cell(name, value, people, 0, None, (value, value), is_constant=True)
    is_few = nearest is None and not 0 < people < FEW
    return Cell(name, value, people, 0, most, shown, is_fixed=is_few)


def _reached(value: int, widest: Interval) -> Target | None:
    """What a reader must hold possible: of one or two both, of more events of so few people a range; where
    the margins do not leave that a number next to the true one, and where not even that nothing."""
    best = Target(1, FEW - 1) if value < FEW else Target(FEW, value + 1)
    asked = (best, Target(value, value + 1), Target(value - 1, value))
    return next((target for target in asked if not target.missed(widest)), None)
