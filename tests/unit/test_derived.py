"""Shares, means, rates and money: what they give, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from profile_lib.figures import (
    Address,
    Count,
    Listing,
    Mean,
    MeanAge,
    Money,
    NotAvailable,
    Period,
    Population,
    Ratio,
    Refused,
    Share,
    Span,
    mean,
    rate,
    ratio,
    share,
)
from profile_lib.statistics import Interval

Build = Callable[..., Count]
YEAR = Period(date(2015, 1, 1), date(2015, 12, 31))


def available(figure: Share | Mean | NotAvailable) -> Share | Mean:
    assert not isinstance(figure, NotAvailable), figure
    return figure


def test_a_share_of_children_has_wilsons_interval(children: Build) -> None:
    figure = share(children(100, in_care="yes"), children(454))
    assert isinstance(figure, Share)
    assert figure.value == 100 / 454
    assert figure.interval is not None
    assert (round(figure.interval.low, 4), round(figure.interval.high, 4)) == (0.1846, 0.2606)
    assert (figure.interval.method, figure.interval.level) == ("Wilson", 0.95)
    assert (figure.unit, figure.people) == ("children", 454)


def test_a_share_of_events_has_no_interval_but_the_one_given(episodes: Build) -> None:
    part, whole = episodes(454, 100, in_care="yes"), episodes(1056, 454)
    assert available(share(part, whole)).interval is None
    resampled = Interval(0.38, 0.48, 0.95, "resampled children")
    assert available(share(part, whole, interval=resampled)).interval == resampled


def test_share_of_two_units(children: Build, episodes: Build) -> None:
    with pytest.raises(Refused, match="children are not a share of episodes"):
        share(children(5), episodes(10, 5))


def test_share_of_two_windows(children: Build) -> None:
    with pytest.raises(Refused, match="2015 is not a share of January to November 2015"):
        share(children(5, period=YEAR, sex="F"), children(10))


def test_share_of_two_areas(children: Build) -> None:
    with pytest.raises(Refused, match="Swindon is not a share of Wiltshire"):
        share(children(5, area="Swindon"), children(10))


def test_share_of_a_part_that_is_not_inside(children: Build) -> None:
    with pytest.raises(Refused, match=r"\[in_care=yes\] is not inside missing\.children\[sex=F\]"):
        share(children(5, in_care="yes"), children(10, sex="F"))
    with pytest.raises(Refused, match="is not inside"):
        share(children(5, sex="U"), children(10, sex="known"))
    with pytest.raises(Refused, match="is not inside"):
        share(children(10), children(10, sex="F"))


def test_share_of_a_declared_subset(children: Build, window: Period) -> None:
    victims = Count(15, Address("missing.cse_victims", window, "Wiltshire"), 15)
    assert available(share(victims, children(454))).value == 15 / 454
    with pytest.raises(Refused, match="is not inside"):
        share(children(15), victims)


def test_share_of_nothing_is_not_available_and_not_zero(children: Build) -> None:
    figure = share(children(0, sex="F"), children(0))
    assert isinstance(figure, NotAvailable)
    assert "empty" in figure.why


@pytest.mark.parametrize(
    ("known", "unknown", "given"), [(70, 30, True), (69, 30, False), (71, 30, True), (0, 5, False)]
)
def test_a_percentage_is_given_up_to_thirty_per_cent_not_recorded(
    children: Build, known: int, unknown: int, given: bool
) -> None:
    part, rest = children(min(known, 10), sex="F"), children(unknown, sex="U")
    figure = share(part, children(known, sex="known"), not_recorded=rest)
    if given:
        assert isinstance(figure, Share)
        assert figure.not_recorded == rest
        assert figure.value == 10 / known
    else:
        assert isinstance(figure, NotAvailable)
        assert figure.why == f"{unknown} of {known + unknown} children are not recorded"


@pytest.mark.parametrize("where", [{}, {"sex": "F"}, {"age_band": "U"}])
def test_not_recorded_is_what_the_whole_leaves_out(children: Build, where: dict[str, str]) -> None:
    with pytest.raises(Refused, match="is not what"):
        share(children(5, sex="F"), children(10, sex="known"), not_recorded=children(1, **where))


def test_not_recorded_of_another_window(children: Build) -> None:
    rest = children(1, period=YEAR, sex="U")
    with pytest.raises(Refused, match="is not what"):
        share(children(5, sex="F"), children(10, sex="known"), not_recorded=rest)


def test_episodes_per_child(children: Build, episodes: Build) -> None:
    figure = mean(episodes(1056, 454), children(454))
    assert isinstance(figure, Mean)
    assert round(figure.value, 2) == 2.33
    assert (figure.unit, figure.people) == ("episodes per child", 454)


def test_a_mean_over_nobody(children: Build, episodes: Build) -> None:
    assert isinstance(mean(episodes(0, 0), children(0)), NotAvailable)


def test_a_mean_of_other_people(children: Build, episodes: Build) -> None:
    with pytest.raises(Refused, match="not of the same people"):
        mean(episodes(10, 5, sex="F"), children(5, sex="M"))
    with pytest.raises(Refused, match="not of the same people"):
        mean(episodes(10, 5), children(6))
    with pytest.raises(Refused, match="two windows or areas"):
        mean(episodes(10, 5), children(5, period=YEAR))
    with pytest.raises(Refused, match="two windows or areas"):
        mean(episodes(10, 5), children(5, area="Swindon"))
    with pytest.raises(Refused, match="do not happen to"):
        mean(children(5), children(5))


def population(value: int = 102_783, area: str = "Wiltshire", vintage: str = "mid-2015") -> Population:
    return Population(value, area, "0-17", vintage, "Office for National Statistics")


def test_a_rate_of_children_has_an_interval(children: Build) -> None:
    figure = rate(children(454), population())
    assert round(figure.value, 2) == 4.42
    assert figure.interval is not None
    assert figure.interval.method == "Byar"
    assert figure.unit == "children per 1,000 of the population aged 0-17"
    assert "mid-2015" in figure.base


def test_few_children_have_an_exact_interval(children: Build) -> None:
    few = rate(children(9), population())
    assert few.interval is not None
    assert few.interval.method == "exact Poisson"


def test_a_rate_of_repeated_events_has_no_interval(episodes: Build) -> None:
    figure = rate(episodes(1056, 454), population())
    assert round(figure.value, 2) == 10.27
    assert figure.interval is None


def test_a_rate_with_another_areas_population(children: Build) -> None:
    with pytest.raises(Refused, match="Swindon's population is no base for Wiltshire"):
        rate(children(454), population(area="Swindon"))


def test_a_rate_with_another_years_population_unless_it_is_named(children: Build) -> None:
    with pytest.raises(Refused, match="name its vintage"):
        rate(children(454), population(vintage="mid-2014"))
    with pytest.raises(Refused, match="is of mid-2014, not of mid-2013"):
        rate(children(454), population(vintage="mid-2014"), vintage="mid-2013")
    assert rate(children(454), population(vintage="mid-2014"), vintage="mid-2014").value == 454 / 102.783


@pytest.mark.parametrize("blank", ["area", "ages", "vintage", "source"])
def test_an_unnamed_population(blank: str) -> None:
    parts = {"area": "Wiltshire", "ages": "0-17", "vintage": "mid-2015", "source": "ONS", blank: ""}
    with pytest.raises(Refused, match="without its area, ages, vintage and source"):
        Population(102_783, **parts)


@pytest.mark.parametrize("value", [0, -1])
def test_an_empty_population(value: int) -> None:
    with pytest.raises(Refused, match="no base for a rate"):
        population(value)


@pytest.mark.parametrize(
    ("amount", "value"),
    [("1.005", "1.01"), ("1.004999", "1.00"), ("2", "2.00"), ("1399664.64", "1399664.64")],
)
def test_money_is_a_decimal_string_rounded_half_up_to_the_penny(amount: str, value: str) -> None:
    assert Money(Decimal(amount), Decimal(1)).value == value


def test_money_for_a_bare_number_is_of_nothing_counted() -> None:
    with pytest.raises(ValueError, match="not of counted events"):
        _ = Money(Decimal(1), Decimal(1)).address


def test_money_is_of_the_events_it_is_for(episodes: Build) -> None:
    money = Money(Decimal("4.00"), Decimal("2.00"), episodes(2, 1))
    assert (money.address, money.people, money.unit) == (episodes(2, 1).address, 1, "pounds")
    assert money.base == episodes(2, 1).base


def test_a_mean_age_is_of_those_whose_age_is_known() -> None:
    everybody = Address("cse.offenders", YEAR, "Wiltshire")
    over = Count(3, everybody.cell({"age_certainty": "certain"}), 3)
    age = MeanAge(58, over, not_recorded=Count(2, everybody.cell({"suspect_age": "U"}), 2))
    assert (age.value, age.unit, age.people, age.kind) == (58 / 3, "years", 3, "mean")
    assert (age.address, age.base, age.interval) == (over.address, over.base, None)


def pupils(counted: str, missed: int, all_: int, *, period: Period = YEAR, area: str = "Wiltshire") -> Share:
    whole = Address(f"absence.{counted}_pupils", period, area)
    figure = share(
        Count(missed, whole.cell({"absent_10pct": "yes"}), missed),
        Count(all_, whole, all_),
    )
    assert isinstance(figure, Share)
    return figure


def test_a_ratio_of_two_shares() -> None:
    top, bottom = pupils("at_risk", 20, 50), pupils("other", 10, 100)
    figure = ratio(top, bottom)
    assert isinstance(figure, Ratio)
    assert figure.value == pytest.approx(4)
    assert figure.interval is not None
    # Katz: 4 x exp(-+ 1.959964 sqrt(1/20 - 1/50 + 1/10 - 1/100))
    assert (figure.interval.low, figure.interval.high) == pytest.approx((2.0285, 7.8875), abs=6e-4)
    assert (figure.interval.method, figure.unit, figure.people) == ("log-normal", "times", 50)
    assert figure.base == f"{top.base}, against {bottom.base}"


def test_a_ratio_of_none_to_some_is_nought_without_an_interval() -> None:
    figure = ratio(pupils("at_risk", 0, 50), pupils("other", 10, 100))
    assert isinstance(figure, Ratio)
    assert (figure.value, figure.interval) == (0, None)


def test_a_ratio_to_none_is_not_available() -> None:
    figure = ratio(pupils("at_risk", 3, 50), pupils("other", 0, 100))
    assert isinstance(figure, NotAvailable)
    assert (figure.state, figure.unit) == ("not supplied", "times")


def test_ratios_that_are_refused(children: Build) -> None:
    top = pupils("at_risk", 3, 50)
    for other in (
        pupils("other", 3, 50, period=Period(date(2014, 1, 1), date(2014, 12, 31))),
        pupils("other", 3, 50, area="Swindon"),
    ):
        with pytest.raises(Refused, match="two windows or areas"):
            ratio(top, other)
    girls = share(children(3, period=YEAR, sex="F"), children(50, period=YEAR))
    assert isinstance(girls, Share)
    with pytest.raises(Refused, match="are not the same share"):
        ratio(top, girls)


def test_a_span_and_a_listing_are_of_their_address() -> None:
    address = Address("cse.victims", YEAR, "Wiltshire")
    span, listing = Span(14, 16, address, "years", 51), Listing(("Trowbridge", "Calne"), address, 9)
    assert (span.value, span.kind, span.base) == ([14, 16], "range", address.set.base)
    assert (listing.value, listing.kind, listing.unit) == (["Trowbridge", "Calne"], "list", "places")
    assert listing.base == address.set.base
    assert Listing((), address, 0).value == []


def test_a_share_of_reports_has_the_interval_given_and_no_other() -> None:
    whole = Address("cse.reports", YEAR, "Wiltshire")
    part, all_ = Count(26, whole.cell({"drugs_alcohol": "yes"}), 9), Count(100, whole, 40)
    assert available(share(part, all_)).interval is None
    with pytest.raises(Refused, match="reports are not a share of matters"):
        share(part, Count(100, Address("cse.report_matters", YEAR, "Wiltshire"), 40))


def test_a_mean_of_events_that_happen_to_nobody_in_particular() -> None:
    offences = Count(63, Address("cse.offences", YEAR, "Wiltshire"), 80)
    victims = Count(80, Address("cse.victims", YEAR, "Wiltshire"), 80)
    with pytest.raises(Refused, match="do not happen to"):
        mean(offences, victims)
