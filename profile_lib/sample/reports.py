"""Which intelligence a year has: who and where it is about, when it came in and what it touches; the
calibrated part of the extract ``intelligence``.

Reports cluster: several are about the same child, or about the same operation, or come from the same unit.
Where exploitation concentrates, reports are about many different children and operations; one other place
has as many reports, but all of them about two children.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.random import Generator

from profile_lib.sample import at_risk, canaries, faults, police, systems
from profile_lib.sample.eligible import adults
from profile_lib.sample.other_crimes import recorded
from profile_lib.sample.partner_targets import REPORTS, ReportTargets
from profile_lib.sample.streams import choose, first_by_race
from profile_lib.sample.world import COMMUNITY_AREAS, World

SYSTEM = "intelligence"
THEMES = ["drugs_alcohol", "social_media", "drug_networks"]
OUTSIDE = 8  # reports received in the weeks before and after the year
PLAIN_AREA = (0.45, 0.75)  # children reported in an area that is not hot, as a share of its weight
ELSEWHERE = 0.06  # of the children of an area, those reported in another one too
READY = {"at risk": 30.0, "victim": 10.0, "missing": 2.0, "other": 0.03}  # how readily each is reported on
SUSPECTS = 8  # adults and others named as suspects
SPREAD = 35  # days around the middle of what is reported about one child
TWO_AREAS, NO_AREA = 0.05, 0.07  # of reports; of those that could name none
BOTH = 0.2  # of the reports about social media, those about drugs or alcohol too
UNITS = (
    "CSE team", "Neighbourhood policing west", "Neighbourhood policing north", "Neighbourhood policing south",
    "Neighbourhood policing east", "Schools officers", "Missing persons team", "Child protection unit",
    "Emerald team", "Custody", "Licensing",
)  # fmt: skip


@lru_cache(maxsize=1)  # the intelligence and the index of its subjects are written one after the other
def planned(world: World, year: str) -> pd.DataFrame:
    """The year's reports: columns kind, area (several: semicolons; missing: none named), person (missing: no
    subject), operation (number, from 0; missing: none), unit, received and the themes (booleans).

    ``kind``: used, or what keeps a report out: restricted (may not be shared as it is), outside (the year),
    spoilt (a fault will be put in).
    """
    rng = world.stream(f"intelligence {year}: plan")
    targets = REPORTS[year]
    pairs = _pairs(rng, _subjects(rng, world, year), targets)
    used = pd.concat(
        [_about_children(rng, pairs, targets), _about_two(rng, pairs, targets), _about_nobody(rng, targets)],
        ignore_index=True,
    ).assign(kind="used")
    used = _dated(rng, _themed(rng, _placed(rng, used, targets), targets), year)
    return pd.concat([used, _kept_out(rng, world, used, year)], ignore_index=True)


def _subjects(rng: Generator, world: World, year: str) -> pd.Index[int]:
    """Everybody whom intelligence could be about, the likeliest first; a few suspects are among them."""
    people = world.people
    _, cast = recorded(world, year)
    missing = police.went_missing(world, year)
    named = cast.dropna(subset="person")
    ready = pd.Series(READY["other"], index=people.index)
    ready[people.index.isin(missing.index)] = READY["missing"]
    ready[people.index.isin(named.loc[named["role"] == "victim", "person"])] = READY["victim"]
    ready[people.index.isin(at_risk.identified(world, year))] = READY["at risk"]
    year_end = pd.Timestamp(int(year), 12, 31)
    ready *= people["dob"].between(year_end - pd.DateOffset(years=18), year_end - pd.DateOffset(years=10))
    ready[canaries.among(people)] = 0
    weight = ready.to_numpy()
    subjects = people.index[first_by_race(rng, weight, int((weight > 0).sum()))]
    grown = adults(world, systems.held(world, SYSTEM), year_end.date(), year_end.date()).index
    suspects = named.loc[(named["role"] != "victim") & named["person"].isin(grown), "person"].unique()
    few = pd.Index(rng.permutation(suspects.astype("int64"))[:SUSPECTS]).difference(subjects, sort=False)
    return pd.Index([*subjects[:20], *few, *subjects[20:]])


def _pairs(rng: Generator, subjects: pd.Index[int], targets: ReportTargets) -> pd.DataFrame:
    """Which child is reported in which area: columns area, person, operation (missing: none), busy."""
    areas = list(COMMUNITY_AREAS)
    share = rng.uniform(*PLAIN_AREA, size=len(areas))
    children = {
        area: targets.hot.get(area, max(1, round(weight * float(part))))
        for (area, weight), part in zip(COMMUNITY_AREAS.items(), share, strict=True)
    }
    busy, _ = targets.busy
    children[busy] = 2
    area = np.repeat(areas, list(children.values()))
    person = subjects[rng.permutation(len(area))].to_numpy()
    pairs = pd.DataFrame({"area": area, "person": person, "busy": area == busy})
    order = pairs.groupby("area").cumcount()
    size = pairs.groupby("area")["person"].transform("size")
    # Half of an area's children are in an operation, two in each; an area of few has none.
    together = ((order < size // 4 * 2) & (size >= 4)) | pairs["busy"]
    operation = (pairs["area"] + (order // 2).astype(str)).where(together)
    pairs["operation"] = pd.Series(pd.factorize(operation)[0], index=pairs.index).where(together)
    # Some children take the place of another one of a further area, and so are reported in two.
    free = pairs.index[~together & (size > 1)]
    twice = rng.choice(free, size=round(ELSEWHERE * len(pairs)), replace=False)
    known = pairs.drop(twice)
    for row in twice:
        others = known.loc[(known["area"] != pairs.at[row, "area"]) & ~known["busy"], "person"]
        pairs.loc[row, "person"] = rng.choice(others.to_numpy())
    return pairs.drop_duplicates(["area", "person"], ignore_index=True)


def _about_children(rng: Generator, pairs: pd.DataFrame, targets: ReportTargets) -> pd.DataFrame:
    """The reports with a subject: at least one for each pair, most for few."""
    _, busy_reports = targets.busy
    reports = targets.reports - targets.without_subject - (busy_reports - 2)
    pairs = pairs[~pairs["busy"]]
    weight = rng.lognormal(sigma=0.9, size=len(pairs))
    number = 1 + rng.multinomial(reports - len(pairs), weight / weight.sum())
    rows = pairs.loc[pairs.index.repeat(number), ["area", "person", "operation"]].reset_index(drop=True)
    named = rows.index[rows["operation"].notna()]
    wanted = targets.in_operations - busy_reports - _op_only(targets)
    rows["operation"] = rows["operation"].where(rows.index.isin(rng.permutation(named)[:wanted]))
    return rows


def _op_only(targets: ReportTargets) -> int:
    """Reports about an operation that name no child, besides the busy one's."""
    return targets.reports // 45


def _about_two(rng: Generator, pairs: pd.DataFrame, targets: ReportTargets) -> pd.DataFrame:
    """The many reports about one operation; two of them name neither of its children."""
    two = pairs[pairs["busy"]]
    _, reports = targets.busy
    rows = two.loc[rng.choice(two.index, size=reports), ["area", "person", "operation"]]
    return rows.assign(person=rows["person"].where(np.arange(reports) >= 2)).reset_index(drop=True)


def _about_nobody(rng: Generator, targets: ReportTargets) -> pd.DataFrame:
    """The reports without a subject, where most is reported anyway, but none from the busy place."""
    n = targets.without_subject - 2
    busy, _ = targets.busy
    share = pd.Series({area: targets.hot.get(area, weight / 3) for area, weight in COMMUNITY_AREAS.items()})
    upper = share.drop(busy).cumsum() / share.drop(busy).sum()
    # In exact proportion: chance is in the children, and the margins between places are to be clear.
    area = rng.permutation(upper.index.to_numpy()[np.searchsorted(upper, (np.arange(n) + 0.5) / n)])
    rows = pd.DataFrame({"area": area}, dtype="str")
    operation = np.where(np.arange(n) < _op_only(targets), 1_000 + np.arange(n) // 2, np.nan)
    return rows.assign(person=np.nan, operation=operation)


def _placed(rng: Generator, rows: pd.DataFrame, targets: ReportTargets) -> pd.DataFrame:
    """The reports with their units; some name a second area, some none at all."""
    n = len(rows)
    plain = [area for area in COMMUNITY_AREAS if area not in (*targets.hot, targets.busy[0])]
    second = pd.Series(choose(rng, n, plain), index=rows.index)
    ordinary = (rows["area"] != targets.busy[0]) & (rows["area"] != second)
    u = rng.random(n)
    area = rows["area"].mask(ordinary & (u < TWO_AREAS), rows["area"] + ";" + second)
    # nobody is left out of a place by that: another report about the child names it
    again = rows["person"].isna() | rows.duplicated(["area", "person"])
    area = area.mask(ordinary & again & (u > 1 - NO_AREA))
    unit = pd.Series(choose(rng, n, UNITS, [4, 3, 3, 2, 2, 2, 2, 2, 2, 1, 1]), index=rows.index)
    # A team works an operation: its reports come from one or two units.
    known = rows["operation"].fillna(0).astype(int) % len(UNITS)
    team = pd.Series(np.array(UNITS, dtype=object)[known], index=rows.index)
    return rows.assign(area=area, unit=unit.mask(rows["operation"].notna() & (rng.random(n) < 0.8), team))


def _themed(rng: Generator, rows: pd.DataFrame, targets: ReportTargets) -> pd.DataFrame:
    """The reports with their themes, in the numbers that are wanted."""
    order = pd.Series(rng.permutation(len(rows)), index=rows.index)
    both = round(BOTH * targets.social_media)
    first = targets.drugs_alcohol - both
    return rows.assign(
        drugs_alcohol=order < targets.drugs_alcohol,
        social_media=order.between(first, first + targets.social_media - 1),
        drug_networks=order < targets.drug_networks,
    )


def _dated(rng: Generator, rows: pd.DataFrame, year: str) -> pd.DataFrame:
    """The reports with their days, those about one child or operation near one another."""
    days = 366 if int(year) % 4 == 0 else 365
    nobody = pd.Series(-1.0 - np.arange(len(rows)), index=rows.index)
    about = rows["operation"].fillna(rows["person"] + 10_000).fillna(nobody)
    middle = pd.Series(rng.uniform(0, days, size=len(rows)), index=rows.index)
    middle = middle.groupby(about).transform("first")
    day = (middle + rng.normal(scale=SPREAD, size=len(rows))).astype(int) % days
    received = pd.Timestamp(int(year), 1, 1) + pd.to_timedelta(day, unit="D")
    return rows.assign(received=received.astype("datetime64[us]"))


def _kept_out(rng: Generator, world: World, used: pd.DataFrame, year: str) -> pd.DataFrame:
    """Further reports that must not be counted: copies of the used ones in kind, on others' themes.

    The first of those restricted and of those outside the year are about the canaries.
    """
    sizes = {"restricted": REPORTS[year].restricted, "outside": OUTSIDE, "spoilt": len(faults.INTELLIGENCE)}
    kind = np.repeat(list(sizes), list(sizes.values()))
    n = len(kind)
    rows = used.loc[rng.choice(used.index, size=n)].reset_index(drop=True).assign(kind=kind)
    themes = {theme: rng.random(n) < share for theme, share in zip(THEMES, (0.5, 0.35, 0.1), strict=True)}
    rows = rows.assign(**themes)
    fixed = world.people.index[canaries.among(world.people)]
    for group in ("restricted", "outside"):
        at = rows.index[rows["kind"] == group][: len(fixed)]
        rows.loc[at, "person"] = fixed[: len(at)].astype(float)
        rows.loc[at, "operation"] = np.nan
    start = pd.Timestamp(int(year), 1, 1)
    apart = np.where(rng.random(n) < 0.6, -20, 366 + 1) + rng.integers(0, 15, size=n)
    beyond = pd.Series(start + pd.to_timedelta(apart, unit="D"), index=rows.index).astype("datetime64[us]")
    return rows.assign(received=rows["received"].mask(rows["kind"] == "outside", beyond))
