"""What a notebook cell shows: a sentence, a table or a picture made of figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import pandas as pd

from profile_lib.edition import Contact, Reading
from profile_lib.figures import DIMENSIONS
from profile_lib.pages import charts, headlines, tables
from profile_lib.pages.narrative import OPTIONAL, Said, not_said
from profile_lib.pages.printing import printed

Entry = dict[str, Any]


@dataclass(frozen=True)
class Html:
    """A piece of page, with plain text for where no page is drawn."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def line(said: Sequence[Said]) -> Html:
    """Sentences, each figure in them leading to how it was made (profile_lib.pages.methods)."""
    parts = [
        f'<a class="figure" href="#{how(piece.figure)}">{escape(piece.text)}</a>'
        if piece.figure
        else escape(piece.text)
        for piece in said
    ]
    return Html("".join(parts), "".join(piece.text for piece in said))


def how(id: str) -> str:
    """What a page calls the place that says how a figure is made."""
    return f"how-{id}"


def paragraph(text: str | Html) -> Html:
    """One sentence or more as a paragraph."""
    inside = Html(escape(text), text) if isinstance(text, str) else text
    return Html(f"<p>{inside.html}</p>", inside.text)


def joined(*pieces: Html) -> Html:
    """Pieces of page, one after the other."""
    told = [piece for piece in pieces if piece.html]
    return Html("".join(piece.html for piece in told), "\n".join(piece.text for piece in told))


def bullets(texts: Sequence[str | Html]) -> Html:
    """Key findings, one a line."""
    return _list(texts, "findings")


def notes(texts: Sequence[str | Html]) -> Html:
    """What has to be borne in mind, one a line, in smaller print than findings."""
    return _list(texts, "notes")


def _list(texts: Sequence[str | Html], style: str) -> Html:
    if not texts:
        return Html("", "")
    told = [Html(escape(text), text) if isinstance(text, str) else text for text in texts]
    items = "".join(f"<li>{item.html}</li>" for item in told)
    return Html(f'<ul class="{style}">{items}</ul>', "\n".join(f"- {item.text}" for item in told))


def with_picture(told: Html, picture: charts.Chart | Html | None) -> Html:
    """Sentences and their picture, or what is said in its place."""
    if picture is None:
        return told
    drawn = picture if isinstance(picture, Html) else Html(picture.html, picture.alt)
    return joined(told, drawn)


def contact_list(contacts: Sequence[Contact]) -> Html:
    """Where to get help: who, for what, how, and the day it was last known to be right."""
    parts = []
    for contact in contacts:
        reach = [f'<a href="{escape(contact.url)}">{escape(contact.url)}</a>'] if contact.url else []
        reach += [f"<strong>{escape(contact.phone)}</strong>"] if contact.phone else []
        day = f"{contact.as_of.day} {contact.as_of:%B %Y}"
        parts.append(
            f"<dt>{escape(contact.name)}</dt><dd>{escape(contact.text)} {' '.join(reach)} "
            f'<span class="note">As of {day}.</span></dd>'
        )
    text = "\n".join(f"{item.name}: {item.phone or item.url}" for item in contacts)
    return Html(f'<dl class="contacts">{"".join(parts)}</dl>', text)


def reading_list(reading: Sequence[Reading], period_end: date) -> Html:
    """What to read further: title, publisher and date; marked where it was published after the period."""
    items, texts = [], []
    for item in reading:
        told = f"{item.publisher}, {item.published_words}"
        told += " (published after the period of this profile)" if item.published > period_end else ""
        title = escape(item.title)
        linked = f'<a href="{escape(item.url)}">{title}</a>' if item.url else title
        items.append(f"<li>{linked}. {escape(told)}.</li>")
        texts.append(f"- {item.title}. {told}.")
    return Html(f'<ul class="notes">{"".join(items)}</ul>' if items else "", "\n".join(texts))


@dataclass(frozen=True)
class Shown:
    """Figures of a cell, ready to be seen: as a table, a picture, a list, or a frame to work with."""

    entries: tuple[Entry, ...]
    synthetic: bool
    said: Callable[[str], str]
    """Prints a template's figures; a title may state a finding, never a typed number."""

    def table(self, rows: str, columns: str | None = None, *, caption: str) -> Html:
        """A count by one or two dimensions; where it was not supplied, that and why."""
        if self._instead is not None:
            return self._instead
        html = tables.table_html(self.entries, rows, columns, caption=caption)
        return Html(html, self.frame(rows, columns).to_string())

    def bars(self, dimension: str, *, hue: str | None = None, title: str = "") -> charts.Chart | Html:
        """A count by a dimension as bars, with alternative text; where it was not supplied, that and why.

        Without a title, or with one that states no figure, the picture says what was most often.
        """
        if self._instead is not None:
            return self._instead
        found = headlines.most_often(self.entries, dimension, hue) or self.title(dimension)
        told = self._headline(title, found)
        return charts.bars(self.entries, dimension, hue=hue, title=told, synthetic=self.synthetic)

    def _headline(self, title: str, found: str) -> str:
        """The title with its figures printed. ``found``: what stands instead where it states none that this
        audience may know."""
        told = self.said(title) if title else ""
        bare = " ".join(OPTIONAL.sub("", title).split())
        return told if told not in ("", bare) else found or told

    def shares(self, title: str) -> charts.Chart | Html:
        """Shares with their intervals as bars, with alternative text; where there is none, that and why."""
        if not self._has_value:
            return self._not_said
        told = self._headline(title, headlines.largest(self.entries))
        return charts.share_bars(self.entries, title=told, synthetic=self.synthetic)

    def values(self, title: str) -> charts.Chart | Html:
        """Counts or amounts of one unit as bars under one another; where there is none, that and why."""
        return self._values(title, last_year=False)

    def beside_last_year(self, title: str) -> charts.Chart | Html:
        """The same, each under last year's where that may be seen."""
        return self._values(title, last_year=True)

    def _values(self, title: str, *, last_year: bool) -> charts.Chart | Html:
        if not self._has_value:
            return self._not_said
        if not any("value" in entry for entry in self.entries):
            return Html("", "")  # what may be said of it is said in words
        told = self._headline(title, headlines.largest(self.entries))
        return charts.value_bars(self.entries, title=told, last_year=last_year, synthetic=self.synthetic)

    def title(self, dimension: str) -> str:
        """``CSE offences by suspects of the offence``, for a table."""
        label = DIMENSIONS[dimension].label
        return f"{self.entries[0]['label']}, by {label[:1].lower()}{label[1:]}"

    @property
    def _has_value(self) -> bool:
        return any("value" in entry or "said" in entry for entry in self.entries)

    @property
    def _not_said(self) -> Html:
        """What is said where no figure of the cell has a value."""
        return notes([not_said(entry) for entry in self.entries])

    @property
    def _instead(self) -> Html | None:
        """What is said instead of a breakdown: that it was not supplied, or that there is nothing to break
        down."""
        if not self._has_value:
            return self._not_said
        if any(entry.get("where") for entry in self.entries):
            return None
        return notes([f"{entry['label']}: {printed(entry)}." for entry in self.entries])

    def frame(self, rows: str, columns: str | None = None) -> pd.DataFrame:
        """The counts as a pandas frame."""
        return tables.frame(self.entries, rows, columns)

    def listed(self, caption: str) -> Html:
        """Each figure with its value, base, period and interval."""
        text = "\n".join(
            f"{entry['label']}: {entry.get('value', entry.get('state'))}" for entry in self.entries
        )
        return Html(tables.figures_table(self.entries, caption), text)

    def __repr__(self) -> str:
        return "\n".join(
            f"{entry['key']}: {entry.get('value', entry.get('state'))}" for entry in self.entries
        )

    def _repr_html_(self) -> str:
        return self.listed("Figures recorded here").html
