"""The parameters of one edition, typed and strict."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from profile_lib.figures import Period, RecordingBreak
from profile_lib.prose import LooseNumber, check_prose

Level = Literal["fault", "scope", "notice"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


def _period(value: Any) -> Any:
    if not (isinstance(value, tuple) and len(value) == 2 and all(type(day) is date for day in value)):
        raise ValueError("a period is two dates, [first day, last day]")
    return Period(*value)


def _decimal(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError('an amount of money is written in quotes, "1325.44", so that no penny is lost')
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", value):
        raise ValueError('an amount of money is pounds and pence, such as "1325.44", and not below zero')
    return Decimal(value)


def _said(value: str) -> str:
    if not value.strip():
        raise ValueError("must say something")
    return value


def _prose(value: str) -> str:
    try:
        check_prose(value)
    except LooseNumber as loose:
        raise ValueError(str(loose)) from loose
    return value


def _link(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s\"'<>]+|mailto:[^\s\"'<>]+", value):
        raise ValueError("a link begins with http://, https:// or mailto:")
    return value


Text = Annotated[str, AfterValidator(_said)]
Prose = Annotated[str, AfterValidator(_said), AfterValidator(_prose)]
Link = Annotated[str, AfterValidator(_link)]
Chapter = Literal["context", "missing", "cost"]
Caveat = Literal["missing-and-absent", "care-from-records", "care-from-marker", "adult-unit-cost", "not-cash"]
"""Every caveat that a measure may carry; base.yaml has a text for each."""
Window = Annotated[Period, BeforeValidator(_period)]
Amount = Annotated[Decimal, BeforeValidator(_decimal)]
Year = Annotated[
    str, Field(pattern=r"^[0-9]{4}$"), BeforeValidator(lambda v: str(v) if type(v) is int else v)
]


class Area(_Strict):
    """The area the profile is of; ``code`` is its GSS code."""

    name: Text
    code: Text


class Extracts(_Strict):
    """Where the partners' files are, relative to the parameters folder; ``layouts`` by extract."""

    folder: Text
    layouts: dict[str, Text] = Field(default_factory=dict)


class Linkage(_Strict):
    """Probabilities above which a pair links by itself, or is shown to an analyst; the declared overlap.

    ``expected_overlap``: expected shared children as a share of the smaller extract; ``least_linkable``: the
    share of looked-after rows with identifiers below which care status comes from the police marker alone.
    """

    auto: float = Field(gt=0.5, lt=1)
    review: float = Field(gt=0, lt=1)
    expected_overlap: float = Field(gt=0, le=1)
    least_linkable: float = Field(ge=0, le=1)


class UnitCost(_Strict):
    """A published cost of one episode, and of what exactly."""

    amount: Amount
    label: Text
    price_year: Text
    scope: Text
    source: Text


class Contact(_Strict):
    """Where to get help; ``as_of`` is the day a person last knew it to be right."""

    name: Text
    text: Text
    as_of: date
    phone: Text | None = None
    url: Link | None = None


class Break(_Strict):
    """A day on which recording changed; see figures.RecordingBreak."""

    on: date
    affects: tuple[Text, ...]
    text: Prose
    source: Text


class AlreadyPublished(_Strict):
    """A figure that somebody has put out about these children."""

    id: Text
    value: int
    where: Text
    date: date


class Edition(_Strict):
    """Everything that makes one year's profile what it is, beside the partners' files."""

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
    unit_costs: dict[Literal["police_low", "police_high"], UnitCost]
    recording_breaks: dict[str, Break]
    caveats: dict[Caveat, Prose]
    words: dict[Chapter, Prose] = Field(default_factory=dict)
    how_to_read: tuple[Prose, ...]
    contacts: tuple[Contact, ...]
    already_published: tuple[AlreadyPublished, ...] = ()
    folder: Path = Field(exclude=True)
    sha256: str = Field(exclude=True)

    @property
    def breaks(self) -> tuple[RecordingBreak, ...]:
        """The recording breaks as figures are compared by them."""
        return tuple(
            RecordingBreak(id, item.on, item.affects, item.text, item.source)
            for id, item in self.recording_breaks.items()
        )
