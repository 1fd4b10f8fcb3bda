"""What a layout in YAML may say, and what is wrong with one beyond that."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from profile_lib.intake.columns import Column
from profile_lib.intake.dates import ambiguous, fault_of_format
from profile_lib.intake.layout import DAYS, TIMES, folded
from profile_lib.intake.schema import Schema
from profile_lib.intake.schemas import READ
from profile_lib.yaml_lines import KeyPath

_CANONICAL_DATES = (*DAYS, *(f"{day} {time}" for day in DAYS for time in TIMES))

Fault = tuple[KeyPath, str, str]
"""Where something is wrong, what, and what to do."""


def _several(value: Any) -> Any:
    """One heading may stand without brackets."""
    return (value,) if isinstance(value, str) else value


def _word(value: Any) -> Any:
    """YAML takes yes and no for true and false; here they are codes."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1), BeforeValidator(_several)]
Word = Annotated[Text, BeforeValidator(_word)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class DurationKeys(_Strict):
    start: Text = Field(alias="from")
    minutes: Text


class JoinKeys(_Strict):
    files: Texts
    on: Text


class LayoutFile(_Strict):
    """The keys of a layout (contract 4.2)."""

    extract: Text
    columns: dict[str, Texts]
    files: Texts | None = None
    sheet: Text | None = None
    dates: Texts = _CANONICAL_DATES
    codes: dict[str, dict[str, Word | None]] = Field(default_factory=dict)
    constants: dict[str, Word] = Field(default_factory=dict)
    durations: dict[str, DurationKeys] = Field(default_factory=dict)
    absent: tuple[Text, ...] = ()
    join: JoinKeys | None = None
    also: dict[str, Text] = Field(default_factory=dict)


def faults(content: LayoutFile) -> Iterator[Fault]:
    """What is wrong with a layout beyond its types."""
    if content.extract not in READ:
        yield ("extract",), "there is no such extract", meant(content.extract, READ)
        return
    schema = READ[content.extract]
    columns = {column.name: column for column in schema.columns}
    yield from _unknown_columns(content, columns)
    yield from _faults_of_dates(content.dates)
    yield from _faults_of_codes(content, columns)
    yield from _faults_of_durations(content, columns)
    given = {*content.columns, *content.constants, *content.durations}
    essential = _essential(schema)
    for place, name in enumerate(content.absent):
        if name in essential:
            yield (
                ("absent", place),
                f"{name} cannot be absent: a row without it cannot be counted",
                "Name its heading under columns, or a constant if every row has the same",
            )
        elif name in given:
            yield ("absent", place), f"{name} is given above, so it is not absent", "Remove one of the two"
    for name in sorted(content.constants.keys() & content.columns.keys()):
        yield ("constants", name), f"{name} has a heading under columns as well", "Remove one of the two"
    lacking = [name for name in columns if name in schema.needed - given - {*content.absent}]
    for name in lacking:
        todo = "Name its heading under columns, or list it under absent if the system does not hold it"
        yield ("columns",), f"the column {name} must be there and is not", todo
    for key, patterns in (
        ("files", content.files or ()),
        ("join", content.join.files if content.join else ()),
    ):
        for pattern in patterns:
            if fault := _fault_of_pattern(pattern):
                yield (key,), fault, "Name files of the folder of extracts, such as MisPer_*.csv"


def _essential(schema: Schema) -> set[str]:
    """Columns without which no row can be counted, or nobody can tell whether it may be."""
    return {
        column
        for rule in schema.rules
        if rule.essential and len(rule.columns) == 1 and not rule.among
        for column in rule.columns
        if column in schema.needed
    }


def _unknown_columns(content: LayoutFile, columns: Mapping[str, Column]) -> Iterator[Fault]:
    for key in ("columns", "codes", "constants", "durations"):
        for name in getattr(content, key):
            if name not in columns:
                yield (key, name), f"there is no column {name!r} in {content.extract}", meant(name, columns)
    for place, name in enumerate(content.absent):
        if name not in columns:
            yield ("absent", place), f"there is no column {name!r} in {content.extract}", meant(name, columns)
    for name in content.also:
        if name not in READ:
            yield ("also", name), f"there is no extract {name!r}", meant(name, READ)


def _faults_of_dates(formats: tuple[str, ...]) -> Iterator[Fault]:
    wrong = [(place, fault) for place, form in enumerate(formats) if (fault := fault_of_format(form))]
    for place, fault in wrong:
        yield (
            ("dates", place),
            f"{formats[place]!r} is no format of a date: {fault}",
            'Such as "%d/%m/%Y %H:%M"',
        )
    if not wrong and (two := ambiguous(formats)):
        yield (
            ("dates",),
            f"{two[0]!r} and {two[1]!r} read one text as two different dates (1/2/2015)",
            "Keep the one that the system writes; ISO is always read",
        )


def _faults_of_codes(content: LayoutFile, columns: Mapping[str, Column]) -> Iterator[Fault]:
    for name, codes in content.codes.items():
        if name not in columns:
            continue
        if name not in content.columns:
            yield ("codes", name), f"{name} has codes and no heading", "Name its heading under columns"
        known = columns[name].codes
        seen: dict[str, str] = {}
        for cell, code in codes.items():
            if known and code is not None and code not in known:
                expected = f"One of: {', '.join(known)}; nothing (~) for a blank"
                yield ("codes", name, cell), f"{code!r} is no code of {name}", expected
            if seen.setdefault(folded(cell), cell) != cell:
                message = f"{cell!r} and {seen[folded(cell)]!r} are the same but for capitals or spaces"
                yield ("codes", name, cell), message, "Remove one of the two"


def _faults_of_durations(content: LayoutFile, columns: Mapping[str, Column]) -> Iterator[Fault]:
    for end, item in content.durations.items():
        if end in columns and columns[end].kind != "moment":
            yield ("durations", end), f"{end} has no time of day, so no minutes lead to it", "Remove the line"
        if item.start not in content.columns or columns.get(item.start, columns[end]).kind != "moment":
            known = ", ".join(name for name, column in columns.items() if column.kind == "moment")
            path = ("durations", end, "from")
            yield path, f"{item.start!r} is no start with a heading under columns", f"Known here: {known}"


def _fault_of_pattern(pattern: str) -> str | None:
    parts = pattern.replace("\\", "/").split("/")
    if pattern.startswith(("/", "\\", "~")) or ".." in parts or ":" in pattern:
        return f"{pattern[:80]!r} leads out of the folder of extracts"
    if "**" in pattern or len(parts) > 2 or "" in parts:
        return f"{pattern[:80]!r} is no name of a file, or of one in a folder of the extracts"
    return None


def meant(name: str, known: Iterable[str]) -> str:
    meant = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    return f"Did you mean {meant[0]!r}?" if meant else f"Known here: {', '.join(known)}"
