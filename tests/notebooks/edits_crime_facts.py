"""Edits of one row that change what an offence was, what came of it, or who somebody in it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from crimes import AS_AT, OFFENCES, PEOPLE, Crime, Named, a_crime, a_suspect, median_days, simple_crimes
from edits import Edit, Sample, Steps, steps

CHARGED, WITHDRAWN = "cse.charged_share", "cse.victim_does_not_support_share"
ELSEWHERE, MEDIAN = "cse.offenders_from_elsewhere_share", "cse.days_to_outcome_median"


def _told_otherwise(sample: Sample, folder: Path, crime: Crime, **cells: str) -> Crime:
    """Write another account of an offence; the offence by it."""
    sample.set(folder, OFFENCES, crime.row, **cells)
    about = crime.about.copy()
    for name, cell in cells.items():
        about[name] = cell
    return replace(crime, about=about)


def change_the_class_of_an_offence(sample: Sample, folder: Path) -> Steps:
    crime = a_crime(sample, lambda crime: crime.about["ho_class"] == "22B")
    return steps(crime.cells(), _told_otherwise(sample, folder, crime, ho_class="71").cells())


def leave_the_class_of_an_offence_blank(sample: Sample, folder: Path) -> Steps:
    crime = a_crime(sample, lambda crime: crime.about["ho_class"] == "20")
    return steps(crime.cells(), _told_otherwise(sample, folder, crime, ho_class="").cells())


def move_an_offence_to_another_place(sample: Sample, folder: Path) -> Steps:
    crime = a_crime(sample, lambda crime: crime.about["location_type"] == "open space")
    moved = _told_otherwise(sample, folder, crime, location_type="school", community_area="Westbury")
    # A place of which there was no offence has no cell
    new = {f"cse.{of}[offence_area=Westbury]" for of in ("offences", "offence_clusters")}
    others = [other.about["community_area"] for other in simple_crimes(sample)]
    assert "Westbury" not in others
    left, entered = crime.cells() - moved.cells(), moved.cells() - crime.cells() - new
    return {**steps(left, entered), **dict.fromkeys(new)}


def withdraw_support_where_somebody_was_charged(sample: Sample, folder: Path) -> Steps:
    crime = a_crime(sample, lambda crime: crime.outcome == "charged")
    moved = _told_otherwise(sample, folder, crime, outcome="victim does not support")
    return steps(crime.cells(), moved.cells(), also={CHARGED, WITHDRAWN})


def give_an_outcome_after_the_edition_speaks(sample: Sample, folder: Path) -> Steps:
    crime = a_crime(sample, lambda crime: crime.outcome == "evidence")
    later = AS_AT.replace(month=4, day=1)
    before = median_days(sample)
    moved = _told_otherwise(sample, folder, crime, outcome_on=f"{later:%d/%m/%Y}")
    assert moved.outcome == moved.outcome_days == "none"
    after = median_days(sample, told={crime.ref: moved.about})
    also = {CHARGED, WITHDRAWN} | ({MEDIAN} if before != after else set())
    return steps(crime.cells(), moved.cells(), also=also)


def let_somebody_describe_their_ethnicity(sample: Sample, folder: Path) -> Steps:
    def by_an_officer(one: Named) -> bool:
        return one.ethnicity[0] == "" and one.ethnicity[1] == "White British"

    suspect = a_suspect(sample, by_an_officer)
    sample.set(folder, PEOPLE, suspect.row, ethnicity_self="Mixed")
    return steps(suspect.cells(), replace(suspect, ethnicity=("Mixed", "White British")).cells())


def change_a_relationship(sample: Sample, folder: Path) -> Steps:
    suspect = a_suspect(sample, lambda one: one.relationship == "acquaintance")
    sample.set(folder, PEOPLE, suspect.row, relationship="stranger")
    return steps(suspect.cells(), replace(suspect, relationship="stranger").cells())


def let_a_suspect_live_elsewhere(sample: Sample, folder: Path) -> Steps:
    suspect = a_suspect(sample, lambda one: one.home == "Wiltshire" and not one.linked)
    sample.set(folder, PEOPLE, suspect.row, home_authority="Swindon")
    return steps(suspect.cells(), replace(suspect, home="Swindon").cells(), also={ELSEWHERE})


SOME: list[Edit] = []
MORE: list[Edit] = [
    change_the_class_of_an_offence,
    leave_the_class_of_an_offence_blank,
    move_an_offence_to_another_place,
    withdraw_support_where_somebody_was_charged,
    give_an_outcome_after_the_edition_speaks,
    let_somebody_describe_their_ethnicity,
    change_a_relationship,
    let_a_suspect_live_elsewhere,
]
