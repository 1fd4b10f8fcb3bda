"""The council's extracts from schools: ``school_absence`` of the children who are in other extracts, and the
``school_absence_totals`` of all pupils."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.random import Generator

from profile_lib.sample import at_risk, canaries, care, faults, noise, police, systems
from profile_lib.sample.other_crimes import recorded
from profile_lib.sample.partner_targets import ABSENT_AT_RISK
from profile_lib.sample.world import World

SYSTEM = "school_absence"
AGES = (4, 16)  # completed years on 31 August before the academic year
MATCHED = 0.9  # of the children asked for
TWO_SCHOOLS = 0.04  # of pupils
YEAR_BEFORE = 0.06  # of pupils, those with a row of the academic year before too
NO_SESSIONS = 4  # pupils on roll who could not attend
ABSENT_MISSING, ABSENT_OTHERS = 0.24, 0.07  # of the missing children, and of others, as ABSENT_AT_RISK
DUPLICATE_ROWS = 5
PUPILS = (2_300, 2_700)  # of one age and sex in all schools
ABSENT_PUPILS = (0.02, 0.058)  # of the youngest and of the oldest pupils

ABSENCE = [
    "pupil_ref", "surname", "forename", "date_of_birth", "sex", "academic_year", "sessions_possible",
    "sessions_unauthorised", "sessions_authorised", "postcode", "upn",
]  # fmt: skip
TOTALS = [
    "academic_year", "age", "sex", "pupils", "sessions_possible", "sessions_unauthorised", "pupils_10pct",
]  # fmt: skip


def school_absence(world: World, year: str) -> pd.DataFrame:
    """The school year that ends in the year, of children of school age who are in another extract of it.

    Text in file order, dates dd/mm/yyyy, with the column ``person`` in front (the truth).
    """
    rng = world.stream(f"school_absence {year}: rows")
    pupils = _pupils(rng, world, year)
    rows = pd.concat([_sessions(rng, pupils, int(year)), _year_before(rng, pupils, int(year))])
    rows = rows.merge(systems.records(world, SYSTEM), on="person", validate="many_to_one")
    rows = rows.sort_values(["ref", "academic_year"], kind="stable", ignore_index=True)
    typed = _typed(rng, world, canaries.restore(noise.slips(rng, rows), SYSTEM, world.people))
    ordinary = typed.index[~canaries.among(world.people.loc[typed["person"]]).to_numpy()]
    size = DUPLICATE_ROWS + len(faults.SCHOOL_ABSENCE)
    copies = typed.loc[rng.choice(ordinary, size=size, replace=False)]
    extra = faults.spoil(copies, copies.index[DUPLICATE_ROWS:], faults.SCHOOL_ABSENCE)
    return faults.insert(rng, typed, extra)[["person", *ABSENCE]]


def school_absence_totals(world: World, year: str) -> pd.DataFrame:
    """All pupils by age and sex, of the school year and the one before; ``person`` is missing.

    The totals are the authority's: a further county of the sample adds no cells to them.
    """
    rng = world.stream(f"school_absence_totals {year}: rows")
    ages = np.arange(AGES[0], AGES[1] + 1)
    years = [_academic(int(year) - 1), _academic(int(year))]
    cells = pd.MultiIndex.from_product([years, ages, ["F", "M"]], names=["academic_year", "age", "sex"])
    rows = cells.to_frame(index=False)
    n = len(rows)
    pupils = rng.integers(*PUPILS, size=n)
    older = (rows["age"] - AGES[0]) / (AGES[1] - AGES[0])
    absent = (ABSENT_PUPILS[0] + older * (ABSENT_PUPILS[1] - ABSENT_PUPILS[0])) * rng.uniform(0.95, 1.05, n)
    possible = (pupils * rng.uniform(368, 374, size=n)).astype(int)
    rows = rows.assign(
        person=np.nan,
        pupils=pupils,
        sessions_possible=possible,
        sessions_unauthorised=(possible * (0.006 + absent * 0.2)).astype(int),
        pupils_10pct=(pupils * absent).round().astype(int),
    )[["person", *TOTALS]]
    return rows if world.county == 0 else rows.head(0)


def _academic(year: int) -> str:
    """The academic year that ends in the year, as it is written: 2014/15."""
    return f"{year - 1}/{year % 100:02d}"


def _pupils(rng: Generator, world: World, year: str) -> pd.DataFrame:
    """The pupils found: index person, column absent (a tenth or more of the sessions, unauthorised).

    Of each group of children the share that is wanted is absent so much.
    """
    asked = _in_other_extracts(world, year)
    day = pd.Timestamp(int(year) - 1, 8, 31)
    born = world.people["dob"].reindex(asked)
    age = day.year - born.dt.year - (born.dt.month > day.month).astype(int)
    canary = canaries.among(world.people.loc[asked])
    found = asked[age.between(*AGES) & ((rng.random(len(asked)) < MATCHED) | canary)]
    kind = pd.Series("other", index=found)
    kind[found.isin(police.went_missing(world, year).index)] = "missing"
    kind[found.isin(at_risk.identified(world, year))] = "at risk"
    share = {"at risk": ABSENT_AT_RISK, "missing": ABSENT_MISSING, "other": ABSENT_OTHERS}
    place = pd.Series(rng.random(len(found)), index=found).groupby(kind).rank()
    wanted = (kind.map(share) * kind.groupby(kind).transform("size")).round()
    no_sessions = rng.permutation(found[kind == "other"])[:NO_SESSIONS]
    return pd.DataFrame({"absent": place <= wanted, "no_sessions": found.isin(no_sessions)})


def _in_other_extracts(world: World, year: str) -> pd.Index[int]:
    """Everybody of whom another extract of the year has a sound row as a child."""
    start, end = pd.Timestamp(int(year), 1, 1), pd.Timestamp(int(year), 12, 31)
    stays = care.periods(world)
    looked_after = stays.loc[(stays["from_date"] <= end) & (stays["to_date"] >= start), "person"]
    placed = world.people[world.people["notified"].fillna(False).astype(bool)]
    placed = placed[(placed["arrived"] <= end) & (placed["left"] >= start)]
    _, cast = recorded(world, year)
    victims = cast.loc[cast["role"] == "victim", "person"].dropna()
    people = [police.went_missing(world, year).index, looked_after, placed.index, victims]
    return pd.Index(np.unique(np.concatenate([*people, at_risk.identified(world, year)]).astype("int64")))


def _sessions(rng: Generator, pupils: pd.DataFrame, year: int) -> pd.DataFrame:
    """The pupils' sessions, in two rows for those who changed school; columns person, academic_year,
    possible, unauthorised, authorised."""
    n = len(pupils)
    possible = np.where(rng.random(n) < 0.9, rng.integers(364, 383, size=n), rng.integers(120, 364, size=n))
    possible = np.where(pupils["no_sessions"], 0, possible)
    tenth = -(-possible // 10)
    little = np.minimum(rng.geometric(0.22, size=n) - 1, np.maximum(tenth - 1, 0))
    much = np.minimum(tenth + rng.exponential(0.14 * possible).astype(int), possible)
    unauthorised = np.where(pupils["absent"] & (possible > 0), much, little)
    authorised = np.minimum(rng.poisson(14, size=n), possible - unauthorised)
    whole = pd.DataFrame(
        {
            "person": pupils.index.to_numpy(),
            "academic_year": _academic(year),
            "possible": possible,
            "unauthorised": unauthorised,
            "authorised": authorised,
        }
    )
    moved = whole[(rng.random(n) < TWO_SCHOOLS) & (possible > 0)]
    part = rng.uniform(0.2, 0.8, size=len(moved))
    counts = ["possible", "unauthorised", "authorised"]
    first = (moved[counts].mul(part, axis=0)).astype(int)
    later = moved.assign(**{name: moved[name] - first[name] for name in counts})
    return pd.concat([whole.drop(moved.index), moved.assign(**first), later])


def _year_before(rng: Generator, pupils: pd.DataFrame, year: int) -> pd.DataFrame:
    """Rows of the academic year before, of some of the pupils."""
    some = pupils[rng.random(len(pupils)) < YEAR_BEFORE]
    return _sessions(rng, some.assign(no_sessions=False), year - 1)


def _typed(rng: Generator, world: World, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as text, dates dd/mm/yyyy."""
    people = world.people.loc[rows["person"]].reset_index(drop=True)
    upn = systems.upns(world).loc[rows["person"]].reset_index(drop=True)
    return rows.assign(
        pupil_ref=rows["ref"],
        date_of_birth=rows["dob"].dt.strftime("%d/%m/%Y"),
        sessions_possible=rows["possible"].astype("str"),
        sessions_unauthorised=rows["unauthorised"].astype("str"),
        sessions_authorised=noise.blanked(rng, rows["authorised"].astype("str"), 0.05),
        upn=noise.blanked(rng, upn, 0.06).mask(canaries.among(people), upn),
    )
