"""From the figures of an edition, and all that is published already, to what the public may see of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from profile_lib.disclosure import NoSafePattern
from profile_lib.disclosure.earlier import Constant
from profile_lib.disclosure.protection import protection
from profile_lib.disclosure.rule import Listed, Rule
from profile_lib.disclosure.statements import Parts, rounds_to
from profile_lib.disclosure.system import Row
from profile_lib.disclosure.verdict import public, report
from profile_lib.edition import AlreadyPublished, Edition, located
from profile_lib.errors import InputError, Problem

Entry = dict[str, Any]

OFFERS = (
    "merge categories or areas",
    "pool years",
    "drop a breakdown from public: in the parameters",
    "leave out a total, so that it need not stand",
)
"""What a partnership can do where no pattern is safe, the least loss first."""


def disclose(
    entries: Mapping[str, Entry], edition: Edition, published: Path
) -> tuple[dict[str, Entry], dict[str, Any]]:
    """What the public sees of each figure, by its key; and disclosure.json.

    Where nothing that may be hidden protects everybody, nothing is public, and the report says which tables
    are in the way. Raises InputError where the parameters name a figure that there is not.
    """
    rule = _rule(edition, entries)
    constants = [*_by_us(published), *_by_others(edition, entries)]
    try:
        decided = protection(entries, rule, constants, _hidden_before(entries, edition, published))
    except NoSafePattern as none:
        return {key: {"state": "internal"} for key in entries}, {
            "rule": {"threshold": rule.threshold, "round_to": rule.round_to, "least_base": rule.least_base},
            "result": "fail",
            "cells": [
                {"key": cell, "state": "primary", "because": "no pattern of hidden cells protects it"}
                for cell in none.cells
            ],
            "already_published": [],
            "todo": [*OFFERS],
        }
    return {key: public(entry, decided) for key, entry in entries.items()}, report(entries, decided)


def _rule(edition: Edition, entries: Mapping[str, Entry]) -> Rule:
    """The edition's rule. Raises InputError for an id of which the edition has no figure, and for one that
    is estimated or rests on assumptions: what such a number gives away is not worked out."""
    ids = {entry["id"] for entry in entries.values()}
    if strange := sorted(edition.public.figures.keys() - ids):
        raise InputError(
            Problem(
                f"public.figures names {strange[0]!r}, which is no figure",
                file="base.yaml",
                todo=f"A figure's id, such as {min(ids)}; partnership-profile compare lists them",
            )
        )
    estimated = {entry["id"] for entry in entries.values() if _is_estimated(entry)}
    if refused := sorted(estimated & edition.public.figures.keys()):
        raise InputError(
            located(
                edition,
                ("public", "figures", refused[0]),
                f"{refused[0]} is estimated or rests on assumptions, and is for partners alone",
                todo="Leave it out: what such a number gives away of the children is not worked out",
            )
        )
    figures = {id: Listed(item.by, item.say, item.headline) for id, item in edition.public.figures.items()}
    own = edition.public
    return Rule(own.threshold, own.round_to, own.least_base, figures)


def _by_us(published: Path) -> Iterator[Constant]:
    """Everything that our published editions say, earlier revisions too, in order of year."""
    for file in sorted((*published.glob("*/figures.json"), *published.glob("*/revisions/*/figures.json"))):
        document = json.loads(file.read_text(encoding="utf-8"))
        for figure in document["figures"]:
            for told in figure["public"].get("says", ()):
                row = Row(tuple(told["terms"].items()), told.get("low"), told.get("high"))
                yield Constant(row, f"the edition of {document['edition']}")


def _by_others(edition: Edition, entries: Mapping[str, Entry]) -> Iterator[Constant]:
    """What others have put out about these children: a count, or a share in whole per cent."""
    for item in edition.already_published:
        entry = entries.get(item.id)
        if entry is None or "counts" not in entry:
            raise InputError(
                Problem(
                    f"already_published names {item.id!r}, of which the edition has no number",
                    file=f"{edition.year}.yaml",
                    todo="Give the key of a figure, as partnership-profile show takes it",
                )
            )
        for row in _rows(entry, item):
            yield Constant(row, f"{item.where}, {item.date}")


def _rows(entry: Entry, item: AlreadyPublished) -> tuple[Row, ...]:
    parts = Parts.of(entry, entry["counts"])
    if entry["kind"] == "share":
        return rounds_to(parts.name("part"), parts.name("whole"), item.value, 100)
    return (Row(((parts.name("value"), 1),), item.value, item.value),)


def _hidden_before(entries: Mapping[str, Entry], edition: Edition, published: Path) -> frozenset[str]:
    """The cells that the edition of last year hid, which are hidden again where it costs the same."""
    file = published / (edition.compare_with or "none") / "figures.json"
    if not file.is_file():
        return frozenset()
    figures = json.loads(file.read_text(encoding="utf-8"))["figures"]
    hidden = {figure["key"] for figure in figures if figure["public"]["state"] == "suppressed"}
    return frozenset(
        name
        for key, entry in entries.items()
        if key in hidden
        for name in Parts.of(entry, entry.get("counts", ())).names(["value"])
    )


def _is_estimated(entry: Entry) -> bool:
    """Whether a figure is no count and no quotient of two, but made of more than it shows."""
    quotient = entry["kind"] in ("share", "mean") and "value" in entry
    return "assumes" in entry or "observed" in entry or (quotient and "numerator" not in entry)
