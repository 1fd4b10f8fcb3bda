"""Numbers as readers see them: half up, with their unit and base, and never a zero for what is not known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from profile_lib.pages import printing
from profile_lib.pages.printing import open_ranges, printed
from profile_lib.rounding import half_up

COMMON = {
    "key": "missing.x",
    "label": "X",
    "base": "children under 18 with an episode",
    "period": ["2015-01-01", "2015-11-30"],
    "area": "Wiltshire",
}


def entry(kind: str, unit: str = "children", **given: Any) -> dict[str, Any]:
    return {**COMMON, "kind": kind, "unit": unit, **given}


def share(part: int, whole: int, **given: Any) -> dict[str, Any]:
    return entry("share", value=part / whole, numerator=part, denominator=whole, **given)


def money(amount: str) -> dict[str, Any]:
    return entry("money", "pounds", value=amount)


@pytest.mark.parametrize(("value", "shown"), [(0, "0"), (7, "7"), (1056, "1,056")])
def test_counts_are_whole_with_thousands_apart(value: int, shown: str) -> None:
    assert printed(entry("count", value=value)) == shown


# 2.5% and 12.5% are ties: a float rounded to even would print 2% and 12%.
@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(1, 8, "13%"), (5, 200, "3%"), (100, 454, "22%"), (0, 9, "0%"), (9, 9, "100%"), (1, 3, "33%")],
)
def test_shares_are_rounded_half_up_from_their_counts(part: int, whole: int, shown: str) -> None:
    assert printed(share(part, whole)) == shown


def test_means_and_rates_have_one_decimal_half_up() -> None:
    assert printed(entry("mean", "episodes per child", value=2.25, numerator=9, denominator=4)) == "2.3"
    assert printed(entry("rate", value=4.25, numerator=17, denominator=4000)) == "4.3"


def test_a_float_is_freed_of_its_binary_noise_before_a_tie_is_broken() -> None:
    assert 1.005 * 1000 != 1005  # the noise that must not decide
    assert half_up(1.005, 2) == Decimal("1.01")


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("1399664.64", "£1.4 million"),
        ("1449999.99", "£1.4 million"),
        ("1450000.00", "£1.5 million"),
        ("999500.00", "£1.0 million"),
        ("999499.99", "£999,000"),
        ("1325.44", "£1,000"),
        ("850.50", "£851"),
        ("0.00", "£0"),
    ],
)
def test_money_is_in_millions_thousands_or_pounds(amount: str, shown: str) -> None:
    assert printed(money(amount)) == shown


def test_what_undecided_pairs_leave_open() -> None:
    victims = entry("count", "children", value=11, if_open_pairs_linked=15)
    cell = entry("count", "children", value=1, if_open_pairs_linked=2, where={"sex": "F"})
    settled = entry("count", "children", value=454)
    same = entry("count", "children", value=3, if_open_pairs_linked=3)
    printed_alike = share(100, 454) | {"if_open_pairs_linked": 0.221}
    fewer = money("1325.44") | {"if_open_pairs_linked": "850.50"}
    rest = "depending on pairs of records that nobody has decided"
    empty = entry("none", state="base is empty", if_open_pairs_linked=0.5)
    assert open_ranges([victims, cell, settled, same, printed_alike, fewer, empty]) == [
        f"X: 11 to 15, {rest}",
        f"X: £851 to £1,000, {rest}",
        f"X: base is empty, or a number, {rest}",
    ]


def test_exact_money_has_its_pence() -> None:
    assert printed(money("1399664.64"), "exact") == "£1,399,664.64"


def test_ranges() -> None:
    assert printed(entry("range", "years", value=[14, 16], of="number")) == "14 to 16"
    assert printed(entry("range", value=[0.2, 0.225], of="share")) == "20% to 23%"
    assert printed(entry("range", value=[0.22, 0.221], of="share")) == "22%"


def test_forms_of_a_share() -> None:
    care = share(100, 454, interval={"low": 0.1846, "high": 0.2606}, where={"sex": "F"}, not_recorded=8)
    assert printed(care, "of") == "22% (100 of 454 children)"
    assert printed(care, "interval") == "18% to 26%"
    assert printed(care, "n") == "454"
    assert printed(care, "base") == "454 children under 18 with an episode; sex: Female; 8 not recorded"
    assert printed(care, "period") == "January to November 2015"
    assert printed(share(1, 1), "of") == "100% (1 of 1 child)"


def test_the_base_of_a_rate_is_its_population() -> None:
    rate = entry("rate", "children per 1,000", value=4.4, numerator=454, denominator=102783)
    assert printed(rate, "base") == "children under 18 with an episode: 102,783"


@pytest.mark.parametrize(("value", "shown"), [(1056, "1,056 episodes"), (1, "1 episode"), (0, "0 episodes")])
def test_counts_with_their_unit(value: int, shown: str) -> None:
    assert printed(entry("count", "episodes", value=value), "unit") == shown


@pytest.mark.parametrize("state", ["not supplied", "not linked"])
def test_what_is_not_available_says_so_and_is_no_zero(state: str) -> None:
    absent = entry("not available", state=state, why="the extract did not come")
    assert printed(absent) == state
    assert printed(absent, "of") == state
    assert printed(absent, "base") == "children under 18 with an episode"
    assert printing.cell(absent) == "[x]"


def test_cells_keep_zero_suppressed_and_not_available_apart() -> None:
    cells = [
        printing.cell(entry("count", value=0)),
        printing.cell(entry("count", state="suppressed")),
        printing.cell(entry("not available", state="not supplied")),
    ]
    assert cells == ["0", "[c]", "[x]"]
    assert set(cells[1:]) == set(printing.LEGEND)


@pytest.mark.parametrize("form", ["of", "interval", "n", "exact", "percent"])
def test_a_form_that_a_figure_does_not_have_is_an_error(form: str) -> None:
    with pytest.raises(ValueError, match=form):
        printed(entry("count", value=3), form)


def test_a_misspelt_form_is_an_error_for_absent_figures_too() -> None:
    with pytest.raises(ValueError, match="intervall"):
        printed(entry("not available", state="not supplied"), "intervall")


def test_a_subtitle_says_what_of_whom_when_and_where() -> None:
    tail = "children under 18 with an episode, January to November 2015, Wiltshire"
    assert printing.about(entry("count", value=3)) == "C" + tail[1:]
    assert printing.about(share(1, 2)) == f"Percentage of {tail}"
    assert printing.about(money("5.00")) == f"Pounds, for {tail}"
    assert printing.about(entry("mean", "episodes per child", value=2.0)) == f"Episodes per child: {tail}"


def test_a_subtitle_leaves_out_the_dimensions_that_headings_say() -> None:
    girls = entry("count", value=3, where={"sex": "F", "month": "2015-03"})
    assert printing.about(girls, by=["month"]).startswith("Children under 18 with an episode; sex: Female,")
    assert "sex" not in printing.about(girls, by=["month", "sex"])


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (["2015-01-01", "2015-12-31"], "more than in 2014 (41)"),
        (["2015-01-01", "2015-11-30"], "more than in the same months of 2014 (41)"),
        (["2014-09-01", "2015-08-31"], "more than in the edition of 2014 (41)"),
    ],
)
def test_a_change_names_the_window_of_last_year(period: list[str], said: str) -> None:
    previous = {"edition": "2014", "value": 41, "comparable": True, "change": "higher"}
    assert printing.change(entry("count", "offences", value=63, period=period, previous=previous)) == said
