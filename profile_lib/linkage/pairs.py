"""Pairs of records that may be of one child, each with its evidence."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from profile_lib.linkage.model import LEVELS, level_names, prior, splink_settings
from profile_lib.linkage.nicknames import short_forms
from profile_lib.linkage.people import FIELDS

TEXT = pa.string()
_GAMMAS = [f"gamma_{field}" for field in LEVELS]


def score(people: pd.DataFrame, review: float, expected_overlap: float) -> pd.DataFrame:
    """All pairs of ``people`` whose probability of being one child is at least ``review``, by the fixed
    model.

    Columns: l and r (positions in ``people``, l < r), weight (bits of evidence before any prior),
    probability (with the prior of the two extracts), and for each field compared the level that held.
    Ordered by l and r.
    """
    if len(people) < 2:
        return _named(pd.DataFrame(columns=["l", "r", "weight", *_GAMMAS], dtype="int64"), np.empty(0))
    _, sources, sizes = np.unique(people["source"], return_inverse=True, return_counts=True)
    chance = prior(sizes, expected_overlap)
    log_odds = np.log2(chance / (1 - chance))
    pairs = _evidence(people, np.log2(review / (1 - review)) - log_odds.max())
    total = pairs["weight"] + log_odds[sources[pairs["l"]], sources[pairs["r"]]]
    probability = 1 / (1 + 2.0**-total)
    likely = probability >= review
    return _named(pairs[likely], probability[likely])


def _evidence(people: pd.DataFrame, least_weight: float) -> pd.DataFrame:
    """The pairs that reach a weight, with splink's number of the level of each comparison."""
    # imported here: a second that commands without linkage need not wait
    from splink import DuckDBAPI, Linker

    linker = Linker(DuckDBAPI().register(_table(people)), splink_settings(), log_level=None)
    found = linker.inference.predict(threshold_match_weight=float(least_weight), warning_mode="never")
    wanted = f"node_l AS l, node_r AS r, match_weight AS weight, {', '.join(_GAMMAS)}"
    pairs: pd.DataFrame = found.as_duckdbpyrelation().select(wanted).order("l, r").df()
    return pairs


def _table(people: pd.DataFrame) -> pa.Table:
    """The records as splink reads them, typed: a column without any value would have no type of its own."""
    columns = {field: pa.array(people[field].astype(object), TEXT, from_pandas=True) for field in FIELDS}
    known = short_forms()
    forms = [known.get(name, []) for name in people["given_name"].fillna("")]
    return pa.table(
        {"node": pa.array(range(len(people))), "short_forms": pa.array(forms, pa.list_(TEXT))} | columns
    )


def _named(pairs: pd.DataFrame, probability: np.ndarray) -> pd.DataFrame:
    """The levels by name instead of splink's numbers."""
    levels = {
        field: pd.Categorical.from_codes(pairs[f"gamma_{field}"].to_numpy() + 1, pd.Index(level_names(field)))
        for field in LEVELS
    }
    frame = pairs[["l", "r", "weight"]].assign(probability=probability, **levels)
    return frame.reset_index(drop=True)
