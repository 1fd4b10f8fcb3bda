"""Layouts as YAML: the built-in ones and an analyst's own, with every problem in its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from profile_lib.errors import InputError, Problem
from profile_lib.intake.dates import has_a_time
from profile_lib.intake.layout import (
    CANONICAL,
    ISO_DAY,
    ISO_MOMENT,
    Duration,
    Join,
    Layout,
    canonical,
    folded,
)
from profile_lib.intake.layout_checks import DurationKeys, JoinKeys, LayoutFile, faults, meant
from profile_lib.intake.schemas import READ
from profile_lib.yaml_lines import Document, KeyPath, read_yaml

BUILT_IN = Path(__file__).parent / "layouts"


def layouts_of(named: Mapping[str, str], folder: Path) -> dict[str, Layout]:
    """The layout of every extract, canonical where none is named.

    ``named``: by extract a built-in layout or a YAML file relative to ``folder``, that of the parameters.
    What a layout names under ``also`` is taken from there, unless it is named itself. Raises InputError with
    every problem of every layout, each with its file and line.
    """
    problems: list[Problem] = []
    layouts = {extract: canonical(extract) for extract in READ}
    wanted = [(extract, name, folder) for extract, name in named.items()]
    while wanted:
        extract, name, beside = wanted.pop(0)
        try:
            layouts[extract] = layout = layout_named(name, extract, beside)
        except InputError as error:
            problems.extend(error.problems)
            continue
        home = BUILT_IN if _is_built_in(name) else (beside / name).parent
        wanted += [(more, other, home) for more, other in layout.also.items() if more not in named]
    if problems:
        raise InputError(problems)
    return layouts


def built_in() -> list[str]:
    """The names of the layouts that come with the product."""
    return [CANONICAL, *sorted(file.stem for file in BUILT_IN.glob("*.yaml"))]


def layout_named(name: str, extract: str, folder: Path) -> Layout:
    """The layout of an extract under its name: a built-in, or a YAML file relative to ``folder``.

    Raises InputError where there is none, it is another extract's, or there is something wrong with it.
    """
    told = f"parameters, extracts, layouts, {extract}"
    if extract not in READ:
        todo = meant(extract, READ)
        raise InputError(Problem("there is no such extract", file=told, found=repr(extract[:40]), todo=todo))
    if name == CANONICAL:
        return canonical(extract)
    file = BUILT_IN / f"{name}.yaml" if _is_built_in(name) else folder / name
    if not file.is_file():
        raise InputError(
            Problem(
                f"there is no layout {name[:80]} of {extract}",
                file=told,
                expected=f"{', '.join(built_in())}, or a YAML file relative to the parameters folder",
                todo="docs/layouts.md says how to write one",
            )
        )
    if not file.resolve().is_relative_to(file.parent.resolve()):
        raise InputError(Problem("a link that leads out of its folder", file=name[:80], todo="Copy the file"))
    document = read_yaml(file)
    layout = _layout(document)
    if layout.extract != extract:
        raise InputError(
            Problem(
                "the layout is of another extract",
                file=file.name,
                line=document.line(("extract",)),
                found=layout.extract,
                expected=extract,
                todo=f"Name it for {layout.extract} in the parameters, or correct the line",
            )
        )
    return layout


def _is_built_in(name: str) -> bool:
    return name in built_in()


def _layout(document: Document) -> Layout:
    try:
        content = LayoutFile.model_validate(document.values)
    except ValidationError as error:
        raise InputError(_problem(detail, document) for detail in error.errors()) from error
    problems = [
        Problem(message, file=document.file.name, line=document.line(path), todo=todo)
        for path, message, todo in faults(content)
    ]
    if problems:
        raise InputError(problems)
    return _made(content, document.file.name.removesuffix(".yaml"))


def _made(content: LayoutFile, name: str) -> Layout:
    formats = tuple(dict.fromkeys((*content.dates, ISO_DAY, ISO_MOMENT)))
    return Layout(
        extract=content.extract,
        name=name,
        files=content.files or (f"{content.extract}.*",),
        days=tuple(form for form in formats if not has_a_time(form)),
        moments=tuple(form for form in formats if has_a_time(form)),
        headings=content.columns,
        codes={
            column: {folded(cell): code for cell, code in codes.items()}
            for column, codes in content.codes.items()
        },
        constants=content.constants,
        durations={end: Duration(item.start, item.minutes) for end, item in content.durations.items()},
        absent=frozenset(content.absent),
        join=Join(content.join.files, content.join.on) if content.join else None,
        sheet=content.sheet,
        also=content.also,
    )


def _problem(detail: Any, document: Document) -> Problem:
    """A validation error in the analyst's words."""
    path: KeyPath = tuple(part for part in detail["loc"] if not str(part).endswith("]"))
    dotted = ".".join(str(part) for part in path)
    file, line = document.file.name, document.line(path)
    if detail["type"] == "missing":
        return Problem(f"{dotted} is missing", file=file, line=line, todo="docs/layouts.md has an example")
    if detail["type"] == "extra_forbidden":
        kinds: dict[str, type[BaseModel]] = {"durations": DurationKeys, "join": JoinKeys}
        kind = kinds.get(str(path[0]), LayoutFile) if len(path) > 1 else LayoutFile
        known = [item.alias or key for key, item in kind.model_fields.items()]
        return Problem(f"unknown key {dotted!r}", file=file, line=line, todo=meant(str(path[-1]), known))
    found = detail.get("input")
    shown = repr(found)[:60] if isinstance(found, str | int | float | bool) else None
    expected = _EXPECTED.get(detail["type"], detail["msg"])
    return Problem(f"{dotted} is not as it should be", file=file, line=line, found=shown, expected=expected)


_EXPECTED = {
    "model_type": "keys with values, such as {from: missing_from, minutes: Length}",
    "dict_type": "keys with values, such as {surname: Surname}",
    "tuple_type": "a list, such as [postcode]",
    "string_type": "text; a number is written in quotes",
    "string_too_short": "text that is not empty",
    "too_short": "at least one",
}
"""What a value should be, where pydantic says it in Python's words."""
