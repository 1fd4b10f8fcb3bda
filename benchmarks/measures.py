"""How long measures take beside the same aggregates in DuckDB's SQL, on one county and on a nation.

The frames are those of the sample's county, as many times as there are counties, each with children of its
own. Both sides count units, people, households and how events repeat within a person, of the same frames, in
turn in one process, each once before its time is taken; what they count is compared. Prints the seconds of
both by the clock, their ratio, the growth exponent from a hundred counties to a thousand and the peak memory.
Fails over the limits for a thousand counties.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from measuring import in_own_process, medians, peak

SCALES = (1, 100, 1000)
RATIO, SECONDS, EXPONENT = 3.0, 10.0, 1.05
YEAR = "2015"
ROOT = Path(__file__).parent.parent


class Asked(NamedTuple):
    """A breakdown of what is counted in a frame: the function, its dimensions, and for SQL what one is."""

    function: str
    by: tuple[str, ...]
    one: str | None = None


ASKED = (
    Asked("episodes", ("month",)),
    Asked("episodes", ("category", "sex")),
    Asked("episodes", ("in_care", "category")),
    Asked("episodes", ("time_band", "day_kind")),
    Asked("episodes", ("risk_level",)),
    Asked("children", ("age_band", "sex"), "child"),
    Asked("children", ("repeats", "sex"), "child"),
    Asked("children", ("category",), "child"),
    Asked("children", ("in_care",), "child"),
)
"""Of missing episodes, a nation's largest extract; one of each kind of breakdown."""


def main() -> int:
    told: dict[int, dict[str, Any]] = {scale: in_own_process(__file__, scale) for scale in SCALES}
    for scale, found in told.items():
        print(
            f"{scale:>5} counties, {found['episodes']:,} episodes: measures {found['ours']:.3f} s, "
            f"DuckDB {found['theirs']:.3f} s, {found['ours'] / found['theirs']:.2f} x; "
            f"peak memory {found['memory'] / 1e6:.0f} MB"
        )
    large, middle = told[SCALES[-1]], told[SCALES[-2]]
    exponent = math.log(large["ours"] / middle["ours"]) / math.log(SCALES[-1] / SCALES[-2])
    ratio = large["ours"] / large["theirs"]
    print(
        f"at {SCALES[-1]}: {ratio:.2f} x DuckDB (limit {RATIO}), "
        f"{large['ours']:.1f} s (limit {SECONDS:.0f}), "
        f"grows with the power {exponent:.2f} (limit {EXPONENT})"
    )
    return int(ratio > RATIO or large["ours"] > SECONDS or exponent > EXPONENT)


def measure(scale: int) -> None:
    """Count in this process, and say what it took."""
    import duckdb

    data = nation(scale)
    with duckdb.connect() as db:
        for name in ("episodes", "cse_people"):
            db.register(name, data.frames[name])
        db.register("households", data.frames["households"].reset_index())
        assert ours(data) == theirs(db), "the two do not count the same"
        told = {
            **medians({"ours": lambda: ours(data), "theirs": lambda: theirs(db)}, unwatched=1),
            "episodes": len(data.frames["episodes"]),
            "memory": peak(),
        }
    print(json.dumps(told))


def nation(scale: int) -> Any:
    """The linked data of so many counties, each like the sample's."""
    from profile_lib.dataset import prepare
    from profile_lib.edition import load_edition
    from profile_lib.sampling import write_sample_partners

    edition = load_edition(YEAR, ROOT / "parameters")
    with tempfile.TemporaryDirectory() as folder:
        write_sample_partners(Path(folder) / "data", [YEAR], ROOT / "parameters")
        county = prepare(edition, Path(folder) / "data" / YEAR, Path(folder) / "private")
    frames = {name: county.frames[name] for name in ("episodes", "cse_people", "intake")}
    homes = county.frames["households"].reset_index()
    own = {name: _repeated(frame, scale) for name, frame in {**frames, "households": homes}.items()}
    return replace(
        county, frames={**county.frames, **own, "households": own["households"].set_index("child")}
    )


def _repeated(frame: pd.DataFrame, times: int) -> pd.DataFrame:
    """The rows so many times, with children, households and offences of each county's own."""
    county = np.repeat(np.arange(times), len(frame))
    rows = pd.concat([frame] * times, ignore_index=True)
    if "child" in rows:
        own = pd.Series(county).astype("str").str.zfill(4)
        rows["child"] = own + rows["child"].str[4:]
    for number in {"household", "offence"} & {*rows}:
        rows[number] += county * (int(frame[number].max()) + 1)
    return rows


def ours(data: Any) -> list[tuple[Any, ...]]:
    """What the measures count: of each breakdown every cell that is not empty."""
    from profile_lib.measures import missing

    fresh = replace(data)  # nothing is remembered from the last time
    return sorted(
        (asked, tuple(sorted(cell.address.where)), cell.value, cell.people, cell.origins)
        for asked in ASKED
        for cell in getattr(missing, asked.function)(fresh, *asked.by).value
        if cell.value
    )


def theirs(db: Any) -> list[tuple[Any, ...]]:
    """The same by SQL, with the sums that the interval of repeated events needs."""
    counted = []
    for asked in ASKED:
        found = {name: dict(_cells(db, asked, query)) for name, query in queries(asked).items()}
        for where, (units, people, households) in found["counts"].items():
            named, offences = found["named"].get(where, (0, 0))
            sources = min(households, offences) if named == people else households
            counted.append((asked, where, units, people, sources))
    return sorted(counted)


def _cells(db: Any, asked: Asked, query: str) -> list[tuple[tuple[tuple[str, str], ...], tuple[int, ...]]]:
    size, found = len(asked.by), []
    for row in db.execute(query).fetchall():
        where = sorted((name, told) for name, told in zip(asked.by, row, strict=False) if told is not None)
        found.append((tuple(where), row[size:]))
    return found


def queries(asked: Asked) -> dict[str, str]:
    """For a breakdown's whole, margins and cells: what is counted, who is named in offences, how events
    repeat."""
    every = [(), *((name,) for name in asked.by), *([asked.by] if len(asked.by) > 1 else [])]
    dims, sets = ", ".join(asked.by), ", ".join(f"({', '.join(each)})" for each in every)
    with_child = ", ".join(f"({', '.join((*each, 'child'))})" for each in every)
    units = f"count(DISTINCT {asked.one})" if asked.one else "count(*)"
    told = {
        "counts": f"""SELECT {dims}, {units}, count(DISTINCT child), count(DISTINCT household)
            FROM episodes LEFT JOIN households USING (child) GROUP BY GROUPING SETS ({sets})""",
        "named": f"""SELECT {dims}, count(DISTINCT child), count(DISTINCT offence)
            FROM episodes JOIN (SELECT DISTINCT child, offence FROM cse_people) USING (child)
            GROUP BY GROUPING SETS ({sets})""",
    }
    if asked.one is None:
        told["repeats"] = f"""SELECT {dims}, sum(events), sum(events ** 2), max(events) FROM (
            SELECT {dims}, child, grouping({dims}) AS level, count(*) AS events
            FROM episodes GROUP BY GROUPING SETS ({with_child})
        ) GROUP BY {dims}, level"""
    return told


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
    else:
        sys.exit(main())
