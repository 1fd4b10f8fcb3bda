"""What a board and an inspector look for, as a year's parameters say it: in the partnership's words."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from profile_lib.edition.typed import Prose, Strict, Text

Status = Literal["done", "under way", "not started", "no longer needed"]
OPEN = ("under way", "not started")

LEAST_CHILDREN = 6
"""A theme of fewer children's interviews is not told: somebody could say whose it is."""


def _nobody_quoted(value: str) -> str:
    if re.search('["“”«»]', value):
        raise ValueError("quotes somebody: a child may be known by the words; say it in the partnership's")
    return value


class _Told(Strict):
    """Words for partners; for everybody where ``public`` says so."""

    public: bool = False


class Progress(_Told):
    """A recommendation of the last profile and what became of it. ``owner``: a post or a body, no name."""

    text: Prose
    owner: Text
    due: date
    status: Status
    evidence: Prose

    def told(self, day: date) -> str:
        """The status on a day; what is open after it was due is overdue."""
        return f"{self.status}, overdue" if self.status in OPEN and self.due < day else self.status


class Recommendation(_Told):
    """A recommendation of this profile, and the ids of the figures that it rests on."""

    text: Prose
    owner: Text
    due: date
    figures: Annotated[tuple[Text, ...], Field(min_length=1)]


class Recommendations(Strict):
    """``last``: those of the last profile; ``this``: those of this one."""

    last: tuple[Progress, ...] = ()
    this: tuple[Recommendation, ...] = ()


class Gap(_Told):
    """What intelligence does not tell, and how and by when that will be known."""

    text: Prose
    closing: Prose
    owner: Text
    due: date


class Voice(_Told):
    """A theme of return interviews, in the partnership's words. ``children``: in how many children's
    interviews; it is never printed, and not told of fewer than LEAST_CHILDREN."""

    theme: Text
    raised_by: Literal["children", "parents"]
    children: int
    words: Annotated[Prose, AfterValidator(_nobody_quoted)]
