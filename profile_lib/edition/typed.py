"""What the values of parameters may be: text, prose, links, amounts, multiples, windows and years."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from profile_lib.figures import Period
from profile_lib.prose import LooseNumber, check_prose


class Strict(BaseModel):
    """A part of the parameters: no key that it does not know, no value of another type, never changed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


def _period(value: Any) -> Any:
    if not (isinstance(value, tuple) and len(value) == 2 and all(type(day) is date for day in value)):
        raise ValueError("a period is two dates, [first day, last day]")
    return Period(*value)


def _decimal(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError('an amount of money is written in quotes, "1325.44", so that no penny is lost')
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", value):
        raise ValueError('an amount of money is pounds and pence, such as "1325.44", and not below zero')
    return Decimal(value)


def _multiple(value: Any) -> Any:
    if type(value) not in (int, float) or not 0 <= value < 1000:
        raise ValueError("should be a number such as 0.5, and not below zero")
    return Decimal(str(value))


def _said(value: str) -> str:
    if not value.strip():
        raise ValueError("must say something")
    return value


def _prose(value: str) -> str:
    try:
        check_prose(value)
    except LooseNumber as loose:
        raise ValueError(str(loose)) from loose
    return value


def _link(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s\"'<>]+|mailto:[^\s\"'<>]+", value):
        raise ValueError("a link begins with http://, https:// or mailto:")
    return value


Text = Annotated[str, AfterValidator(_said)]
Prose = Annotated[str, AfterValidator(_said), AfterValidator(_prose)]
Link = Annotated[str, AfterValidator(_link)]
Window = Annotated[Period, BeforeValidator(_period)]
Amount = Annotated[Decimal, BeforeValidator(_decimal)]
Multiple = Annotated[Decimal, BeforeValidator(_multiple)]
Year = Annotated[
    str, Field(pattern=r"^[0-9]{4}$"), BeforeValidator(lambda v: str(v) if type(v) is int else v)
]
