"""Unauthorised absence by hand: pupils at risk beside the authority's other pupils."""

from __future__ import annotations

import math

import pytest
from made import Row, dataset, entry, pupil, spell, value

from profile_lib.dataset import Dataset
from profile_lib.measures import absence

BORN = {4: "2009-09-01", 5: "2009-08-31", 15: "1998-09-01", 16: "1998-08-31"}
"""A day of birth of each age on 31 August 2014, the day before the school year: the first or the last one."""


def cell(age: int, pupils: int, missed: int, sex: str = "F") -> Row:
    told = {"academic_year": "2014/15", "sessions_possible": "1000", "sessions_unauthorised": "10"}
    return {**told, "age": str(age), "sex": sex, "pupils": str(pupils), "pupils_10pct": str(missed)}


def school(pupils: list[Row], totals: list[Row], identified: list[str] | None = None) -> Dataset:
    """Pupils of whom those named (all, unless told) were identified as at risk in the year."""
    names = [row["pupil_ref"] for row in pupils] if identified is None else identified
    births = {row["pupil_ref"]: row["date_of_birth"] for row in pupils}
    risk = [spell(name, "2015-02-01", date_of_birth=births.get(name, "")) for name in dict.fromkeys(names)]
    return dataset(at_risk_register=risk, school_absence=pupils, school_absence_totals=totals)


def test_exactly_a_tenth_is_a_tenth() -> None:
    data = school([pupil("a", 380, 38), pupil("b", 380, 37), pupil("c", 389, 38)], [cell(10, 100, 10)])
    told = entry(absence.at_risk_share(data))
    assert (told["numerator"], told["denominator"]) == (1, 3)


def test_ages_five_to_fifteen_on_the_last_day_of_august() -> None:
    pupils = [pupil(f"aged {age}", 300, 90, date_of_birth=born) for age, born in BORN.items()]
    pupils.append(pupil("not recorded", 300, 90, date_of_birth=""))
    told = entry(absence.at_risk_share(school(pupils, [cell(10, 100, 10)])))
    assert (told["numerator"], told["denominator"]) == (2, 2)


def test_the_school_years_of_one_child_are_added_up() -> None:
    """20 of 100 in one school and 10 of 280 in the next: 30 of 380, which is less than a tenth."""
    data = school([pupil("a", 100, 20), pupil("a", 280, 10), pupil("b", 0, 0)], [cell(10, 100, 10)])
    told = entry(absence.at_risk_share(data))
    assert (told["numerator"], told["denominator"]) == (0, 1)  # b had no session


def test_at_risk_are_those_identified_in_the_period() -> None:
    pupils = [pupil("a", 300, 90), pupil("b", 300, 90), pupil("c", 300, 0)]
    risk = [
        spell("a", "2015-12-31"),
        spell("b", "2014-12-31"),  # open in the year, and identified before it
        spell("c", "2015-01-01"),
    ]
    data = dataset(at_risk_register=risk, school_absence=pupils, school_absence_totals=[cell(10, 100, 10)])
    told = entry(absence.at_risk_share(data))
    assert (told["numerator"], told["denominator"]) == (1, 2)


def test_others_are_the_totals_less_the_pupils_at_risk() -> None:
    pupils = [pupil("a", 300, 90), pupil("b", 300, 90), pupil("c", 300, 0), pupil("d", 300, 30)]
    totals = [cell(5, 60, 2), cell(15, 44, 4, "M"), cell(4, 500, 400), cell(16, 500, 400)]
    data = school(pupils, totals)
    other = entry(absence.other_share(data))
    assert (other["numerator"], other["denominator"]) == (6 - 3, 104 - 4)
    told = entry(absence.at_risk_ratio(data))
    assert told["value"] == pytest.approx((3 / 4) / (3 / 100))
    spread = 1.959964 * math.sqrt(1 / 3 - 1 / 4 + 1 / 3 - 1 / 100)  # Katz
    assert isinstance(told["interval"], dict)
    assert told["interval"]["low"] == pytest.approx(25 * math.exp(-spread), rel=1e-6)
    assert told["interval"]["high"] == pytest.approx(25 * math.exp(spread), rel=1e-6)
    assert told["unit"] == "times"


def test_nobody_at_risk_missed_a_tenth() -> None:
    told = entry(absence.at_risk_ratio(school([pupil("a", 300, 0)], [cell(10, 100, 10)])))
    assert told["value"] == 0
    assert "interval" not in told  # there is no log of nought, and "not a number" is no limit


def test_nobody_else_missed_a_tenth() -> None:
    data = school([pupil("a", 300, 90)], [cell(10, 100, 1)])
    assert str(value(absence.at_risk_ratio(data))).startswith("none of the absence.other_pupils")


def test_totals_that_do_not_hold_the_pupils_at_risk() -> None:
    data = school([pupil("a", 300, 90), pupil("b", 300, 90)], [cell(10, 100, 1)])
    why = "the authority's totals do not hold the pupils at risk"
    assert value(absence.other_share(data)) == value(absence.at_risk_ratio(data)) == why


def test_no_pupil_at_risk() -> None:
    data = school([pupil("a", 300, 90)], [cell(10, 100, 10)], identified=[])
    assert value(absence.at_risk_share(data)) == value(absence.at_risk_ratio(data)) == "the base is empty"
    assert value(absence.other_share(data)) == 0.1


def test_without_totals_pupils_at_risk_have_a_share_and_no_ratio() -> None:
    data = dataset(at_risk_register=[spell("a", "2015-02-01")], school_absence=[pupil("a", 300, 90)])
    assert value(absence.at_risk_share(data)) == 1
    assert value(absence.at_risk_ratio(data)) == "the extract of school absence totals did not come"
