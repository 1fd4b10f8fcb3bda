"""A figure: a value with its id, its label and where it came from, as findings.json holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from profile_lib.figures.address import key
from profile_lib.figures.breakdowns import DIMENSIONS
from profile_lib.figures.counts import Count, Table
from profile_lib.figures.derived import (
    Listing,
    Mean,
    MeanAge,
    Money,
    NotAvailable,
    Rate,
    Ratio,
    Share,
    Span,
)
from profile_lib.figures.estimate import Estimate
from profile_lib.figures.standardised import StandardisedRatio

Value = (
    Count
    | Share
    | Mean
    | MeanAge
    | Estimate
    | Rate
    | Ratio
    | StandardisedRatio
    | Money
    | Span
    | Listing
    | NotAvailable
)


@dataclass(frozen=True)
class Definition:
    """What a measure is, said once: the glossary, the methods page and every figure take it from here.

    ``counted``: the set that it counts, or is a share or mean of. ``columns``: those whose completeness
    decides whether two years of it may be compared, as ``extract.column``.
    """

    id: str
    label: str
    text: str
    measure: str
    counted: str
    columns: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One number with its address. ``notebook`` and ``caveats`` are filled where it is recorded.

    ``if_open_linked``: its value if every undecided pair of records were one child, where there is any.
    ``where``: the cell of a breakdown that it is; what a measure narrows by itself is part of its base.
    """

    definition: Definition
    value: Value
    where: tuple[tuple[str, str], ...] = ()
    notebook: str = ""
    caveats: tuple[str, ...] = ()
    previous: dict[str, Any] = field(default_factory=dict)
    if_open_linked: Any = None

    @property
    def id(self) -> str:
        return self.definition.id

    @property
    def key(self) -> str:
        return key(self.id, self.where)

    @property
    def is_available(self) -> bool:
        return not isinstance(self.value, NotAvailable)

    def noted(self, notebook: str, caveats: tuple[str, ...]) -> Figure:
        """The figure with the notebook that made it and the caveats that apply to it."""
        return replace(
            self, notebook=notebook, caveats=tuple(dict.fromkeys(self.definition.caveats + caveats))
        )

    def _base(self) -> str:
        """Of whom or what, with the conditions that the measure brings itself."""
        own = [pair for pair in self.value.address.where if pair not in self.where]
        told = ", ".join(f"{DIMENSIONS[name].label.lower()}: {_category(name, value)}" for name, value in own)
        return f"{self.value.base} ({told})" if told else self.value.base

    def as_json(self) -> dict[str, Any]:
        """The figure as contract section 5 lays it out; keys that do not apply are absent."""
        value, address = self.value, self.value.address
        entry: dict[str, Any] = {
            "key": self.key,
            "id": self.id,
            "kind": value.kind,
            "label": self.definition.label,
            "where": dict(self.where),
            "unit": value.unit,
            "base": self._base(),
            "period": [address.period.start.isoformat(), address.period.end.isoformat()],
            "area": address.area,
            "windows_beside": {
                name: [period.start.isoformat(), period.end.isoformat()] for name, period in address.beside
            },
            **_numbers(value),
            "counts": [_count(role, count) for role, count in _counts(value)] or None,
            "previous": self.previous,
            "if_open_pairs_linked": self.if_open_linked,
            "caveats": list(self.caveats),
            "source": {"notebook": self.notebook, "measure": self.definition.measure},
            "public": {"state": "internal"},
        }
        return {name: entry[name] for name in entry if entry[name] not in ({}, None)}


@dataclass(frozen=True)
class Measured:
    """What a measure gives back: one figure, or a table whose cells are figures of the same id."""

    definition: Definition
    value: Value | Table

    def __iter__(self) -> Iterator[Figure]:
        if isinstance(self.value, Table):
            return (Figure(self.definition, cell, cell.address.where) for cell in self.value)
        return iter((Figure(self.definition, self.value),))


def _category(dimension: str, category: str) -> str:
    return DIMENSIONS[dimension].label_of(category).lower()


def _counts(value: Value) -> list[tuple[str, Count]]:
    """Every count that the value is made of, with its part in it."""
    found: list[tuple[str, Count | None]] = []
    match value:
        case Count():
            found = [("value", value)]
        case Share():
            found = [("part", value.part), ("whole", value.whole), ("not_recorded", value.not_recorded)]
        case Mean():
            found = [("total", value.total), ("over", value.over)]
        case MeanAge() | Estimate():
            found = [("over", value.over), ("not_recorded", value.not_recorded)]
        case StandardisedRatio():
            found = [
                ("observed", value.observed),
                ("over", value.over),
                ("not_recorded", value.not_recorded),
            ]
        case NotAvailable():
            found = list(value.counts)
        case Rate():
            found = [("value", value.count)]
        case Money():
            found = [("value", value.count)]
        case Ratio():
            return [
                (f"{place}_{role}", count)
                for place, share in (("top", value.top), ("bottom", value.bottom))
                for role, count in _counts(share)
            ]
        case Listing():
            found = [("behind", count) for count in value.behind]
        case Span() if value.address.unit.is_people and value.people is not None:
            over = Count(value.people, value.address, value.people)
            found = [("over", over), ("not_recorded", value.not_recorded)]
    return [(role, count) for role, count in found if count is not None]


def _count(role: str, count: Count) -> dict[str, Any]:
    """A count with its address, from which disclosure control reads what may be printed beside what."""
    address = count.address
    told: dict[str, Any] = {
        "role": role,
        "counted": address.counted,
        "where": dict(address.where),
        "period": [address.period.start.isoformat(), address.period.end.isoformat()],
        "value": count.value,
        "people": count.people,
        "origins": count.origins,
    }
    return {name: item for name, item in told.items() if item is not None}


def _numbers(value: Value) -> dict[str, Any]:
    """The keys that depend on the kind of the value."""
    if isinstance(value, NotAvailable):
        return {"state": value.state, "why": value.why}
    numbers: dict[str, Any] = {"value": value.value, "people": value.people}
    if isinstance(value, Share):
        numbers |= {"numerator": value.part.value, "denominator": value.whole.value}
        if value.not_recorded is not None:
            numbers["not_recorded"] = value.not_recorded.value
    if isinstance(value, Mean):
        numbers |= {"numerator": value.total.value, "denominator": value.over.value}
    if isinstance(value, MeanAge):
        numbers |= {
            "numerator": value.years,
            "denominator": value.over.value,
            "not_recorded": value.not_recorded.value,
        }
    if isinstance(value, Estimate):
        numbers["denominator"] = value.over.value
        if value.not_recorded is not None:
            numbers["not_recorded"] = value.not_recorded.value
    if isinstance(value, Rate):
        numbers |= {"numerator": value.count.value, "denominator": value.population.value}
    if isinstance(value, Money):
        numbers |= {"unit_cost": str(value.unit_cost), "price_year": value.price_year, "scope": value.scope}
        numbers |= {"formula": value.formula or None, "assumes": dict(value.assumes)}
    if isinstance(value, StandardisedRatio):
        numbers |= {"observed": value.observed.value, "expected": value.expected}
    if isinstance(value, Span):
        numbers["of"] = value.of
    interval = getattr(value, "interval", None)
    if interval is not None:
        numbers["interval"] = {
            "low": interval.low,
            "high": interval.high,
            "level": interval.level,
            "method": interval.method,
        }
    return numbers
