"""The evidence for and against one child in words: what agrees, how often that happens, how much it says.

The words for its strength are those of forensic reports for a likelihood ratio (ENFSI, 2015, Guideline for
Evaluative Reporting in Forensic Science): the ratio is how many times as often records of one child agree so
as records of two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from profile_lib.linkage.model import LEVELS, MISSING, model_table

FIELDS = {
    "identifier": "UPN or NHS number",
    "given_name": "Given name",
    "surname": "Surname",
    "date_of_birth": "Date of birth",
    "postcode": "Postcode",
    "sex": "Sex",
}
AGREEMENT = {
    "same": "the same",
    "short form": "one is a short form of the other",
    "middle name": "one has a middle name more",
    "swapped": "given name and surname exchanged",
    "spelling": "spelt almost alike",
    "part": "one part of a double name is the same",
    "similar": "somewhat alike",
    "day and month swapped": "day and month exchanged",
    "one digit": "one digit differs",
    "within a month": "within a month of one another",
    "one character": "one character differs",
    "sector": "near by: all but the last two letters are the same",
    "different": "different",
    MISSING: "not recorded in both",
}
STRENGTHS = (
    (2, "no evidence"),
    (10, "weak evidence"),
    (100, "moderate evidence"),
    (1_000, "moderately strong evidence"),
    (10_000, "strong evidence"),
    (1_000_000, "very strong evidence"),
    (np.inf, "extremely strong evidence"),
)
"""Below which ratio the evidence has which word: the scale of the European Network of Forensic Science
Institutes, Guideline for Evaluative Reporting in Forensic Science, 2015. The guideline itself could not be
read. Its ends at 10, 100 and 1,000 and the words between them are as quoted by Forensicspot, Verbal
equivalent scale; what lies above 1,000 it quotes in ways that contradict one another, so that 10,000 and
1,000,000 are not verified."""
MODEL_HEADS = (
    *("Field", "In the two records", "Of pairs of one child", "Of pairs of two"),
    *("Weight, bits", "This is", "Why"),
)
MANY = 1_000_000
ONE, TWO = "for one child", "for two children"


@dataclass(frozen=True)
class Evidence:
    """What one field says. ``of_one`` and ``of_two``: how often records of one child agree so, and those of
    two; ``times``: how many times as often the one as the other; ``toward``: which of the two that is for."""

    field: str
    agreement: str
    strength: str
    toward: str
    of_one: str
    of_two: str
    times: float


def strength(bits: float) -> str:
    """The word for a weight of evidence, whichever way it points."""
    return next(word for below, word in STRENGTHS if 2 ** abs(bits) < below)


def toward(bits: float) -> str:
    """Which way a weight points; nothing where it is no evidence."""
    return "" if 2 ** abs(bits) < STRENGTHS[0][0] else ONE if bits > 0 else TWO


def evidence(levels: Mapping[str, str]) -> list[Evidence]:
    """What each field of a pair says, by the level that held, the strongest first; fields that are not
    recorded in both records last."""
    known = _model()
    told = []
    for field in LEVELS:
        level = levels[field]
        agreement = AGREEMENT[level]
        if level == MISSING:
            told.append(Evidence(FIELDS[field], agreement, strength(0), "", "", "", 1.0))
            continue
        m, u, bits = known[field, level]
        told.append(
            Evidence(
                *(FIELDS[field], agreement, strength(bits), toward(bits)), share(m), share(u), 2 ** abs(bits)
            )
        )
    return sorted(told, key=lambda item: -item.times)


def summary(weight: float, probability: float, reason: str) -> list[str]:
    """The evidence as a whole, what the model expects, and why the pair did not link by itself; sentences.

    ``weight`` and ``probability`` are missing for a pair that the model would not have proposed.
    """
    if np.isnan(weight):
        return ["The model would not have asked about this pair: too little speaks for one child."]
    often, seldom = ("one child", "two children") if weight > 0 else ("two children", "one child")
    told = [
        f"Taken together: {strength(weight)} {toward(weight)}".rstrip() + ".",
        f"Two records look so {times(2 ** abs(weight))} times as often where they are of {often} as where "
        f"they are of {seldom}. Most pairs are of two children to begin with: of all pairs that look so, the "
        f"model expects {share(probability)} to be of one child.",
    ]
    return [*told, f"Why you are asked: {reason}."] if reason else told


def share(probability: float) -> str:
    """A probability as a natural frequency: ``84 in 100``, ``1 in 5,000``, ``all but 1 in 2,000``."""
    if probability > 0.995:
        return f"all but {_one_in(1 - probability)}"
    return _one_in(probability) if probability < 0.01 else f"{100 * probability:.0f} in 100"


def times(ratio: float) -> str:
    """A ratio to two significant digits."""
    if ratio > MANY:
        return "more than a million"
    digits = max(0, int(np.log10(ratio)) - 1)
    return f"{round(ratio / 10**digits) * 10**digits:,}"


def _one_in(probability: float) -> str:
    return f"1 in {times(1 / max(probability, 1 / (2 * MANY)))}"


def model_in_words() -> pd.DataFrame:
    """The whole model, a row a level, as text: the columns are those of ``MODEL_HEADS``."""
    table = model_table()
    bits = table["weight"]
    columns = [
        table["field"].map(FIELDS),
        table["level"].map(AGREEMENT),
        table["m"].map(share),
        table["u"].map(share),
        bits.map(lambda weight: f"{weight:+.1f}".replace("-", "\N{MINUS SIGN}")),
        bits.map(lambda weight: f"{strength(weight)} {toward(weight)}".rstrip()),
        table["why"],
    ]
    return pd.concat(columns, axis=1).set_axis([*MODEL_HEADS], axis=1)


@cache
def _model() -> dict[tuple[str, str], tuple[float, float, float]]:
    """m, u and weight of each level."""
    table = model_table()
    names = zip(table["field"], table["level"], strict=True)
    return dict(zip(names, zip(table["m"], table["u"], table["weight"], strict=True), strict=True))
