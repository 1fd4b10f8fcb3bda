"""Which places stand out: the rule by hand, and how often it calls a place hot that is not."""

from __future__ import annotations

import math
from statistics import fmean, variance

import numpy as np
import pandas as pd
import pytest

from profile_lib.measures.hotspots import hot, standing

AREAS = [f"place {n:02}" for n in range(20)]
LIMIT = 3.0902  # 99.8% of a normal distribution lies within so many standard deviations


def numbers(*values: int) -> pd.Series:
    return pd.Series(values, index=AREAS[: len(values)])


def test_standing_by_hand() -> None:
    """Five places. The others' roots 1, 2, 3, 4 are clipped at their tenth and ninetieth percentile."""
    others = [1.3, 2.0, 3.0, 3.7]
    expected = (10 - fmean(others)) / math.sqrt(max(0.25, variance(others)))
    assert standing(np.array([1, 4, 9, 16, 100]))[4] == pytest.approx(expected)


def test_places_more_alike_than_chance_have_the_spread_of_chance() -> None:
    """Nineteen places with nine matters each: a root of 3, give or take a half."""
    z = standing(np.array([9] * 19 + [25]))
    assert z[19] == pytest.approx((5 - 3) / 0.5)
    assert hot(numbers(*[9] * 19, 25), numbers(*[9] * 19, 25), AREAS) == ("place 19",)
    below = 20  # a root of 4.47, less than three deviations above
    assert hot(numbers(*[9] * 19, below), numbers(*[9] * 19, below), AREAS) == ()


def test_two_hot_places_do_not_hide_one_another() -> None:
    matters = numbers(*[4] * 17, 30, 40, 35)
    assert hot(matters, matters, AREAS) == ("place 18", "place 19", "place 17")


@pytest.mark.parametrize(("subjects", "found"), [(4, ()), (5, ("place 19",))])
def test_five_distinct_subjects(subjects: int, found: tuple[str, ...]) -> None:
    assert hot(numbers(*[4] * 19, 40), numbers(*[4] * 19, subjects), AREAS) == found


def test_a_place_that_is_not_listed_is_no_place_and_one_without_reports_has_none() -> None:
    matters = pd.Series({"place 00": 30, "elsewhere": 300})
    assert hot(matters, matters, AREAS) == ("place 00",)


def test_of_equally_many_matters_the_more_subjects_then_the_name() -> None:
    assert hot(numbers(*[1] * 17, 30, 30, 30), numbers(*[1] * 17, 9, 12, 9), AREAS) == (
        "place 18",
        "place 17",
        "place 19",
    )


@pytest.mark.parametrize("places", [0, 1, 2])
def test_too_few_places_to_have_a_spread(places: int) -> None:
    many = pd.Series(50, index=AREAS[:places])
    assert hot(many, many, AREAS[:places]) == ()


def test_no_matter_anywhere() -> None:
    assert hot(numbers(*[0] * 20), numbers(*[0] * 20), AREAS) == ()


def made_up(seed: int, matters: float, reports: float) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Twenty places that differ by chance alone: matters, each of a subject of its own, and their reports,
    which come several to a matter."""
    random = np.random.default_rng(seed)
    of_matters = random.poisson(matters, size=len(AREAS))
    of_reports = [int(random.geometric(1 / reports, size=number).sum()) for number in of_matters]
    return numbers(*of_matters), numbers(*of_matters), numbers(*of_reports)


def naive(reports: pd.Series) -> bool:
    """Whether a funnel of reports as if each were independent calls any place hot."""
    mean = reports.mean()
    return bool(((reports - mean) / math.sqrt(mean) > LIMIT).any())


@pytest.mark.parametrize("matters", [3.0, 8.0, 20.0])
def test_chance_alone_makes_few_places_hot_where_counting_reports_would_make_many(matters: float) -> None:
    runs = [made_up(seed, matters, reports=6.0) for seed in range(100)]
    called = sum(bool(hot(of_matters, subjects, AREAS)) for of_matters, subjects, _ in runs)
    assert called <= 5
    assert sum(naive(reports) for _, _, reports in runs) > 50


def test_a_place_with_four_times_the_matters_is_found() -> None:
    found = 0
    for seed in range(100):
        matters, _, _ = made_up(seed, 8.0, 1.0)
        matters["place 07"] = np.random.default_rng(1000 + seed).poisson(32.0)
        found += hot(matters, matters, AREAS)[:1] == ("place 07",)
    assert found >= 90
