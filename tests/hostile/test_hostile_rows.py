"""Hundreds of cells that are not as they should be: each row falls under its rule, and moves no figure."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from pathlib import Path
from typing import Any

import made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rows import IF_USED, MUTATIONS, OWN_REFERENCE, SOUND, Mutation, Row

from profile_lib.dataset.sources import Sources
from profile_lib.intake import SCHEMAS, Extract, read_extracts
from profile_lib.measures.catalogue import functions

SETTING_ASIDE = [mutation for mutation in MUTATIONS if mutation.level in ("fault", "scope")]
USED = [mutation for mutation in MUTATIONS if mutation.level in ("notice", "used")]
EXAMPLES = ("2015-03-31", "31/03/2015", "2014/15", "B24", "2BP")
"""Values that messages name as what was expected."""


def changed(mutation: Mutation, number: int) -> Row:
    """The sound row with the change, under a reference of its own where it would come again."""
    used = mutation.level in ("notice", "used")
    own = (IF_USED if used else OWN_REFERENCE).get(mutation.extract)
    return SOUND[mutation.extract][0] | ({own: f"X{number}"} if own else {}) | mutation.change


def written(folder: Path, mutations: list[Mutation]) -> dict[str, list[Mutation]]:
    """Every extract with its sound rows first; returns what was done to the rows below them, by extract."""
    done: dict[str, list[Mutation]] = {name: [] for name in SOUND}
    for name, sound in SOUND.items():
        rows = list(sound)
        for mutation in mutations:
            if mutation.extract == name:
                rows.append(changed(mutation, len(rows)))
                done[name].append(mutation)
        text = io.StringIO(newline="")
        lines = csv.DictWriter(text, [column.name for column in SCHEMAS[name].columns])
        lines.writeheader()
        lines.writerows(rows)
        (folder / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8")
    return done


def figures(read: dict[str, Extract]) -> dict[str, Any]:
    """Every figure that is made of extracts in which a reference is the person."""
    refs = {ref for rows in SOUND.values() for row in rows for ref in row.values()}
    keys = dict.fromkeys(SCHEMAS, made.pd.Series({ref: ref for ref in refs}, dtype="str"))
    data = made.of_sources(Sources(made.edition(), read, keys))
    return {figure.key: figure.as_json() for measure in functions().values() for figure in measure(data)}


@lru_cache
def _undisturbed() -> dict[str, Any]:
    return made_of([])


def made_of(mutations: list[Mutation]) -> dict[str, Any]:
    """The figures of the sound rows and those changed so."""
    with made.TemporaryDirectory() as name:
        written(Path(name), mutations)
        return figures(read_extracts(Path(name), made.edition()))


def accounted(extract: Extract, done: list[Mutation]) -> None:
    """Every row is counted, and every changed one falls under its rule."""
    first = 2 + len(SOUND[extract.name])
    assert extract.read == first - 2 + len(done) == extract.used + extract.fault + extract.scope
    columns = {column.name for column in SCHEMAS[extract.name].columns}
    lines = extract.set_aside.set_index("row")
    told = extract.notices.dropna(subset="row").groupby("row")["rule"].agg(list)
    assert lines.index.is_unique and not {*lines.index} & {*range(2, first)}, extract.name
    for row, mutation in enumerate(done, start=first):
        if mutation.level in ("fault", "scope"):
            line = lines.loc[row]
            assert (line["level"], line["rule"]) == (mutation.level, mutation.rule), mutation
            assert line["column"] in columns, mutation
            says_what_was_found(line["message"], mutation)
        else:
            assert row not in lines.index, mutation
            expected = [mutation.rule] if mutation.rule else []
            assert [rule for rule in told.get(row, []) if rule in (*expected, "unseen-signs")] == expected, (
                mutation
            )


def says_what_was_found(message: str, mutation: Mutation) -> None:
    """A message about a cell that could not be read gives its shape, and never what it says."""
    if mutation.rule.endswith(("-unreadable", "-unknown")):
        assert "found " in message, mutation
    for text in mutation.change.values():
        if len(text) > 3 and text not in EXAMPLES and mutation.rule.endswith(("-unreadable", "-unknown")):
            assert text not in message, mutation


def test_there_are_hundreds_of_them_and_every_extract_has_some() -> None:
    assert len(MUTATIONS) >= 300 and {mutation.extract for mutation in MUTATIONS} == {*SCHEMAS}


def test_each_row_falls_under_its_rule_and_none_moves_a_figure(tmp_path: Path) -> None:
    done = written(tmp_path, SETTING_ASIDE)
    read = read_extracts(tmp_path, made.edition())
    for name, extract in read.items():
        accounted(extract, done[name])
    assert figures(read) == _undisturbed()
    assert _undisturbed()["missing.episodes"]["value"] == _undisturbed()["cse.offences"]["value"] == 1


@pytest.mark.full
def test_a_row_that_is_used_is_told_of_or_not(tmp_path: Path) -> None:
    done = written(tmp_path, USED)
    for name, extract in read_extracts(tmp_path, made.edition()).items():
        accounted(extract, done[name])


@pytest.mark.full
@pytest.mark.parametrize("name", sorted(SOUND))
def test_alone_each_row_falls_under_the_same_rule(name: str, tmp_path: Path) -> None:
    for mutation in (mutation for mutation in MUTATIONS[::4] if mutation.extract == name):
        written(tmp_path, [mutation])
        others = {name, "offences"} if name == "offence_people" else {name}
        for file in tmp_path.glob("*.csv"):
            if file.stem not in others:
                file.unlink()
        accounted(read_extracts(tmp_path, made.edition())[name], [mutation])


@pytest.mark.full
@settings(max_examples=25)
@given(st.lists(st.sampled_from(SETTING_ASIDE), min_size=1, max_size=6, unique_by=str))
def test_some_of_them_move_no_figure(mutations: list[Mutation]) -> None:
    assert made_of(mutations) == _undisturbed()
