"""YAML as parameters may use it: plain values, no tags, no aliases, and the line of every key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from profile_lib.errors import InputError, Problem

KeyPath = tuple[str | int, ...]
LARGEST = 1_000_000
"""Bytes of a parameter file; a larger one is not one that a person wrote."""
DEEPEST = 20
"""Mappings and sequences within one another; parameters have four."""


@dataclass(frozen=True)
class Document:
    """What a file holds, and on which line each key stands."""

    file: Path
    values: dict[str, Any]
    lines: dict[KeyPath, int] = field(repr=False)

    def line(self, path: KeyPath) -> int | None:
        """The line of a key, or of the nearest key above it that the file has."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def read_yaml(file: Path) -> Document:
    """The mapping in a YAML file; sequences come as tuples.

    Raises InputError, with the line, for what is not YAML, a tag, an alias, a key given twice or that is no
    word, keys within keys beyond any use, or a file that holds no mapping.
    """
    if file.stat().st_size > LARGEST:
        raise InputError(Problem("is too large for a parameter file", file=file.name))
    return _document(file, _text(file))


@lru_cache(maxsize=16)
def _document(file: Path, text: str) -> Document:
    """What a text holds, kept since the base is read for every year that is compared: nobody changes it."""
    try:
        # libyaml's, which comes with PyYAML's wheels: a notebook reads its parameters in a tenth of the time
        _refuse_tricks(yaml.parse(text, Loader=yaml.CSafeLoader), file)
        loader = yaml.CSafeLoader(text)
        node = loader.get_single_node()
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1  # libyaml counts bytes
        raise InputError(Problem("a character that is no text", file=file.name, line=line)) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "cannot be read as YAML"
        raise InputError(Problem(reason, file=file.name, line=mark.line + 1 if mark else None)) from error
    if not isinstance(node, yaml.MappingNode):
        raise InputError(
            Problem("holds no keys", file=file.name, expected="lines such as 'as_at: 2016-03-31'")
        )
    lines: dict[KeyPath, int] = {}
    values = _Builder(loader, file, lines).build(node, ())
    return Document(file, values, lines)


def _text(file: Path) -> str:
    content = file.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(Problem("is not UTF-8 text", file=file.name, line=line)) from error


def _refuse_tricks(events: Iterable[yaml.Event], file: Path) -> None:
    depth = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else None
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise InputError(Problem("too many keys within keys", file=file.name, line=line))
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise InputError(
                Problem("anchors and aliases are not used in parameters", file=file.name, line=line)
            )
        if getattr(event, "tag", None):
            raise InputError(Problem("tags are not used in parameters", file=file.name, line=line))


@dataclass(frozen=True)
class _Builder:
    loader: yaml.CSafeLoader
    file: Path
    lines: dict[KeyPath, int]

    def build(self, node: yaml.Node, path: KeyPath) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.build(item, self._at(item, (*path, i))) for i, item in enumerate(node.value))
        if re.search("[\0-\x08\x0b-\x1f\x7f]", node.value):
            line = node.start_mark.line + 1
            raise InputError(Problem("a character that is no text", file=self.file.name, line=line))
        try:
            return self.loader.construct_object(node)
        except (ValueError, yaml.YAMLError) as error:
            reason = getattr(error, "problem", None) or str(error)
            found = repr(node.value[:60])
            raise InputError(
                Problem(reason, file=self.file.name, line=node.start_mark.line + 1, found=found)
            ) from error

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise InputError(Problem("a key is one word", file=self.file.name, line=line))
            key = str(key_node.value)  # a year as a key is read as text
            if key in values:
                raise InputError(Problem(f"the key {key!r} is given twice", file=self.file.name, line=line))
            here = (*path, key)
            self.lines[here] = line
            values[key] = self.build(value_node, here)
        return values

    def _at(self, node: yaml.Node, path: KeyPath) -> KeyPath:
        self.lines[path] = node.start_mark.line + 1
        return path
