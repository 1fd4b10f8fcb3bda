"""Everything that a reader knows about the counts: what is printed, and what must hold between them.

One list for a whole publication: tables' margins, shared margins, shares with their bases, last year's
edition. A count that two tables print is one cell. What is not a sum is a bound: a subset is at most its
whole, a percentage confines its numerator.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST_ORIGINS = 3
"""A count of people of fewer households, or offences, is small however many they are."""


class NotConsistent(ValueError):
    """A relation that the true counts do not satisfy, or a cell that nobody knows."""


@dataclass(frozen=True)
class Row:
    """``low <= sum of coefficient x count <= high``: known to every reader. None leaves an end open."""

    terms: tuple[tuple[str, int], ...]
    low: int | None
    high: int | None

    def __post_init__(self) -> None:
        """One term for each cell, none for a cell that cancels out."""
        together: dict[str, int] = {}
        for name, coefficient in self.terms:
            together[name] = together.get(name, 0) + coefficient
        terms = tuple(sorted((name, coefficient) for name, coefficient in together.items() if coefficient))
        object.__setattr__(self, "terms", terms)

    def is_of(self, counts: Container[str]) -> bool:
        """Whether it speaks of these counts alone."""
        return all(name in counts for name, _ in self.terms)

    def holds(self, counts: Mapping[str, int]) -> bool:
        """Whether whole numbers satisfy it."""
        total = sum(coefficient * counts[name] for name, coefficient in self.terms)
        return (self.low is None or self.low <= total) and (self.high is None or total <= self.high)


def sums_to(total: str, parts: Iterable[str]) -> Row:
    """The total is the sum of its parts."""
    return Row(((total, 1), *((part, -1) for part in parts)), 0, 0)


def at_most(part: str, whole: str) -> Row:
    """The part is no larger than the whole."""
    return Row(((whole, 1), (part, -1)), 0, None)


def covered(whole: str, parts: Iterable[str]) -> Row:
    """The whole is no larger than its parts together, which may overlap."""
    return Row(((whole, -1), *((part, 1) for part in parts)), 0, None)


@dataclass(frozen=True)
class Cell:
    """One count, and what a reader knows of it.

    ``people``: the distinct people behind it (the count itself where it counts people). ``origins``: the
    distinct households or offences that they belong to (None: not known). ``least``, ``most``:
    what is known of it while it is hidden (most None: nothing). ``shown``: what is known where it is printed:
    the number itself, or the ends of what rounds to it. ``is_printed``: it has a place in the publication;
    else it is implicit, never printed and never exact. ``is_constant``: known to everybody whatever we do.
    ``is_fixed``: never hidden for another cell's sake. ``weight``: what hiding it for another's sake costs.
    ``is_hidden_before``: an earlier edition hid it, and nobody knows any more why.
    """

    name: str
    count: int
    people: int
    least: int = 0
    most: int | None = None
    shown: tuple[int, int] = (0, 0)
    is_printed: bool = True
    is_constant: bool = False
    is_fixed: bool = False
    weight: int = 1
    is_sensitive_zero: bool = False
    origins: int | None = None
    is_hidden_before: bool = False

    def is_primary(self, threshold: int) -> bool:
        """Whether it is hidden for its own sake: one to fewer than ``threshold`` people stand behind it, they
        are of fewer than three households or offences, or it is a zero that says something about every member
        of a group; or an earlier edition hid it."""
        if self.is_constant:
            return False
        return (
            self.is_hidden_before
            or self.is_sensitive_zero
            or 0 < self.people < threshold
            or self.is_of_few_origins
        )

    @property
    def is_of_few_origins(self) -> bool:
        """Whether somebody of a household or in an offence can take all of the count for their own."""
        return self.count > 0 and self.origins is not None and self.origins < LEAST_ORIGINS

    def is_partner(self, threshold: int) -> bool:
        """Whether it may be hidden for another's sake. A zero is known to be one."""
        free = self.is_printed and not (self.is_constant or self.is_fixed)
        return free and self.count > 0 and not self.is_primary(threshold)

    def ends(self, hidden: bool) -> tuple[int, int | None]:
        """What a reader knows of it, hidden or shown."""
        if self.is_constant:
            return self.count, self.count
        return (self.least, self.most) if hidden or not self.is_printed else self.shown


@dataclass(frozen=True)
class System:
    """The cells of a publication and every relation between them.

    The order of the rows makes no difference, and none is kept twice. Raises NotConsistent for a row that
    speaks of no cell of it, and for one that the true counts break.
    """

    cells: Mapping[str, Cell]
    rows: Sequence[Row]
    threshold: int

    def __post_init__(self) -> None:
        counts = self.counts
        object.__setattr__(self, "rows", tuple(sorted(set(self.rows), key=repr)))
        for row in self.rows:
            if strange := [name for name, _ in row.terms if name not in counts]:
                raise NotConsistent(f"a relation speaks of {strange[0]!r}, which is no cell")
            if not row.holds(counts):
                told = ", ".join(f"{coefficient:+} x {name}" for name, coefficient in row.terms)
                raise NotConsistent(f"the counts break a relation: {told} from {row.low} to {row.high}")

    def knowing(self, rows: Iterable[Row]) -> System:
        """The system of a reader who knows more relations."""
        return System(self.cells, [*self.rows, *rows], self.threshold)

    @property
    def counts(self) -> dict[str, int]:
        """The true count of each cell."""
        return {name: cell.count for name, cell in self.cells.items()}

    @property
    def primary(self) -> frozenset[str]:
        """The cells that must be safe: printed ones are hidden, implicit ones must not come out."""
        return frozenset(name for name, cell in self.cells.items() if cell.is_primary(self.threshold))

    @property
    def partners(self) -> tuple[str, ...]:
        """The cells that may be hidden to protect others."""
        return tuple(name for name, cell in self.cells.items() if cell.is_partner(self.threshold))

    def hidden_with(self, secondary: Iterable[str]) -> frozenset[str]:
        """Every cell whose number a reader does not see."""
        implicit = {name for name, cell in self.cells.items() if not (cell.is_printed or cell.is_constant)}
        return self.primary | implicit | frozenset(secondary)
