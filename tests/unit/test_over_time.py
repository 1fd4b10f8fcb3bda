"""The chapter on the years: the editions it takes, what it says of comparisons, published figures beside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from made import dataset, spell
from test_series import acted, every, went

from profile_lib import preparation, reference
from profile_lib.edition import Edition, load_edition
from profile_lib.errors import InputError
from profile_lib.over_time import OverTime
from profile_lib.pages import published_beside
from profile_lib.preparation import data_of_years
from profile_lib.workspace import Workspace
from profile_lib.years.series import Editions


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The years whose data are asked for, none being linked; a sample is a folder without a file."""
    years: list[str] = []

    def instead(edition: Edition, _: Workspace) -> Any:
        years.append(edition.year)
        return edition.year

    def written(folder: Path, years: list[str], _: Path) -> None:
        for year in years:
            (folder / year).mkdir(parents=True)

    monkeypatch.setattr(preparation, "linked_data", instead)
    monkeypatch.setattr(preparation, "write_sample_partners", written)
    return years


def workspace(parameters: Path, extracts: Path | None = None) -> Workspace:
    home = parameters.parent
    return Workspace(parameters, home / "outputs", home / "private", home / "notebooks", extracts)


def test_years_up_to_its_own_whose_extracts_are_there(parameters: Path, asked: list[str]) -> None:
    extracts = parameters.parent / "partners"
    for year in ("2013", "2015", "2016"):
        (extracts / year).mkdir(parents=True)
    found = data_of_years(load_edition("2015", parameters), workspace(parameters, extracts))
    assert found == (["2013", "2015"], ["2014"])
    assert asked == ["2013", "2015"]


def test_a_sample_has_its_years_whether_or_not_they_were_run(parameters: Path, asked: list[str]) -> None:
    """And a year that the sample does not know is a gap."""
    text = (
        (parameters / "2013.yaml").read_text(encoding="utf-8").replace("2013", "2012").replace("2014", "2013")
    )
    (parameters / "2012.yaml").write_text(text, encoding="utf-8")
    found = data_of_years(load_edition("2015", parameters), workspace(parameters))
    assert found == (["2013", "2014", "2015"], ["2012"])


def test_parameters_of_a_year_before_that_are_wrong_are_told(parameters: Path, asked: list[str]) -> None:
    (parameters / "2014.yaml").write_text("periods: none\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"2014\.yaml"):
        data_of_years(load_edition("2015", parameters), workspace(parameters))


def page(*years: Any, lacking: tuple[str, ...] = ()) -> OverTime:
    return OverTime("over_time", Editions(tuple(years), lacking), None, "")


def test_the_heading_says_which_years_are_there() -> None:
    told = page(acted(2013, every(2)), acted(2015, every(3)), lacking=("2014",)).heading().text
    assert "Editions whose extracts are here: 2013 and 2015." in told
    assert "Without extracts, and so a gap: 2014." in told


def test_the_number_of_comparisons_is_said_and_why_each_is_not_read() -> None:
    told = page(acted(2014, every(3)), acted(2015, every(6))).changes().text
    assert told.startswith("Comparisons: 7 in 2015, of which 1 may be read.")
    assert "at most 5%" in told
    assert "consistent with chance variation; it does not include under-recording" in told
    (row,) = [line for line in told.splitlines() if "Disruptions used" in line]
    assert row.split()[2:] == [
        *("2015", "against", "2014", "36", "72", "2.00", "1.34", "to", "2.98", "Higher", "(log-normal)"),
    ]
    assert told.count("Not comparable: not supplied in 2015") == 6


def test_one_edition_has_nothing_to_be_compared_with() -> None:
    assert "no earlier edition" in page(acted(2015, every(2))).changes().text


def test_the_same_days_of_each_year() -> None:
    told = page(acted(2014, every(3)), acted(2015, {**every(6), 12: 0})).years_beside().text
    (row,) = [line for line in told.splitlines() if "Disruptions used" in line]
    assert row.split()[2:] == ["the", "whole", "year", "36", "66"]
    assert "not supplied" in told


def test_a_series_of_which_nothing_was_supplied_says_so() -> None:
    shown = page(acted(2015, every(2))).series("reports")
    assert "not supplied: the extract of intelligence did not come" in repr(shown)


def test_published_figures_stand_beside_ours_with_what_they_count() -> None:
    """Of the years that overlap and were over when the edition speaks: to March 2016, for 2015."""
    rows = went(2015, [5], [f"c{n}" for n in range(12)])
    data = dataset("2015", missing_episodes=rows, at_risk_register=[spell("a", "2015-06-01")])
    told = published_beside.in_care_beside(Editions((data,))).text
    assert "Children with an episode, per thousand children Wiltshire January to November 2015" in " ".join(
        told.split()
    )
    theirs = [line for line in told.splitlines() if "Looked-after children who went missing" in line]
    shares = {"Wiltshire": "6%", "Swindon": "16%", "South West": "8%", "England": "9%"}
    assert len(theirs) == len(shares)
    for line, (area, share) in zip(theirs, shares.items(), strict=True):
        assert f"{area} April 2015 to March 2016 {share} Children whom" in " ".join(line.split())
    assert "none is divided by another" in told
    assert "Department for Education" in told


def test_where_no_published_figure_is_of_the_years_that_is_said() -> None:
    data = dataset("2015", at_risk_register=[spell("a", "2015-06-01")])
    told = published_beside.exploitation_beside(Editions((data,))).text
    assert "No published figure is of these years: the first here is of the year to March 2018." in told
    assert "Children identified as at risk of CSE Wiltshire 2015" in " ".join(told.split())


def test_statistical_neighbours_are_named() -> None:
    assert "Hampshire, Gloucestershire" in published_beside.neighbours("Wiltshire").text
    assert "No statistical neighbours of Dorset" in published_beside.neighbours("Dorset").text


def test_each_published_number_once() -> None:
    for name in (published_beside.LOOKED_AFTER, published_beside.FACTORS):
        rows, _ = reference.read(name)
        assert len({(row["area"], row["year_ending_march"]) for row in rows}) == len(rows)
