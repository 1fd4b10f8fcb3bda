"""What a board and an inspector look for, as a page says it: in the partnership's words, figures as figures.

What is for partners alone is left out of the public edition; a figure that a text rests on is printed as the
audience may see it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

import pandas as pd

from profile_lib.edition import Edition, Gap, Progress, Recommendation, Voice
from profile_lib.pages import tables
from profile_lib.pages.narrative import Said
from profile_lib.pages.shown import Html, bullets, joined, line, paragraph

PUBLIC = "public"
NOTHING = "None is given in this edition."
THEMES = (
    "Themes of the interviews that children are offered when they come back, and of what their parents said. "
    "Six children or more raised each of them, or their parents did; the words are the partnership's."
)


class Told(Protocol):
    """Words that say whether everybody may read them."""

    @property
    def public(self) -> bool: ...


T = TypeVar("T", bound=Told)


class BoardPage(ABC):
    """What a summary can show of recommendations, of gaps in intelligence and of what children said."""

    edition: Edition
    audience: str

    @abstractmethod
    def _pieces(self, template: str) -> tuple[Said, ...]: ...

    @abstractmethod
    def _label(self, id: str) -> str: ...

    def recommendations(self) -> Html:
        """This profile's recommendations with the figures that they rest on; what became of the last one's;
        and what intelligence does not tell."""
        own = [item for item in self._seen(self.edition.recommendations.this) if self._pieces(item.text)]
        last = self._seen(self.edition.recommendations.last)
        gaps = self._seen(self.edition.intelligence_gaps)
        told = [bullets([self._recommended_line(item) for item in own])]
        told += [self._progress(last)] if last else []
        told += [self._gaps(gaps)] if gaps else []
        return joined(*told) if own or last or gaps else paragraph(NOTHING)

    def voice(self) -> Html:
        """The themes of return interviews, each of six children or more; how many is never said."""
        told = self._seen(self.edition.voice)
        return (
            joined(paragraph(THEMES), bullets([self._theme(item) for item in told]))
            if told
            else paragraph(NOTHING)
        )

    def _seen(self, items: Iterable[T]) -> list[T]:
        return [item for item in items if item.public or self.audience != PUBLIC]

    def _recommended_line(self, item: Recommendation) -> Html:
        """``Do this. The safeguarding board, by 30 September 2016. It rests on: a figure: 22%; another: 15.``

        A figure that the audience does not see is not among them.
        """
        told = [*self._pieces(item.text), Said(f" {item.owner}, by {_day(item.due)}.")]
        shown = [(id, pieces) for id in item.figures if (pieces := self._pieces(f": {{{id}}}"))]
        for place, (id, pieces) in enumerate(shown):
            told.append(Said("; " if place else " It rests on: "))
            told += [Said(self._label(id))] if len(pieces) > 1 else []  # why there is no value begins with it
            told += [Said(piece.text.rstrip("."), piece.figure) for piece in pieces]
        return line([*told, *([Said(".")] if shown else [])])

    def _theme(self, item: Voice) -> Html:
        return line([Said(f"{item.theme} ({item.raised_by}): "), *self._pieces(item.words)])

    def _progress(self, items: Sequence[Progress]) -> Html:
        rows = [
            [
                self._plain(item.text),
                item.owner,
                _day(item.due),
                item.told(self.edition.as_at).capitalize(),
                self._plain(item.evidence) or "–",
            ]
            for item in items
        ]
        heads = ["Recommendation of the last profile", "Owner", "Due", "Status", "Evidence"]
        return _table(rows, heads, f"The last profile's recommendations on {_day(self.edition.as_at)}")

    def _gaps(self, items: Sequence[Gap]) -> Html:
        rows = [
            [self._plain(item.text), self._plain(item.closing), item.owner, _day(item.due)] for item in items
        ]
        heads = ["What is not known", "How it will be known", "Owner", "By"]
        return _table(rows, heads, "Gaps in intelligence, and how they will be closed")

    def _plain(self, template: str) -> str:
        return "".join(piece.text for piece in self._pieces(template))


def agreement(edition: Edition) -> Html:
    """On what the records are held, and until when."""
    if edition.synthetic:
        return paragraph("The records are made up and nobody's: no agreement is needed to hold them.")
    until = _day(edition.retention_until) if edition.retention_until else "–"
    return paragraph(
        f"Shared under {edition.sharing_agreement}. Data protection impact assessment: {edition.dpia_ref}. "
        f"Lawful basis: {edition.lawful_basis}. Kept until {until}."
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _table(rows: list[list[str]], heads: list[str], caption: str) -> Html:
    frame = pd.DataFrame(rows, columns=heads)
    html = tables.records_table(frame, caption, numbers=set(), stacked=True)
    return Html(html, frame.to_string(index=False))
