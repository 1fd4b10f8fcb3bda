"""By hand: who is identified again, how far the extract reaches back, how long cases stay open, who is asked
about."""

from __future__ import annotations

import pandas as pd
import pytest
from made import cells, dataset, entry, spell, value

from profile_lib.dataset import Dataset
from profile_lib.measures import cases, register
from profile_lib.statistics.durations import lasting, lasting_interval

AGAIN = "identified_again"


@pytest.fixture(scope="module")
def data() -> Dataset:
    """Ann anew, Bea again within the year, Cat after a case of the year before, Dot while another is open."""
    return dataset(
        at_risk_register=[
            spell("Ann", "2015-03-01", "2015-03-11", outcome="Risk reduced"),
            spell("Bea", "2015-02-01", "2015-03-03", outcome="risk reduced"),
            spell("Bea", "2015-06-01", "2015-12-31", outcome="moved away"),
            spell("Cat", "2014-05-01", "2014-11-20", outcome="moved away"),  # out of scope, and it tells
            spell("Cat", "2015-04-01"),
            spell("Dot", "2014-06-01"),
            spell("Dot", "2015-10-02"),
        ]
    )


def test_again_is_after_a_case_had_closed_in_the_period_or_before_it(data: Dataset) -> None:
    assert cells(register.at_risk_children(data, AGAIN)) == {"": 4, "no": 2, "yes": 2}
    told = entry(cases.at_risk_again_share(data))
    assert (told["numerator"], told["denominator"]) == (2, 4)


def test_a_case_closed_on_the_day_of_identification_had_not_closed_before_it() -> None:
    rows = [spell("Ann", "2015-02-01", "2015-03-01"), spell("Ann", "2015-03-01")]
    assert cells(register.at_risk_children(dataset(at_risk_register=rows), AGAIN)) == {"": 1, "no": 1}


def test_how_far_back_an_earlier_case_would_be_seen(data: Dataset) -> None:
    """From 20 November 2014: 73 days to Bea on 1 February, 316 to Dot on 2 October."""
    assert value(cases.at_risk_look_back(data)) == [73, 316]
    without = dataset(at_risk_register=[spell("Ann", "2015-01-01"), spell("Bea", "2015-01-31")])
    assert value(cases.at_risk_look_back(without)) == [0, 30]  # all that touch the period were asked for


def test_closed_in_the_period_by_the_last_outcome(data: Dataset) -> None:
    assert value(cases.at_risk_closed(data)) == 2  # Cat's was closed the year before
    # in words of one child or two there may be a remark on somebody
    assert cells(cases.at_risk_closed(data, "register_outcome")) == {"": 2, "other": 2}


def test_words_of_three_children_are_a_category_whatever_their_capitals() -> None:
    rows = [
        spell("a", "2015-02-01", risk_level="High", referral_source="school"),
        spell("b", "2015-02-01", risk_level="high ", referral_source="School"),
        spell("c", "2015-02-01", risk_level="HIGH", referral_source="not known"),
        spell("c", "2015-03-01", risk_level="low", referral_source="police"),
        spell("d", "2015-02-01", risk_level="known", referral_source="as her aunt said"),
    ]
    data = dataset(at_risk_register=rows)
    assert cells(register.at_risk_children(data, "register_level")) == {"": 4, "high": 3, "other": 1}
    assert cells(register.at_risk_children(data, "referral_source")) == {"": 4, "other": 3, "U": 1}


def test_days_a_case_stays_open_those_that_are_open_too(data: Dataset) -> None:
    """Ann 10 days, Bea 30, Cat open after 274 and Dot after 90: by day 30 two of four are closed."""
    told = entry(cases.at_risk_days_median(data))
    assert (told["value"], told["unit"], told["people"]) == ([30, 30], "days", 4)
    assert "interval" not in told  # its upper end lies beyond the year
    assert value(cases.at_risk_days_middle_half(data)) == "too few cases were closed by the end of the period"


def test_kaplan_meier_of_a_published_example() -> None:
    """Remission of 21 leukaemia patients on 6-MP, Freireich and others 1963: the median is 23 weeks, and its
    95% interval on the log-log scale runs from 13 with no upper end."""
    weeks = pd.Series([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35])
    ended = pd.Series([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]).eq(1)
    assert lasting(weeks, ended, 0.5) == 23
    assert lasting(weeks, ended, 0.25) == 13
    assert lasting(weeks, ended, 0.75) is None
    assert lasting_interval(weeks, ended, 0.5) is None


def test_the_other_arm_of_the_example_of_which_all_ended() -> None:
    """On placebo all 21 relapsed: a median of 8 weeks, from 4 to 11."""
    weeks = pd.Series([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23])
    ended = weeks.gt(0)
    assert lasting(weeks, ended, 0.5) == 8
    found = lasting_interval(weeks, ended, 0.5)
    assert found is not None
    assert (found.low, found.high) == (4, 11)


def test_nothing_has_ended() -> None:
    days = pd.Series([3, 4])
    assert lasting(days, days.lt(0), 0.5) is None
    assert lasting_interval(days, days.lt(0), 0.5) is None


def test_nobody_was_identified() -> None:
    data = dataset(at_risk_register=[])
    for measure in (cases.at_risk_look_back, cases.at_risk_days_median, cases.at_risk_again_share):
        assert value(measure(data)) == "the base is empty"
    assert value(cases.at_risk_closed(data)) == 0


def test_boys_disability_and_needs_are_shares_of_those_recorded() -> None:
    rows = [
        spell("a", "2015-02-01", sex="M", disability="Yes", send="plan"),
        spell("b", "2015-02-01", sex="F", disability="no", send="None"),
        spell("c", "2015-02-01", sex="F", disability="autism", send="support"),
        spell("c", "2015-04-01", sex="F", disability="", send="none"),
        spell("c", "2015-06-01", sex="F", disability="", send="EHC plan"),
        spell("d", "2015-02-01", sex="U", disability="not known", send=""),
    ]
    data = dataset(at_risk_register=rows)
    for measure, part, whole, unknown in (
        (register.at_risk_male_share, 1, 3, 1),
        (register.at_risk_disability_share, 2, 3, 1),
        (register.at_risk_send_share, 2, 3, 1),
    ):
        told = entry(measure(data))
        assert (told["numerator"], told["denominator"], told["not_recorded"]) == (part, whole, unknown)
    assert cells(register.at_risk_children(data, "disability")) == {"": 4, "yes": 2, "no": 1, "U": 1}
    assert cells(register.at_risk_children(data, "send")) == {"": 4, "yes": 2, "no": 1, "U": 1}


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("White British", "white"),
        ("White - Any other White background", "white"),
        ("Mixed: White and Black Caribbean", "mixed"),
        ("Asian or Asian British: Pakistani", "asian"),
        ("Chinese", "asian"),
        ("Black British", "black"),
        ("Arab", "other"),
        ("Not stated", "U"),
        ("", "U"),
    ],
)
def test_broad_groups_of_self_defined_ethnicity(said: str, group: str) -> None:
    data = dataset(at_risk_register=[spell("a", "2015-02-01", ethnicity_self=said)])
    assert cells(register.at_risk_children(data, "ethnicity")) == {"": 1, group: 1}
