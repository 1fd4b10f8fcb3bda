from __future__ import annotations

import stat
from pathlib import Path

import pandas as pd
import pytest

from profile_lib.errors import InputError
from profile_lib.linkage import assign_keys


def keys(private: Path, **person: int) -> dict[str, str]:
    """The key of each reference, its person given by number."""
    persons = pd.DataFrame({"source": "a", "ref": list(person), "person": list(person.values())})
    return assign_keys(persons, private).set_index("ref")["child_key"].to_dict()


def log(private: Path) -> list[tuple[str, str]]:
    changes = pd.read_csv(private / "register_log.csv")
    return list(zip(changes["change"], changes["ref"], strict=True))


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
    assert {file.name for file in private.iterdir()} <= {"register.csv", "register.csv.lock"}


def test_the_order_of_the_persons_decides_no_more_than_the_order_of_the_lines(tmp_path: Path) -> None:
    persons = pd.DataFrame({"source": ["b", "a"], "ref": ["1", "2"], "person": [7, 3]}, index=[10, 20])

    keyed = assign_keys(persons, tmp_path)

    assert keyed[["source", "ref"]].equals(persons[["source", "ref"]])


def test_nobody_to_register_is_no_failure(tmp_path: Path) -> None:
    persons = pd.DataFrame({"source": [], "ref": [], "person": []}).astype({"source": "str", "ref": "str"})

    assert assign_keys(persons, tmp_path).columns.tolist() == ["source", "ref", "child_key"]
    assert assign_keys(persons, tmp_path).empty


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
