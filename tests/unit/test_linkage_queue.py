"""The review queue: who is asked about, in which order, and what becomes of an answer."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from profile_lib.errors import InputError
from profile_lib.linkage import LinkageSettings, link, read_decisions, write_decisions
from profile_lib.linkage.decisions import COLUMNS as DECISION
from profile_lib.linkage.people import COLUMNS
from profile_lib.linkage.queue import ReviewQueue
from profile_lib.linkage.side_by_side import compared, moment, simple_table, who_says

NOW = datetime(2016, 4, 3, 10, 15)  # noqa: DTZ001  as the clock on the analyst's wall has it
AMY = {
    "given_name": "AMY",
    "surname": "SMITH",
    "date_of_birth": "2001-02-13",
    "sex": "F",
    "postcode": "ZW12AB",
}
RECORDS = {
    "a1": {},
    "b1": {"given_name": "AMI"},
    "c1": {"given_name": None, "sex": None},
    "a2": {
        "given_name": "LEE",
        "surname": "O<B>",
        "sex": "M",
        "date_of_birth": "1999-07-08",
        "postcode": None,
    },
    "b2": {
        "given_name": "LEO",
        "surname": "O<B>",
        "sex": "M",
        "date_of_birth": "1999-07-18",
        "postcode": None,
    },
}


def queue(folder: Path, **records: dict[str, str | None]) -> ReviewQueue:
    """The queue of these records, or of RECORDS, with what the files in the folder decide."""
    given = [{"source": ref[0], "ref": ref} | AMY | own for ref, own in (records or RECORDS).items()]
    people = pd.DataFrame(given, columns=COLUMNS).astype("str")
    own, before = folder / "own.csv", folder / "sample.csv"
    known = next((file for file in (own, before) if file.is_file()), None)
    links = link(people, LinkageSettings(), read_decisions(known) if known else None)
    return ReviewQueue(links, people, own, before)


def pairs(queue: ReviewQueue) -> list[tuple[str, str]]:
    return list(queue.pairs[["ref_l", "ref_r"]].itertuples(index=False, name=None))


def test_those_that_wait_come_first_the_likeliest_of_them_at_the_top(tmp_path: Path) -> None:
    asked = queue(tmp_path)

    assert pairs(asked) == [("a1", "b1"), ("a1", "c1"), ("b1", "c1"), ("a2", "b2")]
    assert asked.pairs["weight"].is_monotonic_decreasing
    assert (len(asked), asked.waiting, asked.place) == (4, 4, 0)
    asked.decide("different", "Ann", NOW)
    asked.decide("unsure", "Ann", NOW)
    again = queue(tmp_path)
    assert pairs(again)[0] not in (("a1", "b1"), ("a1", "c1"))
    assert again.answers.tolist() == ["", "", "unsure", "different"]
    assert again.waiting == 3  # of the unsure one nobody has decided


def test_an_answer_is_kept_with_who_and_when_and_the_next_linkage_uses_it(tmp_path: Path) -> None:
    asked = queue(tmp_path)
    asked.decide("same", "  Ann   Analyst ", NOW)

    assert asked.place == 1
    assert read_decisions(tmp_path / "own.csv").values.tolist() == [
        ["a", "a1", "b", "b1", "same", "Ann Analyst", "2016-04-03T10:15"]
    ]
    assert queue(tmp_path).links.persons["person"].tolist() == [0, 1, 0, 1 + 1, 3]


def test_going_back_changing_an_answer_and_taking_it_back_keep_the_past(tmp_path: Path) -> None:
    asked = queue(tmp_path)
    asked.decide("same", "Ann", NOW)
    asked.move(-1)
    asked.decide("different", "Bea", NOW)
    asked.move(-5)
    assert asked.place == 0
    assert asked.past()["decided_by"].tolist() == ["Ann", "Bea"]
    assert asked.answers.iloc[0] == "different"
    asked.withdraw("Cy", NOW)
    asked.withdraw("Cy", NOW)  # nothing is left to take back

    assert asked.answers.iloc[0] == ""
    assert asked.past()["decision"].tolist() == ["same", "different", "withdrawn"]
    assert queue(tmp_path).answers.tolist() == [""] * 4


def test_the_next_is_the_next_that_waits_and_after_the_last_the_first_again(tmp_path: Path) -> None:
    asked = queue(tmp_path)
    asked.move(2)
    asked.decide("unsure", "Ann", NOW)
    assert asked.place == 3
    asked.decide("unsure", "Ann", NOW)
    assert asked.place == 0
    asked.decide("unsure", "Ann", NOW)
    asked.decide("unsure", "Ann", NOW)
    assert (asked.place, asked.waiting) == (1, 4)
    asked.move(99)
    assert asked.place == 3


def test_what_came_with_the_sample_is_gone_on_from_and_left_alone(tmp_path: Path) -> None:
    line = ["b", "b2", "a", "a2", "different", "the sample", "2016-03-31"]
    write_decisions(tmp_path / "sample.csv", pd.DataFrame([line], columns=DECISION).astype("str"))
    before = (tmp_path / "sample.csv").read_bytes()
    asked = queue(tmp_path)
    assert asked.answers.tolist() == ["", "", "", "different"]
    asked.decide("same", "Ann", NOW)

    assert read_decisions(tmp_path / "own.csv")["decided_by"].tolist() == ["the sample", "Ann"]
    assert (tmp_path / "sample.csv").read_bytes() == before


def test_what_another_edition_decided_is_shown_and_decides_nothing(tmp_path: Path) -> None:
    asked = queue(tmp_path)
    lines = [["b", "b1", "a", "a1", word, "Zoë", "2015-03-31"] for word in ("same", "different")]
    asked.other_years = {"2014": pd.DataFrame(lines, columns=DECISION).astype("str")}
    assert asked.answers.tolist() == [""] * 4
    asked.decide("same", "Ann", NOW)
    asked.move(-1)

    assert asked.past()[["edition", "decision", "decided_by"]].values.tolist() == [
        ["2014", "different", "Zoë"],
        ["", "same", "Ann"],
    ]
    asked.move(1)
    assert asked.past().empty


def test_two_analysts_at_once_lose_no_answer(tmp_path: Path) -> None:
    one, other = queue(tmp_path), queue(tmp_path)
    one.decide("same", "Ann", NOW)
    other.move(3)
    other.decide("different", "Bea", NOW)

    assert read_decisions(tmp_path / "own.csv")["decided_by"].tolist() == ["Ann", "Bea"]
    assert len(other.history) == 2


def test_an_answer_that_contradicts_others_names_them_and_is_not_kept(tmp_path: Path) -> None:
    asked = queue(tmp_path)
    asked.decide("same", "Ann", NOW)
    asked.decide("same", "Bea", NOW)
    against = asked.against("different")

    assert [who_says(row) for _, row in against.iterrows()] == [
        "a a1 and b b1: the same child (Ann, 3 April 2016, 10:15).",
        "a a1 and c c1: the same child (Bea, 3 April 2016, 10:15).",
    ]
    assert asked.against("same").empty
    assert asked.against("unsure").empty
    with pytest.raises(InputError, match="contradict"):
        asked.decide("different", "Cy", NOW)
    assert asked.place == 2
    assert len(read_decisions(tmp_path / "own.csv")) == 2


def test_an_answer_that_makes_one_child_of_two_is_held_against_those_who_said_two(tmp_path: Path) -> None:
    asked = queue(tmp_path)
    asked.decide("different", "Ann", NOW)
    asked.decide("same", "Bea", NOW)

    told = [who_says(row) for _, row in asked.against("same").iterrows()]
    assert told[0] == "a a1 and b b1: two children (Ann, 3 April 2016, 10:15)."
    assert len(told) == 2


@pytest.mark.parametrize("name", ["", "   "])
def test_nobody_answers_without_a_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="Type your name"):
        queue(tmp_path).decide("same", name, NOW)
    assert not (tmp_path / "own.csv").exists()


def test_nobody_to_ask_about_is_no_failure(tmp_path: Path) -> None:
    nobody = queue(tmp_path, a1={})

    assert (len(nobody), nobody.waiting, nobody.place) == (0, 0, 0)
    nobody.move(1)
    assert nobody.place == 0


def test_the_two_records_stand_side_by_side_with_what_differs_marked(tmp_path: Path) -> None:
    asked = queue(tmp_path)
    html = compared(asked)

    assert "<td>AM<mark>Y</mark></td><td>AM<mark>I</mark></td><td>differs</td>" in html
    assert "<td>SMITH</td><td>SMITH</td><td>same</td>" in html
    assert "<td>ZW1 2AB</td>" in html and "<td>Female</td>" in html
    assert html.count("not recorded") == 4  # UPN and NHS number of both
    assert "Linked with" not in html
    asked.move(3)
    other = compared(asked)
    assert "<td><mark>8</mark> July 1999</td><td><mark>18</mark> July 1999</td>" in other
    assert "O&lt;B&gt;" in other and "O<B>" not in other


def test_who_is_linked_with_the_two_already_is_said(tmp_path: Path) -> None:
    asked = queue(tmp_path, a1={}, b1={}, c1={"given_name": None})

    assert pairs(asked) == [("a1", "c1")]
    assert '<th scope="row">Linked with</th><td>b b1</td>' in compared(asked)


def test_a_table_and_a_moment_as_they_are_read() -> None:
    html = simple_table(["A", "B"], [["1 < 2", "&"]], "What & why")

    assert "<caption>What &amp; why</caption>" in html
    assert '<th scope="row">1 &lt; 2</th><td>&amp;</td>' in html
    assert moment("2016-04-03") == "3 April 2016"
    assert moment("2016-04-03T09:05") == "3 April 2016, 09:05"
