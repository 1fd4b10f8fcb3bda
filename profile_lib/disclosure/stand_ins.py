"""Numbers that stand for those that nobody has counted or kept: any that agree with all that holds.

What a reader can work out depends on what is printed and on what holds, never on the number itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from profile_lib.disclosure.solver import Constraint, Problem, Variable
from profile_lib.disclosure.system import Row


def stand_ins(
    least: Mapping[str, int], rows: Iterable[Row], counts: Mapping[str, int]
) -> dict[str, int] | None:
    """For each name of ``least`` a whole number that is no smaller, so that every relation holds, together
    with the counts; None where there are none."""
    at = {name: index for index, name in enumerate(least)}
    rows = list(rows)
    constraints = []
    for row in rows:
        told = sum(coefficient * counts[name] for name, coefficient in row.terms if name not in at)
        terms = tuple((at[name], float(coefficient)) for name, coefficient in row.terms if name in at)
        low, high = (None if end is None else end - told for end in (row.low, row.high))
        constraints.append(Constraint(terms, low, high))
    found = Problem([Variable(low, None) for low in least.values()], constraints).minimise([(0, 1.0)])
    if found is None:
        return None
    values = {name: round(found[index]) for name, index in at.items()}
    return values if all(row.holds({**counts, **values}) for row in rows) else None
