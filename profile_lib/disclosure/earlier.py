"""What has been published already, by us or by others: it is known to everybody, and cannot be taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from profile_lib.disclosure.system import Cell, Row, System, at_most, sums_to

_NAME = re.compile(r"(?P<what>.+\]) (?P<start>[0-9-]{10}) to (?P<end>[0-9-]{10})")


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


def bring_in(constants: Sequence[Constant], system: System) -> tuple[System, tuple[str, ...]]:
    """The system of a reader who knows them too, and what in them our counts contradict.

    A number that we count differently today isolates those who came late: the difference is a count of its
    own. So is the difference between a window and a longer one that holds it.
    """
    cells, rows, revised = dict(system.cells), list(system.rows), []
    for constant in constants:
        number = constant.number
        if number is None:
            if all(name in cells for name, _ in constant.row.terms):
                if constant.row.holds({name: cell.count for name, cell in cells.items()}):
                    rows.append(constant.row)
                else:
                    revised.append(constant.source)
            continue
        name, value = number
        cell = cells.get(name)
        if cell is not None and cell.count == value:
            cells[name] = replace(cell, is_constant=True)
            continue
        said = f"{name}, as in {constant.source}"
        cells[said] = Cell(said, value, value, is_printed=False, is_constant=True)
        if cell is not None:
            revised.append(f"{name}: {value} in {constant.source}, {cell.count} today")
            for difference, row in _difference(*sorted((cell, cells[said]), key=lambda c: c.count)):
                cells[difference.name] = difference
                rows.append(row)
        for other in list(_nested(name, cells.values())):
            inner, outer = (cells[said], other) if _is_inside(name, other.name) else (other, cells[said])
            if inner.count > outer.count:
                continue
            rows.append(at_most(inner.name, outer.name))
            for difference, row in _difference(inner, outer):
                cells[difference.name] = difference
                rows.append(row)
    return System(cells, rows, system.threshold), tuple(revised)


def _difference(less: Cell, more: Cell) -> Iterator[tuple[Cell, Row]]:
    count = more.count - less.count
    if count:
        rest = Cell(f"{more.name} but not {less.name}", count, count, is_printed=False)
        yield rest, sums_to(more.name, (less.name, rest.name))


def _nested(name: str, cells: Iterable[Cell]) -> Iterator[Cell]:
    """The printed cells of the same count over a window inside its window, or around it."""
    for cell in cells:
        if cell.is_printed and (_is_inside(name, cell.name) or _is_inside(cell.name, name)):
            yield cell


def _is_inside(name: str, other: str) -> bool:
    """Whether the first is the same count as the other over a shorter window inside it."""
    one, two = _NAME.fullmatch(name), _NAME.fullmatch(other)
    if one is None or two is None or name == other or one["what"] != two["what"]:
        return False
    return two["start"] <= one["start"] and one["end"] <= two["end"]
