"""The panel of the cost what-if: two published unit costs, two assumptions, and the sum in its terms."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from profile_lib.measures import missing
from profile_lib.pages.narrative import not_said
from profile_lib.pages.tables import records_table
from profile_lib.rounding import half_up, pounds
from profile_lib.workbench.panels.parts import Panel, chosen_from, number
from profile_lib.workbench.what_if import WhatIf

if TYPE_CHECKING:
    from profile_lib.workbench.panels.workbench import Workbench

MISSING, ABSENT = (f"missing.episodes[category={category}]" for category in ("missing", "absent"))
CHILDREN = "missing.children"
STEPS = 20
"""Steps of the slider from one published unit cost to the other."""
SAID = (
    "An estimate of officer time and not of cash; the reason to reduce missing episodes is children's "
    "safety. The range is what the two published unit costs give: no probability belongs to it, nor to "
    "anything between. Both are of one investigation of an adult. Fewer repeats are taken from missing and "
    "absent episodes alike."
)


class CostPanel(Panel):
    """Answers to a changed assumption with the formula and the range."""

    name = "The panel of the cost what-if"

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        costs = bench.edition.unit_costs
        self._low, self._high = costs["police_low"], costs["police_high"]
        low, high = float(self._low.amount), float(self._high.amount)
        self.year = chosen_from("Edition", [(year, year) for year in bench.years], bench.year)
        unit, self.unit = number("Cost of one, £", low, low, high, round((high - low) / STEPS, 2))
        absent, self.absent = number("Absent investigated, %", 100, 0, 100, 5)
        fewer, self.fewer = number("Fewer repeat episodes, %", 0, 0, 100, 5)
        super().__init__(self.year, unit, absent, fewer)
        for field in (self.year, self.unit, self.absent, self.fewer):
            field.observe(self._answer, "value")
        self._answer()

    def _answer(self, _: Any = None) -> None:
        self.tried(self._draw)

    def _draw(self) -> None:
        data = self._bench.data(self.year.value)
        figures = (*missing.episodes(data, "category"), *missing.children(data))
        entries = {figure.key: figure.as_json() for figure in figures}
        if lacking := [entry for entry in entries.values() if "value" not in entry]:
            self.show(f"<p>{escape(not_said(lacking[0]))}</p>")
            return
        if_so = WhatIf(
            entries[MISSING]["value"],
            entries[ABSENT]["value"],
            entries[CHILDREN]["value"],
            Fraction(self.absent.value, 100),
            Fraction(self.fewer.value, 100),
        )
        chosen = Decimal(str(self.unit.value))
        rows = [
            [name, f"£{half_up(cost, 2):,}", pounds(if_so.amount(cost))]
            for name, cost in (
                (f"Lower: {self._low.label}", self._low.amount),
                ("Chosen", chosen),
                (f"Higher: {self._high.label}", self._high.amount),
            )
        ]
        frame = pd.DataFrame(rows, columns=["Unit cost", "Of one investigation", "Police time"])
        low, high = pounds(if_so.amount(self._low.amount)), pounds(if_so.amount(self._high.amount))
        told = f"Illustrative range from two published unit costs: {low} to {high}"
        source = f"Source: {self._low.source}; price year {self._low.price_year}."
        self.show(
            f"<p><b>{escape(if_so.formula(chosen))}</b></p>",
            f"<p>{told}, {data.windows['missing']}, {escape(data.area)}.</p>",
            records_table(frame, "Police time by unit cost", numbers={1, 2}),
            f"<p>{escape(SAID)} {escape(source)}</p>",
        )
