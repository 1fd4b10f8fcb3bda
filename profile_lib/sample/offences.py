"""The police extracts ``offences`` and ``offence_people``: what was recorded and who was in it, as text."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.random import Generator

from profile_lib.sample import canaries, care, faults, noise, systems
from profile_lib.sample.other_crimes import STAGES, SYSTEM, recorded
from profile_lib.sample.streams import choose
from profile_lib.sample.targets import OFFENCES
from profile_lib.sample.world import COMMUNITY_AREAS, World

DUPLICATE_OFFENCES, DUPLICATE_REFERENCES, DUPLICATE_PEOPLE = 5, 2, 6
NO_NATIONALITY = 0.15  # of people

# With the Home Office's class (sources: dataset/groups.py), without the letter for the victim's sex and age.
# Not verified: that arranging is of class 22B
AT_ANY_AGE = {
    "Rape": "19",
    "Sexual assault": "20",
    "Causing or inciting the sexual exploitation of a child": "71",
    "Taking or distributing an indecent photograph of a child": "86",
}
UNDER_16 = {
    "Sexual activity with a child": "22B",
    "Causing or inciting a child to engage in sexual activity": "22B",
    "Meeting a child following grooming": "88A",
    "Arranging or facilitating the commission of a child sex offence": "22B",
}
OUTCOMES = ("not resolved", "caution", "charge", "conviction")  # by the furthest stage of a suspect
NOT_RESOLVED = ("under investigation", "evidential difficulties", "victim does not support")
BRITISH = {"british": 0.99, "polish": 0.1, "south_asian": 0.75, "african_caribbean": 0.8, "east_asian": 0.5}
OTHERWISE = {
    "british": "Irish", "polish": "Polish", "south_asian": "Indian", "african_caribbean": "Jamaican",
    "east_asian": "Chinese",
}  # fmt: skip

OFFENCE_COLUMNS = [
    "crime_ref", "recorded_on", "offence", "community_area", "committed_from", "committed_to",
    "cse_flag_recorded", "cse_flag_reviewed", "ho_class", "location_type", "online", "incident_ref",
    "suspects_reported", "outcome", "outcome_on", "gang_marker",
]  # fmt: skip
PEOPLE_COLUMNS = [
    "crime_ref", "role", "person_ref", "surname", "forename", "date_of_birth", "sex", "postcode",
    "ethnicity_self", "ethnicity_officer", "nationality", "relationship", "police_care_marker",
    "home_authority",
]  # fmt: skip


def offences(world: World, year: str) -> pd.DataFrame:
    """The year's crimes as text, dates dd/mm/yyyy, in file order; ``person`` is missing."""
    rng = world.stream(f"offences {year}: rows")
    typed = _typed(rng, year, _described(rng, world, year)).sort_values("recorded", kind="stable")
    typed = faults.spoil(typed, typed.index[typed["kind"] == "spoilt"], faults.OFFENCES)
    sound = typed.index[typed["kind"].isin(["cse", "other"])]
    at = rng.choice(sound, size=DUPLICATE_OFFENCES + DUPLICATE_REFERENCES, replace=False)
    changed = np.arange(len(at)) >= DUPLICATE_OFFENCES
    copies = typed.loc[at]
    copies["outcome"] = copies["outcome"].mask(changed, "transferred to another force")
    return faults.insert(rng, typed, copies).assign(person=np.nan)[["person", *OFFENCE_COLUMNS]]


def offence_people(world: World, year: str) -> pd.DataFrame:
    """The people in the year's crimes as text, dates ISO, with the column ``person`` in front (the truth)."""
    rng = world.stream(f"offence_people {year}: rows")
    crime, people = recorded(world, year)
    rows = people.join(crime[["recorded", "crime_ref", "kind"]], on="crime").sort_values(
        ["recorded", "crime"], kind="stable"
    )
    held = systems.records(world, SYSTEM).astype({"person": "Int64"})
    rows = rows.merge(held, on="person", how="left", validate="many_to_one")
    rows = canaries.restore(noise.slips(rng, rows), SYSTEM, world.people)
    typed = _people_typed(rng, world, year, rows)
    typed = faults.spoil(typed, typed.index[typed["spoilt"]], faults.OFFENCE_PEOPLE)
    sound = typed.index[typed["person"].notna() & ~typed["spoilt"]]
    copies = typed.loc[rng.choice(sound, size=DUPLICATE_PEOPLE, replace=False)]
    return faults.insert(rng, typed, copies)[["person", *PEOPLE_COLUMNS]]


def _described(rng: Generator, world: World, year: str) -> pd.DataFrame:
    """The crimes with what they were, where and what came of them."""
    crime, people = recorded(world, year)
    n = len(crime)

    def column(values: Iterable[object], not_recorded: float) -> pd.Series[str]:
        filled = pd.Series(list(values), index=crime.index, dtype="str")
        return noise.blanked(rng, filled, 1 - (1 - not_recorded) * OFFENCES[year].recorded)

    victims = people[people["role"] == "victim"]
    eldest = victims["person"].map(world.people["dob"]).groupby(victims["crime"]).min()
    over_16 = eldest.reindex(crime.index) <= crime["on"] - pd.DateOffset(years=16)
    offence = pd.Series(choose(rng, n, [*UNDER_16, *UNDER_16, *AT_ANY_AGE]), index=crime.index)
    offence = offence.mask(over_16, pd.Series(choose(rng, n, list(AT_ANY_AGE)), index=crime.index))
    online = rng.random(n) < 0.25
    place = choose(rng, n, ["private dwelling", "open space", "vehicle", "school", "other"], [9, 4, 2, 1, 2])
    stages = people["role"].map({stage: place for place, stage in enumerate(STAGES)})
    furthest = stages.groupby(people["crime"]).max().reindex(crime.index)
    open_ones = choose(rng, n, NOT_RESOLVED)
    outcome = furthest.map(dict(enumerate(OUTCOMES))).fillna("no suspect identified")
    outcome = outcome.mask(furthest == 0, pd.Series(open_ones, index=crime.index))
    gang = pd.Series(choose(rng, n, ["no", ""], [0.6, 0.4]), index=crime.index)
    gang[crime.index[crime["kind"] == "other"][-1]] = "yes"
    return crime.assign(
        offence=offence,
        ho_class=column(offence.map({**AT_ANY_AGE, **UNDER_16}), 0.05),
        community_area=column(choose(rng, n, list(COMMUNITY_AREAS), list(COMMUNITY_AREAS.values())), 0.03),
        location_type=column(np.where(online, "online", place), 0.1),
        online=column(np.where(online, "yes", "no"), 0.06),
        outcome=column(outcome, 0.05),
        outcome_on=crime["recorded"]
        + pd.to_timedelta(10 + rng.exponential(60, size=n).astype(int), unit="D"),
        gang_marker=gang,
    )


def _typed(rng: Generator, year: str, crime: pd.DataFrame) -> pd.DataFrame:
    """The crimes as text."""
    n = len(crime)
    days = {
        "recorded_on": crime["recorded"],
        "committed_from": crime["committed_from"],
        "committed_to": crime["committed_to"],
        "outcome_on": crime["outcome_on"].where(
            crime["outcome"].notna() & (crime["outcome"] != NOT_RESOLVED[0])
        ),
    }
    incident = pd.Series(rng.permutation(90_000)[:n] + 10_000, index=crime.index).astype(str)
    return crime.assign(
        **{name: day.dt.strftime("%d/%m/%Y") for name, day in days.items()},
        suspects_reported=crime["reported"].astype("Int64").astype("str"),
        cse_flag_recorded=crime["flag"],
        cse_flag_reviewed=crime["reviewed"],
        incident_ref=noise.blanked(rng, f"IN{year[2:]}/" + incident, 0.1),
    )


def _people_typed(rng: Generator, world: World, year: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The people in crimes as text, dates ISO: who they are, and what their part was."""
    n = len(rows)
    true = world.people.reindex(rows["person"]).reset_index(drop=True)
    named = rows["person"].notna()

    def column(values: Iterable[object], not_recorded: float) -> pd.Series[str]:
        filled = pd.Series(list(values), index=rows.index, dtype="str").where(named)
        return noise.blanked(rng, filled, 1 - (1 - not_recorded) * OFFENCES[year].recorded)

    relation = choose(
        rng, n, ["acquaintance", "friend", "partner", "met online", "stranger"], [3, 2, 3, 3, 1]
    )
    return rows.assign(
        person_ref=rows["ref"],
        date_of_birth=rows["dob"].dt.strftime("%Y-%m-%d"),
        ethnicity_self=column(true["ethnicity"], 0.31),
        ethnicity_officer=column(true["ethnicity"], 0.15),
        nationality=_nationalities(rng, world, rows),
        relationship=column(relation, 0.25).mask(rows["role"] == "victim"),
        police_care_marker=column(_in_care(world, rows), 0.25),
        home_authority=column(true["authority"].fillna("Wiltshire"), 0.2),
    )


def _nationalities(rng: Generator, world: World, rows: pd.DataFrame) -> pd.Series[str]:
    """A nationality for each person, not known for the same share of every kind of crime and part."""
    people = rows.dropna(subset="person").drop_duplicates("person").set_index("person")
    community = world.people["community"].reindex(people.index)
    british = rng.random(len(people)) < community.map(BRITISH).astype(float)
    chance = pd.Series(rng.random(len(people)), index=people.index)
    unknown = chance.groupby([people["kind"], people["role"] == "victim"]).rank(pct=True) <= NO_NATIONALITY
    return rows["person"].map(community.map(OTHERWISE).mask(british, "British").mask(unknown))


def _in_care(world: World, rows: pd.DataFrame) -> pd.Series[str]:
    """Whether each person was in care on the day of recording: yes or no."""
    placed = world.people.dropna(subset="arrived").reset_index()
    placed = placed.rename(columns={"arrived": "from_date", "left": "to_date"})
    stays = pd.concat([care.spells(world), placed])[["person", "from_date", "to_date"]]
    pairs = rows[["person", "recorded"]].reset_index(names="row").merge(stays, on="person")
    inside = pairs["recorded"].between(pairs["from_date"], pairs["to_date"])
    return pd.Series(rows.index.isin(pairs.loc[inside, "row"]), index=rows.index).map(
        {True: "yes", False: "no"}
    )
