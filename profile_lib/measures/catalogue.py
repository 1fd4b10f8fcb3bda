"""All measures there are: importing each module of this room declares what it measures."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from profile_lib.figures import Definition
from profile_lib.measures import modules
from profile_lib.measures.definition import DEFINITIONS, MEASURES, Measure

CHAPTERS = ("cse", "disruption", "absence", "missing", "cost")
"""The chapters of the summary, as ids begin, in its order."""


def functions() -> Mapping[str, Measure]:
    """The function of every measure by its id."""
    catalogue()
    return MEASURES


def catalogue() -> Mapping[str, Definition]:
    """Every measure by its id, in the order of chapters, modules and the functions in them.

    The order is that of the names, whichever module was imported first. Raises ValueError for a measure of no
    chapter.
    """
    for name in modules():
        import_module(name)
    return dict(sorted(DEFINITIONS.items(), key=lambda item: _place(item[1])))


def _place(definition: Definition) -> tuple[int, str]:
    return CHAPTERS.index(definition.id.partition(".")[0]), definition.measure.rpartition(".")[0]
