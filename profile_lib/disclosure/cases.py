"""Suppression and audit of counts with names, as the contract gives them to other tools."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypedDict

from profile_lib.disclosure.attack import Attack, Interval
from profile_lib.disclosure.pattern import Pattern, protect
from profile_lib.disclosure.system import Cell, System, sums_to
from profile_lib.disclosure.system import at_most as at_most_row


class Equation(TypedDict):
    """A total and the names of its parts."""

    total: str
    children: Sequence[str]


def suppress(
    cells: Mapping[str, int],
    equations: Sequence[Equation],
    *,
    threshold: int = 5,
    fixed: Collection[str] = (),
    published: Collection[str] = (),
    implicit: Collection[str] = (),
    structural: Collection[str] = (),
    at_most: Sequence[tuple[str, str]] = (),
    persons: Mapping[str, int] | None = None,
) -> Pattern:
    """The fewest cells to hide so that no count of 1 to ``threshold - 1`` people comes out.

    ``cells``: name and count. ``fixed``: never hidden for another's sake. ``published``: known to everybody,
    never primary. ``implicit``: never printed but must be safe. ``structural``: zeros that everybody knows.
    ``at_most``: pairs (part, whole). ``persons``: distinct people where they differ from the count. Zeros are
    shown, so that a hidden cell is known to be one at least. Ties go by the order of the cells.

    Raises NoSafePattern where nothing that may be hidden is enough; ValueError for an unknown name, a
    negative count, a count without people, an equation that does not hold, or a structural cell that is
    not zero.
    """
    return protect(
        _system(cells, equations, threshold, fixed, published, implicit, structural, at_most, persons)
    )


def audit(
    cells: Mapping[str, int],
    equations: Sequence[Equation],
    hidden: Collection[str],
    *,
    threshold: int = 5,
    fixed: Collection[str] = (),
    published: Collection[str] = (),
    implicit: Collection[str] = (),
    structural: Collection[str] = (),
    at_most: Sequence[tuple[str, str]] = (),
    persons: Mapping[str, int] | None = None,
) -> dict[str, Interval]:
    """What a reader can work out of every hidden or implicit cell: its least and largest number, None where
    there is no end. Each end is shown by a whole table that agrees with everything printed.

    Parameters and errors as in ``suppress``.
    """
    system = _system(cells, equations, threshold, fixed, published, implicit, structural, at_most, persons)
    if strange := sorted(set(hidden) - cells.keys()):
        raise ValueError(f"{strange[0]!r} is not among the cells")
    unseen = [name for name in cells if name in hidden or name in implicit]
    return Attack(system, frozenset(unseen)).intervals(unseen)


def _system(
    cells: Mapping[str, int],
    equations: Sequence[Equation],
    threshold: int,
    fixed: Collection[str],
    published: Collection[str],
    implicit: Collection[str],
    structural: Collection[str],
    pairs: Sequence[tuple[str, str]],
    persons: Mapping[str, int] | None,
) -> System:
    persons = persons or {}
    _check(
        cells, (*fixed, *published, *implicit, *structural, *persons, *(n for pair in pairs for n in pair))
    )
    for name, count in cells.items():
        people = persons.get(name, count)
        if count < 0 or (count > 0) != (people > 0):  # an offence may be of several people
            raise ValueError(f"{name}: {count} of {people} people cannot be")
        if count and name in structural:
            raise ValueError(f"{name} is said to be a zero by nature, and is {count}")
    if threshold < 1:
        raise ValueError(f"a threshold of {threshold} hides nothing")
    return System(
        {
            name: Cell(
                name,
                count,
                persons.get(name, count),
                least=min(count, 1),
                most=0 if name in structural else None,  # not a constant: nobody had to publish it
                shown=(count, count),
                is_printed=name not in implicit,
                is_constant=name in published,
                is_fixed=name in fixed,
            )
            for name, count in cells.items()
        },
        [sums_to(item["total"], item["children"]) for item in equations]
        + [at_most_row(part, whole) for part, whole in pairs],
        threshold,
    )


def _check(cells: Mapping[str, int], names: Sequence[str]) -> None:
    for name in names:
        if name not in cells:
            raise ValueError(f"{name!r} is not among the cells")
