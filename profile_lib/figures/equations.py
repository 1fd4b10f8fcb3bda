"""What the addresses alone say about the counts: the sums and the bounds that every reader knows too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from profile_lib.figures.address import Address
from profile_lib.figures.breakdowns import DIMENSIONS
from profile_lib.figures.counts import Count
from profile_lib.figures.dimensions import KNOWN, Dimension
from profile_lib.figures.period import Period


@dataclass(frozen=True)
class Sum:
    """``total`` is the sum of ``parts``: the dimension partitions the unit, and nobody is left out."""

    total: Address
    parts: tuple[Address, ...]


@dataclass(frozen=True)
class AtMost:
    """``part`` counts members of ``whole``, or the people that its events happened to: it is no larger."""

    part: Address
    whole: Address


@dataclass(frozen=True)
class Cover:
    """The parts overlap but leave nobody out: ``whole`` is at most their sum."""

    whole: Address
    parts: tuple[Address, ...]


def relations(counts: Iterable[Count]) -> list[Sum | AtMost | Cover]:
    """Every sum, cover and bound that the vocabulary declares among the counts, read off their addresses.

    A sum or a cover holds where the counts have every category that the dimension has in the period, or that
    make up those known. Of an open dimension the counts must hold a whole table: its categories are those
    that occur.
    """
    addresses = dict.fromkeys(sorted({count.address for count in counts}, key=str))
    found: list[Sum | AtMost | Cover] = []
    for whole, name in _families(addresses):
        sums = whole.unit in DIMENSIONS[name].partitions
        present = {dict(cell.where)[name] for cell in addresses if cell.without(name) == whole != cell}
        for group, categories in _splits(DIMENSIONS[name], whole.period, present):
            total = whole.cell({name: group}) if group else whole
            parts = tuple(whole.cell({name: category}) for category in categories)
            if parts and all(address in addresses for address in (total, *parts)):
                found.append(Sum(total, parts) if sums else Cover(total, parts))
    found += [
        AtMost(part, whole)
        for part in addresses
        for whole in addresses
        if part != whole and (whole.contains(part) or _happens_to(whole, part))
    ]
    return found


def _families(addresses: Iterable[Address]) -> list[tuple[Address, str]]:
    """The addresses that cells narrow by one dimension, each with that dimension, once."""
    return list(dict.fromkeys((cell.without(name), name) for cell in addresses for name, _ in cell.where))


def _splits(
    dimension: Dimension, period: Period, present: set[str]
) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """The ways in which categories make up a whole (None) or the group of those known."""
    every = dimension.complete(period, present)
    known = tuple(category for category in every if category != dimension.unknown)
    if known or KNOWN not in present:  # else an open dimension does not tell which occur
        yield None, every
    if dimension.unknown is not None:
        yield None, (KNOWN, dimension.unknown)
        yield KNOWN, known


def _happens_to(events: Address, people: Address) -> bool:
    """Whether each of the people has at least one of the events, so that they are no more than those."""
    return events.set.people == people.counted and replace(events, counted=people.counted) == people
