"""Which further cells to hide, so that no hidden number comes out: fewest first, and always audited.

The method is complementary suppression as a mixed-integer programme (Fischetti and Salazar, Management
Science 47, 2001): for each cell that could be worked out, a table that an attacker must hold possible. Those
tables are asked for only where an audit finds that they are missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from profile_lib.disclosure.attack import Attack, Interval
from profile_lib.disclosure.solver import Constraint, Problem, Variable
from profile_lib.disclosure.system import Cell, Row, System

REACH = 3
"""How many times the change at a protected cell the other cells may change in the table that protects it.
Sums of one table never need more than once; where a reach of three finds nothing the whole range is tried."""


SMALL = 100
"""Cells up to which the whole range is tried at once."""

AT_ONCE = 10
"""How many tables are asked for between two audits: few make many audits, many make a slow programme."""

End = tuple[str, int]
"""A cell and an end of its range: -1 the low one, 1 the high one."""


class NoSafePattern(ValueError):
    """Nothing that may be hidden protects these cells. ``cells``: their names."""

    def __init__(self, cells: Sequence[str]) -> None:
        super().__init__(f"no pattern of hidden cells protects {', '.join(cells)}")
        self.cells = tuple(cells)


@dataclass(frozen=True)
class Pattern:
    """What is hidden: for its own sake, and for others'. ``intervals``: what an attacker can work out of
    each hidden cell. ``is_fewest``: whether the solver says that no cheaper pattern protects the cells
    (within the reach, where there are many)."""

    primary: frozenset[str]
    secondary: frozenset[str]
    intervals: Mapping[str, Interval]
    is_fewest: bool = True


@dataclass(frozen=True)
class Target:
    """What an attacker must hold possible of a cell: a number as low as ``low``, and one as high as ``high``.

    The least is the count that the marker gives away in any case; of a total of hidden cells it is the
    number of them.
    """

    low: int
    high: int

    def missed(self, interval: Interval) -> list[int]:
        """The ends that an interval does not reach: -1 for the low one, 1 for the high one."""
        low, high = interval
        return _ends(low <= self.low, high is None or high >= self.high)

    def missed_by(self, attack: Attack, name: str) -> list[int]:
        """The ends that the reader knows the cell not to reach."""
        return _ends(*attack.reaches(name, self.low, self.high))


def _ends(is_low_reached: bool, is_high_reached: bool) -> list[int]:
    """The ends that are not."""
    return [-1] * (not is_low_reached) + [1] * (not is_high_reached)


def targets(system: System, published: Sequence[Row] = ()) -> tuple[dict[str, Target], tuple[str, ...]]:
    """For each primary cell what must stay possible; and those of them that nothing can protect, since even
    if every cell that is not zero were hidden too much would be known, from what others have published.

    What an earlier edition hid must stay as possible as it is, as far as it could be of too few people.

    ``system``: what holds whatever is published. ``published``: what has been said already, beside numbers.
    """
    free = {
        name: replace(cell, is_constant=False, least=min(1, cell.count)) if cell.is_constant else cell
        for name, cell in system.cells.items()
    }
    unpublished = Attack(System(free, system.rows, system.threshold), most_hidden(system))
    before = {name for name, cell in system.cells.items() if cell.is_hidden_before}
    most = max(2, system.threshold - 1)
    found = {}
    for name in sorted(system.primary - before):
        least = unpublished.interval(name)
        found[name] = Target(max(1, least[0]) if unpublished.is_proved else 1, most)
    lost = tuple(missed_in_any_case(system.knowing(published), found))
    known = Attack(system.knowing(published), most_hidden(system))
    for name in sorted(before):
        low, high = known.interval(name)
        if low < system.threshold:
            found[name] = Target(max(1, low), most if high is None else min(most, high))
    return found, lost


def most_hidden(system: System) -> list[str]:
    """Every cell that could be hidden: all but those that everybody knows and the zeros that are printed."""
    return [
        name
        for name, cell in system.cells.items()
        if cell.count or not cell.is_printed or cell.is_sensitive_zero
    ]


def missed_in_any_case(system: System, wanted: Mapping[str, Target]) -> list[str]:
    """The cells that a reader narrows even if everything is hidden that could be."""
    attack = Attack(system, most_hidden(system))
    return [name for name, target in wanted.items() if target.missed_by(attack, name)]


def protect(
    system: System, wanted: Mapping[str, Target] | None = None, told: Iterable[str] | None = None
) -> Pattern:
    """The cheapest cells to hide with the primary ones, so that every target stays possible; among equally
    cheap patterns the one whose cells stand earliest, by the sum of their places.

    ``wanted``: the targets, if not those of every primary cell. ``told``: the cells, beside those with a
    target, of which the intervals are wanted, if not all that nobody sees. Raises NoSafePattern where there
    is none.
    """
    if wanted is None:
        wanted, lost = targets(system)
        if lost:
            raise NoSafePattern(lost)
    search = _Search(system, wanted)
    secondary = search.secondary()
    hidden = system.hidden_with(secondary)
    if told is None:
        told = hidden | {name for name, cell in system.cells.items() if not cell.is_printed}
    intervals = search.audit.intervals(sorted({*told, *wanted} | secondary))
    return Pattern(system.primary, secondary, intervals, search.is_proved)


@dataclass
class _Search:
    """The programme, grown by the tables that an audit finds missing."""

    system: System
    wanted: Mapping[str, Target]
    asked: dict[End, bool] = field(default_factory=dict)
    """The tables asked for, by cell and end; whether in whole numbers."""
    is_proved: bool = True
    reach: int | None = None
    audit: Attack = field(init=False)
    """The reader of the last choice."""

    def __post_init__(self) -> None:
        self.reach = REACH if len(self.system.cells) > SMALL else None

    def secondary(self) -> frozenset[str]:
        """Choose and audit until nothing is missed. A choice that fails its audit asks for more tables."""
        chosen: frozenset[str] = frozenset()
        while missed := self._missed(chosen):
            chosen = self._chosen(self._most_useful(missed))
        return chosen

    def _chosen(self, ends: Sequence[End]) -> frozenset[str]:
        for end in ends:
            if self.asked.get(end):
                raise NoSafePattern(sorted({name for name, _ in ends}))
            self.asked[end] = end in self.asked
        found = self._solve()
        if found is None and self.reach is not None:
            self.reach = None
            found = self._solve()
        if found is None:
            raise NoSafePattern(sorted({name for name, _ in self.asked}))
        return found

    def _most_useful(self, missed: Sequence[End]) -> Sequence[End]:
        """Some ends that no table was asked for yet, from all over the cells; else those that failed."""
        new = [end for end in missed if end not in self.asked]
        return new[:: max(1, len(new) // AT_ONCE)][:AT_ONCE] or missed

    def _missed(self, secondary: frozenset[str]) -> list[End]:
        self.audit = Attack(self.system, self.system.hidden_with(secondary))
        return [
            (name, end) for name, target in self.wanted.items() for end in target.missed_by(self.audit, name)
        ]

    def _solve(self) -> frozenset[str] | None:
        """The cheapest pattern that all tables asked for allow."""
        partners = self.system.partners
        step = len(partners) ** 2 + 1  # all places together never outweigh one cell
        variables = [
            Variable(0, 1, cost=self.system.cells[name].weight * step + place)
            for place, name in enumerate(partners)
        ]
        choice = {name: index for index, name in enumerate(partners)}
        constraints: list[Constraint] = []
        for (name, end), is_whole in self.asked.items():
            table = _Table(self.system, name, end, self.wanted[name], choice, len(variables), self.reach)
            variables += table.variables(is_whole)
            constraints += table.constraints()
        problem = Problem(variables, constraints)
        found = problem.minimise()
        self.is_proved = found is not None and problem.is_proved
        return None if found is None else frozenset(name for name in partners if found[choice[name]] > 0.5)


@dataclass
class _Table:
    """A table that the attacker must hold possible, in which one protected cell has one end of its range."""

    system: System
    name: str
    end: int
    target: Target
    choice: Mapping[str, int]
    first: int
    reach: int | None

    def __post_init__(self) -> None:
        cells = self.system.cells
        self._at = {name: self.first + index for index, name in enumerate(cells)}
        change = abs((self.target.high if self.end > 0 else self.target.low) - cells[self.name].count)
        largest = max(cell.count for cell in cells.values())
        self._room = 2 * largest + 10 * self.system.threshold if self.reach is None else self.reach * change

    def variables(self, is_whole: bool) -> list[Variable]:
        """The counts of the table, each within what is known of it."""
        return [Variable(*self._range(name, cell), is_whole) for name, cell in self.system.cells.items()]

    def constraints(self) -> list[Constraint]:
        """Every relation, and that a cell which is not hidden keeps its number."""
        found = [
            Constraint(tuple((self._at[name], float(value)) for name, value in row.terms), row.low, row.high)
            for row in self.system.rows
        ]
        for name, chosen in self.choice.items():
            cell, at = self.system.cells[name], self._at[name]
            low, high = self._open(cell)
            start, stop = cell.shown
            found.append(Constraint(((at, 1.0), (chosen, float(start - low))), start, None))
            found.append(Constraint(((at, 1.0), (chosen, float(stop - high))), None, stop))
        return found

    def _range(self, name: str, cell: Cell) -> tuple[int, int]:
        if name in self.choice:
            low, high = self._open(cell)
        elif cell.is_constant or (cell.is_printed and not cell.is_primary(self.system.threshold)):
            low, high = (cell.count, cell.count) if cell.is_constant else cell.shown
        else:
            low, high = self._open(cell)
        if name == self.name:
            return (max(low, self.target.high), high) if self.end > 0 else (low, min(high, self.target.low))
        return low, high

    def _open(self, cell: Cell) -> tuple[int, int]:
        """What a hidden cell can be, as far from its count as the table may go."""
        low = max(cell.least, cell.count - self._room)
        high = cell.count + self._room
        return low, high if cell.most is None else min(cell.most, high)
