"""What a notebook cell shows: a sentence, a table or a picture made of figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from profile_lib import charts, tables
from profile_lib.edition import Contact

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


def paragraph(text: str) -> Html:
    """One sentence or more as a paragraph."""
    return Html(f"<p>{escape(text)}</p>", text)


def bullets(texts: Sequence[str]) -> Html:
    """Key findings, one a line."""
    return _list(texts, "findings")


def notes(texts: Sequence[str]) -> Html:
    """What has to be borne in mind, one a line, in smaller print than findings."""
    return _list(texts, "notes")


def _list(texts: Sequence[str], style: str) -> Html:
    if not texts:
        return Html("", "")
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return Html(f'<ul class="{style}">{items}</ul>', "\n".join(f"- {text}" for text in texts))


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


@dataclass(frozen=True)
class Shown:
    """Figures of a cell, ready to be seen: as a table, a picture, a list, or a frame to work with."""

    entries: tuple[Entry, ...]
    synthetic: bool
    said: Callable[[str], str]
    """Prints a template's figures; a title may state a finding, never a typed number."""

    def table(self, rows: str, columns: str | None = None, *, caption: str) -> Html:
        """A count by one or two dimensions."""
        html = tables.table_html(self.entries, rows, columns, caption=caption)
        return Html(html, self.frame(rows, columns).to_string())

    def bars(self, dimension: str, *, hue: str | None = None, title: str) -> charts.Chart:
        """A count by a dimension as bars, with alternative text."""
        return charts.bars(self.entries, dimension, hue=hue, title=self.said(title), synthetic=self.synthetic)

    def shares(self, title: str) -> charts.Chart:
        """Shares with their intervals as bars, with alternative text."""
        return charts.share_bars(self.entries, title=self.said(title), synthetic=self.synthetic)

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
