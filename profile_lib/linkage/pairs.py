"""Pairs of records that may be of one child, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from profile_lib.linkage.model import (
    BLOCKING,
    BLOCKING_OF_MANY,
    LEVELS,
    MANY,
    SAME_NUMBER,
    level_names,
    prior,
    splink_settings,
)
from profile_lib.linkage.nicknames import short_forms
from profile_lib.linkage.people import FIELDS
from profile_lib.machine import give_back

TEXT = pa.string()
PART = 500_000
"""Records of which all pairs are held at once: those of as many with all others."""
NUMBERS = ("upn", "nhs_number")
_GAMMAS = [f"gamma_{field}" for field in LEVELS]
WANTED = ", ".join(
    [
        "node_l AS l",
        "node_r AS r",
        "match_weight AS weight",
        *(f"{name}::TINYINT AS {name}" for name in _GAMMAS),
    ]
)
"""Of what splink tells of a pair."""


def score(people: pd.DataFrame, review: float, expected_overlap: float) -> pd.DataFrame:
    """All pairs of ``people`` with the same UPN or NHS number, and those whose probability of being one child
    is at least ``review``, by the fixed model.

    Columns: l and r (positions in ``people``, l < r), weight (bits of evidence before any prior),
    probability (with the prior of the two extracts), and for each field compared the level that held.
    Ordered by l and r.
    """
    if len(people) < 2:
        return _named(_no_pairs(), np.empty(0))
    _, sources, sizes = np.unique(people["source"], return_inverse=True, return_counts=True)
    chance = prior(sizes, expected_overlap)
    log_odds = np.log2(chance / (1 - chance))
    likely_pairs = _evidence(people, float(np.log2(review / (1 - review)) - log_odds.max()))
    both = pd.concat([_with_a_number(people), likely_pairs])
    pairs = both.drop_duplicates(["l", "r"]).sort_values(["l", "r"], ignore_index=True)
    total = pairs["weight"] + log_odds[sources[pairs["l"]], sources[pairs["r"]]]
    probability = 1 / (1 + 2.0**-total)
    same_number = pairs["gamma_identifier"] == _gamma("identifier", "same")
    wanted = (probability >= review) | same_number
    return _named(pairs[wanted], probability[wanted])


def _with_a_number(people: pd.DataFrame) -> pd.DataFrame:
    """The pairs with the same UPN or NHS number, however little else speaks for them."""
    shared = [people[number].notna() & people.duplicated(number, keep=False) for number in NUMBERS]
    own = np.flatnonzero(shared[0] | shared[1])
    pairs = _evidence(people.iloc[own], None, SAME_NUMBER) if len(own) else _no_pairs()
    return pairs.assign(l=own[pairs["l"]], r=own[pairs["r"]])


def _no_pairs() -> pd.DataFrame:
    return pd.DataFrame(columns=["l", "r", "weight", *_GAMMAS], dtype="int8")


def _gamma(field: str, level: str) -> int:
    """splink's number of a level."""
    return level_names(field).index(level) - 1


def _evidence(
    people: pd.DataFrame, least_weight: float | None, blocking: Sequence[str] | None = None
) -> pd.DataFrame:
    """The pairs that reach a weight, with splink's number of the level of each comparison.

    Many records are compared a part at a time, so that the pairs of all need not be held at once.
    """
    # imported here: a second that commands without linkage need not wait
    import duckdb
    from splink import DuckDBAPI, Linker

    parts = -(-len(people) // PART)
    if blocking is None:
        blocking = BLOCKING if len(people) <= MANY else BLOCKING_OF_MANY
    # what does not fit is never put on a disk: it is names
    with duckdb.connect(config={"temp_directory": ""}) as connection:
        engine = DuckDBAPI(connection)
        linker = Linker(engine.register(_table(people)), splink_settings(blocking), log_level=None)
        give_back()  # DuckDB has memory of its own

        def of_part(number: int) -> pd.DataFrame:
            found = linker.inference.predict_chunk(
                left_chunk=(number, parts),
                right_chunk=(1, 1),
                threshold_match_weight=least_weight,
                warning_mode="never",
            )
            pairs: pd.DataFrame = found.as_duckdbpyrelation().select(WANTED).df()
            found.drop_table_from_database_and_remove_from_cache()  # it has the records' own columns too
            return pairs

        every = [of_part(number) for number in range(1, parts + 1)]
    return pd.concat(every).sort_values(["l", "r"], ignore_index=True)


def _table(people: pd.DataFrame) -> pa.Table:
    """The records as splink reads them, typed: a column without any value would have no type of its own."""
    columns = {field: pa.array(people[field].astype("str").array).cast(TEXT) for field in FIELDS}
    known = short_forms()
    code, names = pd.factorize(people["given_name"].fillna(""))
    forms = pa.array([known.get(str(name), []) for name in names], pa.list_(TEXT)).take(pa.array(code))
    return pa.table({"node": pa.array(np.arange(len(people))), "short_forms": forms} | columns)


def _named(pairs: pd.DataFrame, probability: np.ndarray) -> pd.DataFrame:
    """The levels by name instead of splink's numbers."""
    levels = {
        field: pd.Categorical.from_codes(pairs[f"gamma_{field}"].to_numpy() + 1, pd.Index(level_names(field)))
        for field in LEVELS
    }
    frame = pairs[["l", "r", "weight"]].assign(probability=probability, **levels)
    return frame.reset_index(drop=True)
