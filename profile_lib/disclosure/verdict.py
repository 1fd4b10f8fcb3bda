"""The decision, written down: for each figure what the public sees of it, and for the reviewers why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from profile_lib.disclosure.attack import Attack
from profile_lib.disclosure.knowledge import said
from profile_lib.disclosure.named import cell_name
from profile_lib.disclosure.protection import Protection
from profile_lib.disclosure.rule import Entry
from profile_lib.disclosure.statements import Parts, Statement, exactly
from profile_lib.disclosure.system import LEAST_ORIGINS, Row
from profile_lib.figures import COUNTED

Public = dict[str, Any]

TENTHS = 10


def public(entry: Entry, decided: Protection) -> Public:
    """What the public sees of a figure: its state, and what is printed of it (contract section 5).

    ``says``: everything that it tells, as relations between counts, which later editions take as known.
    """
    statement = decided.statements.get(str(entry["key"]))
    if decided.rule.listed(entry) is None:
        return {"state": "internal"}
    if statement is None:
        return {"state": "not available"}
    told = _suppressed(entry, statement, decided)
    if told is None:
        told = _said(entry, statement, decided) or _shown(entry, statement, decided)
        told["previous"] = _previous(entry, decided) if "value" in entry else None
    told["says"] = [_relation(row) for row in _rows(statement, decided, told["state"] != "suppressed")]
    return {name: value for name, value in told.items() if value not in (None, [])}


def _suppressed(entry: Entry, statement: Statement, decided: Protection) -> Public | None:
    """Why nothing is printed, where it is not; "fewer than" where that is so and may be said."""
    if statement.few is not None and decided.is_few(statement.few):
        return {"state": "suppressed", "said": decided.rule.few}
    if not decided.is_given(statement):
        return {"state": "suppressed"}
    base = entry.get("denominator") if entry["kind"] == "share" else None
    if base is not None and base < decided.rule.least_base:
        return {"state": "suppressed"}
    return None


def _said(entry: Entry, statement: Statement, decided: Protection) -> Public | None:
    """The words for a share of which only more or less than half is said."""
    if "value" not in entry:
        return {"state": "not available"}
    if statement.listed.say != "most":
        return None
    over = 2 * entry["numerator"] - entry["denominator"]
    words = "most" if over > 0 else "fewer than half" if over < 0 else "half"
    return {"state": "shown", "said": words}


def _shown(entry: Entry, statement: Statement, decided: Protection) -> Public:
    """The number as it is printed, with its base and interval where they may be seen."""
    rule, parts = decided.rule, Parts.of(entry, entry.get("counts", ()))
    seen = {
        role: rule.rounded(value)
        for role, value in parts.values.items()
        if all(_is_seen(name, decided) for name in parts.names([role]))
    }
    is_rounded = rule.round_to > 1 and entry["kind"] not in ("list", "range")
    is_whole = not is_rounded and seen.keys() == parts.values.keys()
    rounded = {role: rule.rounded(value) for role, value in parts.values.items()}
    numbers: Public = {"state": "rounded" if is_rounded else "shown"}
    match entry["kind"]:
        case "count":
            numbers["value"] = seen["value"]
        case "share":
            numbers["value"] = seen["part"] / seen["whole"]
            numbers |= {"numerator": seen["part"], "denominator": seen["whole"]}
            numbers["not_recorded"] = seen.get("not_recorded") if "not_recorded" in entry else None
        case "mean":
            tenths = Fraction(TENTHS * entry["numerator"], entry["denominator"])
            numbers["value"] = int(tenths + Fraction(1, 2)) / TENTHS
            numbers["denominator"] = seen.get("over")
        case "list":
            numbers["value"] = sorted(entry["value"])  # a ranking of places singles out the first
        case _:
            numbers["value"] = _of_rounded(entry["kind"], entry["value"], parts.values, rounded)
            numbers["denominator"] = entry.get("denominator") if is_whole else None
    if is_whole and "interval" in entry and _is_of_the_numbers_alone(entry, parts):
        numbers["interval"] = entry["interval"]
    return numbers


def _of_rounded(kind: str, value: Any, exact: Mapping[str, int], rounded: Mapping[str, int]) -> Any:
    """An amount, a rate or a ratio as it is of the numbers that are printed: the exact one gives them
    away."""
    if exact == rounded or kind not in ("money", "rate", "ratio"):
        return value
    if kind == "ratio":
        return (rounded["top_part"] / rounded["top_whole"]) / (
            rounded["bottom_part"] / rounded["bottom_whole"]
        )
    if kind == "money":
        return str((Decimal(value) / exact["value"] * rounded["value"]).quantize(Decimal("0.01")))
    return value / exact["value"] * rounded["value"]


def _is_of_the_numbers_alone(entry: Entry, parts: Parts) -> bool:
    """Whether a reader could work the interval out of the numbers printed beside it.

    An interval that allows for repeats says how the events fall on the people: from the limits of the
    episodes anybody can work out how often the child went missing who went missing most. One of a mean says
    how the numbers spread.
    """
    has_repeats = any(COUNTED[count["counted"]].repeats_in for count in parts.counts)
    return entry["kind"] != "mean" and not has_repeats


def _is_seen(name: str, decided: Protection) -> bool:
    return decided.system.cells[name].is_printed and not decided.hides(name)


def _previous(entry: Entry, decided: Protection) -> Public | None:
    """Last year's number where it may be seen; its sums and bases stay inside."""
    statement = decided.statements.get(f"{entry['key']} last year")
    if statement is None or not decided.is_given(statement):
        return None
    told = {name: item for name, item in entry["previous"].items() if name != "counts"}
    places = {"share": 2, "mean": 1}.get(entry["kind"])
    if places is not None:
        told["value"] = _half_up(exactly(told["value"]), places)
    parts = Parts.of(entry, entry["previous"]["counts"])
    rounded = {role: decided.rule.rounded(value) for role, value in parts.values.items()}
    if entry["kind"] == "count":
        told["value"] = rounded["value"]
    told["value"] = _of_rounded(entry["kind"], told["value"], parts.values, rounded)
    return told


def _half_up(number: Fraction, places: int) -> float:
    return int(number * 10**places + Fraction(1, 2)) / 10**places


def _rows(statement: Statement, decided: Protection, is_given: bool) -> Iterator[Row]:
    """What the public learns from a figure and from last year's beside it. A marker says that there
    is a number, and that it is no zero where a zero would be printed."""
    cells = decided.system.cells
    last_year = decided.statements.get(f"{statement.key} last year")
    for item in (statement, last_year):
        if item is None or not is_given or not decided.is_given(item):
            continue
        yield from said(item, decided.system)
        for name in (*item.exact, *item.beside):
            if _is_seen(name, decided):
                low, high = cells[name].shown
                yield Row(((name, 1),), low, high)
    if not is_given and len(statement.exact) == 1:
        yield Row(((statement.exact[0], 1),), cells[statement.exact[0]].least, None)
    if statement.few is not None:
        yield Row(((statement.few, 1),), *cells[statement.few].ends(decided.hides(statement.few)))


def _relation(row: Row) -> Public:
    told: Public = {"terms": dict(row.terms), "low": row.low, "high": row.high}
    return {name: value for name, value in told.items() if value is not None}


def report(entries: Mapping[str, Entry], decided: Protection) -> Public:
    """disclosure.json: the rule, whether the audit passed, the figures that are not given, what is not said
    though no number of it is hidden, and every hidden cell with why and what an attacker can work out of it.
    Internal."""
    rule = decided.rule
    keys = _keys(entries.values())
    hidden = sorted(
        name
        for name, cell in decided.system.cells.items()
        if decided.hides(name) and (cell.is_printed or " but not " in name)
    )
    return {
        "rule": {
            "threshold": rule.threshold,
            "round_to": rule.round_to,
            "least_base": rule.least_base,
            "public": sorted(rule.figures),
        },
        "result": "pass" if decided.is_safe else "fail",
        "fewest": decided.pattern.is_fewest,
        "figures": [
            {"key": key, "because": because}
            for key, entry in sorted(entries.items())
            if (because := _because(entry, decided))
        ],
        "withheld": [
            {"statement": key, "because": f"with what is printed it would give away {'; '.join(cells)}"}
            for key, cells in sorted(decided.withheld.items())
        ],
        "cells": [_cell(name, keys, decided) for name in hidden],
        "already_published": [
            *(f"{name} can no longer be protected" for name in decided.lost),
            *(f"counted differently today: {text}" for text in decided.revised),
        ],
    }


def _because(entry: Entry, decided: Protection) -> str | None:
    """Why a public figure is not given; None where it is."""
    statement = decided.statements.get(str(entry["key"]))
    if statement is None or _suppressed(entry, statement, decided) is None:
        return None
    if decided.is_given(statement) and statement.few is None:
        return f"its base is below {decided.rule.least_base}"
    rests = [f"{whole} but not {part}" for part, whole in statement.rests]
    own = (*statement.exact, *([statement.few] if statement.few else []))
    names = [name for name in own if decided.hides(name)]
    names += [name for name in (*statement.behind, *rests) if name in decided.pattern.primary]
    names += decided.withheld.get(statement.key, ())
    return f"would give away {'; '.join(names)}"


def _keys(entries: Iterable[Entry]) -> dict[str, str]:
    """For each cell the key of a figure that it is the number of, or of one that is made of it."""
    found: dict[str, str] = {}
    for entry in entries:
        for told in entry.get("counts", ()):
            if told["role"] == "value":
                found[cell_name(told)] = str(entry["key"])
            else:
                found.setdefault(cell_name(told), f"{entry['key']}: {told['role']}")
    return found


def _cell(name: str, keys: Mapping[str, str], decided: Protection) -> Public:
    cell = decided.system.cells[name]
    low, high = decided.pattern.intervals[name]
    is_primary = name in decided.pattern.primary
    if cell.is_sensitive_zero:
        because = "a zero that says something about every member of a group"
    elif is_primary and cell.people < decided.rule.threshold:
        because = (
            f"of {cell.people} {'person' if cell.people == 1 else 'people'}, below {decided.rule.threshold}"
        )
    elif is_primary:
        because = f"of people of {cell.origins} households or offences, below {LEAST_ORIGINS}"
    else:
        because = f"protects {'; '.join(_protected_by(name, decided)) or 'together with others'}"
    told = {
        "key": keys.get(name, name),
        "cell": name,
        "state": "primary" if is_primary else "secondary",
        "because": because,
        "low": low,
        "high": high,
    }
    return {item: value for item, value in told.items() if value is not None}


def _protected_by(name: str, decided: Protection) -> Collection[str]:
    """The cells that would come out if this one were printed."""
    hidden = decided.system.hidden_with(decided.pattern.secondary - {name})
    attack = Attack(decided.system, hidden)
    return [cell for cell, target in decided.wanted.items() if target.missed(attack.interval(cell))]
