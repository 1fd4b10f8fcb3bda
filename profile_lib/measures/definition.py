"""How a measure says what it is: the words beside the function that computes it, once for every page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from profile_lib.dataset import Dataset
from profile_lib.figures import COUNTED, Definition, Measured, NotAvailable, Table, Value
from profile_lib.rounding import extract_words, listed

P = ParamSpec("P")
Measure = Callable[..., Measured]

DEFINITIONS: dict[str, Definition] = {}
"""Every measure by its id: the glossary and the methods page are made from it."""

MEASURES: dict[str, Measure] = {}
"""The function of each measure by its id."""


def measure(
    id: str,
    label: str,
    *,
    of: str = "",
    needs: tuple[str, ...] = (),
    columns: tuple[str, ...] = (),
    caveats: tuple[str, ...] = (),
) -> Callable[
    [Callable[Concatenate[Dataset, P], Value | Table]], Callable[Concatenate[Dataset, P], Measured]
]:
    """Declare a function of the linked data as the measure ``id``; its docstring is the definition.

    ``of``: the set that it counts or is a share of, the id itself unless given. Where partners did not send
    an extract that this set is counted from, or one that the measure ``needs`` besides, it is not supplied
    and the function is not called.
    ``columns``: those whose completeness decides whether two years may be compared, as ``extract.column``,
    besides those that decide who is in the set.
    Raises ValueError for an id that another function has, a set that is not declared, or a function without a
    docstring.
    """
    counted = of or id

    def declare(
        function: Callable[Concatenate[Dataset, P], Value | Table],
    ) -> Callable[Concatenate[Dataset, P], Measured]:
        source = f"{function.__module__}.{function.__name__}"
        if id in DEFINITIONS and DEFINITIONS[id].measure != source:  # its own module may be loaded again
            raise ValueError(f"{id} is measured twice")
        if counted not in COUNTED:
            raise ValueError(f"{id} is of {counted!r}, which is not declared as something that is counted")
        if not function.__doc__:
            raise ValueError(f"{id} does not say what it measures")
        text = " ".join(function.__doc__.split())
        behind = tuple(dict.fromkeys((*COUNTED[counted].columns, *columns)))
        definition = Definition(id, label, text, source, counted, behind, caveats)
        DEFINITIONS[id] = definition

        @wraps(function)
        def measured(data: Dataset, *args: P.args, **kwargs: P.kwargs) -> Measured:
            value = _not_supplied(data, counted, needs)
            return Measured(definition, value or function(data, *args, **kwargs))

        MEASURES[id] = measured
        return cast("Callable[Concatenate[Dataset, P], Measured]", measured)

    return declare


def _not_supplied(data: Dataset, counted: str, needs: tuple[str, ...]) -> NotAvailable | None:
    """Why a set cannot be counted, where an extract that it is counted from did not come."""
    lacking = [name for name in (*COUNTED[counted].extracts, *needs) if name not in data.supplied]
    if not lacking:
        return None
    files = listed([extract_words(name) for name in lacking])
    why = f"the extract{'s' if len(lacking) > 1 else ''} of {files} did not come"
    return NotAvailable("not supplied", why, data.address(counted), str(COUNTED[counted].unit))
