"""How a number is printed: in one place, half up, from whole numbers and never from a rounded float.

Every function takes an *entry*: a figure as ``Figure.as_json()`` gives it and findings.json holds it.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from profile_lib.figures import DIMENSIONS, Period, Unit

Entry = Mapping[str, Any]

SHOWN = "shown"

MARKERS: Mapping[str, str] = {
    "not supplied": "[x]",
    "not linked": "[x]",
    "suppressed": "[c]",
}
"""What stands in a table's cell for a number that cannot or may not be given; a zero is printed as 0."""

LEGEND: Mapping[str, str] = {
    "[x]": "not available",
    "[c]": "not given, to protect children",
}

MILLION, THOUSAND = Decimal(1_000_000), Decimal(1_000)


def state(entry: Entry) -> str:
    """``shown`` where the entry has a value to print, else why it has none."""
    return str(entry.get("state", SHOWN))


def printed(entry: Entry, form: str = "") -> str:
    """The entry as readers see it.

    ``form``: "" the number (22%); "of" a share with its numbers (22% (100 of 454 children)); "interval"
    (18% to 26%); "n" the size of the base of a share, mean or rate; "unit" a count with its unit (1,056
    episodes); "exact" pounds and pence; "base" and "period" in words. A figure without a value prints its
    state in every form but the last two. Raises ValueError for a form that the figure does not have.
    """
    if form == "period":
        return str(period(entry))
    if form == "base":
        return base(entry)
    if form not in _FORMS:
        raise ValueError(f"{form!r} is not a form of printing: {', '.join(sorted(_FORMS))}, base, period")
    if state(entry) != SHOWN:
        return state(entry)
    if not _has_form(entry, form):
        raise ValueError(f"{entry['key']}: a {entry['kind']} has no form {form!r}")
    return _FORMS[form](entry)


def _has_form(entry: Entry, form: str) -> bool:
    needed = {"of": entry["kind"] == "share", "exact": entry["kind"] == "money"}
    return needed.get(form, {"n": "denominator", "interval": "interval"}.get(form, "value") in entry)


def cell(entry: Entry) -> str:
    """The entry in a cell of a table: the number, or the marker that keeps its absence apart from zero."""
    return printed(entry) if state(entry) == SHOWN else MARKERS[state(entry)]


def period(entry: Entry) -> Period:
    """The days that the entry is of."""
    start, end = entry["period"]
    return Period(date.fromisoformat(start), date.fromisoformat(end))


def base(entry: Entry) -> str:
    """Of whom or what, with the number where the figure is a part of it or per head of it."""
    words = str(entry["base"])
    if "denominator" in entry:
        number = f"{entry['denominator']:,}"
        words = f"{words}: {number}" if entry["kind"] == "rate" else f"{number} {words}"
    notes = [narrowed(entry)] if entry.get("where") else []
    if "not_recorded" in entry:
        notes.append(f"{entry['not_recorded']:,} not recorded")
    return "; ".join([words, *notes])


def narrowed(entry: Entry, but: Collection[str] = ()) -> str:
    """The cell of a breakdown that the entry is: ``sex: Female``; dimensions in ``but`` are left out."""
    return ", ".join(
        f"{DIMENSIONS[name].label.lower()}: {label(name, category)}"
        for name, category in entry.get("where", {}).items()
        if name not in but
    )


def label(dimension: str, category: str) -> str:
    """A category as readers see it; a month as ``January 2015``."""
    if dimension == "month":
        year, month = category.split("-")
        return f"{calendar.month_name[int(month)]} {year}"
    return DIMENSIONS[dimension].label_of(category)


def about(entry: Entry, by: Collection[str] = ()) -> str:
    """The statistical subtitle: what is counted and of whom, when and where.

    ``by``: the dimensions of the table or picture, whose categories its headings say.
    """
    kind, words = entry["kind"], str(entry["base"])
    if kind == "share":
        words = f"percentage of {words}"
    elif kind == "money":
        words = f"pounds, for {words}"
    elif kind != "count":
        words = f"{entry['unit']}: {words}"
    rest = narrowed(entry, but=by)
    words = f"{words}; {rest}" if rest else words
    return f"{sentence_case(words)}, {period(entry)}, {entry['area']}"


def heading(entry: Entry) -> str:
    """What the numbers of a column are: ``Episodes``, ``Episodes per child``, ``Percentage``."""
    return "Percentage" if entry["kind"] == "share" else sentence_case(entry["unit"])


def open_ranges(entries: Iterable[Entry]) -> list[str]:
    """``Label: 11 to 15`` for each whole figure that undecided pairs of records leave open."""
    told = []
    for entry in entries:
        other = entry.get("if_open_pairs_linked")
        if entry.get("where") or other is None or other == entry.get("value"):
            continue
        ends = sorted((entry["value"], other), key=float)
        low, high = (_number(entry, end) for end in ends)
        told.append(
            f"{entry['label']}: {low} to {high}, depending on pairs of records that nobody has decided"
        )
    return told


def sentence_case(text: str) -> str:
    """The first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def half_up(number: Decimal | Fraction | float | str, places: int = 0) -> Decimal:
    """Rounded half up. A float is first freed of its binary noise beyond the ninth decimal."""
    if isinstance(number, Fraction):
        number = Decimal(number.numerator) / Decimal(number.denominator)
    if isinstance(number, float):
        number = Decimal(repr(number)).quantize(Decimal("1e-9"), ROUND_HALF_UP)
    return Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percent(share: Fraction | float) -> str:
    """A share of one as a whole percentage."""
    return f"{half_up(share * 100)}%"


def pounds(amount: str | Decimal) -> str:
    """Millions with one decimal; below a million the nearest thousand; below a thousand the nearest pound."""
    amount = Decimal(amount)
    thousands = half_up(amount / THOUSAND) * THOUSAND
    if thousands >= MILLION:
        return f"£{half_up(amount / MILLION, 1)} million"
    return f"£{thousands:,}" if amount >= THOUSAND else f"£{half_up(amount)}"


def _value(entry: Entry) -> str:
    """The number alone; shares and means are divided again, so that a tie is a tie."""
    if entry["kind"] == "share":
        return percent(Fraction(entry["numerator"], entry["denominator"]))
    if entry["kind"] == "mean":
        return f"{half_up(Fraction(entry['numerator'], entry['denominator']), 1):,}"
    if entry["kind"] == "range":
        low, high = (_number(entry, number) for number in entry["value"])
        return low if low == high else f"{low} to {high}"
    return _number(entry, entry["value"])


def _number(entry: Entry, number: Any) -> str:
    """A number on the scale of the entry: its value, or an end of its interval or range."""
    if entry["kind"] == "money":
        return pounds(str(number))
    if entry["kind"] == "share" or entry.get("of") == "share":
        return percent(number)
    if entry["kind"] in ("mean", "rate") or number != int(number):
        return f"{half_up(number, 1):,}"
    return f"{int(number):,}"


def _of(entry: Entry) -> str:
    part, whole = entry["numerator"], entry["denominator"]
    return f"{_value(entry)} ({part:,} of {counted(whole, entry['unit'])})"


def _interval(entry: Entry) -> str:
    ends = entry["interval"]
    return f"{_number(entry, ends['low'])} to {_number(entry, ends['high'])}"


def _size(entry: Entry) -> str:
    return f"{entry['denominator']:,}"


def _with_unit(entry: Entry) -> str:
    return counted(entry["value"], entry["unit"]) if entry["kind"] == "count" else _value(entry)


def _exact(entry: Entry) -> str:
    return f"£{Decimal(entry['value']):,.2f}"


def singular(entry: Entry) -> str:
    """One of what is counted: ``child``, ``episode``."""
    return Unit(entry["unit"]).singular


def counted(number: int, unit: str) -> str:
    """A count with its unit: ``1,056 episodes``, ``1 child``."""
    return f"{number:,} {Unit(unit).singular if number == 1 else unit}"


_FORMS: Mapping[str, Callable[[Entry], str]] = {
    "": _value,
    "of": _of,
    "interval": _interval,
    "n": _size,
    "unit": _with_unit,
    "exact": _exact,
}
