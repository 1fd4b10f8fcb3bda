"""What the addresses alone say about the counts: the sums and the bounds that every reader knows too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product

from profile_lib.figures.address import Address
from profile_lib.figures.breakdowns import DIMENSIONS
from profile_lib.figures.counted import contains_set
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


@dataclass(frozen=True)
class Apart:
    """The parts do not overlap and lie inside ``wholes``: together they are no more than those."""

    wholes: tuple[Address, ...]
    parts: tuple[Address, ...]


@dataclass(frozen=True)
class Others:
    """Whoever of ``people`` is in none of the parts has one of the ``events`` at least that is in none of
    theirs. ``parts``: pairs of people and their events."""

    people: Address
    events: Address
    parts: tuple[tuple[Address, Address], ...]


@dataclass(frozen=True)
class Each:
    """Each of the ``people`` has from ``low`` to ``high`` of the ``events`` (None: no end)."""

    people: Address
    events: Address
    low: int
    high: int | None


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
    for whole in addresses:
        parts = tuple(replace(whole, counted=part) for part in whole.set.covered_by)
        if parts and not whole.where and all(address in addresses for address in parts):
            found.append(Cover(whole, parts))
    found += _made_up(addresses)
    found += [
        AtMost(part, whole)
        for part in addresses
        for whole in addresses
        if part != whole and (whole.contains(part) or _happens_to(whole, part))
    ]
    return found


def across_chapters(counts: Iterable[Count]) -> list[AtMost]:
    """The sets of one chapter that lie within a set of another, over the window that it has in the year: the
    missing children who are at risk within all who are at risk."""
    addresses = dict.fromkeys(sorted({count.address for count in counts if not count.address.where}, key=str))
    return [
        AtMost(part, whole)
        for part in addresses
        for whole in addresses
        if part.set.window != whole.set.window
        and part.period != whole.period
        and part.period.end.year == whole.period.start.year
        and part.area == whole.area
        and contains_set(whole.counted, part.counted)
    ]


def told_by_labels(counts: Iterable[Count]) -> list[Sum | AtMost | Cover | Apart | Each | Others]:
    """What the labels of the categories say beyond the sums of one dimension.

    Girls and boys are no more than all; who is neither had an episode too; those whose band of ages is known
    are those whose age is; the ages 14 and 15 lie within 14 to 16; a child of "6 to 10 times" had six
    episodes at least. Records that break their labels, such as an age of 115, break these: the caller looks
    whether they hold.
    """
    addresses = dict.fromkeys(sorted({count.address for count in counts}, key=str))
    return [
        *_known_alike(addresses),
        *_years_within(addresses),
        *_apart(addresses),
        *_within(addresses),
        *_others(addresses),
        *(
            Each(people, events, *ends)
            for people in addresses
            for name, category in people.where
            if (ends := DIMENSIONS[name].events.get(category)) is not None
            for events in addresses
            if _happens_to(events, people)
        ),
    ]


def _cells(addresses: Collection[Address], whole: Address, name: str) -> list[Address]:
    """The cells of the whole by a dimension, as far as there are any, but for the group of those known."""
    return [
        cell
        for cell in addresses
        if dict(cell.where).get(name, KNOWN) != KNOWN and cell.without(name) == whole
    ]


def _apart(addresses: Collection[Address]) -> Iterator[Apart]:
    """The categories that are counted of a dimension, where others are not."""
    for whole, name in _families(addresses):
        dimension = DIMENSIONS[name]
        parts = _cells(addresses, whole, name) if whole.unit in dimension.partitions else []
        if (
            whole in addresses
            and len(parts) > 1
            and (dimension.is_open or len(parts) < len(dimension.categories))
        ):
            yield Apart((whole,), tuple(parts))


def _within(addresses: Collection[Address]) -> Iterator[Apart]:
    """The categories of one dimension that lie inside some of another: whatever some of the other are chosen,
    those that can lie nowhere else."""
    for whole, name in _families(addresses):
        for other, places in DIMENSIONS[name].within.items():
            wholes = {cell: dict(cell.where)[other] for cell in _cells(addresses, whole, other)}
            for size in range(1, len(DIMENSIONS[other].categories)):
                for chosen in combinations(wholes, size):
                    inside = {wholes[cell] for cell in chosen}
                    own = [whole.cell({name: part}) for part, among in places.items() if inside >= {*among}]
                    if parts := tuple(part for part in own if part in addresses):
                        yield Apart(chosen, parts)


def _made_up(addresses: Collection[Address]) -> Iterator[Sum | AtMost | Cover]:
    """The categories of one dimension that hold exactly those of some categories of another."""
    for whole, name in _families(addresses):
        for other, groups in DIMENSIONS[name].makes_up.items():
            if not _says_the_same(whole, name, other):
                continue
            for category, made_of in groups.items():
                total, parts = whole.cell({other: category}), [whole.cell({name: part}) for part in made_of]
                present = [part for part in parts if total in addresses and part in addresses]
                yield from (AtMost(part, total) for part in present)
                if len(present) == len(parts):
                    is_sum = whole.unit in DIMENSIONS[name].partitions
                    yield Sum(total, tuple(parts)) if is_sum else Cover(total, tuple(parts))


def _says_the_same(whole: Address, name: str, other: str) -> bool:
    """Whether the cells of a whole by one dimension make up those by another. Where the one is of the child
    and the other of its episodes, this is true of all its episodes alone: a child who was missing in May and
    absent in June is graded both, and in May missing."""
    unit, one, another = whole.unit, DIMENSIONS[name], DIMENSIONS[other]
    if unit not in another.partitions | another.overlaps or other in dict(whole.where):
        return False
    are_alike = (unit in one.partitions) == (unit in another.partitions)
    return are_alike or all(unit in DIMENSIONS[narrowed].partitions for narrowed, _ in whole.where)


def _others(addresses: Collection[Address]) -> Iterator[Others]:
    """The people and the events outside each category, and outside all that do not overlap."""
    for events, name in _families(addresses):
        people = replace(events, counted=events.set.people or events.counted)
        if people == events or not {people, events} <= set(addresses):
            continue
        pairs = [
            (of, cell)
            for cell in _cells(addresses, events, name)
            if (of := replace(cell, counted=people.counted)) in addresses
        ]
        if events.unit in DIMENSIONS[name].partitions:
            yield from (Others(people, events, (pair,)) for pair in pairs)
            if people.unit in DIMENSIONS[name].partitions and len(pairs) > 1:
                yield Others(people, events, tuple(pairs))


def _known_alike(addresses: Collection[Address]) -> Iterator[Sum]:
    """That two dimensions know, or do not know, the same of everybody."""
    families = _families(addresses)
    for whole in dict.fromkeys(whole for whole, _ in families):
        alike: dict[tuple[str, bool], list[tuple[Address, ...]]] = {}
        for of, name in families:
            dimension = DIMENSIONS[name]
            if of != whole or dimension.known_where is None or dimension.unknown is None:
                continue
            other, certain = dimension.known_where
            uncertain = tuple(each for each in DIMENSIONS[other].categories if each != certain)
            known = tuple(each for each in dimension.categories if each != dimension.unknown)
            alike.setdefault((other, True), [(whole.cell({other: certain}),)]).extend(
                tuple(whole.cell({name: each}) for each in group) for group in ((KNOWN,), known)
            )
            alike.setdefault((other, False), [tuple(whole.cell({other: each}) for each in uncertain)]).append(
                (whole.cell({name: dimension.unknown}),)
            )
        for groups in alike.values():
            told = sorted((group for group in groups if set(group) <= set(addresses)), key=len)
            if told and len(told[0]) == 1:
                yield from (Sum(told[0][0], parts) for parts in told[1:])


def _years_within(addresses: Collection[Address]) -> Iterator[AtMost | Cover]:
    """Of two dimensions by age: which categories lie within which, and which cover which."""
    families = [(whole, name) for whole, name in _families(addresses) if DIMENSIONS[name].years]
    for (whole, name), (of, other) in product(families, families):
        if whole != of or name == other:
            continue
        spans = {whole.cell({other: each}): years for each, years in DIMENSIONS[other].years.items()}
        for category, ends in DIMENSIONS[name].years.items():
            group = whole.cell({name: category})
            touching = {part: years for part, years in spans.items() if _common(years, ends)}
            if not {group, *touching} <= set(addresses):
                continue
            if sum(len(_common(years, ends)) for years in touching.values()) == len(_common(ends, ends)):
                yield Cover(group, tuple(touching))
            yield from (AtMost(part, group) for part, years in touching.items() if _is_within(years, ends))


def _common(one: tuple[int, int], other: tuple[int, int]) -> range:
    """The years that two spans share."""
    return range(max(one[0], other[0]), min(one[1], other[1]) + 1)


def _is_within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return _common(inner, outer) == _common(inner, inner)


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
