"""The CSE offences of the sample and the people in them, worked out from the rows and the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations
from math import ceil
from types import MappingProxyType

import pandas as pd
from edits import YEAR, Sample, Steps, band, cells, completed_years, day

OFFENCES, PEOPLE, LINKS = "offences", "offence_people", "links"
MISSING = "missing_episodes"
ROLES = ("victim", "suspect", "charged", "cautioned", "convicted")
SUSPECT_BANDS = ((0, 11), (12, 13), (14, 15), (16, 17), (18, 20), (21, 24))
VICTIM_BANDS = SUSPECT_BANDS[:4]
LAST_DAY = pd.Timestamp(YEAR, 12, 31)
AS_AT = pd.Timestamp(YEAR + 1, 3, 31)
KINDS = {
    "19": "rape",
    "20": "assault",
    "22B": "activity",
    "71": "exploitation",
    "88A": "grooming",
    "86": "images",
    "": "U",
}
PLACES = {
    "private dwelling": "dwelling",
    "open space": "open_space",
    "vehicle": "vehicle",
    "school": "school",
    "online": "online",
    "other": "other",
    "": "U",
}
OUTCOMES = {
    "charge": "charged",
    "conviction": "charged",
    "caution": "out_of_court",
    "": "U",
    "victim does not support": "victim",
    "evidential difficulties": "evidence",
    "no suspect identified": "no_suspect",
    "under investigation": "none",
}
ETHNICITY = {
    "White British": "white",
    "White other": "white",
    "Mixed": "mixed",
    "Asian": "asian",
    "Black": "black",
}
RELATIONSHIP = {
    "partner": "partner",
    "acquaintance": "acquaintance",
    "friend": "acquaintance",
    "met online": "met_online",
    "stranger": "stranger",
}
"""What the sample writes, and the group that it is of."""
MODELS = {"lone": "lone", "group": "linked_in", "U": "U"}
DAYS = ((0, 30), (31, 90), (91, 180))
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
    known_to_care: bool
    ethnicity: tuple[str, str]
    home: str
    relationship: str

    @property
    def home_authority(self) -> str:
        return {"": "U", "Wiltshire": "own"}.get(self.home, "other")

    def cells(self) -> set[str]:
        british = {"": "U", "British": "british"}.get(self.nationality, "other")
        own, seen = self.ethnicity
        shared = [
            *("age_certainty=certain", f"sex={self.sex}", f"nationality={british}", "offences_each=1"),
            f"ethnicity={ETHNICITY.get(own or seen, 'U')}",
            f"ethnicity_from={'self' if own else 'officer' if seen else 'U'}",
            f"home_authority={self.home_authority}",
        ]
        if self.role == "victim":
            return cells("cse.victims", *shared, f"victim_age={band(self.age, VICTIM_BANDS)}")
        age = f"suspect_age={band(self.age, SUSPECT_BANDS)}"
        relationship = f"relationship={RELATIONSHIP.get(self.relationship, 'U')}"
        young = {"cse.offenders_under_18"} if self.age < 18 else set()
        return young | cells("cse.offenders", *shared, age, relationship)


@dataclass(frozen=True)
class Crime:
    """A CSE offence with one named victim and at most one named suspect, and where it is counted: a cluster
    by itself."""

    row: int
    ref: str
    recorded: pd.Timestamp
    committed: pd.Timestamp
    reported: str
    gang: str
    online: str
    about: pd.Series[str]
    victim: Named
    suspect: Named | None

    @property
    def suspects(self) -> str:
        """One suspect identified is not acting alone: the number is known where it was reported."""
        return {"": "U", "0": "lone" if self.suspect else "U", "1": "lone"}.get(self.reported, "group")

    @property
    def model(self) -> str:
        """Nobody in it is in another offence, so that a link can be a recorded one alone."""
        across = self.suspect is not None and self.suspect.linked
        if self.gang == "yes":
            return "gang"
        return "linked_across" if across and self.suspects != "group" else MODELS[self.suspects]

    @property
    def outcome(self) -> str:
        return outcome_of(self.about)[0]

    @property
    def outcome_days(self) -> str:
        group, days = outcome_of(self.about, self.recorded)
        return "U" if days is None else "none" if group == "none" else band(days, DAYS)

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
            f"model={self.model}",
            f"offence_type={KINDS[self.about['ho_class']]}",
            f"place_type={PLACES[self.about['location_type']]}",
            f"offence_area={self.about['community_area'] or 'U'}",
            f"outcome_group={self.outcome}",
            f"outcome_days={self.outcome_days}",
        )
        own |= cells("cse.offence_clusters", f"offence_area={self.about['community_area'] or 'U'}")
        own |= set() if self.outcome == "none" else {"cse.closed_offences"}
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
                found["gang_marker"], found["online"], found, victims[0], suspects[0] if suspects else None,
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
        in_care = any(sample.times(person, name) for name in ("at_risk_register", "looked_after"))
        told = (found["ethnicity_self"], found["ethnicity_officer"]), found["home_authority"]
        people.append(
            Named(int(row), person, *own, person in linked, missing, in_care, *told, found["relationship"])
        )
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


def networks(sample: Sample, recorded: set[Pair]) -> Counter[str]:
    """The groups that the suspects fall into who share an offence, a victim, or a recorded link: how many,
    of which size, and whether somebody lives elsewhere, by the keys of the figures."""
    groups = [set(pair) for pair in recorded]
    groups += [own for own in suspects_by_offence(sample).values() if len(own) > 1]
    groups += _by_a_victim(sample)
    found: Counter[str] = Counter()
    for group in _joined(groups):
        size = {2: "2", 3: "3-4", 4: "3-4"}.get(len(group), "5+")
        homes = {_homes(sample).get(person, "") for person in group}
        reach = "within" if homes == {"Wiltshire"} else "across" if homes - {"Wiltshire", ""} else "U"
        found.update(cells("cse.networks", f"network_size={size}", f"network_reach={reach}"))
    return found


@cache
def _by_a_victim(sample: Sample) -> list[set[str]]:
    """The suspects of two offences against the same child, where they are several."""
    suspects, victims = suspects_by_offence(sample), victims_by_offence(sample)
    return [
        suspects[one] | suspects[other]
        for one, other in combinations(suspects, 2)
        if victims[one] & victims[other] and suspects[one] and suspects[other]
        if len(suspects[one] | suspects[other]) > 1
    ]


@cache
def _homes(sample: Sample) -> dict[str, str]:
    """Of each person in a CSE offence the home authority that most rows say."""
    rows = named_rows(sample)
    rows = rows[rows["crime_ref"].isin(flagged(sample)["crime_ref"]) & rows["home_authority"].ne("")]
    said = rows["home_authority"].groupby(sample.person[PEOPLE].reindex(rows.index))
    return {str(person): Counter(own).most_common(1)[0][0] for person, own in said}


def models(sample: Sample, recorded: set[Pair], but: str = "") -> Counter[str]:
    """How many CSE offences but one are of each model of exploitation, by the keys of the figures."""
    suspects, linked = suspects_by_offence(sample), set().union(*recorded, *_by_a_victim(sample))
    found: Counter[str] = Counter()
    for _, row in flagged(sample).iterrows():
        own = suspects[row["crime_ref"]]
        number = max(int(row["suspects_reported"] or 0), len(own))
        if row["crime_ref"] == but:
            continue
        if row["gang_marker"] == "yes":
            model = "gang"
        elif number >= 2:
            model = "linked_in"
        elif own & linked:
            model = "linked_across"
        else:
            model = "lone" if number == 1 and row["suspects_reported"] else "U"
        found[f"cse.offences[model={model}]"] += 1
    return found


def link_steps(sample: Sample, before: set[Pair], after: set[Pair], but: str = "") -> Steps:
    """What changes where other links between suspects are recorded than before; ``but``: in all offences but
    one, of which it is known."""
    people = len(frozenset().union(*after)) - len(frozenset().union(*before))
    found = Counter({"cse.offenders_with_recorded_link": people})
    for count in (networks(sample, after), models(sample, after, but)):
        found.update(count)
    for count in (networks(sample, before), models(sample, before, but)):
        found.subtract(count)
    return {key: step for key, step in found.items() if step}


def outcome_of(row: pd.Series[str], recorded: pd.Timestamp | None = None) -> tuple[str, int | None]:
    """The group of an offence's outcome, and the days from its recording to it, or to the day that the
    edition speaks from where there is none; no days where they are not known."""
    on, recorded = day(row["outcome_on"]), recorded or day(row["recorded_on"])
    is_later = on is not None and on > AS_AT
    group = "none" if is_later else OUTCOMES[row["outcome"]]
    until = AS_AT if group == "none" else on
    assert recorded is not None
    days = None if until is None else (until - recorded).days
    return group, days if days is not None and days >= 0 else None


def median_days(
    sample: Sample,
    other: Mapping[str, pd.Timestamp | None] = MappingProxyType({}),
    told: Mapping[str, pd.Series[str]] = MappingProxyType({}),
) -> int | None:
    """The days after which half of the CSE offences have an outcome, by what is left at each step.

    ``other``: by reference another day of recording, None for an offence that is none any more; ``told``: by
    reference another account of one.
    """
    timed = []
    for _, row in flagged(sample).iterrows():
        recorded = other.get(row["crime_ref"], day(row["recorded_on"]))
        about = told.get(row["crime_ref"], row)
        group, days = outcome_of(about, recorded) if recorded is not None else ("", None)
        if days is not None:
            timed.append((days, group != "none"))
    left = Fraction(1)
    for at in sorted({days for days, _ in timed}):
        still = [ended for days, ended in timed if days >= at]
        left *= 1 - Fraction(sum(ended for days, ended in timed if days == at), len(still))
        if left <= Fraction(1, 2):
            return at
    return None


def _joined(groups: list[set[str]]) -> list[set[str]]:
    apart: list[set[str]] = []
    for group in groups:
        touching = [other for other in apart if other & group]
        apart = [other for other in apart if not other & group] + [group.union(*touching)]
    return apart
