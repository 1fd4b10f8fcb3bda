"""The same days of each year beside one another, and whether a change is more than chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from profile_lib.dataset import Dataset
from profile_lib.figures import Count, Figure, NotAvailable, NotComparable, Period, RecordingBreak
from profile_lib.statistics.series import (
    FEWEST_GROUPS,
    RatioOfRates,
    independent_ratio,
    resampled_ratio,
    still_clear,
)
from profile_lib.years.series import Editions, Series, same_days
from profile_lib.years.yearly import Years

FEWEST_MONTHS = 3
"""Of fewer months on one side of a recording break two years are not compared."""


@dataclass(frozen=True)
class YearsBeside:
    """A series over the same days of each year; ``figures`` and ``periods`` in the order of the editions."""

    series: Series
    periods: tuple[Period, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Comparison:
    """A year against the one before it. ``why_not``: why nothing is read from it; else the ratio, and after
    all comparisons were looked at together a ``verdict``."""

    series: Series
    years: tuple[str, str]
    periods: tuple[Period, Period]
    now: Figure
    before: Figure
    why_not: str = ""
    ratio: RatioOfRates | None = None
    verdict: str = ""


def beside(editions: Editions, series: Series) -> YearsBeside | None:
    """The figure of each year over the days that all have; None where they share none."""
    periods = same_days(editions.years, series.window)
    if periods is None:
        return None
    figures = (
        series.figure(editions.over(data, period))
        for data, period in zip(editions.years, periods, strict=True)
    )
    return YearsBeside(series, tuple(periods), tuple(figures))


def comparisons(editions: Editions, listed: Sequence[Series]) -> list[Comparison]:
    """Every year of every series against the one before it.

    Those of a year are judged together: ``higher``, ``lower`` or ``no clear change`` by one false-discovery
    control over all of them that may be read. So a year's verdicts stay when the next year is added.
    """
    found = [item for series in listed for item in _of(editions, series)]
    judged: dict[int, str] = {}
    for year in dict.fromkeys(item.years[0] for item in found):
        read = [
            (place, item.ratio)
            for place, item in enumerate(found)
            if item.years[0] == year and item.ratio is not None
        ]
        clear = still_clear([ratio.chance for _, ratio in read])
        judged |= {
            place: _verdict(ratio, is_clear) for (place, ratio), is_clear in zip(read, clear, strict=True)
        }
    return [replace(item, verdict=judged.get(place, "")) for place, item in enumerate(found)]


def _verdict(ratio: RatioOfRates, is_clear: bool) -> str:
    if not is_clear:
        return "no clear change"
    return "higher" if ratio.ratio > 1 else "lower"


def _of(editions: Editions, series: Series) -> Iterator[Comparison]:
    """The comparisons of a series, not judged yet."""
    for before, now in pairwise(editions.years):
        both = same_days([before, now], series.window)
        if both is not None:
            yield _compared(editions, series, (now, before), (both[1], both[0]))


def _compared(
    editions: Editions, series: Series, years: tuple[Dataset, Dataset], days: tuple[Period, Period]
) -> Comparison:
    """A year against the one before: over the same days, where a break is among them over whole months on
    one side of it."""
    breaks = editions.latest.edition.breaks
    touching = [item for item in breaks if item.touches(editions.latest.address(series.id))]
    days = _without_breaks(days, touching) or days
    pair = editions.over(years[0], days[0]), editions.over(years[1], days[1])
    now, before = series.figure(pair[0]), series.figure(pair[1])
    both = editions.beside((years[0], days[0]), (years[1], days[1]))
    why_not = _why_not(now, before, both, breaks)
    ratio = None if why_not else _ratio(series, now, before, pair)
    if not why_not and ratio is None:
        why_not = f"events of fewer than {FEWEST_GROUPS} children or matters in a year"
    names = years[0].edition.year, years[1].edition.year
    return Comparison(series, names, days, now, before, why_not, ratio)


def _without_breaks(
    days: tuple[Period, Period], breaks: Sequence[RecordingBreak]
) -> tuple[Period, Period] | None:
    """The whole months of both years between which no break lies; None for fewer than three."""
    now, before = days
    for item in breaks:
        if item.is_between(before.start, now.end):
            start, end = before.start, before.end
            last = item.until or item.on
            if last <= before.end:
                start = last if last.day == 1 and item.until is None else _next_month(last)
            elif item.on >= now.start:
                end = _years_back(item.on.replace(day=1) - timedelta(days=1), now, before)
            else:
                return None  # it lies between the two
            if start > end or len(Period(start, end).months()) < FEWEST_MONTHS:
                return None
            shift = now.end.year - before.end.year
            before = Period(start, end)
            now = before.same_window_in(start.year + shift)
    return now, before


def _years_back(day: date, now: Period, before: Period) -> date:
    """The day of the earlier window."""
    return Period(day, day).same_window_in(day.year - (now.end.year - before.end.year)).end


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def _why_not(now: Figure, before: Figure, years: Years, breaks: Sequence[RecordingBreak]) -> str:
    """Why nothing is read from a change; empty where it may be read."""
    for figure in (now, before):
        if isinstance(figure.value, NotAvailable):
            return f"{figure.value.state} in {figure.value.address.period.end.year}: {figure.value.why}"
    if not _number(now) and not _number(before):
        return "none in either year"
    try:
        years.change(now, before, breaks)
    except NotComparable as why:
        return str(why)
    return ""


def _ratio(series: Series, now: Figure, before: Figure, pair: tuple[Dataset, Dataset]) -> RatioOfRates | None:
    """How many times as often a day: independent events, or events that repeat in a child by resampling."""
    days = [_days(figure.value.address.period) for figure in (now, before)]
    sizes = [series.sizes(data) for data in pair]
    if sizes[0] is None or sizes[1] is None:
        return independent_ratio(_number(now), days[0], _number(before), days[1])
    return resampled_ratio(sizes[0], days[0], sizes[1], days[1], of=series.repeats)


def _number(figure: Figure) -> int:
    return int(figure.value.value) if isinstance(figure.value, Count) else 0


def _days(period: Period) -> int:
    return (period.end - period.start).days + 1
