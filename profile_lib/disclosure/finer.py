"""Numbers that are finer than any table, and that a reader can reason about all the same: how many are of
each age inside a band of ages, and the sum of all ages.

Nobody counts them for an edition, and none is printed. They stand in the system so that a mean age, or
quartiles of ages, say there what they say to a reader. Their own numbers are any that agree with the counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from profile_lib.disclosure.stand_ins import stand_ins
from profile_lib.disclosure.statements import age_name, ages_name, bands_of_age
from profile_lib.disclosure.system import Cell, Row, System, sums_to
from profile_lib.figures import DIMENSIONS, Count

MOST_YEARS = 20
"""Sets of people of more different ages than this have a sum of ages, and no number for each of them."""


def with_finer(counts: Mapping[str, Count], system: System, said: Sequence[Row]) -> System:
    """The system with the ages of everybody whose age is known, where the counts have bands of ages.

    ``said``: what is or was said of ages, which they satisfy too. Records whose ages break their bands have
    none.
    """
    cells, rows = dict(system.cells), list(system.rows)
    for over, count in counts.items():
        finer = _of(over, count, system)
        if finer is None:
            continue
        values = _values(finer, system.counts, said)
        if values is not None:
            cells |= {name: Cell(name, value, 0, is_printed=False) for name, value in values.items()}
            rows += finer.rows
    return System(cells, rows, system.threshold)


@dataclass(frozen=True)
class _Finer:
    """The names of the numbers of one set, and what holds between them and its counts."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]


def _of(over: str, count: Count, system: System) -> _Finer | None:
    """Those of the people whose age is known, if the system has them by bands of ages."""
    told = {"counted": count.address.counted, "where": dict(count.address.where)}
    told["period"] = [count.address.period.start.isoformat(), count.address.period.end.isoformat()]
    found = bands_of_age(told)
    if found is None:
        return None
    dimension, bands = found
    if not bands.keys() <= system.cells.keys():
        return None
    ages = [age for first, last in bands.values() for age in range(first, last + 1)]
    if len(ages) > MOST_YEARS:
        return _sum_of_ages(ages_name(told), bands)
    names = {age: age_name(told, age) for age in ages}
    rows = [sums_to(over, names.values())]
    for other in DIMENSIONS.values():
        if other.years and other.known_where == DIMENSIONS[dimension].known_where:
            rows += _by_band(bands_of_age(told, other.name), names, system.cells)
    return _Finer(tuple(names.values()), tuple(rows))


def _by_band(
    found: tuple[str, Mapping[str, tuple[int, int]]] | None,
    names: Mapping[int, str],
    cells: Collection[str],
) -> Iterator[Row]:
    for band, (first, last) in found[1].items() if found else ():
        if band in cells:
            yield sums_to(band, [names[age] for age in range(first, last + 1) if age in names])


def _sum_of_ages(name: str, bands: Mapping[str, tuple[int, int]]) -> _Finer:
    """Nobody is younger than the first year of the band, or older than the last."""
    least = Row(((name, 1), *((band, -first) for band, (first, _) in bands.items())), 0, None)
    most = Row(((name, -1), *((band, last) for band, (_, last) in bands.items())), 0, None)
    return _Finer((name,), (least, most))


def _values(finer: _Finer, counts: Mapping[str, int], said: Iterable[Row]) -> dict[str, int] | None:
    """Numbers that agree with the counts and with what is said; None where there are none."""
    known = counts.keys() | set(finer.names)
    own = [row for row in said if row.is_of(known) and any(name in finer.names for name, _ in row.terms)]
    return stand_ins(dict.fromkeys(finer.names, 0), [*finer.rows, *own], counts)
