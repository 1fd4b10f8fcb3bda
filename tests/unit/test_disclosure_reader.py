"""The tests' own reader of what is published: small cases, worked out by hand."""

from __future__ import annotations

import pytest
from published_attacker import Cell, Impossible, Knowledge, cell
from published_sense import Reader, common_sense

YEAR = ("2015-01-01", "2015-12-31")
ALL, GIRLS, BOYS = (cell("cse.offenders", YEAR, **where) for where in ({}, {"sex": "F"}, {"sex": "M"}))


def knowing(**numbers: int) -> Knowledge:
    """Girls and boys are all; the numbers that are printed."""
    knowledge = Knowledge()
    knowledge.sums(ALL, [GIRLS, BOYS])
    for name, number in numbers.items():
        knowledge.exactly({"all": ALL, "girls": GIRLS, "boys": BOYS}[name], number)
    return knowledge


def test_what_is_left_of_a_total_is_known() -> None:
    assert knowing(all=20, boys=19).interval(GIRLS) == (1, 1)
    assert knowing(all=20).interval(GIRLS) == (0, 20)
    assert knowing(all=20).reaches(GIRLS, 5, far=300)
    assert not knowing(all=20, boys=16).reaches(GIRLS, 5, far=300)


@pytest.mark.parametrize(("printed", "ends"), [(50, (2, 2)), (33, (0, -1)), (75, (3, 3)), (0, (0, 0))])
def test_a_percentage_of_four_is_a_number_of_them(printed: int, ends: tuple[int, int]) -> None:
    """Of four people 25, 50, 75 and 100 per cent can be; 33 per cent nobody can."""
    knowledge = knowing(all=4)
    knowledge.percentage(GIRLS, ALL, printed)
    if ends[1] < 0:
        with pytest.raises(Impossible):
            knowledge.interval(GIRLS)
    else:
        assert knowledge.interval(GIRLS) == ends


def test_a_mean_of_three_and_a_half_over_two_is_seven() -> None:
    knowledge = knowing(girls=2)
    knowledge.mean(BOYS, GIRLS, "3.5")
    assert knowledge.interval(BOYS) == (7, 7)
    assert knowledge.sure_end(BOYS, 1) == knowledge.sure_end(BOYS, -1) == 7


def test_more_than_half_of_three_are_two_or_three() -> None:
    knowledge = knowing(all=3)
    knowledge.most(GIRLS, ALL, "most")
    assert knowledge.interval(GIRLS) == (2, 3)


def test_a_number_that_comes_out_is_told_and_one_that_does_not_is_not() -> None:
    people = {GIRLS: (1, 1), BOYS: (19, 19)}
    for knowledge, narrowed in ((knowing(all=20, boys=19), [GIRLS]), (knowing(all=20), [])):
        knowledge.number(GIRLS, 1, None)  # a marker stands there
        assert [found.name for found in Reader(knowledge).narrowed(people, 6)] == narrowed


@pytest.mark.parametrize(("girls", "certain"), [(4, ["all"]), (0, ["none"]), (2, [])])
def test_that_all_or_none_are_something_is_told(girls: int, certain: list[str]) -> None:
    rest = Cell(ALL.counted, YEAR, (), GIRLS)
    names = {"all": rest, "none": GIRLS}
    found = Reader(knowing(all=4, girls=girls)).certain_of([(ALL, GIRLS, 4 - girls)])
    assert found == [names[name] for name in certain]


def test_whoever_had_six_to_ten_episodes_had_six() -> None:
    children, episodes = (cell(f"missing.{of}", YEAR, repeats="6-10") for of in ("children", "episodes"))
    knowledge = Knowledge()
    knowledge.exactly(children, 3)
    knowledge.number(episodes, 0, None)
    common_sense(knowledge)
    assert knowledge.interval(episodes) == (18, 30)
