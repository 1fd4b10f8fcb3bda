"""The police extract ``intelligence``: the planned reports as they are exported, as text."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.random import Generator

from profile_lib.sample import canaries, faults, noise, sentences, systems
from profile_lib.sample.partner_targets import REPORTS
from profile_lib.sample.reports import SYSTEM, THEMES, planned
from profile_lib.sample.streams import choose
from profile_lib.sample.world import World

NEW_GRADING = 2016  # the year from which reports are graded 3x5x2; 5x5x5 before
NO_GRADING = 5  # used reports
NAMED = {"used": 4, "restricted": 4, "outside": 1}  # reports in whose text a canary's surname stands
DUPLICATE_ROWS, DUPLICATE_REFERENCES = 5, 2
REFERENCE_NUMBERS = 3_000  # set apart for one county's reports, and operations, in a year

COLUMNS = [
    "report_ref", "received_on", "community_area", "grading", "tags", "text", "subject_ref", "operation_ref",
    "submitting_unit",
]  # fmt: skip


def intelligence(world: World, year: str) -> pd.DataFrame:
    """The year's reports as text, dates dd/mm/yyyy, with the subject in front as ``person`` (the truth)."""
    rng = world.stream(f"intelligence {year}: rows")
    plan = planned(world, year)
    text, tags = sentences.written(rng, plan[THEMES], REPORTS[year].tagged)
    rows = plan.assign(text=_naming(rng, text, plan["kind"]), tags=tags, grading=_gradings(rng, plan, year))
    typed = _typed(rng, world, year, rows).sort_values("received", kind="stable", ignore_index=True)
    typed = faults.spoil(typed, typed.index[typed["kind"] == "spoilt"], faults.INTELLIGENCE)
    at = rng.choice(
        typed.index[typed["kind"] == "used"], size=DUPLICATE_ROWS + DUPLICATE_REFERENCES, replace=False
    )
    changed = np.arange(len(at)) >= DUPLICATE_ROWS
    copies = typed.loc[at]
    copies["submitting_unit"] = copies["submitting_unit"].mask(changed, "not stated")
    return faults.insert(rng, typed, copies)[["person", *COLUMNS]]


def _naming(rng: Generator, text: pd.Series[str], kind: pd.Series[str]) -> pd.Series[str]:
    """The texts with a canary's surname in some of each kind."""
    named = text.copy()
    for group, n in NAMED.items():
        at = rng.permutation(text.index[kind == group])[:n]
        names = np.resize(canaries.TABLE["surname"].to_numpy(dtype=object), n)
        named.loc[at] = text.loc[at] + " The name " + names + " was mentioned."
    return named


def _gradings(rng: Generator, plan: pd.DataFrame, year: str) -> pd.Series[str]:
    """How each report is graded: source, information and handling; the latter restricts the restricted."""
    n = len(plan)
    restricted = plan["kind"] == "restricted"
    if int(year) >= NEW_GRADING:
        source, information = choose(rng, n, "123", [3, 5, 2]), choose(rng, n, "ABCDE", [2, 4, 2, 2, 1])
        handling, closed = choose(rng, n, "P"), choose(rng, n, "C")
    else:
        source, information = (
            choose(rng, n, "ABCDE", [1, 5, 2, 1, 2]),
            choose(rng, n, "12345", [1, 3, 2, 4, 1]),
        )
        handling, closed = choose(rng, n, "123", [6, 2, 1]), choose(rng, n, "45", [2, 1])
    grading = pd.Series(source + information + np.where(restricted, closed, handling), index=plan.index)
    blank = rng.permutation(plan.index[plan["kind"] == "used"])[:NO_GRADING]
    return grading.mask(plan.index.isin(blank)).astype("str")


def _typed(rng: Generator, world: World, year: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The reports as text."""
    n = len(rows)
    first = world.county * REFERENCE_NUMBERS
    number = pd.Series(first + rng.permutation(REFERENCE_NUMBERS)[:n], index=rows.index)
    operation = rows["operation"].map(
        dict(zip(rows["operation"].dropna().unique(), rng.permutation(REFERENCE_NUMBERS), strict=False))
    )
    ref = systems.held(world, SYSTEM).set_index("person")["ref"]
    return rows.assign(
        report_ref=f"IR{year[2:]}/" + number.astype(str).str.zfill(7),
        received_on=rows["received"].dt.strftime("%d/%m/%Y"),
        community_area=rows["area"],
        subject_ref=rows["person"].map(ref),
        operation_ref=f"OP{year[2:]}/" + (first + operation).astype("Int64").astype("str").str.zfill(6),
        submitting_unit=noise.blanked(rng, rows["unit"], 0.03),
    )
