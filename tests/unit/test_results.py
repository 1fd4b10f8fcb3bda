"""What notebooks record: each key once, and the same bytes for the same figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from profile_lib.edition import Edition, load_edition
from profile_lib.figures import Address, Count, Definition, Figure, NotAvailable, Period
from profile_lib.results import Contradiction, Results, changed, read_findings

Build = Callable[..., Count]


@pytest.fixture(scope="module")
def edition(root: Path) -> Edition:
    return load_edition("2015", root / "parameters")


def figure(value: Count | NotAvailable, id: str = "missing.children") -> Figure:
    return Figure(
        Definition(id, "A label", "What it counts", "a.measure", "missing.children", caveats=("a-caveat",)),
        value,
    )


def test_the_same_figure_from_two_notebooks_stands_once(edition: Edition, children: Build) -> None:
    results = Results(edition)
    results.add([figure(children(454))], "missing_children")
    (entry,) = results.add([figure(children(454))], "cost_model")
    assert list(results.entries) == ["missing.children"]
    assert entry["source"]["notebook"] == "missing_children"


def test_two_values_of_one_key(edition: Edition, children: Build) -> None:
    results = Results(edition)
    results.add([figure(children(454))], "missing_children")
    with pytest.raises(Contradiction, match=r"missing\.children has two values"):
        results.add([figure(children(455))], "cost_model")
    other = Results(edition)
    other.add([figure(children(453))], "summary")
    with pytest.raises(Contradiction):
        results.extend(other.entries.values())
    assert results.entries["missing.children"]["value"] == 454


def test_two_measures_of_one_address_with_two_values(edition: Edition, children: Build) -> None:
    results = Results(edition)
    results.add([figure(children(454)), figure(children(454), "missing.again")], "n")
    with pytest.raises(Contradiction, match=r"missing\.children is 454 and 455, at missing\.other"):
        results.add([figure(children(455), "missing.other")], "n")


@pytest.mark.parametrize(
    ("period", "inside"),
    [
        (Period(date(2015, 1, 1), date(2015, 11, 30)), True),
        (Period(date(2014, 1, 1), date(2014, 12, 31)), False),
        (Period(date(2015, 3, 11), date(2015, 12, 31)), False),  # all of it the new way
        (Period(date(2015, 3, 10), date(2015, 3, 11)), True),
    ],
)
def test_a_recording_break_inside_the_period_is_a_caveat(
    edition: Edition, children: Build, period: Period, inside: bool
) -> None:
    (entry,) = Results(edition).add([figure(children(454, period=period))], "n")
    assert entry["caveats"] == ["a-caveat"] + ["absent-redefined-2015"] * inside


def test_written_sorted_and_read_back(edition: Edition, children: Build, tmp_path: Path) -> None:
    one, other = Results(edition), Results(edition)
    figures = [figure(children(454)), figure(children(454), "b.é"), figure(children(454), "a")]
    one.add(figures, "n")
    other.add(figures[::-1], "n")
    one.write(tmp_path / "new" / "findings.json")
    other.write(tmp_path / "findings.json")
    written = (tmp_path / "new" / "findings.json").read_bytes()
    assert written == (tmp_path / "findings.json").read_bytes()
    assert b"\r" not in written
    document = json.loads(written)
    assert (document["edition"], document["area"], document["synthetic"]) == ("2015", "Wiltshire", True)
    assert [item["key"] for item in document["figures"]] == ["a", "b.é", "missing.children"]
    assert read_findings(tmp_path / "findings.json") == one.entries


def test_no_findings(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_findings(tmp_path / "findings.json")


def test_what_came_went_or_changed(edition: Edition, children: Build, window: Period) -> None:
    def entries(**values: int | str) -> dict[str, dict[str, object]]:
        results = Results(edition)
        address = Address("missing.children", window, "Wiltshire")
        for id, value in values.items():
            own = Period(window.start, date(2015, 2, len(id)))  # no two ids at one address
            told = (
                NotAvailable(value, "why", address, "children")
                if isinstance(value, str)
                else children(value, period=own)
            )
            results.add([figure(told, id)], "n")
        return dict(results.entries)

    before = entries(w=1, changed=2, sam=3, lo=4, zeros=0, still="not supplied")
    after = entries(came=1, changed=5, sam=3, lo="not linked", zeros="not supplied", still="not supplied")
    assert changed(before, after) == ["came", "changed", "lo", "w", "zeros"]
    assert changed(after, after) == []
    assert changed({}, entries(a=0)) == ["a"]
