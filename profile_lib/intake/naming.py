"""From the headings of a file to the columns of an extract."""

from __future__ import annotations

from collections.abc import Mapping, Set

import pandas as pd

from profile_lib.errors import Problem
from profile_lib.intake.grid import HEADING_ROW, Knows, Sheet
from profile_lib.intake.layout import Layout, folded
from profile_lib.intake.schema import Schema
from profile_lib.intake.unseen import seen

KEY = "the key of the join"

_LONGEST = 40
"""Characters of a heading that are told."""


def minutes_of(end: str) -> str:
    """The name of the column with the minutes that lead to an end."""
    return f"minutes to {end}"


def wanted_headings(schema: Schema, layout: Layout) -> dict[str, tuple[str, ...]]:
    """The headings that each column may stand under; with the minutes of durations and the key of a join."""
    wanted = {column.name: layout.headings_of(column.name) for column in schema.columns}
    wanted |= {minutes_of(end): (duration.minutes,) for end, duration in layout.durations.items()}
    if layout.join is not None:
        wanted[KEY] = (layout.join.on,)
    return {column: headings for column, headings in wanted.items() if headings}


def needed_headings(schema: Schema, layout: Layout) -> Set[str]:
    """The columns that files must head: those the extract needs, but for what the layout gives otherwise."""
    given = {*layout.absent, *layout.constants, *layout.durations}
    minutes = {minutes_of(end) for end in layout.durations}
    return (schema.needed - given) | minutes | ({KEY} if layout.join else set())


def knows(wanted: Mapping[str, tuple[str, ...]], needed: Set[str]) -> Knows:
    """Whether a row holds the headings. Of files that are joined each has the key and some more."""
    names = {column: {folded(heading) for heading in headings} for column, headings in wanted.items()}

    def holds(row: tuple[str, ...]) -> bool:
        there = {folded(cell) for cell in row}
        found = {column for column, headings in names.items() if headings & there}
        return needed <= found if KEY not in names else KEY in found and len(found) > 1

    return holds


def under_names(sheet: Sheet, wanted: Mapping[str, tuple[str, ...]]) -> tuple[pd.DataFrame, list[Problem]]:
    """The wanted columns that the file has, under the extract's names; a problem for each that is there
    twice."""
    places: dict[str, list[int]] = {}
    for place, heading in enumerate(sheet.headings):
        places.setdefault(folded(heading), []).append(place)
    chosen: dict[str, int] = {}
    problems = []
    for column, headings in wanted.items():
        found = [
            place for name in {folded(heading) for heading in headings} for place in places.get(name, ())
        ]
        if len(found) > 1:
            problems.append(
                Problem(
                    "two columns have this heading",
                    file=sheet.file,
                    row=HEADING_ROW,
                    column=" or ".join(headings),
                    todo="Keep one of them",
                )
            )
        elif found:
            chosen[column] = found[0]
    cells = sheet.cells.iloc[:, list(chosen.values())].set_axis(list(chosen), axis="columns")
    return cells, problems


def lacking(
    file: str, columns: Set[str], wanted: Mapping[str, tuple[str, ...]], layout: Layout
) -> list[Problem]:
    """A problem for each of the columns, which must be in a file and are not, in the order of ``wanted``."""
    correct = "check that the first row holds the headings and commas stand between them"
    if not layout.canonical:
        correct = f"correct its heading in {layout.name}.yaml"
    return [
        Problem(
            "the column must be there and is not",
            file=file,
            row=HEADING_ROW,
            column=" or ".join(headings),
            todo=f"Add it, or {correct}",
        )
        for column, headings in wanted.items()
        if column in columns
    ]


def unused_headings(sheet: Sheet, wanted: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The headings of a file that are not asked for; one without words by its place."""
    known = {folded(heading) for headings in wanted.values() for heading in headings}
    return [
        seen(heading)[:_LONGEST] or f"number {place}, without a heading"
        for place, heading in enumerate(sheet.headings, 1)
        if folded(heading) not in known
    ]
