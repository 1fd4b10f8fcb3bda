"""The two faces a notebook works with: an analysis records figures, a summary may only say them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from profile_lib import provenance
from profile_lib.dataset import Dataset
from profile_lib.edition import Edition, load_edition, newest, years
from profile_lib.errors import InputError, Problem
from profile_lib.figures import PER, NotAvailable, NotComparable, compare
from profile_lib.figures.record import Definition, Figure, Measured
from profile_lib.measures.missing import CARE
from profile_lib.narrative import sentence
from profile_lib.preparation import data_before, linked_data
from profile_lib.printing import open_ranges
from profile_lib.results import Entry, Results, read_findings
from profile_lib.shown import Html, Shown, bullets, contact_list, notes, paragraph
from profile_lib.workspace import Workspace

Measure = Callable[..., Measured]


class _Page:
    """What both faces share: an edition, figures by key, and sentences made of them."""

    def __init__(self, edition: Edition, entries: Mapping[str, Entry]) -> None:
        self.edition = edition
        self._entries = entries

    def say(self, *templates: str) -> Html:
        """A paragraph, its figures printed; see profile_lib.narrative for what a template may hold."""
        return paragraph(" ".join(self._said(template) for template in templates))

    def findings(self, *templates: str) -> Html:
        """Key findings, one sentence a line."""
        return bullets([self._said(template) for template in templates])

    def caveats(self, *prefixes: str) -> Html:
        """The caveats of the figures whose id begins so, each once, in the order of the parameters."""
        used = {
            caveat
            for key, entry in self._entries.items()
            if key.startswith(prefixes)
            for caveat in entry.get("caveats", ())
        }
        breaks = {id: item.text + "." for id, item in self.edition.recording_breaks.items()}
        texts = breaks | {str(id): text for id, text in self.edition.caveats.items()}
        return notes([text for id, text in texts.items() if id in used])

    def open_links(self) -> Html:
        """Each figure if no undecided pair of records is one child, and if all are."""
        return notes(open_ranges(self._entries.values()))

    def _said(self, template: str) -> str:
        return sentence(template, self._entries, self._words())

    def _words(self) -> dict[str, str]:
        periods = {f"period.{name}": str(period) for name, period in self.edition.periods.items()}
        units = {f"unit.{name}": f"£{item.amount:,}" for name, item in self.edition.unit_costs.items()}
        return (
            periods | units | {"area": self.edition.area.name, "year": self.edition.year, "per": f"{PER:,}"}
        )

    def _shown(self, entries: Iterable[Entry]) -> Shown:
        return Shown(tuple(entries), self.edition.synthetic, self._said)


class Analysis(_Page):
    """An analysis notebook: measures are recorded as figures, and shown."""

    def __init__(
        self, name: str, edition: Edition, data: Dataset, before: Dataset | None, results: str
    ) -> None:
        self.name, self.data, self._before = name, data, before
        self._linked = data.if_open_pairs_linked() if data.open_pairs else None
        self._results, self._folder = Results(edition), results
        super().__init__(edition, self._results.entries)

    def record(self, *measures: Measure, by: tuple[str, ...] | str = ()) -> Shown:
        """Compute measures, by dimensions where given, and record their figures beside last year's."""
        dimensions = (by,) if isinstance(by, str) else by
        entries: list[Entry] = []
        for function in measures:
            earlier = self._by_key(function, self._before, dimensions)
            linked = self._by_key(function, self._linked, dimensions)
            figures = [
                replace(
                    figure,
                    definition=_with_care_caveat(figure, self.data),
                    previous=self._previous(figure, earlier),
                    if_open_linked=_value_of(linked.get(_without_year(figure))),
                )
                for figure in function(self.data, *dimensions)
            ]
            entries += self._results.add(figures, self.name)
        return self._shown(entries)

    def heading(self) -> Html:
        """What is being looked at: area, year, windows, and whether anybody in it exists."""
        made_up = " SYNTHETIC SAMPLE: nobody in these data exists." if self.edition.synthetic else ""
        return paragraph(
            f"{self._said('{area}, edition {year}: missing children, {period.missing}.')}{made_up}"
        )

    def rows_read(self) -> Html:
        """Rows read, used and set aside."""
        return provenance.rows_read(self.data)

    def rows_by_rule(self) -> Html:
        """What each rule set aside or noticed."""
        return provenance.rows_by_rule(self.data)

    def merging(self) -> Html:
        """What each rule of merging did to the number of episodes."""
        return provenance.merging(self.data)

    def links(self) -> Html:
        """How the records of the same child were found."""
        return provenance.links(self.data)

    def unit_costs(self) -> Html:
        """The published unit costs with scope, price year and source."""
        return provenance.unit_costs(self.edition)

    def close(self) -> Html:
        """Write what was recorded where the run asked for it; in JupyterLab nothing is written."""
        if self._folder:
            self._results.write(Path(self._folder) / f"{self.name}.json")
        return paragraph(f"Figures recorded: {len(self._entries)}")

    def _by_key(
        self, function: Measure, data: Dataset | None, dimensions: tuple[str, ...]
    ) -> dict[str, Figure]:
        """The measure's figures in other data, by their keys without the year."""
        return {} if data is None else {_without_year(item): item for item in function(data, *dimensions)}

    def _previous(self, figure: Figure, earlier: dict[str, Figure]) -> dict[str, Any]:
        """Last year's value over the same window, and whether the two may be compared."""
        before = earlier.get(_without_year(figure))
        if before is None or isinstance(before.value, NotAvailable) or isinstance(figure.value, NotAvailable):
            return {}
        told = {"edition": self.edition.compare_with, "value": before.as_json()["value"]}
        if (
            CARE in figure.definition.caveats
            and self._before
            and self._before.care_basis != self.data.care_basis
        ):
            return {**told, "comparable": False, "why_not": "care status comes from other sources this year"}
        try:
            compare(figure.value, before.value, self.edition.breaks)
        except NotComparable as why:
            return {**told, "comparable": False, "why_not": str(why)}
        return {**told, "comparable": True}


class Summary(_Page):
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
        return self._shown(wanted)

    def words(self, chapter: str) -> Html:
        """The year's own words on a chapter, from its parameters; nothing where it has none."""
        if chapter not in self.edition.words:
            return Html("", "")
        return paragraph(self._said(self.edition.words[chapter]))

    def how_to_read(self) -> Html:
        """What the reader has to know about every number."""
        return notes(self.edition.how_to_read)

    def definitions(self) -> Html:
        """What each figure of the edition counts."""
        return provenance.definitions({entry["id"] for entry in self._entries.values()})

    def contacts(self) -> Html:
        """Where to get help, each with the day it was last checked."""
        return contact_list(self.edition.contacts)


def open_analysis(
    name: str, year: str = "", parameters: str = "", extracts: str = "", private: str = "", results: str = ""
) -> Analysis:
    """Open an edition for an analysis notebook.

    No year: the newest edition that has extracts, or the newest sample. ``results``: the folder that
    ``close`` writes to.
    """
    workspace = Workspace.find(parameters, private=private, extracts=extracts)
    edition = load_edition(year or newest(workspace.parameters, workspace.extracts), workspace.parameters)
    data = linked_data(edition, workspace)
    return Analysis(name, edition, data, data_before(edition, workspace), results)


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
    return Summary(edition, audience, read_findings(file))


def _newest_run(workspace: Workspace) -> str:
    ran = [year for year in years(workspace.parameters) if workspace.findings(year).is_file()]
    return ran[-1] if ran else newest(workspace.parameters)


def _value_of(figure: Figure | None) -> Any:
    return None if figure is None else figure.as_json().get("value")


def _with_care_caveat(figure: Figure, data: Dataset) -> Definition:
    """The figure's definition, its caveat on care being that of the source in use."""
    if data.care_basis == "records":
        return figure.definition
    caveats = ("care-from-marker" if id == CARE else id for id in figure.definition.caveats)
    return replace(figure.definition, caveats=tuple(caveats))


def _without_year(figure: Figure) -> str:
    """The key of a figure, its months named alike in every year."""
    months = {name: category[-2:] for name, category in figure.where if name == "month"}
    return json.dumps([figure.id, {**dict(figure.where), **months}], sort_keys=True)
