"""The panels that narrow a set: what is counted, of which edition, by what; pictures and their tables."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from profile_lib.figures import DIMENSIONS
from profile_lib.measures.catalogue import catalogue, functions
from profile_lib.pages.charts import Chart
from profile_lib.pages.printing import printed, sentence_case
from profile_lib.pages.shown import Shown
from profile_lib.workbench.narrowing import RULE
from profile_lib.workbench.panels.parts import Panel, button, chosen_from, text, wrapped
from profile_lib.workbench.selection import SETS, Selection

if TYPE_CHECKING:
    from profile_lib.workbench.panels.workbench import Workbench

ALL = ("All", "")
FILE = "outputs/selection.yaml"
NOTHING_CHOSEN = "Nothing is selected: the numbers are those of the analysis notebooks."


class SelectionPanel(Panel):
    """Narrows some sets of an edition; every picture answers to what is chosen."""

    name = "The panel of a selection"

    def __init__(self, bench: Workbench, sets: tuple[str, ...]) -> None:
        self._bench, self._sets = bench, sets
        ids = [id for name in sets for id in SETS[name].measures]
        self.year = chosen_from("Edition", [(year, year) for year in bench.years], bench.year)
        self.counted = chosen_from("What is counted", [(catalogue()[id].label, id) for id in ids], ids[0])
        self.narrowing = wrapped()
        self.by: dict[str, widgets.Dropdown] = {}
        self.file = text("Keep the selection in", FILE)
        keep = button("Save the selection", lambda: self.tried(self._save))
        super().__init__(wrapped(self.year, self.counted), self.narrowing, wrapped(self.file, keep))
        for field in (self.year, self.counted):
            field.observe(self._other_set, "value")
        self._other_set()

    @property
    def selection(self) -> Selection:
        """What is chosen now."""
        return Selection({self._set: {name: field.value for name, field in self.by.items() if field.value}})

    @property
    def _set(self) -> str:
        return next(name for name in self._sets if self.counted.value in SETS[name].measures)

    def _other_set(self, _: Any = None) -> None:
        """Another edition or another set: other categories; what can stay chosen does."""
        kept = {name: field.value for name, field in self.by.items()}

        def begin() -> None:
            data = self._bench.data(self.year.value)
            self.by = {
                dimension: self._field(dimension, categories, kept.get(dimension, ""))
                for dimension, categories in SETS[self._set].offered(data, self._set).items()
            }
            self.narrowing.children = tuple(self.by.values())
            self._draw()

        self.tried(begin, f"Reading the edition of {self.year.value}. The first time takes a minute.")

    def _field(self, dimension: str, categories: tuple[str, ...], value: str) -> widgets.Dropdown:
        declared = DIMENSIONS[dimension]
        options = [ALL, *((declared.label_of(category), category) for category in categories)]
        field = chosen_from(declared.label, options, value if value in categories else "")
        field.observe(lambda _: self.tried(self._draw, "Counting."), "value")
        return field

    def _draw(self) -> None:
        data, selection = self._bench.data(self.year.value), self.selection
        narrowing, measure = self._bench.narrowing(self.year.value), functions()[self.counted.value]
        (whole,) = narrowing.seen(measure, selection)
        number, of = f"{whole['label']}: {printed(whole)}", sentence_case(whole["base"])
        pieces = [
            f"<p><b>{escape(number)}</b>. {escape(of)}.</p>",
            f"<p>{escape(RULE if selection else NOTHING_CHOSEN)}</p>",
        ]
        for dimension in SETS[self._set].shown:
            if dimension not in selection.of(self.counted.value):
                entries = narrowing.seen(measure, selection, dimension)
                pieces.append(_pictured(Shown(tuple(entries), data.edition.synthetic, str), dimension))
        self.show(*pieces)

    def _save(self) -> None:
        self.selection.save(self._bench.workspace.home, self.file.value)
        self.say(f'Kept. The setup cell of a notebook takes it: selection="{self.file.value}"')


def _pictured(shown: Shown, dimension: str) -> str:
    """A picture and, folded away, the table behind it."""
    picture = shown.bars(dimension)
    if not isinstance(picture, Chart):
        return f"<section>{picture.html}</section>"
    table = shown.table(dimension, caption=shown.title(dimension))
    return f"<section>{picture.html}<details><summary>Table</summary>{table.html}</details></section>"
