"""The plot of a series over the years: points in a line, changes of recording, means and limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, nan
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from profile_lib.pages.drawing import COLOURS, INK, QUIET

BAND, GRID = "#eceff2", "#d5dbe0"
LABEL, ROW = 10.5, 0.115
"""The size of small labels in points; the height of a row of them, as a share of that of the plot."""
LINE: Mapping[str, Any] = {"color": QUIET, "linewidth": 1.2, "clip_on": False, "zorder": 1}
UNDER_TEXT: Mapping[str, Any] = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.5}


@dataclass(frozen=True)
class Mark:
    """A day on which recording changed, in years (2015.19), or the days between which it did."""

    start: float
    end: float | None
    label: str


@dataclass(frozen=True)
class Level:
    """A mean or median from one point to another, as it is printed, and limits where there are any."""

    start: float
    end: float
    value: float
    label: str
    limits: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True)
class Run:
    """A line of points from zero; ``places`` in years, a value that nobody knows is None. ``signals``: the
    points that are more than chance, by place, each with what is printed at it."""

    places: Sequence[float]
    values: Sequence[int | None]
    marks: Sequence[Mark]
    levels: Sequence[Level]
    signals: Mapping[int, str]

    @property
    def height(self) -> float:
        return 2.5 + 0.24 * len(self.marks)

    def draw(self, figure: Figure) -> None:
        """Draw it; the labels of the days stand above, one below the other, each with its line."""
        axes = figure.add_subplot()
        known = [value for value in self.values if value is not None]
        tops = [limit for level in self.levels for limit, _ in level.limits]
        top = 1.12 * max([*known, *tops, 1])
        self._marks(axes)
        self._levels(axes)
        drawn = [nan if value is None else float(value) for value in self.values]
        axes.plot(self.places, drawn, color=COLOURS[0], linewidth=1.6, marker="o", ms=3.2, zorder=3)
        for place, label in self.signals.items():
            at = (self.places[place], drawn[place])
            axes.plot(
                *at, color=COLOURS[1], marker="D", ms=6.5, mec="white", mew=0.7, zorder=4, clip_on=False
            )
            axes.annotate(
                label, at, (0, 7), textcoords="offset points", ha="center", size=LABEL, weight="bold"
            )
        self._axes(axes, top)

    def _marks(self, axes: Axes) -> None:
        """Labels of early days stand to the right of their lines, of late ones to the left and above them, so
        that no label lies across a line."""
        middle = (self.places[0] + self.places[-1]) / 2
        early = [mark for mark in self.marks if mark.start <= middle]
        late = [mark for mark in self.marks if mark.start > middle]
        above = axes.get_xaxis_transform()
        for row, mark in enumerate([*reversed(early), *late]):
            if mark.end is not None:
                axes.axvspan(mark.start, mark.end, color=BAND, zorder=0)
            at = (mark.start, 1.03 + row * ROW)
            axes.plot([mark.start, mark.start], [0, at[1]], transform=above, linestyle=(0, (4, 2)), **LINE)
            axes.annotate(
                mark.label,
                at,
                (4 if mark in early else -4, 0),
                xycoords=above,
                textcoords="offset points",
                ha="left" if mark in early else "right",
                va="center",
                size=LABEL,
                bbox=UNDER_TEXT,
                zorder=5,
            )

    def _levels(self, axes: Axes) -> None:
        """The last is labelled at its end, those before below it where they are a year long or more."""
        for level in self.levels:
            ends = [level.start, level.end]
            axes.plot(ends, [level.value] * 2, color=INK, linewidth=1.3, zorder=2)
            for limit, _ in level.limits:
                axes.plot(ends, [limit] * 2, color=INK, linewidth=1.3, linestyle=(0, (1, 1.5)), zorder=2)
            if level is self.levels[-1]:
                for value, label in ((level.value, level.label), *level.limits):
                    axes.annotate(
                        label, (level.end, value), (5, 0), textcoords="offset points", va="center", size=LABEL
                    )
            elif level.end - level.start >= 1:
                axes.annotate(
                    level.label,
                    ((level.start + level.end) / 2, 0),
                    (0, 6),
                    textcoords="offset points",
                    ha="center",
                    size=LABEL,
                    bbox=UNDER_TEXT,
                    zorder=5,
                )

    def _axes(self, axes: Axes, top: float) -> None:
        first, last = floor(self.places[0]), floor(self.places[-1])
        years = range(first, last + 1)
        axes.set_xticks([year + 0.5 for year in years], [str(year) for year in years])
        for year in range(first, last + 2):
            axes.axvline(year, color=GRID, linewidth=0.8, zorder=0.5)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
        axes.yaxis.grid(True, color=GRID, linewidth=0.8)
        axes.set_axisbelow(True)
        axes.tick_params(length=0)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.set(xlim=(first, last + 1), ylim=(0, top))
