"""Figures as findings.json holds them."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

from profile_lib.figures import (
    Address,
    Count,
    Definition,
    Figure,
    Listing,
    MeanAge,
    Measured,
    Money,
    NotAvailable,
    Period,
    Population,
    Span,
    Table,
    mean,
    rate,
    ratio,
    share,
)
from profile_lib.figures.derived import Share
from profile_lib.figures.record import Value
from profile_lib.statistics import Interval

Build = Callable[..., Count]


def definition(id: str = "missing.in_care_share", caveats: tuple[str, ...] = ()) -> Definition:
    return Definition(
        id, "A label", "What it counts", "profile_lib.measures.missing.x", "missing.children", (), caveats
    )


def entry(value: Value) -> dict[str, object]:
    (figure,) = Measured(definition(), value)
    return json.loads(json.dumps(figure.as_json()))  # type: ignore[no-any-return]


def test_a_share(children: Build) -> None:
    (figure,) = Measured(definition(), share(children(100, in_care="yes"), children(454)))
    written = figure.noted("missing_children", ("absent-redefined-2015",)).as_json()
    interval = written.pop("interval")
    assert (round(interval["low"], 4), round(interval["high"], 4)) == (0.1846, 0.2606)
    assert (interval["level"], interval["method"]) == (0.95, "Wilson")
    assert written == {
        "key": "missing.in_care_share",
        "id": "missing.in_care_share",
        "kind": "share",
        "label": "A label",
        "unit": "children",
        "base": "children under 18 with a missing or absent episode in the period",
        "period": ["2015-01-01", "2015-11-30"],
        "area": "Wiltshire",
        "value": 100 / 454,
        "numerator": 100,
        "denominator": 454,
        "people": 454,
        "counts": [
            {
                "role": role,
                "counted": "missing.children",
                "where": where,
                "period": ["2015-01-01", "2015-11-30"],
                "value": value,
                "people": value,
            }
            for role, where, value in (("part", {"in_care": "yes"}, 100), ("whole", {}, 454))
        ],
        "caveats": ["absent-redefined-2015"],
        "source": {"notebook": "missing_children", "measure": "profile_lib.measures.missing.x"},
        "public": {"state": "internal"},
    }


def test_a_condition_that_the_measure_brings_is_in_the_base_and_not_in_the_key(children: Build) -> None:
    value = share(children(240, sex="F"), children(450, sex="known"), not_recorded=children(4, sex="U"))
    written = entry(value)
    assert written["key"] == "missing.in_care_share"
    assert "where" not in written
    assert str(written["base"]).endswith("(sex: recorded)")
    assert (written["denominator"], written["not_recorded"]) == (450, 4)


def test_a_table_gives_a_total_and_cells_of_one_id(children: Build) -> None:
    cells = tuple(children(value, sex=sex) for sex, value in {"F": 240, "M": 210, "X": 0, "U": 4}.items())
    figures = list(Measured(definition("missing.children"), Table(children(454), ("sex",), cells)))
    assert [figure.key for figure in figures] == [
        "missing.children",
        *(f"missing.children[sex={sex}]" for sex in "FMXU"),
    ]
    written = figures[3].as_json()
    assert (written["where"], written["value"], written["people"]) == ({"sex": "X"}, 0, 0)
    assert "where" not in figures[0].as_json()


def test_the_key_does_not_depend_on_the_order_of_the_dimensions(episodes: Build) -> None:
    one = Figure(definition("e"), episodes(1, 1), (("month", "2015-03"), ("category", "absent")))
    assert one.key == "e[category=absent,month=2015-03]"


def test_what_is_not_available_has_a_state_a_reason_and_no_value(window: Period) -> None:
    address = Address("missing.cse_children", window, "Wiltshire")
    figure = Figure(definition(), NotAvailable("not supplied", "no offences were sent", address, "children"))
    written = figure.as_json()
    assert not figure.is_available
    assert (written["state"], written["why"]) == ("not supplied", "no offences were sent")
    assert not {"value", "people", "interval", "numerator"} & written.keys()


def test_the_other_kinds(children: Build, episodes: Build) -> None:
    population = Population(102_783, "Wiltshire", "0-17", "mid-2015", "ONS")
    per_child = entry(mean(episodes(1056, 454), children(454)))
    assert (per_child["kind"], per_child["numerator"], per_child["denominator"]) == ("mean", 1056, 454)
    per_1000 = entry(rate(children(454), population))
    assert (per_1000["kind"], per_1000["numerator"], per_1000["denominator"]) == ("rate", 454, 102_783)
    money = entry(Money(Decimal("1399664.64"), Decimal("1325.44"), episodes(1056, 454), "2012", "one", "x"))
    assert (money["kind"], money["value"], money["unit_cost"]) == ("money", "1399664.64", "1325.44")
    span = entry(Span(0.2, 0.25, children(454).address, "children", 454, of="share"))
    assert (span["kind"], span["value"], span["of"]) == ("range", [0.2, 0.25], "share")


def test_caveats_each_once_the_measures_own_first(children: Build) -> None:
    figure = Figure(definition(caveats=("not-cash", "adult")), children(1)).noted("n", ("adult", "break"))
    assert figure.caveats == ("not-cash", "adult", "break")


def test_a_mean_age_tells_whom_it_leaves_out(window: Period) -> None:
    over = Count(3, Address("cse.offenders", window, "Wiltshire", (("age_certainty", "certain"),)), 3)
    left_out = Count(2, Address("cse.offenders", window, "Wiltshire", (("suspect_age", "U"),)), 2)
    written = entry(MeanAge(58, over, left_out, Interval(10.0, 28.0, 0.95, "Student's t")))
    assert (written["kind"], written["unit"], written["value"]) == ("mean", "years", 58 / 3)
    assert (written["numerator"], written["denominator"], written["not_recorded"]) == (58, 3, 2)
    assert written["interval"] == {"low": 10.0, "high": 28.0, "level": 0.95, "method": "Student's t"}


def test_a_ratio_and_its_interval_are_numbers_that_json_has(window: Period) -> None:
    def group(counted: str, missed: int, pupils: int) -> Share:
        whole = Address(counted, window, "Wiltshire")
        figure = share(
            Count(missed, whole.cell({"absent_10pct": "yes"}), missed), Count(pupils, whole, pupils)
        )
        assert isinstance(figure, Share)
        return figure

    other = group("absence.other_pupils", 10, 100)
    written = entry(ratio(group("absence.at_risk_pupils", 20, 50), other))
    assert (written["kind"], written["unit"], written["people"]) == ("ratio", "times", 50)
    none = Figure(definition(), ratio(group("absence.at_risk_pupils", 0, 50), other))
    assert "NaN" not in json.dumps(none.as_json(), allow_nan=False)
    assert none.as_json()["value"] == 0


def test_a_list_may_be_empty_and_is_still_a_value(window: Period) -> None:
    address = Address("cse.report_matters", window, "Wiltshire")
    written = entry(Listing((), address, 0))
    assert (written["kind"], written["unit"], written["value"], written["people"]) == (
        "list",
        "places",
        [],
        0,
    )
    assert entry(Listing(("Calne",), address, 7))["value"] == ["Calne"]


def test_people_whom_nobody_knows_are_left_out(window: Period) -> None:
    written = entry(Count(3, Address("disruption.actions", window, "Wiltshire"), None))
    assert "people" not in written


def test_cells_of_what_partners_wrote_have_keys(window: Period) -> None:
    address = Address("disruption.actions", window, "Wiltshire")
    cells = tuple(
        Count(value, address.cell({"power": power}), None) for power, value in {"a, b": 2, "U": 1}.items()
    )
    figures = list(
        Measured(definition("disruption.actions"), Table(Count(3, address, None), ("power",), cells))
    )
    assert [figure.key for figure in figures] == [
        "disruption.actions",
        "disruption.actions[power=a, b]",
        "disruption.actions[power=U]",
    ]


def test_a_figure_beside_last_years_and_beside_what_open_pairs_leave_possible(children: Build) -> None:
    previous = {"edition": "2014", "value": 400, "comparable": False, "why_not": "a break"}
    written = Figure(definition(), children(454), previous=previous, if_open_linked=451).as_json()
    assert (written["previous"], written["if_open_pairs_linked"]) == (previous, 451)
    assert not {"previous", "if_open_pairs_linked"} & Figure(definition(), children(454)).as_json().keys()
