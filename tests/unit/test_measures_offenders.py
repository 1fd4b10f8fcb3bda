"""People named as suspects, by hand: who is one, how old, and who is one again."""

from __future__ import annotations

from statistics import stdev

import pytest
from made import cells, crime, dataset, entry, part, value

from profile_lib.dataset import Dataset
from profile_lib.measures import offenders


def suspects(*births: str, **cells_: str) -> Dataset:
    """One offence of 20 May 2015 with a suspect for each date of birth."""
    people = [part("c1", "suspect", f"p{n}", date_of_birth=born, **cells_) for n, born in enumerate(births)]
    return dataset(offences=[crime("c1")], offence_people=people)


def test_every_role_but_the_victims_is_an_offenders() -> None:
    roles = ["suspect", "charged", "cautioned", "convicted", "victim"]
    people = [part("c1", role, role) for role in roles]
    assert value(offenders.offenders(dataset(offences=[crime("c1")], offence_people=people))) == 4


def test_nobody_is_counted_for_an_offence_that_is_not_cse_or_for_want_of_a_name() -> None:
    data = dataset(
        offences=[crime("c1"), crime("c2", flag="no")],
        offence_people=[part("c1", "suspect", ""), part("c2", "suspect", "p"), part("c1", "victim", "v")],
    )
    assert value(offenders.offenders(data)) == 0


def test_two_roles_in_one_crime_are_no_repeat() -> None:
    data = dataset(
        offences=[crime("c1"), crime("c2"), crime("c3")],
        offence_people=[
            part("c1", "suspect", "once"),
            part("c1", "charged", "once"),
            part("c2", "suspect", "twice"),
            part("c3", "convicted", "twice"),
        ],
    )
    assert value(offenders.offenders(data)) == 2
    assert value(offenders.repeat_offenders(data)) == 1


def test_repeat_by_offences_by_victims_and_by_dates_are_three_things() -> None:
    data = dataset(
        offences=[
            crime("one day a", committed_from="2015-05-20"),
            crime("one day b", committed_from="2015-05-20"),
            crime("two victims", committed_from="2015-05-21"),
            crime("later", committed_from="2015-05-22"),
        ],
        offence_people=[
            # two offences of one day against one child: repeat, neither by victims nor by dates
            part("one day a", "suspect", "p"),
            part("one day b", "suspect", "p"),
            part("one day a", "victim", "v"),
            part("one day b", "victim", "v"),
            # one offence against two children: by victims alone
            part("two victims", "suspect", "q"),
            part("two victims", "victim", "v"),
            part("two victims", "victim", "w"),
            # two offences of two days against one child: repeat and by dates
            part("two victims", "suspect", "r"),
            part("later", "suspect", "r"),
        ],
    )
    assert value(offenders.repeat_offenders(data)) == 2  # p and r
    assert value(offenders.offenders_of_several_victims(data)) == 2  # q and r
    assert value(offenders.offenders_on_several_dates(data)) == 1  # r


def test_the_day_of_recording_stands_for_a_day_that_is_not_recorded() -> None:
    data = dataset(
        offences=[
            crime("c1", "2015-06-01", committed_from=""),
            crime("c2", "2015-06-02", committed_from="2015-06-01"),
        ],
        offence_people=[part("c1", "suspect", "p"), part("c2", "suspect", "p")],
    )
    assert value(offenders.offenders_on_several_dates(data)) == 0
    assert value(offenders.repeat_offenders(data)) == 1


def test_ages_are_completed_years_on_the_day_of_the_offence() -> None:
    data = suspects("1997-05-20", "1997-05-21", "1990-05-20")  # 18 on the day, 17, 25
    assert cells(offenders.offenders(data, "suspect_age")) == {"": 3, "16-17": 1, "18-20": 1, "25+": 1}


def test_the_mean_age_is_of_those_whose_age_is_certain() -> None:
    data = dataset(
        offences=[crime("c1"), crime("c2", committed_to="2015-05-22")],
        offence_people=[
            part("c1", "suspect", "a", date_of_birth="1999-01-01"),  # 16
            part("c1", "suspect", "b", date_of_birth="1990-01-01"),  # 25
            part("c1", "suspect", "c", date_of_birth=""),
            part("c2", "suspect", "d", date_of_birth="1997-05-22"),  # 17 or 18
            part("c2", "suspect", "e", date_of_birth="1997-05-23"),  # 17 on each of the days
            part("c1", "suspect", "f", date_of_birth="1999-01-01"),  # 16
            part("c1", "suspect", "g", date_of_birth="1998-01-01"),  # 17
        ],
    )
    told = entry(offenders.offender_mean_age(data))
    assert (told["value"], told["numerator"], told["denominator"]) == (91 / 5, 91, 5)
    assert told["not_recorded"] == 2
    assert cells(offenders.offenders(data, "age_certainty")) == {"": 7, "certain": 5, "uncertain": 1, "U": 1}
    assert cells(offenders.offenders(data, "suspect_age")) == {"": 7, "16-17": 4, "25+": 1, "U": 2}
    interval = told["interval"]
    assert isinstance(interval, dict)
    half = 2.776445 * stdev([16, 25, 17, 16, 17]) / 5**0.5  # t of 4 degrees at 97.5%
    assert interval["low"] == pytest.approx(91 / 5 - half, rel=1e-6)


def test_no_mean_age_where_too_many_are_unknown() -> None:
    """Three of ten are as many as may be; four of eleven are too many."""
    assert value(offenders.offender_mean_age(suspects(*["1999-01-01"] * 7, "", "", ""))) == 16
    told = value(offenders.offender_mean_age(suspects(*["1999-01-01"] * 7, "", "", "", "")))
    assert told == "4 of 11 people are not recorded"


def test_the_age_is_that_at_the_first_offence_of_the_period() -> None:
    """The earliest day, not the first to be recorded; of one day, the one recorded first."""
    data = dataset(
        offences=[
            crime("late", "2015-01-10", committed_from="2015-01-05"),
            crime("early", "2015-06-01", committed_from="2013-01-05"),
            crime("tie, spans", "2015-08-03", committed_from="2015-08-01", committed_to="2015-08-03"),
            crime("tie, later", "2015-08-02", committed_from="2015-08-01", committed_to="2015-08-01"),
            crime("tie, sooner", "2015-08-01", committed_from="2015-08-01", committed_to="2015-08-01"),
        ],
        offence_people=[
            part("late", "suspect", "p", date_of_birth="1997-01-05"),  # 18
            part("early", "suspect", "p", date_of_birth="1997-01-05"),  # 16
            part("tie, spans", "suspect", "q", date_of_birth="1997-08-02"),
            part("tie, later", "suspect", "q", date_of_birth="1997-08-02"),
            part("tie, sooner", "suspect", "q", date_of_birth="1997-08-02"),
        ],
    )
    assert cells(offenders.offenders(data, "suspect_age")) == {"": 2, "16-17": 2}


def test_a_mean_age_of_nobody() -> None:
    assert value(offenders.offender_mean_age(suspects(""))) == "1 of 1 people are not recorded"


def test_sex_date_of_birth_and_nationality_are_those_recorded_most_often_in_cse_offences() -> None:
    data = dataset(
        offences=[crime(f"c{n}") for n in range(3)] + [crime(f"other{n}", flag="no") for n in range(3)],
        offence_people=[
            part("c0", "suspect", "p", sex="M", date_of_birth="1990-01-01", nationality="Polish"),
            part("c1", "suspect", "p", sex="F", date_of_birth="1998-01-01", nationality="British"),
            part("c2", "charged", "p", sex="F", date_of_birth="1998-01-01", nationality="british "),
            *(
                part(f"other{n}", "suspect", "p", sex="M", date_of_birth="1990-01-01", nationality="Polish")
                for n in range(3)
            ),
            # a tie goes to the earliest row, and what is not recorded never counts
            part("c0", "suspect", "q", sex="U", date_of_birth="", nationality=""),
            part("c1", "suspect", "q", sex="M", date_of_birth="1998-01-01", nationality="Irish"),
            part("c2", "suspect", "q", sex="F", date_of_birth="1990-01-01", nationality="Welsh"),
        ],
    )
    assert cells(offenders.offenders(data, "sex")) == {"": 2, "F": 1, "M": 1}
    assert cells(offenders.offenders(data, "nationality")) == {"": 2, "british": 1, "other": 1}
    assert cells(offenders.offenders(data, "suspect_age")) == {"": 2, "16-17": 2}
    assert value(offenders.female_offenders(data)) == 1


def test_the_british_share_is_of_those_recorded() -> None:
    nations = ["British", "United Kingdom", "Scottish", "Romanian", "", "English", "Irish"]
    people = [part("c1", "suspect", f"p{n}", nationality=nation) for n, nation in enumerate(nations)]
    told = entry(offenders.offenders_british_share(dataset(offences=[crime("c1")], offence_people=people)))
    assert (told["numerator"], told["denominator"], told["not_recorded"]) == (4, 6, 1)
    blank = [part("c1", "suspect", f"b{n}") for n in range(2)]
    few = dataset(offences=[crime("c1")], offence_people=[*people, *blank])
    assert value(offenders.offenders_british_share(few)) == "3 of 9 people are not recorded"


def test_shorter_windows_count_anew_who_is_a_repeat() -> None:
    from datetime import date

    from profile_lib.figures import Period

    data = dataset(
        offences=[crime("c1", "2015-02-01", committed_from=""), crime("c2", "2015-12-15", committed_from="")],
        offence_people=[part("c1", "suspect", "p"), part("c2", "suspect", "p")],
    )
    shorter = {**data.windows, "cse": Period(date(2015, 1, 1), date(2015, 11, 30))}
    assert value(offenders.repeat_offenders(data)) == 1
    assert value(offenders.repeat_offenders(data.over(shorter))) == 0
    assert value(offenders.offenders(data.over(shorter))) == 1
