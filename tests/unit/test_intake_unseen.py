"""What copying and spreadsheets leave in cells: signs that nobody sees, errors, and references rewritten."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from test_intake_extracts import CONTEXT, SOUND, edition, write

from profile_lib.intake import read_extract, read_extracts
from profile_lib.intake.references import read_references
from profile_lib.intake.unseen import UNSEEN, as_seen
from profile_lib.linkage import LinkageSettings, link, people

EPISODE = SOUND["missing_episodes"]
CRIME = {
    "crime_ref": "0012", "recorded_on": "2015-03-04", "offence": "x", "community_area": "Calne",
    "cse_flag_recorded": "yes",
}  # fmt: skip
VICTIM = {
    "role": "victim", "person_ref": "P1", "surname": "Brown", "forename": "Kim",
    "date_of_birth": "2001-02-03", "sex": "F",
}  # fmt: skip


@pytest.mark.parametrize(
    "sign",
    [
        "\u200b",
        "\u200f",
        "\u202e",
        "\u2066",
        "\u2069",
        "\ufeff",
        "\xad",
        "\x07",
        "\x9f",
        "\u2060",
        "\U000e0041",
    ],
)
def test_a_sign_without_width_is_taken_out_and_named(sign: str) -> None:
    cells, lines = as_seen(pd.DataFrame({"ref": [f"{sign}E{sign}1{sign}", "E1", None]}, dtype="str"))
    assert cells["ref"].tolist()[:2] == ["E1", "E1"] and pd.isna(cells.loc[2, "ref"])
    assert lines[["row", "rule", "level", "column"]].to_numpy().tolist() == [
        [0, "unseen-signs", "notice", "ref"]
    ]
    assert sign not in lines.loc[0, "message"] and "E1" not in lines.loc[0, "message"]


def test_other_spaces_are_plain_ones_and_what_is_nothing_is_blank() -> None:
    cells, lines = as_seen(pd.DataFrame({"a": ["A\xa0B", "\u2003\u200b", "two\nlines\t"]}, dtype="str"))
    assert cells["a"].fillna("blank").tolist() == ["A B", "blank", "two\nlines\t"]
    assert (
        lines["message"].tolist()
        == ["signs that cannot be seen were taken out: found em space, no-break space, zero width space"] * 2
    )


def test_cells_in_which_everything_is_seen_stay_as_they_are() -> None:
    cells = pd.DataFrame({"a": ["Zoë O’Brien", "שרה", "x\r\ny"]}, dtype="str")
    same, lines = as_seen(cells)
    assert same is cells and lines.empty
    assert not any(pd.Series([chr(sign) for sign in range(32, 127)]).str.contains(UNSEEN))


def test_a_child_is_linked_and_a_row_that_comes_again_is_found_whatever_cannot_be_seen(
    tmp_path: Path,
) -> None:
    hidden = EPISODE | {"surname": "Bro\u200bwn", "person_ref": "P\u202e1", "sex": "F\ufeff"}
    write(tmp_path, "missing_episodes", [EPISODE, hidden])
    care = SOUND["looked_after"] | {
        "surname": "\u2066Brown\u2069",
        "forename": "Ki\xadm",
        "postcode": "SN1\xa01AB",
    }
    write(tmp_path, "looked_after", [care])
    read = read_extracts(tmp_path, edition())
    episodes = read["missing_episodes"]
    assert episodes.set_aside[["row", "rule"]].to_numpy().tolist() == [[3, "duplicate-row"]]
    assert episodes.notices.empty  # what is told of a row that is set aside is its rule
    assert read["looked_after"].notices["column"].tolist() == ["surname", "forename", "postcode"]
    persons = people({name: extract.rows for name, extract in read.items()})
    assert persons[["given_name", "surname"]].to_numpy().tolist() == [["KIM", "BROWN"]] * 2
    assert link(persons, LinkageSettings()).persons["person"].nunique() == 1


@pytest.mark.parametrize(
    ("cell", "is_one"),
    [("1.23E+11", False), ("1,23457E+11", False), ("1E+05", False), ("12E4", True), ("3E5", True),
     ("01-Feb", False), ("Dec-15", False), ("2015-02-01 00:00:00", False), ("MP/15/1", True), ("#N/A", False),
     ("########", False), ("#12", True), ("0012", True), ("123456789012345000", False)],
)  # fmt: skip
def test_what_a_spreadsheet_made_of_a_reference_is_none(cell: str, is_one: bool) -> None:
    (found,) = read_references(pd.Series([cell], dtype="str"))
    assert found == cell if is_one else pd.isna(found)


def test_a_long_number_that_ends_in_noughts_is_one_if_others_do_not() -> None:
    cells = pd.Series(["123456789012345000", "123456789012345678", "1234567890123450"], dtype="str")
    assert read_references(cells).notna().all()
    assert read_references(cells.drop(index=1)).isna().all()
    assert read_references(cells[2:]).notna().all()  # one nought may be chance


def test_two_rounded_references_are_not_one_child(tmp_path: Path) -> None:
    rows = [EPISODE | {"episode_ref": f"E{n}", "person_ref": "1.23E+11"} for n in range(2)]
    path = write(tmp_path, "missing_episodes", [EPISODE, *rows])
    read = read_extract("missing_episodes", path, CONTEXT)
    assert (read.used, read.fault) == (1, 2) and set(read.set_aside["rule"]) == {"person-ref-unreadable"}
    message = read.set_aside.loc[0, "message"]
    assert message.endswith("found a number that a spreadsheet has rounded") and "1.23" not in message


def test_an_error_in_a_column_of_text_is_not_recorded_and_is_told(tmp_path: Path) -> None:
    rows = [EPISODE | {"surname": "#REF!", "found_by": "#N/A"}]
    read = read_extract("missing_episodes", write(tmp_path, "missing_episodes", rows), CONTEXT)
    assert read.rows[["surname", "found_by"]].isna().all(axis=None)
    assert read.notices[["rule", "column"]].to_numpy().tolist() == [
        ["spreadsheet-error", "surname"],
        ["spreadsheet-error", "found_by"],
    ]
    # in a date it is no blank: the episode would be open
    path = write(tmp_path, "missing_episodes", [EPISODE | {"returned_at": "#N/A"}])
    assert read_extract("missing_episodes", path, CONTEXT).set_aside["rule"].tolist() == [
        "returned-at-unreadable"
    ]


def test_a_reference_that_lost_its_zeros_joins_nothing_and_that_is_told(tmp_path: Path) -> None:
    write(tmp_path, "offences", [CRIME, CRIME | {"crime_ref": "0034"}])
    write(tmp_path, "offence_people", [VICTIM | {"crime_ref": ref} for ref in ("0012", "12", "99")])
    index = {"source": "offence_people", "date_of_birth": "2001-02-03", "sex": "F"}
    write(tmp_path, "person_index", [index | {"ref": ref} for ref in ("P1", "P2")])
    of = edition()
    of.windows["cse"] = of.windows["missing"]
    read = read_extracts(tmp_path, of)
    lines = read["offence_people"].set_aside
    assert lines[["row", "rule"]].to_numpy().tolist() == [
        [3, "crime-ref-without-zeros"],
        [4, "crime-not-in-offences"],
    ]
    assert read["person_index"].notices.empty
    write(tmp_path, "offence_people", [VICTIM | {"crime_ref": "0012", "person_ref": "0077"}])
    write(tmp_path, "person_index", [index | {"ref": ref} for ref in ("77", "0077", "78")])
    told = read_extracts(tmp_path, of)["person_index"].notices
    assert told["rule"].tolist() == ["ref-zeros", "ref-without-zeros"]
    assert told["row"].tolist() == [2, 2]
