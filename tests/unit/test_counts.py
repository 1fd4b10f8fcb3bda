"""Counts and tables of counts: what cannot be is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from profile_lib.figures import Address, Count, NotAdditive, Period, Table
from profile_lib.statistics import count_interval

Build = Callable[..., Count]

SEXES = ("F", "M", "X", "U")
CATEGORIES = ("missing", "absent")


@pytest.mark.parametrize("people", [11, 13])
def test_a_count_of_people_is_its_own_number_of_people(children: Build, people: int) -> None:
    address = children(12).address
    assert Count(12, address, 12).people == 12
    with pytest.raises(ValueError, match=f"12 children but {people} people"):
        Count(12, address, people)


@pytest.mark.parametrize(("value", "people"), [(3, 4), (3, 0), (0, 1), (-1, 0)])
def test_events_happen_to_at_least_one_and_at_most_as_many_people(
    episodes: Build, value: int, people: int
) -> None:
    with pytest.raises(ValueError, match=r"missing\.episodes"):
        episodes(value, people)


def test_no_events_of_no_people(episodes: Build) -> None:
    assert (episodes(0, 0).value, episodes(3, 3).people, episodes(3, 1).people) == (0, 3, 1)


def test_a_count_knows_its_unit_and_base(episodes: Build) -> None:
    assert episodes(3, 1).unit == "episodes"
    assert "children under 18" in episodes(3, 1).base


def by(
    build: Callable[[int, str], Count], values: Iterable[int], categories: Iterable[str]
) -> tuple[Count, ...]:
    return tuple(build(value, category) for value, category in zip(values, categories, strict=True))


def sexes(children: Build, *values: int) -> tuple[Count, ...]:
    return by(lambda value, sex: children(value, sex=sex), values, SEXES)


def months(children: Build, window: Period, *values: int) -> tuple[Count, ...]:
    padded = [*values, *[0] * (11 - len(values))]
    return by(lambda value, month: children(value, month=month), padded, window.months())


def test_a_partition_sums_to_the_whole(children: Build) -> None:
    table = Table(children(10), ("sex",), sexes(children, 5, 4, 0, 1))
    assert table.is_additive
    assert table.summed_total() == 10
    assert table.at(sex="M").value == 4
    assert [count.value for count in table] == [10, 5, 4, 0, 1]
    assert table.categories("sex") == SEXES


@pytest.mark.parametrize("whole", [9, 11])
def test_a_partition_that_does_not_sum(children: Build, whole: int) -> None:
    with pytest.raises(ValueError, match=f"cells sum to 10, the whole is {whole}"):
        Table(children(whole), ("sex",), sexes(children, 5, 4, 0, 1))


def test_children_by_month_have_no_summed_total(children: Build, window: Period) -> None:
    table = Table(children(4), ("month",), months(children, window, 3, 2))
    assert not table.is_additive
    with pytest.raises(NotAdditive, match="children by month have no summed total"):
        table.summed_total()


def test_episodes_by_month_have_a_summed_total(episodes: Build, window: Period) -> None:
    cells = tuple(
        episodes(4 if month == "2015-03" else 0, 2 if month == "2015-03" else 0, month=month)
        for month in window.months()
    )
    assert Table(episodes(4, 2), ("month",), cells).summed_total() == 4


@pytest.mark.parametrize(("whole", "fits"), [(2, False), (3, True), (5, True), (6, False)])
def test_overlapping_cells_bound_the_whole(children: Build, window: Period, whole: int, fits: bool) -> None:
    cells = months(children, window, 3, 2)
    if fits:
        assert Table(children(whole), ("month",), cells).whole.value == whole
    else:
        with pytest.raises(ValueError, match=f"{whole} is outside 3 to 5"):
            Table(children(whole), ("month",), cells)


def test_a_cell_left_out(children: Build) -> None:
    with pytest.raises(ValueError, match="sex=X"):
        Table(children(9), ("sex",), (children(5, sex="F"), children(4, sex="M"), children(0, sex="U")))


def test_a_cell_given_twice(children: Build) -> None:
    with pytest.raises(ValueError, match="one of them twice"):
        Table(children(10), ("sex",), (*sexes(children, 5, 4, 0, 1), children(0, sex="X")))


def test_a_cell_of_another_area(children: Build) -> None:
    cells = (*sexes(children, 5, 4, 0, 1)[:3], children(1, area="Swindon", sex="U"))
    with pytest.raises(ValueError, match="not every cell"):
        Table(children(10), ("sex",), cells)


def test_a_cell_that_does_not_exist(children: Build) -> None:
    with pytest.raises(KeyError, match="sex=F"):
        Table(children(3), ("category",), _categories(children, 2, 1)).at(sex="F")


def _categories(children: Build, *values: int) -> tuple[Count, ...]:
    return by(lambda value, category: children(value, category=category), values, CATEGORIES)


def crossed(children: Build, *rows: tuple[int, int]) -> tuple[Count, ...]:
    return tuple(
        children(value, sex=sex, category=category)
        for sex, row in zip(SEXES, rows, strict=True)
        for category, value in zip(CATEGORIES, row, strict=True)
    )


def test_a_crossing_with_margins(children: Build) -> None:
    # 6 girls: 5 missing, 3 absent, 2 of them both; 4 boys: 4 missing, 1 of them absent too
    cells = crossed(children, (5, 3), (4, 1), (0, 0), (0, 0))
    table = Table(
        children(10),
        ("sex", "category"),
        cells,
        margins=sexes(children, 6, 4, 0, 0) + _categories(children, 9, 4),
    )
    assert not table.is_additive
    assert table.at(sex="F", category="absent").value == 3


@pytest.mark.parametrize(
    ("by_sex", "by_category"),
    [
        ((7, 4, 0, 0), (9, 4)),  # 7 girls and 4 boys are not 10 children
        ((6, 4, 0, 0), (8, 4)),  # 5 girls and 4 boys missing are not 8 missing
        ((9, 1, 0, 0), (9, 4)),  # at most 8 girls are in two cells of 5 and 3
    ],
)
def test_margins_that_do_not_fit_cells_or_whole(
    children: Build, by_sex: tuple[int, ...], by_category: tuple[int, ...]
) -> None:
    margins = sexes(children, *by_sex) + _categories(children, *by_category)
    with pytest.raises(ValueError, match=r"cells sum to|is outside"):
        Table(children(10), ("sex", "category"), crossed(children, (5, 3), (4, 1), (0, 0), (0, 0)), margins)


def test_margins_of_one_dimension_and_not_of_the_other(children: Build) -> None:
    cells = crossed(children, (5, 3), (4, 1), (0, 0), (0, 0))
    with pytest.raises(ValueError, match="not every cell"):
        Table(children(10), ("sex", "category"), cells, sexes(children, 6, 4, 0, 0))


def test_a_margin_larger_than_the_whole(children: Build, window: Period) -> None:
    """Each margin lies within its own cells, yet 12 children of May are not among 10."""
    counts = {("2015-05", "missing"): 9, ("2015-05", "absent"): 9}
    cells = tuple(
        children(counts.get((month, category), 0), month=month, category=category)
        for month in window.months()
        for category in CATEGORIES
    )
    margins = months(children, window, 0, 0, 0, 0, 12) + _categories(children, 9, 9)
    with pytest.raises(ValueError, match="10 is outside 12 to 12"):
        Table(children(10), ("month", "category"), cells, margins)


def actions(value: int, period: Period, **where: str) -> Count:
    return Count(value, Address("disruption.actions", period, "Wiltshire", tuple(where.items())), None)


def reports(value: int, people: int, period: Period, **where: str) -> Count:
    return Count(value, Address("cse.reports", period, "Wiltshire", tuple(where.items())), people)


def test_events_that_nobody_is_known_of_have_no_people(window: Period) -> None:
    assert actions(3, window).people is None
    assert reports(3, 0, window).people == 0  # reports on nobody
    assert reports(1, 2, window).people == 2  # an event of two people, who are not declared as its own


def test_episodes_always_have_people(episodes: Build) -> None:
    with pytest.raises(ValueError, match="episodes of None people"):
        Count(3, episodes(3, 2).address, None)


def test_the_interval_does_not_make_another_count(window: Period) -> None:
    address = actions(3, window).address
    assert Count(3, address, None, count_interval([1, 1, 1])) == Count(3, address, None)


def test_an_open_dimension_has_the_categories_of_its_table(window: Period) -> None:
    cells = (
        actions(2, window, power="warning notice"),
        actions(1, window, power="U"),
        actions(4, window, power="licence review"),
    )
    table = Table(actions(7, window), ("power",), cells)
    assert table.categories("power") == ("licence review", "warning notice", "U")
    assert (table.is_additive, table.summed_total()) == (True, 7)
    assert table.at(power="warning notice").value == 2
    with pytest.raises(ValueError, match="cells sum to 7, the whole is 8"):
        Table(actions(8, window), ("power",), cells)


def test_an_open_dimension_without_any_category(window: Period) -> None:
    assert [count.value for count in Table(actions(0, window), ("power",), ())] == [0]
    with pytest.raises(ValueError, match="cells sum to 0, the whole is 1"):
        Table(actions(1, window), ("power",), ())


def test_two_open_dimensions_are_crossed_in_full(window: Period) -> None:
    crossed = {("a", "x"): 1, ("a", "y"): 2, ("b", "x"): 0, ("b", "y"): 3}
    cells = tuple(actions(number, window, power=p, agency=q) for (p, q), number in crossed.items())
    margins = (
        actions(3, window, power="a"),
        actions(3, window, power="b"),
        actions(1, window, agency="x"),
        actions(5, window, agency="y"),
    )
    assert Table(actions(6, window), ("power", "agency"), cells, margins).summed_total() == 6
    without_the_zero = tuple(cell for cell in cells if cell.value)
    with pytest.raises(ValueError, match="not every cell"):
        Table(actions(6, window), ("power", "agency"), without_the_zero, margins)


@pytest.mark.parametrize(("whole", "fits"), [(3, False), (4, True), (6, True), (7, False)])
def test_reports_by_place_have_no_summed_total(window: Period, whole: int, fits: bool) -> None:
    cells = (
        reports(4, 2, window, community_area="Calne"),
        reports(2, 1, window, community_area="U"),
    )
    if not fits:
        with pytest.raises(ValueError, match=f"{whole} is outside 4 to 6"):
            Table(reports(whole, 2, window), ("community_area",), cells)
        return
    table = Table(reports(whole, 2, window), ("community_area",), cells)
    with pytest.raises(NotAdditive, match="reports by community_area have no summed total"):
        table.summed_total()
