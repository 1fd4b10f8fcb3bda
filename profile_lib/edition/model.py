"""The parameters of one edition, typed and strict."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field

from profile_lib.edition.board import Gap, Recommendations, Voice
from profile_lib.edition.costing import CostModel
from profile_lib.edition.typed import Amount, Link, Prose, Strict, Text, Window, Year
from profile_lib.figures import Period, RecordingBreak, WindowName

Level = Literal["fault", "scope", "notice"]
Chapter = Literal["context", "cse", "doing", "themes", "missing", "cost", "data_quality"]
Caveat = Literal[
    "missing-and-absent",
    "care-from-records",
    "care-from-marker",
    "flagged-not-official",
    "identified-not-alone",
    "gang-as-assessed",
    "named-not-proved",
    "network-as-recorded",
    "suspects-who-are-children",
    "outcome-as-at",
    "withdrawal-is-no-fault",
    "victims-not-all",
    "needs-of-those-known",
    "received-not-harm",
    "social-media-under-recorded",
    "identified-not-all",
    "disruption-as-recorded",
    "absence-association",
    "persistent-absence-redefined",
    "register-look-back",
    "adult-unit-cost",
    "not-cash",
    "assumed-weights",
    "estimated-year",
    "fewer-repeats-assumed",
]
"""Every caveat that a measure may carry; base.yaml has a text for each."""
Theme = Literal["drugs_alcohol", "social_media", "drug_networks"]
"""What a report of intelligence may be about; nothing else of its text is kept."""


class Area(Strict):
    """The area the profile is of; ``code`` is its GSS code."""

    name: Text
    code: Text


class Extracts(Strict):
    """Where the partners' files are, relative to the parameters folder; ``layouts`` by extract."""

    folder: Text
    layouts: dict[str, Text] = Field(default_factory=dict)


class PublicFigure(Strict):
    """What the public sees of a figure: its whole, and its cells by the dimensions of ``by``.

    ``say``: its number, or ``few`` (a number below the threshold as "fewer than", a zero too), or ``most``
    (of a share only whether it is more than half). ``headline``: hidden for another's sake only at last.
    """

    by: tuple[Text, ...] = ()
    say: Literal["number", "few", "most"] = "number"
    headline: bool = False


class Public(Strict):
    """The rule of the public edition, and everything that is public.

    ``threshold``: counts of fewer people, from one, are hidden. ``round_to``: what is printed is rounded to
    a multiple of it (1: not at all). ``least_base``: no percentage of fewer.
    """

    threshold: int = Field(ge=3)
    round_to: Literal[1, 5] = 1
    least_base: int = Field(ge=1)
    figures: dict[str, PublicFigure]


class Linkage(Strict):
    """Probabilities above which a pair links by itself, or is shown to an analyst; the declared overlap.

    ``expected_overlap``: expected shared children as a share of the smaller extract; ``least_linkable``: the
    share of looked-after rows with identifiers below which care status comes from the police marker alone.
    """

    auto: float = Field(gt=0.5, lt=1)
    review: float = Field(gt=0, lt=1)
    expected_overlap: float = Field(gt=0, le=1)
    least_linkable: float = Field(ge=0, le=1)


class ThemeWords(Strict):
    """How a theme is found: by one of the ``tags``, or by one of the ``words`` in the text.

    ``near_misses``: phrases that hold one of the words and are about something else.
    """

    label: Text
    tags: tuple[Text, ...]
    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    near_misses: tuple[Text, ...] = ()


def _of_every_theme(value: dict[Theme, ThemeWords]) -> dict[Theme, ThemeWords]:
    if missing := [theme for theme in get_args(Theme) if theme not in value]:
        raise ValueError(f"no words for: {', '.join(missing)}")
    return value


class UnitCost(Strict):
    """A published cost of one episode, and of what exactly."""

    amount: Amount
    label: Text
    price_year: Text
    scope: Text
    source: Text


class Contact(Strict):
    """Where to get help; ``as_of`` is the day a person last knew it to be right."""

    name: Text
    text: Text
    as_of: date
    phone: Text | None = None
    url: Link | None = None


class Reading(Strict):
    """Something to read further; ``published`` is the day, or the first of the month, of its publication."""

    title: Text
    publisher: Text
    published: date
    precision: Literal["day", "month", "year"] = "day"
    url: Link | None = None

    @property
    def published_words(self) -> str:
        """The date as precisely as it is known: 2013, November 2013, 19 November 2013."""
        year, month = f"{self.published.year}", f"{self.published:%B %Y}"
        return {"year": year, "month": month, "day": f"{self.published.day} {month}"}[self.precision]


class Break(Strict):
    """A day on which recording changed; see figures.RecordingBreak."""

    on: date
    affects: tuple[Text, ...]
    text: Prose
    source: Text
    until: date | None = None
    label: Prose


class AlreadyPublished(Strict):
    """A figure that somebody has put out about these children. ``id``: its key, as ``show`` takes it;
    ``value``: the number, of a share in whole per cent; ``where``: the paper, answer or report."""

    id: Text
    value: int
    where: Text
    date: date


class Edition(Strict):
    """Everything that makes one year's profile what it is, beside the partners' files.

    ``sharing_agreement``, ``dpia_ref``, ``lawful_basis``, ``retention_until``: on what real records are held;
    without them none is read (profile_lib.edition.agreement).
    """

    year: Year
    area: Area
    synthetic: bool
    sample_seed: int
    extracts: Extracts
    periods: dict[Literal["cse", "missing"], Window]
    compare_with: Year | None = None
    as_at: date
    linkage: Linkage
    rules: dict[str, Level]
    population_ages: Text
    at_risk_team: Text
    sharing_agreement: Text | None = None
    dpia_ref: Text | None = None
    lawful_basis: Text | None = None
    retention_until: date | None = None
    unit_costs: dict[Literal["police_low", "police_high"], UnitCost]
    cost: CostModel
    recording_breaks: dict[str, Break]
    caveats: dict[Caveat, Prose]
    words: dict[Chapter, Prose] = Field(default_factory=dict)
    how_to_read: tuple[Prose, ...]
    contacts: tuple[Contact, ...]
    reading: tuple[Reading, ...] = ()
    already_published: tuple[AlreadyPublished, ...] = ()
    recommendations: Recommendations = Field(default_factory=Recommendations)
    intelligence_gaps: tuple[Gap, ...] = ()
    voice: tuple[Voice, ...] = ()
    public: Public
    themes: Annotated[dict[Theme, ThemeWords], AfterValidator(_of_every_theme)]
    community_areas: tuple[Text, ...]
    folder: Path = Field(exclude=True)
    sha256: str = Field(exclude=True)

    @property
    def breaks(self) -> tuple[RecordingBreak, ...]:
        """The recording breaks as figures are compared by them."""
        return tuple(
            RecordingBreak(id, item.on, item.affects, item.text, item.source, item.until, item.label)
            for id, item in self.recording_breaks.items()
        )

    @property
    def windows(self) -> dict[WindowName, Period]:
        """The period in which each kind of row counts.

        ``missing`` and ``cse`` as the parameters say; ``school`` is the academic year that ends in the
        edition's year, from 1 September to 31 August (2015: 2014/15).
        """
        year = int(self.year)
        school = Period(date(year - 1, 9, 1), date(year, 8, 31))
        return {"missing": self.periods["missing"], "cse": self.periods["cse"], "school": school}
