"""Rules of a control chart, ratios of two years, many comparisons: against published values and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from profile_lib.statistics import control_limits
from profile_lib.statistics.series import (
    NEAR,
    OUTSIDE,
    SHIFT,
    TREND,
    independent_ratio,
    read_chart,
    resampled_ratio,
    still_clear,
)

NAN = math.nan
STEADY = [10.0, 12.0] * 8
"""Mean 11, ranges of 2: limits 11 +- 5.32, the outer third beyond 11 +- 3.547."""


def broken(series: list[float], rule: str) -> list[int]:
    """The places of the points that are part of breaking a rule."""
    chart = read_chart(series)
    assert chart is not None
    return [place for place, rules in enumerate(chart.signals) if rule in rules]


def test_a_steady_series_has_limits_and_no_signal() -> None:
    chart = read_chart(STEADY)
    assert chart is not None
    assert (chart.mean, chart.low, chart.high) == pytest.approx((11, 11 - 5.32, 11 + 5.32))
    assert not any(chart.signals)


def test_fourteen_points_have_no_limits_and_fifteen_have() -> None:
    assert read_chart(STEADY[:14]) is None
    assert read_chart([*STEADY[:14], NAN]) is None
    assert read_chart(STEADY[:15]) is not None


def test_a_point_beyond_a_limit() -> None:
    series = [*STEADY, 40.0]
    assert broken(series, OUTSIDE) == [16]
    assert broken([50 - value for value in series], OUTSIDE) == [16]


@pytest.mark.parametrize(("above", "marked"), [(6, []), (7, range(12, 19)), (8, range(12, 20))])
def test_seven_in_a_row_on_one_side_are_a_shift(above: int, marked: list[int]) -> None:
    """As NHSRplotthedots tests it (test-ptd_calculate_point_type.R): six are none, seven and eight are."""
    assert broken([1.0, -1.0] * 6 + [0.5] * above + [-1.0, 1.0] * 3, SHIFT) == list(marked)
    assert broken([-1.0, 1.0] * 6 + [-0.5] * above + [1.0, -1.0] * 3, SHIFT) == list(marked)


def test_a_point_on_the_mean_ends_a_run() -> None:
    series = [1.0, -1.0] * 5 + [2.0, 2.0, 2.0, 0.0, 2.0, 2.0, 2.0] + [-2.0, -2.0, -2.0, -2.0, -2.0, -2.0]
    assert sum(series) == 0
    assert broken(series, SHIFT) == []


def test_a_point_that_nobody_knows_ends_a_run() -> None:
    assert len(broken([1.0, -1.0] * 6 + [0.5] * 7 + [-1.0], SHIFT)) == 7
    assert broken([1.0, -1.0] * 6 + [0.5] * 3 + [NAN] + [0.5] * 4 + [-1.0], SHIFT) == []


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("length", "marked"), [(6, []), (7, range(9, 16))])
def test_seven_rising_or_falling_are_a_trend(sign: int, length: int, marked: list[int]) -> None:
    """As NHSRplotthedots tests it: 1:6 is none, 1:7 is one, and a point like the last breaks it."""
    before, after = [5.0, 9.0, 5.0, 9.0, 5.0, 9.0, 5.0, 9.0, 5.0], [1.0, 9.0, 5.0, 9.0]
    series = [*before, *(float(step) for step in range(1, length + 1)), *after]
    assert broken([sign * value for value in series], TREND) == list(marked)
    level = [*before, 1.0, 2.0, 3.0, 3.0, 4.0, 5.0, 6.0, *after]
    assert broken([sign * value for value in level], TREND) == []


def test_two_of_three_near_a_limit_on_one_side() -> None:
    """Opposite sides are none, as NHSRplotthedots tests it (test-ptd_spc_standard.R)."""
    chart = read_chart([1.0, -1.0] * 7 + [5.5, -5.5])
    assert chart is not None
    assert not any(NEAR in rules for rules in chart.signals)
    near = [10.0, 12.0] * 10 + [16.0, 12.0, 16.0] + [10.0, 12.0]
    assert broken(near, NEAR) == [20, 22]
    assert broken([10.0, 12.0] * 10 + [16.0, 12.0, 12.0, 16.0, 10.0, 12.0], NEAR) == []


@pytest.mark.parametrize(
    ("series", "expected"),
    [  # nhspy-plotthedots, tests/unittests/test_limits_calculations.py: mean, lower, upper, near both limits
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], (5.5, 2.84, 8.16)),
        ([1, 2, 3, 4, 5, 4, 3, 2, 1, 2], (2.7, 0.04, 5.36)),
        ([3, 1, 4, 1, 5, 9, 2], (3.5714285714285716, -6.625238095238096, 13.768095238095238)),
        ([1, 2, 3, 2, 1, 2, 3, 4, 5, 6, 7, 4, 3, 2, 1, 2], (3.0, -0.0146666667, 6.0146666667)),
    ],
)
def test_control_limits_as_the_nhs_python_community_has_them(
    series: list[int], expected: tuple[float, float, float]
) -> None:
    assert control_limits(series) == pytest.approx(expected)


def test_control_limits_as_nhsrplotthedots_prints_them() -> None:
    """tests/testthat/_snaps/ptd_spc_standard.md: mean 0.142, limits -3.01 and 3.29.

    Of twenty normal numbers, those of R 3.6 after set.seed(123)."""
    series = [-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621]
    series += [-1.26506123, -0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272]
    series += [-0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141]
    mean, low, high = control_limits(series)
    assert (round(mean, 3), round(low, 2), round(high, 2)) == (0.142, -3.01, 3.29)


def test_no_range_is_taken_across_a_point_that_nobody_knows() -> None:
    # ranges 2 and 2 and no range from 12 to 40: mean (10 + 12 + 40 + 42) / 4
    assert control_limits([10, 12, NAN, 40, 42]) == pytest.approx((26, 26 - 5.32, 26 + 5.32))
    with pytest.raises(ValueError, match="a range"):
        control_limits([1, NAN, 2, NAN, 3])


def test_a_ratio_of_independent_events_by_hand() -> None:
    # 60 against 40 in as many days: ln 1.5 / sqrt(1/60 + 1/40) = 1.9864, two-sided 0.0470
    found = independent_ratio(60, 365, 40, 365)
    assert (found.ratio, found.low, found.high) == pytest.approx((1.5, 1.005404, 2.237907), abs=1e-5)
    assert found.chance == pytest.approx(0.0470, abs=5e-5)
    assert independent_ratio(60, 366, 40, 365).ratio == pytest.approx(1.5 * 365 / 366)


def test_a_ratio_of_few_events_is_exact() -> None:
    # of 8 events 1 or fewer where each is as likely in either year: (1 + 8) / 256, doubled
    assert independent_ratio(1, 365, 7, 365).chance == pytest.approx(18 / 256)
    assert independent_ratio(4, 365, 4, 365).chance == 1
    with pytest.raises(ValueError, match="at least one event"):
        independent_ratio(0, 365, 0, 365)


@pytest.mark.parametrize(("now", "before"), [(60, 40), (9, 30), (12, 10), (5, 0), (0, 7), (0, 3)])
def test_interval_and_chance_say_the_same(now: int, before: int) -> None:
    found = independent_ratio(now, 365, before, 365)
    assert (found.chance < 0.05) == (found.low > 1 or found.high < 1)


def test_children_of_one_event_each_are_as_independent_events() -> None:
    alone = resampled_ratio([1] * 300, 365, [1] * 250, 365)
    exact = independent_ratio(300, 365, 250, 365)
    assert alone is not None
    assert alone.ratio == pytest.approx(exact.ratio)
    assert (alone.low, alone.high) == pytest.approx((exact.low, exact.high), abs=0.02)
    assert alone.chance == pytest.approx(exact.chance, abs=0.01)


def test_events_that_repeat_in_a_child_make_a_ratio_less_sure() -> None:
    """Of fifty children with eight events each as sure as of fifty events, not of four hundred."""
    together = resampled_ratio([8] * 50, 365, [8] * 40, 365)
    fifty = independent_ratio(50, 365, 40, 365)
    assert together is not None
    assert (together.low, together.high) == pytest.approx((fifty.low, fifty.high), abs=0.08)
    assert together.ratio == pytest.approx(400 / 320)


def test_a_ratio_of_few_children_is_not_given() -> None:
    assert resampled_ratio([3] * 9, 365, [1] * 50, 365) is None
    assert resampled_ratio([1] * 50, 365, [3] * 9, 365) is None


def test_a_resampled_ratio_depends_on_the_numbers_alone() -> None:
    one, other = [1, 2, 5, 1, 1, 3, 1, 1, 1, 9], [2, 2, 1, 1, 1, 1, 1, 4, 1, 1]
    assert resampled_ratio(one, 334, other, 334) == resampled_ratio(one[::-1], 334, sorted(other), 334)


def test_resampled_intervals_hold_the_ratio_as_often_as_they_should() -> None:
    """Two hundred pairs of years of children with one, two or eight episodes, as often in both."""
    random, sizes, rates = np.random.default_rng(5), np.array([1, 2, 8]), np.array([40.0, 15.0, 5.0])
    held = 0
    for _ in range(200):
        now, before = (np.repeat(sizes, random.poisson(rates)).tolist() for _ in range(2))
        found = resampled_ratio(now, 365, before, 365, draws=1000)
        assert found is not None
        held += found.low <= 1 <= found.high
    assert 180 <= held <= 199


def test_false_discovery_as_published() -> None:
    """Benjamini and Hochberg (1995), section 3.2: of fifteen p-values four are kept (Bonferroni: three)."""
    chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
    chances += [0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    assert still_clear(chances) == [True] * 4 + [False] * 11
    assert still_clear(chances[::-1]) == [False] * 11 + [True] * 4
    assert still_clear([]) == []
