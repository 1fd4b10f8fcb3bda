"""A series over the years as a picture, in words and as a table: all three made from the same points."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from profile_lib.figures import COUNTED
from profile_lib.pages import drawing, tables
from profile_lib.pages.charts import SYNTHETIC, Chart
from profile_lib.pages.drawing_series import Level, Mark, Run
from profile_lib.pages.shown import Html, joined, notes
from profile_lib.rounding import half_up, listed
from profile_lib.statistics.series import FEWEST_POINTS, NEAR, OUTSIDE, SHIFT, TREND
from profile_lib.years.series import Course, Point, Stretch

IN_A_ROW = {SHIFT: "runs on one side of the mean", TREND: "a run rising or falling"}


def picture(course: Course, area: str, *, synthetic: bool) -> Chart:
    """The series as a line; what the picture says stands in its title and in the alternative text."""
    title, subtitle = f"{course.series.label}: {finding(course)}", _subtitle(course, area)
    png = drawing.picture(_run(course), title, subtitle, SYNTHETIC if synthetic else "")
    parts = ["Line chart", title, subtitle, *words(course), _ends(course), "Every number is in the table"]
    parts += [SYNTHETIC] if synthetic else []
    return Chart(png, " ".join(f"{part.rstrip('.')}." for part in parts))


def finding(course: Course) -> str:
    """What the rules of a control chart find, in a few words."""
    if not any(stretch.limits for stretch in course.stretches):
        return "too few points for limits" + (" between changes of recording" if course.turns else "")
    found = set().union(*course.signals.values())
    outside = sum(OUTSIDE in rules for rules in course.signals.values())
    told = [f"{outside} {course.unit}{'s' if outside > 1 else ''} beyond the limits"] if outside else []
    told += [text for rule, text in IN_A_ROW.items() if rule in found]
    if not told and NEAR in found:
        told = [f"{course.unit}s near a limit"]
    first = next(stretch for stretch in course.stretches if stretch.limits)
    since = f" since {_first(course.points[first.first])}" if first.first else ""
    return listed(told, none="nothing beyond chance") + since


def words(course: Course) -> list[str]:
    """Each stretch with its median or limits and what stands out in it; the days on which recording changed;
    the months that nobody knows."""
    told = [_stretch(course, stretch) for stretch in course.stretches]
    told += [
        f"{turn.on.year}: {turn.text}." if turn.text[0].islower() else f"{turn.text}."
        for turn in course.turns
    ]
    for why, periods in _unknown(course).items():
        told.append(f"Not known: {listed(periods)} ({why}).")
    return told


def table(course: Course) -> Html:
    """The numbers, the same months of all years below one another."""
    columns = list(calendar.month_abbr)[1:] if course.unit == "month" else [_quarter(n) for n in range(4)]
    by_place = {(point.period.start.year, _column(course, point)): _cell(point) for point in course.points}
    years = sorted({year for year, _ in by_place})
    rows = [
        [str(year), *(by_place.get((year, place), "–") for place in range(len(columns)))] for year in years
    ]
    frame = pd.DataFrame(rows, columns=["Year", *columns])
    caption = (
        f"{course.series.label} by {course.unit}: the same {course.unit}s of the years below one another"
    )
    html = tables.records_table(frame, caption, set(range(1, len(columns) + 1)))
    return joined(notes(words(course)), Html(html, frame.to_string(index=False)))


def _stretch(course: Course, stretch: Stretch) -> str:
    days = _between(course, stretch)
    if stretch.limits is None:
        few = f"{stretch.known} {course.unit}{'s' if stretch.known > 1 else ''}"
        return (
            f"{days}: median {_number(stretch.median)} a {course.unit}. No limits are drawn of {few}: "
            f"they need {FEWEST_POINTS}."
        )
    limits = stretch.limits
    ends = f"limits {_number(limits.low)} to" if limits.low > 0 else "upper limit"
    told = f"{days}: mean {_number(limits.mean)} a {course.unit}, {ends} {_number(limits.high)}."
    inside = {
        place: rules for place, rules in course.signals.items() if stretch.first <= place <= stretch.last
    }
    return f"{told} {_stand_out(course, inside)}"


def _stand_out(course: Course, signals: Mapping[int, tuple[str, ...]]) -> str:
    """Rule by rule which points are more than chance."""
    told = []
    for rule in (OUTSIDE, SHIFT, TREND, NEAR):
        places = [place for place, rules in signals.items() if rule in rules]
        if places:
            told.append(f"{rule[:1].upper()}{rule[1:]}: {listed(_spans(course, places))}.")
    return " ".join(told) or "Nothing in it is more than chance by the rules."


def _spans(course: Course, places: Sequence[int]) -> list[str]:
    """Places that follow one another as one span; a lone one with its number."""
    spans: list[list[int]] = []
    for place in places:
        if spans and spans[-1][-1] == place - 1:
            spans[-1].append(place)
        else:
            spans.append([place])
    points = course.points
    return [
        f"{points[span[0]].period} ({points[span[0]].value})"
        if len(span) == 1
        else f"{_first(points[span[0]])} to {_last(points[span[-1]])}"
        for span in spans
    ]


def _between(course: Course, stretch: Stretch) -> str:
    first, last = course.points[stretch.first], course.points[stretch.last]
    return str(first.period) if first is last else f"{_first(first)} to {_last(last)}"


def _first(point: Point) -> str:
    return f"{point.period.start:%B %Y}"


def _last(point: Point) -> str:
    return f"{point.period.end:%B %Y}"


def _unknown(course: Course) -> dict[str, list[str]]:
    """The points without a number, by why there is none."""
    found: dict[str, list[str]] = {}
    for point in course.points:
        if point.value is None:
            found.setdefault(point.why, []).append(str(point.period))
    return found


def _subtitle(course: Course, area: str) -> str:
    unit = COUNTED[course.series.id].unit
    points = course.points
    told = [f"{unit.plural[:1].upper()}{unit.plural[1:]} by {course.unit}, {_first(points[0])} to "]
    told[0] += f"{_last(points[-1])}, {area}"
    if unit.is_people:
        told.append(f"One {unit.singular} can be in several {course.unit}s")
    limited = {stretch.limits is not None for stretch in course.stretches}
    lines = {True: "mean with the limits of a control chart", False: "median"}
    if limited:
        lines_drawn = " or ".join(lines[kind] for kind in sorted(limited, reverse=True))
        told.append(f"Level lines: {lines_drawn}{', between changes of recording' if course.turns else ''}")
    if course.signals:
        told.append("Diamonds: more than chance by the rules")
    return ". ".join(told)


def _ends(course: Course) -> str:
    """The lowest and the highest number, for whoever does not see the picture."""
    known = [point for point in course.points if point.value is not None]
    low = min(known, key=lambda point: point.value or 0)
    high = max(known, key=lambda point: point.value or 0)
    return f"Lowest {low.value} ({low.period}), highest {high.value} ({high.period})"


def _run(course: Course) -> Run:
    points = course.points
    levels = []
    for stretch in course.stretches:
        start, end = _when(points[stretch.first].period.start), _when(points[stretch.last].period.end)
        if stretch.limits is None:
            label = f"median {_number(stretch.median)}"
            levels.append(Level(start, end, stretch.median, label))
            continue
        limits = stretch.limits
        ends = tuple((limit, _number(limit)) for limit in (limits.low, limits.high) if limit > 0)
        levels.append(Level(start, end, limits.mean, f"mean {_number(limits.mean)}", ends))
    return Run(
        [(_when(point.period.start) + _when(point.period.end)) / 2 for point in points],
        [point.value for point in points],
        [
            Mark(
                max(_when(turn.on), _when(points[0].period.start)),
                None if turn.until is None else min(_when(turn.until), _when(points[-1].period.end)),
                turn.label,
            )
            for turn in course.turns
        ],
        levels,
        {
            place: str(points[place].value) if OUTSIDE in rules else ""
            for place, rules in course.signals.items()
        },
    )


def _when(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / (366 if calendar.isleap(day.year) else 365)


def _quarter(place: int) -> str:
    return f"{calendar.month_abbr[3 * place + 1]} to {calendar.month_abbr[3 * place + 3]}"


def _column(course: Course, point: Point) -> int:
    month = point.period.start.month - 1
    return month if course.unit == "month" else month // 3


def _cell(point: Point) -> str:
    if point.value is not None:
        return f"{point.value:,}"
    return point.why if point.why.startswith("fewer") else "–"


def _number(value: float) -> str:
    return f"{half_up(value, 1):,}"
