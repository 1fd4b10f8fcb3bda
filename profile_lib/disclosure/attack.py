"""The attacker: what can be worked out of a hidden number, from everything that is printed.

An interval is believed only as far as whole tables prove it: for each end a table of whole numbers that
agrees with all that is printed and holds that end. What was found for one cell proves something of all the
others too. An answer of the solver that does not check is not used; the interval is then narrower than it is,
and the cell counts as less safe, never as safer.
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
        self._parts = [self._part(group, rows) for group in groups.subsets()]
        self._part_of = {name: part for part in self._parts for name in part.names}

    def intervals(self, names: Iterable[str]) -> dict[str, Interval]:
        """The least and largest number that each cell can have; None where there is no end."""
        return {name: self.interval(name) for name in names}

    def interval(self, name: str) -> Interval:
        """The least and largest number that the cell can have, each shown by a whole table."""
        if name in self._known:
            return self._known[name], self._known[name]
        part = self._part_of[name]
        return part.least(name), None if part.is_endless(name) else part.largest(name)

    def reaches(self, name: str, low: int, high: int) -> tuple[bool, bool]:
        """Whether the cell can be as low as ``low``, and as high as ``high``: asked of the solver only where
        no table that was found before shows it."""
        if name in self._known:
            return self._known[name] <= low, self._known[name] >= high
        part = self._part_of[name]
        seen_low, seen_high = part.seen[name]
        return (
            seen_low <= low or part.least(name) <= low,
            seen_high >= high or part.is_endless(name) or part.largest(name) >= high,
        )

    @property
    def is_proved(self) -> bool:
        """Whether every end asked for so far is as far as can be, as far as the solver can say."""
        return all(part.is_proved for part in self._parts)

    def bears_on(self, name: str) -> Collection[str]:
        """The cells that have to do with this one while they are not known."""
        return self._part_of[name].names if name in self._part_of else ()

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
        true = {name: self._system.cells[name].count for name in names}
        return _Part(names, {name: self._ends[name] for name in names}, own, true)


@dataclass
class _Part:
    """Hidden cells that bear on one another, and on no others."""

    names: tuple[str, ...]
    ends: Mapping[str, tuple[int, int | None]]
    rows: tuple[Row, ...]
    true: Mapping[str, int]
    is_proved: bool = True

    def __post_init__(self) -> None:
        self._at = {name: index for index, name in enumerate(self.names)}
        self._tables = Problem(
            [Variable(*self.ends[name]) for name in self.names],
            [Constraint(self._terms(row), row.low, row.high) for row in self.rows],
        )
        self._rays: Problem | None = None
        self.seen = {name: (count, count) for name, count in self.true.items()}
        """The least and largest number of each cell in the tables found so far; the true one is the first."""

    def least(self, name: str) -> int:
        """The least number of the cell that a whole table shows."""
        if self.seen[name][0] > self.ends[name][0]:
            self._look(name, sign=1)
        return self.seen[name][0]

    def largest(self, name: str) -> int:
        """The largest number of the cell that a whole table shows, of one that is not endless."""
        if self.seen[name][1] != self.ends[name][1]:
            self._look(name, sign=-1)
        return self.seen[name][1]

    def _look(self, name: str, sign: int) -> None:
        """See a whole table where the number of the cell is least (``sign`` 1) or largest (-1). One that does
        not check is not used."""
        found = self._tables.minimise([(self._at[name], float(sign))])
        table = {cell: round(value) for cell, value in zip(self.names, found or (), strict=False)}
        is_possible = bool(table) and self._is_possible(table)
        self.is_proved = self.is_proved and is_possible and self._tables.is_proved
        if is_possible:
            self.seen = {
                cell: (min(low, table[cell]), max(high, table[cell]))
                for cell, (low, high) in self.seen.items()
            }

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
