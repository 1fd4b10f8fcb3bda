"""How a measure says what it is: the words beside the function that computes it, once for every page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from profile_lib.dataset import Dataset
from profile_lib.figures import Definition, Measured, Table, Value

P = ParamSpec("P")

DEFINITIONS: dict[str, Definition] = {}
"""Every measure by its id: the glossary and the methods page are made from it."""


def measure(
    id: str, label: str, *, caveats: tuple[str, ...] = ()
) -> Callable[
    [Callable[Concatenate[Dataset, P], Value | Table]], Callable[Concatenate[Dataset, P], Measured]
]:
    """Declare a function of the linked data as the measure ``id``; its docstring is the definition.

    Raises ValueError for an id that another function has, or a function without a docstring.
    """

    def declare(
        function: Callable[Concatenate[Dataset, P], Value | Table],
    ) -> Callable[Concatenate[Dataset, P], Measured]:
        if id in DEFINITIONS:
            raise ValueError(f"{id} is measured twice")
        if not function.__doc__:
            raise ValueError(f"{id} does not say what it measures")
        text = " ".join(function.__doc__.split())
        definition = Definition(id, label, text, f"{function.__module__}.{function.__name__}", caveats)
        DEFINITIONS[id] = definition

        @wraps(function)
        def measured(data: Dataset, *args: P.args, **kwargs: P.kwargs) -> Measured:
            return Measured(definition, function(data, *args, **kwargs))

        return cast("Callable[Concatenate[Dataset, P], Measured]", measured)

    return declare
