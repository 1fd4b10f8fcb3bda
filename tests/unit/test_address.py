"""The address of a number, and which addresses lie inside which."""

from __future__ import annotations

import re
from datetime import date

import pytest

from profile_lib.figures import Address, Period
from profile_lib.figures.address import key


def at(window: Period, counted: str = "missing.children", **where: str) -> Address:
    return Address(counted, window, "Wiltshire", tuple(where.items()))


@pytest.mark.parametrize(
    ("counted", "where", "message"),
    [
        ("missing.pets", {}, "'missing.pets' is not declared"),
        ("missing.children", {"colour": "red"}, "'colour' is not a declared dimension"),
        ("missing.children", {"sex": "female"}, "'female' is not a category of sex"),
        ("missing.children", {"category": "known"}, "'known' is not a category of category"),
        ("missing.episodes", {"month": "2015-12"}, "'2015-12' is not a category of month"),
        ("missing.episodes", {"month": "May"}, "'May' is not a category of month"),
    ],
)
def test_undeclared(window: Period, counted: str, where: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        at(window, counted, **where)


def test_a_dimension_given_twice(window: Period) -> None:
    with pytest.raises(ValueError, match="narrowed twice"):
        Address("missing.children", window, "Wiltshire", (("sex", "F"), ("sex", "M")))


def test_narrowing_in_any_order_is_the_same_address(window: Period) -> None:
    one = at(window, sex="F", in_care="yes")
    assert one == at(window, in_care="yes", sex="F") == at(window).cell({"in_care": "yes"}).cell({"sex": "F"})
    assert str(one) == "missing.children[in_care=yes,sex=F]".replace(",", ", ")
    assert key("missing.in_care_share", (("sex", "F"), ("in_care", "yes"))) == (
        "missing.in_care_share[in_care=yes,sex=F]"
    )


def test_a_cell_of_a_cell_by_the_same_dimension(window: Period) -> None:
    with pytest.raises(ValueError, match="already narrowed by sex"):
        at(window, sex="F").cell({"sex": "M"})


def test_without(window: Period) -> None:
    assert at(window, sex="F", in_care="yes").without("sex") == at(window, in_care="yes")


@pytest.mark.parametrize(
    ("whole", "part", "inside"),
    [
        ({}, {"sex": "F"}, True),
        ({"sex": "F"}, {}, False),
        ({"sex": "F"}, {"sex": "M"}, False),
        ({"sex": "known"}, {"sex": "F"}, True),
        ({"sex": "known"}, {"sex": "U"}, False),
        ({"sex": "F"}, {"sex": "known"}, False),
        ({"in_care": "yes"}, {"in_care": "yes", "sex": "F"}, True),
        ({"in_care": "yes"}, {"sex": "F"}, False),
    ],
)
def test_contains(window: Period, whole: dict[str, str], part: dict[str, str], inside: bool) -> None:
    assert at(window, **whole).contains(at(window, **part)) is inside


def test_a_subset_is_inside_where_it_is_narrowed_at_least_as_much(window: Period) -> None:
    victims = at(window, "missing.cse_victims", sex="F")
    assert at(window).contains(victims)
    assert at(window, sex="F").contains(victims)
    assert not at(window, sex="M").contains(victims)
    assert not victims.contains(at(window, sex="F"))


def test_another_window_or_area_is_not_inside(window: Period) -> None:
    may = Period(date(2015, 5, 1), date(2015, 5, 31))
    assert not at(window).contains(at(may))
    assert not at(window).contains(Address("missing.children", window, "Swindon"))


def test_those_left_out_by_a_narrowing_to_those_known(window: Period) -> None:
    known = at(window, sex="known", in_care="yes")
    assert known.left_out == (at(window, sex="U", in_care="yes"),)
    assert at(window, sex="F").left_out == ()
