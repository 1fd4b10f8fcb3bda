"""Tables as readers get them: captions, scopes, order, and a total only where it was counted and adds up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from profile_lib.figures import Address, Count, Definition, Figure, NotAvailable, Period
from profile_lib.pages import tables

Build = Callable[..., Count]
Entries = list[dict[str, Any]]


def entries(*values: Count | NotAvailable, label: str = "Children", id: str = "missing.children") -> Entries:
    definition = Definition(id, label, "counted by hand", "tests", "missing.children")
    return [Figure(definition, value, value.address.where).as_json() for value in values]


@pytest.fixture
def by_sex(children: Build) -> Entries:
    cells = {"F": 240, "M": 206, "X": 0, "U": 8}
    return entries(children(454), *(children(value, sex=sex) for sex, value in cells.items()))


@pytest.fixture
def by_month(children: Build) -> Entries:
    return entries(children(9), children(7, month="2015-01"), children(6, month="2015-02"))


def read(html: str) -> tuple[BeautifulSoup, list[list[str]]]:
    soup = BeautifulSoup(html, "html.parser")
    return soup, [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in soup.find_all("tr")]


def test_categories_stand_in_their_order_with_a_counted_total(by_sex: Entries) -> None:
    _, rows = read(tables.table_html(reversed(by_sex), "sex", caption="Children by sex"))
    assert rows == [
        ["Sex", "Children"],
        ["Female", "240"],
        ["Male", "206"],
        ["Other", "0"],
        ["Not recorded", "8"],
        ["Total", "454"],
    ]


def test_no_total_is_printed_that_nobody_counted(by_sex: Entries) -> None:
    _, rows = read(tables.table_html(by_sex[1:], "sex", caption="Children by sex"))
    assert rows[-1] == ["Not recorded", "8"]


def test_children_by_month_have_no_total_in_line(by_month: Entries) -> None:
    soup, rows = read(tables.table_html(by_month, "month", caption="Children by month"))
    assert rows == [["Month", "Children"], ["January 2015", "7"], ["February 2015", "6"]]
    assert "9 children in all; one child can be in several rows." in soup.caption.get_text()


def test_a_caption_says_unit_base_period_and_area(by_sex: Entries) -> None:
    soup, _ = read(tables.table_html(by_sex, "sex", caption="Children by sex"))
    assert " ".join(soup.caption.get_text().split()) == (
        "Children by sex Children under 18 with a missing or absent episode in the period, "
        "January to November 2015, Wiltshire."
    )
    bare, _ = read(tables.table_html(by_sex, "sex", caption="Children by sex", unit_note=False))
    assert bare.caption.get_text(strip=True) == "Children by sex"


def test_two_dimensions_have_totals_where_margins_were_counted(children: Build) -> None:
    cells = entries(
        children(10),
        *(children(n, sex=s, category=c) for s, c, n in [("F", "missing", 4), ("F", "absent", 3)]),
        *(children(n, sex=s, category=c) for s, c, n in [("M", "missing", 5), ("M", "absent", 0)]),
    )
    margins = entries(children(9, category="missing"), children(3, category="absent"))
    soup, rows = read(tables.table_html(cells + margins, "category", "sex", caption="By category and sex"))
    # Sex partitions children, so its margin adds up; category does not, so there is no total row.
    assert rows == [
        ["Category", "Female", "Male", "Total"],
        ["Missing", "4", "5", "9"],
        ["Absent", "3", "0", "3"],
    ]
    assert "10 children in all; one child can be in several rows." in soup.caption.get_text()
    _, bare = read(tables.table_html(cells, "category", "sex", caption="By category and sex"))
    assert bare[0] == ["Category", "Female", "Male"]


def test_every_heading_has_a_scope_and_words(by_sex: Entries) -> None:
    soup, _ = read(tables.table_html(by_sex, "sex", caption="Children by sex"))
    assert [th["scope"] for th in soup.thead.find_all("th")] == ["col", "col"]
    assert {th["scope"] for th in soup.tbody.find_all("th")} == {"row"}
    assert all(th.get_text(strip=True) for th in soup.find_all("th"))
    assert soup.div["tabindex"] == "0" and soup.div["aria-label"] == "Children by sex"


def test_words_cannot_become_markup(by_sex: Entries) -> None:
    html = tables.table_html(by_sex, "sex", caption='<script>"x"</script>')
    assert "<script" not in html
    assert BeautifulSoup(html, "html.parser").div["aria-label"] == '<script>"x"</script>'


def test_absence_is_marked_and_explained(children: Build, window: Period) -> None:
    absent = NotAvailable(
        "not supplied",
        "no file",
        Address("missing.children", window, "Wiltshire", (("sex", "M"),)),
        "children",
    )
    soup, rows = read(tables.table_html(entries(children(0, sex="F"), absent), "sex", caption="By sex"))
    assert rows[1:] == [["Female", "0"], ["Male", "[x]"]]
    assert "[x] means not available." in soup.caption.get_text()
    assert "[c]" not in soup.caption.get_text()


def test_figures_narrowed_by_something_else_stay_out(by_sex: Entries, by_month: Entries) -> None:
    assert tables.table_html(by_sex + by_month[1:], "sex", caption="x") == tables.table_html(
        by_sex, "sex", caption="x"
    )


def test_a_missing_crossing_is_an_error(children: Build) -> None:
    cells = entries(
        children(4, sex="F", category="missing"),
        children(3, sex="F", category="absent"),
        children(5, sex="M", category="missing"),
    )
    with pytest.raises(ValueError, match="no cell for category absent and sex M"):
        tables.table_html(cells, "category", "sex", caption="x")


def test_a_table_is_of_one_measure_and_has_rows(children: Build, by_sex: Entries) -> None:
    other = entries(children(3, sex="F"), id="missing.cse_children")
    with pytest.raises(ValueError, match=r"found missing\.children, missing\.cse_children"):
        tables.table_html(by_sex + other, "sex", caption="x")
    with pytest.raises(ValueError, match="not broken down by month"):
        tables.table_html(by_sex, "month", caption="x")


def test_a_frame_holds_the_numbers(children: Build, by_sex: Entries, window: Period) -> None:
    frame = tables.frame(by_sex, "sex")
    assert frame["Children"].to_dict() == {
        "Female": 240,
        "Male": 206,
        "Other": 0,
        "Not recorded": 8,
        "Total": 454,
    }
    absent = NotAvailable(
        "not supplied",
        "no file",
        Address("missing.children", window, "Wiltshire", (("sex", "M"),)),
        "children",
    )
    frame = tables.frame(entries(children(0, sex="F"), absent), "sex")
    assert frame.loc["Female", "Children"] == 0
    assert frame.loc["Male", "Children"] is pd.NA


def test_a_list_of_figures_gives_each_its_base_period_and_interval(by_sex: Entries) -> None:
    share = {
        **entries_of_share(),
        "interval": {"low": 0.1846, "high": 0.2606, "level": 0.95, "method": "Wilson"},
    }
    soup, rows = read(tables.figures_table([*by_sex[:2], share], "Main figures"))
    base = "hildren under 18 with a missing or absent episode in the period"
    assert rows == [
        ["Figure", "Value", "Of whom or what", "Period", "95% interval"],
        ["Children", "454", f"C{base}", "January to November 2015", "–"],
        ["Children, sex: Female", "240", f"C{base}; sex: Female", "January to November 2015", "–"],
        ["In care", "22%", f"454 c{base}", "January to November 2015", "18% to 26%"],
    ]
    assert soup.find(id="figure-missing.children[sex=F]") is not None


def entries_of_share() -> dict[str, Any]:
    return {
        "key": "missing.in_care_share",
        "id": "missing.in_care_share",
        "kind": "share",
        "label": "In care",
        "unit": "children",
        "value": 100 / 454,
        "numerator": 100,
        "denominator": 454,
        "base": "children under 18 with a missing or absent episode in the period",
        "period": ["2015-01-01", "2015-11-30"],
        "area": "Wiltshire",
    }


def test_a_table_of_records_sets_numbers_apart_from_words() -> None:
    frame = pd.DataFrame({"Rule": ["a<b", "c"], "Rows": [1216, 3], "Of what": ["x", None]})
    soup, rows = read(tables.records_table(frame, "Rows by rule"))
    assert rows == [["Rule", "Rows", "Of what"], ["a<b", "1,216", "x"], ["c", "3", "–"]]
    assert [th.get("class") for th in soup.thead.find_all("th")] == [None, ["number"], None]
    soup, _ = read(tables.records_table(frame, "Rows by rule", numbers={2}))
    assert [th.get("class") for th in soup.thead.find_all("th")] == [None, None, ["number"]]


def test_columns_of_sentences_are_a_table_whatever_the_screen_makes_of_them() -> None:
    frame = pd.DataFrame(
        [["a", "1", "One thing."], ["b", "2", "Another."]], columns=["Figure", "Value", "What"]
    )
    html = tables.records_table(frame, "Figures", numbers=set(), row_ids=["how-a", "how-b"], stacked=True)
    soup, rows = read(html)
    assert rows == [["Figure", "Value", "What"], ["a", "1", "One thing."], ["b", "2", "Another."]]
    assert [row["id"] for row in soup.select("tbody tr")] == ["how-a", "how-b"]
    assert [cell["data-head"] for cell in soup.select("#how-b td")] == ["Value", "What"]
    roles = {name: {element["role"] for element in soup.find_all(name)} for name in ("table", "tr", "td")}
    assert roles == {"table": {"table"}, "tr": {"row"}, "td": {"cell"}}
    assert [heading["role"] for heading in soup.find_all("th")] == ["columnheader"] * 3 + ["rowheader"] * 2
