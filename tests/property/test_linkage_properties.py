"""What holds of any records, decisions and history, however they come about."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profile_lib.linkage import LinkageSettings, Links, assign_keys, link, range_of_links
from profile_lib.linkage.decisions import COLUMNS as DECISION
from profile_lib.linkage.links import PAIR
from profile_lib.linkage.people import COLUMNS

# few values, so that records are alike in every way: twins, namesakes, duplicates, brothers and sisters
RECORD = st.fixed_dictionaries(
    {
        "source": st.sampled_from("abc"),
        "given_name": st.sampled_from(["ELIZABETH", "BETH", "LIBBY", "BETHAN", "SMITH", None]),
        "surname": st.sampled_from(["SMITH", "SMYTH", "BETH", None]),
        "date_of_birth": st.sampled_from(["2001-02-03", "2001-03-02", "1999-11-30", None]),
        "sex": st.sampled_from(["F", "M", None]),
        "postcode": st.sampled_from(["ZW12AB", "ZW99ZZ", None]),
        "upn": st.sampled_from([None, None, None, "A123456789012"]),
    }
)
RECORDS = st.lists(RECORD, min_size=2, max_size=9)
VERDICTS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8), st.sampled_from(["different", "unsure"])), max_size=4
)


def people(records: list[dict[str, str | None]]) -> pd.DataFrame:
    numbered = [record | {"ref": str(number)} for number, record in enumerate(records)]
    return pd.DataFrame(numbered, columns=COLUMNS).astype("str")


def decisions(verdicts: list[tuple[int, int, str]], people: pd.DataFrame) -> pd.DataFrame:
    source = people.set_index("ref")["source"]
    once = {frozenset((str(one), str(two))): word for one, two, word in verdicts if one != two}
    lines = [
        (source[one], one, source[two], two, word, "an analyst", "2016-03-31")
        for (one, two), word in ((sorted(pair), word) for pair, word in once.items())
        if one in source and two in source
    ]
    return pd.DataFrame(lines, columns=DECISION).astype("str")


def promises(
    records: list[dict[str, str | None]], verdicts: list[tuple[int, int, str]], random: Random
) -> None:
    records_ = people(records)
    decided = decisions(verdicts, records_)
    links = link(records_, LinkageSettings(), decided)
    person = links.persons.set_index("ref")["person"]
    record = records_.set_index("ref")

    shuffled = random.sample(range(len(records_)), len(records_))
    again = link(records_.iloc[shuffled], LinkageSettings(), decided)
    pd.testing.assert_frame_equal(links.persons, again.persons)
    pd.testing.assert_frame_equal(links.pairs, again.pairs)

    _, all_linked = range_of_links(links)
    possible = all_linked.set_index("ref")["person"]
    for line in decided[decided["decision"] == "different"].itertuples():
        assert person[line.ref_l] != person[line.ref_r]
        assert possible[line.ref_l] != possible[line.ref_r]

    automatic = links.pairs[links.pairs["outcome"] == "automatic"]
    assert (person[automatic["ref_l"]].array == person[automatic["ref_r"]].array).all()
    for pair in automatic.itertuples():
        one, two = record.loc[pair.ref_l], record.loc[pair.ref_r]
        same_number = one["upn"] == two["upn"]
        assert same_number or (pd.notna(one["given_name"]) and pd.notna(two["given_name"]))
        assert pd.isna(one["sex"]) or pd.isna(two["sex"]) or one["sex"] == two["sex"]

    # whoever shares a person beyond two of an extract was never linked unasked
    assert links.persons.groupby(["person", "source"]).size().max() <= 2
    # what is open joins two persons that are two now, and one when all is linked or ruled out by another link
    waiting = links.pairs[links.pairs["outcome"] == "open"]
    assert (person[waiting["ref_l"]].array != person[waiting["ref_r"]].array).all()
    assert possible.groupby(person).nunique().eq(1).all()


def alike(source: str, upn: str | None = None) -> dict[str, str | None]:
    """A record of one girl, as often as it is asked for."""
    known = {"given_name": "ELIZABETH", "surname": "SMITH", "date_of_birth": "2001-02-03", "sex": "F"}
    return {"source": source, **known, "postcode": "ZW12AB", "upn": upn}


NUMBER = "A123456789012"
MOVED = {"surname": "SMYTHE-JONES", "postcode": "ZW99ZZ"}


@pytest.mark.parametrize(
    ("records", "verdicts", "persons"),
    [
        # two references of one number are the two that a child may have: a third one is asked about
        ([alike("a", NUMBER), alike("a", NUMBER), alike("a")], [], 2),
        # the third is decided to be another child than the first, whom the number has joined to the second;
        # through the fourth, who is like both, it would be joined to them
        (
            [alike("a", NUMBER) | MOVED, alike("b", NUMBER), alike("c"), alike("d")],
            [(0, 2, "different")],
            3,
        ),
    ],
)
def test_what_the_number_linked_counts_when_names_are_looked_at(
    records: list[dict[str, str | None]], verdicts: list[tuple[int, int, str]], persons: int
) -> None:
    promises(records, verdicts, Random(1))
    found = people(records)
    assert link(found, LinkageSettings(), decisions(verdicts, found)).persons["person"].nunique() == persons


anything = given(RECORDS, VERDICTS, st.randoms(use_true_random=False))


@settings(max_examples=10)
@anything
def test_links_keep_their_promises(
    records: list[dict[str, str | None]], verdicts: list[tuple[int, int, str]], random: Random
) -> None:
    promises(records, verdicts, random)


@pytest.mark.full
@settings(max_examples=60)
@anything
def test_links_keep_their_promises_at_length(
    records: list[dict[str, str | None]], verdicts: list[tuple[int, int, str]], random: Random
) -> None:
    promises(records, verdicts, random)


@settings(max_examples=40)
@given(
    st.lists(
        st.dictionaries(st.sampled_from("tuvwxyz"), st.integers(0, 3), min_size=1), min_size=1, max_size=5
    )
)
def test_in_every_year_a_person_has_one_key_and_a_key_one_person(years: list[dict[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for year in years:
            persons = pd.DataFrame({"source": "a", "ref": list(year), "person": list(year.values())})
            links = Links(persons, pd.DataFrame(columns=[*PAIR, "outcome"]).astype("str"))
            keys = assign_keys(links, Path(folder), "2015")["child_key"]

            assert keys.notna().all()
            assert keys.groupby(persons["person"]).nunique().eq(1).all()
            assert persons["person"].groupby(keys).nunique().eq(1).all()
            # the same year again changes nothing
            assert assign_keys(links, Path(folder), "2015")["child_key"].equals(keys)
