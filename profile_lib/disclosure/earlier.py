"""What has been published already, by us or by others: it is known to everybody, and cannot be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from profile_lib.disclosure.named import is_inside, is_of_people, months_between
from profile_lib.disclosure.system import Cell, Row, System, at_most, sums_to


@dataclass(frozen=True)
class Constant:
    """A relation between counts that is published, and who says so: a number, a percentage, a bound."""

    row: Row
    source: str

    @property
    def number(self) -> tuple[str, int] | None:
        """The cell and the number, where it is one."""
        (name, coefficient), *others = self.row.terms
        is_number = not others and coefficient == 1 and self.row.low == self.row.high
        return (name, self.row.low) if is_number and self.row.low is not None else None

    @property
    def marker(self) -> str | None:
        """The cell of which it says that it is no zero, if that is all it says."""
        (name, coefficient), *others = self.row.terms
        is_marker = not others and coefficient == self.row.low == 1 and self.row.high is None
        return name if is_marker else None


def bring_in(
    constants: Sequence[Constant], system: System
) -> tuple[System, tuple[Row, ...], tuple[str, ...]]:
    """The system with the published numbers as constants, what is published beside numbers, and what our
    counts contradict.

    A number that we count differently today isolates those who came late: the difference is a count of its
    own. So is the difference between a window and a longer one that holds it, where its months do not say it.
    """
    cells, rows, others, revised = dict(system.cells), list(system.rows), [], []
    published: dict[str, str] = {}
    """The cell that holds each published number, by the number's name."""
    for constant in constants:
        number = constant.number
        if constant.marker in cells and cells[constant.marker].count:
            cells[constant.marker] = replace(cells[constant.marker], least=1)
            continue
        if number is None:
            if constant.row.is_of(cells):
                if constant.row.holds({name: cell.count for name, cell in cells.items()}):
                    others.append(constant.row)
                else:
                    revised.append(constant.source)
            continue
        name, value = number
        cell = cells.get(name)
        if cell is not None and cell.count == value:
            cells[name] = replace(cell, is_constant=True)
            published[name] = name
            continue
        said = f"{name}, as in {constant.source}" if cell else name
        cells[said] = Cell(said, value, value, is_printed=False, is_constant=True)
        published[name] = said
        if cell is not None:
            revised.append(f"{name}: {value} in {constant.source}, {cell.count} today")
            less, more = sorted((cell, cells[said]), key=lambda cell: cell.count)
            rows += _apart(less, more, more.count - less.count, cells)
    for name, told in published.items():
        for other in [cell for cell in cells.values() if cell.is_printed]:
            for inner, outer in ((name, other.name), (other.name, name)):
                if is_inside(inner, outer):
                    pair = [cells[told] if each == name else other for each in (inner, outer)]
                    rows += _longer(pair[0], pair[1], months_between(inner, outer), published, cells)
    return System(cells, rows, system.threshold), tuple(others), tuple(revised)


def _longer(
    inner: Cell, outer: Cell, months: Iterable[str], published: Mapping[str, str], cells: dict[str, Cell]
) -> Iterator[Row]:
    """What holds between the numbers of a window and of a longer one around it.

    Of events the months in between say what is more, where a reader has them; else nobody can say how few
    people it is of.
    """
    if inner.count > outer.count:
        return
    yield at_most(inner.name, outer.name)
    added = [published.get(month, month) for month in months]
    if added and all(name in cells for name in added):
        more = sums_to(outer.name, (inner.name, *added))
        if more.holds({name: cells[name].count for name, _ in more.terms}):
            yield more
            return
    people = outer.count - inner.count if is_of_people(outer.name) else 1
    yield from _apart(inner, outer, people, cells)


def _apart(less: Cell, more: Cell, people: int, cells: dict[str, Cell]) -> Iterator[Row]:
    """The difference as a count of its own, of so many people."""
    count = more.count - less.count
    if count:
        rest = Cell(f"{more.name} but not {less.name}", count, min(people, count), is_printed=False)
        cells[rest.name] = rest
        yield sums_to(more.name, (less.name, rest.name))
