"""Every measure says what it is, in words that the parameters know."""

from __future__ import annotations

from importlib import import_module
from typing import get_args

import pytest
from made import dataset, value

from profile_lib.dataset import Dataset
from profile_lib.edition.model import Caveat
from profile_lib.figures import COUNTED, Count
from profile_lib.intake import SCHEMAS
from profile_lib.measures.catalogue import catalogue, functions
from profile_lib.measures.definition import measure


def test_every_caveat_of_a_measure_has_a_text_and_every_text_a_measure() -> None:
    carried = {caveat for definition in catalogue().values() for caveat in definition.caveats}
    instead_of_another = {"care-from-marker"}
    assert carried | instead_of_another == set(get_args(Caveat))


def test_a_definition_names_the_function_that_measures() -> None:
    assert len(catalogue()) >= 50
    for id, definition in catalogue().items():
        module, name = definition.measure.rsplit(".", 1)
        function = getattr(import_module(module), name)
        assert " ".join(function.__doc__.split()) == definition.text
        assert id.startswith(("missing.", "cse.", "cost.", "disruption.", "absence."))


def test_every_figure_of_the_contract_is_measured() -> None:
    """The ids of contract section 5: other tools ask for them."""
    cse = (
        "offences offender_mean_age repeat_offenders female_offenders offenders_british_share hotspots "
        "victim_age_middle_half victim_age_14_16_share repeat_victims_female lone_offence_share "
        "group_offences gang_offences reports_drugs_alcohol_share reports_social_media_share "
        "reports_drug_networks at_risk_children at_risk_female_share"
    )
    missing = (
        "episodes children female_share female_episodes_per_child male_episodes_per_child in_care_share "
        "in_care_episode_share cse_children cse_victims cse_offenders cse_children_same_window"
    )
    wanted = {f"cse.{name}" for name in cse.split()} | {f"missing.{name}" for name in missing.split()}
    wanted |= {"cost.police_low", "cost.police_high", "cost.police_low_missing_only"}
    wanted |= {"disruption.actions", "absence.at_risk_ratio"}
    assert wanted <= catalogue().keys()
    assert functions().keys() == catalogue().keys()


def test_a_definition_is_of_a_declared_set_and_names_columns_that_are_asked_for() -> None:
    for definition in catalogue().values():
        assert definition.counted in COUNTED
        assert definition.label
        for column in definition.columns:
            extract, name = column.split(".")
            assert name in [asked.name for asked in SCHEMAS[extract].columns], column


def test_what_a_partner_did_not_send_is_not_supplied_and_never_zero() -> None:
    """With nothing but an empty register, no measure of anything else has a value, and none fails."""
    data = dataset(at_risk_register=[])
    for id, function in functions().items():
        needed = set(COUNTED[catalogue()[id].counted].extracts)
        (figure,) = function(data)
        if needed <= {"at_risk_register"}:
            assert "did not come" not in str(value(function(data))), id
        else:
            assert not figure.is_available, id
            assert figure.as_json()["state"] == "not supplied", id
            assert "did not come" in str(value(function(data))), id


def test_every_measure_has_a_value_or_a_reason_where_every_extract_came_empty() -> None:
    data = dataset(**{name: [] for name in SCHEMAS})
    for id, function in functions().items():
        (figure,) = function(data)
        assert figure.as_json().get("value") in (0, [], "0.00") or figure.as_json().get("why"), id


@pytest.mark.parametrize(
    ("id", "of", "text", "message"),
    [
        ("cse.offences", "", "Offences.", "measured twice"),
        ("cse.unheard_of", "", "Offences.", "not declared"),
        ("cse.unheard_of", "cse.offences", "", "does not say"),
    ],
)
def test_a_measure_that_is_not_taken(id: str, of: str, text: str, message: str) -> None:
    def count_nothing(data: Dataset) -> Count:
        raise AssertionError("never called")

    count_nothing.__doc__ = text
    known = dict(catalogue())
    with pytest.raises(ValueError, match=message):
        measure(id, "A label", of=of)(count_nothing)
    assert catalogue() == known
