"""The workbench: the editions that an analyst can look at, and the panels."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any

import ipywidgets as widgets

from profile_lib.dataset import Dataset
from profile_lib.dataset.keeping import forget
from profile_lib.edition import Edition, load_edition, newest, years
from profile_lib.pages.shown import Html, paragraph
from profile_lib.preparation import can_be_read, linked_data
from profile_lib.workbench import live
from profile_lib.workbench.narrowing import Narrowing
from profile_lib.workbench.panels.costing import CostPanel
from profile_lib.workbench.panels.parts import Panel, button, wrapped
from profile_lib.workbench.panels.selecting import SelectionPanel
from profile_lib.workbench.panels.side_by_side import ComparisonPanel
from profile_lib.workbench.review_links import open_review
from profile_lib.workspace import Workspace


def open_workbench(
    year: str = "", parameters: str = "", extracts: str = "", private: str = "", outputs: str = ""
) -> Workbench:
    """Open the panels on an edition; no year: the newest that has extracts, or the newest sample."""
    live.reload_what_is_edited(forget)
    workspace = Workspace.find(parameters, outputs, private, extracts)
    return Workbench(
        load_edition(year or newest(workspace.parameters, workspace.extracts), workspace.parameters),
        workspace,
    )


class Workbench:
    """An edition to begin with, the others beside it, and the panels on them. Nothing of it is recorded."""

    def __init__(self, edition: Edition, workspace: Workspace) -> None:
        self.edition, self.workspace = edition, workspace
        self.year = edition.year
        self.data, self.narrowing = cache(self._data), cache(self._narrowing)

    @cached_property
    def years(self) -> list[str]:
        """The editions that have extracts, or whose sample can be made."""
        folder = self.workspace.parameters
        return [year for year in years(folder) if can_be_read(load_edition(year, folder), self.workspace)]

    def _data(self, year: str) -> Dataset:
        return linked_data(load_edition(year, self.workspace.parameters), self.workspace)

    def _narrowing(self, year: str) -> Narrowing:
        return Narrowing(self.data(year))

    def heading(self) -> Html:
        """Which edition is opened, and whether anybody in it exists."""
        made_up = " SYNTHETIC SAMPLE: nobody in these data exists." if self.edition.synthetic else ""
        return paragraph(f"{self.edition.area.name}, edition {self.year}.{made_up}")

    def missing_children(self) -> Panel:
        """Missing children and their episodes, narrowed."""
        return SelectionPanel(self, ("missing",))

    def exploitation(self) -> Panel:
        """CSE offences, the people in them, and intelligence, narrowed."""
        return SelectionPanel(self, ("offences", "victims", "suspects", "reports"))

    def cost(self) -> Panel:
        """The cost what-if."""
        return CostPanel(self)

    def editions(self) -> Panel:
        """Two editions side by side."""
        return ComparisonPanel(self)

    def review_queue(self) -> Panel:
        """How many pairs of records wait, and the queue itself, opened when somebody asks for it."""
        return ReviewQueuePanel(self)


class ReviewQueuePanel(Panel):
    """The review queue in the workbench: it shows who children are, so it is not opened by itself."""

    name = "The review queue"

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self.open = button("Open the review queue here", self._begin)
        super().__init__(wrapped(self.open))
        waiting = bench.data(bench.year).open_pairs
        self.show(f"<p>Pairs of records that wait for a decision in {bench.year}: {waiting}.</p>")

    def _begin(self) -> None:
        self.tried(self._open, "Reading the extracts. This takes some seconds.")

    def _open(self) -> None:
        space = self._bench.workspace
        folders: tuple[Any, ...] = (space.parameters, space.extracts or "", space.private)
        self.review = open_review(self._bench.year, *map(str, folders)).panel()
        parts: list[widgets.Widget] = [self.message, self.review.box]
        self.box.children = parts
