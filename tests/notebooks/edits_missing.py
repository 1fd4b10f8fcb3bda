"""Edits of one row among missing episodes and periods of care, and what each is expected to change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import prod
from pathlib import Path

import pandas as pd
from edits import YEAR, Edit, Sample, Steps, band, cells, completed_years, day, moment, steps

INTERVIEWS = "return_interviews"
EPISODES, PLACED, LOOKED_AFTER = "missing_episodes", "placed_by_others", "looked_after"
CARE_RECORDS = (LOOKED_AFTER, PLACED)
OTHERS = ("return_interviews", "school_absence", "intelligence")
"""Extracts in which a missing child may be besides: no figure tells of it."""
BANDS = ((0, 9), (10, 12), (13, 14), (15, 16), (17, 17))
PER_CHILD = {"F": "missing.female_episodes_per_child", "M": "missing.male_episodes_per_child"}
CARE = {"missing.in_care_share", "missing.in_care_episode_share"}
COSTS = {"cost.police_low", "cost.police_high", "cost.police_twelve_months", "cost.police_fewer_repeats"}
WEIGHTED = ("cost.police_weighted_least", "cost.police_weighted", "cost.police_weighted_most")
WEIGHTS = {
    "category=absent": (0, 0, 1),
    "risk_level=high": (1, 1, 2),
    "risk_level=low": (0.5, 1, 1),
    "risk_level=no apparent risk": (0.5, 1, 1),
    "duration=0-7h": (0.5, 1, 1),
    **dict.fromkeys(("duration=2-6d", "duration=7-27d", "duration=28d+"), (1, 1, 2)),
}
"""What an episode of a kind counts as: least, as taken and most; all others count as one."""
TENTH = "missing.most_missing_tenth_share"
TIMES = ((0, 5), (6, 11), (12, 17), (18, 23))
HOURS = (("0-7h", 8), ("8-15h", 16), ("16-23h", 24), ("24-47h", 48), ("2-6d", 168), ("7-27d", 672))
"""Bands of length, and the hours that each is shorter than."""
KINDS = {
    "": "U",
    "police": "police",
    "family": "family",
    "carer": "carers",
    "returned by self": "self",
    "public": "other",
    "own address": "home",
    "friend's address": "friend",
    "street": "street",
    "relative's address": "relative",
    "public transport": "transport",
    "some": "some",
    "none": "none",
    "U6": "foster",
    "U3": "foster",
    "foster": "foster",
    "K2": "children's home",
    "P1": "parents",
    "children's home": "children's home",
    "P2": "independent",
    "H5": "independent",
    "S1": "other",
    "semi-independent": "independent",
    "school": "other",
}
"""What the sample's words on how a child was found, and on placements, come to."""
AGAIN = "missing.again_within_28_days_share"
MEDIAN = "missing.median_hours"
OF_CARE = {"missing.in_care_episodes_per_child", "missing.not_in_care_episodes_per_child"}
LAST_MONTH = 10
"""An episode that is moved on by a month still starts in the window, which ends in November."""


@dataclass(frozen=True)
class Child:
    """A child with one clean episode of one row, and where that episode is counted."""

    row: int
    person: str
    sex: str
    age: int
    category: str
    month: str
    marker: str
    source: str
    told: tuple[str, ...]
    """The cells of its own: when it started, how long it was, from where, at what risk, whose, how found."""
    placement: str = "none"

    def episode_cells(self) -> set[str]:
        return cells(
            "missing.episodes",
            f"category={self.category}",
            f"month={self.month}",
            f"category={self.category},month={self.month}",
            "repeats=1",
            f"care_source={self.source}",
            f"police_marker={self.marker}",
            f"care_source={self.source},police_marker={self.marker}",
            f"placement={self.placement}",
            *self.told,
        )

    def child_cells(self) -> set[str]:
        age = f"age_band={band(self.age, BANDS)}"
        return cells(
            "missing.children",
            f"category={self.category}",
            f"graded={self.category}",
            f"month={self.month}",
            age,
            f"sex={self.sex}",
            f"girl_or_boy={self.sex}",
            f"{age},girl_or_boy={self.sex}",
            "repeats=1",
            f"care_source={self.source}",
            f"placement={self.placement}",
            *(cell.replace("home_area", "authority") for cell in self.told if cell.startswith("home_area=")),
        )

    def cells(self) -> set[str]:
        return self.episode_cells() | self.child_cells()

    def weights(self) -> list[float]:
        kinds = [WEIGHTS.get(kind, (1, 1, 1)) for kind in (f"category={self.category}", *self.told)]
        return [prod(ends) for ends in zip(*kinds, strict=True)]


def reweighted(before: Child, after: Child) -> set[str]:
    """The weighted costs that an episode of another kind changes."""
    ends = zip(WEIGHTED, before.weights(), after.weights(), strict=True)
    return {id for id, was, now in ends if was != now}


def a_child(sample: Sample, source: str, marker: str, **wanted: str) -> Child:
    """The first child with one clean row here and in no other extract that tells but ``source``, from which
    alone the care status comes (none: from no record)."""
    for child in children(sample):
        records = [source] if source in CARE_RECORDS else []
        apart = sample.only_in(child.person, EPISODES, *OTHERS, *records)
        known = all(sample.times(child.person, name) == 1 for name in records)
        row = sample.rows[EPISODES].loc[child.row]
        if apart and known and child.marker == marker and all(row[name] == wanted[name] for name in wanted):
            if records:
                kind = sample.rows[source].loc[sample.row_of(child.person, source), "placement_type"]
                return replace(child, source=source, placement=KINDS[kind])
            return child if marker != "yes" else replace(child, source="police_marker", placement="U")
    raise LookupError(f"no child with {source}, marker {marker} and {wanted}")


def children(sample: Sample) -> Iterator[Child]:
    """The children with one clean row, their care status as if no record knew of them."""
    for row, found in sample.rows[EPISODES].iterrows():
        start, end = moment(found["missing_from"]), moment(found["returned_at"])
        born, person = day(found["date_of_birth"]), sample.person[EPISODES][row]
        timed = ":" in found["missing_from"] and ":" in found["returned_at"]
        if not timed or start is None or end is None or born is None:
            continue
        if sample.times(person, EPISODES) != 1:
            continue
        clean = found["category"] == found["category_initial"] and found["sex"] in PER_CHILD and start < end
        if clean and start.year == YEAR and 2 <= start.month <= LAST_MONTH:
            age, marker = completed_years(born, start), found["police_care_marker"] or "U"
            if 4 <= age <= 17:
                month, told = f"{start:%Y-%m}", _told(found, start, end)
                yield Child(
                    int(row), person, found["sex"], age, found["category"], month, marker, "none", told
                )


def _told(found: pd.Series, start: pd.Timestamp, end: pd.Timestamp) -> tuple[str, ...]:
    """What one row says of its episode, whose start and return have a time."""
    time = next(f"{low:02d}-{high:02d}" for low, high in TIMES if low <= start.hour <= high)
    days = "weekend" if start.isoweekday() > 5 else "weekday"
    hours = (end - start).total_seconds() / 3600
    length = next((name for name, most in HOURS if hours < most), "28d+")
    home = found["home_authority"]
    return (
        f"time_band={time}",
        f"day_kind={days}",
        f"day_kind={days},time_band={time}",
        f"duration={length}",
        f"missing_from_type={found['missing_from_type'] or 'U'}",
        f"risk_level={found['risk_level'] or 'U'}",
        f"home_area={'U' if not home else 'own' if home == 'Wiltshire' else 'other'}",
        f"found_by={KINDS[found['found_by']]}",
        f"found_in={KINDS[found['found_in']]}",
        f"harm={KINDS[found['harm']]}",
    )


def remove_an_episode(sample: Sample, folder: Path) -> Steps:
    child = a_child(sample, "none", "U", sex="F", category="missing")
    sample.drop(folder, EPISODES, child.row)
    made_of = {"missing.female_share", "cost.police_low_missing_only", TENTH, AGAIN}
    made_of |= {f"missing.{name}_per_1000" for name in ("children", "missing_children", "episodes")}
    by_care = "missing.not_in_care_episodes_per_child"
    return steps(
        left=child.cells(), also={*made_of, by_care, PER_CHILD["F"], *CARE, *COSTS, *WEIGHTED}, may={MEDIAN}
    )


def regrade_missing_to_absent(sample: Sample, folder: Path) -> Steps:
    child = a_child(sample, "none", "no", category="missing")
    sample.set(folder, EPISODES, child.row, category="absent", category_initial="absent")
    after = replace(child, category="absent")
    also = {"cost.police_low_missing_only", "missing.missing_children_per_1000", *reweighted(child, after)}
    return steps(child.cells(), after.cells(), also)


def change_a_date_of_birth(sample: Sample, folder: Path) -> Steps:
    child = a_child(sample, "none", "U", sex="M")
    years = -3 if child.age < 13 else 3
    own, month, year = sample.rows[EPISODES].loc[child.row, "date_of_birth"].split("/")
    sample.set(folder, EPISODES, child.row, date_of_birth=f"{own}/{month}/{int(year) + years}")
    return steps(child.cells(), replace(child, age=child.age - years).cells())


def change_a_sex(sample: Sample, folder: Path) -> Steps:
    child = a_child(sample, "none", "U", sex="M")
    sample.set(folder, EPISODES, child.row, sex="F")
    also = {"missing.female_share", *PER_CHILD.values()}
    return steps(child.cells(), replace(child, sex="F").cells(), also)


def move_an_episode_to_the_next_month(sample: Sample, folder: Path) -> Steps:
    child = a_child(sample, "none", "no")
    found = sample.rows[EPISODES].loc[child.row]
    moved = {
        name: f"{was + pd.Timedelta(days=31):%d/%m/%Y %H:%M}"
        for name in ("missing_from", "reported_at", "returned_at")
        if (was := moment(found[name])) is not None
    }
    sample.set(folder, EPISODES, child.row, **moved)
    start, end = moment(moved["missing_from"]), moment(moved["returned_at"])
    assert start is not None and end is not None
    after = replace(child, month=f"{start:%Y-%m}", told=_told(found, start, end))
    return steps(child.cells(), after.cells())


def find_a_child_two_days_later(sample: Sample, folder: Path) -> Steps:
    child = a_child(sample, "none", "no")
    found = sample.rows[EPISODES].loc[child.row]
    start, end = moment(found["missing_from"]), moment(found["returned_at"])
    assert start is not None and end is not None
    later = end + pd.Timedelta(days=2)
    sample.set(folder, EPISODES, child.row, returned_at=f"{later:%d/%m/%Y %H:%M}")
    after = replace(child, told=_told(found, start, later))
    return steps(child.cells(), after.cells(), reweighted(child, after), {MEDIAN})


def assess_another_risk(sample: Sample, folder: Path) -> Steps:
    child = a_child(sample, "none", "no", risk_level="medium")
    sample.set(folder, EPISODES, child.row, risk_level="high")
    after = replace(child, told=tuple(cell.replace("=medium", "=high") for cell in child.told))
    return steps(child.cells(), after.cells(), reweighted(child, after))


def decline_an_interview(sample: Sample, folder: Path) -> Steps:
    """One that was not reached is declined: the offer had its day."""
    rows = sample.rows[INTERVIEWS]
    year = rows["returned_on"].map(lambda text: (found := day(text)) is not None and found.year == YEAR)
    month = rows["returned_on"].map(lambda text: (found := day(text)) is not None and found.month < 12)
    chosen = rows[year & month & rows["response"].eq("not reached") & rows["offered_on"].ne("")]
    sample.set(folder, INTERVIEWS, int(chosen.index[0]), response="declined")
    return steps({"missing.interviews[response=not reached]"}, {"missing.interviews[response=declined]"})


def mark_a_child_as_in_care(sample: Sample, folder: Path) -> Steps:
    child = a_child(sample, "none", "U")
    sample.set(folder, EPISODES, child.row, police_care_marker="yes")
    after = replace(child, marker="yes", source="police_marker", placement="U")
    return steps(child.cells(), after.cells(), CARE | OF_CARE)


def send_a_row_twice(sample: Sample, folder: Path) -> Steps:
    sample.add(folder, EPISODES, a_child(sample, "none", "U").row)
    return {}


def add_an_adult(sample: Sample, folder: Path) -> Steps:
    like = a_child(sample, "none", "U").row
    new = {"episode_ref": "MP15/9999999", "person_ref": "WP99999999", "date_of_birth": "01/02/1980"}
    sample.add(folder, EPISODES, like, **new)
    return {}


def change_a_name(sample: Sample, folder: Path) -> Steps:
    child = a_child(sample, "none", "U")
    sample.set(folder, EPISODES, child.row, forename="Zebedee", surname="Quillfeather")
    return {}


def end_a_placement_that_the_marker_knows_of(sample: Sample, folder: Path) -> Steps:
    child = a_child(sample, LOOKED_AFTER, "yes")
    _end_the_day_before(sample, child, folder)
    return steps(child.cells(), replace(child, source="police_marker", placement="U").cells())


def end_a_placement_that_nobody_else_knows_of(sample: Sample, folder: Path) -> Steps:
    child = a_child(sample, PLACED, "U")
    _end_the_day_before(sample, child, folder)
    return steps(child.cells(), replace(child, source="none", placement="none").cells(), CARE | OF_CARE)


def remove_a_placement(sample: Sample, folder: Path) -> Steps:
    child = a_child(sample, PLACED, "yes")
    sample.drop(folder, PLACED, sample.row_of(child.person, PLACED))
    return steps(child.cells(), replace(child, source="police_marker", placement="U").cells())


def make_a_period_of_care_a_short_break(sample: Sample, folder: Path) -> Steps:
    child = a_child(sample, LOOKED_AFTER, "yes")
    sample.set(folder, LOOKED_AFTER, sample.row_of(child.person, LOOKED_AFTER), legal_status="V4")
    return steps(child.cells(), replace(child, source="police_marker", placement="U").cells())


def _end_the_day_before(sample: Sample, child: Child, folder: Path) -> None:
    start = moment(sample.rows[EPISODES].loc[child.row, "missing_from"])
    assert start is not None
    spell = sample.row_of(child.person, child.source)
    sample.set(folder, child.source, spell, to_date=f"{start - pd.Timedelta(days=1):%Y-%m-%d}")


SOME: list[Edit] = [remove_an_episode]
MORE: list[Edit] = [
    end_a_placement_that_nobody_else_knows_of,
    change_a_date_of_birth,
    regrade_missing_to_absent,
    change_a_sex,
    move_an_episode_to_the_next_month,
    mark_a_child_as_in_care,
    end_a_placement_that_the_marker_knows_of,
    remove_a_placement,
    make_a_period_of_care_a_short_break,
    send_a_row_twice,
    add_an_adult,
    change_a_name,
    find_a_child_two_days_later,
    assess_another_risk,
    decline_an_interview,
]
