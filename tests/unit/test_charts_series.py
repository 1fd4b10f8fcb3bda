"""A series as a picture, in words and as a table: what is drawn is what is said and what is counted."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from matplotlib.figure import Figure as Canvas

from profile_lib.figures import Period
from profile_lib.pages import charts_series
from profile_lib.statistics.series import OUTSIDE, SHIFT, read_chart
from profile_lib.years.series import SERIES, Course, Point, Stretch, Turn

MONTHS = [
    Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    for year in (2014, 2015)
    for month in range(1, 13)
]
TIGHTENED = Turn(
    date(2015, 3, 11), None, "11 March 2015: absent tightened", "It was tightened on 11 March 2015"
)
INTRODUCED = Turn(date(2014, 1, 1), date(2014, 6, 30), "2014: absent introduced", "It came in 2014")
FULLER = Turn(date(2015, 1, 1), None, "2015: data more complete", "the data of 2014 were less complete")


def points(*values: int | None) -> tuple[Point, ...]:
    return tuple(
        Point(period, value, "" if value is not None else "no edition that is here has all its days")
        for period, value in zip(MONTHS, values, strict=False)
    )


def charted(*values: int) -> Course:
    """Months of one stretch with limits."""
    limits = read_chart([float(value) for value in values])
    stretch = Stretch(0, len(values) - 1, len(values), float(sorted(values)[len(values) // 2]), limits)
    return Course(SERIES["reports"], "month", points(*values), (), (stretch,))


STEADY = (10, 20) * 8
RUN = Course(
    SERIES["missing_episodes"],
    "month",
    points(4, 6, 5, 6, 5, None, 7, 6),
    (INTRODUCED,),
    (Stretch(6, 7, 2, 6.5, None),),
)


def drawn(course: Course) -> Canvas:
    figure = Canvas()
    charts_series._run(course).draw(figure)
    return figure


def test_the_line_is_through_the_points_and_broken_where_nobody_knows() -> None:
    (axes,) = drawn(RUN).axes
    line = next(line for line in axes.lines if len(line.get_xdata()) == 8)
    assert [str(value) for value in line.get_ydata()] == [
        "4.0",
        "6.0",
        "5.0",
        "6.0",
        "5.0",
        "nan",
        "7.0",
        "6.0",
    ]
    assert line.get_xdata()[0] == pytest.approx(2014 + 15 / 365)
    assert axes.get_ylim()[0] == 0


def test_a_change_of_recording_is_a_labelled_line_and_a_band_where_its_day_is_not_known() -> None:
    (axes,) = drawn(RUN).axes
    assert "2014: absent introduced" in [text.get_text() for text in axes.texts]
    (band,) = axes.patches
    assert (band.get_x(), band.get_x() + band.get_width()) == pytest.approx((2014, 2014 + 180 / 365))
    upright = [line for line in axes.lines if [*line.get_xdata()] == [2014, 2014]]
    assert any(line.get_linestyle() == "--" for line in upright)


def test_labels_of_late_changes_stand_to_the_left_of_their_lines() -> None:
    course = Course(SERIES["children"], "month", points(*range(5, 29)), (INTRODUCED, FULLER, TIGHTENED), ())
    (axes,) = drawn(course).axes
    sides = {text.get_text(): text.get_ha() for text in axes.texts if ":" in text.get_text()}
    assert sides == {
        INTRODUCED.label: "left",
        FULLER.label: "right",
        TIGHTENED.label: "right",
    }
    heights = {text.get_text(): text.xy[1] for text in axes.texts if ":" in text.get_text()}
    assert heights[INTRODUCED.label] < heights[FULLER.label] < heights[TIGHTENED.label]


def test_limits_are_drawn_where_they_are_and_a_lone_median_where_not() -> None:
    chart = read_chart([float(value) for value in STEADY])
    assert chart is not None
    (axes,) = drawn(charted(*STEADY)).axes
    level = {line.get_ydata()[0] for line in axes.lines if len(line.get_xdata()) == 2} - {0}
    assert level == {chart.mean, chart.high}  # the lower limit lies below zero
    (axes,) = drawn(RUN).axes
    assert 6.5 in {line.get_ydata()[0] for line in axes.lines if len(line.get_xdata()) == 2}
    assert "median 6.5" in [text.get_text() for text in axes.texts]


def test_what_is_more_than_chance_has_a_mark_of_its_own_shape_and_its_number() -> None:
    (axes,) = drawn(charted(*STEADY, 60)).axes
    (diamond,) = [line for line in axes.lines if line.get_marker() == "D"]
    assert [*diamond.get_ydata()] == [60]
    assert "60" in [text.get_text() for text in axes.texts]


@pytest.mark.parametrize(
    ("course", "said"),
    [
        (RUN, "too few points for limits between changes of recording"),
        (charted(*STEADY), "nothing beyond chance"),
        (charted(*STEADY, 60), "1 month beyond the limits"),
        (charted(*(9, 1) * 6, *(6,) * 8), "runs on one side of the mean"),
    ],
)
def test_the_title_says_what_the_rules_find(course: Course, said: str) -> None:
    assert charts_series.finding(course) == said


def test_the_words_are_those_of_the_points() -> None:
    # ranges of 10 and one of 40, which is screened out: 300 / 17 +- 26.6
    assert charts_series.words(charted(*STEADY, 60)) == [
        "January 2014 to May 2015: mean 17.6 a month, upper limit 44.2. Beyond a limit: May 2015 (60)."
    ]
    assert charts_series.words(RUN) == [
        "July 2014 to August 2014: median 6.5 a month. No limits are drawn of 2 months: they need 15.",
        "It came in 2014.",
        "Not known: June 2014 (no edition that is here has all its days).",
    ]


def test_where_no_point_is_of_a_stretch_no_line_is_spoken_of() -> None:
    """A year in which recording changed on a day that nobody knows."""
    course = Course(SERIES["children"], "month", points(5, 6, 7), (INTRODUCED,), ())
    chart = charts_series.picture(course, "Wiltshire", synthetic=False)
    assert "Level lines" not in chart.alt
    assert "too few points for limits between changes of recording" in chart.alt


def test_a_fuller_year_is_said_with_its_year() -> None:
    course = Course(SERIES["children"], "month", points(5, 6), (FULLER,), ())
    assert charts_series.words(course) == ["2015: the data of 2014 were less complete."]


def test_alternative_text_and_table_have_what_the_picture_has() -> None:
    chart = charts_series.picture(charted(*STEADY, 60), "Wiltshire", synthetic=True)
    assert chart.alt.startswith(
        "Line chart. CSE intelligence reports: 1 month beyond the limits. Reports by month"
    )
    assert "Lowest 10" in chart.alt
    assert "highest 60" in chart.alt
    assert chart.alt.endswith("SYNTHETIC SAMPLE: these are not real children.")
    shown = charts_series.table(RUN)
    assert [line.split() for line in shown.text.splitlines()[-2:]] == [
        ["Year", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        ["2014", "4", "6", "5", "6", "5", "\N{EN DASH}", "7", "6", *["\N{EN DASH}"] * 4],
    ]
    assert charts_series.picture(RUN, "Wiltshire", synthetic=False).alt.count("SYNTHETIC") == 0


def test_a_small_number_is_said_in_the_table() -> None:
    course = Course(SERIES["absent_episodes"], "month", (Point(MONTHS[0], None, "fewer than 3"),), (), ())
    assert "fewer than 3" in charts_series.table(course).text.splitlines()[-1]


def test_signals_of_a_rule_that_follow_one_another_are_one_span() -> None:
    course = charted(*(9, 1) * 6, *(6,) * 8)
    assert {place for place, rules in course.signals.items() if SHIFT in rules} == set(range(12, 20))
    assert not any(OUTSIDE in rules for rules in course.signals.values())
    (told,) = charts_series.words(course)
    assert told.endswith("A shift: January 2015 to August 2015.")
