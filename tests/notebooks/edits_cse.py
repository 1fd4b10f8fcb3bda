"""Edits of one row among offences and the people in them, and what each is expected to change."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pandas as pd
from crimes import (
    OFFENCES,
    PEOPLE,
    Crime,
    Named,
    a_crime,
    a_suspect,
    link_steps,
    median_days,
    middle_half,
    recorded_pairs,
    victim_ages,
)
from edits import YEAR, Edit, Sample, Steps, day, steps
from edits_missing import children

MIDDLE_HALF, AGED_14_TO_16 = "cse.victim_age_middle_half", "cse.victim_age_14_16_share"
MEAN_AGE, BRITISH, LONE = "cse.offender_mean_age", "cse.offenders_british_share", "cse.lone_offence_share"
UNDER_18, ELSEWHERE = "cse.offenders_under_18_share", "cse.offenders_from_elsewhere_share"
BOYS, MEDIAN = "cse.victims_male_share", "cse.days_to_outcome_median"
OUTCOMES = {"cse.charged_share", "cse.victim_does_not_support_share"}
LAST_MONTH_OF_BOTH = 11
"""The missing window ends in November, that of offences in December."""
ANY_MEAN = (16, 17, 18)
"""The mean age rounds to 17: without somebody of another age than these it is another."""


def _quartiles(sample: Sample, victim: Named, age: int | None) -> set[str]:
    """The quartiles, if they change when a victim has another age, or is none any more."""
    ages = victim_ages(sample)
    assert ages[victim.person] == victim.age
    others = {person: own for person, own in ages.items() if person != victim.person}
    after = others if age is None else {**others, victim.person: age}
    return set() if middle_half(ages) == middle_half(after) else {MIDDLE_HALF}


def _lone(crime: Crime) -> set[str]:
    """The share of lone offences, if this one is in its base."""
    return set() if crime.suspects == "U" else {LONE}


def _looked_back_on(sample: Sample, crime: Crime) -> set[str]:
    """The share of victims who were missing before the offence, if the crime's victim is one of whom that is
    known: its day is, and the 90 days before lie in the window."""
    last = day(sample.rows[OFFENCES].loc[crime.row, "committed_to"])
    is_known = last in (None, crime.committed)
    inside = pd.Timestamp(YEAR, 4, 1) <= crime.committed <= pd.Timestamp(YEAR, 12, 1)
    return {"missing.before_offence_share"} if is_known and inside else set()


def _outcomes(sample: Sample, crime: Crime, recorded: pd.Timestamp | None) -> set[str]:
    """What is made of outcomes, if it changes when a crime is recorded on another day, or is none now."""
    median = {MEDIAN} if median_days(sample) != median_days(sample, {crime.ref: recorded}) else set()
    return median | (OUTCOMES if recorded is None and crime.outcome not in ("none", "U") else set())


def _both(one: Steps, other: Steps) -> Steps:
    """Two changes at once."""
    counts = Counter({key: step for key, step in one.items() if step is not None})
    counts.update({key: step for key, step in other.items() if step is not None})
    shares = {key: step for key, step in (*one.items(), *other.items()) if step is None}
    return {key: step for key, step in counts.items() if step} | shares


def review_an_offence_to_no(sample: Sample, folder: Path) -> Steps:
    def with_people(crime: Crime) -> bool:
        who = crime.suspect
        counted = who is not None and who.linked and who.age not in ANY_MEAN
        return counted and not (who.missing or crime.victim.missing or crime.victim.known_to_care)

    crime = a_crime(sample, with_people)
    sample.set(folder, OFFENCES, crime.row, cse_flag_reviewed="no")
    assert crime.suspect is not None
    left = crime.cells() | crime.victim.cells() | crime.suspect.cells()
    british = {BRITISH} if crime.suspect.nationality else set()
    also = {MEAN_AGE, AGED_14_TO_16, *british, *_lone(crime), *_quartiles(sample, crime.victim, None)}
    also |= {UNDER_18, BOYS, *_outcomes(sample, crime, None), *_looked_back_on(sample, crime)}
    also |= set() if crime.suspect.home_authority == "U" else {ELSEWHERE}
    linked = recorded_pairs(sample)
    others = {pair for pair in linked if crime.suspect.person not in pair}
    return _both(steps(left, also=also), link_steps(sample, linked, others, but=crime.ref))


def unflag_an_offence_against_a_missing_child(sample: Sample, folder: Path) -> Steps:
    missing = {child.person for child in children(sample)}
    reviewed = sample.rows[OFFENCES]["cse_flag_reviewed"]

    def against(crime: Crime) -> bool:
        is_missing = crime.victim.person in missing and not crime.victim.known_to_care
        return crime.suspect is None and reviewed[crime.row] == "" and is_missing

    crime = a_crime(sample, against)
    sample.set(folder, OFFENCES, crime.row, cse_flag_recorded="no")  # nobody reviewed it
    overlap = {"missing.cse_children", "missing.cse_victims"}
    if crime.recorded.month <= LAST_MONTH_OF_BOTH:
        overlap |= {"missing.cse_children_same_window", "missing.cse_victims_same_window"}
    also = {AGED_14_TO_16, BOYS, *_lone(crime), *_quartiles(sample, crime.victim, None)}
    also |= {*_outcomes(sample, crime, None), *_looked_back_on(sample, crime)}
    return steps(crime.cells() | crime.victim.cells() | overlap, also=also)


def move_a_recording_to_the_next_month(sample: Sample, folder: Path) -> Steps:
    def can_move(crime: Crime) -> bool:
        return crime.recorded.month <= 9 and (crime.recorded - crime.committed).days < 180

    crime = a_crime(sample, can_move)
    later = crime.recorded + pd.Timedelta(days=31)
    sample.set(folder, OFFENCES, crime.row, recorded_on=f"{later:%d/%m/%Y}")
    moved = replace(crime, recorded=later)
    return steps(crime.cells(), moved.cells(), also=_outcomes(sample, crime, later))


def report_one_suspect_where_none_was(sample: Sample, folder: Path) -> Steps:
    crime = a_crime(sample, lambda crime: crime.reported == "")
    sample.set(folder, OFFENCES, crime.row, suspects_reported="1")
    return steps(crime.cells(), replace(crime, reported="1").cells(), also={LONE})


def report_two_suspects_where_one_was(sample: Sample, folder: Path) -> Steps:
    crime = a_crime(sample, lambda crime: crime.reported == "1")
    sample.set(folder, OFFENCES, crime.row, suspects_reported="2")
    return steps(crime.cells(), replace(crime, reported="2").cells(), also={LONE})


def assess_an_offence_for_a_gang_marker(sample: Sample, folder: Path) -> Steps:
    crime = a_crime(sample, lambda crime: crime.gang == "")
    sample.set(folder, OFFENCES, crime.row, gang_marker="no")
    return steps(crime.cells(), replace(crime, gang="no").cells())


def mark_an_offence_as_gang_related(sample: Sample, folder: Path) -> Steps:
    crime = a_crime(sample, lambda crime: crime.gang == "no")
    sample.set(folder, OFFENCES, crime.row, gang_marker="yes")
    return steps(crime.cells(), replace(crime, gang="yes").cells())


def _unlinked(one: Named) -> bool:
    """Whether nothing is lost if the person is not found in other extracts any more."""
    return not (one.linked or one.missing)


def change_the_sex_of_a_suspect(sample: Sample, folder: Path) -> Steps:
    suspect = a_suspect(sample, lambda one: one.sex == "M" and _unlinked(one))
    sample.set(folder, PEOPLE, suspect.row, sex="F")
    entered = replace(suspect, sex="F").cells() | {"cse.female_offenders"}
    return steps(suspect.cells(), entered)


def change_the_date_of_birth_of_a_suspect(sample: Sample, folder: Path) -> Steps:
    suspect = a_suspect(sample, _unlinked)
    born = day(sample.rows[PEOPLE].loc[suspect.row, "date_of_birth"])
    assert born is not None
    sample.set(folder, PEOPLE, suspect.row, date_of_birth=f"{born.year + 3}-{born:%m-%d}")
    younger = replace(suspect, age=suspect.age - 3)
    also = {MEAN_AGE} | ({UNDER_18} if suspect.age >= 18 > younger.age else set())
    return steps(suspect.cells(), younger.cells(), also=also)


def change_the_date_of_birth_of_a_victim(sample: Sample, folder: Path) -> Steps:
    victim = a_crime(sample, lambda crime: crime.victim.age in (15, 16) and not crime.victim.missing).victim
    born = day(sample.rows[PEOPLE].loc[victim.row, "date_of_birth"])
    assert born is not None
    sample.set(folder, PEOPLE, victim.row, date_of_birth=f"{born.year + 3}-{born:%m-%d}")
    younger = victim.age - 3
    also = {AGED_14_TO_16, *_quartiles(sample, victim, younger)}
    return steps(victim.cells(), replace(victim, age=younger).cells(), also)


def change_a_nationality(sample: Sample, folder: Path) -> Steps:
    suspect = a_suspect(sample, lambda one: one.nationality == "British")
    sample.set(folder, PEOPLE, suspect.row, nationality="Polish")
    return steps(suspect.cells(), replace(suspect, nationality="Polish").cells(), also={BRITISH})


def charge_a_suspect(sample: Sample, folder: Path) -> Steps:
    suspect = a_suspect(sample, lambda one: one.role == "suspect")
    sample.set(folder, PEOPLE, suspect.row, role="charged")
    return {}


def name_a_suspect_in_a_second_offence(sample: Sample, folder: Path) -> Steps:
    first = a_crime(sample, lambda crime: crime.suspect is not None and _unlinked(crime.suspect))

    def later(crime: Crime) -> bool:
        return crime.suspect is None and crime.reported == "1" and crime.committed > first.committed

    second = a_crime(sample, later)
    assert first.suspect is not None
    sample.add(folder, PEOPLE, first.suspect.row, crime_ref=second.ref)
    repeats = {"repeat_offenders", "offenders_of_several_victims", "offenders_on_several_dates"}
    left = {"cse.offences_without_suspect", "cse.offenders[offences_each=1]", "cse.offence_clusters"}
    places = [crime.about["community_area"] or "U" for crime in (first, second)]
    left |= {f"cse.offence_clusters[offence_area={place}]" for place in places if places.count(place) > 1}
    return steps(left, {"cse.offenders[offences_each=2]", *(f"cse.{name}" for name in repeats)})


def remove_a_victim(sample: Sample, folder: Path) -> Steps:
    def alone(crime: Crime) -> bool:
        return crime.suspect is not None and not (crime.victim.missing or crime.victim.known_to_care)

    crime = a_crime(sample, alone)
    victim = crime.victim
    sample.drop(folder, PEOPLE, victim.row)
    also = {AGED_14_TO_16, BOYS, *_quartiles(sample, victim, None), *_looked_back_on(sample, crime)}
    return steps(victim.cells(), {"cse.offences_without_victim"}, also)


SOME: list[Edit] = [review_an_offence_to_no]
MORE: list[Edit] = [
    unflag_an_offence_against_a_missing_child,
    move_a_recording_to_the_next_month,
    report_one_suspect_where_none_was,
    report_two_suspects_where_one_was,
    assess_an_offence_for_a_gang_marker,
    mark_an_offence_as_gang_related,
    change_the_sex_of_a_suspect,
    change_the_date_of_birth_of_a_suspect,
    change_the_date_of_birth_of_a_victim,
    change_a_nationality,
    charge_a_suspect,
    name_a_suspect_in_a_second_offence,
    remove_a_victim,
]
