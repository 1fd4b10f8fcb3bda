"""Disruptions by hand: all of them, by power and by agency."""

from __future__ import annotations

from made import Row, cells, dataset, entry, value

from profile_lib.measures import disruption


def action(ref: str, applied_on: str, power: str = "", agency: str = "", outcome: str = "") -> Row:
    told = {"power": power, "agency": agency, "outcome": outcome}
    return {"action_ref": ref, "applied_on": applied_on, **told}


def test_actions_by_power_and_agency() -> None:
    data = dataset(
        disruptions=[
            action("a1", "2015-01-01", "Child abduction warning notice", "Police"),
            action("a2", "2015-12-31", "Child abduction warning notice", "Council"),
            action("a3", "2015-06-01", "Licence review", "Council"),
            action("a4", "2015-06-01"),
            action("a5", "2014-12-31", "Licence review", "Council"),
            action("a6", "2016-01-01", "Licence review", "Council"),
        ]
    )
    told = entry(disruption.actions(data))
    assert (told["value"], told["unit"]) == (4, "actions")
    assert "people" not in told  # nobody says whom an action was about
    assert cells(disruption.actions(data, "power")) == {
        "": 4,
        "Child abduction warning notice": 2,
        "Licence review": 1,
        "U": 1,
    }
    figures = list(disruption.actions(data, "power", "agency"))
    assert len(figures) == 1 + 3 + 3 + 9  # every crossing of what occurs, true zeros too
    crossed = cells(disruption.actions(data, "power", "agency"))
    assert crossed["Council, Licence review"] == 1
    assert crossed["Council"] == 2
    assert cells(disruption.actions(data, "month")) == {"": 4, "2015-01": 1, "2015-06": 2, "2015-12": 1}


def test_no_action_and_no_extract_are_two_things() -> None:
    none = dataset(disruptions=[])
    assert value(disruption.actions(none)) == 0
    assert cells(disruption.actions(none, "power")) == {}
    assert value(disruption.actions(dataset(intelligence=[]))) == "the extract of disruptions did not come"


def test_an_outcome_of_three_actions_is_a_category_and_a_remark_is_none() -> None:
    outcomes = ["Breached", "breached", "breached ", "moved to his aunt", "", "not known"]
    rows = [action(f"a{n}", "2015-05-01", outcome=said) for n, said in enumerate(outcomes)]
    found = cells(disruption.actions(dataset(disruptions=rows), "action_outcome"))
    assert found == {"": 6, "breached": 3, "other": 1, "U": 2}
