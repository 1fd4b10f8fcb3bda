"""The picture of what each assumption moves: a bar from the amount at its low end to that at its high end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from profile_lib.pages.drawing import INK, UNDER_INTERVAL


@dataclass(frozen=True)
class Span:
    """A bar: its name, its two ends and what is written beside it."""

    name: str
    start: float
    end: float
    mark: str


@dataclass(frozen=True)
class Tornado:
    """Bars under one another on one scale, each with a line at the amount that they start from."""

    spans: Sequence[Span]
    taken: float

    @property
    def height(self) -> float:
        return 0.56 * len(self.spans) + 0.1

    def draw(self, figure: Figure) -> None:
        """Draw it; every number is printed, so there is no axis of values."""
        axes = figure.add_subplot()
        ends = [end for span in self.spans for end in (span.start, span.end)] + [self.taken]
        low, high = min(ends), max(ends)
        reach = (high - low) or 1.0
        for place, span in enumerate(self.spans):
            left, right = sorted((span.start, span.end))
            axes.barh(place, max(right - left, reach / 200), left=left, height=0.34, color=UNDER_INTERVAL)
            axes.plot([self.taken] * 2, [place - 0.26, place + 0.26], color=INK, linewidth=2.2)
            axes.annotate(f"{span.name}: {span.mark}", (low, place - 0.27), va="bottom")
        axes.set(xlim=(low - reach * 0.02, high + reach * 0.06), ylim=(len(self.spans) - 0.6, -0.75))
        axes.spines[:].set_visible(False)
        axes.xaxis.set_visible(False)
        axes.yaxis.set_visible(False)
