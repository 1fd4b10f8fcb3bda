"""Sentences made of figures: a template with ``{figure.id}`` in it, and no other number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from profile_lib.errors import ProfileError
from profile_lib.printing import INTERNAL, SUPPRESSED, printed, sentence_case, state
from profile_lib.prose import PLACE, LooseNumber, check_prose

__all__ = ["PLACE", "LooseNumber", "UnknownFigure", "check_prose", "of_audience", "sentence"]


class UnknownFigure(ProfileError):
    """A sentence speaks of a figure that the edition does not have."""


def sentence(template: str, entries: Mapping[str, Mapping[str, Any]], words: Mapping[str, str]) -> str:
    """The template with its figures printed, and ``words`` (area, year, periods) put in.

    ``{missing.in_care_share:of}`` prints a form of a figure (profile_lib.printing). Where a figure is not
    available the sentence is not said: what is missing and why is said instead. Raises LooseNumber, and
    UnknownFigure for an id that is neither a figure nor one of the words.
    """
    check_prose(template)
    missing = []

    def put(place: re.Match[str]) -> str:
        name, form = place.group(1), place.group(2) or ""
        if name in words:
            return words[name]
        if name not in entries:
            raise UnknownFigure(f"there is no figure {name!r} in this edition, of which {template!r} speaks")
        if (
            "value" not in entries[name]
            and "said" not in entries[name]
            and state(entries[name]) != SUPPRESSED
        ):
            missing.append(entries[name])
        return printed(entries[name], form)

    said = PLACE.sub(put, template)
    if "{" in said or "}" in said:
        raise UnknownFigure(
            f"{template!r} holds a place that is not written {{figure.id}} or {{figure.id:form}}"
        )
    return not_said(missing[0]) if missing else sentence_case(said)


def of_audience(template: str, entries: Mapping[str, Mapping[str, Any]]) -> str:
    """The sentences of a template whose figures the audience may know of; the others are left out."""
    return " ".join(
        said
        for said in re.split(r"(?<=[.!?]) (?=[A-Z{])", template)
        if not any(
            state(entries[place.group(1)]) == INTERNAL
            for place in PLACE.finditer(said)
            if place.group(1) in entries
        )
    )


def not_said(entry: Mapping[str, Any]) -> str:
    """What stands in the place of a figure that the edition does not have."""
    return f"{entry['label']}: {entry['state']} ({entry['why']})."
