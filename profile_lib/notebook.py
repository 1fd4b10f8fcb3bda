"""The two faces a notebook works with: an analysis records figures, a summary may only say them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from IPython import get_ipython

from profile_lib.dataset import Dataset
from profile_lib.dataset.keeping import forget
from profile_lib.disclosure.audience import for_public
from profile_lib.disclosure.partners import for_partners
from profile_lib.edition import Edition, load_edition, newest, years
from profile_lib.errors import InputError, Problem
from profile_lib.figures import DIMENSIONS
from profile_lib.pages import board, provenance, reconciled, recording
from profile_lib.pages.board import BoardPage
from profile_lib.pages.costing import CostPage
from profile_lib.pages.found_by_group import found_by_group
from profile_lib.pages.page import Page
from profile_lib.pages.printing import INTERNAL, state
from profile_lib.pages.shown import (
    Html,
    Shown,
    contact_list,
    joined,
    notes,
    paragraph,
    reading_list,
)
from profile_lib.preparation import data_before, edition_data
from profile_lib.results import Entry, Results, read_findings
from profile_lib.workbench import live
from profile_lib.workbench.narrowing import RULE, Narrowing
from profile_lib.workbench.selection import EVERYTHING, Selection, read_selection
from profile_lib.workspace import Workspace
from profile_lib.years.yearly import Measure, Years


class Analysis(Page, CostPage):
    """An analysis notebook: measures are recorded as figures, and shown. Under a selection they are narrowed
    and rounded, and nothing can be written: it is not the edition."""

    def __init__(
        self,
        name: str,
        edition: Edition,
        data: Dataset,
        before: Dataset | None,
        results: str,
        selection: Selection = EVERYTHING,
    ) -> None:
        if selection and results:
            todo = "Leave the selection empty to record the edition"
            raise InputError(Problem("the figures of a selection are not those of the edition", todo=todo))
        self.name, self.data = name, data
        self._years = Years(data, before)
        self._selection, self._narrowing = selection, Narrowing(data)
        self._results, self._folder = Results(edition), results
        super().__init__(edition, self._results.entries)

    def record(self, *measures: Measure, by: tuple[str, ...] | str = ()) -> Shown:
        """Compute measures, by dimensions where given, and record their figures beside last year's."""
        dimensions = (by,) if isinstance(by, str) else by
        _check_dimensions(dimensions)
        entries: list[Entry] = []
        under: list[Entry] = []
        for measure in measures:
            if (selected := self._narrowing.entries(measure, self._selection, *dimensions)) is not None:
                self._results.extend(selected)
                under += selected
                continue
            found = self._years.figures(measure, *dimensions)
            entries += self._results.add(found, self.name, running_cell())
        return self._shown([*under, *for_partners(entries).values()])

    def tables(self, measure: Measure, *dimensions: str) -> Html:
        """A measure by one dimension after the other, a table each."""
        shown = {name: self.record(measure, by=name) for name in dimensions}
        return joined(*(item.table(name, caption=item.title(name)) for name, item in shown.items()))

    def heading(self) -> Html:
        """What is being looked at: area, year, windows, and whether anybody in it exists."""
        told = self._said(
            "{area}, edition {year}: CSE in {period.cse}, missing children in {period.missing}."
        )
        told += " SYNTHETIC SAMPLE: nobody in these data exists." if self.edition.synthetic else ""
        if not self._selection:
            return paragraph(told)
        return joined(paragraph(told), paragraph(f"Selected: {self._selection}. {RULE}"))

    def rows_read(self) -> Html:
        """Rows read, used and set aside."""
        return provenance.rows_read(self.data)

    def rows_by_rule(self) -> Html:
        """What each rule set aside or noticed."""
        return provenance.rows_by_rule(self.data)

    def not_sent(self) -> Html:
        """The extracts that did not come."""
        return provenance.not_sent(self.data)

    def completeness(self) -> Html:
        """How completely each column is recorded, beside last year."""
        return recording.completeness(self.data, self._years.before)

    def rows_by_month(self) -> Html:
        """How many rows came in a month, the months without any, and those unlike the others."""
        return recording.by_month(self.data)

    def sudden_breaks(self) -> Html:
        """The columns that were recorded in some months unlike in the others."""
        return recording.sudden_breaks(self.data)

    def flags(self) -> Html:
        """The CSE flag as recorded against what a review found."""
        return reconciled.flags(self.data)

    def care_known(self) -> Html:
        """From what it is known who was in care, and why not from linkage where it is not."""
        return reconciled.care_known(self.data)

    def missing_from_care(self) -> Html:
        """Looked-after children who went missing, as the police and as the looked-after return have it."""
        return reconciled.missing_from_care(self.data)

    def breaks(self) -> Html:
        """The days on which recording changed its meaning, up to the day that the edition speaks from."""
        known = [item for item in self.edition.breaks if item.on <= self.edition.as_at]
        return notes([f"{item.text}. Source: {item.source}." for item in known])

    def merging(self) -> Html:
        """What each rule of merging did to the number of episodes."""
        return provenance.merging(self.data)

    def links(self) -> Html:
        """How the records of the same child were found."""
        return provenance.links(self.data)

    def found(self) -> Html:
        """Who was found how, and how many would be missed, by sex, age, ethnicity and care."""
        return found_by_group(self.data)

    def linkage_model(self) -> Html:
        """The weights of the linkage model."""
        return provenance.linkage_model()

    def unit_costs(self) -> Html:
        """The published unit costs with scope, price year and source."""
        return provenance.unit_costs(self.edition)

    def agreement(self) -> Html:
        """On what the records are held, and until when."""
        return board.agreement(self.edition)

    def close(self) -> Html:
        """Write what was recorded where the run asked for it; in JupyterLab nothing is written."""
        if self._folder:
            self._results.write(Path(self._folder) / f"{self.name}.json")
        return paragraph(f"Figures recorded: {len(self._entries)}")


class Summary(Page, BoardPage):
    """The published document: figures come through one door, as its audience may see them."""

    def __init__(self, edition: Edition, audience: str, entries: dict[str, Entry]) -> None:
        self.audience = audience
        super().__init__(edition, entries)

    def figures(self, *ids: str, by: tuple[str, ...] | str = ()) -> Shown:
        """The figures of these ids: the whole, and the cells by the dimensions given."""
        dimensions = {by} if isinstance(by, str) else set(by)
        wanted = [
            entry
            for id in ids
            for entry in self._entries.values()
            if entry["id"] == id and entry.get("where", {}).keys() <= dimensions
        ]
        if not wanted:
            raise InputError(Problem(f"the edition has no figure {' or '.join(ids)}"))
        seen = [entry for entry in wanted if state(entry) != INTERNAL]
        return self._shown(seen if dimensions <= _dimensions(seen) else [])

    def how_to_read(self) -> Html:
        """What the reader has to know about every number."""
        return notes(self.edition.how_to_read)

    def reading(self) -> Html:
        """Where to read further; what was published after the period is marked."""
        return reading_list(self.edition.reading, self.edition.periods["cse"].end)

    def contacts(self) -> Html:
        """Where to get help, each with the day it was last checked."""
        return contact_list(self.edition.contacts)


def open_analysis(
    name: str,
    year: str = "",
    parameters: str = "",
    extracts: str = "",
    private: str = "",
    results: str = "",
    selection: str = "",
) -> Analysis:
    """Open an edition for an analysis notebook.

    No year: the newest edition that has extracts, or the newest sample. ``results``: the folder that
    ``close`` writes to. ``selection``: a file that narrows what is shown, from the project's folder; no run
    gives one. Raises InputError for both.
    """
    workspace = Workspace.find(parameters, private=private, extracts=extracts)
    chosen = read_selection(workspace.home / selection) if selection else EVERYTHING
    if not results:
        live.reload_what_is_edited(forget)
    edition = load_edition(year or newest(workspace.parameters, workspace.extracts), workspace.parameters)
    data = edition_data(edition, workspace)
    return Analysis(name, edition, data, data_before(edition, workspace), results, chosen)


def open_summary(
    audience: str, year: str = "", parameters: str = "", outputs: str = "", findings: str = ""
) -> Summary:
    """Open the figures of an edition for the summary. No year: the newest edition that was run.

    Raises InputError where the edition was not run.
    """
    workspace = Workspace.find(parameters, outputs)
    edition = load_edition(year or _newest_run(workspace), workspace.parameters)
    file = Path(findings) if findings else workspace.findings(edition.year)
    if not file.is_file():
        todo = f"Run: partnership-profile run {edition.year}"
        raise InputError(Problem(f"the edition {edition.year} has not been run", todo=todo))
    seen = AUDIENCES[audience]
    return Summary(edition, audience, seen(read_findings(file).values()))


AUDIENCES: Mapping[str, Callable[[Iterable[Entry]], dict[str, Entry]]] = {
    "partnership": for_partners,
    "public": lambda entries: {entry["key"]: for_public(entry) for entry in entries},
}
"""What each audience may see of the figures, by key."""


def running_cell() -> int:
    """The number of the cell that is being run, as its prompt shows it; 0 where no notebook runs."""
    shell = get_ipython()
    if shell is None:
        return 0
    return len(shell.history_manager.input_hist_parsed) - 1  # its counter may be ahead while a cell runs


def _check_dimensions(names: Iterable[str]) -> None:
    """Raises InputError for a breakdown that there is not: a slip of the keyboard, in words."""
    for name in names:
        if name not in DIMENSIONS:
            close = difflib.get_close_matches(name, DIMENSIONS, n=1)
            todo = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(DIMENSIONS)}"
            raise InputError(Problem(f"there is no breakdown {name!r}", todo=todo))


def _dimensions(entries: Iterable[Entry]) -> set[str]:
    """The dimensions by which the figures are broken down."""
    return {name for entry in entries for name in entry.get("where", {})}


def _newest_run(workspace: Workspace) -> str:
    ran = [year for year in years(workspace.parameters) if workspace.findings(year).is_file()]
    return ran[-1] if ran else newest(workspace.parameters)
