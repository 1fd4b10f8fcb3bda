"""Costs and prices against published totals."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from profile_lib.cost import in_prices_of, investigation_cost
from profile_lib.edition import UnitCost
from profile_lib.figures import Count, Refused

LOW = UnitCost(amount="1325.44", label="low", price_year="2012", scope="an adult", source="a study")


@pytest.mark.parametrize(
    ("episodes", "unit_cost", "pounds"),
    [  # as published by areas, and multiplied by hand
        (1056, "1325.44", "1399664.64"),
        (1056, "2415.80", "2551084.80"),
        (1485, "2415", "3586275.00"),
        (1658, "2415", "4004070.00"),
        (9719, "2415.80", "23479160.20"),
        (5500, "2400", "13200000.00"),
        (55_000, "1325", "72875000.00"),
        (55_000, "2415", "132825000.00"),
        (327_000, "2415", "789705000.00"),
        (0, "1325.44", "0.00"),
    ],
)
def test_published_totals(episodes: int, unit_cost: str, pounds: str) -> None:
    assert investigation_cost(episodes, unit_cost).value == pounds
    assert investigation_cost(episodes, Decimal(unit_cost)).amount == Decimal(pounds)


def test_a_cost_knows_its_scope_source_and_price_year(episodes: Callable[..., Count]) -> None:
    cost = investigation_cost(episodes(1056, 454), LOW)
    assert cost.value == "1399664.64"
    assert (cost.price_year, cost.scope, cost.source) == ("2012", "an adult", "a study")
    assert (cost.unit_cost, cost.people, cost.unit) == (Decimal("1325.44"), 454, "pounds")
    assert cost.address == episodes(1056, 454).address


def test_a_cost_of_an_episode_is_not_one_of_a_child(children: Callable[..., Count]) -> None:
    with pytest.raises(Refused, match="is not one of children"):
        investigation_cost(children(454), LOW)


@pytest.mark.parametrize(("episodes", "unit_cost"), [(-1, "1325.44"), (1, "-0.01")])
def test_below_nothing(episodes: int, unit_cost: str) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        investigation_cost(episodes, unit_cost)


@pytest.mark.parametrize(
    ("amount", "year", "there"),
    [
        ("1325.44", 2015, "1384.85"),
        ("1325.44", 2018, "1458.69"),
        ("1325.44", 2024, "1842.70"),
        ("2415.80", 2015, "2524.09"),
        ("2415.80", 2024, "3358.57"),
    ],
)
def test_prices_of_another_year(amount: str, year: int, there: str) -> None:
    assert round(in_prices_of(Decimal(amount), 2012, year), 2) == Decimal(there)
    assert round(in_prices_of(float(amount), 2012, year), 2) == float(there)


def test_prices_of_the_same_year_and_there_and_back() -> None:
    assert in_prices_of(Decimal("1325.44"), 2015, 2015) == Decimal("1325.44")
    back = in_prices_of(in_prices_of(Decimal("1325.44"), 2012, 2024), 2024, 2012)
    assert abs(back - Decimal("1325.44")) < Decimal("1e-20")


@pytest.mark.parametrize("years", [(2010, 2015), (2015, 2025)])
def test_a_year_that_the_release_does_not_have(years: tuple[int, int]) -> None:
    with pytest.raises(LookupError, match="December 2025"):
        in_prices_of(Decimal(1), *years)
