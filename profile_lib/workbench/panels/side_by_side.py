"""The panel that puts any two editions side by side, as ``partnership-profile compare`` does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from profile_lib.disclosure.partners import for_partners
from profile_lib.measures.catalogue import CHAPTERS
from profile_lib.pages.printing import change, printed, sentence_case
from profile_lib.pages.tables import records_table
from profile_lib.results import Entry
from profile_lib.workbench.panels.parts import Panel, button, chosen_from, wrapped
from profile_lib.years.comparing import compared

if TYPE_CHECKING:
    from profile_lib.workbench.panels.workbench import Workbench


class ComparisonPanel(Panel):
    """The figures of the later of two editions beside the earlier's, chapter by chapter."""

    name = "The panel that compares two editions"

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        years = [(year, year) for year in bench.years]
        other = bench.edition.compare_with
        self.one = chosen_from("Edition", years, bench.year)
        self.other = chosen_from("Beside", years, other if other in bench.years else bench.years[0])
        chapters = [(sentence_case(name) if name != "cse" else "CSE", name) for name in CHAPTERS]
        self.chapter = chosen_from("Chapter", chapters, "missing")
        self.begin = button("Compare", self._compare)
        super().__init__(wrapped(self.one, self.other, self.chapter), wrapped(self.begin))
        self._entries: list[Entry] = []
        self.chapter.observe(self._draw, "value")

    def _compare(self) -> None:
        def act() -> None:
            self._entries = []
            self.show()
            found = compared(self.one.value, self.other.value, self._bench.workspace)
            self._entries = list(for_partners(entry for entry in found if not entry.get("where")).values())
            self._draw()

        self.tried(act, f"Comparing {self.one.value} and {self.other.value}. This takes some seconds.")

    def _draw(self, _: Any = None) -> None:
        own = [entry for entry in self._entries if entry["id"].startswith(f"{self.chapter.value}.")]
        if not own:
            self.show()
            return
        earlier, later = sorted((self.one.value, self.other.value))
        rows = [
            [entry["label"], printed(entry), sentence_case(change(entry)) if "previous" in entry else "–"]
            for entry in own
        ]
        frame = pd.DataFrame(rows, columns=["Figure", later, f"Beside {earlier}"])
        self.show(records_table(frame, f"{later} beside {earlier}", numbers={1}))
