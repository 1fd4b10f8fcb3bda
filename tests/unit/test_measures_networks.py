"""Who is linked with whom among the people named as suspects, by hand."""

from __future__ import annotations

import pytest
from made import cells, crime, dataset, part, value

from profile_lib.dataset import Dataset
from profile_lib.measures import networks


@pytest.fixture(scope="module")
def data() -> Dataset:
    """a-b by an offence; c-d by a victim of two offences; d-e by a record, e-f by one; g alone."""
    return dataset(
        offences=[crime(f"c{n}") for n in range(1, 7)] + [crime("other", flag="no")],
        offence_people=[
            part("c1", "suspect", "a"),
            part("c1", "charged", "a"),  # with himself is with nobody
            part("c1", "convicted", "b"),
            part("c1", "victim", "u"),  # of one offence, which links them already
            part("c2", "suspect", "c"),
            part("c2", "victim", "v"),
            part("c3", "suspect", "d"),
            part("c3", "victim", "v"),
            part("c4", "suspect", "e"),
            part("c5", "suspect", "f"),
            part("c6", "suspect", "g"),
            part("c6", "victim", "w"),
            part("other", "suspect", "g"),  # no CSE offence, so no link
            part("other", "suspect", "h"),
        ],
        person_index=[],
        links=[
            {"person_ref_a": one, "person_ref_b": two, "kind": "associate", "recorded_on": "2014-02-03"}
            for one, two in [("d", "e"), ("e", "f"), ("e", "d"), ("g", "nobody"), ("g", "w"), ("x", "y")]
        ],
    )


def test_linked_by_an_offence_or_by_a_victim(data: Dataset) -> None:
    assert value(networks.linked_offenders(data)) == 4
    by = cells(networks.linked_offenders(data, "linked_by"))
    assert by == {"": 4, "shared_offence": 2, "shared_victim": 2}


def test_a_recorded_link_is_one_between_two_people_named_as_suspects(data: Dataset) -> None:
    """g is linked to a victim and to somebody unknown: neither is named as a suspect."""
    assert value(networks.offenders_with_recorded_link(data)) == 3


def test_groups_are_joined_by_any_of_the_three(data: Dataset) -> None:
    assert value(networks.networks(data)) == 2  # a, b and c, d, e, f


def test_one_person_can_be_linked_in_both_ways() -> None:
    data = dataset(
        offences=[crime("c1"), crime("c2")],
        offence_people=[
            part("c1", "suspect", "a"),
            part("c1", "suspect", "b"),
            part("c1", "victim", "v"),
            part("c2", "suspect", "b"),
            part("c2", "victim", "v"),
        ],
    )
    by = cells(networks.linked_offenders(data, "linked_by"))
    assert by == {"": 2, "shared_offence": 2, "shared_victim": 2}  # a and b of c2 share v
    assert value(networks.networks(data)) == "the extracts of links and person index did not come"


def test_nobody_is_linked() -> None:
    data = dataset(
        offences=[crime("c1")], offence_people=[part("c1", "suspect", "a")], links=[], person_index=[]
    )
    assert value(networks.linked_offenders(data)) == 0
    assert cells(networks.linked_offenders(data, "linked_by")) == {}
    assert value(networks.offenders_with_recorded_link(data)) == 0
    assert value(networks.networks(data)) == 0
