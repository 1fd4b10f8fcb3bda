"""What each public figure would print: which counts as numbers, which as a bound, and which must be safe.

A percentage prints its numerator and its base. A mean prints its base where that may be seen, and says in
any case how its sum compares with it. "Most" says that a part is more than half. Each says that enough is
known of those that it is of; and a figure that is not available for want of that says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from profile_lib.disclosure.named import cell_name
from profile_lib.disclosure.rule import Entry, Listed, Rule
from profile_lib.disclosure.system import Row
from profile_lib.figures import COUNTED, DIMENSIONS, MOST_UNKNOWN, Address, Count, Period

PRINTED = {
    "count": ("value",),
    "share": ("part", "whole"),
    "rate": ("value",),
    "money": ("value",),
    "ratio": ("top_part", "top_whole", "bottom_part", "bottom_whole"),
}
"""The counts that a kind of figure cannot be printed without."""

BESIDE = {"share": ("not_recorded",), "mean": ("over",)}
"""The counts that are printed beside it where they may be seen."""

BEHIND = {"mean": ("total", "over"), "range": ("over",), "list": ("behind",)}
"""The counts of which it is made: it is not given where one of them is of too few."""


MOST_IN_A_QUOTIENT = 10**6
"""No count that another is divided by is larger."""


@dataclass(frozen=True)
class Statement:
    """What one figure says to the public. The lists hold names of cells.

    ``exact``: it prints these numbers, and is not given where one is hidden. ``beside``: it prints these
    where they may be seen. ``behind``: not printed, but must not be of too few people. ``rests``: pairs of a
    part and a whole whose difference it gives away. ``halves``: pairs of which it says whether the part is
    more than half. ``rows``: what it says otherwise. ``ages``: what a mean or quartiles of ages say of the
    ages, which stand in ``finer``; ``aged``: pairs of the people of some ages and all of whom it says that.
    ``few``: a count that is said as "fewer than" below the threshold.
    ``is_earlier``: it is of last year.
    """

    key: str
    listed: Listed
    exact: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    rests: tuple[tuple[str, str], ...] = ()
    halves: tuple[tuple[str, str], ...] = ()
    rows: tuple[Row, ...] = ()
    ages: tuple[Row, ...] = ()
    aged: tuple[tuple[str, str], ...] = ()
    few: str | None = None
    is_cell: bool = False
    is_earlier: bool = False


def counts_of(entries: Iterable[Entry]) -> dict[str, Count]:
    """Every count of the figures, and of last year's beside them, by name.

    Of last year's not those by an open dimension: this year's categories are not all that it had.
    """
    found: dict[str, Count] = {}
    for entry in entries:
        before = entry.get("previous", {}).get("counts", ())
        whole = [told for told in before if not any(DIMENSIONS[name].is_open for name in told["where"])]
        for told in (*entry.get("counts", ()), *whole):
            start, end = (date.fromisoformat(day) for day in told["period"])
            address = Address(
                told["counted"], Period(start, end), entry["area"], tuple(told["where"].items())
            )
            name = cell_name(told)
            origins = told.get("origins", found[name].origins if name in found else None)
            found[name] = Count(told["value"], address, told.get("people"), origins=origins)
    return found


@dataclass(frozen=True)
class Parts:
    """The counts of a figure by their part in it."""

    kind: str
    counts: tuple[Mapping[str, Any], ...]
    values: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, entry: Entry, counts: Iterable[Mapping[str, Any]]) -> Parts:
        counts = tuple(counts)
        return cls(str(entry["kind"]), counts, {count["role"]: int(count["value"]) for count in counts})

    def names(self, roles: Iterable[str]) -> tuple[str, ...]:
        return tuple(cell_name(count) for role in roles for count in self.counts if count["role"] == role)

    def name(self, role: str) -> str:
        (found,) = self.names([role])
        return found


def statement(entry: Entry, rule: Rule) -> Statement | None:
    """What a figure says to the public; None where it is internal, or has no value for another reason than
    its numbers."""
    listed = rule.listed(entry)
    parts = Parts.of(entry, entry.get("counts", ()))
    if listed is None or not (parts.counts or "value" in entry):
        return None
    key, is_cell = str(entry["key"]), bool(entry.get("where"))
    if "value" not in entry:
        names = parts.names(("known", "not_recorded"))
        return Statement(key, listed, behind=names, rows=(_too_few_known(parts),), is_cell=is_cell)
    if listed.say == "few":
        return Statement(key, listed, few=parts.name("value"), is_cell=is_cell)
    if listed.say == "most":
        return Statement(
            key,
            listed,
            behind=parts.names(["whole"]),
            halves=((parts.name("part"), parts.name("whole")),),
            rows=(_half(parts), *_enough_known(parts, "whole")),
            is_cell=is_cell,
        )
    kind = parts.kind
    return Statement(
        key,
        listed,
        exact=parts.names(PRINTED.get(kind, ())),
        beside=parts.names(BESIDE.get(kind, ())),
        behind=parts.names(BEHIND.get(kind, ())),
        rests=_rests(parts),
        rows=(*_average(parts), *_enough_known(parts, "whole", "over")),
        ages=_ages(entry, entry["value"], parts),
        aged=_aged(entry, parts),
        is_cell=is_cell,
    )


def previous_statement(entry: Entry, rule: Rule) -> Statement | None:
    """What the comparison with last year prints of last year: a count, or a percentage without its base."""
    listed, previous = rule.listed(entry), entry.get("previous", {})
    if listed is None or listed.say != "number" or entry.get("where") or not previous.get("counts"):
        return None
    parts = Parts.of(entry, previous["counts"])
    told = f"{entry['key']} last year"
    if parts.kind in ("count", "rate", "money"):
        return Statement(told, listed, exact=parts.names(["value"]), is_earlier=True)
    if parts.kind == "share":
        return Statement(
            told,
            listed,
            behind=parts.names(("part", "whole")),
            rests=_rests(parts),
            rows=(*_percentage(parts), *_enough_known(parts, "whole")),
            is_earlier=True,
        )
    if parts.kind == "mean":
        return Statement(
            told,
            listed,
            behind=parts.names(("total", "over")),
            rows=(*_average(parts), *_enough_known(parts, "over")),
            ages=_ages(entry, previous["value"], parts),
            aged=_aged(entry, parts),
            is_earlier=True,
        )
    return None


def rounds_to(part: str, whole: str, printed: int, per: int) -> tuple[Row, Row]:
    """That ``per`` x part / whole, rounded half up, is the printed number: from half below it to less than
    half above."""
    return (
        Row(((part, 2 * per), (whole, 1 - 2 * printed)), 0, None),
        Row(((whole, 2 * printed + 1), (part, -2 * per)), 1, None),
    )


def exactly(quotient: float) -> Fraction:
    """The quotient of two counts that a float stands for, so that a tie is a tie: 1.25, not a little less."""
    return Fraction(quotient).limit_denominator(MOST_IN_A_QUOTIENT)


def _rounded(part: int, whole: int, per: int) -> int:
    return int(Fraction(per * part, whole) + Fraction(1, 2))


def _rests(parts: Parts) -> tuple[tuple[str, str], ...]:
    """The pairs of numerator and base of the shares in it."""
    pairs = (("part", "whole"), ("top_part", "top_whole"), ("bottom_part", "bottom_whole"))
    return tuple((parts.name(a), parts.name(b)) for a, b in pairs if {a, b} <= parts.values.keys())


def _half(parts: Parts) -> Row:
    """More than half, fewer than half, or half."""
    over = 2 * parts.values["part"] - parts.values["whole"]
    low, high = (1, None) if over > 0 else (None, -1) if over < 0 else (0, 0)
    return Row(((parts.name("part"), 2), (parts.name("whole"), -1)), low, high)


def _enough_known(parts: Parts, *bases: str) -> tuple[Row, ...]:
    """That no more than 30% of all are left out as not recorded: else it would not be given."""
    unknown, all_ = MOST_UNKNOWN.numerator, MOST_UNKNOWN.denominator
    return tuple(
        Row(((parts.name(base), unknown), (parts.name("not_recorded"), unknown - all_)), 0, None)
        for base in bases
        if {base, "not_recorded"} <= parts.values.keys()
    )


def _too_few_known(parts: Parts) -> Row:
    """That more than 30% are not recorded, or nobody is in the base."""
    known = parts.name("known")
    if "not_recorded" not in parts.values:
        return Row(((known, 1),), 0, 0)
    unknown, all_ = MOST_UNKNOWN.numerator, MOST_UNKNOWN.denominator
    terms = ((parts.name("not_recorded"), all_ - unknown), (known, -unknown))
    return Row(terms, min(1, parts.values["not_recorded"]), None)


def _average(parts: Parts) -> tuple[Row, ...]:
    """What a mean with one decimal says of its sum and its number."""
    if not {"total", "over"} <= parts.values.keys():
        return ()
    printed = _rounded(parts.values["total"], parts.values["over"], 10)
    return rounds_to(parts.name("total"), parts.name("over"), printed, 10)


def _percentage(parts: Parts) -> tuple[Row, ...]:
    """What a percentage without decimals says of its numerator and its base."""
    printed = _rounded(parts.values["part"], parts.values["whole"], 100)
    return rounds_to(parts.name("part"), parts.name("whole"), printed, 100)


def _ages(entry: Entry, value: Any, parts: Parts) -> tuple[Row, ...]:
    """What a mean age with one decimal, or the quartiles of ages, say of the ages."""
    if entry["unit"] != "years" or "over" not in parts.values:
        return ()
    (over,) = (count for count in parts.counts if count["role"] == "over")
    if not isinstance(value, list):
        printed = int(10 * exactly(value) + Fraction(1, 2))
        return rounds_to(ages_name(over), cell_name(over), printed, 10)
    found = bands_of_age(over)
    bands = found[1].values() if found else ()
    ages = [age for first, last in bands for age in range(first, last + 1)]
    return tuple(
        row
        for quarters, age in zip((1, 3), value, strict=True)
        for row in _quartile(over, ages, quarters, age)
    )


def _aged(entry: Entry, parts: Parts) -> tuple[tuple[str, str], ...]:
    """The groups of ages that leave ages out, each with the people whose age is known: a reader can ask how
    many are of the others."""
    if entry["unit"] != "years" or "over" not in parts.values:
        return ()
    (over,) = (count for count in parts.counts if count["role"] == "over")
    found = [bands_of_age(over, dimension.name) for dimension in DIMENSIONS.values() if dimension.years]
    groups = [group for told in found if told and not is_complete(told[0]) for group in told[1]]
    return tuple((group, cell_name(over)) for group in groups)


def _quartile(over: Mapping[str, Any], ages: Iterable[int], quarters: int, age: int) -> tuple[Row, Row]:
    """The smallest age with at least so many quarters of all at or below it."""
    names = {each: age_name(over, each) for each in ages}
    known = (cell_name(over), quarters)
    return (
        Row((*((name, 4) for each, name in names.items() if each <= age), (known[0], -quarters)), 0, None),
        Row((*((name, -4) for each, name in names.items() if each < age), known), 1, None),
    )


def age_name(over: Mapping[str, Any], age: int) -> str:
    """The name of the number of those whose age is known who are of this age."""
    return cell_name({**over, "where": {**_whoever(over), "age": str(age)}})


def ages_name(over: Mapping[str, Any]) -> str:
    """The name of the sum of all ages that are known."""
    return cell_name({**over, "where": {**_whoever(over), "age": "sum"}})


def _whoever(over: Mapping[str, Any]) -> dict[str, str]:
    """Where the people are counted, whether their age is known or not."""
    known = {dimension.known_where for dimension in DIMENSIONS.values()}
    return {name: category for name, category in over["where"].items() if (name, category) not in known}


def is_complete(name: str) -> bool:
    """Whether the bands of a dimension leave no age out."""
    dimension = DIMENSIONS[name]
    return dimension.years.keys() == dimension.categories.keys() - {dimension.unknown}


def bands_of_age(
    over: Mapping[str, Any], name: str | None = None
) -> tuple[str, dict[str, tuple[int, int]]] | None:
    """The dimension by which those whose age is known fall into bands, and the first and last age of each
    band by its name; None where there is no such dimension. ``name``: a dimension of which bands are wanted,
    though they may leave ages out."""
    unit = COUNTED[over["counted"]].unit
    for dimension in DIMENSIONS.values():
        if not dimension.years or unit not in dimension.partitions:
            continue
        if dimension.known_where in over["where"].items() and (
            name == dimension.name if name else is_complete(dimension.name)
        ):
            where = _whoever(over)
            return dimension.name, {
                cell_name({**over, "where": {**where, dimension.name: band}}): years
                for band, years in dimension.years.items()
            }
    return None
