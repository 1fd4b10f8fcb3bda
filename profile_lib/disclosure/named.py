"""The name of a count, by which editions of all years speak of the same number, and what it says."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from profile_lib.figures import COUNTED, Address, Period

_NAME = re.compile(
    r"(?P<what>(?P<counted>[^\[]+)\[(?P<where>.*)\]) (?P<start>[0-9-]{10}) to (?P<end>[0-9-]{10})"
)


def cell_name(count: Mapping[str, Any]) -> str:
    """The name of a count: its address and its days, the same in every edition. Those of a month are its own:
    January is the same number in a window to November as in one of the year."""
    start, end = count["period"]
    if month := count["where"].get("month"):
        year, number = (int(part) for part in month.split("-"))
        start = max(start, f"{month}-01")
        end = min(end, f"{month}-{monthrange(year, number)[1]}")
    where = ", ".join(f"{name}={category}" for name, category in sorted(count["where"].items()))
    return f"{count['counted']}[{where}] {start} to {end}"


def address_of(name: str) -> Address | None:
    """The address that a name stands for, over its own days; None where it is not the name of a count."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return Address(found["counted"], _period(found), "", tuple(_where(found).items()))
    except ValueError:  # such as the number of one age, which no table has
        return None


def is_of_people(name: str) -> bool:
    """Whether the count, or what begins with its name, is one of people."""
    return COUNTED[_parsed(name)["counted"]].unit.is_people


def is_inside(name: str, other: str) -> bool:
    """Whether the first is the same count as the other over a shorter window inside it."""
    one, two = _NAME.fullmatch(name), _NAME.fullmatch(other)
    if one is None or two is None or name == other or one["what"] != two["what"]:
        return False
    return two["start"] <= one["start"] and one["end"] <= two["end"]


def months_between(inner: str, outer: str) -> list[str]:
    """The names of the same count in each month of the outer window that the inner one does not have; none
    where a month is cut, or it is of people, who can be in several."""
    one, two = _parsed(inner), _parsed(outer)
    if is_of_people(outer) or "month=" in two["where"]:
        return []
    shorter, longer = _period(one), _period(two)
    if (shorter.end + timedelta(days=1)).day != 1 or shorter.start not in (
        longer.start,
        shorter.start.replace(day=1),
    ):
        return []
    months = [month for month in longer.months() if month not in shorter.months()]
    window = [two["start"], two["end"]]
    return [
        cell_name({"counted": two["counted"], "where": {**_where(two), "month": month}, "period": window})
        for month in months
    ]


def _parsed(name: str) -> re.Match[str]:
    found = _NAME.match(name)
    if found is None:
        raise ValueError(f"{name!r} is not the name of a count")
    return found


def _period(name: re.Match[str]) -> Period:
    return Period(date.fromisoformat(name["start"]), date.fromisoformat(name["end"]))


def _where(name: re.Match[str]) -> dict[str, str]:
    return dict(re.findall(r"(\w+)=([^,=]+)", name["where"]))
