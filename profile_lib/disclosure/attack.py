"""The attacker: what can be worked out of a hidden number, from everything that is printed.

An interval is believed only as far as whole tables prove it: for each end a table of whole numbers that
agrees with all that is printed and holds that end. An answer of the solver that does not check is not used;
the interval is then narrower than it is, and the cell counts as less safe, never as safer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from scipy.cluster.hierarchy import DisjointSet

from profile_lib.disclosure.solver import Constraint, Problem, Variable
from profile_lib.disclosure.system import Row, System

Interval = tuple[int, int | None]


class Attack:
    """A reader who knows the system, and sees every cell but the hidden ones."""

    def __init__(self, system: System, hidden: Collection[str]) -> None:
        self._system = system
        self._ends = {name: cell.ends(name in hidden) for name, cell in system.cells.items()}
        self._known = {name: low for name, (low, high) in self._ends.items() if low == high}
        rows = [row for row in map(self._reduced, system.rows) if row.terms]
        groups = DisjointSet([name for name in self._ends if name not in self._known])
        for row in rows:
            for name, _ in row.terms[1:]:
                groups.merge(row.terms[0][0], name)
        self.is_proved = True
        """Whether every interval asked for so far is as wide as can be, as far as the solver can say."""
        self._part_of = {
            name: part
            for part in (self._part(group, rows) for group in groups.subsets())
            for name in part.names
        }

    def intervals(self, names: Iterable[str]) -> dict[str, Interval]:
        """The least and largest number that each cell can have; None where there is no end."""
        return {name: self.interval(name) for name in names}

    def interval(self, name: str) -> Interval:
        """The least and largest number that the cell can have, each shown by a whole table."""
        if name in self._known:
            return self._known[name], self._known[name]
        part = self._part_of[name]
        low = self._extreme(part, name, sign=1)
        if part.is_endless(name):
            return low, None
        return low, self._extreme(part, name, sign=-1)

    def bears_on(self, name: str) -> Collection[str]:
        """The cells that have to do with this one while they are not known."""
        return self._part_of[name].names if name in self._part_of else ()

    def _extreme(self, part: _Part, name: str, sign: int) -> int:
        """The end that a whole table shows; the true count where none was found, which is one of them."""
        found = part.extreme(name, sign)
        self.is_proved = self.is_proved and found is not None and part.is_proved
        true = self._system.cells[name].count
        return true if found is None else min(found, true) if sign > 0 else max(found, true)

    def _reduced(self, row: Row) -> Row:
        """The row with everything that is known moved to its ends."""
        known = sum(coefficient * self._known[name] for name, coefficient in row.terms if name in self._known)
        terms = tuple((name, coefficient) for name, coefficient in row.terms if name not in self._known)
        low = None if row.low is None else row.low - known
        high = None if row.high is None else row.high - known
        return Row(terms, low, high)

    def _part(self, group: Collection[str], rows: Iterable[Row]) -> _Part:
        names = tuple(name for name in self._ends if name in group)
        own = tuple(row for row in rows if row.terms[0][0] in group)
        return _Part(names, {name: self._ends[name] for name in names}, own)


@dataclass
class _Part:
    """Hidden cells that bear on one another, and on no others."""

    names: tuple[str, ...]
    ends: Mapping[str, tuple[int, int | None]]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        self._at = {name: index for index, name in enumerate(self.names)}
        self._tables = Problem(
            [Variable(*self.ends[name]) for name in self.names],
            [Constraint(self._terms(row), row.low, row.high) for row in self.rows],
        )
        self._rays: Problem | None = None

    def extreme(self, name: str, sign: int) -> int | None:
        """The number of the cell in a whole table where it is least (``sign`` 1) or largest (-1); None where
        no table was found that checks."""
        found = self._tables.minimise([(self._at[name], float(sign))])
        if found is None:
            return None
        table = {cell: round(value) for cell, value in zip(self.names, found, strict=True)}
        return table[name] if self._is_possible(table) else None

    @property
    def is_proved(self) -> bool:
        """Whether the last end is the last that there is, as far as the solver can say."""
        return self._tables.is_proved

    def is_endless(self, name: str) -> bool:
        """Whether the cell can grow for ever while everything printed stays as it is."""
        if self.ends[name][1] is not None:
            return False
        if self._rays is None:
            self._rays = Problem(
                [Variable(0, 1 if self.ends[cell][1] is None else 0, is_whole=False) for cell in self.names],
                [
                    Constraint(
                        self._terms(row), None if row.low is None else 0, None if row.high is None else 0
                    )
                    for row in self.rows
                ],
            )
        found = self._rays.minimise([(self._at[name], -1.0)])
        return found is not None and found[self._at[name]] > 1e-6

    def _terms(self, row: Row) -> tuple[tuple[int, float], ...]:
        return tuple((self._at[name], float(coefficient)) for name, coefficient in row.terms)

    def _is_possible(self, table: Mapping[str, int]) -> bool:
        inside = all(
            low <= table[name] and (high is None or table[name] <= high)
            for name, (low, high) in self.ends.items()
        )
        return inside and all(row.holds(table) for row in self.rows)
