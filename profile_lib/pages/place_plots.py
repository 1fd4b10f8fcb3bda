"""The two plots of places: each beside the limits of the others' spread, and on a map without boundaries.

What stands out is told by its shape and a bold name, not by colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from textwrap import fill
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import Bbox, blended_transform_factory

from profile_lib.pages.drawing import COLOURS, INK, QUIET

WIDE, NARROW = "#d9e0e6", "#a9b8c4"
"""The bands of the limits at 99.8% and at 95%; the points on them carry the message."""

HOT: Mapping[str, Any] = {
    "marker": "D",
    "markerfacecolor": COLOURS[1],
    "markeredgecolor": INK,
    "markeredgewidth": 1.2,
}
PLAIN: Mapping[str, Any] = {
    "marker": "o",
    "markerfacecolor": "white",
    "markeredgecolor": COLOURS[0],
    "markeredgewidth": 1.4,
}
KILOMETRES_A_DEGREE = 111.2
SCALE = 20
"""Kilometres of the scale bar."""


@dataclass(frozen=True)
class Placed:
    """A place with its number, the limits of the others' spread (at 95% and 99.8%), and where it lies."""

    name: str
    number: int
    is_hot: bool
    usual: tuple[float, float] = (0, 0)
    widest: tuple[float, float] = (0, 0)
    latitude: float = math.nan
    longitude: float = math.nan


@dataclass(frozen=True)
class Limits:
    """A funnel plot of places of which none has a population: its limits are bands beside each place."""

    places: Sequence[Placed]

    @property
    def height(self) -> float:
        return 0.27 * len(self.places) + 0.65

    @property
    def _names(self) -> list[str]:
        return [fill(place.name, 22) for place in self.places]

    def draw(self, figure: Figure) -> None:
        """Draw the bands, the points on them with their numbers, and the key."""
        axes = figure.add_subplot()
        rows = range(len(self.places))
        for limits, colour in (
            ([place.widest for place in self.places], WIDE),
            ([place.usual for place in self.places], NARROW),
        ):
            widths = [high - low for low, high in limits]
            axes.barh(rows, widths, left=[low for low, _ in limits], height=0.72, color=colour)
        for row, place in zip(rows, self.places, strict=True):
            axes.plot(place.number, row, linestyle="", markersize=7, **(HOT if place.is_hot else PLAIN))
            axes.annotate(
                str(place.number),
                (place.number, row),
                (8, 0),
                textcoords="offset points",
                va="center",
                weight="bold" if place.is_hot else "normal",
            )
        axes.set_yticks(rows, self._names)
        for tick, place in zip(axes.get_yticklabels(), self.places, strict=True):
            tick.set(weight="bold" if place.is_hot else "normal", linespacing=0.95)
            if "\n" in tick.get_text():
                tick.set_fontsize(9)
        axes.set_ylim(len(self.places) - 0.4, -0.6)
        axes.set_xlim(left=0)
        axes.margins(x=0.1)
        axes.tick_params(length=0)
        axes.spines[["top", "right", "bottom"]].set_visible(False)
        axes.xaxis.set_visible(False)
        _key(  # above the plot, at the left edge of the page
            axes,
            [
                (_patch(NARROW), "95% of places alike would lie here"),
                (_patch(WIDE), "99.8% would: what lies beyond stands out"),
            ],
            bbox_to_anchor=(0, 1),
            bbox_transform=blended_transform_factory(figure.transFigure, axes.transAxes),
            borderpad=0.2,
        )


@dataclass(frozen=True)
class Towns:
    """Places at their towns, the area of each mark in proportion to the number; no boundary is drawn."""

    places: Sequence[Placed]

    @property
    def height(self) -> float:
        return 6.0

    def draw(self, figure: Figure) -> None:
        """Draw the marks, a name and number beside each where there is room, and a scale."""
        axes = figure.add_subplot()
        middle = sum(place.latitude for place in self.places) / len(self.places)
        axes.set_aspect(1 / math.cos(math.radians(middle)), adjustable="datalim")
        axes.axis("off")
        sizes = {place.name: max(3.5, 3.6 * math.sqrt(place.number)) for place in self.places}
        for place in self.places:
            axes.plot(
                place.longitude,
                place.latitude,
                linestyle="",
                markersize=sizes[place.name] * (math.sqrt(math.pi) / 2 if place.is_hot else 1),
                **(HOT if place.is_hot else PLAIN),
            )
        south = min(place.latitude for place in self.places)
        north = max(place.latitude for place in self.places)
        axes.set_ylim(south - 0.22 * (north - south), north + 0.04 * (north - south))
        key = [(_mark(HOT), "more than the others' spread allows"), (_mark(PLAIN), "other places")]
        _key(axes, key, borderpad=0, borderaxespad=0)
        _scale(axes, middle, south - 0.08 * (north - south))
        figure.draw_without_rendering()  # from here on every mark has its place
        _name(axes, self.places, sizes)


def _name(axes: Axes, places: Sequence[Placed], sizes: dict[str, float]) -> None:
    """Write a name beside each mark, the important ones first, where it covers neither mark nor name."""
    figure = axes.get_figure()
    assert isinstance(figure, Figure)
    point = figure.dpi / 72
    centres = {place.name: axes.transData.transform((place.longitude, place.latitude)) for place in places}
    taken = [
        Bbox.from_extents(*(centres[name] - size / 2 * point), *(centres[name] + size / 2 * point))
        for name, size in sizes.items()
    ]
    for place in sorted(places, key=lambda one: (not one.is_hot, -one.number, one.name)):
        label = axes.annotate(
            "",
            (place.longitude, place.latitude),
            (0, 0),
            size=10,
            weight="bold" if place.is_hot else "normal",
            textcoords="offset points",
            annotation_clip=False,
        )
        label.set_in_layout(False)
        ways = product((20, 10), _beside(sizes[place.name] / 2 + 3))
        for width, ((x, y), horizontal, vertical) in ways:
            words = fill(f"{place.name} {place.number}", width)
            label.set(text=words, position=(x, y), ha=horizontal, va=vertical)
            box = label.get_window_extent().padded(point)
            if box.count_overlaps(taken) == 0 and _is_inside(box, figure):
                break
        taken.append(label.get_window_extent())


def _beside(gap: float) -> Iterator[tuple[tuple[float, float], str, str]]:
    """Where a name may stand, the best place first: to the right, the left, below, above, between these."""
    for factor in (1.0, 1.8):
        far, near = gap * factor, gap * factor * 0.7
        yield (far, 0), "left", "center"
        yield (-far, 0), "right", "center"
        yield (0, -far), "center", "top"
        yield (0, far), "center", "bottom"
        for x, horizontal in ((near, "left"), (-near, "right")):
            for y, vertical in ((near, "bottom"), (-near, "top")):
                yield (x, y), horizontal, vertical


def _is_inside(box: Bbox, figure: Figure) -> bool:
    return bool(box.x0 >= 0 and box.x1 <= figure.bbox.width)


def _scale(axes: Axes, latitude: float, south: float) -> None:
    """A bar of so many kilometres, south of all places."""
    degrees = SCALE / (KILOMETRES_A_DEGREE * math.cos(math.radians(latitude)))
    west = axes.dataLim.x0
    axes.plot([west, west + degrees], [south, south], color=QUIET, linewidth=2, marker="|", markersize=7)
    words = f"{SCALE} km"
    axes.annotate(
        words, (west + degrees, south), (6, 0), textcoords="offset points", va="center", color=QUIET
    )


def _key(axes: Axes, entries: Sequence[tuple[Line2D, str]], **place: Any) -> None:
    """What the marks mean, at the lower left corner of the plot unless ``place`` says where else."""
    handles, words = [handle for handle, _ in entries], [said for _, said in entries]
    axes.legend(handles, words, loc="lower left", fontsize=11, **place)


def _mark(style: Mapping[str, Any]) -> Line2D:
    return Line2D([], [], linestyle="", markersize=8, **style)


def _patch(colour: str) -> Line2D:
    return Line2D([], [], linewidth=9, color=colour, solid_capstyle="butt")
