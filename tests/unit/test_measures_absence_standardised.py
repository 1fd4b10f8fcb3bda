"""Unauthorised absence beside that of pupils of the same age and sex, by hand."""

from __future__ import annotations

import pytest
from made import Row, dataset, entry, pupil, spell, value

from profile_lib.dataset import Dataset
from profile_lib.measures import absence_standardised as absence
from profile_lib.statistics import rate_interval

ELEVEN, FIFTEEN = "2003-05-01", "1999-05-01"
"""Born so as to be of that age on 31 August 2014."""


def cell(age: int, sex: str, pupils: int, missed: int) -> Row:
    told = {"academic_year": "2014/15", "sessions_possible": "1000", "sessions_unauthorised": "10"}
    return {**told, "age": str(age), "sex": sex, "pupils": str(pupils), "pupils_10pct": str(missed)}


TOTALS = [cell(11, "F", 101, 2), cell(15, "F", 102, 12), cell(15, "M", 101, 20)]


def school(*pupils: Row, identified: str = "2015-02-01", totals: list[Row] | None = None) -> Dataset:
    """Pupils who were all identified on a day of the year."""
    births = {row["pupil_ref"]: {name: row[name] for name in ("date_of_birth", "sex")} for row in pupils}
    risk = [spell(name, identified, **born) for name, born in births.items()]
    return dataset(at_risk_register=risk, school_absence=list(pupils), school_absence_totals=totals or TOTALS)


GIRLS = (
    pupil("a", 300, 90, date_of_birth=ELEVEN),
    pupil("b", 300, 0, date_of_birth=FIFTEEN),
    pupil("c", 300, 60, date_of_birth=FIFTEEN),
)
BOY = pupil("d", 300, 0, date_of_birth=FIFTEEN, sex="M")


def test_observed_for_each_that_is_expected() -> None:
    """Others: one of 100 girls of 11, 11 of 100 girls of 15, 20 of 100 boys of 15."""
    told = entry(absence.at_risk_standardised_ratio(school(*GIRLS, BOY)))
    expected = 1 / 100 + 2 * 11 / 100 + 20 / 100
    assert told["value"] == pytest.approx(2 / expected)
    assert (told["observed"], told["expected"]) == (2, pytest.approx(expected))
    low, high = rate_interval(2, expected, per=1)
    assert told["interval"] == {
        "low": pytest.approx(low),
        "high": pytest.approx(high),
        "level": 0.95,
        "method": "exact Poisson",
    }
    assert (told["kind"], told["unit"]) == ("ratio", "times")


def test_who_has_no_sex_recorded_is_left_out_and_too_many_are_a_reason() -> None:
    unknown = [pupil(f"u{n}", 300, 90, date_of_birth=FIFTEEN, sex="U") for n in range(2)]
    told = entry(absence.at_risk_standardised_ratio(school(*GIRLS, BOY, unknown[0])))
    assert told["observed"] == 2
    why = "2 of 6 children are not recorded"
    assert value(absence.at_risk_standardised_ratio(school(*GIRLS, BOY, *unknown))) == why


def test_a_cell_without_others_and_others_of_whom_none_missed_a_tenth() -> None:
    alone = [cell(11, "F", 1, 1), *TOTALS[1:]]
    why = "the authority's totals have no other pupils of an age and sex of theirs"
    assert value(absence.at_risk_standardised_ratio(school(*GIRLS, totals=alone))) == why
    none = [cell(11, "F", 100, 1), cell(15, "F", 100, 1)]
    assert "none of the other pupils" in str(
        value(absence.at_risk_standardised_ratio(school(*GIRLS, totals=none)))
    )


def test_no_cell_of_totals_and_no_pupil() -> None:
    risk = [spell("a", "2015-02-01", date_of_birth=ELEVEN)]
    data = dataset(at_risk_register=risk, school_absence=[GIRLS[0]], school_absence_totals=[])
    why = "the authority's totals have no other pupils of an age and sex of theirs"
    assert value(absence.at_risk_standardised_ratio(data)) == why
    data = dataset(at_risk_register=risk, school_absence=[], school_absence_totals=TOTALS)
    assert value(absence.at_risk_standardised_ratio(data)) == "the base is empty"


def test_before_identification_are_those_identified_after_the_school_year() -> None:
    last_day = school(*GIRLS, BOY, identified="2015-08-31")
    assert value(absence.before_identification_share(last_day)) == "the base is empty"
    after = school(*GIRLS, BOY, identified="2015-09-01")
    told = entry(absence.before_identification_share(after))
    assert (told["numerator"], told["denominator"]) == (2, 4)
    whole = absence.at_risk_standardised_ratio(after)
    assert value(absence.before_identification_standardised_ratio(after)) == value(whole)


def test_a_child_who_had_been_identified_before_was_not_absent_before_it() -> None:
    rows = [
        spell("a", "2014-10-01", "2014-11-30", date_of_birth=ELEVEN),  # out of scope, and it tells
        spell("a", "2015-10-01", date_of_birth=ELEVEN),
        spell("b", "2014-10-01", date_of_birth=FIFTEEN),  # open since
        spell("b", "2015-10-01", date_of_birth=FIFTEEN),
        spell("c", "2015-10-01", date_of_birth=FIFTEEN),
    ]
    data = dataset(at_risk_register=rows, school_absence=GIRLS, school_absence_totals=TOTALS)
    told = entry(absence.before_identification_share(data))
    assert (told["numerator"], told["denominator"]) == (1, 1)
    # the rates are of all others, whoever is asked about: 11 of 100 girls of 15
    assert value(absence.before_identification_standardised_ratio(data)) == pytest.approx(100 / 11)
