"""What holds of figures whatever the numbers: addresses, shares, tables, windows, parameter files."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, settings
from hypothesis import given as given_
from hypothesis import strategies as st

from profile_lib.edition import load_edition
from profile_lib.errors import InputError
from profile_lib.figures import (
    DIMENSIONS,
    Address,
    AtMost,
    Change,
    Count,
    Cover,
    Period,
    Refused,
    Share,
    Sum,
    Table,
    relations,
    share,
)
from profile_lib.measures.hotspots import hot
from profile_lib.statistics import (
    count_interval,
    difference_interval,
    proportion_interval,
    rate_interval,
    resampled_share,
    share_ratio_interval,
    smallest_with_share,
)
from profile_lib.yaml_lines import read_yaml


def given(*strategies: Any, examples: int = 100) -> Any:
    """A property of so many examples."""
    return lambda test: settings(max_examples=examples)(given_(*strategies)(test))


PERIODS = (
    Period(date(2015, 1, 1), date(2015, 11, 30)),
    Period(date(2015, 1, 1), date(2015, 12, 31)),
)
COUNTED = ("missing.episodes", "missing.children", "missing.cse_children", "missing.cse_victims")


@st.composite
def addresses(draw: st.DrawFn, periods: tuple[Period, ...] = PERIODS) -> Address:
    period = draw(st.sampled_from(periods))
    names = draw(st.lists(st.sampled_from(["sex", "in_care", "month"]), unique=True))
    where = []
    for name in names:
        dimension = DIMENSIONS[name]
        choices = [*dimension.complete(period)[:3], *(["U", "known"] if dimension.unknown else [])]
        where.append((name, draw(st.sampled_from(choices))))
    area = draw(st.sampled_from(["Wiltshire", "Swindon"]))
    return Address(draw(st.sampled_from(COUNTED)), period, area, tuple(where))


@st.composite
def narrower(draw: st.DrawFn, whole: Address) -> Address:
    """An address inside another: narrowed by one more dimension, or the same."""
    free = [name for name in ("sex", "in_care", "month") if name not in dict(whole.where)]
    if not free or draw(st.booleans()):
        return whole
    name = draw(st.sampled_from(free))
    return whole.cell({name: draw(st.sampled_from(DIMENSIONS[name].complete(whole.period)))})


@given(addresses())
def test_an_address_contains_itself(one: Address) -> None:
    assert one.contains(one)


@given(addresses(), addresses())
def test_two_addresses_that_contain_each_other_are_one(one: Address, other: Address) -> None:
    if one.contains(other) and other.contains(one):
        assert one == other


@given(st.data(), addresses())
def test_what_is_inside_a_part_is_inside_the_whole(data: st.DataObject, whole: Address) -> None:
    part = data.draw(narrower(whole))
    least = data.draw(narrower(part))
    assert whole.contains(part)
    assert part.contains(least)
    assert whole.contains(least)


@given(addresses(PERIODS[:1]), addresses(PERIODS[:1]), addresses(PERIODS[:1]))
def test_containing_is_transitive(one: Address, two: Address, three: Address) -> None:
    if one.contains(two) and two.contains(three):
        assert one.contains(three)


def count(value: int, address: Address) -> Count:
    return Count(value, address, value)


@given(st.data(), addresses(), st.integers(0, 50), st.integers(0, 50))
def test_a_share_is_of_a_part_whose_conditions_are_the_wholes_and_more(
    data: st.DataObject, whole: Address, few: int, more: int
) -> None:
    """Accepted if and only if the part meets every condition of the whole, by a rule written anew here."""
    part = data.draw(st.one_of(addresses(), narrower(whole)))
    wider = {"missing.cse_victims": 2, "missing.cse_children": 1, "missing.children": 0}
    met = dict(part.where)
    inside = (
        (part.period, part.area) == (whole.period, whole.area)
        and (part.counted == whole.counted or wider.get(part.counted, 0) > wider.get(whole.counted, 9))
        and all(
            met.get(name) == category or (category == "known" and met.get(name, "U") != "U")
            for name, category in whole.where
        )
    )
    few, more = sorted((few, more))
    try:
        figure = share(count(few, part), count(more, whole))
    except Refused:
        assert not inside
        return
    assert inside
    assert isinstance(figure, Share) is (more > 0)
    if isinstance(figure, Share):
        assert figure.value == few / more


@given(addresses(), st.integers(1, 50))
def test_a_share_of_what_is_wider_is_refused(address: Address, value: int) -> None:
    assume(address.where)
    with pytest.raises(Refused):
        share(count(value, address.without(address.where[0][0])), count(value, address))


@given(
    st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 0.999)
)
def test_wilson_holds_the_share_and_stays_a_share(numbers: tuple[int, int], level: float) -> None:
    low, high = proportion_interval(*numbers, level)
    assert 0 <= low <= high <= 1
    assert low <= numbers[0] / numbers[1] + 1e-12
    assert high >= numbers[0] / numbers[1] - 1e-12


@given(st.integers(0, 5000), st.integers(1, 10**7))
def test_a_rate_lies_in_its_interval(number: int, population: int) -> None:
    low, high = rate_interval(number, population)
    assert 0 <= low <= number / population * 1000 < high


@given(
    st.lists(
        st.integers(1, 9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=30
    ),
    st.randoms(use_true_random=False),
    examples=30,
)
def test_resampling_does_not_depend_on_the_order_of_people(
    people: list[tuple[int, int]], random: object
) -> None:
    shuffled = list(people)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    once, again = (
        resampled_share([part for part, _ in order], [whole for _, whole in order])
        for order in (people, shuffled)
    )
    assert once == again
    assert 0 <= once.low <= once.high <= 1


SIZES = st.lists(st.integers(1, 60), max_size=30)


@given(SIZES, st.floats(0.5, 0.999))
def test_a_count_lies_in_its_interval(sizes: list[int], level: float) -> None:
    interval = count_interval(sizes, level)
    assert 0 <= interval.low <= sum(sizes) < interval.high


@given(SIZES.filter(lambda sizes: len(sizes) > 1), st.randoms(use_true_random=False))
def test_events_in_fewer_groups_are_less_sure(sizes: list[int], random: Any) -> None:
    """Two groups made one: the same count, and an interval that holds the other."""
    one, other = random.sample(range(len(sizes)), 2)
    joined = [size for at, size in enumerate(sizes) if at not in (one, other)] + [sizes[one] + sizes[other]]
    before, after = count_interval(sizes), count_interval(joined)
    assert after.low <= before.low + 1e-9
    assert after.high >= before.high - 1e-9


@given(SIZES)
def test_groups_are_never_surer_than_events_that_come_alone(sizes: list[int]) -> None:
    alone, grouped = count_interval([1] * sum(sizes)), count_interval(sizes)
    assert grouped.low <= alone.low + 1e-9
    assert grouped.high >= alone.high - 1e-9


@given(SIZES, st.randoms(use_true_random=False))
def test_the_interval_of_a_count_does_not_depend_on_the_order_of_groups(
    sizes: list[int], random: Any
) -> None:
    shuffled = list(sizes)
    random.shuffle(shuffled)
    assert count_interval(shuffled) == count_interval(sizes)


@given(SIZES, SIZES)
def test_what_is_higher_one_way_is_lower_the_other(now: list[int], before: list[int]) -> None:
    """Whatever the counts: the direction is turned round with the years, and so is the interval."""
    one, other = (
        Count(sum(sizes), address, None, count_interval(sizes))
        for sizes, address in ((now, ACTIONS), (before, ACTIONS_BEFORE))
    )
    forth, back = Change(one, other), Change(other, one)
    turned = {"higher": "lower", "lower": "higher", "no clear change": "no clear change"}
    assert forth.direction is not None
    assert back.direction == turned[forth.direction]
    assert forth.difference == -back.difference
    assert (forth.direction == "higher") <= (forth.difference > 0)


ACTIONS, ACTIONS_BEFORE = (
    Address("disruption.actions", Period(date(year, 1, 1), date(year, 12, 31)), "Wiltshire")
    for year in (2015, 2014)
)

LIMITS = st.tuples(*[st.floats(0, 1e6)] * 3).map(sorted)


@given(LIMITS, LIMITS)
def test_the_interval_of_a_difference_holds_it_and_turns_with_it(
    one: list[float], other: list[float]
) -> None:
    (low, now, high), (low_before, before, high_before) = one, other
    down, up = difference_interval(now, (low, high), before, (low_before, high_before))
    assert down <= now - before <= up
    back = difference_interval(before, (low_before, high_before), now, (low, high))
    assert back == pytest.approx((-up, -down))


@given(st.lists(st.integers(0, 90), min_size=1, max_size=60), st.integers(1, 4))
def test_quartiles_are_those_of_numpy_and_values_that_occur(values: list[int], quarters: int) -> None:
    found = smallest_with_share(values, quarters)
    assert found == np.quantile(values, quarters / 4, method="inverted_cdf")
    assert found in values
    assert 4 * sum(value <= found for value in values) >= quarters * len(values)
    assert 4 * sum(value < found for value in values) < quarters * len(values)


PART_OF = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n)))


@given(PART_OF, PART_OF)
def test_a_ratio_of_shares_lies_in_its_interval_and_turns_over(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    low, high = share_ratio_interval(*one, *other)
    ratio = (one[0] / one[1]) / (other[0] / other[1])
    assert low <= ratio * (1 + 1e-9)
    assert high >= ratio * (1 - 1e-9)
    assert share_ratio_interval(*other, *one) == pytest.approx((1 / high, 1 / low))


PLACES = [f"place {n}" for n in range(12)]
MATTERS = st.lists(st.integers(0, 80), min_size=12, max_size=12)


@given(MATTERS, st.randoms(use_true_random=False))
def test_hot_places_have_the_most_matters_and_five_subjects_in_whatever_order(
    matters: list[int], random: Any
) -> None:
    numbers = pd.Series(matters, index=PLACES)
    subjects = pd.Series([random.randint(0, number) for number in matters], index=PLACES)
    found = hot(numbers, subjects, PLACES)
    assert all(subjects[place] >= 5 for place in found)
    assert [*numbers[[*found]]] == sorted(numbers[[*found]], reverse=True)
    cooler = [place for place in PLACES if place not in found and subjects[place] >= 5]
    assert not found or all(numbers[place] <= numbers[[*found]].max() for place in cooler)
    assert hot(numbers[::-1], subjects[::-1], PLACES[::-1]) == found


POWERS = st.dictionaries(
    st.text(min_size=1, max_size=8).filter(lambda text: text != "known"), st.integers(0, 9)
)


@given(POWERS, st.integers(0, 40))
def test_a_table_of_what_partners_wrote_is_taken_only_where_it_sums(
    powers: dict[str, int], whole: int
) -> None:
    cells = tuple(Count(value, ACTIONS.cell({"power": power}), None) for power, value in powers.items())

    def build() -> Table:
        return Table(Count(whole, ACTIONS, None), ("power",), cells)

    assert accepted(build) is (sum(powers.values()) == whole)
    if accepted(build):
        names = build().categories("power")
        assert set(names) == set(powers)
        assert [*names] == sorted(names, key=lambda name: (name == "U", name))


SEXES = DIMENSIONS["sex"].complete(PERIODS[0])
MONTHS = DIMENSIONS["month"].complete(PERIODS[0])
WHOLE = Address("missing.children", PERIODS[0], "Wiltshire")


def table(whole: int, dimension: str, values: list[int]) -> Table:
    categories = DIMENSIONS[dimension].complete(PERIODS[0])
    cells = (
        count(value, WHOLE.cell({dimension: category}))
        for category, value in zip(categories, values, strict=True)
    )
    return Table(count(whole, WHOLE), (dimension,), tuple(cells))


def accepted(build: Callable[[], Table]) -> bool:
    try:
        build()
    except ValueError:
        return False
    return True


@given(st.lists(st.integers(0, 9), min_size=4, max_size=4), st.integers(0, 40))
def test_a_table_of_a_partition_is_taken_only_where_it_sums(values: list[int], whole: int) -> None:
    assert accepted(lambda: table(whole, "sex", values)) is (sum(values) == whole)


@given(st.lists(st.integers(0, 9), min_size=11, max_size=11), st.integers(0, 100))
def test_a_table_of_overlaps_is_taken_only_between_its_bounds(values: list[int], whole: int) -> None:
    assert accepted(lambda: table(whole, "month", values)) is (max(values) <= whole <= sum(values))


CHILDREN = st.lists(
    st.tuples(st.sampled_from(SEXES), st.lists(st.sampled_from(MONTHS), min_size=1, max_size=4)), max_size=12
)


@given(CHILDREN, examples=25)
def test_every_relation_holds_among_counts_of_real_children(people: list[tuple[str, list[str]]]) -> None:
    """Children with a sex and the months of their episodes, counted by hand: all relations are true."""
    values: dict[Address, int] = {}
    for sex in (None, "known", *SEXES):
        for month in (None, *MONTHS):
            where = {name: value for name, value in (("sex", sex), ("month", month)) if value}
            months = [
                [item for item in own if month in (None, item)]
                for is_, own in people
                if sex in (None, is_) or (sex == "known" and is_ != "U")
            ]
            values[WHOLE.cell(where)] = sum(1 for own in months if own)
            events = Address("missing.episodes", PERIODS[0], "Wiltshire").cell(where)
            values[events] = sum(len(own) for own in months)
    counts = [
        Count(value, address, values[Address("missing.children", *_place(address))])
        for address, value in values.items()
    ]
    found = relations(counts)
    assert {type(item) for item in found} == {Sum, Cover, AtMost}
    for item in found:
        match item:
            case Sum(total, parts):
                assert values[total] == sum(values[part] for part in parts)
            case Cover(whole, parts):
                assert values[whole] <= sum(values[part] for part in parts)
            case AtMost(part, whole):
                assert values[part] <= values[whole]


def _place(address: Address) -> tuple[Period, str, tuple[tuple[str, str], ...]]:
    return address.period, address.area, address.where


DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))


@given(DAYS, st.integers(0, 800), st.integers(1950, 2080))
def test_the_same_window_there_and_back(start: date, length: int, year: int) -> None:
    period = Period(start, start + timedelta(days=length))
    back = period.same_window_in(year).same_window_in(start.year)
    for day, returned in ((period.start, back.start), (period.end, back.end)):
        assert returned == day or _is_28_february_of_a_leap_year(day)


@given(DAYS, st.integers(0, 800), st.integers(1950, 2080))
def test_the_same_window_is_as_long_but_for_a_leap_day(start: date, length: int, year: int) -> None:
    period = Period(start, start + timedelta(days=length))
    there = period.same_window_in(year)
    assert there.start.year == year
    assert (there.start.month, there.end.month) == (period.start.month, period.end.month)
    assert abs((there.end - there.start).days - length) <= 1
    assert len(there.months()) == len(period.months())


def _is_28_february_of_a_leap_year(day: date) -> bool:
    return (day.month, day.day) == (2, 28) and (day + timedelta(days=1)).day == 29


YAML_PIECES = st.lists(
    st.sampled_from(
        ["a", "b:", ": ", "\n", "  ", "- ", "[", "]", "{", "}", "&x ", "*x", "!!", "!t ", "'", '"', "#", "|",
         ">", "? ", "---", "...", "%", "@", "`", "~", "<<: ", "=", "0x", "0b_", "1e9", ".nan", "2015-02-30",
         "1:99", "2015-01-01T00:00:00+99:99", "\t", "\x00", "\x85", "\ufeff", "é", "\U0001f600", "\\", ","]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(
    st.one_of(st.binary(max_size=200), YAML_PIECES.map(str.encode), st.text(max_size=100).map(str.encode)),
    examples=400,
)
def test_a_parameter_file_is_read_or_refused_in_the_users_words(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "2015.yaml"
        file.write_bytes(content)
        try:
            document = read_yaml(file)
        except InputError as refused:
            assert all(problem.file == "2015.yaml" for problem in refused.problems)
        else:
            assert all((key,) in document.lines for key in document.values)


KEYS = st.sampled_from(
    ["area", "periods", "linkage", "unit_costs", "contacts", "as_at", "extracts", "x", "rules"]
)
LEAVES = st.sampled_from(["1", "0.5", "yes", "2015-01-01", "text", '"12.50"', "null", "[]", "{}", "[1, 2]"])


@st.composite
def trees(draw: st.DrawFn) -> str:
    """A year's file of keys that exist and some that do not, with values of any type."""
    lines = []
    for key in draw(st.lists(KEYS, unique=True, max_size=5)):
        inner = ["name", "cse", "missing", "auto", "police_low", "amount", "folder", "layouts", "y"]
        pairs = draw(
            st.lists(st.tuples(st.sampled_from(inner), LEAVES), unique_by=lambda p: p[0], max_size=3)
        )
        mapping = "{" + ", ".join(f"{name}: {leaf}" for name, leaf in pairs) + "}"
        lines.append(f"{key}: {draw(st.sampled_from([mapping, f'[{mapping}]', draw(LEAVES)]))}")
    return "\n".join([*lines, "sample_seed: 1"])


@given(trees(), examples=100)
def test_an_edition_is_loaded_or_refused_in_the_users_words(text: str) -> None:
    base = (Path(__file__).resolve().parents[2] / "parameters" / "base.yaml").read_bytes()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "base.yaml").write_bytes(base)
        (folder / "2015.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as refused:  # as_at or periods cannot all be right
            load_edition("2015", folder)
    assert refused.value.problems
    assert all(problem.file in ("2015.yaml", "base.yaml") for problem in refused.value.problems)
