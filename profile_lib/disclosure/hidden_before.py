"""What earlier editions hid over days of their own: no count of this edition, and still nobody's to find out.

Their hidden numbers are kept nowhere. What a reader can work out does not depend on them, only on what is
printed and on what holds; so any numbers that agree with both stand for them, as in ``finer``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from scipy.cluster.hierarchy import DisjointSet

from profile_lib.disclosure.earlier import Constant
from profile_lib.disclosure.knowledge import by_labels, named_relations
from profile_lib.disclosure.named import address_of, is_inside, months_between
from profile_lib.disclosure.stand_ins import stand_ins
from profile_lib.disclosure.system import Cell, Row, System, at_most, sums_to
from profile_lib.figures import DIMENSIONS, Address, Count, Period


def with_hidden_before(system: System, constants: Sequence[Constant]) -> tuple[System, tuple[str, ...]]:
    """The system with the numbers that earlier editions speak of without printing them, as far as they bear
    on its own, and all that holds between these and the others; and those of them that cannot be protected,
    since the records have changed so that no numbers agree with everything that was published.

    Those that were marked as hidden must stay so.
    """
    told = {name for constant in constants for name, _ in constant.row.terms}
    addresses = _addresses([*system.cells, *told])
    marked = {constant.marker for constant in constants}
    unknown = {
        name: Cell(name, 0, 0, least=int(name in marked), is_printed=False, is_hidden_before=name in marked)
        for name in sorted(told & addresses.keys() - system.cells.keys())
    }
    if not unknown:
        return system, ()
    rows = [*_relations(addresses), *(constant.row for constant in constants)]
    near = _near(system, unknown, rows)
    cells = {name: cell for name, cell in unknown.items() if name in near}
    if not cells:
        return system, ()
    known = system.cells.keys() | cells.keys()
    own = [row for row in rows if row.is_of(known) and any(name in cells for name, _ in row.terms)]
    values = stand_ins({name: cell.least for name, cell in cells.items()}, own, system.counts)
    if values is None:
        return system, tuple(name for name, cell in cells.items() if cell.is_hidden_before)
    hidden = {name: replace(cell, count=values[name]) for name, cell in cells.items()}
    return System({**system.cells, **hidden}, [*system.rows, *own], system.threshold), ()


def _addresses(names: Iterable[str]) -> dict[str, Address]:
    """The names that are of a count, and its address over its own days."""
    found = {name: address_of(name) for name in names}
    return {name: address for name, address in found.items() if address is not None}


def _relations(addresses: Mapping[str, Address]) -> Iterator[Row]:
    """Everything that holds between the counts of one window, chapters of one year, and two windows."""
    for window in {address.period for name, address in addresses.items() if not _is_of_month(name)}:
        counts = {
            name: _over(window, address)
            for name, address in addresses.items()
            if address.period == window or (_is_of_month(name) and address.period.within(window))
        }
        yield from _declared(counts)
        yield from by_labels(counts)
    yield from _declared({name: _over(own.period, own) for name, own in addresses.items() if not own.where})
    yield from _between_windows(addresses)


def _is_of_month(name: str) -> bool:
    return "month=" in name


def _over(window: Period, address: Address) -> Count:
    """A count of which only the address is asked for: over the window that it is in, if it is of a month."""
    return Count(0, replace(address, period=window), 0)


def _declared(counts: Mapping[str, Count]) -> Iterator[Row]:
    yield from (relation.row for relation in named_relations(counts))


def _between_windows(addresses: Mapping[str, Address]) -> Iterator[Row]:
    """What has happened by a day has happened by a later one; and of events the months in between are more.

    How often somebody was missing is another question in a longer window.
    """
    growing = [
        name
        for name, address in addresses.items()
        if not any(DIMENSIONS[dimension].events for dimension, _ in address.where)
    ]
    for inner, outer in product(growing, growing):
        if is_inside(inner, outer):
            yield at_most(inner, outer)
            if added := months_between(inner, outer):
                yield sums_to(outer, (inner, *added))


def _near(system: System, unknown: Mapping[str, Cell], rows: Iterable[Row]) -> Collection[str]:
    """The unknown numbers that bear on what the edition could print or hide."""
    open_ = [name for name, cell in system.cells.items() if not cell.is_constant]
    groups = DisjointSet(["", *open_, *unknown])
    for name in open_:
        groups.merge("", name)
    for row in rows:
        names = [name for name, _ in row.terms if name in groups]
        if row.is_of(system.cells.keys() | unknown.keys()):
            for name in names[1:]:
                groups.merge(names[0], name)
    return groups.subset("")
