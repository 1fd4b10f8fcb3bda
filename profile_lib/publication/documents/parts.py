"""What a page is made of: headings, paragraphs, lists, tables and pictures, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from profile_lib.errors import ProfileError


class DocumentRefused(ProfileError):
    """The page holds something that a document cannot."""


@dataclass(frozen=True)
class Run:
    """Text of one kind. ``link``: an address, or ``#`` and the id of a heading, table or row."""

    text: str
    bold: bool = False
    link: str = ""


Text = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """``level`` 1 is a chapter. ``id`` is what links lead to, empty if there is none."""

    level: int
    text: str
    id: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: Text


@dataclass(frozen=True)
class Listing:
    """A list; ``style``: ``findings``, ``notes``, or empty. ``level`` 0 stands at the margin."""

    items: tuple[Text, ...]
    ordered: bool
    style: str
    level: int


@dataclass(frozen=True)
class Terms:
    """Terms, each with what is said of it."""

    pairs: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True)
class Row:
    """A row of a table: its cells as printed; the first heads it."""

    cells: tuple[str, ...]
    id: str
    total: bool


@dataclass(frozen=True)
class Table:
    """A table. ``numbers``: the places of the columns that are set as numbers."""

    caption: str
    notes: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    numbers: frozenset[int]
    id: str


@dataclass(frozen=True)
class Picture:
    """A PNG with its words. ``width``: on the page, in CSS pixels; ``ratio``: height by width."""

    png: bytes
    alt: str
    width: float
    ratio: float


Part = Heading | Paragraph | Listing | Terms | Table | Picture


@dataclass(frozen=True)
class Page:
    """A page: what stands on every sheet of it (``marking``, ``notice``), and its parts."""

    title: str
    marking: str
    notice: str
    """The synthetic notice, empty for an edition of real data."""
    colophon: str
    parts: tuple[Part, ...]

    @property
    def short_notice(self) -> str:
        """The notice for a narrow place: its first words."""
        return self.notice.partition(":")[0]

    @property
    def tables(self) -> list[Table]:
        """The tables, in the order of the page."""
        return [part for part in self.parts if isinstance(part, Table)]

    @property
    def chapters(self) -> list[Heading]:
        """The headings of the first level."""
        return [part for part in self.parts if isinstance(part, Heading) and part.level == 1]

    @property
    def targets(self) -> set[str]:
        """The ids to which a link of the page may lead."""
        rows = {row.id for table in self.tables for row in table.rows}
        named = {part.id for part in self.parts if isinstance(part, Heading | Table)}
        return (rows | named) - {""}

    def under(self, chapter: Heading) -> list[Part]:
        """What stands between a chapter's heading and the next chapter's."""
        after = self.parts[self.parts.index(chapter) + 1 :]
        ends = (place for place, part in enumerate(after) if isinstance(part, Heading) and part.level == 1)
        return list(after[: next(ends, len(after))])


def plain(text: Text) -> str:
    """The words alone."""
    return "".join(run.text for run in text)
