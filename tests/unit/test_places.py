"""The pictures of places and the table behind them: the rule's limits, every place named, words with it."""

from __future__ import annotations

import math

import pytest
from made import dataset, edition, report
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from profile_lib.dataset import Dataset
from profile_lib.measures.hotspots import limits
from profile_lib.measures.standings import standings
from profile_lib.pages import places
from profile_lib.pages.charts import Chart
from profile_lib.pages.drawing import DPI, WIDTH
from profile_lib.pages.place_plots import Limits, Placed, Towns
from profile_lib.pages.shown import Html
from profile_lib.reference import read

AREAS = edition().community_areas


@pytest.fixture(scope="module")
def data() -> Dataset:
    """One matter of a child in each area, thirty in Westbury."""
    rows = [report(f"{n}", f"c{n}", area=area) for n, area in enumerate(AREAS)]
    return dataset(intelligence=[*rows, *(report(f"w{n}", f"w{n}", area="Westbury") for n in range(29))])


def test_limits_by_hand() -> None:
    """Nineteen places with four matters: a root of 2 that is half a unit wide whatever they have."""
    import numpy as np

    expected, low, high = limits(np.array([4.0] * 20), 0.998)
    assert expected == pytest.approx([4] * 20)
    assert low == pytest.approx([(2 - 3.0902 / 2) ** 2] * 20, rel=1e-4)
    assert high == pytest.approx([(2 + 3.0902 / 2) ** 2] * 20, rel=1e-4)
    _, low, _ = limits(np.array([1.0] * 20), 0.998)
    assert low == pytest.approx([0] * 20)  # not below nought
    with pytest.raises(ValueError, match="at least 3 places, found 2"):
        limits(np.array([1.0, 2.0]), 0.998)


def test_the_standing_of_each_area(data: Dataset) -> None:
    found = standings(data).set_index("area")
    assert set(found.index) == set(AREAS)
    assert found.index[0] == "Westbury"
    hot = found.loc["Westbury"]
    assert (hot["matters"], hot["subjects"], hot["is_hot"]) == (30, 30, True)
    assert hot["high"] == pytest.approx((1 + 3.0902 / 2) ** 2, rel=1e-4)
    assert not found.drop(index="Westbury")["is_hot"].any()
    assert (found["usual_high"] < found["high"]).all()


def test_the_table_behind_the_pictures(data: Dataset) -> None:
    table = places.behind(data)
    assert "<caption>" in table.html
    assert table.html.count("<tr>") == len(AREAS) + 1
    for words in ("Westbury", "0.0 to 6.5", "Separate matters", "Yes"):
        assert words in table.html


@pytest.mark.parametrize("draw", [places.against_limits, places.on_a_map])
def test_a_picture_says_every_place_in_words(data: Dataset, draw: object) -> None:
    chart = draw(data)  # type: ignore[operator]
    assert isinstance(chart, Chart)
    assert chart.png.startswith(b"\x89PNG")
    for area in AREAS:
        assert f"{area}: " in chart.alt
    assert "Westbury stands out" in chart.alt
    assert "not where harm occurs" in chart.alt
    assert "SYNTHETIC" in chart.alt
    assert chart.alt == draw(data).alt  # type: ignore[operator]


def test_positions_say_whose_they_are_and_every_area_has_one(data: Dataset) -> None:
    rows, origin = read("place_positions")
    assert {row["area"] for row in rows} == set(AREAS)
    assert (origin.publisher, origin.licence) == (
        "GeoNames",
        "Creative Commons Attribution 4.0 (CC BY 4.0)",
    )
    chart = places.on_a_map(data)
    assert isinstance(chart, Chart)
    assert "Positions: GeoNames, Creative Commons" in chart.alt
    assert all(50.9 < float(row["latitude"]) < 51.7 for row in rows)
    assert all(-2.4 < float(row["longitude"]) < -1.6 for row in rows)


def drawn(plot: Limits | Towns) -> Figure:
    figure = Figure(figsize=(WIDTH, plot.height), dpi=DPI, layout="constrained")
    plot.draw(figure)
    return figure


def test_what_stands_out_has_another_shape_and_a_bold_name() -> None:
    row = [Placed("Calne", 3, False, (0, 6), (0, 9)), Placed("Mere", 20, True, (0, 6), (0, 9))]
    axes = drawn(Limits(row)).axes[0]
    assert [line.get_marker() for line in axes.lines] == ["o", "D"]
    assert [label.get_weight() for label in axes.get_yticklabels()] == ["normal", "bold"]
    assert [bar.get_width() for bar in axes.patches] == [9, 9, 6, 6]


def test_names_on_the_map_cover_neither_one_another_nor_the_edge() -> None:
    rows, _ = read("place_positions")
    numbers = {"Trowbridge": 51, "Westbury": 38, "Chippenham": 26, "Salisbury": 60}
    marks = [
        Placed(
            row["area"],
            numbers.get(row["area"], 4),
            row["area"] in numbers,
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
        )
        for row in rows
    ]
    figure = drawn(Towns(marks))
    labels = [text for text in figure.axes[0].texts if isinstance(text, Annotation)]
    boxes = [label.get_window_extent() for label in labels]
    assert len(boxes) == len(marks) + 1  # and the scale
    assert [box.count_overlaps(boxes) for box in boxes] == [1] * len(boxes)  # itself
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.width for box in boxes)


def test_the_scale_is_as_long_as_it_says() -> None:
    marks = [
        Placed("a", 4, False, latitude=51.0, longitude=-2.0),
        Placed("b", 4, False, latitude=51.2, longitude=-1.9),
    ]
    axes = drawn(Towns(marks)).axes[0]
    bar = axes.lines[-1].get_xdata()
    kilometres = (float(bar[1]) - float(bar[0])) * 111.2 * math.cos(math.radians(51.1))
    assert kilometres == pytest.approx(20)


def test_no_report_is_no_place_that_stands_out() -> None:
    none = dataset(intelligence=[])
    assert not standings(none)["is_hot"].any()
    chart = places.on_a_map(none)
    assert isinstance(chart, Chart)
    assert "No place stands out" in chart.alt
    assert "Trowbridge: 0" in chart.alt
    assert "0.0 to 2.4" in places.behind(none).text  # of nought, give or take three half roots


def test_without_reports_nothing_is_drawn() -> None:
    for draw in (places.against_limits, places.on_a_map, places.behind):
        shown = draw(dataset(disruptions=[]))
        assert isinstance(shown, Html)
        assert "the extract of intelligence did not come" in shown.text
