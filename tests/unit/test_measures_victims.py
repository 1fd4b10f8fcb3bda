"""Children who were victims, by hand: how many, how old the middle half, and who again."""

from __future__ import annotations

import pytest
from made import cells, crime, dataset, entry, part, value

from profile_lib.dataset import Dataset
from profile_lib.measures import victims

OFFENCE = [crime("c1")]  # of 20 May 2015


def aged(*ages: int, unknown: int = 0) -> Dataset:
    """One offence with a victim of each age, and some whose age is not recorded."""
    people = [
        part("c1", "victim", f"v{n}", date_of_birth=f"{2015 - age}-01-01") for n, age in enumerate(ages)
    ]
    people += [part("c1", "victim", f"u{n}", date_of_birth="") for n in range(unknown)]
    return dataset(offences=OFFENCE, offence_people=people)


def test_a_victim_of_two_offences_is_one_child() -> None:
    data = dataset(
        offences=[crime("c1"), crime("c2"), crime("c3", flag="no")],
        offence_people=[
            part("c1", "victim", "v"),
            part("c2", "victim", "v"),
            part("c2", "victim", "w"),
            part("c3", "victim", "w"),  # not CSE: no repeat
            part("c3", "victim", "x"),
            part("c2", "suspect", "p"),
        ],
    )
    assert value(victims.victims(data)) == 2
    assert value(victims.repeat_victims(data)) == 1


@pytest.mark.parametrize(
    ("ages", "middle"),
    [
        ([13, 14, 15, 16], [13, 15]),  # one of four is a quarter, three are three
        ([12, 13, 14, 15, 16], [13, 15]),
        ([10, 14, 14, 14, 15, 16, 16, 17], [14, 16]),
        ([10, 17], [10, 17]),
    ],
)
def test_quartiles_are_ages_that_occur(ages: list[int], middle: list[int]) -> None:
    told = entry(victims.victim_age_middle_half(aged(*ages, unknown=len(ages) // 3)))
    assert (told["value"], told["unit"], told["people"]) == (middle, "years", len(ages))


def test_no_quartile_where_no_age_is_known() -> None:
    assert value(victims.victim_age_middle_half(aged(unknown=3))) == "3 of 3 children are not recorded"
    assert value(victims.victim_age_middle_half(aged(14, 15, unknown=1))) == (
        "1 of 3 children are not recorded"
    )


def test_aged_fourteen_to_sixteen() -> None:
    told = entry(victims.victim_age_14_16_share(aged(13, 14, 15, 16, 17, 9, unknown=2)))
    assert (told["numerator"], told["denominator"], told["not_recorded"]) == (3, 6, 2)
    assert value(victims.victim_age_14_16_share(aged(14, 15, unknown=1))) == (
        "1 of 3 children are not recorded"
    )


def test_an_uncertain_age_is_in_no_quartile_and_no_share() -> None:
    """Ann was 13 when it may have begun, and 14 when it may have ended."""
    data = dataset(
        offences=[crime("c1", committed_to="2015-06-01")],
        offence_people=[
            part("c1", "victim", "Ann", date_of_birth="2001-06-01"),
            *(part("c1", "victim", f"v{n}", date_of_birth="1999-01-01") for n in range(4)),
        ],
    )
    assert entry(victims.victim_age_middle_half(data))["value"] == [16, 16]
    share = entry(victims.victim_age_14_16_share(data))
    assert (share["numerator"], share["denominator"], share["not_recorded"]) == (4, 4, 1)
    assert cells(victims.victims(data, "age_certainty")) == {"": 5, "certain": 4, "uncertain": 1}


def test_repeat_by_offences_by_suspects_and_by_dates() -> None:
    data = dataset(
        offences=[crime("a"), crime("b"), crime("c", committed_from="2015-05-21")],
        offence_people=[
            part("a", "victim", "v"),  # twice on one day, by one
            part("b", "victim", "v"),
            part("a", "suspect", "p"),
            part("b", "suspect", "p"),
            part("c", "victim", "w"),  # once, by two
            part("c", "suspect", "q"),
            part("c", "charged", "q"),
            part("c", "suspect", "r"),
            part("b", "victim", "x", sex="M"),  # a boy on two days, by three
            part("c", "victim", "x", sex="M"),
        ],
    )
    assert value(victims.repeat_victims(data)) == 2  # v, x
    assert value(victims.repeat_victims_female(data)) == 1  # v
    assert value(victims.victims_of_several_offenders(data)) == 2  # w, x
    assert value(victims.victims_on_several_dates(data)) == 1  # x
    assert cells(victims.repeat_victims(data, "sex")) == {"": 2, "F": 1, "M": 1}


def test_who_is_victim_in_one_offence_and_suspect_in_another_is_both() -> None:
    from profile_lib.measures import offenders

    data = dataset(
        offences=[crime("a"), crime("b")],
        offence_people=[part("a", "victim", "v"), part("b", "suspect", "v")],
    )
    assert value(victims.victims(data)) == 1
    assert value(offenders.offenders(data)) == 1
    assert value(victims.repeat_victims(data)) == 0
    assert value(offenders.repeat_offenders(data)) == 0


def test_a_victim_has_no_age_of_an_adult() -> None:
    """A date of birth that stands in another offence would make Ann 35: her age is not known."""
    data = dataset(
        offences=[crime("a"), crime("b"), crime("c")],
        offence_people=[
            part("a", "victim", "Ann", date_of_birth=""),
            part("b", "suspect", "Ann", date_of_birth="1980-01-01"),
            part("c", "victim", "Ben", date_of_birth="2001-01-01"),
        ],
    )
    assert cells(victims.victims(data, "victim_age")) == {"": 2, "14-15": 1, "U": 1}
    assert cells(victims.victims(data, "age_certainty")) == {"": 2, "certain": 1, "U": 1}
    assert value(victims.victim_age_middle_half(data)) == "1 of 2 children are not recorded"
