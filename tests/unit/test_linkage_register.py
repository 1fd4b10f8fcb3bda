from __future__ import annotations

import stat
from pathlib import Path

import pandas as pd
import pytest

from profile_lib.errors import InputError
from profile_lib.linkage import Links, assign_keys
from profile_lib.linkage.links import PAIR


def made(persons: pd.DataFrame, *decided: tuple[str, str, str]) -> Links:
    """Links of these persons, with what was decided on pairs of references of the extract ``a``."""
    pairs = [("a", one, "a", other, outcome) for one, other, outcome in decided]
    return Links(persons, pd.DataFrame(pairs, columns=[*PAIR, "outcome"]).astype("str"))


def keys(
    private: Path, *decided: tuple[str, str, str], edition: str = "2015", **person: int
) -> dict[str, str]:
    """The key of each reference, its person given by number."""
    persons = pd.DataFrame({"source": "a", "ref": list(person), "person": list(person.values())})
    return assign_keys(made(persons, *decided), private, edition).set_index("ref")["child_key"].to_dict()


def log(private: Path, *columns: str) -> list[tuple[str, ...]]:
    changes = pd.read_csv(private / "register_log.csv", dtype="str")
    return list(changes[["change", "ref", *columns]].itertuples(index=False, name=None))


def test_a_person_has_one_random_key_that_no_other_has(tmp_path: Path) -> None:
    given = keys(tmp_path, x=0, y=0, z=1)

    assert given["x"] == given["y"] != given["z"]
    assert all(len(key) == 32 and int(key, 16) >= 0 for key in given.values())
    assert keys(tmp_path / "another", x=0, y=0, z=1).keys() == given.keys()
    assert set(keys(tmp_path / "third", x=0).values()).isdisjoint(given.values())


def test_a_key_is_remembered_from_year_to_year(tmp_path: Path) -> None:
    first = keys(tmp_path, x=0, y=1)
    second = keys(tmp_path, y=0, z=1)

    assert second["y"] == first["y"]
    assert second["z"] not in first.values()
    assert keys(tmp_path, x=5, y=6, z=7) == first | second
    assert not (tmp_path / "register_log.csv").exists()


def test_linked_references_take_the_key_that_was_registered_first_and_the_merge_is_logged(
    tmp_path: Path,
) -> None:
    before = keys(tmp_path, x=0, y=1, z=1)

    assert set(keys(tmp_path, x=0, y=0).values()) == {before["x"]}
    # z was one child with y and was not seen this year: it follows
    assert keys(tmp_path, z=0)["z"] == before["x"]
    assert log(tmp_path) == [("merge", "y"), ("merge", "z")]


def test_a_reference_that_is_another_child_now_gets_a_new_key_and_the_split_is_logged(tmp_path: Path) -> None:
    before = keys(tmp_path, x=0, y=0)
    after = keys(tmp_path, x=0, y=1)

    assert after["x"] == before["x"]
    assert after["y"] != before["y"]
    assert log(tmp_path) == [("split", "y")]


def test_the_log_says_from_which_key_to_which_in_which_edition_and_why(tmp_path: Path) -> None:
    first = keys(tmp_path, edition="2014", w=0, x=1, y=1, z=2)
    keys(tmp_path, ("x", "w", "same"), w=0, x=0)
    keys(tmp_path, ("y", "x", "different"), edition="2016", w=0, x=0, y=1)
    last = keys(tmp_path, edition="2017", w=0, z=0, y=1)

    assert log(tmp_path, "edition", "key_before", "key_after", "why") == [
        ("merge", "x", "2015", first["x"], first["w"], "decided by an analyst"),
        ("merge", "y", "2015", first["x"], first["w"], "not in this edition: goes with its key"),
        ("split", "y", "2016", first["w"], last["y"], "decided by an analyst"),
        ("merge", "z", "2017", first["z"], first["w"], "linked by the model"),
    ]
    written = pd.read_csv(tmp_path / "register_log.csv")["changed_at"]
    assert abs(pd.Timestamp.now(tz="UTC") - pd.to_datetime(written)).max() < pd.Timedelta(minutes=5)


def test_a_log_of_before_it_said_when_and_why_is_gone_on_with(tmp_path: Path) -> None:
    keys(tmp_path, x=0, y=1)
    (tmp_path / "register_log.csv").write_text("change,source,ref,key_before,key_after\nsplit,a,w,0a,0b\n")
    keys(tmp_path, x=0, y=0)
    told = pd.read_csv(tmp_path / "register_log.csv", dtype="str", keep_default_na=False)
    assert told[["change", "ref", "key_before", "edition"]].to_numpy().tolist()[0] == ["split", "w", "0a", ""]
    assert told[["change", "ref", "edition"]].to_numpy().tolist()[1] == ["merge", "y", "2015"]


def test_a_key_that_nobody_holds_any_more_is_never_given_to_somebody_else(tmp_path: Path) -> None:
    before = keys(tmp_path, x=0, y=1)
    keys(tmp_path, x=0, y=0)
    after = keys(tmp_path, x=0, y=1, z=2)

    assert before["y"] not in after.values()
    assert len(set(after.values())) == 3


def test_two_editions_share_the_keys_of_the_children_in_both_whichever_comes_first(tmp_path: Path) -> None:
    forward = (keys(tmp_path / "f", edition="2014", x=0, y=1), keys(tmp_path / "f", y=0, z=1))
    backward = (keys(tmp_path / "b", y=0, z=1), keys(tmp_path / "b", edition="2014", x=0, y=1))

    for one, other in (forward, backward):
        assert one["y"] == other["y"]
        assert len({*one.values(), *other.values()}) == 3


def test_references_that_change_partners_still_have_a_key_of_their_own(tmp_path: Path) -> None:
    before = keys(tmp_path, w=0, x=0, y=1, z=1)
    after = keys(tmp_path, w=0, y=0, x=1, z=1)

    assert after["w"] == after["y"] == before["w"]
    assert after["x"] == after["z"] not in before.values()


def test_the_register_is_for_its_owner_alone_and_is_not_written_without_need(tmp_path: Path) -> None:
    private = tmp_path / "private"
    keys(private, x=0)
    register = private / "register.csv"
    written = register.stat()
    keys(private, x=3)

    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert stat.S_IMODE(written.st_mode) == 0o600
    assert register.stat().st_mtime_ns == written.st_mtime_ns
    assert {file.name for file in private.iterdir()} <= {"register.csv", "register.csv.lock", "registered"}


def test_the_order_of_the_persons_decides_no_more_than_the_order_of_the_lines(tmp_path: Path) -> None:
    persons = pd.DataFrame({"source": ["b", "a"], "ref": ["1", "2"], "person": [7, 3]}, index=[10, 20])

    keyed = assign_keys(made(persons), tmp_path, "2015")

    assert keyed[["source", "ref"]].equals(persons[["source", "ref"]])


def test_nobody_to_register_is_no_failure(tmp_path: Path) -> None:
    persons = pd.DataFrame({"source": [], "ref": [], "person": []}).astype({"source": "str", "ref": "str"})

    nobody = assign_keys(made(persons), tmp_path, "2015")
    assert nobody.columns.tolist() == ["source", "ref", "child_key"]
    assert nobody.empty


@pytest.mark.parametrize(
    "text",
    ["source,ref\na,x\n", "source,ref,child_key\na,x\n", "source,ref,child_key\na,x,k\na,x,l\n", "\x00\n"],
    ids=["a column less", "cut short", "a reference twice", "not a table"],
)
def test_a_damaged_register_is_refused_and_left_alone(tmp_path: Path, text: str) -> None:
    register = tmp_path / "register.csv"
    register.write_text(text)

    with pytest.raises(InputError):
        keys(tmp_path, x=0)

    assert register.read_text() == text
