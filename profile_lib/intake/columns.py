"""The kinds of column an extract has; schemas make pandera columns of them, and a data dictionary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "reference", "number", "date", "moment", "code", "words", "area", "areas"]

SEXES = ("F", "M", "X", "U")
YES_NO = ("yes", "no")


@dataclass(frozen=True)
class Column:
    """A column of an extract and how its cells are read.

    ``kind``: text as it stands; ``reference``, of somebody or something; ``number``, a whole one of at most
    ``digits``; ``date``, a day; ``moment``, a day and, where it was given, a time; ``code``, one of
    ``codes``; ``words``, brought to a few kinds (see ``kinds``); ``area``, a community area; ``areas``,
    several of them. ``words``: as an analyst would say it.
    ``blank``: what a blank cell says; missing if None.
    """

    name: str
    words: str
    meaning: str
    kind: Kind
    codes: tuple[str, ...] = ()
    blank: str | None = None
    digits: int = 4


def reference(name: str, words: str, meaning: str) -> Column:
    return Column(name, words, meaning, "reference")


def text(name: str, meaning: str) -> Column:
    return Column(name, _words(name), meaning, "text")


def number(name: str, meaning: str, digits: int = 4) -> Column:
    return Column(name, _words(name), meaning, "number", digits=digits)


def day(name: str, words: str, meaning: str) -> Column:
    return Column(name, words, meaning, "date")


def moment(name: str, words: str, meaning: str) -> Column:
    return Column(name, words, meaning, "moment")


def code(name: str, meaning: str, codes: Iterable[str]) -> Column:
    return Column(name, _words(name), meaning, "code", codes=tuple(codes))


def words(name: str, words: str, meaning: str) -> Column:
    return Column(name, words, meaning, "words")


def yes_no(name: str, meaning: str) -> Column:
    return code(name, meaning, YES_NO)


def area(meaning: str) -> Column:
    return Column("community_area", "community area", meaning, "area")


def areas(meaning: str) -> Column:
    return Column("community_area", "community area", meaning, "areas")


def sex(meaning: str) -> Column:
    return Column("sex", "sex", meaning, "code", codes=SEXES, blank="U")


def _words(name: str) -> str:
    return name.replace("_", " ")
