"""Published reference numbers: each a CSV with its origin beside it. A file without an origin is an error."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from profile_lib.figures import Population


@dataclass(frozen=True)
class Origin:
    """Who published a reference file: publisher, release, when it was read, under what licence."""

    publisher: str
    release: str
    accessed: str
    licence: str


class NoOrigin(ValueError):
    """A reference file that does not say where its numbers come from."""


@cache
def read(name: str) -> tuple[tuple[dict[str, str], ...], Origin]:
    """The rows of ``<name>.csv`` and the origin in ``<name>.origin.json``.

    Raises NoOrigin where the origin is missing or says nothing in one of its parts.
    """
    folder = files(__name__)
    described = folder / f"{name}.origin.json"
    if not described.is_file():
        raise NoOrigin(f"{name}.csv has no {name}.origin.json")
    try:
        origin = Origin(**json.loads(described.read_text(encoding="utf-8")))
    except TypeError as error:
        raise NoOrigin(f"{name}.origin.json: {error}") from error
    if silent := [part for part, text in vars(origin).items() if not text]:
        raise NoOrigin(f"{name}.origin.json does not say: {', '.join(silent)}")
    with (folder / f"{name}.csv").open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file)), origin


def population(area: str, year: int, ages: str = "0-17") -> Population:
    """The mid-year estimate of an area. Raises LookupError where the file does not have it."""
    rows, origin = read("population")
    for row in rows:
        if (row["area"], row["mid_year"], row["ages"]) == (area, str(year), ages):
            return Population(
                int(row["population"]), area, ages, f"mid-{year}", f"{origin.publisher}, {origin.release}"
            )
    raise LookupError(f"no population aged {ages} of {area} for mid-{year}")
