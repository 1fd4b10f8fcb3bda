"""Intervals and limits against published tables, and against sums worked out without scipy."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np
import pytest

from profile_lib.statistics import (
    Interval,
    control_limits,
    count_interval,
    difference_interval,
    funnel_limits,
    mean_interval,
    proportion_interval,
    rate_interval,
    rate_ratio,
    resampled_mean,
    resampled_share,
    share_ratio_interval,
    smallest_with_share,
)

Z = NormalDist().inv_cdf(0.975)


def poisson_at_most(count: int, mean: float) -> float:
    return math.fsum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(count + 1))


def binomial_at_most(count: int, n: int, share: float) -> float:
    return math.fsum(math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(count + 1))


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [  # Newcombe (1998), Statistics in Medicine 17, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(count: int, n: int, low: float, high: float) -> None:
    assert tuple(round(limit, 4) for limit in proportion_interval(count, n)) == (low, high)


@pytest.mark.parametrize(
    ("count", "n", "level", "place", "limit"),
    [  # Office for Health Improvement and Disparities, PHStatsMethods: tests of wilson_lower and wilson_upper
        (20, 360, 0.95, 0, 0.036248204600072345),
        (550, 2400, 0.998, 0, 0.20375892211705743),
        (30, 400, 0.95, 1, 0.10504770626130437),
        (76, 238, 0.998, 1, 0.418131030603369),
        (100, 10_000, 0.95, 0, 0.008229336148148417),
        (100, 10_000, 0.95, 1, 0.012146982255114647),
    ],
)
def test_wilson_as_the_office_for_health_improvement_has_it(
    count: int, n: int, level: float, place: int, limit: float
) -> None:
    assert proportion_interval(count, n, level)[place] == pytest.approx(limit, rel=1e-9)


@pytest.mark.parametrize(("count", "n", "level"), [(100, 454, 0.95), (1, 2, 0.95), (40, 43, 0.998)])
def test_wilson_by_its_closed_form(count: int, n: int, level: float) -> None:
    z, p = NormalDist().inv_cdf((1 + level) / 2), count / n
    centre, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    expected = ((centre - half) / (1 + z * z / n), (centre + half) / (1 + z * z / n))
    assert proportion_interval(count, n, level) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("count", "n"), [(0, 0), (5, 4), (-1, 4), (1, -4)])
def test_no_share(count: int, n: int) -> None:
    with pytest.raises(ValueError, match="a share needs"):
        proportion_interval(count, n)


@pytest.mark.parametrize("level", [0, 1, 95, -0.5])
def test_no_level(level: float) -> None:
    calls: list[Callable[[], object]] = [
        lambda: proportion_interval(1, 2, level),
        lambda: rate_interval(3, 100, level=level),
        lambda: rate_interval(30, 100, level=level),
        lambda: rate_ratio(30, 100, 20, 100, level),
        lambda: rate_ratio(3, 100, 2, 100, level),
        lambda: funnel_limits(10, level),
        lambda: resampled_share([1], [2], level),
        lambda: resampled_mean([1, 2], level),
        lambda: share_ratio_interval(1, 2, 1, 3, level),
        lambda: count_interval([1, 2], level),
        lambda: mean_interval([1, 2], level),
    ]
    for call in calls:
        with pytest.raises(ValueError, match="level lies between"):
            call()


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [  # Garwood (1936), Biometrika 28
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (5, 1.623, 11.668),
        (9, 4.115, 17.085),
    ],
)
def test_few_events_have_the_exact_poisson_interval(count: int, low: float, high: float) -> None:
    assert rate_interval(count, 1, per=1) == (pytest.approx(low, abs=6e-4), pytest.approx(high, abs=6e-4))


EXACT_POISSON = [
    # Public Health England, PHEindicatormethods, tests/testthat/testdata_funnel_ratio_outputs.csv: the exact
    # limits of a count at 95% and at 99.8%, by the chi-square form (Ulm 1990, American Journal of
    # Epidemiology 131). Its tails are those of a rounded z, so that four figures are the exact ones.
    (1, 0.025317898, 5.571644585, 0.001000547, 9.233410143),
    (2, 0.242209467, 7.224687515, 0.04540199, 11.22886836),
    (3, 0.618671905, 8.767273828, 0.190533306, 13.06224507),
    (4, 1.089865762, 10.24158653, 0.42855244, 14.79414916),
    (5, 1.623486324, 11.6683331, 0.739371928, 16.45474478),
    (6, 2.201894435, 13.0594765, 1.107104434, 18.0616374),
    (7, 2.814363736, 14.42267712, 1.520336178, 19.62617867),
    (8, 3.453831154, 15.76318696, 1.970813969, 21.15619716),
    (9, 4.11537405, 17.08479966, 2.452425215, 22.65737951),
    (10, 4.795387629, 18.39035799, 2.960519925, 24.13397235),
    (100, 81.36400699, 121.6268111, 71.92139974, 134.9243187),
    (716, 664.5083011, 770.4222128, 636.1521174, 802.60414),
]


@pytest.mark.parametrize(("count", "low", "high", "lower", "higher"), EXACT_POISSON[:9])
def test_few_events_as_public_health_england_has_them(
    count: int, low: float, high: float, lower: float, higher: float
) -> None:
    assert rate_interval(count, 1, per=1) == pytest.approx((low, high), rel=5e-5)
    assert rate_interval(count, 1, per=1, level=0.998) == pytest.approx((lower, higher), rel=5e-5)


def test_the_exact_limits_leave_the_tails_they_should() -> None:
    low, high = rate_interval(7, 1, per=1)
    assert 1 - poisson_at_most(6, low) == pytest.approx(0.025)
    assert poisson_at_most(7, high) == pytest.approx(0.025)


def test_ten_events_have_byars_interval() -> None:
    # 10 (1 - 1/90 - 1.959964 / (3 sqrt 10))^3 and 11 (1 - 1/99 + 1.959964 / (3 sqrt 11))^3
    assert rate_interval(10, 1, per=1) == (pytest.approx(4.7876, abs=1e-3), pytest.approx(18.3914, abs=1e-3))
    exact = (4.7954, 18.3904)  # Garwood: near, and not the same
    assert rate_interval(10, 1, per=1) != (
        pytest.approx(exact[0], abs=1e-3),
        pytest.approx(exact[1], abs=1e-3),
    )


def test_byars_interval_as_the_office_for_health_improvement_has_it() -> None:
    # PHStatsMethods, test of byars_lower: 100 events
    assert rate_interval(100, 1, per=1)[0] == pytest.approx(81.36210549052788, rel=1e-12)


@pytest.mark.parametrize(("count", "low", "high", "lower", "higher"), EXACT_POISSON[9:])
def test_byars_interval_is_as_near_the_exact_one_as_the_technical_guide_says(
    count: int, low: float, high: float, lower: float, higher: float
) -> None:
    """Public Health England, Technical Guide: Confidence Intervals (2018): of ten events or more within 0.2%
    of the exact limits at 95%."""
    assert rate_interval(count, 1, per=1) == pytest.approx((low, high), rel=0.002)


def test_a_rate_is_per_so_many_of_the_population() -> None:
    low, high = rate_interval(454, 102_783)
    assert low < 454 / 102.783 < high
    assert rate_interval(454, 102_783, per=100_000) == pytest.approx((low * 100, high * 100))


@pytest.mark.parametrize(("count", "population"), [(-1, 100), (5, 0), (5, -10)])
def test_no_rate(count: int, population: float) -> None:
    with pytest.raises(ValueError, match="a rate needs"):
        rate_interval(count, population)


def test_rate_ratio_of_many_events_is_log_normal() -> None:
    # 60 against 40 per 1,000: ln 1.5 +- 1.959964 sqrt(1/60 + 1/40) = 0.405465 +- 0.400076
    assert rate_ratio(60, 1000, 40, 1000) == pytest.approx((1.5, 1.005404, 2.237907), abs=1e-5)


def test_rate_ratio_of_few_events_is_exact() -> None:
    # Clopper-Pearson of 3 in 8 is 0.0852 to 0.7551 (standard table): odds 0.0932 and 3.0841
    ratio, low, high = rate_ratio(3, 100, 5, 100)
    assert (ratio, low, high) == pytest.approx((0.6, 0.0932, 3.0841), abs=5e-4)
    shares = low / (1 + low), high / (1 + high)
    assert 1 - binomial_at_most(2, 8, shares[0]) == pytest.approx(0.025)
    assert binomial_at_most(3, 8, shares[1]) == pytest.approx(0.025)


def test_rate_ratio_takes_the_populations_into_account() -> None:
    few, few_low, few_high = rate_ratio(3, 200, 5, 100)
    assert (few, few_low, few_high) == pytest.approx([x / 2 for x in rate_ratio(3, 100, 5, 100)])
    many, many_low, many_high = rate_ratio(60, 2000, 40, 1000)
    assert (many, many_low, many_high) == pytest.approx([x / 2 for x in rate_ratio(60, 1000, 40, 1000)])


def test_rate_ratio_of_ten_events_is_log_normal_and_of_nine_exact() -> None:
    spread = Z * math.sqrt(1 / 10 + 1 / 30)
    assert rate_ratio(10, 1, 30, 1)[1] == pytest.approx(math.exp(-spread) / 3)
    spread = Z * math.sqrt(1 / 9 + 1 / 30)
    assert rate_ratio(9, 1, 30, 1)[1] != pytest.approx(math.exp(-spread) * 9 / 30, rel=1e-3)


def test_no_event_in_the_first_rate() -> None:
    ratio, low, high = rate_ratio(0, 100, 5, 100)
    assert (ratio, low) == (0, 0)
    assert high == pytest.approx(1 / 0.025 ** (1 / 5) - 1)  # (1 - p)^5 = 0.025, as odds


def test_no_event_in_the_second_rate() -> None:
    ratio, low, high = rate_ratio(5, 100, 0, 100)
    assert (ratio, high) == (math.inf, math.inf)
    assert low == pytest.approx(1 / (1 / 0.025 ** (1 / 5) - 1))  # p^5 = 0.025, as odds


@pytest.mark.parametrize(
    "arguments", [(-1, 100, 5, 100), (5, 100, -1, 100), (5, 0, 5, 100), (5, 100, 5, -1), (0, 100, 0, 100)]
)
def test_no_rate_ratio(arguments: tuple[int, float, int, float]) -> None:
    with pytest.raises(ValueError, match="a rate ratio needs"):
        rate_ratio(*arguments)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [  # Garwood (1936), Biometrika 28
        (0, 0.0, 3.6889),
        (1, 0.0253, 5.5716),
        (2, 0.2422, 7.2247),
        (5, 1.6235, 11.6683),
        (10, 4.7954, 18.3904),
        (50, 37.1110, 65.9188),
    ],
)
def test_a_count_of_events_that_come_alone_has_garwoods_interval(count: int, low: float, high: float) -> None:
    interval = count_interval([1] * count)
    assert (interval.low, interval.high) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))
    assert (interval.level, interval.method) == (0.95, "exact Poisson")


@pytest.mark.parametrize(("groups", "size"), [(1, 7), (10, 3), (40, 2)])
def test_events_in_groups_of_one_size_are_as_sure_as_their_groups(groups: int, size: int) -> None:
    """Ten groups of three: three times the limits of ten."""
    alone, together = count_interval([1] * groups), count_interval([size] * groups)
    assert (together.low, together.high) == pytest.approx((alone.low * size, alone.high * size))
    assert together.method == "gamma, allowing for repeats"


@pytest.mark.parametrize(
    ("sizes", "level"), [([1, 1, 1, 5, 2], 0.95), ([9, 1, 1], 0.99), ([1] * 30 + [40], 0.8)]
)
def test_groups_of_many_sizes_have_the_gamma_limits_of_fay_and_feuer(sizes: list[int], level: float) -> None:
    """Two gamma distributions by their moments: mean y and variance v below, y + m and v + m2 above."""
    from scipy.stats import gamma

    y, v, m = sum(sizes), sum(size * size for size in sizes), max(sizes)
    low = gamma.ppf((1 - level) / 2, y * y / v, scale=v / y)
    high = gamma.ppf((1 + level) / 2, (y + m) ** 2 / (v + m * m), scale=(v + m * m) / (y + m))
    interval = count_interval(sizes, level)
    assert (interval.low, interval.high) == pytest.approx((low, high))
    assert interval.level == level


def test_the_gamma_limits_hold_the_mean_as_often_as_they_should() -> None:
    """A thousand years of children with one, two or eight episodes: Poisson limits would hold far fewer."""
    random = np.random.default_rng(7)
    sizes, rates = np.array([1, 2, 8]), np.array([12.0, 6.0, 3.0])
    mean, held, poisson = float(sizes @ rates), 0, 0
    for _ in range(1000):
        drawn = np.repeat(sizes, random.poisson(rates))
        interval, alone = count_interval(drawn.tolist()), count_interval([1] * int(drawn.sum()))
        held += interval.low <= mean <= interval.high
        poisson += alone.low <= mean <= alone.high
    assert held >= 940
    assert poisson < 800


def test_a_mean_by_students_t() -> None:
    # mean 3, standard deviation 1.581139, t of 4 degrees at 97.5% 2.776445: 2.776445 x 1.581139 / sqrt 5
    interval = mean_interval([1, 2, 3, 4, 5])
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((3 - 1.963243, 3 + 1.963243), abs=2e-6)
    assert (interval.level, interval.method) == (0.95, "Student's t")
    assert mean_interval([17, 17, 17]) == Interval(17, 17, 0.95, "Student's t")


@pytest.mark.parametrize("values", [[], [17]])
def test_one_value_has_no_interval_of_its_mean(values: list[int]) -> None:
    assert mean_interval(values) is None


@pytest.mark.parametrize(
    ("now", "n_now", "before", "n_before", "low", "high"),
    [  # Newcombe (1998), Statistics in Medicine 17, table II, method 10
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (10, 10, 0, 10, 0.6075, 1.0000),
    ],
)
def test_the_difference_of_two_shares_as_published(
    now: int, n_now: int, before: int, n_before: int, low: float, high: float
) -> None:
    limits = proportion_interval(now, n_now), proportion_interval(before, n_before)
    found = difference_interval(now / n_now, limits[0], before / n_before, limits[1])
    assert found == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


def test_the_difference_of_two_numbers_by_hand() -> None:
    # 10 - 7, less the root of (10 - 7)2 + (11 - 7)2, plus the root of (16 - 10)2 + (7 - (-1))2
    assert difference_interval(10, (7, 16), 7, (-1, 11)) == (3 - 5, 3 + 10)


def test_the_ratio_of_two_shares_by_hand() -> None:
    # Katz: ln(0.4 / 0.1) +- 1.959964 sqrt(1/20 - 1/50 + 1/10 - 1/100) = 1.386294 +- 1.959964 x 0.346410
    spread = 1.959964 * math.sqrt(0.05 - 0.02 + 0.1 - 0.01)
    expected = (4 * math.exp(-spread), 4 * math.exp(spread))
    assert share_ratio_interval(20, 50, 10, 100) == pytest.approx(expected, rel=1e-6)
    assert share_ratio_interval(20, 50, 10, 100) == pytest.approx((2.0285, 7.8875), abs=6e-4)
    assert share_ratio_interval(50, 50, 100, 100) == (1, 1)


@pytest.mark.parametrize(
    "numbers", [(0, 10, 3, 10), (3, 10, 0, 10), (11, 10, 3, 10), (3, 10, 11, 10), (-1, 5, 1, 5)]
)
def test_no_ratio_of_shares(numbers: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="no ratio of"):
        share_ratio_interval(*numbers)


@pytest.mark.parametrize("values", [[7], [1, 2], [3, 1, 2, 4], [5, 5, 1, 9, 9], [14, 15, 15, 16, 13, 12, 17]])
@pytest.mark.parametrize("quarters", [1, 2, 3, 4])
def test_quartiles_as_numpy_has_them(values: list[int], quarters: int) -> None:
    expected = np.quantile(values, quarters / 4, method="inverted_cdf")
    assert smallest_with_share(values, quarters) == expected


def test_no_quartile_of_nothing() -> None:
    with pytest.raises(ValueError, match="no quartile"):
        smallest_with_share([], 1)


def test_the_constants_of_the_nhs_are_those_of_two_points() -> None:
    """2.66 is 3 / d2 and 3.267 is D4, for moving ranges of two points: d2 = 2 / sqrt pi = 1.128 (Montgomery,
    Introduction to Statistical Quality Control, appendix VI: 1.128, 0.853 and 3.267)."""
    d2, d3 = 2 / math.sqrt(math.pi), math.sqrt(2 - 4 / math.pi)
    assert (round(d2, 3), round(d3, 3)) == (1.128, 0.853)
    assert (round(3 / d2, 2), round(1 + 3 * d3 / d2, 3)) == (2.66, 3.267)
    # ranges 1, so that the width is the constant
    assert control_limits([0, 1, 0, 1])[2] - 0.5 == pytest.approx(2.66)


def test_control_limits_by_hand() -> None:
    # ranges 2, 1, 2, 1: mean 1.5; 11.6 +- 2.66 x 1.5
    assert control_limits([10, 12, 11, 13, 12]) == pytest.approx((11.6, 7.61, 15.59))


def test_control_limits_are_not_clipped() -> None:
    # ranges 4, 4: 4/3 +- 10.64
    assert control_limits([0, 4, 0]) == pytest.approx((4 / 3, 4 / 3 - 10.64, 4 / 3 + 10.64))


def test_a_large_moving_range_is_screened_out() -> None:
    # seven ranges of 1 and one of 19: mean 3.25, 19 > 3.267 x 3.25; the mean of those kept is 1
    series = [10, 11, 10, 11, 10, 11, 10, 11, 30]
    assert control_limits(series) == pytest.approx((114 / 9, 114 / 9 - 2.66, 114 / 9 + 2.66))


def test_moving_ranges_are_screened_once() -> None:
    # ten ranges of 1, one of 10, one of 100: mean 10, so 100 goes; of the rest (mean 20/11) 10 would go next
    series = [0, 1] * 5 + [0, 10, 110]
    mean = sum(series) / 13
    assert control_limits(series)[2] - mean == pytest.approx(2.66 * 20 / 11)


@pytest.mark.parametrize("series", [[], [1], [1, 2]])
def test_control_limits_of_too_few_points(series: list[float]) -> None:
    with pytest.raises(ValueError, match="at least 3 points"):
        control_limits(series)


def test_funnel_limits_from_a_chi_square_table() -> None:
    # chi-square of 20 degrees at 0.025: 9.591; of 22 at 0.975: 36.781
    assert funnel_limits(10, 0.95) == pytest.approx((9.591 / 20, 36.781 / 20), abs=1e-4)


@pytest.mark.parametrize(("count", "low", "high", "lower", "higher"), EXACT_POISSON)
def test_funnel_limits_as_public_health_england_has_them(
    count: int, low: float, high: float, lower: float, higher: float
) -> None:
    """Spiegelhalter (2005), Statistics in Medicine 24: exact limits about an expected number, at 95% and
    99.8%."""
    assert funnel_limits(count, 0.95) == pytest.approx((low / count, high / count), rel=5e-5)
    assert funnel_limits(count, 0.998) == pytest.approx((lower / count, higher / count), rel=5e-5)


def test_funnel_limits_leave_the_tails_they_should() -> None:
    low, high = (limit * 12 for limit in funnel_limits(12, 0.998))
    assert 1 - poisson_at_most(11, low) == pytest.approx(0.001)
    assert poisson_at_most(12, high) == pytest.approx(0.001)


@pytest.mark.parametrize("expected", [0, -1])
def test_funnel_limits_of_nothing(expected: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        funnel_limits(expected, 0.95)


def test_resampling_people_with_one_event_each_is_near_the_binomial() -> None:
    parts = [1] * 200 + [0] * 200
    interval = resampled_share(parts, [1] * 400)
    assert interval.low == pytest.approx(0.5 - Z * 0.025, abs=0.006)
    assert interval.high == pytest.approx(0.5 + Z * 0.025, abs=0.006)


def test_resampling_people_is_wider_where_events_repeat_within_them() -> None:
    """Four hundred events of forty children: as uncertain as forty, not as four hundred."""
    few = resampled_share([10] * 20 + [0] * 20, [10] * 40)
    assert few.high - few.low == pytest.approx(2 * Z * 0.5 / math.sqrt(40), abs=0.03)


def test_resampling_depends_on_the_numbers_alone() -> None:
    parts, wholes = [0, 3, 1, 1, 0, 2], [1, 4, 2, 1, 2, 2]
    once = resampled_share(parts, wholes)
    assert resampled_share(parts[::-1], wholes[::-1]) == once
    assert once.method == "resampled children"
    assert resampled_share([2, 2, 2], [4, 4, 4]) == Interval(0.5, 0.5, 0.95, "resampled children")


def test_resampling_says_what_is_resampled() -> None:
    assert resampled_share([1, 0], [2, 2], of="matters").method == "resampled matters"


def test_a_mean_of_skewed_numbers_by_resampling_people() -> None:
    """Of many people it is near the normal limits; of one person twice it is certain."""
    values = [1] * 300 + [4] * 100
    interval, error = resampled_mean(values), math.sqrt(27 / 16 / 400)  # mean 7/4, variance 27/16
    assert interval.low == pytest.approx(1.75 - Z * error, abs=0.02)
    assert interval.high == pytest.approx(1.75 + Z * error, abs=0.02)
    assert resampled_mean([3, 3]) == Interval(3, 3, 0.95, "resampled children")
    with pytest.raises(ValueError, match="at least one event"):
        resampled_mean([])


@pytest.mark.parametrize("wholes", [[], [0, 0]])
def test_resampling_nothing(wholes: list[int]) -> None:
    with pytest.raises(ValueError, match="at least one event"):
        resampled_share([0] * len(wholes), wholes)


def test_an_interval_runs_upwards() -> None:
    with pytest.raises(ValueError, match="upwards"):
        Interval(0.5, 0.4, 0.95, "Wilson")
