"""A reader who wants to know, by code of the tests: what must be hidden, what can be worked out of it.

Nothing of the product is used here. Two ways to the same answer: ``tables`` counts out every table that
agrees with all that is printed (small publications), ``Reader`` asks scipy's solver for the ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from math import ceil, floor, inf, isinf
from typing import Any, TypedDict

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

Interval = tuple[int, int | None]
Table = dict[str, int]


class Equation(TypedDict):
    total: str
    children: Sequence[str]


def equation(total: str, *children: str) -> Equation:
    return {"total": total, "children": children}


@dataclass(frozen=True)
class Relation:
    """``low <= sum of coefficient x count <= high``."""

    of: Mapping[str, int]
    low: float
    high: float


@dataclass(frozen=True)
class Publication:
    """What ``suppress`` is asked."""

    cells: Mapping[str, int]
    equations: Sequence[Equation]
    threshold: int = 5
    fixed: Collection[str] = ()
    published: Collection[str] = ()
    implicit: Collection[str] = ()
    structural: Collection[str] = ()
    at_most: Sequence[tuple[str, str]] = ()
    persons: Mapping[str, int] = field(default_factory=dict)
    are_zeros_shown: bool = True

    @property
    def options(self) -> dict[str, Any]:
        """The keywords."""
        return {key: value for key, value in vars(self).items() if key not in NOT_ASKED}

    @cached_property
    def primary(self) -> frozenset[str]:
        """One to fewer than ``threshold`` people, and not known to everybody."""
        people = {name: self.persons.get(name, count) for name, count in self.cells.items()}
        return frozenset(
            name for name in self.cells if 0 < people[name] < self.threshold and name not in self.published
        )

    @cached_property
    def partners(self) -> list[str]:
        """What may be hidden for another's sake, in the order of the cells."""
        out = {*self.primary, *self.fixed, *self.published, *self.implicit, *self.structural}
        return [name for name, count in self.cells.items() if count and name not in out]

    @cached_property
    def relations(self) -> list[Relation]:
        """All that holds between the cells; a name that stands twice counts twice."""
        found = []
        for item in self.equations:
            of = dict.fromkeys((item["total"], *item["children"]), 0)
            of[item["total"]] += 1
            for child in item["children"]:
                of[child] -= 1
            found.append(Relation(of, 0, 0))
        for part, whole in self.at_most:
            if part != whole:
                found.append(Relation({whole: 1, part: -1}, 0, inf))
        return found

    def unseen(self, hidden: Collection[str]) -> list[str]:
        """What has no printed number: the hidden cells and the implicit ones."""
        known = {*self.published, *self.structural}
        return [name for name in self.cells if name in {*hidden, *self.implicit} and name not in known]

    def least(self, name: str) -> int:
        """What a marker says: where zeros are shown, a hidden cell is one at least."""
        return min(self.cells[name], 1) if self.are_zeros_shown else 0

    @cached_property
    def unavoidable(self) -> dict[str, int]:
        """The least that each primary cell can be taken for when all but the zeros is hidden, the numbers of
        others included: one, and for a total the number of its parts that are no zeros."""
        opened = Publication(
            self.cells,
            self.equations,
            self.threshold,
            implicit=self.implicit,
            structural=[*self.structural, *(name for name in self.published if not self.cells[name])],
            at_most=self.at_most,
        )
        reader = Reader(opened, [name for name, count in self.cells.items() if count])
        return {name: max(1, reader.end(name, 1)) for name in sorted(self.primary)}


NOT_ASKED = ("cells", "equations", "are_zeros_shown", "primary", "partners", "relations", "unavoidable")


class Reader:
    """Knows every relation and every number but those of the hidden and the implicit cells."""

    def __init__(self, publication: Publication, hidden: Collection[str]) -> None:
        self.publication = publication
        self.unseen = publication.unseen(hidden)
        self._at = {name: index for index, name in enumerate(self.unseen)}
        rows, low, high = [], [], []
        for relation in publication.relations:
            row = np.zeros(len(self.unseen))
            known = 0
            for name, coefficient in relation.of.items():
                if name in self._at:
                    row[self._at[name]] += coefficient
                else:
                    known += coefficient * publication.cells[name]
            if row.any():
                rows.append(row)
                low.append(relation.low - known)
                high.append(relation.high - known)
        self._rows = np.array(rows).reshape(len(rows), len(self.unseen))
        self._low, self._high = np.array(low), np.array(high)
        self._least = np.array([publication.least(name) for name in self.unseen], dtype=float)

    def intervals(self) -> dict[str, Interval]:
        return {name: self.interval(name) for name in self.unseen}

    def interval(self, name: str) -> Interval:
        high = self.end(name, -1)
        return int(self.end(name, 1)), None if isinf(high) else int(high)

    def end(self, name: str, sign: int) -> Any:
        """The least (``sign`` 1) or the largest (-1) number that the cell can be; infinity for no end."""
        if name not in self._at:
            return self.publication.cells[name]
        cost = np.zeros(len(self.unseen))
        cost[self._at[name]] = sign
        relaxed = self._relaxed(cost)
        if relaxed is None:
            return inf
        whole = np.round(relaxed)
        if np.abs(relaxed - whole).max() > 1e-7:
            whole = self._whole(cost)
        self._check(whole)
        value = int(whole[self._at[name]])
        bound = relaxed[self._at[name]]
        assert value >= ceil(bound - 1e-6) if sign > 0 else value <= floor(bound + 1e-6)
        return value

    def _relaxed(self, cost: np.ndarray) -> np.ndarray | None:
        equal = self._low == self._high
        upper = ~equal & np.isfinite(self._high)
        lower = ~equal & np.isfinite(self._low)
        found = linprog(
            cost,
            A_eq=self._rows[equal],
            b_eq=self._high[equal],
            A_ub=np.vstack([self._rows[upper], -self._rows[lower]]),
            b_ub=np.concatenate([self._high[upper], -self._low[lower]]),
            bounds=[(least, None) for least in self._least],
        )
        assert found.status in (0, 3), found.message
        return None if found.status == 3 else found.x

    def _whole(self, cost: np.ndarray) -> np.ndarray:
        found = milp(
            cost,
            constraints=LinearConstraint(self._rows, self._low, self._high),
            integrality=np.ones(len(cost)),
            bounds=Bounds(self._least, np.inf),
            # with it, this solver has called a second-best answer the best
            options={"presolve": False, "mip_rel_gap": 0.0},
        )
        assert found.status == 0, found.message
        return np.round(found.x)

    def _check(self, whole: np.ndarray) -> None:
        """In whole numbers: a table that agrees with everything printed."""
        table = {**self.publication.cells}
        table.update(zip(self.unseen, map(int, whole), strict=True))
        assert all(table[name] >= self.publication.least(name) for name in self.unseen)
        for relation in self.publication.relations:
            assert relation.low <= value_of(relation, table) <= relation.high


def value_of(relation: Relation, table: Mapping[str, int]) -> int:
    return sum(coefficient * table[name] for name, coefficient in relation.of.items())


def narrowed(publication: Publication, hidden: Collection[str]) -> list[str]:
    """The primary cells of which a reader learns more than "one to fewer than the threshold"."""
    reader = Reader(publication, hidden)
    return [
        name
        for name, least in publication.unavoidable.items()
        if reader.end(name, 1) > least or reader.end(name, -1) < publication.threshold - 1
    ]


def can_be_protected(publication: Publication) -> bool:
    """Whether hiding all that may be hidden is enough: to hide more never tells more."""
    return not narrowed(publication, [*publication.primary, *publication.partners])


def safe_sets(publication: Publication, size: int) -> Iterator[frozenset[str]]:
    """Every set of so many partners that, hidden with the primary cells, protects them: tried one by one."""
    ends = [(name, sign) for name in publication.unavoidable for sign in (1, -1)]
    for chosen in combinations(publication.partners, size):
        reader = Reader(publication, publication.primary | frozenset(chosen))
        for place, (name, sign) in enumerate(ends):
            end = reader.end(name, sign)
            if end > publication.unavoidable[name] if sign > 0 else end < publication.threshold - 1:
                ends.insert(0, ends.pop(place))  # what gave this set away gives the next away
                break
        else:
            yield frozenset(chosen)


def tables(publication: Publication, hidden: Collection[str]) -> Iterator[Table]:
    """Every table of whole numbers that agrees with all that is printed, counted out.

    Raises AssertionError where there is no end to them.
    """
    unseen = publication.unseen(hidden)
    ends = {name: (float(count), float(count)) for name, count in publication.cells.items()}
    ends |= {name: (float(publication.least(name)), inf) for name in unseen}
    yield from _count_out(publication.relations, ends)


Ends = dict[str, tuple[float, float]]


def _count_out(relations: Sequence[Relation], ends: Ends) -> Iterator[Table]:
    narrower = _narrowed(relations, ends)
    if narrower is None:
        return
    open_ends = {name: high - low for name, (low, high) in narrower.items() if low < high}
    if not open_ends:
        yield {name: int(low) for name, (low, _) in narrower.items()}
        return
    name = min(open_ends, key=lambda name: open_ends[name])
    low, high = narrower[name]
    assert not isinf(high), f"there is no end to {name}"
    for value in range(int(low), int(high) + 1):
        yield from _count_out(relations, {**narrower, name: (value, value)})


def _narrowed(relations: Sequence[Relation], ends: Ends) -> Ends | None:
    """The ends after each relation was used on each of its cells until nothing moves; None: no table."""
    ends = dict(ends)
    moved = True
    while moved:
        moved = False
        for relation in relations:
            for name, coefficient in relation.of.items():
                others = [
                    sorted(factor * end for end in ends[other])
                    for other, factor in relation.of.items()
                    if other != name and factor
                ]
                if not coefficient:
                    continue
                first = relation.low - sum(high for _, high in others)
                last = relation.high - sum(low for low, _ in others)
                low, high = sorted((first / coefficient, last / coefficient))
                low = max(ends[name][0], low if isinf(low) else ceil(low - 1e-9))
                high = min(ends[name][1], high if isinf(high) else floor(high + 1e-9))
                if low > high:
                    return None
                if (low, high) != ends[name]:
                    ends[name] = (low, high)
                    moved = True
    return ends


def counted_out(publication: Publication, hidden: Collection[str]) -> dict[str, Interval]:
    """The interval of every unseen cell, from all the tables there are."""
    found = list(tables(publication, hidden))
    return {
        name: (min(table[name] for table in found), max(table[name] for table in found))
        for name in publication.unseen(hidden)
    }
