"""A page that a notebook makes: an edition, figures by key, and sentences made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from profile_lib.edition import Edition
from profile_lib.figures import PER
from profile_lib.pages import methods
from profile_lib.pages.charts import Chart
from profile_lib.pages.narrative import PLACE, Said, of_audience, pieces
from profile_lib.pages.printing import open_ranges
from profile_lib.pages.shown import Html, Shown, bullets, joined, line, notes, paragraph, with_picture
from profile_lib.results import Entry


class Page:
    """What both faces share: an edition, figures by key, and sentences made of them."""

    def __init__(self, edition: Edition, entries: Mapping[str, Entry]) -> None:
        self.edition = edition
        self._entries = entries
        self._shown_ids: set[str] = set()
        self._shown_by: set[str] = set()

    def say(self, *templates: str, words: str = "") -> Html:
        """A paragraph, its figures printed; see profile_lib.pages.narrative for what a template may hold.

        ``words``: the chapter of which the year's own words follow, where its parameters have any.
        """
        told = [piece for template in templates for piece in (*self._pieces(template), Said(" "))]
        return joined(paragraph(line(told[:-1])) if told[:-1] else Html("", ""), self._own(words))

    def findings(self, *templates: str, picture: Chart | Html | None = None, words: str = "") -> Html:
        """Key findings, one a line, and their picture; then the year's own words on the chapter ``words``."""
        told = [line(said) for said in map(self._pieces, templates) if said]
        return joined(with_picture(bullets(told), picture), self._own(words))

    def caveats(self) -> Html:
        """The caveats of the figures of the page, each once, in the order of the parameters; and each figure
        if no undecided pair of records is one child, and if all are."""
        used = {caveat for entry in self._on_the_page for caveat in entry.get("caveats", ())}
        breaks = {id: item.text + "." for id, item in self.edition.recording_breaks.items()}
        texts = breaks | {str(id): text for id, text in self.edition.caveats.items()}
        told = [text for id, text in texts.items() if id in used]
        return notes(told + open_ranges(self._on_the_page))

    def data_quality(self, *templates: str, words: str = "") -> Html:
        """A paragraph on how completely the figures are recorded, and their caveats."""
        return joined(self.say(*templates, words=words), self.caveats())

    def glossary(self) -> Html:
        """The words of the page: units, and what the categories of its breakdowns mean."""
        return methods.glossary(self._on_the_page)

    def methods(self) -> Html:
        """Each figure of the page: what it counts, of whom and when, how sure it is, from what it is made."""
        breaks = {id: item.text for id, item in self.edition.recording_breaks.items()}
        caveats = breaks | {str(id): text for id, text in self.edition.caveats.items()}
        return methods.methods(self._on_the_page, caveats)

    def _own(self, chapter: str) -> Html:
        """The year's own words on a chapter, from its parameters; nothing where it has none."""
        words = {str(name): text for name, text in self.edition.words.items()}.get(chapter)
        said = self._pieces(words) if words else ()
        return paragraph(line(said)) if said else Html("", "")

    @property
    def _on_the_page(self) -> list[Entry]:
        """The figures that the page has shown or spoken of so far, by the breakdowns that it has."""
        return [
            entry
            for entry in self._entries.values()
            if entry["id"] in self._shown_ids and entry.get("where", {}).keys() <= self._shown_by
        ]

    def _said(self, template: str) -> str:
        """The template's sentences as plain text."""
        return "".join(piece.text for piece in self._pieces(template))

    def _pieces(self, template: str) -> tuple[Said, ...]:
        """The template's sentences as the audience may read them; empty where it may read none."""
        template = of_audience(template, self._entries)
        spoken = [place.group(1) for place in PLACE.finditer(template)]
        self._shown_ids |= {key.partition("[")[0] for key in spoken}
        self._shown_by |= {name for key in spoken for name in re.findall(r"(\w+)=", key)}
        return pieces(template, self._entries, self._words()) if template else ()

    def _words(self) -> dict[str, str]:
        periods = {f"period.{name}": str(period) for name, period in self.edition.periods.items()}
        units = {f"unit.{name}": f"£{item.amount:,}" for name, item in self.edition.unit_costs.items()}
        return (
            periods
            | units
            | {"area": self.edition.area.name, "year": self.edition.year, "per": f"{PER:,}"}
            | {"at_risk_team": self.edition.at_risk_team}
        )

    def _label(self, id: str) -> str:
        return str(self._entries[id]["label"])

    def _shown(self, entries: Iterable[Entry]) -> Shown:
        shown = Shown(tuple(entries), self.edition.synthetic, self._said)
        self._shown_ids |= {str(entry["id"]) for entry in shown.entries}
        self._shown_by |= {str(name) for entry in shown.entries for name in entry.get("where", {})}
        return shown
