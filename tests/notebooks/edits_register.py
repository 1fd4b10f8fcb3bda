"""Edits of one row in the at-risk register, the school files and the return interviews."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
from edits import YEAR, Edit, Sample, Steps, band, cells, completed_years, day, steps
from edits_missing import children

REGISTER, SCHOOL, TOTALS, INTERVIEWS = (
    "at_risk_register",
    "school_absence",
    "school_absence_totals",
    "return_interviews",
)
BANDS = ((0, 11), (12, 13), (14, 15), (16, 17))
FEMALE, MALE, AGAIN = (f"cse.at_risk_{share}_share" for share in ("female", "male", "again"))
DAYS = {f"cse.at_risk_{days}" for days in ("days_median", "days_middle_half", "look_back")}
FIRST_DAY, LAST_DAY = pd.Timestamp(YEAR, 1, 1), pd.Timestamp(YEAR, 12, 31)
SCHOOL_YEAR, AGED_ON = f"{YEAR - 1}/{YEAR % 100}", pd.Timestamp(YEAR - 1, 8, 31)
OTHERS_ABSENT = {"absence.other_share", "absence.at_risk_ratio", "absence.at_risk_standardised_ratio"}
ABSENT = OTHERS_ABSENT | {"absence.at_risk_share"}
BEFORE = {"absence.before_identification_share", "absence.before_identification_standardised_ratio"}
"""Of pupils who were identified later; behind the ratio are all pupils at risk, beside the others."""
PUPIL_AGES = range(5, 16)
BROAD = {
    "White British": "white",
    "White other": "white",
    "Mixed": "mixed",
    "Asian": "asian",
    "Black": "black",
}


@dataclass(frozen=True)
class AtRisk:
    """A child with one spell on the register, identified in the year, and where the child is counted."""

    row: int
    person: str
    sex: str
    age: int
    closed: pd.Timestamp | None
    told: Mapping[str, str]

    @property
    def identified_cells(self) -> set[str]:
        own = {
            name: self.told[name] or "U" for name in ("risk_level", "referral_source", "disability", "send")
        }
        own["register_level"] = own.pop("risk_level")
        own["send"] = {"none": "no", "U": "U"}.get(own["send"], "yes")
        own["ethnicity"] = BROAD.get(self.told["ethnicity_self"], "U")
        cell = {"age_identified": band(self.age, BANDS), "sex": self.sex, "identified_again": "no", **own}
        return cells("cse.at_risk_children", *(f"{name}={category}" for name, category in cell.items()))

    @property
    def shares(self) -> set[str]:
        """What is made of the children identified, if this one is no longer among them."""
        known = {f"cse.at_risk_{name}_share" for name in ("disability", "send") if self.told[name]}
        return {FEMALE, MALE, AGAIN, *known}

    @property
    def closed_cells(self) -> set[str]:
        if self.closed is None or self.closed > LAST_DAY:
            return set()
        return cells("cse.at_risk_closed", f"register_outcome={self.told['outcome'] or 'U'}")

    @property
    def is_open_at_end(self) -> bool:
        return self.closed is None or self.closed > LAST_DAY

    @property
    def open_cells(self) -> set[str]:
        return {"cse.at_risk_open"} | ({"cse.at_risk_open_at_end"} if self.is_open_at_end else set())


@dataclass(frozen=True)
class Pupil:
    """A pupil with one row of the school year: the age at its start, and sessions."""

    row: int
    person: str
    age: int
    possible: int
    unauthorised: int
    authorised: int

    @property
    def a_tenth(self) -> int:
        """The fewest sessions that are a tenth of those possible."""
        return -(-self.possible // 10)


def at_risk(sample: Sample, wanted: Callable[[AtRisk], bool]) -> AtRisk:
    """The first child with a clean spell who is as wanted."""
    return next(child for child in _identified(sample) if wanted(child))


def _identified(sample: Sample) -> Iterator[AtRisk]:
    for row, found in sample.rows[REGISTER].iterrows():
        person = sample.person[REGISTER][row]
        days = ("date_of_birth", "identified_on", "closed_on")
        born, identified, closed = (day(found[name]) for name in days)
        clean = sample.times(person, REGISTER) == 1 and found["sex"] in ("F", "M")
        if born is None or identified is None or not clean:
            continue
        in_order = not found["closed_on"] or (closed is not None and closed >= identified)
        if in_order and FIRST_DAY <= identified <= LAST_DAY and completed_years(born, identified) < 18:
            age = completed_years(born, identified)
            yield AtRisk(int(row), person, found["sex"], age, closed, {**found})


def in_no_figure_of_others(sample: Sample, child: AtRisk) -> bool:
    """Whether no figure of missing children or of pupils can tell that the child is at risk."""
    return not (sample.times(child.person, "missing_episodes") or sample.times(child.person, SCHOOL))


def a_pupil(sample: Sample, wanted: Callable[[Pupil], bool]) -> Pupil:
    """The first pupil with a clean row who is as wanted."""
    return next(pupil for pupil in _pupils(sample) if wanted(pupil))


def _pupils(sample: Sample) -> Iterator[Pupil]:
    for row, found in sample.rows[SCHOOL].iterrows():
        person, born = sample.person[SCHOOL][row], day(found["date_of_birth"])
        counts = [found[f"sessions_{name}"] for name in ("possible", "unauthorised", "authorised")]
        numbers = all(text.isdigit() for text in counts) and found["academic_year"] == SCHOOL_YEAR
        if born is not None and numbers and sample.times(person, SCHOOL) == 1 and int(counts[0]) > 0:
            yield Pupil(int(row), person, completed_years(born, AGED_ON), *map(int, counts))


def _of_school_age(sample: Sample) -> set[str]:
    """The pupils of whom the figures on absence tell."""
    return {one.person for one in _pupils(sample) if one.age in PUPIL_AGES}


def _pupil_at_risk(sample: Sample, ages: Collection[int]) -> Pupil:
    """The first pupil of these ages who is at risk, and has missed less than a tenth."""
    identified = {child.person for child in _identified(sample)}
    return a_pupil(sample, lambda one: one.person in identified and one.age in ages and _could_cross(one))


def _could_cross(pupil: Pupil) -> bool:
    return pupil.unauthorised < pupil.a_tenth <= pupil.possible - pupil.authorised


def identify_a_child_before_the_period(sample: Sample, folder: Path) -> Steps:
    missing, pupils = {child.person for child in children(sample)}, _of_school_age(sample)
    child = at_risk(sample, lambda one: one.person in missing and one.person in pupils)
    born = day(sample.rows[REGISTER].loc[child.row, "date_of_birth"])
    before = FIRST_DAY - pd.Timedelta(days=1)
    assert born is not None and completed_years(born, before) < 18
    sample.set(folder, REGISTER, child.row, identified_on=f"{before:%Y-%m-%d}")
    identified = day(sample.rows[REGISTER].loc[child.row, "identified_on"])
    assert identified is not None
    same_months = {"missing.at_risk_children_same_window"} if identified.month < LAST_DAY.month else set()
    left = child.identified_cells | {"missing.at_risk_children"} | same_months
    return steps(left, also=child.shares | ABSENT, may=DAYS | BEFORE)


def change_the_sex_of_a_child_at_risk(sample: Sample, folder: Path) -> Steps:
    child = at_risk(sample, lambda one: one.sex == "F" and in_no_figure_of_others(sample, one))
    sample.set(folder, REGISTER, child.row, sex="M")
    return steps(child.identified_cells, replace(child, sex="M").identified_cells, {FEMALE, MALE})


def refer_a_child_again(sample: Sample, folder: Path) -> Steps:
    child = at_risk(sample, lambda one: one.closed is not None and one.closed.month < LAST_DAY.month)
    assert child.closed is not None
    again = f"{child.closed + pd.Timedelta(days=7):%Y-%m-%d}"
    sample.add(folder, REGISTER, child.row, identified_on=again, closed_on="")
    new, known = (f"cse.at_risk_children[identified_again={answer}]" for answer in ("no", "yes"))
    return steps({new}, {known, "cse.at_risk_open_at_end"}, {AGAIN})


def close_a_case(sample: Sample, folder: Path) -> Steps:
    child = at_risk(sample, lambda one: one.closed is None)
    sample.set(folder, REGISTER, child.row, closed_on=f"{LAST_DAY:%Y-%m-%d}")
    closed = replace(child, closed=LAST_DAY)
    return steps({"cse.at_risk_open_at_end"}, closed.closed_cells, may=DAYS)


def remove_a_pupil_from_the_register(sample: Sample, folder: Path) -> Steps:
    pupils = _of_school_age(sample)

    def is_pupil(one: AtRisk) -> bool:
        return one.person in pupils and not sample.times(one.person, "missing_episodes")

    child = at_risk(sample, is_pupil)
    sample.drop(folder, REGISTER, child.row)
    left = child.identified_cells | child.open_cells | child.closed_cells
    return steps(left, also=child.shares | ABSENT, may=DAYS | BEFORE)


def let_a_pupil_at_risk_miss_a_tenth(sample: Sample, folder: Path) -> Steps:
    pupil = _pupil_at_risk(sample, PUPIL_AGES)
    sample.set(folder, SCHOOL, pupil.row, sessions_unauthorised=str(pupil.a_tenth))
    return steps(also=ABSENT, may=BEFORE)


def let_a_pupil_at_risk_miss_a_session_less_than_a_tenth(sample: Sample, folder: Path) -> Steps:
    pupil = _pupil_at_risk(sample, PUPIL_AGES)
    assert pupil.unauthorised != pupil.a_tenth - 1
    sample.set(folder, SCHOOL, pupil.row, sessions_unauthorised=str(pupil.a_tenth - 1))
    return {}


def let_a_pupil_who_is_too_old_miss_a_tenth(sample: Sample, folder: Path) -> Steps:
    pupil = _pupil_at_risk(sample, [PUPIL_AGES[-1] + 1])
    sample.set(folder, SCHOOL, pupil.row, sessions_unauthorised=str(pupil.a_tenth))
    return {}


def let_another_pupil_miss_a_tenth(sample: Sample, folder: Path) -> Steps:
    def is_other(one: Pupil) -> bool:
        return not sample.times(one.person, REGISTER) and one.age in PUPIL_AGES and _could_cross(one)

    pupil = a_pupil(sample, is_other)  # counted in the totals already, and named for linkage alone
    sample.set(folder, SCHOOL, pupil.row, sessions_unauthorised=str(pupil.a_tenth))
    return {}


def change_a_cell_of_the_oldest_pupils(sample: Sample, folder: Path) -> Steps:
    _one_absentee_more(sample, folder, PUPIL_AGES[-1])
    return steps(also=OTHERS_ABSENT, may={max(BEFORE)})


def change_a_cell_of_pupils_who_are_too_old(sample: Sample, folder: Path) -> Steps:
    _one_absentee_more(sample, folder, PUPIL_AGES[-1] + 1)
    return {}


def _one_absentee_more(sample: Sample, folder: Path, age: int) -> None:
    rows = sample.rows[TOTALS]
    cell = rows[rows["academic_year"].eq(SCHOOL_YEAR) & rows["age"].eq(str(age)) & rows["sex"].eq("F")]
    (row,) = cell.index
    sample.set(folder, TOTALS, int(row), pupils_10pct=str(int(cell["pupils_10pct"].item()) + 1))


def decline_a_return_interview(sample: Sample, folder: Path) -> Steps:
    accepted = sample.rows[INTERVIEWS]["response"].eq("accepted")
    sample.set(folder, INTERVIEWS, int(accepted.idxmax()), response="declined")
    due = "missing.interviews"
    return steps(
        {f"{due}[response=accepted]"}, {f"{due}[response=declined]"}, {f"{due}_completed_of_accepted_share"}
    )


SOME: list[Edit] = [let_a_pupil_at_risk_miss_a_tenth]
MORE: list[Edit] = [
    identify_a_child_before_the_period,
    change_the_sex_of_a_child_at_risk,
    refer_a_child_again,
    close_a_case,
    remove_a_pupil_from_the_register,
    let_a_pupil_at_risk_miss_a_session_less_than_a_tenth,
    let_a_pupil_who_is_too_old_miss_a_tenth,
    let_another_pupil_miss_a_tenth,
    change_a_cell_of_the_oldest_pupils,
    change_a_cell_of_pupils_who_are_too_old,
    decline_a_return_interview,
]
