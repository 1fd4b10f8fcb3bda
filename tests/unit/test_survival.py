"""Times until something happens: against a published example, scipy, and what resampling leaves alone."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from profile_lib.statistics import survival
from profile_lib.statistics.survival import Waits


def waits(*times: float, open: tuple[float, ...] = (), people: str | None = None) -> Waits:
    """Times at which it happened, and for which it was waited; each of a person of its own, or of those named
    by a letter each."""
    told = [*times, *open]
    person = pd.Series(list(people) if people else [str(n) for n in range(len(told))])
    return Waits.of(pd.Series(told), pd.Series([True] * len(times) + [False] * len(open)), person)


# Remission in weeks of 21 patients treated with 6-mercaptopurine (Freireich and others 1963), the example of
# textbooks since Gehan 1965: S(6) = 0.857, S(10) = 0.753, S(22) = 0.538, S(23) = 0.448, median 23.
TREATED = ((6, 6, 6, 7, 10, 13, 16, 22, 23), (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35))


@pytest.mark.parametrize(
    ("week", "in_remission"),
    [(6, 0.857), (7, 0.807), (10, 0.753), (13, 0.690), (16, 0.627), (22, 0.538), (23, 0.448)],
)
def test_a_published_example(week: int, in_remission: float) -> None:
    share, _ = waits(*TREATED[0], open=TREATED[1]).share_within(week)
    assert share == pytest.approx(1 - in_remission, abs=5e-4)


def test_the_median_of_the_published_example() -> None:
    assert waits(*TREATED[0], open=TREATED[1]).median()[0] == 23


ONE_WAIT = st.tuples(st.sampled_from("abcdef"), st.sampled_from([0.0, 0.5, 2.0, 30.0]), st.booleans())


@given(st.lists(ONE_WAIT, min_size=1, max_size=40))
def test_people_whose_times_are_the_same_stand_together(told: list[tuple[str, float, bool]]) -> None:
    own: dict[str, list[tuple[float, bool]]] = {}
    for who, time, ended in told:
        own.setdefault(who, []).append((time, ended))
    patterns = sorted(Counter(tuple(sorted(times)) for times in own.values()).items())
    person, times, happened = (pd.Series(values) for values in zip(*told, strict=True))
    found = Waits.of(times, happened, person)
    rows = [(number, *wait) for number, (waited, _) in enumerate(patterns) for wait in waited]
    assert list(zip(found.pattern, found.times, found.happened, strict=True)) == rows
    assert list(found.people) == [people for _, people in patterns]


def test_scipy_has_the_same_curve() -> None:
    random = np.random.default_rng(3)
    times, happened = random.integers(0, 60, 300), random.random(300) < 0.7
    own = Waits.of(pd.Series(times), pd.Series(happened), pd.Series(range(300)).astype("str"))
    known = ecdf(CensoredData(uncensored=times[happened], right=times[~happened])).sf
    points, waiting = own.curve(own.people)
    assert waiting[0] == pytest.approx(known.evaluate(points))


def test_a_half_is_the_first_time_after_which_no_more_than_half_wait() -> None:
    assert waits(1, 2, 3, 4).median()[0] == 2
    assert waits(1, 2, 3).median()[0] == 2
    assert waits(*range(1, 49)).median()[0] == 24  # a product of 24 fractions that is a half


def test_where_more_than_half_wait_for_ever_there_is_no_median() -> None:
    assert waits(1, open=(5, 5)).median() == (None, None)


def test_nothing_is_said_of_a_time_for_which_nobody_was_followed() -> None:
    assert waits(3, open=(5, 20)).share_within(28) == (None, None)
    assert waits(3, open=(5, 28)).share_within(28)[0] == pytest.approx(1 / 3)
    assert waits(3, 5).share_within(28)[0] == 1
    assert waits(30, open=(40,)).share_within(28)[0] == 0


def test_the_interval_depends_neither_on_order_nor_on_who_they_are() -> None:
    one = waits(1, 2, 2, 5, open=(4, 9), people="abacbc")
    same = waits(2, 5, 1, 2, open=(9, 4), people="zxyy" + "xz")
    assert one.median() == same.median() and one.share_within(4) == same.share_within(4)


def test_draws_made_in_parts_are_those_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = waits(*TREATED[0], open=TREATED[1]).median()
    monkeypatch.setattr(survival, "_HELD", 100)
    assert waits(*TREATED[0], open=TREATED[1]).median() == at_once


def test_the_curve_of_a_draw_is_that_of_the_people_drawn_written_out() -> None:
    random = np.random.default_rng(4)
    times, happened, who = random.integers(0, 9, 60), random.random(60) < 0.6, random.integers(0, 25, 60)
    own = Waits.of(pd.Series(times), pd.Series(happened), pd.Series(who).astype("str"))
    drawn = random.multinomial(25, own.people / own.people.sum())
    each = [np.flatnonzero(own.pattern == n) for n in range(len(own.people)) for _ in range(drawn[n])]
    times, happened = own.times[np.concatenate(each)], own.happened[np.concatenate(each)]
    known = ecdf(CensoredData(uncensored=times[happened], right=times[~happened])).sf
    points, waiting = own.curve(drawn)
    assert waiting[0] == pytest.approx(known.evaluate(points))


def test_repeats_of_one_person_make_it_wider() -> None:
    times = [1, 2, 3, 4, 50, 51, 52, 53] * 4
    _, apart = waits(*times).share_within(10)
    _, together = waits(*times, people="aaaabbbbccccddddeeeeffffgggghhhh").share_within(10)
    assert apart is not None and together is not None
    assert together.high - together.low > apart.high - apart.low > 0


def test_the_interval_of_independent_times_is_near_the_formula() -> None:
    """Greenwood's, on half of 200 within 10: 0.5 +- 1.96 x sqrt(0.25 / 200)."""
    _, interval = waits(*[5] * 100, *[20] * 100).share_within(10)
    assert interval is not None and interval.method == "resampled children"
    assert (interval.low, interval.high) == (pytest.approx(0.431, abs=0.01), pytest.approx(0.569, abs=0.01))


def test_nobody_waits() -> None:
    with pytest.raises(ValueError, match="nobody"):
        waits()
