"""All measures there are: importing each module of this room declares what it measures."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from profile_lib import measures
from profile_lib.figures import Definition
from profile_lib.measures.definition import DEFINITIONS, MEASURES, Measure


def functions() -> Mapping[str, Measure]:
    """The function of every measure by its id."""
    catalogue()
    return MEASURES


def catalogue() -> Mapping[str, Definition]:
    """Every measure by its id, in the order of modules and of the functions in them."""
    for module in pkgutil.iter_modules(measures.__path__):
        import_module(f"{measures.__name__}.{module.name}")
    return DEFINITIONS
