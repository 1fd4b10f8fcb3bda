"""What is counted month by month over the editions: points, days on which recording changed, and stretches
between them, of which alone a mean or a median says something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from math import nan
from statistics import median
from typing import Any

from profile_lib.dataset import Dataset
from profile_lib.disclosure.partners import for_partners
from profile_lib.figures import COUNTED, Count, Figure, NotAvailable, NotComparable, Period, WindowName
from profile_lib.figures.address import key
from profile_lib.figures.record import Value
from profile_lib.measures import disruption, intelligence, missing, offences, register
from profile_lib.statistics.series import Limits, read_chart
from profile_lib.years.yearly import Measure, Years

WHOLE = ""
"""In the place of a month where there is but the whole."""
FEWEST_A_MONTH = 5
"""Where the median month has fewer, months say little by themselves: quarters are shown."""


@dataclass(frozen=True)
class Series:
    """A set that is counted over the years, or one category of it. ``frame``: the frame of its rows, where
    its events repeat in a child or a matter."""

    id: str
    label: str
    measure: Measure
    where: tuple[tuple[str, str], ...] = ()
    frame: str = ""

    @property
    def window(self) -> WindowName:
        return COUNTED[self.id].window

    @property
    def repeats(self) -> str:
        """In what its events repeat, as a reader says it."""
        return "matters" if COUNTED[self.id].repeats_in == "matter" else "children"

    def figure(self, data: Dataset) -> Figure:
        """The figure of a whole window."""
        found = list(self.measure(data, *dict(self.where)))
        return next((figure for figure in found if figure.where == self.where), found[0])

    def counted(self, value: Value) -> Count | NotAvailable:
        """What the measure gave. Raises TypeError for a measure of anything but counts."""
        if not isinstance(value, Count | NotAvailable):
            raise TypeError(f"{self.id} is no count")
        return value

    def sizes(self, data: Dataset) -> list[int] | None:
        """How many events each child or matter has in the window; None where events are independent."""
        repeats_in = COUNTED[self.id].repeats_in
        if repeats_in is None:
            return None
        rows = data.frames[self.frame]
        for name, category in self.where:
            rows = rows[rows[name].eq(category)]
        return [int(size) for size in rows.groupby(repeats_in).size()]


SERIES: Mapping[str, Series] = {
    "missing_episodes": Series(
        "missing.episodes", "Missing episodes", missing.episodes, (("category", "missing"),), "episodes"
    ),
    "absent_episodes": Series(
        "missing.episodes", "Absent episodes", missing.episodes, (("category", "absent"),), "episodes"
    ),
    "children": Series("missing.children", "Children missing or absent", missing.children),
    "offences": Series("cse.offences", "CSE offences", offences.offences),
    "at_risk": Series("cse.at_risk_children", "Children identified as at risk", register.at_risk_children),
    "reports": Series("cse.reports", "CSE intelligence reports", intelligence.reports, (), "reports"),
    "actions": Series("disruption.actions", "Disruptions used", disruption.actions),
}
"""Every series that is shown, by the name that the notebook asks for it."""


@dataclass(frozen=True)
class Point:
    """A month or a quarter: its number, or why there is none."""

    period: Period
    value: int | None
    why: str = ""


@dataclass(frozen=True)
class Turn:
    """A day on which recording changed, or the last on which it may have; ``label`` for a picture."""

    on: date
    until: date | None
    label: str
    text: str


@dataclass(frozen=True)
class Stretch:
    """The points from ``first`` to ``last``, between which recording did not change: their median, and the
    limits of a control chart where they are enough."""

    first: int
    last: int
    known: int
    median: float
    limits: Limits | None


@dataclass(frozen=True)
class Course:
    """A series over the years, by month or by quarter."""

    series: Series
    unit: str
    points: tuple[Point, ...]
    turns: tuple[Turn, ...]
    stretches: tuple[Stretch, ...]

    @property
    def signals(self) -> dict[int, tuple[str, ...]]:
        """The points that are more than chance, by place, and the rules that they are part of breaking."""
        return {
            stretch.first + place: rules
            for stretch in self.stretches
            if stretch.limits is not None
            for place, rules in enumerate(stretch.limits.signals)
            if rules
        }


@dataclass(frozen=True)
class Editions:
    """The data of the editions, the oldest first; ``lacking``: years with parameters and no extracts."""

    years: tuple[Dataset, ...]
    lacking: tuple[str, ...] = ()
    _narrowed: dict[tuple[str, Period], Dataset] = field(default_factory=dict, init=False)
    _units: dict[tuple[str, Period], Dataset] = field(default_factory=dict, init=False)
    _months: dict[tuple[str, str], dict[str, Value]] = field(default_factory=dict, init=False)
    _pairs: dict[tuple[str, Period, str], Years] = field(default_factory=dict, init=False)
    _crossed: dict[tuple[str, str], dict[str, dict[str, Any]]] = field(default_factory=dict, init=False)

    @property
    def latest(self) -> Dataset:
        return self.years[-1]

    def course(self, series: Series) -> Course:
        """A series by month; by quarter where the median month is of fewer than five."""
        unit, points = "month", self._points(series, 1)
        known = [point.value for point in points if point.value is not None]
        if known and median(known) < FEWEST_A_MONTH:
            unit, points = "quarter", self._points(series, 3)
        turns = self._turns(series, points)
        return Course(series, unit, points, turns, tuple(_stretches(points, turns)))

    def over(self, data: Dataset, period: Period) -> Dataset:
        """The data of one edition narrowed to a period, in whichever of its windows that lies."""
        place = (data.edition.year, period)
        if place not in self._narrowed:
            self._narrowed[place] = _over(data, period)
        return self._narrowed[place]

    def _points(self, series: Series, months: int) -> tuple[Point, ...]:
        windows = [data.windows[series.window] for data in self.years]
        first, last = min(window.start for window in windows), max(window.end for window in windows)
        return tuple(self._point(series, unit) for unit in _units(first, last, months))

    def _point(self, series: Series, unit: Period) -> Point:
        """The number of a month or quarter, from the newest edition whose window holds all its days."""
        for data in reversed(self.years):
            if unit.within(data.windows[series.window]):
                return self._counted(series, data, unit)
        return Point(unit, None, "no edition that is here has all its days")

    def _counted(self, series: Series, data: Dataset, unit: Period) -> Point:
        if not series.where:
            value = self._in(series, data, unit)
            if isinstance(value, NotAvailable):
                return Point(unit, None, f"{value.state}: {value.why}")
            return Point(unit, value.value)
        seen = self._as_partners_see(series, data)
        keys = [key(series.id, (("month", month), *series.where)) for month in unit.months()]
        cells = [seen.get(name, next(iter(seen.values()))) for name in keys]
        if hidden := [cell for cell in cells if "value" not in cell]:
            why = f"{hidden[0]['state']}: {hidden[0]['why']}" if "why" in hidden[0] else "not given"
            return Point(unit, None, str(hidden[0].get("said", why)))
        return Point(unit, sum(cell["value"] for cell in cells))

    def _in(self, series: Series, data: Dataset, unit: Period) -> Count | NotAvailable:
        """The number of a month or quarter, counted by itself: a child of two months is in both."""
        months = list(unit.months())
        if len(months) == 1:
            cells = self._by_month(series, data)
            return series.counted(cells[months[0]] if months[0] in cells else cells[WHOLE])
        place = (data.edition.year, unit)
        if place not in self._units:
            self._units[place] = _over(data, unit)
        return series.counted(series.figure(self._units[place]).value)

    def _by_month(self, series: Series, data: Dataset) -> dict[str, Value]:
        """The months of an edition; of what is not available that alone, as the whole."""
        place = (series.id, data.edition.year)
        if place not in self._months:
            found = series.measure(data, "month")
            self._months[place] = {dict(each.where).get("month", WHOLE): each.value for each in found}
        return self._months[place]

    def _as_partners_see(self, series: Series, data: Dataset) -> dict[str, dict[str, Any]]:
        """The months crossed with the categories, small numbers not given, by key."""
        place = (series.id, data.edition.year)
        if place not in self._crossed:
            crossed = series.measure(data, "month", *dict(series.where))
            self._crossed[place] = for_partners(figure.as_json() for figure in crossed)
        return self._crossed[place]

    def _turns(self, series: Series, points: Sequence[Point]) -> tuple[Turn, ...]:
        """The recording breaks of the set within the points, and the years from which it was recorded more
        or less completely than before."""
        start, end = points[0].period.start, points[-1].period.end
        address = self.latest.address(series.id)
        turns = [
            Turn(item.on, item.until, _labelled(item.on, item.until, item.label), item.text)
            for item in self.latest.edition.breaks
            if item.touches(address) and item.is_between(start, end)
        ]
        for before, now in pairwise(self.years):
            why = self.recorded_otherwise(series, now, before)
            if why:
                on = now.windows[series.window].start
                turns.append(Turn(on, None, f"{on.year}: {_other(why)}", why))
        return tuple(sorted(turns, key=lambda turn: turn.on))

    def recorded_otherwise(self, series: Series, now: Dataset, before: Dataset) -> str:
        """Why two editions are not comparable, breaks left aside; empty where they are or nobody can say."""
        both = same_days([now, before], series.window)
        if both is None:
            return ""
        years = self.beside((now, both[0]), (before, both[1]))
        figure, earlier = series.figure(years.data), series.figure(self.over(before, both[1]))
        if not (figure.is_available and earlier.is_available):
            return ""
        try:
            years.change(figure, earlier, ())
        except NotComparable as why:
            return str(why)
        return ""

    def beside(self, now: tuple[Dataset, Period], before: tuple[Dataset, Period]) -> Years:
        """Two editions over the days given."""
        place = (now[0].edition.year, now[1], before[0].edition.year)
        if place not in self._pairs:
            self._pairs[place] = Years(self.over(*now), self.over(*before))
        return self._pairs[place]


def same_days(years: Sequence[Dataset], window: WindowName) -> list[Period] | None:
    """The days of the year that the windows of all editions have, in each of them; None where there are
    none."""
    last = int(years[-1].edition.year)
    moved = [
        data.windows[window].same_window_in(data.windows[window].start.year + last - int(data.edition.year))
        for data in years
    ]
    start, end = max(period.start for period in moved), min(period.end for period in moved)
    if start > end:
        return None
    common = Period(start, end)
    return [common.same_window_in(start.year + int(data.edition.year) - last) for data in years]


def _over(data: Dataset, period: Period) -> Dataset:
    return data.over({name: period if period.within(own) else own for name, own in data.windows.items()})


def _other(why: str) -> str:
    """In a few words how a year was recorded unlike the one before."""
    words = {"were less complete": "data more complete", "were more complete": "data less complete"}
    return next((label for text, label in words.items() if text in why), "recorded otherwise")


def _units(first: date, last: date, months: int) -> Iterator[Period]:
    """The calendar months, or quarters, from the first day to the last."""
    place = (first.year * 12 + first.month - 1) // months * months
    while (start := date(place // 12, place % 12 + 1, 1)) <= last:
        place += months
        yield Period(start, date(place // 12, place % 12 + 1, 1) - timedelta(days=1))


def _labelled(on: date, until: date | None, label: str) -> str:
    """``11 March 2015: absent tightened``; the year alone where the day is not known."""
    day = str(on.year) if until else f"{on.day} {on:%B %Y}"
    return f"{day}: {label}"


def _stretches(points: Sequence[Point], turns: Sequence[Turn]) -> Iterator[Stretch]:
    """The points between two turns. One in which recording changed, or may have, is of no stretch."""
    groups: dict[int, list[int]] = {}
    for place, point in enumerate(points):
        days = point.period
        if not any(turn.on <= days.end and days.start < (turn.until or turn.on) for turn in turns):
            passed = sum((turn.until or turn.on) <= days.start for turn in turns)
            groups.setdefault(passed, []).append(place)
    for places in groups.values():
        values = [points[place].value for place in places]
        known = [value for value in values if value is not None]
        if known:
            limits = read_chart([nan if value is None else value for value in values])
            yield Stretch(places[0], places[-1], len(known), float(median(known)), limits)
