"""What the cost notebook shows beside its figures: assumptions, what each moves, prices, what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.edition import Edition
from profile_lib.measures.cost_weights import (
    Moved,
    applies_to,
    at,
    in_prices_of_the_year,
    sensitivity,
    weighted_episodes,
)
from profile_lib.pages import drawing, tables
from profile_lib.pages.charts import SYNTHETIC, Chart
from profile_lib.pages.shown import Html, paragraph
from profile_lib.pages.tornado import Span, Tornado
from profile_lib.rounding import half_up, pounds

EPISODES = "missing_episodes"


class CostPage:
    """What an analysis notebook can show of the cost model."""

    edition: Edition
    data: Dataset

    def weights(self) -> Html:
        """Each weight with its ends and its source, and how many episodes it applies to."""
        counted = EPISODES in self.data.supplied
        rows = [
            [
                item.label,
                f"{applies_to(self.data, item):,}" if counted else "–",
                *(f"{number:f}" for number in (item.value, item.low, item.high)),
                item.source,
            ]
            for item in self.edition.cost.weights.values()
        ]
        heads = ["Assumption", "Episodes", "Weight", "Low", "High", "Source"]
        caption = "Weights of episodes; all others, and those of which it is not recorded, count as one"
        return _table(rows, heads, caption, {1, 2, 3, 4})

    def sensitivity(self) -> Html:
        """What each assumption moves, one at a time."""
        if EPISODES not in self.data.supplied:
            return _nothing()
        rows = [
            [item.label, item.low, item.high, *map(_thousands, (item.at_low, item.at_high, item.width))]
            for item in sensitivity(self.data)
        ]
        heads = ["Assumption", "Low", "High", "At low", "At high", "Moves"]
        caption = "Each assumption at its ends, the others as they are taken; to the nearest thousand pounds"
        return _table(rows, heads, caption, {3, 4, 5})

    def sensitivity_picture(self) -> Chart | Html:
        """The same as bars, from the amount at the low end to that at the high end."""
        if EPISODES not in self.data.supplied:
            return _nothing()
        moved = sensitivity(self.data)
        taken = self._taken()
        spans = [Span(item.label, float(item.at_low), float(item.at_high), _ends(item)) for item in moved]
        title = f"What moves the amount most: {moved[0].label.lower()}"
        subtitle = (
            "Pounds of police time with an assumption at its low and at its high end, the others as they are "
            f"taken. The lines: {pounds(taken)}, all as they are taken"
        )
        foot = SYNTHETIC if self.edition.synthetic else ""
        png = drawing.picture(Tornado(spans, float(taken)), title, subtitle, foot)
        told = "; ".join(f"{span.name}: {span.mark}" for span in spans)
        return Chart(png, " ".join(f"{text}." for text in ("Bar chart", title, subtitle, told, foot) if text))

    def prices(self) -> Html:
        """The amounts in prices of the edition's year, by each reading of the unit costs' own year."""
        if EPISODES not in self.data.supplied:
            return _nothing()
        episodes = len(self.data.frames["episodes"])
        costs = self.edition.unit_costs
        units = costs["police_low"].amount, costs["police_high"].amount
        rows = [
            [
                item.reading[:1].upper() + item.reading[1:],
                f"{half_up(item.factor, 4)}" if item.factor else "–",
                *("–" if amount is None else pounds(amount) for amount in amounts),
                item.release,
            ]
            for item in in_prices_of_the_year(self.edition)
            for amounts in [[item.amount(episodes, unit) for unit in units]]
        ]
        heads = ["Reading of the unit costs", "Factor", "Lower", "Higher", "HM Treasury's release"]
        caption = f"All episodes in prices of {self.edition.year}. {self.edition.cost.price_year.source}"
        return _table(rows, heads, caption, {1, 2, 3})

    def not_costed(self) -> Html:
        """What is not put on the episodes, and why."""
        rows = [
            [
                item.of,
                f"£{half_up(item.amount):,}, prices of {item.prices}" if item.amount is not None else "–",
                f"Not costed. {item.why}.",
                item.source[:1].upper() + item.source[1:],
            ]
            for item in self.edition.cost.not_costed
        ]
        heads = ["Of what", "Published unit cost", "On the episodes", "Source"]
        return _table(rows, heads, "Costs that are not estimated, and why", set())

    def _taken(self) -> Decimal:
        return self.edition.unit_costs["police_low"].amount * weighted_episodes(
            self.data, at(self.data, "value")
        )


def _ends(item: Moved) -> str:
    return f"{_thousands(item.at_low)} to {_thousands(item.at_high)}"


def _thousands(amount: Decimal) -> str:
    """To the nearest thousand pounds, so that amounts of one size can be told apart."""
    return f"£{half_up(amount / 1000) * 1000:,}"


def _nothing() -> Html:
    return paragraph("The extract of missing episodes did not come: there is nothing to cost.")


def _table(rows: Sequence[Sequence[str]], heads: list[str], caption: str, numbers: set[int]) -> Html:
    frame = pd.DataFrame(rows, columns=heads)
    return Html(tables.records_table(frame, caption, numbers), frame.to_string(index=False))
