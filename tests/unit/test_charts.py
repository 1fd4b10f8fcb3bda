"""Pictures: bars as long as their figures, words beside every picture, and the same bytes every time."""

from __future__ import annotations

import base64
import io
import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import matplotlib.image
import matplotlib.pyplot as plt
import numpy as np
import pytest
import seaborn as sns
from matplotlib.figure import Figure as Canvas
from numpy.typing import NDArray
from PIL import Image

from profile_lib.figures import Address, Count, Definition, Figure, NotAvailable, Period, share
from profile_lib.pages import charts, drawing
from profile_lib.pages.grid import Grid
from profile_lib.pages.png import png

Build = Callable[..., Count]
Entries = list[dict[str, Any]]


def entries(*values: Count | NotAvailable) -> Entries:
    definition = Definition("missing.children", "Children", "counted by hand", "tests", "missing.children")
    return [Figure(definition, value, value.address.where).as_json() for value in values]


@pytest.fixture
def by_sex(children: Build) -> Entries:
    cells = {"F": 240, "M": 206, "X": 0, "U": 8}
    return entries(children(454), *(children(value, sex=sex) for sex, value in cells.items()))


@pytest.fixture
def by_category_and_sex(children: Build) -> Entries:
    counts = {("missing", "F"): 4, ("missing", "M"): 5, ("missing", "U"): 0}
    counts |= {("absent", "F"): 3, ("absent", "M"): 0, ("absent", "U"): 0}
    return entries(*(children(n, category=category, sex=sex) for (category, sex), n in counts.items()))


@pytest.fixture
def shares(children: Build) -> Entries:
    female = Figure(
        Definition("a", "Female", "", "", "missing.children"),
        share(children(240, sex="F"), children(446, sex="known")),
    )
    in_care = Figure(
        Definition("b", "In care", "", "", "missing.children"),
        share(children(100, in_care="yes"), children(454)),
    )
    return [female.as_json(), in_care.as_json()]


def drawn(plot: drawing.Plot) -> Canvas:
    figure = Canvas()
    plot.draw(figure)
    return figure


def test_bars_start_at_zero_and_are_as_long_as_their_figures(by_sex: Entries) -> None:
    (axes,) = drawn(drawing.Lying(Grid.of(by_sex, "sex"))).axes
    assert [bar.get_width() for bar in axes.patches] == [240, 206, 0, 8]
    assert {bar.get_x() for bar in axes.patches} == {0}
    assert [text.get_text() for text in axes.texts] == ["240", "206", "0", "8"]
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "Female",
        "Male",
        "Other",
        "Not recorded",
    ]


def test_months_stand_in_order_with_the_year_where_it_begins(children: Build) -> None:
    winter = Period(date(2014, 12, 1), date(2015, 2, 28))
    months = {"2015-01": 6, "2014-12": 7, "2015-02": 5}
    grid = Grid.of(entries(*(children(n, month=m, period=winter) for m, n in months.items())), "month")
    (axes,) = drawn(drawing.Standing(grid)).axes
    assert [bar.get_height() for bar in axes.patches] == [7, 6, 5]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["Dec\n2014", "Jan\n2015", "Feb"]


def test_a_second_dimension_of_months_has_panels_of_one_scale(children: Build) -> None:
    counts = {("2015-01", "missing"): 70, ("2015-01", "absent"): 7}
    grid = Grid.of(
        entries(*(children(n, month=m, category=c) for (m, c), n in counts.items())), "month", "category"
    )
    panels = drawn(drawing.Standing(grid)).axes
    assert [axes.get_title(loc="left") for axes in panels] == ["Missing", "Absent"]
    assert panels[0].get_ylim() == panels[1].get_ylim()


def test_a_highlight_is_not_by_colour_alone(by_sex: Entries) -> None:
    (axes,) = drawn(drawing.Lying(Grid.of(by_sex, "sex"), "M")).axes
    assert [text.get_fontweight() for text in axes.texts] == ["normal", "bold", "normal", "normal"]
    assert len({bar.get_facecolor() for bar in axes.patches}) == 2


def test_series_are_told_apart_by_hatch_as_well_as_colour(by_category_and_sex: Entries) -> None:
    (axes,) = drawn(drawing.Lying(Grid.of(by_category_and_sex, "category", "sex"))).axes
    looks = {(bars[0].get_facecolor(), bars[0].get_hatch()) for bars in axes.containers}
    assert len(looks) == len({hatch for _, hatch in looks}) == 3


def test_the_interval_of_a_share_is_drawn_where_it_is(shares: Entries) -> None:
    low, high = shares[1]["interval"]["low"], shares[1]["interval"]["high"]
    (axes,) = drawn(drawing.Shares(shares, ["Female", "In care"], ["54%", "22%"])).axes
    assert list(axes.lines[1].get_xdata()) == [low, high]
    assert [bar.get_width() for bar in axes.patches] == [240 / 446, 100 / 454]
    assert axes.get_xlim() == (0, 1)


def test_alternative_text_says_what_and_every_value(by_sex: Entries) -> None:
    chart = charts.bars(by_sex, "sex", title="More girls than boys.", synthetic=False)
    assert chart.alt == (
        "Bar chart. More girls than boys. Children under 18 with a missing or absent episode in the period, "
        "January to November 2015, Wiltshire. Female: 240; Male: 206; Other: 0; Not recorded: 8."
    )


def test_alternative_text_of_shares_has_their_intervals(shares: Entries) -> None:
    chart = charts.share_bars(shares, title="Shares", synthetic=False)
    # Wilson's interval of 240 in 446 and of 100 in 454, from the textbook formula.
    assert "Female: 54% (49% to 58%); In care: 22% (18% to 26%)." in chart.alt
    assert "Percentages, with 95% intervals in brackets. January to November 2015, Wiltshire." in chart.alt


def test_synthetic_is_burned_in_and_said(by_sex: Entries) -> None:
    plain = charts.bars(by_sex, "sex", title="T", synthetic=False)
    marked = charts.bars(by_sex, "sex", title="T", synthetic=True)
    assert "SYNTHETIC SAMPLE" in marked.alt and "SYNTHETIC SAMPLE" not in plain.alt
    foot = pixels(marked)[-60:-10]
    assert foot.min() < 0.6  # dark letters at the foot
    assert pixels(plain)[-15:].min() > 0.9


def pixels(chart: charts.Chart) -> Any:
    return matplotlib.image.imread(io.BytesIO(chart.png))[:, :, :3]


@pytest.mark.parametrize("pushed", ["", "i", "of", "Mmmm", "Wwwwwwww", "1,056 of"])
def test_long_words_stay_inside_the_picture(by_sex: Entries, pushed: str) -> None:
    title = f"{pushed} " + "Nearly as many boys as girls were reported missing or absent, and " * 3
    image = pixels(charts.bars(by_sex, "sex", title=title, synthetic=True))
    assert image.shape[1] == round(drawing.WIDTH * drawing.DPI)
    assert image[:, -2:].min() == image[:2].min() == 1


def test_a_picture_of_few_colours_looks_as_it_was_drawn(
    by_sex: Entries, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []

    def seen(pixels: NDArray[np.uint8]) -> bytes:
        drawn.append(pixels[..., :3].astype("int"))
        return png(pixels)

    monkeypatch.setattr(drawing, "png", seen)
    picture = Image.open(io.BytesIO(charts.bars(by_sex, "sex", title="T", synthetic=True).png))
    assert picture.mode == "P"
    assert np.abs(np.asarray(picture.convert("RGB"), dtype="int") - drawn[0]).max() <= 3


def test_the_same_figures_give_the_same_bytes_whatever_a_notebook_has_set(by_sex: Entries) -> None:
    first = charts.bars(by_sex, "sex", title="T", synthetic=True).png
    with plt.rc_context():
        sns.set_theme(style="darkgrid", font_scale=2)
        assert charts.bars(by_sex, "sex", title="T", synthetic=True).png == first
    assert b"Software" not in first and b"tIME" not in first


def test_threads_draw_the_same_and_leave_nothing_open(by_sex: Entries) -> None:
    made: list[bytes] = []
    threads = [
        threading.Thread(
            target=lambda: made.append(charts.bars(by_sex, "sex", title="T", synthetic=True).png)
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4 and len(set(made)) == 1
    assert plt.get_fignums() == []


def test_a_notebook_gets_the_picture_with_its_words(by_sex: Entries) -> None:
    chart = charts.bars(by_sex, "sex", title="T", synthetic=True)
    data, metadata = chart._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]) == chart.png
    assert chart.png.startswith(b"\x89PNG")
    assert metadata["image/png"] == {"alt": chart.alt, "width": chart.width}


def test_a_series_that_is_zero_throughout_is_named_and_not_drawn(by_category_and_sex: Entries) -> None:
    alt = charts.bars(by_category_and_sex, "category", hue="sex", title="T", synthetic=False).alt
    assert "One child can be in several bars. Not drawn, since zero throughout: Not recorded." in alt
    assert "Missing, Female: 4; Missing, Male: 5; Absent, Female: 3; Absent, Male: 0." in alt


def test_a_series_that_is_withheld_is_drawn_and_says_so(children: Build, window: Period) -> None:
    def absent(category: str) -> NotAvailable:
        where = (("category", category), ("sex", "M"))
        address = Address("missing.children", window, "Wiltshire", where)
        return NotAvailable("not supplied", "no file", address, "children")

    cells = entries(*(children(2, category=c, sex="F") for c in ("missing", "absent")))
    cells += entries(absent("missing"), absent("absent"))
    alt = charts.bars(cells, "category", hue="sex", title="T", synthetic=False).alt
    assert "Absent, Male: not supplied" in alt and "zero" not in alt


def test_what_cannot_be_drawn_well_is_refused(by_sex: Entries, children: Build) -> None:
    ages = ("0-9", "10-12", "13-14", "15-16", "17")
    cells = entries(*(children(1, sex="F", age_band=age) for age in ages))
    with pytest.raises(ValueError, match="age_band has more than 4 categories"):
        charts.bars(cells, "sex", hue="age_band", title="T", synthetic=True)
    with pytest.raises(ValueError, match="no sex 'Q' to highlight"):
        charts.bars(by_sex, "sex", title="T", highlight="Q", synthetic=True)
    with pytest.raises(ValueError, match=r"missing\.children is a count, not a share"):
        charts.share_bars(by_sex[:1], title="T", synthetic=True)
    with pytest.raises(ValueError, match="no shares"):
        charts.share_bars([], title="T", synthetic=True)


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def on_white(colour: str) -> float:
    return 1.05 / (luminance(colour) + 0.05)


@pytest.mark.parametrize("colour", [*drawing.COLOURS, drawing.BESIDE_HIGHLIGHT, drawing.UNDER_INTERVAL])
def test_bars_have_the_contrast_of_graphical_objects(colour: str) -> None:
    assert on_white(colour) >= 3


@pytest.mark.parametrize("colour", [drawing.INK, drawing.QUIET])
def test_words_have_the_contrast_of_text(colour: str) -> None:
    assert on_white(colour) >= 4.5


def beside(entry: dict[str, Any], **previous: Any) -> dict[str, Any]:
    return entry | {"previous": {"edition": "2014", "comparable": True, **previous}}


def test_a_figure_stands_under_last_years(children: Build) -> None:
    (entry,) = entries(children(454))
    chart = charts.value_bars([beside(entry, value=383)], title="Children", last_year=True, synthetic=False)
    assert chart.alt == (
        "Bar chart. Children. Children under 18 with a missing or absent episode in the period, "
        "January to November 2015, Wiltshire. The same months of 2014: 383; January to November 2015: 454."
    )


def test_two_years_that_may_not_be_compared_say_why(children: Build) -> None:
    (entry,) = entries(children(454))
    other = beside(entry, value=383, comparable=False, why_not="absent was redefined")
    assert "Not comparable: absent was redefined." in alt_of([other], last_year=True)
    assert "Not comparable" not in alt_of([other], last_year=False)


def test_last_year_is_not_drawn_where_its_number_is_not_given(children: Build) -> None:
    (entry,) = entries(children(454))
    hidden = beside(entry, state="suppressed", comparable=False, why_not="absent was redefined")
    assert alt_of([hidden], last_year=True) == alt_of([entry], last_year=False)


def alt_of(figures: Entries, *, last_year: bool) -> str:
    return charts.value_bars(figures, title="Children", last_year=last_year, synthetic=False).alt


def test_bars_of_one_scale_are_of_one_unit_and_as_long_as_their_values(by_sex: Entries) -> None:
    bars = [drawing.Bar("a", 40.0, "40", quiet=True), drawing.Bar("b", 60.0, "60")]
    axes = drawn(drawing.Named(bars)).axes[0]
    assert [bar.get_width() for bar in axes.patches] == [40, 60]
    assert [bar.get_x() for bar in axes.patches] == [0, 0]
    with pytest.raises(ValueError, match="one unit"):
        charts.value_bars([by_sex[0], by_sex[0] | {"unit": "episodes"}], title="", synthetic=False)
    with pytest.raises(ValueError, match="one unit"):
        charts.value_bars([], title="", synthetic=False)
