"""Where offences were committed: clusters and places by hand, and the table beside the limits."""

from __future__ import annotations

import pytest
from made import cells, crime, dataset, edition, entry, part, value

from profile_lib.dataset import Dataset
from profile_lib.measures import harm
from profile_lib.measures.standings import HARM, standings
from profile_lib.pages import places

AREAS = edition().community_areas


def in_places(**victims: int) -> Dataset:
    """An offence in each area against a child of its own, and in some so many more against as many."""
    numbers = dict.fromkeys(AREAS, 1) | {name: 1 + more for name, more in victims.items()}
    refs = [(f"{area} {n}", area) for area, number in numbers.items() for n in range(number)]
    return dataset(
        offences=[crime(ref, community_area=area) for ref, area in refs],
        offence_people=[part(ref, "victim", f"child {ref}") for ref, _ in refs],
    )


def test_offences_that_name_one_person_or_are_of_one_incident_are_one_cluster() -> None:
    data = dataset(
        offences=[
            crime("a", incident_ref="I1"),
            crime("b", community_area="Calne"),  # the victim of a
            crime("c"),  # the suspect of b
            crime("d", incident_ref="I1"),  # the incident of a
            crime("e", community_area=""),  # nobody is named
            crime("f", community_area="Calne"),  # nobody of another
        ],
        offence_people=[
            *(part(ref, "victim", "vic") for ref in "ab"),
            *(part(ref, "suspect", "sam") for ref in "bc"),
            part("f", "victim", "wyn"),
        ],
    )
    told = cells(harm.offence_clusters(data, "offence_area"))
    assert told == {"": 3, "Trowbridge": 1, "Calne": 2, "U": 1}


def test_a_place_with_many_victims_stands_out_and_its_rows_are_beside_the_limits() -> None:
    """All others have one: a root of 1 that is half a unit wide, so that up to (1 + 3.09 / 2)^2 = 6.5 are
    within the limits."""
    data = in_places(Westbury=6)
    assert value(harm.offence_hotspots(data)) == ["Westbury"]
    assert entry(harm.offence_hotspots(data))["people"] == 7
    found = standings(data, HARM).set_index("area")
    assert found.loc["Westbury", ["matters", "subjects", "is_hot"]].tolist() == [7, 7, True]
    assert found.loc["Westbury", "high"] == pytest.approx((1 + 3.0902 / 2) ** 2, rel=1e-4)
    assert value(harm.offence_hotspots(in_places(Westbury=5))) == []


@pytest.mark.parametrize(("victims", "hot"), [(4, []), (5, ["Calne"])])
def test_five_distinct_victims(victims: int, hot: list[str]) -> None:
    """Twenty offences of nobody named, which are twenty clusters, and some with a victim."""
    refs = [f"c{n}" for n in range(20)]
    data = dataset(
        offences=[*(crime(ref, community_area="Calne") for ref in refs), crime("elsewhere")],
        offence_people=[part(ref, "victim", f"child {ref}") for ref in refs[:victims]],
    )
    assert value(harm.offence_hotspots(data)) == hot


def test_what_happens_to_one_child_again_and_again_makes_no_place_hot() -> None:
    refs = [f"c{n}" for n in range(60)]
    data = dataset(
        offences=[crime(ref, community_area="Calne") for ref in refs],
        offence_people=[part(ref, "victim", "one and the same") for ref in refs],
    )
    assert value(harm.offence_hotspots(data)) == []
    assert value(harm.offence_clusters(data)) == 1


def test_the_table_has_every_area_and_says_what_is_in_none() -> None:
    data = dataset(
        offences=[crime("a"), crime("b", community_area="Narnia"), crime("c", community_area="")],
        offence_people=[part("a", "victim", "vic")],
    )
    shown = places.of_harm(data)
    assert shown.html.count("<tr>") == len(AREAS) + 1
    for words in ("<caption>", "CSE offences", "99.8% limits", "Five victims or more", "0.0 to 2.4"):
        assert words in shown.html
    assert "no community area: 1. With no place recorded: 1." in shown.html
    row = shown.html.partition("Trowbridge")[2].partition("</tr>")[0]
    assert row.count(">1<") == 2  # one offence, one cluster; of one victim no number


def test_without_offences_or_the_people_in_them_no_place_is_told() -> None:
    for data in (dataset(offences=[crime("a")]), dataset(offence_people=[part("a", "victim", "vic")])):
        assert "did not come" in places.of_harm(data).text
