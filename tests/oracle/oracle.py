"""Every figure of an edition, computed another way: SQL in DuckDB, written from the counting rules' words.

Nothing of ``profile_lib.measures`` or ``profile_lib.dataset`` is used, so that the two can judge each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from scipy.stats import norm

from profile_lib.edition import Edition
from profile_lib.figures import Period
from profile_lib.intake import Extract
from profile_lib.reference import population

HERE = Path(__file__).parent
CHAPTERS = (
    *("offences", "at_risk", "crime_facts", "missing", "when_missing", "found", "lasting", "look_back"),
    *("interviews", "reports", "absence", "cost", "figures"),
)
WHOLE = ("missing_episodes", "at_risk_register")
"""Extracts of which rows out of scope take part: an episode may begin in one, a case have closed in one."""

Value = int | float | str | list[int] | list[str] | None


@dataclass(frozen=True)
class Earlier:
    """The year that an edition is compared with: its window, episodes (child, start_day) and keys."""

    window: Period
    episodes: pd.DataFrame
    keys: pd.DataFrame


def oracle(
    edition: Edition, read: Mapping[str, Extract], keys: pd.DataFrame, earlier: Earlier | None = None
) -> dict[str, Value]:
    """The value of every figure by key; None where it was not supplied or cannot be said.

    ``keys``: source, ref and child of each reference that was linked; ``earlier``: the year to look back on.
    A count is whole, a share, mean or rate
    a float, a range ``[low, high]``, a list in rank order, money a text with two places.
    """
    with duckdb.connect() as db:
        _load(db, edition, read, keys)
        if earlier is not None:
            days = earlier.window.start, earlier.window.end
            db.execute("INSERT INTO window_of VALUES ('earlier', ?, ?)", list(days))
            _insert(db, "earlier_episode", earlier.episodes)
            _insert(db, "earlier_key", earlier.keys[["source", "ref", "child"]].astype("str"))
        for chapter in CHAPTERS:
            db.execute((HERE / f"{chapter}.sql").read_text(encoding="utf-8"))
        return _figures(db)


def earlier_year(edition: Edition, read: Mapping[str, Extract], keys: pd.DataFrame) -> Earlier:
    """What another edition can look back on of this one."""
    with duckdb.connect() as db:
        _load(db, edition, read, keys)
        for chapter in CHAPTERS[: CHAPTERS.index("missing") + 1]:
            db.execute((HERE / f"{chapter}.sql").read_text(encoding="utf-8"))
        return Earlier(edition.periods["missing"], db.sql("SELECT child, start_day FROM episode").df(), keys)


def _load(
    db: duckdb.DuckDBPyConnection, edition: Edition, read: Mapping[str, Extract], keys: pd.DataFrame
) -> None:
    db.execute((HERE / "tables.sql").read_text(encoding="utf-8"))
    year = int(edition.year)
    windows = {name: (period.start, period.end) for name, period in edition.periods.items()}
    windows["school"] = (date(year - 1, 9, 1), date(year, 8, 31))
    db.executemany(
        "INSERT INTO window_of VALUES (?, ?, ?)", [(name, *days) for name, days in windows.items()]
    )
    costs = [str(edition.unit_costs[name].amount) for name in ("police_low", "police_high")]
    people = population(edition.area.name, year, edition.population_ages).value
    db.execute("INSERT INTO setting VALUES (?, ?, ?, ?)", [edition.linkage.least_linkable, people, *costs])
    _load_assumptions(db, edition)
    db.executemany("INSERT INTO area VALUES (?)", [[name] for name in edition.community_areas])
    db.execute("INSERT INTO authority VALUES (?)", [edition.area.name])
    db.execute("INSERT INTO speaks_from VALUES (?)", [edition.as_at])
    _insert(db, "keys", keys[["source", "ref", "child"]].astype("str"))
    tables = {name for (name,) in db.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    for name, extract in read.items():
        db.execute("INSERT INTO supplied VALUES (?)", [name])
        if name in tables:
            rows = extract.rows if name in WHOLE else extract.rows[extract.rows["scope"].isna()]
            _insert(db, name, rows.rename_axis(index="row").reset_index())


def _load_assumptions(db: duckdb.DuckDBPyConnection, edition: Edition) -> None:
    weights = [
        (id, item.by, category, float(item.low), float(item.value), float(item.high))
        for id, item in edition.cost.weights.items()
        for category in item.categories
    ]
    db.executemany("INSERT INTO weight VALUES (?, ?, ?, ?, ?, ?)", weights)
    db.execute("INSERT INTO fewer_repeats VALUES (?)", [float(edition.cost.fewer_repeats.value)])


def _insert(db: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame) -> None:
    """Add rows to a table; a column that they do not have stays blank."""
    wanted = [name for (name, *_) in db.execute(f"DESCRIBE {table}").fetchall()]
    given = rows[[name for name in wanted if name in rows]]
    db.register("given", given)
    db.execute(f"INSERT INTO {table} BY NAME SELECT * FROM given")
    db.unregister("given")


def _figures(db: duckdb.DuckDBPyConnection) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for id, count in db.execute("SELECT id, n FROM whole").fetchall():
        found[id] = count
    for id, narrowed, count in db.execute("SELECT id, narrowed, n FROM cell").fetchall():
        found[f"{id}[{narrowed}]"] = count
    given = _available(db)
    for id, value in db.execute("SELECT id, value FROM measure").fetchall():
        found[id] = value if given[id] else None
    for id, pounds in db.execute("SELECT id, pounds FROM money").fetchall():
        found[id] = f"{pounds:.2f}" if given[id] else None
    for id, low, high in db.execute("SELECT id, low, high FROM span").fetchall():
        found[id] = [low, high] if given[id] and low is not None else None
    for id, counts in (("cse.hotspots", INTELLIGENCE), ("cse.offence_hotspots", HARM)):
        found[id] = _hotspots(db, counts) if given[id] else None
    if missing := given.keys() - found.keys():
        raise KeyError(f"no value was computed for {sorted(missing)}")
    return found


def _available(db: duckdb.DuckDBPyConnection) -> dict[str, bool]:
    return dict(db.execute("SELECT id, is_whole FROM available").fetchall())


INTELLIGENCE = """
SELECT name,
    (SELECT count(*) FROM facet f WHERE (f.id, f.category) = ('cse.report_matters', name)),
    (SELECT count(*) FROM facet f WHERE (f.id, f.category) = ('cse.report_subjects', name))
FROM area ORDER BY name
"""
HARM = """
SELECT name,
    (SELECT count(DISTINCT cluster) FROM offence_cluster WHERE offence_area = name),
    (SELECT count(DISTINCT person) FROM victim_in JOIN offence_cluster USING (crime_ref)
        WHERE offence_area = name)
FROM area ORDER BY name
"""
"""Each area with its separate matters, and the distinct people whom they are about."""


def _hotspots(db: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    """The areas with more matters than the others' spread allows, and five distinct subjects or more."""
    counts = db.execute(query).fetchall()
    hot = [
        (-matters, -subjects, name)
        for at, (name, matters, subjects) in enumerate(counts)
        if subjects >= 5
        and is_beyond(matters, [other for place, (_, other, _) in enumerate(counts) if place != at])
    ]
    return [name for *_, name in sorted(hot)]


def is_beyond(matters: int, others: list[int]) -> bool:
    """Whether an area lies above the 99.8% limit of a funnel that is as wide as the other areas' spread.

    On square roots, whose chance variance is a quarter; the others' are winsorised at a tenth on each side
    (Spiegelhalter, Funnel plots for comparing institutional performance, 2005).
    """
    roots: Any = np.sqrt(np.asarray(others, dtype=float))
    low, high = np.quantile(roots, [0.1, 0.9])
    tamed = np.clip(roots, low, high)
    spread = max(0.0, float(np.var(tamed, ddof=1)) - 0.25)
    return bool((np.sqrt(matters) - tamed.mean()) / np.sqrt(0.25 + spread) > norm.ppf(0.999))
