"""A year against the one before: which days are compared, what is read, and how many are judged together."""

from __future__ import annotations

from datetime import date

import pytest
from made import Row, crime, dataset, spell
from test_series import acted, actions, every, went

from profile_lib.dataset import Dataset
from profile_lib.figures import Period, RecordingBreak
from profile_lib.years.same_window import _without_breaks, beside, comparisons
from profile_lib.years.series import SERIES, Editions

NOW, BEFORE = Period(date(2016, 1, 1), date(2016, 12, 31)), Period(date(2015, 1, 1), date(2015, 12, 31))


@pytest.mark.parametrize(
    ("on", "until", "months"),
    [
        (date(2014, 12, 31), None, (1, 12)),
        (date(2015, 3, 11), None, (4, 12)),
        (date(2015, 4, 1), None, (4, 12)),
        (date(2015, 9, 30), None, (10, 12)),
        (date(2015, 10, 2), None, None),  # two months are left
        (date(2015, 12, 31), None, None),
        (date(2016, 1, 1), None, None),
        (date(2016, 4, 1), None, (1, 3)),
        (date(2016, 4, 2), None, (1, 3)),
        (date(2016, 3, 31), None, None),
        (date(2016, 12, 31), None, (1, 11)),
        (date(2017, 1, 1), None, (1, 12)),
        (date(2015, 1, 1), date(2015, 12, 31), None),
        (date(2015, 1, 1), date(2015, 2, 3), (3, 12)),
        (date(2014, 1, 1), date(2015, 1, 1), (1, 12)),
    ],
)
def test_whole_months_on_one_side_of_a_break_are_compared(
    on: date, until: date | None, months: tuple[int, int] | None
) -> None:
    found = _without_breaks((NOW, BEFORE), [RecordingBreak("b", on, ("missing.*",), "text", "source", until)])
    if months is None:
        assert found is None
    else:
        assert found is not None
        assert [(period.start.month, period.end.month) for period in found] == [months, months]
        assert [(period.start.year, period.end.year) for period in found] == [(2016, 2016), (2015, 2015)]
        assert all(period.start.day == 1 for period in found)


def test_the_months_between_two_breaks() -> None:
    breaks = [RecordingBreak("b", on, (), "", "") for on in (date(2015, 3, 11), date(2016, 10, 15))]
    found = _without_breaks((NOW, BEFORE), breaks)
    assert found == tuple(Period(date(year, 4, 1), date(year, 9, 30)) for year in (2016, 2015))


def editions(*years: Dataset) -> Editions:
    return Editions(tuple(years))


def test_the_numbers_of_the_same_days() -> None:
    months = {**every(6), 12: 30}
    found = beside(editions(acted(2014, months), acted(2015, months)), SERIES["actions"])
    assert found is not None
    assert [figure.value.value for figure in found.figures] == [96, 96]
    rows = [went(year, range(1, 13), ["a", "b"]) for year in (2014, 2015)]
    years = [dataset(str(year), missing_episodes=own) for year, own in zip((2014, 2015), rows, strict=True)]
    found = beside(editions(*years), SERIES["missing_episodes"])
    assert found is not None  # December is of the window of 2014 alone
    assert [figure.value.value for figure in found.figures] == [22, 22]


def test_a_change_larger_than_chance_is_called_higher_or_lower() -> None:
    years = editions(acted(2014, every(3)), acted(2015, every(6)), acted(2016, every(3)))
    rise, fall = comparisons(years, [SERIES["actions"]])
    assert rise.ratio is not None
    assert fall.ratio is not None
    assert (rise.years, rise.verdict, fall.verdict) == (("2015", "2014"), "higher", "lower")
    assert rise.ratio.ratio == pytest.approx(2)
    assert fall.ratio.ratio == pytest.approx(0.5 * 365 / 366)  # a day more in the leap year


@pytest.mark.full
def test_what_is_judged_together_is_called_clear_less_often() -> None:
    """40 against 24: ln(5 / 3) / sqrt(1 / 40 + 1 / 24) = 1.978, by chance in 0.0479 of pairs of years."""
    now, before = every(2) | {1: 18}, every(2)
    spells = [spell(f"c{n}", f"2015-{n % 12 + 1:02}-05") for n in range(20)]
    earlier = [{**row, "identified_on": row["identified_on"].replace("2015", "2014")} for row in spells]
    crimes = [crime(f"k{n}", f"2015-{n % 12 + 1:02}-05", committed_from="") for n in range(20)]
    years = editions(
        dataset(
            "2014",
            disruptions=actions(2014, before),
            at_risk_register=earlier,
            offences=[{**row, "recorded_on": row["recorded_on"].replace("2015", "2014")} for row in crimes],
        ),
        dataset("2015", disruptions=actions(2015, now), at_risk_register=spells, offences=crimes),
    )
    (alone,) = comparisons(years, [SERIES["actions"]])
    assert alone.ratio is not None
    assert alone.ratio.chance == pytest.approx(0.0479, abs=1e-4)
    assert alone.verdict == "higher"
    together = comparisons(years, [SERIES[name] for name in ("actions", "at_risk", "offences")])
    assert [item.verdict for item in together] == ["no clear change"] * 3


def test_a_year_is_judged_apart_from_the_others() -> None:
    """So a verdict stays when the next year is added."""
    first = acted(2014, every(2)), acted(2015, every(2) | {1: 18})
    (alone,) = comparisons(editions(*first), [SERIES["actions"]])
    later = comparisons(editions(*first, acted(2016, every(2) | {1: 18})), [SERIES["actions"]])
    assert alone.verdict == "higher"
    assert [item.verdict for item in later] == ["higher", "no clear change"]


@pytest.mark.full
def test_events_that_repeat_in_a_child_are_resampled() -> None:
    """The same rise of episodes: of children of one each it is clear, of few children with many it is not."""

    def years(children: int, more: int) -> Editions:
        one, other = ([f"c{n}" for n in range(number)] for number in (children, more))
        months = [range(4, 12)[: 96 // children], range(4, 12)[: 96 // children]]
        rows = went(2015, months[0], one), went(2016, months[1], other)
        return editions(dataset("2015", missing_episodes=rows[0]), dataset("2016", missing_episodes=rows[1]))

    (many,) = comparisons(years(96, 150), [SERIES["missing_episodes"]])
    (few,) = comparisons(years(12, 19), [SERIES["missing_episodes"]])
    assert many.ratio is not None
    assert few.ratio is not None
    assert many.ratio.method == few.ratio.method == "resampled children"
    assert (many.verdict, few.verdict) == ("higher", "no clear change")
    assert [period.start.month for period in many.periods] == [4, 4]  # after the break of March 2015


def test_of_fewer_than_ten_children_nothing_is_read() -> None:
    rows = [went(year, range(4, 12), ["a", "b"]) for year in (2015, 2016)]
    years = editions(*(dataset(str(2015 + n), missing_episodes=own) for n, own in enumerate(rows)))
    (found,) = comparisons(years, [SERIES["missing_episodes"]])
    assert found.why_not == "events of fewer than 10 children or matters in a year"
    assert (found.ratio, found.verdict) == (None, "")


@pytest.mark.parametrize(
    ("name", "rows", "why"),
    [
        ("actions", [], "none in either year"),
        ("offences", None, "not supplied in 2015: the extract of offences did not come"),
    ],
)
def test_why_nothing_is_read(name: str, rows: list[Row] | None, why: str) -> None:
    (found,) = comparisons(editions(acted(2014, {}), acted(2015, {})), [SERIES[name]])
    assert found.why_not == why


@pytest.mark.full
def test_across_a_break_that_leaves_no_three_months_nothing_is_read() -> None:
    rows = [went(year, range(1, 12), [f"c{n}" for n in range(12)]) for year in (2014, 2015)]
    years = editions(*(dataset(str(2014 + n), missing_episodes=own) for n, own in enumerate(rows)))
    (found,) = comparisons(years, [SERIES["children"]])
    assert found.why_not.startswith("the category 'absent' was tightened on 11 March 2015")
    assert {str(period)[:-5] for period in found.periods} == {"January to November"}


def test_one_edition_is_compared_with_none() -> None:
    assert comparisons(editions(acted(2015, every(2))), list(SERIES.values())) == []
