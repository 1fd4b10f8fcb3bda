"""A window of days, both ends included, as every figure carries one."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Period:
    """The days from ``start`` to ``end``, both included.

    Raises ValueError where it ends before it starts.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"the period ends ({self.end}) before it starts ({self.start})")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def within(self, other: Period) -> bool:
        """Whether every day of this period is a day of the other."""
        return other.start <= self.start and self.end <= other.end

    def same_window_in(self, year: int) -> Period:
        """The same days of another year (29 February becomes the last day of that February)."""
        shift = year - self.start.year
        return Period(_moved(self.start, shift), _moved(self.end, shift))

    def months(self) -> tuple[str, ...]:
        """The calendar months the period touches, as ``2015-01``, in order."""
        first = self.start.year * 12 + self.start.month - 1
        last = self.end.year * 12 + self.end.month - 1
        return tuple(f"{month // 12}-{month % 12 + 1:02d}" for month in range(first, last + 1))

    def __str__(self) -> str:
        """As a reader says it: ``January to November 2015``, ``2015``, else the two days."""
        whole_months = self.start.day == 1 and self.end.day == _last_day(self.end)
        if not whole_months or self.start.year != self.end.year:
            return f"{_day(self.start)} to {_day(self.end)}"
        if (self.start.month, self.end.month) == (1, 12):
            return str(self.start.year)
        first, last = calendar.month_name[self.start.month], calendar.month_name[self.end.month]
        return f"{first} {self.end.year}" if first == last else f"{first} to {last} {self.end.year}"


def _last_day(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _moved(day: date, years: int) -> date:
    """The day in another year; the last day of February stays the last day of February."""
    year = day.year + years
    is_last = day.day == _last_day(day)
    length = calendar.monthrange(year, day.month)[1]
    return date(year, day.month, length if is_last else min(day.day, length))


def _day(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"
