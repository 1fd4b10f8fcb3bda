"""What partners write of crimes and people, and the group it falls in."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from profile_lib.dataset import groups
from profile_lib.dataset.groups import OF_CLASS, OF_OUTCOME, OF_PLACE, OF_RELATIONSHIP
from profile_lib.figures import DIMENSIONS

Sorter = Callable[[pd.Series], pd.Series]


def sorted_by(sorter: Sorter, *written: str | None) -> list[str | None]:
    told = sorter(pd.Series(written, dtype="str"))
    return [None if pd.isna(group) else group for group in told]


def test_a_home_office_class_with_its_letter_or_subclass() -> None:
    written = ["19D", "019/08", "19", "17A", "20B", "22A", "22B", "22", "21", "71", "72", "88A", "86/2"]
    assert sorted_by(groups.offence_type, *written) == [
        *("rape", "rape", "rape", "assault", "assault", "assault", "activity", "activity", "activity"),
        *("exploitation", "exploitation", "grooming", "images"),
    ]


def test_a_class_that_is_none_of_these_is_another_and_is_never_shown_as_written() -> None:
    written = ["88C", "88", "88/5", "190", "105A", "8N", "rape of a girl", " 88a ", "", "unknown", None]
    assert sorted_by(groups.offence_type, *written) == [
        *("other", "other", "other", "other", "other", "other", "other", "grooming", "U", "U", "U")
    ]


def test_an_offence_of_a_class_that_is_of_another_kind_than_the_class() -> None:
    """As police forces write them: the class of grooming has a letter and its offences none."""
    written = ["88/1", "088/02", "71/17", "71/1", "071", "88/10", "86/2"]
    assert sorted_by(groups.offence_type, *written) == [
        *("grooming", "grooming", "grooming", "exploitation", "exploitation", "other", "images")
    ]


def test_an_outcome_of_an_alternate_offence_is_that_of_the_offence() -> None:
    written = ["1A", "OC01A", "outcome 2a", "3A", "14A", "A"]
    assert sorted_by(groups.outcome_group, *written) == [
        *("charged", "charged", "out_of_court", "out_of_court", "other", "other")
    ]


def test_an_outcome_by_its_number_or_in_words() -> None:
    written = ["16", "OC14", "Outcome 16", "outcome 15", "oc01", "18", "8", "21", "20", "4", "99", "22"]
    assert sorted_by(groups.outcome_group, *written) == [
        *("victim", "victim", "victim", "evidence", "charged", "no_suspect", "out_of_court"),
        *("not_prosecuted", "passed_on", "other", "other", "out_of_court"),
    ]
    words = [
        "Charge",
        "conviction",
        "CAUTION",
        "Victim does not support",
        "under investigation",
        None,
        "16 yr",
    ]
    assert sorted_by(groups.outcome_group, *words) == [
        *("charged", "charged", "out_of_court", "victim", "none", "U", "other")
    ]


@pytest.mark.parametrize(
    ("group", "written"),
    [
        ("white", ["W1", "w9", "IC1", "ic2", "White British", "White other", "Any other White background"]),
        ("white", ["Gypsy or Irish Traveller", "Other White"]),
        (
            "mixed",
            ["M1", "Mixed", "White and Black Caribbean", "White and Asian", "Any other mixed background"],
        ),
        ("asian", ["A1", "IC4", "ic5", "O1", "Chinese", "Asian or Asian British", "Pakistani"]),
        ("black", ["B2", "IC3", "Black British", "African", "Caribbean"]),
        ("white", ["WBRI", "wrom", "W3"]),
        ("mixed", ["MWBC", "M9"]),
        ("asian", ["AIND", "CHNE", "A4"]),
        ("black", ["BCRB", "BOTH"]),
        ("other", ["OOTH", "O2"]),
        ("other", ["O9", "ic6", "Arab", "Other", "Any other ethnic group"]),
        (None, ["", "NS", "Not stated", "ic9", "ic0", "Martian", "refused", "REFU", "NOBT", None]),
    ],
)
def test_ethnicity_in_codes_and_in_words(group: str | None, written: list[str | None]) -> None:
    assert sorted_by(groups.ethnicity, *written) == [group] * len(written)


def test_a_need_is_recorded_where_something_is_said_that_is_no_no() -> None:
    written = ["yes", "support", "EHC plan", "no", "None", " not disabled ", "", "not known", None]
    assert sorted_by(groups.need, *written) == ["yes", "yes", "yes", "no", "no", "no", None, None, None]


def test_places_and_relationships() -> None:
    assert sorted_by(groups.place_type, "Private dwelling", "park", "igloo", "") == [
        *("dwelling", "open_space", "other", "U")
    ]
    assert sorted_by(groups.relationship, "met online", "Partner", "his uncle", None) == [
        *("met_online", "partner", "other", "U")
    ]


def test_every_group_is_a_category_and_every_category_can_be_reached() -> None:
    said = {
        "offence_type": OF_CLASS,
        "outcome_group": OF_OUTCOME,
        "place_type": OF_PLACE,
        "relationship": OF_RELATIONSHIP,
    }
    for dimension, words in said.items():
        assert {*words.values(), "other", "U"} == DIMENSIONS[dimension].categories.keys()
    assert {*groups.OF_ETHNICITY.values(), "U"} == DIMENSIONS["ethnicity"].categories.keys()


def test_nothing_written_has_no_group() -> None:
    for sorter in (groups.offence_type, groups.outcome_group, groups.place_type, groups.relationship):
        assert sorter(pd.Series([], dtype="str")).tolist() == []
    assert groups.ethnicity(pd.Series([None], dtype="str")).isna().all()
