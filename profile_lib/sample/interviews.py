"""The council's extract ``return_interviews``: what was due when a missing child came back, and was done."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.random import Generator

from profile_lib.sample import canaries, faults, noise, police, systems
from profile_lib.sample.streams import choose
from profile_lib.sample.targets import MISSING
from profile_lib.sample.world import World

SYSTEM = "return_interviews"
NOTIFIED = 0.8  # of the returns, those of which the council was told
TOGETHER = 4  # days: a child who comes back again so soon may have one interview for both returns
REFERENCES_GIVEN = 0.5  # of interviews
BEFORE_RETURN, NO_RETURN = 3, 4  # interviews completed before the return, and without its day
DUPLICATE_ROWS, DUPLICATE_REFERENCES = 4, 2
REFERENCE_NUMBERS = 4_000  # set apart for one county in a year
RESPONSES = {"accepted": 56, "declined": 22, "not reached": 16, "not appropriate": 6}

COLUMNS = [
    "interview_ref", "child_ref", "surname", "forename", "date_of_birth", "sex", "returned_on",
    "episode_refs", "notified_on", "offered_on", "response", "completed_on", "independent", "authority",
]  # fmt: skip


def return_interviews(world: World, year: str) -> pd.DataFrame:
    """An interview due for most returns of the year's missing episodes, as text, dates dd/mm/yyyy.

    Absent episodes and episodes that are still open have none. ``person`` stands in front (the truth).
    """
    rng = world.stream(f"return_interviews {year}: rows")
    due = _due(rng, world, year)
    rows = due.merge(systems.records(world, SYSTEM), on="person", validate="many_to_one")
    rows = canaries.restore(noise.slips(rng, rows), SYSTEM, world.people)
    typed = _typed(rng, world, year, rows).sort_values("returned", kind="stable", ignore_index=True)
    ordinary = typed.index[~canaries.among(world.people.loc[typed["person"]]).to_numpy()]
    sizes = [DUPLICATE_ROWS, DUPLICATE_REFERENCES, len(faults.RETURN_INTERVIEWS)]
    copies = typed.loc[rng.choice(ordinary, size=sum(sizes), replace=False)]
    kind = np.repeat(["row", "reference", "spoilt"], sizes)
    copies["authority"] = copies["authority"].mask(kind == "reference", "not stated")
    extra = faults.spoil(copies, copies.index[kind == "spoilt"], faults.RETURN_INTERVIEWS)
    return faults.insert(rng, typed, extra)[["person", *COLUMNS]]


def _due(rng: Generator, world: World, year: str) -> pd.DataFrame:
    """The interviews: columns person, returned (day), episode_refs; the canaries' are always notified."""
    back = police.returns(world, year)
    day = back["end"].dt.normalize()
    gap = (day - day.groupby(back["person"]).shift()).dt.days
    joined = back["piece"] | ((gap <= TOGETHER) & (rng.random(len(back)) < 0.4))
    first = ~(joined & (back["person"] == back["person"].shift()))
    grouped = back.assign(day=day, interview=first.cumsum()).groupby("interview")
    due = pd.DataFrame(
        {
            "person": grouped["person"].first(),
            "returned": grouped["day"].max(),
            "episode_refs": grouped["episode_ref"].agg(lambda refs: ";".join(dict.fromkeys(refs))),
        }
    ).reset_index(drop=True)
    canary = canaries.among(world.people.loc[due["person"]]).to_numpy()
    return due[(rng.random(len(due)) < NOTIFIED) | canary].reset_index(drop=True)


def _typed(rng: Generator, world: World, year: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The interviews as text: how soon the council knew, offered and spoke to the child."""
    n = len(rows)
    recorded = MISSING[year].recorded
    people = world.people.loc[rows["person"]].reset_index(drop=True)

    def column(values: Iterable[object], not_recorded: float) -> pd.Series[str]:
        filled = pd.Series(list(values), index=rows.index, dtype="str")
        return noise.blanked(rng, filled, 1 - (1 - not_recorded) * recorded)

    def after(day: pd.Series[pd.Timestamp], mean: float) -> pd.Series[pd.Timestamp]:
        return day + pd.to_timedelta(rng.exponential(mean, size=n).astype(int), unit="D")

    notified = after(rows["returned"], 1.3)
    offered = after(notified, 1.5)
    completed = after(offered, 2.5)
    early = rng.permutation(n)[:BEFORE_RETURN]
    completed.iloc[early] = rows["returned"].iloc[early] - pd.Timedelta(days=2)
    response = pd.Series(choose(rng, n, list(RESPONSES), list(RESPONSES.values())))
    response.iloc[early] = "accepted"
    taken = (response == "accepted") & (rng.random(n) < 0.95)
    returned = rows["returned"].dt.strftime("%d/%m/%Y")
    returned.iloc[rng.permutation(n)[:NO_RETURN]] = ""
    number = pd.Series(world.county * REFERENCE_NUMBERS + rng.permutation(REFERENCE_NUMBERS)[:n])
    return rows.assign(
        interview_ref=f"RH{year[2:]}/" + number.astype(str).str.zfill(6),
        child_ref=rows["ref"],
        date_of_birth=rows["dob"].dt.strftime("%d/%m/%Y"),
        returned_on=returned,
        episode_refs=noise.blanked(rng, rows["episode_refs"], 1 - REFERENCES_GIVEN),
        notified_on=column(notified.dt.strftime("%d/%m/%Y"), 0.06),
        offered_on=column(offered.dt.strftime("%d/%m/%Y"), 0.1).mask(response == "not appropriate"),
        response=column(response, 0.05),
        completed_on=column(completed.dt.strftime("%d/%m/%Y"), 0.03).where(taken),
        independent=column(choose(rng, n, ["yes", "no"], [0.8, 0.2]), 0.1).where(taken),
        authority=column(people["authority"].fillna("Wiltshire"), 0.04),
    )
