"""A reader of what is published who wants to know a small number: what is printed, common sense, a solver.

Nothing of the product is used here. ``Knowledge`` holds whole numbers that nobody below nought can have, what
is known of each and what holds between them; ``common_sense`` writes down, in the words of the page and not
of the code, what everybody can work out: bands add up to all, whoever was named in two offences was named in
one, a child with six to ten episodes had six at least.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

FAR = 10_000
"""An end that nobody has to look beyond: a number this large is not small."""

Window = tuple[str, str]
Interval = tuple[int, int]


class Cell(NamedTuple):
    """One number that is printed or could be: what is counted, over which days, of whom.

    ``minus``: what is left out of it, for the difference between two numbers.
    """

    counted: str
    window: Window
    where: tuple[tuple[str, str], ...] = ()
    minus: Cell | None = None  # type: ignore[misc]  # a cell in a cell

    def __str__(self) -> str:
        narrowed = ", ".join(f"{name} {category}" for name, category in self.where)
        told = f"{self.counted} ({narrowed}) {self.window[0]} to {self.window[1]}"
        return f"{told} but not {self.minus}" if self.minus else told


def cell(counted: str, window: Sequence[str], /, **where: str) -> Cell:
    """``cell("missing.children", window, sex="F")``."""
    return Cell(counted, (window[0], window[1]), tuple(sorted(where.items())))


def rest(whole: Cell, part: Cell) -> Cell:
    """Those of the whole who are not in the part."""
    return Cell(whole.counted, whole.window, whole.where, part)


Terms = tuple[tuple[Cell, int], ...]


@dataclass(frozen=True)
class Relation:
    """``low <= sum of coefficient x number <= high``; None leaves an end open."""

    terms: Terms
    low: int | None
    high: int | None

    def holds(self, numbers: Mapping[Cell, int]) -> bool:
        total = sum(coefficient * numbers[name] for name, coefficient in self.terms)
        return (self.low is None or self.low <= total) and (self.high is None or total <= self.high)


@dataclass(frozen=True)
class Narrowed:
    """A number of too few people of which more is known than that it is hidden."""

    name: Cell
    number: int
    people: int
    interval: Interval

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.name} is {self.number} (of {self.people} people), and known to be {low} to {high}"


class Impossible(Exception):
    """What was read contradicts itself: the reader has misunderstood the page, or the page is wrong."""


class Knowledge:
    """What a reader knows. Every number is whole and not negative."""

    def __init__(self) -> None:
        self.ends: dict[Cell, tuple[int, int | None]] = {}
        self.relations: list[Relation] = []
        self._parts: dict[Cell, _Part] | None = None

    # What is printed

    def number(self, name: Cell, low: int, high: int | None) -> None:
        """The number lies between these, as far as this sentence says."""
        known_low, known_high = self.ends.get(name, (0, None))
        low = max(low, known_low)
        high = known_high if high is None else high if known_high is None else min(high, known_high)
        if high is not None and low > high:
            raise Impossible(f"{name} is at least {low} and at most {high}")
        self.ends[name] = (low, high)
        self._parts = None

    def exactly(self, name: Cell, number: int) -> None:
        self.number(name, number, number)

    def percentage(self, part: Cell, whole: Cell, printed: int) -> None:
        """``100 x part / whole``, rounded half up to a whole per cent."""
        self._rounded(part, whole, 100, Fraction(printed))

    def mean(self, total: Cell, over: Cell, printed: Decimal | str) -> None:
        """``total / over``, rounded half up to as many decimals as are printed."""
        told = Decimal(printed)
        places = -int(told.as_tuple().exponent)
        self._rounded(total, over, 10**places, Fraction(told) * 10**places)

    def _rounded(self, part: Cell, whole: Cell, per: int, printed: Fraction) -> None:
        number = int(printed)
        assert number == printed
        self.relate({part: 2 * per, whole: 1 - 2 * number}, 0, None)
        self.relate({part: -2 * per, whole: 2 * number + 1}, 1, None)

    def most(self, part: Cell, whole: Cell, words: str) -> None:
        """That more than half, fewer than half, or half of the whole are in the part."""
        low, high = {"most": (1, None), "fewer than half": (None, -1), "half": (0, 0)}[words]
        self.relate({part: 2, whole: -1}, low, high)

    # What holds

    def relate(self, terms: Mapping[Cell, int], low: int | None, high: int | None) -> None:
        """``low <= sum of coefficient x number <= high``."""
        kept = tuple((name, coefficient) for name, coefficient in terms.items() if coefficient)
        for name, _ in kept:
            self.ends.setdefault(name, (0, None))
        self.relations.append(Relation(kept, low, high))
        self._parts = None

    def sums(self, whole: Cell, parts: Iterable[Cell]) -> None:
        """The parts add up to the whole."""
        self.relate(_added({whole: 1}, parts, -1), 0, 0)

    def within(self, part: Cell, whole: Cell) -> None:
        """The part is no larger than the whole."""
        self.relate({whole: 1, part: -1}, 0, None)

    def covers(self, parts: Iterable[Cell], whole: Cell) -> None:
        """The parts overlap, each is inside the whole, and together they leave nobody out."""
        parts = list(parts)
        for part in parts:
            self.within(part, whole)
        self.relate(_added({whole: -1}, parts, 1), 0, None)

    def left(self, whole: Cell, part: Cell) -> Cell:
        """The difference of two numbers as a number of its own."""
        found = rest(whole, part)
        if found not in self.ends:
            self.sums(whole, [part, found])
        return found

    # What comes out

    def interval(self, name: Cell, far: int = FAR) -> Interval:
        """The least and the largest that the number can be; nothing is looked for beyond ``far``."""
        return self.end(name, 1, far), self.end(name, -1, far)

    def end(self, name: Cell, sign: int, far: int = FAR) -> int:
        """The least (``sign`` 1) or the largest (-1) that the number can be, at most ``far``."""
        low, high = self.ends[name]
        if low == high:
            return low
        part = self._part_of(name)
        return part.end(name, sign, far)

    def reaches(self, name: Cell, number: int, far: int) -> bool:
        """Whether the number can be so large. Of a "no" the end up to ``far`` is asked for in two ways, since
        solvers have called numbers the largest that are not; what they find is checked."""
        return self.end(name, -1, number) >= number or self.sure_end(name, -1, far) >= number

    def sure_end(self, name: Cell, sign: int, far: int = FAR) -> int:
        """The end as it is found with and without a simplified question, whichever lies further out."""
        ends = [self.end(name, sign, far)]
        low, high = self.ends[name]
        if low != high:
            ends.append(self._part_of(name).end(name, sign, far, ways=(False,)))
        return min(ends) if sign > 0 else max(ends)

    def is_possible(self, numbers: Mapping[Cell, int]) -> bool:
        """Whether these are numbers that the reader does not rule out."""
        ends = dict(self.ends)
        for name, number in numbers.items():
            low, high = ends.get(name, (0, None))
            if number < low or (high is not None and number > high):
                return False
            ends[name] = (number, number)
        try:
            return all(part.is_possible for part in _parts(ends, self.relations))
        except Impossible:
            return False

    def contradicted(self, numbers: Mapping[Cell, int]) -> list[str]:
        """What the numbers say otherwise, for whoever looks for a misreading."""
        said = [
            f"{name}: {numbers[name]} is outside {ends}"
            for name, ends in self.ends.items()
            if name in numbers
            and (numbers[name] < ends[0] or (ends[1] is not None and numbers[name] > ends[1]))
        ]
        return said + [
            " ".join(f"{value:+} x {name} ({numbers[name]})" for name, value in relation.terms)
            + f" not from {relation.low} to {relation.high}"
            for relation in self.relations
            if all(name in numbers for name, _ in relation.terms) and not relation.holds(numbers)
        ]

    def _part_of(self, name: Cell) -> _Part:
        if self._parts is None:
            self._parts = {each: part for part in _parts(self.ends, self.relations) for each in part.names}
        return self._parts[name]


def _added(terms: dict[Cell, int], names: Iterable[Cell], coefficient: int) -> dict[Cell, int]:
    for name in names:
        terms[name] = terms.get(name, 0) + coefficient
    return terms


class _Part:
    """Numbers that bear on one another, and on no others."""

    def __init__(
        self, names: Sequence[Cell], ends: Mapping[Cell, tuple[int, int | None]], rows: Sequence[Relation]
    ) -> None:
        self.names = names
        self._rows = rows
        self._at = {name: index for index, name in enumerate(names)}
        self._low = np.array([ends[name][0] for name in names], dtype=float)
        self._high = np.array(
            [np.inf if (high := ends[name][1]) is None else high for name in names], dtype=float
        )
        self._constraint = self._matrix() if rows else None
        self._tables: list[np.ndarray] = []
        """Every set of numbers found so far: a later question may be answered by one of them."""

    def _matrix(self) -> LinearConstraint:
        values = [float(value) for row in self._rows for _, value in row.terms]
        columns = [self._at[name] for row in self._rows for name, _ in row.terms]
        starts = np.cumsum([0, *(len(row.terms) for row in self._rows)])
        matrix = csr_matrix((values, columns, starts), shape=(len(self._rows), len(self.names)))
        low = [-np.inf if row.low is None else row.low for row in self._rows]
        high = [np.inf if row.high is None else row.high for row in self._rows]
        return LinearConstraint(matrix, low, high)

    def end(self, name: Cell, sign: int, far: int, ways: Sequence[bool] = (True, False)) -> int:
        at = self._at[name]
        stop = min(self._high[at], far) if sign < 0 else self._low[at]
        if any(table[at] == stop for table in self._tables):
            return int(stop)
        cost = np.zeros(len(self.names))
        cost[at] = sign
        high = self._high.copy()
        if sign < 0:
            high[at] = max(stop, self._low[at])
        table = self._solved(cost, high, ways)
        if table is None and sign < 0:
            return max(far, self._solved_value(name))  # nothing up to far is possible: it lies beyond
        if table is None:
            raise Impossible(f"no number is possible for {name}")
        return int(table[at])

    def _solved_value(self, name: Cell) -> int:
        cost = np.zeros(len(self.names))
        cost[self._at[name]] = 1
        table = self._solved(cost, self._high)
        if table is None:
            raise Impossible(f"no number is possible for {name}")
        return int(table[self._at[name]])

    @property
    def is_possible(self) -> bool:
        return self._solved(np.zeros(len(self.names)), self._high) is not None

    def _solved(
        self, cost: np.ndarray, high: np.ndarray, ways: Sequence[bool] = (True, False)
    ) -> np.ndarray | None:
        """The cheapest whole numbers, checked; None where there are none. A "none" is asked for twice.
        ``ways``: whether the solver may simplify the question first, in turn until there is an answer."""
        for presolve in ways:
            found = milp(
                cost,
                constraints=[] if self._constraint is None else self._constraint,
                integrality=np.ones(len(cost)),
                bounds=Bounds(self._low, high),
                options={"presolve": presolve, "mip_rel_gap": 0.0},
            )
            if found.x is not None and found.status == 0:
                table = np.round(found.x)
                self._check(table)
                self._tables.append(table)
                return table
        assert found.status == 2, found.message
        return None

    def _check(self, table: np.ndarray) -> None:
        numbers = {name: int(table[index]) for name, index in self._at.items()}
        assert (table >= self._low).all() and (table <= self._high).all(), "a number outside its ends"
        assert all(row.holds(numbers) for row in self._rows), "numbers that break what holds"


def _parts(ends: Mapping[Cell, tuple[int, int | None]], relations: Iterable[Relation]) -> Iterator[_Part]:
    """What is not known yet, in groups that bear on one another. Raises Impossible for a broken relation."""
    known = {name: low for name, (low, high) in ends.items() if low == high}
    rows = []
    for relation in relations:
        told = sum(coefficient * known[name] for name, coefficient in relation.terms if name in known)
        terms = tuple((name, coefficient) for name, coefficient in relation.terms if name not in known)
        row = Relation(
            terms,
            None if relation.low is None else relation.low - told,
            None if relation.high is None else relation.high - told,
        )
        if terms:
            rows.append(row)
        elif not row.holds({}):
            raise Impossible(f"{relation} does not hold")
    head = {name: name for name in ends if name not in known}

    def top(name: Cell) -> Cell:
        while head[name] is not name:
            head[name] = head[head[name]]
            name = head[name]
        return name

    for row in rows:
        first = top(row.terms[0][0])
        for name, _ in row.terms[1:]:
            head[top(name)] = first
    names: dict[Cell, list[Cell]] = {}
    for name in head:
        names.setdefault(top(name), []).append(name)
    of: dict[Cell, list[Relation]] = {first: [] for first in names}
    for row in rows:
        of[top(row.terms[0][0])].append(row)
    for first, own in names.items():
        yield _Part(own, ends, of[first])
