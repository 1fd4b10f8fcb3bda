"""The linkage model: fixed, published, the same for every edition and never trained on an extract.

Each level of agreement has two probabilities, written down by argument (Fellegi and Sunter, 1969, A theory
for record linkage): ``m``, how often the two records of one child agree so, and ``u``, how often two
records taken at random do. A few hundred children are too few to estimate either: expectation maximisation
fails where no child is shared and otherwise learns that siblings are one child. ``log2(m / u)`` is the
level's weight; the weights of a pair are added.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import Any

import numpy as np
import pandas as pd

MODEL_VERSION = "1"

# Second references in one system, as a share of its references: one child under two numbers. Declared, not
# estimated.
EXPECTED_DUPLICATES = 0.01

MISSING = "missing"
DIFFERENT = "different"


@dataclass(frozen=True)
class Level:
    """One way in which two records agree, tried in order; ``why`` is the argument for m and u."""

    name: str
    sql: str
    m: float
    u: float
    why: str

    @property
    def weight(self) -> float:
        """Bits of evidence that the two records are of one child."""
        return log2(self.m / self.u)


@dataclass(frozen=True)
class Comparison:
    """One field compared; where ``missing`` holds it says nothing either way."""

    name: str
    missing: str
    levels: tuple[Level, ...]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The names of its levels from the weakest up, ``missing`` first: splink numbers them from -1."""
        return (MISSING, *(level.name for level in reversed(self.levels)))


def _missing(column: str) -> str:
    return f"{column}_l IS NULL OR {column}_r IS NULL"


def _either_begins(column: str, end: str) -> str:
    """One value is the beginning of the other, up to ``end``."""
    return f"starts_with({column}_l, {column}_r || '{end}') OR starts_with({column}_r, {column}_l || '{end}')"


def _alike(column: str, threshold: float) -> str:
    return f"jaro_winkler_similarity({column}_l, {column}_r) >= {threshold}"


def _day_and_month_swapped(column: str) -> str:
    year, month, day = f"left({column}, 4)", f"substr({column}, 6, 2)", f"substr({column}, 9, 2)"
    return f"{year} || '-' || {day} || '-' || {month}"


SWAPPED = "given_name_l = surname_r AND surname_l = given_name_r"

IDENTIFIER = Comparison(
    "identifier",
    "(upn_l IS NULL OR upn_r IS NULL) AND (nhs_number_l IS NULL OR nhs_number_r IS NULL)",
    (
        Level(
            "same",
            "upn_l = upn_r OR nhs_number_l = nhs_number_r",
            0.95,
            0.0000005,
            "one number a child; by mistake a brother's or sister's",
        ),
        Level(
            DIFFERENT,
            "ELSE",
            0.05,
            0.9999995,
            "a number changes with a new school system, an adoption or a slip",
        ),
    ),
)

GIVEN_NAME = Comparison(
    "given_name",
    _missing("given_name"),
    (
        Level(
            "same",
            "given_name_l = given_name_r",
            0.84,
            0.01,
            "the ten commonest names of a sex have 2 to 3% each; agreement in sex is counted apart",
        ),
        Level(
            "short form",
            "list_contains(short_forms_l, given_name_r) OR list_contains(short_forms_r, given_name_l)",
            0.05,
            0.001,
            "police records hold the name a child goes by, council records the name on the birth certificate",
        ),
        Level(
            "middle name",
            _either_begins("given_name", " "),
            0.02,
            0.0005,
            "one system records all forenames, the other the first alone",
        ),
        Level(
            "swapped",
            SWAPPED,
            0.01,
            0.0002,
            "surname keyed as forename and forename as surname",
        ),
        Level(
            "spelling",
            _alike("given_name", 0.92),
            0.04,
            0.003,
            "a slip of the key or another spelling; twins are also named so (Jayden and Jaydon)",
        ),
        Level(
            "similar",
            f"{_alike('given_name', 0.8)} OR {_either_begins('given_name', '')}",
            0.02,
            0.02,
            "as common among siblings as among slips: no evidence",
        ),
        Level(
            DIFFERENT,
            "ELSE",
            0.02,
            0.9653,
            "an alias, or a name changed",
        ),
    ),
)

SURNAME = Comparison(
    "surname",
    _missing("surname"),
    (
        Level(
            "same",
            "surname_l = surname_r",
            0.84,
            0.003,
            "rarer than a forename, but families share it",
        ),
        Level(
            "swapped",
            SWAPPED,
            0.01,
            0.0002,
            "as for the forename",
        ),
        Level(
            "spelling",
            _alike("surname", 0.92),
            0.04,
            0.003,
            "a slip of the key or another spelling",
        ),
        Level(
            "part",
            "list_has_any(string_split(surname_l, ' '), string_split(surname_r, ' '))",
            0.03,
            0.003,
            "one half of a double name",
        ),
        Level(
            "similar",
            _alike("surname", 0.8),
            0.01,
            0.01,
            "no evidence",
        ),
        Level(
            DIFFERENT,
            "ELSE",
            0.07,
            0.9808,
            "known to one service by the mother's name, to another by a stepfather's",
        ),
    ),
)

DATE_OF_BIRTH = Comparison(
    "date_of_birth",
    _missing("date_of_birth"),
    (
        Level(
            "same",
            "date_of_birth_l = date_of_birth_r",
            0.95,
            0.0002,
            "one day of the 14 years in which nearly all were born: 1 / (365.25 x 14)",
        ),
        Level(
            "day and month swapped",
            f"date_of_birth_l = {_day_and_month_swapped('date_of_birth_r')}",
            0.01,
            0.00008,
            "a day and month both up to 12, in 4 of 10 dates of the same year",
        ),
        Level(
            "one digit",
            "damerau_levenshtein(date_of_birth_l, date_of_birth_r) = 1",
            0.03,
            0.004,
            "one digit or two neighbouring ones keyed wrong",
        ),
        Level(
            DIFFERENT,
            "ELSE",
            0.01,
            0.99572,
            "estimated, or made up by a child who was found",
        ),
    ),
)

POSTCODE = Comparison(
    "postcode",
    _missing("postcode"),
    (
        Level(
            "same",
            "postcode_l = postcode_r",
            0.65,
            0.0005,
            "brothers, sisters, neighbours and the children of one home share it",
        ),
        Level(
            "one character",
            "damerau_levenshtein(postcode_l, postcode_r) = 1",
            0.03,
            0.0008,
            "a slip of the key, or the next street",
        ),
        Level(
            "sector",
            "left(postcode_l, length(postcode_l) - 2) = left(postcode_r, length(postcode_r) - 2)",
            0.04,
            0.003,
            "moved near by",
        ),
        Level(
            DIFFERENT,
            "ELSE",
            0.28,
            0.9957,
            "moved: children in care above all; the police hold the home, the council the placement",
        ),
    ),
)

SEX = Comparison(
    "sex",
    _missing("sex"),
    (
        Level("same", "sex_l = sex_r", 0.99, 0.5, "two sexes in about equal numbers"),
        Level(DIFFERENT, "ELSE", 0.01, 0.5, "keyed wrong, or recorded by another definition"),
    ),
)

COMPARISONS = (IDENTIFIER, GIVEN_NAME, SURNAME, DATE_OF_BIRTH, POSTCODE, SEX)

_NO_DATE_OF_BIRTH = "(l.date_of_birth IS NULL OR r.date_of_birth IS NULL)"

# A pair is compared if one of these holds. What is missed had its name, its date of birth and its address
# recorded differently all at once.
BLOCKING = (
    "l.date_of_birth = r.date_of_birth",
    "l.given_name = r.given_name AND l.surname = r.surname",
    "l.given_name = r.surname AND l.surname = r.given_name",
    "l.postcode = r.postcode AND l.surname = r.surname",
    "l.postcode = r.postcode AND left(l.given_name, 2) = left(r.given_name, 2)",
    "l.surname = r.surname AND left(l.given_name, 2) = left(r.given_name, 2)",
    "left(l.date_of_birth, 7) = left(r.date_of_birth, 7) AND left(l.surname, 3) = left(r.surname, 3)",
    f"l.surname = r.surname AND l.date_of_birth = {_day_and_month_swapped('r.date_of_birth')}",
    f"l.surname = r.surname AND left(l.given_name, 1) = left(r.given_name, 1) AND {_NO_DATE_OF_BIRTH}",
    f"l.given_name = r.given_name AND left(l.surname, 2) = left(r.surname, 2) AND {_NO_DATE_OF_BIRTH}",
    "l.upn = r.upn",
    "l.nhs_number = r.nhs_number",
)


def splink_settings() -> dict[str, Any]:
    """The model as splink reads it. The prior is even, so that a match weight is the evidence and nothing
    else.
    """
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "node",
        "probability_two_random_records_match": 0.5,
        "comparisons": [_splink_comparison(comparison) for comparison in COMPARISONS],
        "blocking_rules_to_generate_predictions": list(BLOCKING),
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
    }


def _splink_comparison(comparison: Comparison) -> dict[str, Any]:
    missing = {"sql_condition": comparison.missing, "label_for_charts": MISSING, "is_null_level": True}
    levels = [
        {
            "sql_condition": level.sql,
            "label_for_charts": level.name,
            "m_probability": level.m,
            "u_probability": level.u,
            "fix_m_probability": True,
            "fix_u_probability": True,
        }
        for level in comparison.levels
    ]
    return {"output_column_name": comparison.name, "comparison_levels": [missing, *levels]}


def prior(sizes: np.ndarray, expected_overlap: float) -> np.ndarray:
    """Chance that a record of extract i and one of extract j, taken at random, are of one child: a matrix.

    Between extracts: ``expected_overlap`` of the smaller one is expected among ``n_i * n_j`` pairs. It
    looks at the two extracts alone: a third one, sent or not, changes nothing in the links between them.
    Within one: ``EXPECTED_DUPLICATES`` of its records are a second one of a child, among ``n * (n - 1) /
    2`` pairs.
    """
    chance = expected_overlap / np.maximum.outer(sizes, sizes)
    np.fill_diagonal(chance, 2 * EXPECTED_DUPLICATES / np.maximum(sizes - 1, 1))
    capped: np.ndarray = np.minimum(chance, 0.5)
    return capped


def model_table() -> pd.DataFrame:
    """The model for the methods page: field, level, m, u, weight (bits), why; one line a level, no personal
    value.
    """
    return pd.DataFrame(
        [
            (comparison.name, level.name, level.m, level.u, level.weight, level.why)
            for comparison in COMPARISONS
            for level in comparison.levels
        ],
        columns=["field", "level", "m", "u", "weight", "why"],
    )
