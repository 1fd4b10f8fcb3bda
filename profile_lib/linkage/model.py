"""The linkage model: fixed, published, the same for every edition and never trained on an extract.

``model.csv`` gives each level of agreement two probabilities (Fellegi and Sunter, 1969, A theory for record
linkage): ``m``, how often the two records of one child agree so, and ``u``, how often two records taken at
random do. ``log2(m / u)`` is the level's weight, in bits; the weights of a pair are added. A few hundred
children are too few to estimate either: expectation maximisation fails where no child is shared, and
otherwise learns that brothers and sisters are one child.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd

MODEL_VERSION = "1"

# Second references in one system, as a share of its references: one child under two numbers. Declared, not
# estimated: systems merge the duplicates they notice.
EXPECTED_DUPLICATES = 0.01

MISSING = "missing"
DIFFERENT = "different"


def _missing(column: str) -> str:
    return f"{column}_l IS NULL OR {column}_r IS NULL"


def _same(column: str) -> str:
    return f"{column}_l = {column}_r"


def _alike(column: str, threshold: float) -> str:
    return f"jaro_winkler_similarity({column}_l, {column}_r) >= {threshold}"


def _one_edit(column: str) -> str:
    return f"damerau_levenshtein({column}_l, {column}_r) = 1"


def _either_begins(column: str, end: str) -> str:
    """One value is the beginning of the other, up to ``end``."""
    l_and_end, r_and_end = f"{column}_l || '{end}'", f"{column}_r || '{end}'"
    return f"starts_with({column}_l, {r_and_end}) OR starts_with({column}_r, {l_and_end})"


def _day_and_month_swapped(column: str) -> str:
    year, month, day = f"left({column}, 4)", f"substr({column}, 6, 2)", f"substr({column}, 9, 2)"
    return f"{year} || '-' || {day} || '-' || {month}"


_SHORT_FORM = "list_contains(short_forms_l, given_name_r) OR list_contains(short_forms_r, given_name_l)"
_SWAPPED = "given_name_l = surname_r AND surname_l = given_name_r"

# What each level of model.csv means; "missing" (nothing to compare, no evidence) comes before all of them.
LEVELS: dict[str, dict[str, str]] = {
    "identifier": {
        MISSING: f"({_missing('upn')}) AND ({_missing('nhs_number')})",
        "same": f"{_same('upn')} OR {_same('nhs_number')}",
        DIFFERENT: "ELSE",
    },
    "given_name": {
        MISSING: _missing("given_name"),
        "same": _same("given_name"),
        "short form": _SHORT_FORM,
        "middle name": _either_begins("given_name", " "),
        "swapped": _SWAPPED,
        "spelling": _alike("given_name", 0.92),
        "similar": f"{_alike('given_name', 0.8)} OR {_either_begins('given_name', '')}",
        DIFFERENT: "ELSE",
    },
    "surname": {
        MISSING: _missing("surname"),
        "same": _same("surname"),
        "swapped": _SWAPPED,
        "spelling": _alike("surname", 0.92),
        "part": "list_has_any(string_split(surname_l, ' '), string_split(surname_r, ' '))",
        "similar": _alike("surname", 0.8),
        DIFFERENT: "ELSE",
    },
    "date_of_birth": {
        MISSING: _missing("date_of_birth"),
        "same": _same("date_of_birth"),
        "day and month swapped": f"date_of_birth_l = {_day_and_month_swapped('date_of_birth_r')}",
        "one digit": _one_edit("date_of_birth"),
        "within a month": "abs(date_diff('day', date_of_birth_l::DATE, date_of_birth_r::DATE)) <= 31",
        DIFFERENT: "ELSE",
    },
    "postcode": {
        MISSING: _missing("postcode"),
        "same": _same("postcode"),
        "one character": _one_edit("postcode"),
        "sector": "left(postcode_l, length(postcode_l) - 2) = left(postcode_r, length(postcode_r) - 2)",
        DIFFERENT: "ELSE",
    },
    "sex": {MISSING: _missing("sex"), "same": _same("sex"), DIFFERENT: "ELSE"},
}

_NO_DATE_OF_BIRTH = "(l.date_of_birth IS NULL OR r.date_of_birth IS NULL)"

SAME_NUMBER = ("l.upn = r.upn", "l.nhs_number = r.nhs_number")

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
    *SAME_NUMBER,
)

MANY = 100_000
"""Records above which one field alone is shared by too many: the pairs of a day of birth grow with the square
of the records, to a thousand million for two million."""

_NAMED_ALIKE = "l.surname = r.surname AND left(l.given_name, 2) = left(r.given_name, 2)"
_OUTWARD = "left({0}.postcode, length({0}.postcode) - 3)"

# Of many records a pair is compared if one of these holds: each asks for two fields that agree or begin
# alike. With so many the prior is so low that one field alone cannot make a pair likely. What is missed
# besides had its surname recorded differently and its given name or postcode too.
BLOCKING_OF_MANY = (
    "l.date_of_birth = r.date_of_birth AND left(l.given_name, 2) = left(r.given_name, 2)",
    "l.date_of_birth = r.date_of_birth AND left(l.surname, 2) = left(r.surname, 2)",
    f"l.date_of_birth = r.date_of_birth AND {_OUTWARD.format('l')} = {_OUTWARD.format('r')}",
    "l.given_name = r.surname AND l.surname = r.given_name",
    "l.postcode = r.postcode AND left(l.surname, 2) = left(r.surname, 2)",
    "l.postcode = r.postcode AND left(l.given_name, 2) = left(r.given_name, 2)",
    f"{_NAMED_ALIKE} AND left(l.date_of_birth, 4) = left(r.date_of_birth, 4)",
    f"{_NAMED_ALIKE} AND substr(l.date_of_birth, 6) = substr(r.date_of_birth, 6)",
    "left(l.date_of_birth, 7) = left(r.date_of_birth, 7) AND left(l.surname, 3) = left(r.surname, 3)"
    " AND left(l.given_name, 2) = left(r.given_name, 2)",
    f"l.surname = r.surname AND l.date_of_birth = {_day_and_month_swapped('r.date_of_birth')}",
    f"l.given_name = r.given_name AND l.surname = r.surname AND {_NO_DATE_OF_BIRTH}",
    *SAME_NUMBER,
)


def splink_settings(blocking: Sequence[str] = BLOCKING) -> dict[str, Any]:
    """The model as splink reads it; with even odds to start from, a match weight is the evidence alone."""
    comparisons = [
        _comparison(str(field), levels) for field, levels in model_table().groupby("field", sort=False)
    ]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "node",
        "probability_two_random_records_match": 0.5,
        "comparisons": comparisons,
        "blocking_rules_to_generate_predictions": list(blocking),
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
    }


def _comparison(field: str, levels: pd.DataFrame) -> dict[str, Any]:
    meaning = LEVELS[field]
    nothing = {"sql_condition": meaning[MISSING], "label_for_charts": MISSING, "is_null_level": True}
    given = [
        {
            "sql_condition": meaning[name],
            "label_for_charts": name,
            "m_probability": m,
            "u_probability": u,
            "fix_m_probability": True,
            "fix_u_probability": True,
        }
        for name, m, u in zip(levels["level"], levels["m"], levels["u"], strict=True)
    ]
    return {"output_column_name": field, "comparison_levels": [nothing, *given]}


def level_names(field: str) -> list[str]:
    """The names of a field's levels from the weakest up, ``missing`` first: splink numbers them from -1."""
    first, *others = LEVELS[field]
    return [first, *reversed(others)]


def prior(sizes: np.ndarray, expected_overlap: float) -> np.ndarray:
    """Chance that a record of extract i and one of extract j, taken at random, are of one child: a matrix.

    Between extracts: ``expected_overlap`` of the smaller one is expected among ``n_i * n_j`` pairs. It
    looks at the two extracts alone: a third one, sent or not, changes nothing in the links between them.
    Within one: ``EXPECTED_DUPLICATES`` of its records are a child's second, among ``n * (n - 1) / 2`` pairs.
    """
    chance = expected_overlap / np.maximum.outer(sizes, sizes)
    np.fill_diagonal(chance, 2 * EXPECTED_DUPLICATES / np.maximum(sizes - 1, 1))
    capped: np.ndarray = np.minimum(chance, 0.5)
    return capped


def model_table() -> pd.DataFrame:
    """The model for the methods page: field, level, m, u, weight (bits), why; one line a level."""
    with files(__package__).joinpath("model.csv").open(encoding="utf-8") as file:
        levels = pd.read_csv(file, comment="#")
    levels.insert(4, "weight", np.log2(levels["m"] / levels["u"]))
    return levels
