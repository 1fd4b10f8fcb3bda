"""How a figure is printed: its number, its base, its period, its interval, and what changed since last year.

Every function takes an *entry*: a figure as ``Figure.as_json()`` gives it and findings.json holds it.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from profile_lib.figures import DIMENSIONS, Period, Unit
from profile_lib.rounding import counted, half_up, listed, percent, pounds

Entry = Mapping[str, Any]

SHOWN, SUPPRESSED, INTERNAL = "shown", "suppressed", "internal"

NOT_GIVEN = "not given"
"""What a sentence says in the place of a number that stays inside to protect children."""

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


def state(entry: Entry) -> str:
    """``shown`` where the entry has a value to print, else why it has none."""
    return str(entry.get("state", SHOWN))


def printed(entry: Entry, form: str = "") -> str:
    """The entry as readers see it.

    ``form``: "" the number (22%); "of" a share with its numbers (22% (100 of 454 children)); "interval"
    (18% to 26%); "n" the size of the base of a share, mean or rate; "unknown" how many are not in it, since
    the answer is not recorded; "unit" a count with its unit (1,056 episodes); "few" a count, none where it is
    zero; "whole" a mean without decimals; "exact" pounds and pence; "formula" what was multiplied and the
    product to the penny; "change" how it compares with last year;
    "base" and "period" in words. A figure without a value prints its state in every form but the last two.
    Raises ValueError for a form that the figure does not have.
    """
    if form == "period":
        return str(period(entry))
    if form == "base":
        return base(entry)
    if form not in _FORMS:
        raise ValueError(f"{form!r} is not a form of printing: {', '.join(sorted(_FORMS))}, base, period")
    if "said" in entry:
        return str(entry["said"]) if form in _WITH_VALUE else NOT_GIVEN
    if state(entry) == SUPPRESSED:
        return NOT_GIVEN
    if state(entry) != SHOWN:
        return state(entry)
    if form in ("interval", "n", "unknown") and form not in entry.get("forms", (form,)):
        return NOT_GIVEN
    if not _has_form(entry, form):
        raise ValueError(f"{entry['key']}: a {entry['kind']} has no form {form!r}")
    return _FORMS[form](entry)


def _has_form(entry: Entry, form: str) -> bool:
    kind = entry["kind"]
    needed = {
        "of": kind == "share" and "numerator" in entry,
        "exact": kind == "money",
        "few": kind == "count",
        "whole": kind == "mean",
    }
    if form in needed:
        return needed[form]
    parts = {"n": "denominator", "interval": "interval", "unknown": "not_recorded", "formula": "formula"}
    return parts.get(form, "value") in entry


def cell(entry: Entry) -> str:
    """The entry in a cell of a table: the number, or the marker that keeps its absence apart from zero."""
    return printed(entry) if state(entry) == SHOWN or "said" in entry else MARKERS[state(entry)]


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
    if entry["kind"] == "share":
        return "Percentage"
    return sentence_case(Unit(entry["unit"]).plural if entry["kind"] == "count" else entry["unit"])


def open_ranges(entries: Iterable[Entry]) -> list[str]:
    """``Label: 11 to 15`` for each whole figure that undecided pairs of records leave open."""
    told = []
    for entry in entries:
        other = entry.get("if_open_pairs_linked")
        if entry.get("where") or other is None or other == entry.get("value"):
            continue
        if "value" not in entry:  # such as a base that is empty unless the pairs are one child
            found = f"{entry['state']}, or a number"
        elif isinstance(other, list):
            found = f"{_value(entry)}, or {_value({**entry, 'value': other})}"
        else:
            ends = [_number(entry, end) for end in sorted((entry["value"], other), key=float)]
            if ends[0] == ends[1]:
                continue  # the two differ by less than is printed
            found = " to ".join(ends)
        told.append(f"{entry['label']}: {found}, depending on pairs of records that nobody has decided")
    return told


def sentence_case(text: str) -> str:
    """The first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def _value(entry: Entry) -> str:
    """The number alone; shares and means are divided again, so that a tie is a tie."""
    if entry["kind"] == "share" and "numerator" in entry:
        return percent(Fraction(entry["numerator"], entry["denominator"]))
    if entry["kind"] == "mean":
        return f"{half_up(_mean(entry), 1):,}"
    if entry["kind"] == "range":
        low, high = (_number(entry, number) for number in entry["value"])
        return low if low == high else f"{low} to {high}"
    if entry["kind"] == "list":
        return listed(entry["value"], none="no place")
    return _number(entry, entry["value"])


def _number(entry: Entry, number: Any) -> str:
    """A number on the scale of the entry: its value, or an end of its interval or range."""
    if entry["kind"] == "money":
        return pounds(str(number))
    if entry["kind"] == "share" or entry.get("of") == "share":
        return percent(number)
    if entry["kind"] == "count":
        return f"{half_up(number):,}"
    if entry["kind"] in ("mean", "rate", "ratio") or number != int(number):
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


def _unknown(entry: Entry) -> str:
    return f"{entry['not_recorded']:,}"


def _with_unit(entry: Entry) -> str:
    return counted(entry["value"], entry["unit"]) if entry["kind"] == "count" else _value(entry)


def _few(entry: Entry) -> str:
    return _value(entry) if entry["value"] else "none"


def _whole(entry: Entry) -> str:
    return f"{half_up(_mean(entry)):,}"


def _mean(entry: Entry) -> Fraction | float:
    """The mean divided again, so that a tie is a tie; as it is printed where its sum is not given."""
    if "numerator" in entry:
        return Fraction(entry["numerator"], entry["denominator"])
    return float(entry["value"])


def change(entry: Entry) -> str:
    """How the figure compares with last year: ``more than in 2014 (41), but not comparable: why``."""
    previous = entry.get("previous")
    if not previous:
        return "no earlier year to compare with"
    if "value" not in previous:
        return f"not compared with {previous['edition']}, whose number is not given"
    then = f"{earlier(entry)} ({printed_earlier(entry)})"
    if previous["comparable"] and previous.get("change") == "no clear change":
        return f"no clear change from {then}"
    direction = previous.get("change") or _direction(entry["value"], previous["value"])
    words = _MORE_OR_FEWER if entry["kind"] == "count" else _HIGHER_OR_LOWER
    told = words[direction].format(earlier=then)
    return told if previous["comparable"] else f"{told}, but not comparable: {previous['why_not']}"


def _earlier(window: Period, edition: str) -> str:
    """The window of last year: 2014, the same months of 2014, or of a school year the edition of 2014."""
    if window.start.year != window.end.year:
        return f"the edition of {edition}"
    return edition if str(window) == str(window.start.year) else f"the same months of {edition}"


def earlier(entry: Entry) -> str:
    """The window of last year that the figure is compared with: ``2014``, ``the same months of 2014``."""
    return _earlier(period(entry), entry["previous"]["edition"])


def printed_earlier(entry: Entry) -> str:
    """Last year's value of a figure, as it is printed."""
    return _alone(entry, entry["previous"]["value"])


def _alone(entry: Entry, value: Any) -> str:
    """Another value of the figure's kind, of which nothing but the value is known."""
    if isinstance(value, list):
        return _value({**entry, "value": value})
    return _number(entry, value)


def _direction(now: Any, before: Any) -> str:
    if isinstance(now, list):
        return "same" if now == before else "other"
    step = Decimal(str(now)) - Decimal(str(before))
    return "same" if step == 0 else "higher" if step > 0 else "lower"


_MORE_OR_FEWER = {
    "higher": "more than in {earlier}",
    "lower": "fewer than in {earlier}",
    "same": "as many as in {earlier}",
}
_HIGHER_OR_LOWER = {
    "higher": "higher than in {earlier}",
    "lower": "lower than in {earlier}",
    "same": "the same as in {earlier}",
    "other": "other than in {earlier}",
}


def _exact(entry: Entry) -> str:
    return f"£{Decimal(entry['value']):,.2f}"


def _formula(entry: Entry) -> str:
    return f"{entry['formula']} = {_exact(entry)}"


def singular(entry: Entry) -> str:
    """One of what is counted: ``child``, ``episode``."""
    return Unit(entry["unit"]).singular


_WITH_VALUE = {"", "of", "unit", "few", "whole"}
"""The forms in which a value can be replaced by words such as "most"."""

_FORMS: Mapping[str, Callable[[Entry], str]] = {
    "": _value,
    "of": _of,
    "interval": _interval,
    "n": _size,
    "unknown": _unknown,
    "unit": _with_unit,
    "few": _few,
    "whole": _whole,
    "exact": _exact,
    "formula": _formula,
    "change": change,
}
