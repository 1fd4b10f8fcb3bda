from __future__ import annotations

import pandas as pd
import pytest

from profile_lib.errors import InputError
from profile_lib.linkage import LinkageSettings, Links, link, no_decisions, range_of_links
from profile_lib.linkage.decisions import COLUMNS as DECISION
from profile_lib.linkage.model import LEVELS
from profile_lib.linkage.people import COLUMNS

SETTINGS = LinkageSettings()
AMY = {
    "given_name": "AMY",
    "surname": "SMITH",
    "date_of_birth": "2001-02-13",
    "sex": "F",
    "postcode": "ZW12AB",
}


def people(**changed: dict[str, str | None]) -> pd.DataFrame:
    """Records like AMY's but for what is given; a name is the reference, its first letter the extract."""
    records = [{"source": ref[0], "ref": ref} | AMY | own for ref, own in changed.items()]
    return pd.DataFrame(records, columns=COLUMNS).astype("str")


def decisions(*lines: tuple[str, str, str]) -> pd.DataFrame:
    full = [(one[0], one, two[0], two, word, "an analyst", "2016-03-31") for one, two, word in lines]
    return pd.DataFrame(full, columns=DECISION, index=pd.RangeIndex(2, 2 + len(full), name="row")).astype(
        "str"
    )


def persons(links: Links) -> set[frozenset[str]]:
    """The references that are one person, of persons with more than one."""
    together = links.persons.groupby("person")["ref"].agg(frozenset)
    return {refs for refs in together if len(refs) > 1}


def outcome(links: Links, one: str, two: str) -> tuple[str, str] | None:
    found = links.pairs[(links.pairs["ref_l"] == one) & (links.pairs["ref_r"] == two)]
    return None if found.empty else (found["outcome"].item(), found["reason"].item())


def test_the_same_child_in_three_extracts_is_one_person() -> None:
    links = link(people(a1={}, b1={"postcode": "ZW99ZZ"}, c1={"surname": "JONES"}), SETTINGS)

    assert persons(links) == {frozenset({"a1", "b1", "c1"})}
    assert links.persons["person"].tolist() == [0, 0, 0]
    assert links.open_pairs.empty


@pytest.mark.parametrize(
    ("twin", "reason"),
    [
        ({"given_name": None}, "a given name is missing"),
        ({"given_name": "EVE"}, "given names differ"),
        ({"given_name": "AMI"}, "given names are only alike"),
        ({"sex": "M"}, "sexes differ"),
        ({"date_of_birth": "1999-07-08"}, "dates of birth differ"),
        ({"date_of_birth": "2001-02-28"}, "dates of birth differ"),
        (
            {"date_of_birth": "2001-02-14", "postcode": "ZW12ZZ"},
            "fewer than two of surname, date of birth and postcode agree",
        ),
        (
            {"surname": "KOWALSKI", "postcode": "ZW99ZZ"},
            "fewer than two of surname, date of birth and postcode agree",
        ),
    ],
)
def test_a_pair_that_may_be_a_twin_or_a_namesake_waits_for_an_analyst(
    twin: dict[str, str | None], reason: str
) -> None:
    links = link(people(a1={}, b1=twin), SETTINGS)

    assert persons(links) == set()
    assert outcome(links, "a1", "b1") == ("open", reason)


def test_twins_with_names_alike_never_link_however_likely_the_model_finds_them() -> None:
    for one, other in [("JAYDEN", "JAYDON"), ("KAYLA", "KAYLEIGH"), ("ELLIE", "EVIE"), ("BETH", "ELLIE")]:
        links = link(people(a1={"given_name": one}, b1={"given_name": other}), SETTINGS)

        assert persons(links) == set()
        assert links.pairs["probability"].item() > 0.99


def test_nobody_is_asked_about_a_brother_or_sister_or_twins_in_one_extract() -> None:
    sister = people(a1={}, b1={"given_name": "EVE", "date_of_birth": "2004-11-30"})
    twins = people(a1={}, a2={"given_name": "EVE"})
    namesake = people(a1={}, b1={"given_name": "EVE", "postcode": "ZW99ZZ"})

    assert all(link(records, SETTINGS).pairs.empty for records in (sister, twins, namesake))


def test_a_short_form_links_and_a_middle_name_does_unless_a_twin_is_seen() -> None:
    assert persons(link(people(a1={"given_name": "ROBERT"}, b1={"given_name": "BOB"}), SETTINGS))
    assert persons(link(people(a1={}, b1={"given_name": "AMY JO"}), SETTINGS))

    with_twin = link(people(a1={}, b1={"given_name": "AMY JO"}, b2={"given_name": "EVE"}), SETTINGS)
    assert persons(with_twin) == set()
    assert outcome(with_twin, "a1", "b1") == ("open", "a possible twin is in the extracts")


def test_an_equal_number_links_where_the_name_is_missing_but_not_where_a_twin_shows() -> None:
    number = {"upn": "A123456789012"}
    unnamed = number | {"given_name": None, "surname": None, "postcode": None}

    assert persons(link(people(a1=number, b1=unnamed), SETTINGS)) == {frozenset({"a1", "b1"})}
    assert persons(link(people(a1=number, b1=number | {"given_name": "EVE"}), SETTINGS)) == set()
    assert persons(link(people(a1=number, b1={"upn": "B123456789012"}), SETTINGS)) == set()


def test_an_equal_number_links_before_the_model_is_asked() -> None:
    number = {"nhs_number": "4010232137"}
    # b2 agrees with a1 in everything but has no number: by the model alone a1 would have two candidates
    links = link(people(a1=number, b1=number | {"surname": "JONES"}, b2={"postcode": "ZW99ZZ"}), SETTINGS)

    assert persons(links) == {frozenset({"a1", "b1"})}
    assert outcome(links, "a1", "b1") == (
        "automatic",
        "the same UPN or NHS number, and nothing differs that tells children apart",
    )


def test_an_equal_number_links_however_rare_links_are_expected_to_be() -> None:
    rare = LinkageSettings(expected_overlap=1e-13)
    alone = {"upn": "A123456789012", "given_name": None, "surname": None, "sex": None, "postcode": None}

    assert persons(link(people(a1=alone, b1=alone), rare)) == {frozenset({"a1", "b1"})}
    assert persons(link(people(a1={}, b1={}), rare)) == set()


def test_one_number_on_two_children_is_no_link_but_a_question_however_unlikely() -> None:
    number = {"upn": "A123456789012"}
    other = {
        "given_name": "LEE", "surname": "KOWALSKI", "date_of_birth": "1999-07-08", "sex": "M",
        "postcode": "ZW33XY",
    }  # fmt: skip
    links = link(
        people(a1=number, b1=number | other, c1=number | {"sex": "M", "given_name": "EVE"}), SETTINGS
    )

    assert persons(links) == set()
    why = "one UPN or NHS number on what look like two children"
    assert outcome(links, "a1", "b1") == outcome(links, "a1", "c1") == ("open", why)
    assert links.pairs["probability"].min() < SETTINGS.review
    decided = link(people(a1=number, b1=number | other), SETTINGS, decisions(("a1", "b1", "different")))
    assert decided.open_pairs.empty


def test_a_pair_says_at_which_level_each_field_agrees() -> None:
    records = people(a1={}, b1={"given_name": None, "surname": "SMITHSON", "postcode": "ZW12AC", "sex": "M"})
    (pair,) = link(records, SETTINGS).pairs.to_dict("records")

    assert {field: pair[field] for field in LEVELS} == {
        "identifier": "missing", "given_name": "missing", "surname": "spelling", "date_of_birth": "same",
        "postcode": "one character", "sex": "different",
    }  # fmt: skip


def test_two_references_of_one_child_in_an_extract_are_one_person_and_link_as_one() -> None:
    links = link(people(a1={}, a2={"postcode": "ZW99ZZ"}, b1={}), SETTINGS)

    assert persons(links) == {frozenset({"a1", "a2", "b1"})}


def test_of_two_candidates_in_an_extract_none_links() -> None:
    # the two of b are two short forms, which is no evidence of one child; each is a candidate of a1
    candidates = people(
        a1={"given_name": "KATHERINE"},
        b1={"given_name": "KATE"},
        b2={"given_name": "KATH"},
    )

    links = link(candidates, SETTINGS)

    assert persons(links) == set()
    assert outcome(links, "a1", "b1") == ("open", "more than one candidate")
    assert outcome(links, "a1", "b2") == ("open", "more than one candidate")


def test_a_record_that_is_linked_is_not_asked_about_again() -> None:
    # the twin without a name could be a1 only if a1 were not b1
    links = link(people(a1={}, b1={}, b2={"given_name": None, "sex": None}), SETTINGS)

    assert persons(links) == {frozenset({"a1", "b1"})}
    assert outcome(links, "a1", "b2") is None
    assert outcome(links, "b1", "b2") == ("open", "a given name is missing")


def test_same_links_and_different_keeps_apart_whatever_the_model_says() -> None:
    records = people(a1={}, b1={}, c1={"given_name": "EVE", "surname": "JONES", "date_of_birth": None})

    links = link(records, SETTINGS, decisions(("a1", "b1", "different"), ("c1", "a1", "same")))

    assert persons(links) == {frozenset({"a1", "c1"})}
    assert outcome(links, "a1", "b1") == ("different", "decided")
    assert outcome(links, "a1", "c1") == ("same", "decided")
    assert links.pairs.set_index("outcome").loc["same", ["weight", "probability"]].isna().all()


def test_different_is_kept_through_a_third_record() -> None:
    links = link(people(a1={}, b1={}, c1={}), SETTINGS, decisions(("b1", "a1", "different")))

    assert persons(links) == set()
    assert outcome(links, "a1", "c1") == ("open", "contradicts a decision")
    assert outcome(links, "b1", "c1") == ("open", "contradicts a decision")


def test_unsure_is_not_linked_and_not_asked_again() -> None:
    links = link(people(a1={}, b1={}), SETTINGS, decisions(("a1", "b1", "unsure")))

    assert persons(links) == set()
    assert links.open_pairs["outcome"].tolist() == ["unsure"]


def test_a_decision_changes_its_own_link_and_nothing_else() -> None:
    other = {
        "given_name": "LEE",
        "surname": "KOWALSKI",
        "date_of_birth": "1999-07-08",
        "sex": "M",
        "postcode": "ZW33XY",
    }
    records = people(a1={}, b1={"given_name": None}, a2=other, b2=other, a3=other | {"given_name": None})

    before = link(records, SETTINGS)
    after = link(records, SETTINGS, decisions(("a1", "b1", "same")))

    assert persons(after) - persons(before) == {frozenset({"a1", "b1"})}
    assert persons(before) == {frozenset({"a2", "b2"})} == persons(before) & persons(after)


def test_decisions_about_records_of_another_year_are_passed_over() -> None:
    links = link(
        people(a1={}, b1={}), SETTINGS, decisions(("a1", "b99", "same"), ("a98", "b99", "different"))
    )

    assert persons(links) == {frozenset({"a1", "b1"})}


def test_decisions_that_contradict_one_another_are_refused_by_row_without_a_reference() -> None:
    contradicting = decisions(("a1", "b1", "same"), ("b1", "c1", "same"), ("c1", "a1", "different"))

    with pytest.raises(InputError) as refused:
        link(people(a1={}, b1={}, c1={}), SETTINGS, contradicting)

    assert [problem.row for problem in refused.value.problems] == [4]
    assert "a1" not in str(refused.value)


def test_decisions_survive_a_change_of_the_order_of_a_pair() -> None:
    records = people(a1={}, b1={"given_name": None})

    one = link(records, SETTINGS, decisions(("a1", "b1", "same")))
    other = link(records, SETTINGS, decisions(("b1", "a1", "same")))

    pd.testing.assert_frame_equal(one.pairs, other.pairs)


def test_the_range_runs_from_no_open_pair_linked_to_the_likely_ones_linked() -> None:
    # b1 may be a1 (the same postcode: more likely) or a2, which were decided to be two: it cannot be both
    records = people(
        a1={"given_name": None},
        a2={"given_name": None, "postcode": "ZW99ZZ"},
        b1={},
    )

    links = link(records, SETTINGS, decisions(("a1", "a2", "different")))
    lowest, highest = range_of_links(links)

    assert len(links.open_pairs) == 2
    assert lowest["person"].tolist() == [0, 1, 2]
    assert highest.set_index("ref")["person"].to_dict() == {"a1": 0, "a2": 1, "b1": 0}


def test_the_range_keeps_apart_what_was_decided_so() -> None:
    records = people(a1={}, b1={"given_name": None}, c1={"given_name": "EVE"})

    links = link(records, SETTINGS, decisions(("a1", "c1", "different")))
    _, highest = range_of_links(links)

    assert len(links.open_pairs) == 2
    assert highest["person"].nunique() == 2
    assert highest.set_index("ref")["person"]["a1"] != highest.set_index("ref")["person"]["c1"]


@pytest.mark.parametrize(
    "records",
    [
        people(),
        people(a1={}),
        people(
            a1={}, a2={"given_name": "LEE", "surname": "X", "date_of_birth": "1999-01-07", "postcode": None}
        ),
        people(a1=dict.fromkeys(AMY), b1=dict.fromkeys(AMY)),
        people(
            a1={"given_name": None, "surname": None}, b1={"given_name": None, "surname": None, "sex": None}
        ),
    ],
    ids=["nobody", "one record", "one extract", "nothing recorded", "no names"],
)
def test_nothing_to_link_is_no_failure(records: pd.DataFrame) -> None:
    links = link(records, SETTINGS, no_decisions())

    assert persons(links) == set()
    assert len(links.persons) == len(records)
    assert links.persons["person"].tolist() == list(range(len(records)))


def test_a_reference_that_comes_twice_is_refused() -> None:
    twice = pd.concat([people(a1={}), people(a1={})])

    with pytest.raises(ValueError, match="reference twice"):
        link(twice, SETTINGS)


def test_linking_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    link(people(a1={}, b1={}), SETTINGS)

    assert capfd.readouterr() == ("", "")
