"""Values that identify a person, in the one form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pandas as pd

from profile_lib.intake.once import once_each

TITLES = frozenset({"MR", "MRS", "MS", "MISS", "MX", "MASTER", "DR"})

# What a form is given where a name is not known. Two children called "unknown" do not share a name.
NO_NAME = frozenset(
    {"UNKNOWN", "NOT KNOWN", "NK", "UNK", "NONE", "NO NAME", "NOT RECORDED", "NOT GIVEN", "N A"}
    | {"BABY", "UNBORN", "TBC", "REDACTED", "WITHHELD", "X", "XX", "XXX"}
)

# Letters that Unicode does not decompose into a base letter and an accent.
UNDECOMPOSED = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D"}
    | {"þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i"}
)

APOSTROPHES = re.compile("['`´‘’ʼ]")
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")
UPN = re.compile(r"[A-Z]\d{11}[A-Z\d]")
NHS_NUMBER = re.compile(r"\d{10}")


def clean_name(value: str) -> str | None:
    """Upper case, accents and punctuation folded, hyphens as spaces; None where no name is given.

    A remark in brackets is left out: ``"Zoë-Ann (known as Zo)"`` gives ``"ZOE ANN"``.
    """
    text = APOSTROPHES.sub("", re.sub(r"\(.*?\)", " ", value.translate(UNDECOMPOSED)))
    # marks are accents, format characters have no width: neither separates two parts of a name
    kept = [c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) not in {"Mn", "Cf"}]
    name = " ".join("".join(c if c.isalpha() else " " for c in kept).upper().split())
    return None if not name or name in NO_NAME else name


def clean_given_name(value: str) -> str | None:
    """As ``clean_name``, without a title in front."""
    name = clean_name(value)
    first, _, rest = (name or "").partition(" ")
    return clean_name(rest) if first in TITLES and rest else name


def clean_postcode(value: str) -> str | None:
    """A full postcode without its space; None for a part of one, and for ZZ99 (no fixed abode, abroad)."""
    postcode = _compact(value)
    return postcode if POSTCODE.fullmatch(postcode) and not postcode.startswith("ZZ99") else None


def clean_upn(value: str) -> str | None:
    """A unique pupil number; None for what is not one, such as the codes for "no number" of the DfE's
    return.

    The check letter is not asked for: a number that is wrong in one file is not wrong in the same way in
    another.
    """
    upn = _compact(value)
    return upn if UPN.fullmatch(upn) and upn[1:12].strip("0") else None


def clean_nhs_number(value: str) -> str | None:
    """An NHS number of ten digits; None for what is not one, and for one digit repeated."""
    number = _compact(value)
    return number if NHS_NUMBER.fullmatch(number) and len(set(number)) > 1 else None


def clean_sex(value: str) -> str | None:
    """F, M or X; None where it is not recorded."""
    sex = value.strip().upper()
    return sex if sex in {"F", "M", "X"} else None


def cleaned(values: pd.Series, clean: Callable[[str], str | None]) -> pd.Series:
    """``clean`` applied to a column of text, once for each different value; missing stays missing."""
    return once_each(values, clean)


def _compact(value: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", value).upper() if c.isalnum() and c.isascii())
