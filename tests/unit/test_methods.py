"""The table that answers of any number of a page: of whom, when, how sure, who says, what changed."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup

from profile_lib.pages.methods import methods

SHARE: dict[str, Any] = {
    "key": "missing.in_care_share",
    "id": "missing.in_care_share",
    "kind": "share",
    "label": "Share of children who were in care",
    "value": 100 / 454,
    "unit": "children",
    "numerator": 100,
    "denominator": 454,
    "base": "children under 18 with a missing or absent episode in the period",
    "people": 454,
    "period": ["2015-01-01", "2015-11-30"],
    "area": "Wiltshire",
    "interval": {"low": 0.1846, "high": 0.2606, "level": 0.95, "method": "Wilson"},
    "previous": {"edition": "2014", "value": 0.21, "comparable": False, "why_not": "absent was redefined"},
    "caveats": ["absent-redefined-2015", "care-from-records"],
    "source": {"notebook": "missing_children", "measure": "m", "cell": "how-many-were-in-care-a"},
}
CAVEATS = {"absent-redefined-2015": "Absent was redefined", "care-from-records": "Care comes from records."}


def rows(*entries: dict[str, Any]) -> dict[str, list[str]]:
    """The cells of each row, by the id that sentences lead to."""
    soup = BeautifulSoup(methods(entries, CAVEATS).html, "html.parser")
    return {
        str(row["id"]): [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in soup.select("tbody tr")
    }


def test_a_figure_answers() -> None:
    (label, value, what, sure, made) = rows(SHARE)["how-missing.in_care_share"]
    assert (label, value) == ("Share of children who were in care", "22%")
    assert what.endswith(
        "454 children under 18 with a missing or absent episode in the period, January to November 2015."
    )
    assert sure == (
        "18% to 26% (Wilson). Higher than in the same months of 2014 (21%), but not comparable: "
        "absent was redefined."
    )
    assert made == (
        "Counted from missing episodes. Absent was redefined. Care comes from records. "
        "Notebook missing_children, cell how-many-were-in-care-a."
    )


def test_a_figure_that_is_not_given_says_so_and_what_it_would_be_of() -> None:
    hidden = {name: SHARE[name] for name in SHARE if name not in ("value", "numerator", "denominator")}
    hidden = hidden | {"state": "suppressed", "previous": {"edition": "2014", "state": "suppressed"}}
    hidden.pop("interval")
    (_, value, what, sure, _) = rows(hidden)["how-missing.in_care_share"]
    assert value == "[c]"
    assert "454" not in what
    assert sure == "Not compared with 2014, whose number is not given."
    assert "not given, to protect children" in methods([hidden], CAVEATS).html


def test_cells_of_a_breakdown_are_told_with_their_whole() -> None:
    cell = SHARE | {"key": "missing.in_care_share[sex=F]", "where": {"sex": "F"}}
    assert list(rows(cell, SHARE)) == ["how-missing.in_care_share"]


def test_inside_a_notebook_a_cell_is_a_number_that_its_page_does_not_show() -> None:
    running = SHARE | {"source": {"notebook": "missing_children", "measure": "m", "cell": 7}}
    assert "cell" not in rows(running)["how-missing.in_care_share"][-1]
