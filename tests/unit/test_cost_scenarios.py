"""Scenarios of the cost model on episodes weighed by hand, and what a cost may never be broken down by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from inspect import signature
from pathlib import Path

import pytest
from made import dataset, edition, entry, value

from profile_lib.cost import fewer_repeats_cost, price_factor, twelve_months_cost
from profile_lib.dataset import Dataset
from profile_lib.edition import load_edition
from profile_lib.errors import InputError
from profile_lib.figures import Count, NotComparable, Refused, compare
from profile_lib.measures import cost_model
from profile_lib.measures.catalogue import functions
from profile_lib.measures.cost_weights import at, in_prices_of_the_year, sensitivity, weighted_episodes
from profile_lib.measures.missing import episodes as count_episodes
from profile_lib.pages.printing import printed
from profile_lib.publication.disclosing import disclose

Edit = Callable[[str, str, str], int]
LOW = Decimal("1325.44")


def episode(ref: str, child: str, start: str, end: str, **cells: str) -> dict[str, str]:
    who = {"surname": "Ashdown", "forename": "Amy", "date_of_birth": "2000-02-01", "sex": "F"}
    told = {"episode_ref": ref, "person_ref": child, "missing_from": start, "returned_at": end}
    return {**told, **who, "category": "missing", "risk_level": "medium", **cells}


@pytest.fixture(scope="module")
def data() -> Dataset:
    """Six episodes of three children. By hand, least, as taken and most:

    a medium risk, a day: 1, 1, 1; b high, short: 0.5, 1, 2; c low, short: 0.25, 1, 1; d absent, no risk
    assessed, open: 0, 0, 1; e no apparent risk, absent, three days: 0, 0, 2; f high, three days: 1, 1, 4.
    """
    return dataset(
        missing_episodes=[
            episode("a", "ann", "2015-02-01 10:00", "2015-02-02 10:00"),
            episode("b", "ann", "2015-03-01 10:00", "2015-03-01 17:59", risk_level="high"),
            episode("c", "ann", "2015-04-01 10:00", "2015-04-01 12:00", risk_level="low"),
            episode("d", "bea", "2015-05-01 10:00", "", category="absent", risk_level=""),
            episode("e", "cat", "2015-06-01 10:00", "2015-06-04 10:00", category="absent",
                    risk_level="no apparent risk"),
            episode("f", "cat", "2015-07-01 10:00", "2015-07-04 10:00", risk_level="high"),
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "weighted"),
    [
        (cost_model.police_weighted_least, "2.75"),
        (cost_model.police_weighted, "4"),
        (cost_model.police_weighted_most, "11"),
    ],
)
def test_each_episode_is_weighed_by_its_category_its_risk_and_its_length(
    data: Dataset, measure: Callable[..., object], weighted: str
) -> None:
    told = entry(measure(data))  # type: ignore[arg-type]
    assert told["value"] == f"{LOW * Decimal(weighted):.2f}"
    assert told["formula"] == f"{weighted} weighted episodes × £1,325.44"


def test_a_year_is_estimated_by_days(data: Dataset) -> None:
    told = entry(cost_model.police_twelve_months(data))
    assert told["value"] == "8690.76"  # 6 episodes × 365 / 334 × 1,325.44
    assert told["formula"] == "6 episodes × 365 days ÷ 334 days × £1,325.44"


def test_a_whole_year_is_estimated_as_itself(episodes: Callable[..., Count]) -> None:
    whole = edition("2014").periods["missing"]
    assert (
        twelve_months_cost(episodes(10, 4, period=whole), edition().unit_costs["police_low"]).amount
        == 10 * LOW
    )


def test_fewer_repeat_episodes(data: Dataset) -> None:
    """Six episodes of three children: three repeats, of which a tenth is left out."""
    told = entry(cost_model.police_fewer_repeats(data))
    assert told["value"] == str((LOW * Decimal("5.7")).quantize(Decimal("0.01")))
    assert told["formula"] == "(6 episodes - 0.1 × 3 repeat episodes) × £1,325.44"
    assert printed(told, "formula").endswith(" = £7,555.01")


def test_repeats_are_those_of_the_same_children(
    episodes: Callable[..., Count], children: Callable[..., Count]
) -> None:
    with pytest.raises(Refused, match="are not those of"):
        fewer_repeats_cost(episodes(20, 12), children(11), Decimal("0.1"), edition().unit_costs["police_low"])


def test_one_assumption_at_a_time(data: Dataset) -> None:
    moved = {item.label: (item.at_low / LOW, item.at_high / LOW) for item in sensitivity(data)}
    assert moved["Absent episodes"] == (4, 6)
    assert moved["Episodes at high risk"] == (4, 6)
    assert moved["Episodes at low or no apparent risk"] == (Decimal("3.5"), 4)
    assert moved["Episodes of under 8 hours"] == (3, 4)
    assert moved["Episodes of two days or more"] == (4, 5)
    assert moved["Unit cost"] == (4, 4 * Decimal("2415.80") / LOW)
    widths = [item.width for item in sensitivity(data)]
    assert widths == sorted(widths, reverse=True)
    assert weighted_episodes(data, at(data, "value")) == 4


def test_two_readings_of_the_year_of_prices() -> None:
    """By hand: × 75.1536 / 71.9294 from 2012 to 2015, × 94.019 / 88.372 from 2011-12 to 2015-16."""
    published, calendar, financial = in_prices_of_the_year(edition())
    assert published.factor == 1 and calendar.factor and financial.factor
    assert round(LOW * calendar.factor, 2) == Decimal("1384.85")
    assert round(LOW * financial.factor, 2) == Decimal("1410.14")
    assert round(LOW * price_factor("gdp_deflator_financial", "2011-12", "2018-19"), 2) == Decimal("1499.84")
    assert "March 2020" in financial.release and "December 2025" in calendar.release


def test_a_year_that_a_release_does_not_have_has_no_factor() -> None:
    later = edition().model_copy(update={"year": "2019"})
    _, calendar, financial = in_prices_of_the_year(later)
    assert calendar.factor is not None
    assert financial.factor is None and "no deflator for 2019-20" in financial.release


def test_no_cost_is_ever_narrowed(data: Dataset) -> None:
    """Never a cost by care, by repeats, by place or of a child: no cost takes a breakdown, none is of a cell,
    and the one condition that a measure brings itself is the category."""
    costs = {id: function for id, function in functions().items() if id.startswith("cost.")}
    assert len(costs) >= 8
    for id, function in costs.items():
        assert list(signature(function).parameters) == ["data"], id
        (figure,) = function(data)
        told = figure.as_json()
        assert not figure.where and "where" not in told, id
        assert told["unit"] == "pounds" and "per" not in told["unit"].split(), id
        own = dict(figure.value.address.where)
        assert own in ({}, {"category": "missing"}), id
        assert figure.value.address.counted == "missing.episodes", id


@pytest.mark.parametrize("by", ["in_care", "repeats", "sex", "age_band", "home_area", "missing_from_type"])
def test_nothing_that_a_child_is_can_be_weighted(parameters: Path, edit: Edit, by: str) -> None:
    line = edit("base.yaml", "      by: category\n", f"      by: {by}\n")
    with pytest.raises(
        InputError, match=r"absent\.by: should be 'category', 'risk_level' or 'dur"
    ) as refused:
        load_edition("2015", parameters)
    assert refused.value.problems[0].line == line


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("categories: [absent]", "categories: [away]", "'away' is no category; known: missing, absent"),
        ("categories: [absent]", "categories: []", "cost.weights.absent.categories"),
        ("categories: [high]", "categories: [high, low]", "'low' is weighted by high_risk and by low_risk"),
        ("      value: 0\n", "      value: 2\n", "absent: 2 does not lie between low (0) and high (1)"),
        ("      value: 0\n", '      value: "0"\n', "should be a number such as 0.5"),
        ("      value: 0\n", "      value: -1\n", "should be a number such as 0.5"),
        ("    high: 0.2\n", "    high: 1.5\n", "fewer_repeats is a share"),
        ("    financial: 2011-12\n", "    financial: 2011-13\n", "a financial year is written 2011-12"),
        ("    financial: 2011-12\n", '    financial: "2011"\n', "a financial year is written 2011-12"),
        ("    calendar: 2012\n", "    calendar: 20121\n", "should be four digits"),
    ],
)  # fmt: skip
def test_assumptions_that_cannot_be_taken(
    parameters: Path, edit: Edit, old: str, new: str, message: str
) -> None:
    edit("base.yaml", old, new)
    with pytest.raises(InputError) as refused:
        load_edition("2015", parameters)
    (problem,) = refused.value.problems
    assert message in problem.message
    assert problem.file == "base.yaml" and problem.line


def test_an_amount_that_rests_on_assumptions_is_for_partners_alone(
    data: Dataset, parameters: Path, edit: Edit, tmp_path: Path
) -> None:
    line = edit("base.yaml", "    cost.police_low: {}\n", "    cost.police_weighted: {}\n")
    of = load_edition("2015", parameters)
    told = entry(cost_model.police_weighted(data))
    others = {id: {"id": id, "kind": "count"} for id in of.public.figures}
    with pytest.raises(InputError, match="rests on assumptions, and is for partners alone") as refused:
        disclose({**others, "cost.police_weighted": dict(told)}, of, tmp_path)
    assert refused.value.problems[0].line == line


def test_two_years_that_assume_otherwise_are_not_compared(data: Dataset) -> None:
    (now,) = cost_model.police_weighted(data)
    (other,) = cost_model.police_weighted_most(data)
    last_year = replace(data.windows["missing"].same_window_in(2014))
    address = replace(now.value.address, period=last_year)
    count = replace(now.value.basis, address=address)
    assert compare(now.value, replace(now.value, count=count)).direction is None
    with pytest.raises(NotComparable, match="rest on other assumptions"):
        compare(now.value, replace(other.value, count=count))


def test_without_the_extract_nothing_is_costed() -> None:
    nothing = dataset(at_risk_register=[])
    assert "did not come" in str(value(cost_model.police_weighted(nothing)))
    assert not [figure for figure in count_episodes(nothing) if figure.is_available]
