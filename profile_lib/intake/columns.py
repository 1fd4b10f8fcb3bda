"""The kinds of column an extract has; schemas make pandera columns of them, and a data dictionary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "date", "moment", "code"]

SEXES = ("F", "M", "X", "U")
YES_NO = ("yes", "no")


@dataclass(frozen=True)
class Column:
    """A column of an extract and how its cells are read.

    ``kind``: text as it stands; ``date``, a day; ``moment``, a day and, where it was given, a time; ``code``,
    one of ``codes``. ``blank``: what a blank cell says; missing if None.
    """

    name: str
    meaning: str
    kind: Kind
    codes: tuple[str, ...] = ()
    blank: str | None = None

    @property
    def words(self) -> str:
        """The column as an analyst would say it."""
        return self.name.replace("_", " ").replace(" ref", " reference")


def text(name: str, meaning: str) -> Column:
    return Column(name, meaning, "text")


def day(name: str, meaning: str) -> Column:
    return Column(name, meaning, "date")


def moment(name: str, meaning: str) -> Column:
    return Column(name, meaning, "moment")


def code(name: str, meaning: str, codes: Iterable[str]) -> Column:
    return Column(name, meaning, "code", codes=tuple(codes))


def yes_no(name: str, meaning: str) -> Column:
    return code(name, meaning, YES_NO)


def sex(meaning: str) -> Column:
    return Column("sex", meaning, "code", codes=SEXES, blank="U")
