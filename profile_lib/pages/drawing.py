"""How pictures look: one style, one page for every picture, and the three plots that stand on it."""

from __future__ import annotations

import calendar
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from textwrap import fill
from typing import Any, Protocol

import matplotlib.style
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from matplotlib.ticker import NullLocator
from matplotlib.transforms import blended_transform_factory

from profile_lib.pages import printing
from profile_lib.pages.grid import Grid
from profile_lib.pages.png import png
from profile_lib.pages.printing import SHOWN, Entry

WIDTH, MARGIN, GAP, DPI = 5.4, 0.03, 0.1, 200
"""Inches three times, dots an inch: at 560 pixels the text is that of the page, at 360 still legible."""

INK, QUIET = "#1f2a33", "#55606a"
COLOURS = ("#1d4e74", "#c26a1b", "#2c8c82", "#7a3b69")
"""Each at least 3:1 against white; a hatch tells them apart where colour does not."""
HATCHES = ("", "//", "..", "xx")
BESIDE_HIGHLIGHT, UNDER_INTERVAL = "#7a8c9b", "#6391b8"

STYLE: Mapping[str, Any] = {
    "font.family": "DejaVu Sans",  # comes with matplotlib, so that every machine draws the same picture
    "font.size": 12,
    "text.color": INK,
    "axes.edgecolor": QUIET,
    "axes.titlepad": 4,
    "axes.titleweight": "bold",
    "axes.titlesize": 12,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.color": "white",
    "legend.frameon": False,
}

_one_at_a_time = threading.Lock()


class Plot(Protocol):
    """What stands between the texts of a picture: its height in inches, and how it is drawn."""

    @property
    def height(self) -> float: ...
    def draw(self, figure: Figure) -> None: ...


def picture(plot: Plot, title: str, subtitle: str, foot: str) -> bytes:
    """A PNG of the plot under its title and subtitle; the same bytes for the same figures."""
    with _style():
        figure = _page(title, subtitle, plot.height, foot)
        plot.draw(figure)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        return png(np.asarray(canvas.buffer_rgba()))


@dataclass(frozen=True)
class Lying:
    """Bars from left to right under one another; a second dimension by colour and hatch, with a key."""

    grid: Grid
    highlight: str | None = None

    @property
    def height(self) -> float:
        series = len(self.grid.column_categories)
        lines = max(label.count("\n") + 1 for label in self._labels)
        each = max(0.36 if series == 1 else 0.25 * series + 0.15, 0.2 * lines + 0.08)
        return each * len(self.grid.row_categories) + (
            0.3 * self._key_rows + 0.1 if self.grid.columns else 0.05
        )

    @property
    def _labels(self) -> list[str]:
        return [fill(printing.label(self.grid.rows, row), 22) for row in self.grid.row_categories]

    @property
    def _key_rows(self) -> int:
        return 1 if len(self.grid.column_categories) < 4 else 2

    def draw(self, figure: Figure) -> None:
        """Draw it, the key at the left edge of the page."""
        axes = figure.add_subplot()
        _bars(axes, self.grid, self.grid.column_categories, "h", self.highlight)
        axes.set_yticks(range(len(self._labels)), self._labels)
        axes.margins(x=0.16)
        if self.grid.columns:
            series = [printing.label(self.grid.columns, column) for column in self.grid.column_categories]
            axes.legend(
                axes.containers,
                series,
                loc="lower left",
                bbox_to_anchor=(0, 1),
                bbox_transform=blended_transform_factory(figure.transFigure, axes.transAxes),
                ncols=-(-len(series) // self._key_rows),
                borderpad=0.2,
            )


@dataclass(frozen=True)
class Standing:
    """Months from left to right; a second dimension in panels of one scale, each under its name."""

    grid: Grid
    highlight: str | None = None

    @property
    def height(self) -> float:
        return 1.5 * len(self.grid.column_categories) + 0.5 if self.grid.columns else 2.1

    def draw(self, figure: Figure) -> None:
        """Draw it, the months named once, below."""
        columns = self.grid.column_categories
        panels = figure.subplots(len(columns), sharex=True, sharey=True, squeeze=False)[:, 0]
        for axes, column in zip(panels, columns, strict=True):
            _bars(axes, self.grid, [column], "v", self.highlight)
            axes.set_xticks(range(len(self.grid.row_categories)), _months(self.grid.row_categories))
            axes.margins(y=0.25 if self.grid.columns else 0.15)
            if self.grid.columns:
                axes.set_title(printing.label(self.grid.columns, column), loc="left")


@dataclass(frozen=True)
class Shares:
    """A bar from zero for each share with its interval as a line; its name above, its value beside it."""

    entries: Sequence[Entry]
    names: Sequence[str]
    values: Sequence[str]

    @property
    def height(self) -> float:
        lines = max(name.count("\n") + 1 for name in self._lines)
        return (0.8 + 0.22 * (lines - 1)) * len(self.entries)

    @property
    def _lines(self) -> list[str]:
        return [fill(name, 48) for name in self.names]

    def draw(self, figure: Figure) -> None:
        """Draw them on one scale that ends at the whole, 100%."""
        axes = figure.add_subplot()
        lengths = [_length(entry) for entry in self.entries]
        _without_values(axes, "h")
        sns.barplot(
            x=lengths,
            y=list(range(len(lengths))),
            orient="h",
            errorbar=None,
            width=0.36,
            color=UNDER_INTERVAL,
            saturation=1,
            ax=axes,
        )
        for place, entry in enumerate(self.entries):
            ends = entry.get("interval", {"low": lengths[place], "high": lengths[place]})
            if "interval" in entry:
                axes.plot(
                    [ends["low"], ends["high"]], [place, place], color=INK, linewidth=2.2, marker="|", ms=9
                )
            axes.annotate(
                self._lines[place], (0, place - 0.24), (2, 0), textcoords="offset points", va="bottom"
            )
            axes.annotate(
                self.values[place],
                (ends["high"], place),
                xytext=(8, 0),
                textcoords="offset points",
                va="center",
                weight="bold",
            )
        axes.set(xlim=(0, 1), ylim=(len(lengths) - 0.6, -0.7))
        _bare(axes, "h")
        axes.yaxis.set_visible(False)


@dataclass(frozen=True)
class Bar:
    """A bar of ``Named``; ``mark`` is printed beside it, ``quiet`` is for last year's."""

    name: str
    length: float
    mark: str
    quiet: bool = False


@dataclass(frozen=True)
class Named:
    """Bars from left to right on one scale, each under its name, with its value beside it."""

    bars: Sequence[Bar]

    @property
    def height(self) -> float:
        return 0.68 * len(self.bars)

    def draw(self, figure: Figure) -> None:
        """Draw them; there is no axis, since every value is printed."""
        axes = figure.add_subplot()
        places = list(range(len(self.bars)))
        colours = [BESIDE_HIGHLIGHT if bar.quiet else COLOURS[0] for bar in self.bars]
        axes.barh(places, [bar.length for bar in self.bars], height=0.4, color=colours)
        for place, bar in zip(places, self.bars, strict=True):
            axes.annotate(bar.name, (0, place - 0.24), (2, 0), textcoords="offset points", va="bottom")
            axes.annotate(
                bar.mark,
                (bar.length, place),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                weight="normal" if bar.quiet else "bold",
            )
        longest = max(bar.length for bar in self.bars) or 1
        axes.set(xlim=(0, 1.25 * longest), ylim=(len(places) - 0.6, -0.7))
        _bare(axes, "h")
        axes.yaxis.set_visible(False)


@contextmanager
def _style() -> Iterator[None]:
    """The house's style and no other, whatever a notebook has set: matplotlib's settings are global."""
    with _one_at_a_time, matplotlib.style.context(["default", dict(STYLE)]):
        yield


def _page(title: str, subtitle: str, plot_height: float, foot: str) -> Figure:
    """A figure with its texts in place and room between them for a plot of the given height."""
    figure = Figure(figsize=(WIDTH, 20), dpi=DPI)
    renderer = FigureCanvasAgg(figure).get_renderer()
    texts, used = [], GAP
    for words, size, weight, colour in ((title, 15, "bold", INK), (subtitle, 11, "normal", QUIET)):
        lines = _in_lines(words, size, weight)
        text = figure.text(MARGIN / WIDTH, 0.5, lines, size=size, weight=weight, color=colour)
        text.set(va="top", linespacing=1.25)
        texts.append((text, used))
        used += text.get_window_extent(renderer).height / DPI + GAP
    below = 0.35 if foot else GAP
    height = used + plot_height + below
    figure.set_size_inches(WIDTH, height)
    for text, offset in texts:
        text.set_y(1 - offset / height)
    figure.text(MARGIN / WIDTH, GAP / height, foot, size=10, weight="bold", color=QUIET)
    room = (0, below / height, 1, plot_height / height)
    figure.set_layout_engine("constrained", w_pad=MARGIN, h_pad=MARGIN, hspace=0.06, rect=room)
    return figure


def _in_lines(words: str, size: int, weight: str) -> str:
    """The words in lines that are no wider than the picture. matplotlib does so too, and measures every line
    again for every word of it, twice."""
    room = 0.98 * (WIDTH - 2 * MARGIN)  # letters are drawn at whole pixels: a little wider than they are
    lines, used = [""], 0.0
    for word in words.split(" "):
        wider = _width(f" {word}", size, weight)
        if used and used + wider > room:
            lines, used = [*lines, ""], 0.0
        lines[-1] += f" {word}" if used else word
        used += wider
    return "\n".join(lines)


@cache
def _width(word: str, size: int, weight: str) -> float:
    """Inches of a word at a size, with the blank before it."""
    font = FontProperties(size=size, weight=weight)
    points, _, _ = text_to_path.get_text_width_height_descent(word, font, ismath=False)
    return float(points) / 72


def _bars(axes: Axes, grid: Grid, columns: Sequence[str], orient: str, highlight: str | None) -> None:
    """Bars from zero with their values at the end, and no value axis: every number is printed."""
    cells = [(row, column) for row in grid.row_categories for column in columns]
    data = pd.DataFrame(cells, columns=["row", "column"])
    category, value = ("x", "y") if orient == "v" else ("y", "x")
    _without_values(axes, orient)
    sns.barplot(
        data.assign(value=[_length(grid.cells[cell]) for cell in cells]),
        **{category: "row", value: "value"},
        order=grid.row_categories,
        hue="column",
        hue_order=columns,
        orient=orient,
        errorbar=None,
        width=0.78,
        legend=False,
        ax=axes,
    )
    _bare(axes, orient)
    drawn = [bars for bars in axes.containers if isinstance(bars, BarContainer)]
    for bars, column, colour, hatch in zip(drawn, columns, COLOURS, HATCHES, strict=False):
        marks = [printing.printed(grid.cells[row, column]) for row in grid.row_categories]
        labels = axes.bar_label(bars, marks, padding=3)
        for bar, label, row in zip(bars, labels, grid.row_categories, strict=True):
            bar.set(facecolor=colour if highlight in (None, row) else BESIDE_HIGHLIGHT, hatch=hatch)
            label.set(weight="bold" if row == highlight else "normal")


def _without_values(axes: Axes, orient: str) -> None:
    """No ticks for the values. Said before bars are drawn: they would be made, measured and never shown."""
    (axes.yaxis if orient == "v" else axes.xaxis).set_major_locator(NullLocator())


def _bare(axes: Axes, orient: str) -> None:
    """No axis for the values, and only the line that the bars start from."""
    axes.set(xlabel=None, ylabel=None)
    axes.tick_params(length=0)
    axes.spines[["top", "right", "left" if orient == "v" else "bottom"]].set_visible(False)
    (axes.yaxis if orient == "v" else axes.xaxis).set_visible(False)


def _length(entry: Entry) -> float:
    """The length of a bar; none where there is nothing to show, which its label says."""
    return float(entry["value"]) if printing.state(entry) == SHOWN else 0.0


def _months(months: Sequence[str]) -> list[str]:
    """Short names of months; the year below the first and below each January."""
    names = []
    for place, (year, month) in enumerate(name.split("-") for name in months):
        short = calendar.month_abbr[int(month)]
        names.append(f"{short}\n{year}" if place == 0 or month == "01" else short)
    return names
