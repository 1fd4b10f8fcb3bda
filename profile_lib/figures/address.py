"""The address of a number: what is counted, of whom, when and where. Same address, same number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from profile_lib.figures.breakdowns import DIMENSIONS
from profile_lib.figures.counted import COUNTED, CountedSet, contains_set
from profile_lib.figures.dimensions import KNOWN, Unit
from profile_lib.figures.period import Period


@dataclass(frozen=True)
class Address:
    """``counted`` names a set of the vocabulary; ``where`` narrows it by dimensions, sorted by name;
    ``beside`` are further windows that it depends on, such as that of the offences.

    Raises ValueError for a set, dimension or category that the vocabulary does not declare, a month outside
    the period, a dimension given twice, or one that says nothing about the unit (the sex of a report).
    """

    counted: str
    period: Period
    area: str
    where: tuple[tuple[str, str], ...] = ()
    beside: tuple[tuple[str, Period], ...] = ()

    def __post_init__(self) -> None:
        if self.counted not in COUNTED:
            raise ValueError(f"{self.counted!r} is not declared as something that is counted")
        for name, category in self.where:
            dimension = DIMENSIONS.get(name)
            if dimension is None:
                raise ValueError(f"{name!r} is not a declared dimension")
            if self.unit not in dimension.partitions | dimension.overlaps:
                raise ValueError(f"{self.unit} cannot be broken down by {name}")
            if not dimension.admits(category, self.period):
                raise ValueError(f"{category!r} is not a category of {name}")
        if len(dict(self.where)) < len(self.where):
            raise ValueError(f"narrowed twice by one dimension: {self.where}")
        object.__setattr__(self, "where", tuple(sorted(self.where)))

    @property
    def set(self) -> CountedSet:
        """The declaration of what is counted."""
        return COUNTED[self.counted]

    @property
    def unit(self) -> Unit:
        return COUNTED[self.counted].unit

    def cell(self, where: Mapping[str, str]) -> Address:
        """The same count narrowed to one cell. Raises ValueError where a dimension is already narrowed."""
        taken = dict(self.where).keys() & where.keys()
        if taken:
            raise ValueError(f"already narrowed by {', '.join(sorted(taken))}")
        return replace(self, where=self.where + tuple(where.items()))

    def without(self, *dimensions: str) -> Address:
        """The address with some dimensions summed out or opened again."""
        return replace(self, where=tuple(pair for pair in self.where if pair[0] not in dimensions))

    def contains(self, part: Address) -> bool:
        """Whether everything counted at ``part`` is counted here too, by what is declared."""
        conditions = dict(part.where)
        return (
            (self.period, self.area) == (part.period, part.area)
            and contains_set(self.counted, part.counted)
            and all(
                name in conditions and DIMENSIONS[name].includes(category, conditions[name])
                for name, category in self.where
            )
        )

    @property
    def left_out(self) -> tuple[Address, ...]:
        """For each dimension narrowed to those known: the address of those not recorded."""
        return tuple(
            self.without(name).cell({name: unknown})
            for name, category in self.where
            if category == KNOWN and (unknown := DIMENSIONS[name].unknown)
        )

    def __str__(self) -> str:
        narrowed = ", ".join(f"{name}={category}" for name, category in self.where)
        return f"{self.counted}[{narrowed}]" if narrowed else self.counted


def key(id: str, where: tuple[tuple[str, str], ...]) -> str:
    """The unique key of a figure in findings.json: its id, and its sorted ``where``."""
    narrowed = ",".join(f"{name}={category}" for name, category in sorted(where))
    return f"{id}[{narrowed}]" if narrowed else id
