"""CSE offences by hand: which crimes are counted, and how many suspects an offence has."""

from __future__ import annotations

import pytest
from made import cells, crime, dataset, entry, part, value

from profile_lib.measures import offences


def test_the_flag_after_review_and_without_one_as_recorded() -> None:
    flags = {  # recorded, reviewed: whether it is one
        ("yes", ""): True,
        ("no", ""): False,
        ("no", "yes"): True,  # a review decides
        ("yes", "no"): False,
        ("", "yes"): True,
        ("", ""): False,
    }
    rows = [
        crime(f"c{n}", f"2015-{n:02}-09", recorded, committed_from="", cse_flag_reviewed=reviewed)
        for n, (recorded, reviewed) in enumerate(flags, start=1)
    ]
    months = {f"2015-{n:02}": 1 for n, counts in enumerate(flags.values(), start=1) if counts}
    assert cells(offences.offences(dataset(offences=rows, offence_people=VICTIM), "month")) == {
        "": 3,
        **months,
    }


def test_an_offence_belongs_to_the_year_it_was_recorded_in() -> None:
    days = ["2014-12-31", "2015-01-01", "2015-12-31", "2016-01-01"]
    rows = [crime(f"c{day}", day, committed_from="2014-06-01") for day in days]
    data = dataset(offences=rows, offence_people=VICTIM)
    assert value(offences.offences(data)) == 2
    assert cells(offences.offences(data, "month")) == {"": 2, "2015-01": 1, "2015-12": 1}


def test_non_recent_is_more_than_twelve_months_before() -> None:
    data = dataset(
        offences=[
            crime("exactly a year", "2015-06-01", committed_from="2014-06-01"),
            crime("a day more", "2015-06-01", committed_from="2014-05-31"),
            crime("not recorded", "2015-06-01", committed_from=""),
        ]
    )
    assert cells(offences.offences(data, "recency")) == {"": 3, "recent": 1, "non-recent": 1, "U": 1}


def test_lone_or_more_than_one() -> None:
    numbers = {  # identified, reported: what is known
        (0, ""): "U",
        (1, ""): "U",  # one identified is not acting alone
        (2, ""): "group",
        (0, "0"): "U",
        (0, "1"): "lone",
        (1, "1"): "lone",
        (1, "0"): "lone",  # the larger of the two
        (1, "3"): "group",  # fewer identified than reported
        (3, "1"): "group",  # and more
    }
    crimes, people = [], []
    for identified, reported in numbers:
        ref = f"{identified} identified, {reported} reported"
        crimes.append(crime(ref, suspects_reported=reported))
        people += [part(ref, "suspect", f"{ref}, {n}") for n in range(identified)]
        people.append(part(ref, "victim", "v"))
    data = dataset(offences=crimes, offence_people=people)
    assert data.frames["cse_offences"]["suspects"].tolist() == [*numbers.values()]
    assert cells(offences.offences(data, "suspects")) == {"": 9, "lone": 3, "group": 3, "U": 3}


def test_two_roles_of_one_person_are_one_suspect() -> None:
    data = dataset(
        offences=[crime("c1", suspects_reported="1")],
        offence_people=[part("c1", "suspect", "p"), part("c1", "charged", "p"), part("c1", "victim", "v")],
    )
    assert cells(offences.offences(data, "suspects")) == {"": 1, "lone": 1}


VICTIM = [part("c0", "victim", "v")]


def test_the_lone_share_is_of_those_whose_number_is_known() -> None:
    reported = ["1"] * 5 + ["2", "4"] + [""] * 3  # three of ten not known: as much as is allowed
    rows = [crime(f"c{n}", suspects_reported=cell) for n, cell in enumerate(reported)]
    told = entry(offences.lone_offence_share(dataset(offences=rows, offence_people=VICTIM)))
    assert (told["numerator"], told["denominator"], told["not_recorded"]) == (5, 7, 3)
    interval = told["interval"]
    # Wilson, 5 of 7: (p + z2/2n +- z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n), p = 0.714286, z2 = 3.841459
    assert isinstance(interval, dict)
    assert (interval["low"], interval["high"]) == (
        pytest.approx(0.3589, abs=5e-5),
        pytest.approx(0.9178, abs=5e-5),
    )
    one_more = [*rows, crime("c10")]
    assert (
        value(offences.lone_offence_share(dataset(offences=one_more, offence_people=VICTIM)))
        == "4 of 11 offences are not recorded"
    )
    assert value(offences.group_offences(dataset(offences=one_more, offence_people=VICTIM))) == 2


def test_no_offence_has_no_lone_share() -> None:
    data = dataset(offences=[crime("c1", flag="no")], offence_people=[part("c1", "victim", "v")])
    assert value(offences.lone_offence_share(data)) == "the base is empty"


def test_a_gang_marker_that_nobody_set_is_not_a_no() -> None:
    data = dataset(
        offences=[crime(f"c{n}", gang_marker=cell) for n, cell in enumerate(["no", "no", "", "yes"])]
    )
    assert value(offences.gang_offences(data)) == 1
    assert value(offences.gang_assessed_offences(data)) == 3
    assert value(offences.gang_not_assessed_offences(data)) == 1


def test_where_none_was_assessed_nothing_can_be_said_of_a_marker() -> None:
    data = dataset(offences=[crime("c1"), crime("c2")])
    assert value(offences.gang_offences(data)) == "no offence of the period was assessed for a gang marker"
    assert value(offences.gang_assessed_offences(data)) == 0
    assert value(offences.gang_not_assessed_offences(data)) == 2


def test_crimes_in_which_nobody_is_named_are_counted() -> None:
    data = dataset(
        offences=[crime("both"), crime("victim"), crime("suspect"), crime("nobody")],
        offence_people=[
            part("both", "victim", "v"),
            part("both", "suspect", "p"),
            part("victim", "victim", "v"),
            part("victim", "suspect", ""),  # somebody whom nobody could name
            part("suspect", "convicted", "p"),
        ],
    )
    assert value(offences.offences_without_suspect(data)) == 2
    assert value(offences.offences_without_victim(data)) == 2


def test_who_stands_behind_a_count_of_offences() -> None:
    data = dataset(
        offences=[crime("c1"), crime("c2"), crime("c3", flag="no")],
        offence_people=[
            part("c1", "victim", "v"),
            part("c1", "suspect", "p"),
            part("c2", "victim", "v"),
            part("c3", "victim", "w"),
        ],
    )
    told = entry(offences.offences(data))
    assert (told["value"], told["people"]) == (2, 2)  # v and p; w is in none that is counted


def test_without_people_there_are_offences_and_no_count_of_those_without_a_suspect() -> None:
    data = dataset(offences=[crime("c1", suspects_reported="1")])
    assert value(offences.offences(data)) == 1
    assert value(offences.lone_offence_share(data)) == "the extract of offence people did not come"
    assert cells(offences.offences(data, "suspects")) == {"": 1}
    assert value(offences.offences_without_suspect(data)) == "the extract of offence people did not come"


def test_a_crossing_of_offences() -> None:
    data = dataset(
        offences=[
            crime("c1", online="yes", gang_marker="no"),
            crime("c2", online="yes"),
            crime("c3", online="no"),
        ]
    )
    found = {(figure.where, figure.value.value) for figure in offences.offences(data, "online", "gang")}  # type: ignore[union-attr]
    assert ((("gang", "U"), ("online", "yes")), 1) in found
    assert ((("online", "yes"),), 2) in found
    assert ((("gang", "yes"),), 0) in found
    assert len(found) == 1 + 3 + 3 + 9
