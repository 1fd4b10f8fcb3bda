"""The CSE offences of the sample and the people in them, worked out from the rows and the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import ceil

import pandas as pd
from edits import YEAR, Sample, Steps, band, cells, completed_years, day

OFFENCES, PEOPLE, LINKS = "offences", "offence_people", "links"
MISSING = "missing_episodes"
ROLES = ("victim", "suspect", "charged", "cautioned", "convicted")
SUSPECT_BANDS = ((0, 11), (12, 13), (14, 15), (16, 17), (18, 20), (21, 24))
VICTIM_BANDS = SUSPECT_BANDS[:4]
LAST_DAY = pd.Timestamp(YEAR, 12, 31)
Pair = frozenset[str]
"""Two people, by the truth."""


@dataclass(frozen=True)
class Named:
    """Somebody who is named in one offence and in no other: one row, and where the person is counted.

    ``linked``: whether a recorded link to another suspect makes the person one of those counted by it.
    ``missing``: whether the person may be a missing child.
    """

    row: int
    person: str
    role: str
    sex: str
    nationality: str
    age: int
    linked: bool
    missing: bool

    def cells(self) -> set[str]:
        shared = ["age_certainty=certain", f"sex={self.sex}"]
        if self.role == "victim":
            return cells("cse.victims", *shared, f"victim_age={band(self.age, VICTIM_BANDS)}")
        british = {"": "U", "British": "british"}.get(self.nationality, "other")
        age = f"suspect_age={band(self.age, SUSPECT_BANDS)}"
        return cells("cse.offenders", *shared, age, f"nationality={british}")


@dataclass(frozen=True)
class Crime:
    """A CSE offence with one named victim and at most one named suspect, and where it is counted."""

    row: int
    ref: str
    recorded: pd.Timestamp
    committed: pd.Timestamp
    reported: str
    gang: str
    online: str
    victim: Named
    suspect: Named | None

    @property
    def suspects(self) -> str:
        """One suspect identified is not acting alone: the number is known where it was reported."""
        return {"": "U", "0": "lone" if self.suspect else "U", "1": "lone"}.get(self.reported, "group")

    @property
    def recency(self) -> str:
        return "non-recent" if self.committed < self.recorded - pd.DateOffset(years=1) else "recent"

    def cells(self) -> set[str]:
        own = cells(
            "cse.offences",
            f"month={self.recorded:%Y-%m}",
            f"gang={self.gang or 'U'}",
            f"online={self.online or 'U'}",
            f"recency={self.recency}",
            f"suspects={self.suspects}",
        )
        own |= {"cse.group_offences"} if self.suspects == "group" else set()
        own |= {"cse.gang_assessed_offences"} if self.gang else {"cse.gang_not_assessed_offences"}
        own |= {"cse.gang_offences"} if self.gang == "yes" else set()
        return own | (set() if self.suspect else {"cse.offences_without_suspect"})


def a_crime(sample: Sample, wanted: Callable[[Crime], bool]) -> Crime:
    """The first simple crime that is as wanted."""
    return next(crime for crime in simple_crimes(sample) if wanted(crime))


def a_suspect(sample: Sample, wanted: Callable[[Named], bool]) -> Named:
    """The first suspect of a simple crime who is as wanted."""
    crimes = simple_crimes(sample)
    return next(crime.suspect for crime in crimes if crime.suspect is not None and wanted(crime.suspect))


def simple_crimes(sample: Sample) -> Iterator[Crime]:
    """The CSE offences whose people are named in no other, and are in no extract that tells of it."""
    linked = frozenset().union(*recorded_pairs(sample))
    for row, found in flagged(sample).iterrows():
        recorded, committed = day(found["recorded_on"]), day(found["committed_from"])
        people = _people(sample, found, linked)
        victims = [one for one in people or () if one.role == "victim"]
        suspects = [one for one in people or () if one.role != "victim"]
        if recorded and committed and len(victims) == 1 and len(suspects) <= 1:
            yield Crime(
                int(row), found["crime_ref"], recorded, committed, found["suspects_reported"],
                found["gang_marker"], found["online"], victims[0], suspects[0] if suspects else None,
            )  # fmt: skip


@cache
def flagged(sample: Sample) -> pd.DataFrame:
    """The CSE offences of the year: readable days in order, recorded in it, the first row of a reference."""
    rows = sample.rows[OFFENCES]
    reviewed, recorded = rows["cse_flag_reviewed"], rows["cse_flag_recorded"]
    flag = reviewed.where(reviewed.isin(["yes", "no"]), recorded)
    whole = rows["crime_ref"].ne("") & rows["offence"].ne("") & recorded.isin(["yes", "no", ""])
    rows = rows[whole & ~rows["crime_ref"].duplicated() & flag.eq("yes")]
    return rows[[_in_order(found) for _, found in rows.iterrows()]]


def _in_order(found: pd.Series) -> bool:
    recorded, begin, end = (day(found[name]) for name in ("recorded_on", "committed_from", "committed_to"))
    if any(found[name] and day(found[name]) is None for name in ("committed_from", "committed_to")):
        return False
    if recorded is None or recorded.year != YEAR:
        return False
    return (begin is None or begin <= recorded) and (end is None or begin is None or begin <= end)


def named_rows(sample: Sample) -> pd.DataFrame:
    """The rows that name somebody whose part, sex and date of birth can be read."""
    rows = sample.rows[PEOPLE]
    born = rows["date_of_birth"].map(lambda text: text == "" or day(text) is not None)
    codes = rows["role"].isin(ROLES) & rows["sex"].isin(["F", "M", "X", "U", ""])
    return rows[rows["person_ref"].ne("") & born & codes]


def _people(sample: Sample, offence: pd.Series, linked: frozenset[str]) -> list[Named] | None:
    """Who is named in an offence; None if somebody is not simple: named elsewhere, or of uncertain age."""
    rows = sample.rows[PEOPLE]
    rows = rows[rows["crime_ref"].eq(offence["crime_ref"]) & rows["person_ref"].ne("")]
    days = [found for name in ("committed_from", "committed_to") if (found := day(offence[name])) is not None]
    people = []
    for row, found in rows.iterrows():
        person, born = sample.person[PEOPLE][row], day(found["date_of_birth"])
        apart = sample.times(person, PEOPLE) == 1
        clean = found["role"] in ROLES and found["sex"] in ("F", "M")
        if born is None or not days or not apart or not clean:
            return None
        ages = {completed_years(born, on) for on in days}
        if len(ages) != 1 or (found["role"] == "victim" and max(ages) >= 18):
            return None
        missing = sample.times(person, MISSING) > 0
        own = (found["role"], found["sex"], found["nationality"], ages.pop())
        people.append(Named(int(row), person, *own, linked=person in linked, missing=missing))
    return people


@cache
def victim_ages(sample: Sample) -> dict[str, int]:
    """The age of each victim at the first offence, where it is known: of the quartiles there is no cell."""
    first: dict[str, tuple[tuple[pd.Timestamp, ...], set[int]]] = {}
    rows = named_rows(sample)
    for _, offence in flagged(sample).iterrows():
        begin = day(offence["committed_from"]) or day(offence["recorded_on"])
        days = [on for on in (begin, day(offence["committed_to"])) if on is not None]
        own = rows[rows["crime_ref"].eq(offence["crime_ref"]) & rows["role"].eq("victim")]
        for row, born in own["date_of_birth"].map(day).dropna().items():
            ages = {completed_years(born, on) for on in days}
            person = sample.person[PEOPLE][row]
            at = (begin, day(offence["recorded_on"]))
            is_child = born <= begin and completed_years(born, begin) < 18
            if is_child and (person not in first or at < first[person][0]):
                first[person] = at, ages
    return {person: ages.pop() for person, (_, ages) in first.items() if len(ages) == 1}


def middle_half(ages: dict[str, int]) -> list[int]:
    """The smallest ages with a quarter and with three quarters of all at or below them."""
    ordered = sorted(ages.values())
    return [ordered[ceil(len(ordered) * share) - 1] for share in (0.25, 0.75)]


@cache
def suspects_by_offence(sample: Sample) -> dict[str, set[str]]:
    """Who is named as a suspect of each CSE offence, or charged or more."""
    return _named_in(sample, lambda role: role in ROLES[1:])


@cache
def victims_by_offence(sample: Sample) -> dict[str, set[str]]:
    """Who is named as a victim of each CSE offence."""
    return _named_in(sample, lambda role: role == "victim")


def _named_in(sample: Sample, wanted: Callable[[str], bool]) -> dict[str, set[str]]:
    own = named_rows(sample)
    own = own[own["role"].map(wanted)]
    persons = sample.person[PEOPLE].reindex(own.index)
    return {ref: set(persons[own["crime_ref"].eq(ref)]) for ref in flagged(sample)["crime_ref"]}


def recorded_pairs(sample: Sample, links: pd.DataFrame | None = None) -> set[Pair]:
    """The pairs of suspects with a recorded link that was known by the end of the year."""
    rows = sample.rows[LINKS] if links is None else links
    suspects = set().union(*suspects_by_offence(sample).values())
    pairs = set()
    for _, found in rows.iterrows():
        on = day(found["recorded_on"])
        ends = frozenset(sample.links_ref.get(found[f"person_ref_{end}"], "") for end in "ab")
        if on is not None and on <= LAST_DAY and len(ends) == 2 and ends <= suspects:
            pairs.add(ends)
    return pairs


def networks(sample: Sample, recorded: set[Pair]) -> int:
    """How many groups the suspects fall into who share an offence, a victim, or a recorded link."""
    suspects, victims = suspects_by_offence(sample), victims_by_offence(sample)
    groups = [set(pair) for pair in recorded] + [own for own in suspects.values() if len(own) > 1]
    for one, other in combinations(suspects, 2):
        both = suspects[one] | suspects[other]
        if victims[one] & victims[other] and suspects[one] and suspects[other] and len(both) > 1:
            groups.append(both)
    return len(_joined(groups))


def link_steps(sample: Sample, before: set[Pair], after: set[Pair]) -> Steps:
    """What changes where other links between suspects are recorded than before."""
    people = len(frozenset().union(*after)) - len(frozenset().union(*before))
    groups = networks(sample, after) - networks(sample, before)
    found = {"cse.offenders_with_recorded_link": people, "cse.networks": groups}
    return {key: step for key, step in found.items() if step}


def _joined(groups: list[set[str]]) -> list[set[str]]:
    apart: list[set[str]] = []
    for group in groups:
        touching = [other for other in apart if other & group]
        apart = [other for other in apart if not other & group] + [group.union(*touching)]
    return apart
