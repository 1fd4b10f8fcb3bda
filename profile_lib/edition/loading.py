"""Reading an edition: ``base.yaml`` with what differs in ``<year>.yaml``; problems with file and line."""

from __future__ import annotations

import difflib
import fnmatch
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from profile_lib.edition.board import LEAST_CHILDREN
from profile_lib.edition.model import Caveat, Edition
from profile_lib.errors import InputError, Problem
from profile_lib.figures import COUNTED
from profile_lib.yaml_lines import LARGEST, Document, KeyPath, read_yaml

BASE = "base.yaml"


def load_edition(year: str, folder: Path) -> Edition:
    """The edition of a year.

    Raises InputError for a year that is not four digits or has no file, and for every unknown or missing
    key, wrong type or impossible period, each with its file and line.
    """
    year = str(year)  # papermill makes a number of ``-p year 2015``
    if not re.fullmatch("[0-9]{4}", year):
        raise InputError(Problem("not a year", found=repr(year[:20]), expected="four digits, such as 2015"))
    file = folder / f"{year}.yaml"
    if not file.is_file():
        there = ", ".join(years(folder)) or "none"
        raise InputError(
            Problem(
                f"there is no edition {year}",
                file=file.name,
                expected=f"one of: {there}",
                todo=f"Start it: partnership-profile new {year}",
            )
        )
    documents = [read_yaml(_existing_base(folder)), read_yaml(file)]
    merged: dict[str, Any] = {}
    for document in documents:
        merged = _merged(merged, document.values)
    contents = [document.file.read_bytes() for document in documents]
    own = {"year": year, "folder": folder, "sha256": ""}
    if clash := own.keys() & merged.keys():
        raise InputError(
            _located(f"unknown key {key!r}", (key,), documents, todo="Remove it") for key in sorted(clash)
        )
    try:
        edition = Edition.model_validate({**merged, **own})
    except ValidationError as error:
        raise InputError(_problem(detail, documents) for detail in error.errors()) from error
    _check(edition, documents)
    layouts = b"".join(file.read_bytes() for file in _layouts(edition))
    return edition.model_copy(update={"sha256": sha256(b"".join([*contents, layouts])).hexdigest()})


def _layouts(edition: Edition) -> list[Path]:
    """The partnership's own layouts, which are parameters too, with those that they name in turn; whether
    each is one is intake's to say."""
    found: set[Path] = set()
    named = [edition.folder / name for name in edition.extracts.layouts.values()]
    while named:
        file = named.pop()
        if file not in found and file.is_file() and file.stat().st_size <= LARGEST:
            found.add(file)
            named += [file.parent / name for name in _also(file)]
    return sorted(found)


def _also(layout: Path) -> list[str]:
    """The layouts that one names for further extracts; of one that cannot be read none."""
    try:
        also = read_yaml(layout).values.get("also")
    except InputError:
        return []
    return [name for name in also.values() if isinstance(name, str)] if isinstance(also, Mapping) else []


def years(folder: Path) -> list[str]:
    """The years that have parameters, in order."""
    return sorted(file.stem for file in folder.glob("[0-9][0-9][0-9][0-9].yaml"))


def newest(folder: Path, extracts: Path | None = None) -> str:
    """The newest year whose extracts are there, else the newest sample edition (its extracts can be made).

    Raises InputError where there is neither.
    """
    candidates = [load_edition(year, folder) for year in reversed(years(folder))]
    for edition in candidates:
        own = extracts / edition.year if extracts else edition.folder / edition.extracts.folder
        if own.is_dir():
            return edition.year
    for edition in candidates:
        if edition.synthetic:
            return edition.year
    raise InputError("no edition has extracts: put the partners' files where the parameters say")


def _existing_base(folder: Path) -> Path:
    base = folder / BASE
    if not base.is_file():
        raise InputError(
            Problem("is missing", file=BASE, todo=f"--parameters names a folder that has {BASE}")
        )
    return base


def _merged(base: Mapping[str, Any], year: Mapping[str, Any]) -> dict[str, Any]:
    """The year's values over the base's, mapping by mapping; anything else is replaced whole."""
    result = dict(base)
    for key, value in year.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = _merged(result[key], value) if both else value
    return result


def _check(edition: Edition, documents: list[Document]) -> None:
    """What no single field can tell."""
    problems: list[tuple[KeyPath, str]] = []
    last = max(period.end for period in edition.periods.values())
    if edition.as_at < last:
        problems.append(
            (("as_at",), f"the edition speaks from {edition.as_at}, before its period ends ({last})")
        )
    if edition.linkage.review >= edition.linkage.auto:
        problems.append((("linkage", "review"), "the review threshold must lie below the automatic one"))
    if edition.compare_with is not None and edition.compare_with >= edition.year:
        problems.append((("compare_with",), f"{edition.compare_with} is not before {edition.year}"))
    elif edition.compare_with is not None and edition.compare_with not in years(edition.folder):
        problems.append((("compare_with",), f"there is no {edition.compare_with}.yaml to compare with"))
    for name, period in edition.periods.items():
        if str(period.end.year) != edition.year:
            problems.append(
                (("periods", name), f"the period of {name} ends in {period.end.year}, not in {edition.year}")
            )
    if missing := {"cse", "missing"} - edition.periods.keys():
        problems.append((("periods",), f"no period for: {', '.join(sorted(missing))}"))
    if missing := {"police_low", "police_high"} - edition.unit_costs.keys():
        problems.append((("unit_costs",), f"no unit cost for: {', '.join(sorted(missing))}"))
    if missing := set(get_args(Caveat)) - edition.caveats.keys():
        problems.append((("caveats",), f"no text for: {', '.join(sorted(missing))}"))
    least = max(LEAST_CHILDREN, edition.public.threshold)
    for place, theme in enumerate(edition.voice):
        if theme.children < least:
            told = f"a theme of fewer than {least} children's interviews is not told: join it to another"
            problems.append((("voice", place, "children"), told))
    for id, item in edition.recording_breaks.items():
        if item.until is not None and item.until < item.on:
            problems.append((("recording_breaks", id, "until"), f"{item.until} is before {item.on}"))
        for pattern in item.affects:
            if not fnmatch.filter(COUNTED, pattern):
                path = ("recording_breaks", id, "affects")
                problems.append((path, f"{pattern!r} is nothing that is counted"))
    if problems:
        raise InputError(_located(message, path, documents) for path, message in problems)


def _problem(detail: Any, documents: list[Document]) -> Problem:
    """A validation error in the analyst's words."""
    path: KeyPath = tuple(part for part in detail["loc"] if part != "[key]")
    dotted = ".".join(str(part) for part in path)
    if detail["type"] == "missing":
        return _located(f"{dotted} is missing", path, documents)
    if detail["type"] == "extra_forbidden" or "[key]" in detail["loc"]:
        known = _keys(path[:-1])
        meant = difflib.get_close_matches(str(path[-1]), known, n=1)
        todo = f"Did you mean {meant[0]!r}?" if meant else f"Known here: {', '.join(sorted(known))}"
        return _located(f"unknown key {dotted!r}", path, documents, todo=todo)
    message = detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    message = f"should be {_EXPECTED[detail['type']]}" if detail["type"] in _EXPECTED else message
    found = detail.get("input")
    shown = repr(found)[:60] if isinstance(found, str | int | float | bool) else None
    return _located(f"{dotted}: {message}", path, documents, found=shown)


_EXPECTED = {
    "model_type": "keys with values, such as {name: Wiltshire}",
    "dict_type": "keys with values, such as {name: Wiltshire}",
    "tuple_type": "a list, such as [one, another]",
    "date_type": "a date, such as 2016-03-31",
    "string_type": "text; a number is written in quotes",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "string_pattern_mismatch": "four digits, such as 2015",
}
"""What a value should be, where pydantic says it in Python's words. The one pattern is that of a year."""


def _located(
    message: str, path: KeyPath, documents: list[Document], found: str | None = None, todo: str | None = None
) -> Problem:
    """The problem in the file that says it: the year's if it has the key, else the base's."""
    for document in reversed(documents):
        if path in document.lines:
            return Problem(
                message, file=document.file.name, line=document.lines[path], found=found, todo=todo
            )
    for document in reversed(documents):
        if line := document.line(path):
            return Problem(message, file=document.file.name, line=line, found=found, todo=todo)
    return Problem(message, file=documents[-1].file.name, found=found, todo=todo)


def located(
    edition: Edition,
    path: KeyPath,
    message: str,
    *,
    found: str | None = None,
    expected: str | None = None,
    todo: str | None = None,
) -> Problem:
    """A problem with a value of an edition that others than the edition can see, in its file and line."""
    documents = [read_yaml(edition.folder / name) for name in (BASE, f"{edition.year}.yaml")]
    return replace(_located(message, path, documents, found, todo), expected=expected)


def _keys(path: Iterable[str | int]) -> list[str]:
    """The keys that the model knows at a place."""
    kind: Any = Edition
    for part in path:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            kind = kind.model_fields[str(part)].annotation
        else:
            kind = [argument for argument in get_args(kind) if argument is not Ellipsis][-1]
    if get_origin(kind) is dict:
        return list(get_args(get_args(kind)[0]))
    return [name for name in kind.model_fields if name not in ("year", "folder", "sha256")]
