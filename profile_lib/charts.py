"""Pictures made of figures: a headline, a statistical subtitle, bars that carry their values, and
alternative text written from the same figures. No axis shows a number that no figure holds."""

from __future__ import annotations

import base64
import calendar
import io
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from textwrap import fill
from typing import Any

import matplotlib.style
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from profile_lib import printing
from profile_lib.figures import DIMENSIONS
from profile_lib.grid import Grid
from profile_lib.printing import SHOWN, Entry
from profile_lib.tables import names

WIDTH, MARGIN, DPI = 6.4, 0.1, 200
"""Inches, inches, dots an inch: text keeps the size of the page's at 640 pixels and is legible at 360."""

INK, QUIET = "#1f2a33", "#55606a"
COLOURS = ("#1d4e74", "#c26a1b", "#2c8c82", "#7a3b69")
"""Each at least 3:1 against white; a hatch tells them apart where colour does not."""
HATCHES = ("", "//", "..", "xx")
BESIDE_HIGHLIGHT = "#7a8c9b"
UNDER_INTERVAL = "#6f9cc0"

STYLE: Mapping[str, Any] = {
    "font.family": "DejaVu Sans",  # comes with matplotlib, so that every machine draws the same picture
    "font.size": 12,
    "text.color": INK,
    "axes.edgecolor": QUIET,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.color": "white",
    "legend.frameon": False,
}

SYNTHETIC = "SYNTHETIC SAMPLE: these are not real children"

_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Chart:
    """A picture that is never without its words: PNG bytes, alternative text, width on a page in pixels."""

    png: bytes
    alt: str
    width: int = 640

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
        picture = base64.b64encode(self.png).decode("ascii")
        return {"image/png": picture, "text/plain": self.alt}, {
            "image/png": {"alt": self.alt, "width": self.width}
        }


def bars(
    entries: Iterable[Entry],
    dimension: str,
    *,
    hue: str | None = None,
    title: str,
    subtitle: str | None = None,
    highlight: str | None = None,
    synthetic: bool,
) -> Chart:
    """A measure by one dimension, or by two, as bars; months stand from left to right, all else lies.

    ``title`` says the finding; ``subtitle`` is made from the figures unless given; ``highlight`` is a
    category of the dimension to single out. Raises ValueError where the entries are not one measure, a
    crossing is missing, or ``hue`` has more categories than can be told apart.
    """
    grid = Grid.of(entries, dimension, hue)
    if len(grid.column_categories) > len(COLOURS):
        raise ValueError(f"{hue} has more than {len(COLOURS)} categories: show a table instead")
    subtitle = subtitle or _subtitle(grid)
    upright = dimension == "month" and hue is None
    with _style():
        figure, axes = _page(title, subtitle, _height(grid, upright), synthetic)
        _draw_bars(axes, grid, upright)
        _colour_bars(axes, grid, highlight)
        if hue:
            _add_key(axes, grid)
        png = _png(figure)
    return Chart(png, _alt("Bar chart", title, subtitle, _readings(grid), synthetic))


def share_bars(
    entries: Iterable[Entry], *, title: str, subtitle: str | None = None, synthetic: bool
) -> Chart:
    """Shares one below the other as bars from zero, each with its base and its interval as a line.

    Raises ValueError for an entry that has a value and is not a share.
    """
    shares = list(entries)
    for entry in shares:
        if printing.state(entry) == SHOWN and entry["kind"] != "share":
            raise ValueError(f"{entry['key']} is a {entry['kind']}, not a share")
    subtitle = subtitle or _shares_subtitle(shares)
    with _style():
        figure, axes = _page(title, subtitle, 0.85 * len(shares), synthetic)
        _draw_shares(axes, shares)
        png = _png(figure)
    readings = [f"{_share_name(entry)}: {_share_value(entry)}" for entry in shares]
    return Chart(png, _alt("Bar chart", title, subtitle, readings, synthetic))


@contextmanager
def _style() -> Iterator[None]:
    """The house's style and no other, whatever the notebook has set; matplotlib's settings are global."""
    with _one_at_a_time, matplotlib.style.context(["default", dict(STYLE)]):
        yield


def _page(title: str, subtitle: str, plot_height: float, synthetic: bool) -> tuple[Figure, Axes]:
    """A figure with its texts in place and bare axes of the given height, in inches, between them."""
    figure = Figure(figsize=(WIDTH, 20), dpi=DPI, layout="constrained")
    canvas = FigureCanvasAgg(figure)
    texts, used = [], MARGIN
    for words, style in (
        (title, {"size": 15, "weight": "bold", "linespacing": 1.15}),
        (subtitle, {"size": 11, "color": QUIET}),
    ):
        text = figure.text(MARGIN / WIDTH, 0.5, words, wrap=True, va="top", **style)
        texts.append((text, used))
        used += text.get_window_extent(canvas.get_renderer()).height / DPI + MARGIN
    foot = 0.35 if synthetic else MARGIN
    height = used + plot_height + foot
    figure.set_size_inches(WIDTH, height)
    for text, offset in texts:
        text.set_y(1 - offset / height)
    if synthetic:
        figure.text(MARGIN / WIDTH, MARGIN / height, SYNTHETIC, size=10, weight="bold", color=QUIET)
    figure.get_layout_engine().set(w_pad=MARGIN, h_pad=0.04, rect=(0, foot / height, 1, plot_height / height))
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _png(figure: Figure) -> bytes:
    """The picture without a date or the version of the software: same figures, same bytes."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=DPI, metadata={"Software": None})
    return file.getvalue()


def _height(grid: Grid, upright: bool) -> float:
    """Inches of plot: one fixed where the bars stand, else by their number."""
    if upright:
        return 2.6
    if not grid.columns:
        return 0.38 * len(grid.row_categories) + 0.1
    return len(grid.row_categories) * (0.27 * len(grid.column_categories) + 0.14) + 0.4


def _draw_bars(axes: Axes, grid: Grid, upright: bool) -> None:
    """The bars with their categories and values, and no value axis: every number is printed."""
    data = pd.DataFrame(
        [
            {"category": row, "hue": column, "value": _length(grid.cells[row, column])}
            for row in grid.row_categories
            for column in grid.column_categories
        ]
    )
    category, value = ("x", "y") if upright else ("y", "x")
    sns.barplot(
        data,
        **{category: "category", value: "value"},
        order=grid.row_categories,
        hue="hue" if grid.columns else None,
        hue_order=grid.column_categories if grid.columns else None,
        orient="v" if upright else "h",
        errorbar=None,
        width=0.78,
        legend=False,
        ax=axes,
    )
    labels = _month_ticks(grid) if upright else _ticks(grid)
    ticks = range(len(labels))
    axes.set(xlabel=None, ylabel=None)
    if upright:
        axes.set_xticks(ticks, labels)
    else:
        axes.set_yticks(ticks, labels)
    axes.tick_params(length=0)
    axes.spines["left" if upright else "bottom"].set_visible(False)
    (axes.yaxis if upright else axes.xaxis).set_visible(False)
    axes.margins(**{value: 0.12 if upright else 0.16})
    for column, bars in zip(grid.column_categories, axes.containers, strict=True):
        axes.bar_label(bars, [_mark(grid.cells[row, column]) for row in grid.row_categories], padding=3)


def _colour_bars(axes: Axes, grid: Grid, highlight: str | None) -> None:
    """One colour and hatch for each of the second dimension; a highlighted bar before paler ones."""
    for bars, colour, hatch in zip(axes.containers, COLOURS, HATCHES, strict=False):
        for bar, row in zip(bars, grid.row_categories, strict=True):
            bar.set(facecolor=BESIDE_HIGHLIGHT if highlight not in (None, row) else colour, hatch=hatch)
    if highlight is not None:
        axes.texts[grid.row_categories.index(highlight)].set_weight("bold")


def _add_key(axes: Axes, grid: Grid) -> None:
    """The key above the bars, in their order."""
    labels = [printing.label(grid.columns, column) for column in grid.column_categories]
    axes.legend(
        axes.containers, labels, loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderpad=0, handlelength=1.5
    )


def _draw_shares(axes: Axes, shares: Sequence[Entry]) -> None:
    """A bar for each share with its interval as a line; its name above and its numbers beside it."""
    lengths = [_length(entry) for entry in shares]
    sns.barplot(x=lengths, y=list(range(len(shares))), orient="h", errorbar=None, width=0.36, color=UNDER_INTERVAL, saturation=1, ax=axes)
    for place, (entry, length) in enumerate(zip(shares, lengths, strict=True)):
        ends = entry.get("interval", {"low": length, "high": length})
        axes.plot([ends["low"], ends["high"]], [place, place], color=INK, linewidth=2.2, marker="|", markersize=9)
        axes.annotate(_share_name(entry), (0, place - 0.24), va="bottom")
        axes.annotate(_share_value(entry), (ends["high"], place), xytext=(8, 0), textcoords="offset points", va="center", weight="bold")
    axes.set(xlim=(0, 1), ylim=(len(shares) - 0.6, -0.7))
    axes.spines["bottom"].set_visible(False)
    axes.xaxis.set_visible(False)
    axes.yaxis.set_visible(False)


def _length(entry: Entry) -> float:
    """The length of a bar; none where there is nothing to show, which the label says."""
    return float(entry["value"]) if printing.state(entry) == SHOWN else 0.0


def _mark(entry: Entry) -> str:
    """The value beside a bar, or why there is none."""
    return printing.printed(entry)


def _ticks(grid: Grid) -> list[str]:
    return [fill(printing.label(grid.rows, row), 22) for row in grid.row_categories]


def _month_ticks(grid: Grid) -> list[str]:
    """Short names of months; the year below the first and below each January."""
    ticks = []
    for place, row in enumerate(grid.row_categories):
        year, month = row.split("-")
        name = calendar.month_abbr[int(month)]
        ticks.append(f"{name}\n{year}" if place == 0 or month == "01" else name)
    return ticks


def _share_name(entry: Entry) -> str:
    return str(entry["label"])


def _share_value(entry: Entry) -> str:
    """``22% (18% to 26%)``."""
    value = printing.printed(entry)
    return f"{value} ({printing.printed(entry, 'interval')})" if "interval" in entry else value


def _subtitle(grid: Grid) -> str:
    """What is counted, when and where, and a warning where the bars do not add up."""
    said = printing.about(grid.any, by=(grid.rows, grid.columns))
    if not grid.overlapping:
        return said
    return f"{said}. One {printing.singular(grid.any)} can be in several bars"


def _shares_subtitle(shares: Sequence[Entry]) -> str:
    periods = list(dict.fromkeys(str(printing.period(entry)) for entry in shares))
    return f"Percentages, with 95% intervals in brackets. {', '.join(periods)}, {shares[0]['area']}"


def _readings(grid: Grid) -> list[str]:
    """Each bar in words: its categories and its value."""
    return [
        ", ".join(
            printing.label(name, category)
            for name, category in ((grid.rows, row), (grid.columns, column))
            if name
        )
        + f": {_mark(grid.cells[row, column])}"
        for row in grid.row_categories
        for column in grid.column_categories
    ]


def _alt(kind: str, title: str, subtitle: str, readings: Sequence[str], synthetic: bool) -> str:
    """The picture in words: what kind it is, what it says, of what, and every value."""
    parts = [kind, title, subtitle, "; ".join(readings), *([SYNTHETIC] if synthetic else [])]
    return " ".join(f"{part.rstrip('.')}." for part in parts)
