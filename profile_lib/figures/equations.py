"""What the addresses alone say about the counts: the sums and the bounds that every reader knows too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from profile_lib.figures.address import Address
from profile_lib.figures.counts import Count
from profile_lib.figures.vocabulary import DIMENSIONS


@dataclass(frozen=True)
class Sum:
    """``total`` is the sum of ``parts``: the dimension partitions the unit, and no category is left out."""

    total: Address
    parts: tuple[Address, ...]


@dataclass(frozen=True)
class AtMost:
    """``part`` counts members of ``whole``, so it is no larger."""

    part: Address
    whole: Address


@dataclass(frozen=True)
class Cover:
    """The parts overlap but leave nobody out: ``whole`` is at most their sum."""

    whole: Address
    parts: tuple[Address, ...]


def relations(counts: Iterable[Count]) -> list[Sum | AtMost | Cover]:
    """Every sum, cover and bound that holds among the counts, read off their addresses.

    A sum or a cover holds where the counts have every category that the dimension has in the period.
    """
    addresses = sorted({count.address for count in counts}, key=str)
    found: list[Sum | AtMost | Cover] = []
    for (whole, name), parts in _families(addresses).items():
        dimension = DIMENSIONS[name]
        categories = {dict(part.where)[name] for part in parts}
        complete = categories >= set(dimension.complete(whole.period))
        if whole not in addresses or not complete:
            continue
        declared = tuple(part for part in parts if not dimension.is_known(dict(part.where)[name]))
        sums = whole.unit in dimension.partitions
        found.append(Sum(whole, declared) if sums else Cover(whole, declared))
    found += [
        AtMost(part, whole)
        for part in addresses
        for whole in addresses
        if part != whole and whole.contains(part)
    ]
    return found


def _families(addresses: Iterable[Address]) -> dict[tuple[Address, str], list[Address]]:
    """Cells that differ in one dimension alone, under the address they narrow."""
    families: dict[tuple[Address, str], list[Address]] = defaultdict(list)
    for address in addresses:
        for name, _ in address.where:
            families[address.without(name), name].append(address)
    return families
