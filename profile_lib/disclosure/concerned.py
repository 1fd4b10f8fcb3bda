"""Which counts a reader of the public figures can reason about: the others need not stand in the system.

Of a breakdown by which nothing is printed, said or published a reader knows that its cells add up to the
whole, or cover it, and no more: each may be none or all of it, which is as safe as the whole is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from profile_lib.disclosure.earlier import Constant
from profile_lib.disclosure.statements import Statement
from profile_lib.figures import DIMENSIONS, Count

_BREAKDOWN = re.compile(r"(?:\[|, )(\w+)=")
"""The breakdowns in the name of a cell, or of several."""


def concerned(
    counts: Mapping[str, Count], statements: Iterable[Statement], constants: Sequence[Constant]
) -> dict[str, Count]:
    """The counts but for those by a breakdown that nothing public is by, and whose labels tell of no ages and
    no numbers of events."""
    names = [name for item in statements for name in _named(item)]
    names += [name for constant in constants for name, _ in constant.row.terms]
    spoken = {breakdown for name in names for breakdown in _BREAKDOWN.findall(name)}
    told = {name for name, item in DIMENSIONS.items() if item.years or item.events or item.known_where}
    told |= {item.known_where[0] for item in DIMENSIONS.values() if item.known_where}
    return {
        name: count
        for name, count in counts.items()
        if all(breakdown in spoken | told for breakdown, _ in count.address.where)
    }


def _named(statement: Statement) -> Iterator[str]:
    """Every cell that a statement prints, rests on or speaks of."""
    yield from (*statement.exact, *statement.beside, *statement.behind)
    if statement.few:
        yield statement.few
    for pair in (*statement.rests, *statement.halves, *statement.aged):
        yield from pair
    for row in (*statement.rows, *statement.ages):
        yield from (name for name, _ in row.terms)
