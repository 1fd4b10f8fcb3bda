"""Looked-after children who went missing, as the police and the return have it, and what partners read."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from made import WHO, Row, edition

from profile_lib.dataset import Dataset, missing
from profile_lib.dataset.reconciling import missing_from_care
from profile_lib.dataset.sources import Sources
from profile_lib.edition.model import Extracts
from profile_lib.intake import SCHEMAS, read_extracts
from profile_lib.pages import reconciled


def episode(child: str, day: str, home: str = "", marker: str = "yes") -> Row:
    told = {"missing_from": f"{day} 10:00", "returned_at": f"{day} 12:00", "category": "missing"}
    who = {"person_ref": child, "home_authority": home, "police_care_marker": marker, **WHO}
    return {"episode_ref": f"{child} {day}", **told, **who}


EPISODES = [
    episode("a", "2015-04-10", "Wiltshire"),
    episode("a", "2015-05-10", " wiltshire "),
    episode("a", "2015-05-20", "Swindon"),  # most rows say Wiltshire
    episode("b", "2015-04-20", "Swindon"),
    episode("b", "2015-06-20", "Swindon"),  # after the return's last month
    episode("c", "2015-04-21"),
    episode("d", "2015-02-03", "Wiltshire"),  # before its first
    episode("e", "2015-04-22", "Wiltshire", marker="no"),
]
CARE = "CHILD,DECOM,RNE,LS,PLACE,DEC,HOME_POST\n" + "".join(
    f"{child},01/01/2015,S,C2,U4,,\n" for child in "adef"
)
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN\n" + "".join(f"{child},2,01/02/2000,WBRI,\n" for child in "adef")
RETURN = (
    "CHILD,DOB,MISSING,MIS_START,MIS_END\n"
    "a,01/02/2000,M,10/04/2015,11/04/2015\n"
    "a,01/02/2000,A,12/05/2015,12/05/2015\n"
    "f,01/02/2000,M,02/04/2015,03/04/2015\n"
    "f,01/02/2000,M,02/04/2014,03/04/2014\n"
)
NAMED = [{"source": "looked_after", "ref": child, **WHO} for child in "adef"]


def sources(folder: Path, *, named: bool, returned: bool = True) -> Sources:
    """A return and the police's episodes; each reference is the child of that name in every extract."""
    for name, rows in {"missing_episodes": EPISODES, "person_index": NAMED if named else []}.items():
        write(folder / f"{name}.csv", [column.name for column in SCHEMAS[name].columns], rows)
    for name, text in {"episodes": CARE, "header": HEADER, "missing": RETURN if returned else ""}.items():
        if text:
            (folder / f"{name}.csv").write_text(text)
    layouts = Extracts(folder=".", layouts={"looked_after": "ssda903"})
    of = edition().model_copy(update={"extracts": layouts})
    children = pd.Series(list("abcdef"), index=list("abcdef"), dtype="str")
    return Sources(of, read_extracts(folder, of), dict.fromkeys(SCHEMAS, children))


def write(file: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    with file.open("w", newline="", encoding="utf-8") as opened:
        lines = csv.DictWriter(opened, columns)
        lines.writeheader()
        lines.writerows(rows)


def counted(made: Sources) -> pd.DataFrame:
    episodes = missing.episodes(made, missing.merged_episodes(made))
    return missing_from_care(made, episodes, str(missing.care(made)["basis"].iloc[0]))


def cells(frame: pd.DataFrame) -> dict[tuple[str, str], tuple[Any, Any]]:
    told = frame[["source", "whose", "children", "events"]].astype(object)
    told = told.where(frame[["source", "whose", "children", "events"]].notna(), None)
    return {(source, whose): (n, m) for source, whose, n, m in told.itertuples(index=False, name=None)}


MARKED = {
    ("police_marker", "own"): (1, 3),
    ("police_marker", "other"): (1, 1),
    ("police_marker", "U"): (1, 1),
    ("police_marker", "all"): (3, 5),
}


def test_without_names_the_marker_stands_beside_the_return(tmp_path: Path) -> None:
    frame = counted(sources(tmp_path, named=False))
    assert cells(frame) == MARKED | {("return", "own"): (2, 3)}
    assert {*frame["first"]} | {*frame["last"]} == {"2015-04", "2015-05"}


def test_with_names_it_is_told_which_children_both_know(tmp_path: Path) -> None:
    """a and e were in care when the police had them missing, the return has a and f."""
    found = cells(counted(sources(tmp_path, named=True)))
    assert found == MARKED | {
        ("looked_after", "own"): (2, 4),
        ("return", "own"): (2, 3),
        ("both", "own"): (1, None),
        ("police_alone", "own"): (1, None),
        ("return_alone", "own"): (1, None),
    }


def test_a_return_of_another_year_has_no_month_in_common(tmp_path: Path) -> None:
    made = sources(tmp_path, named=False)
    other_year = RETURN.replace("/2015", "/2013")
    (tmp_path / "missing.csv").write_text(other_year)
    frame = counted(replace(made, read=read_extracts(tmp_path, made.edition)))
    assert {*frame["first"]} == {*frame["last"]} == {""}
    assert frame["children"].sum() == 0


def test_without_a_return_the_whole_window_counts(tmp_path: Path) -> None:
    frame = counted(sources(tmp_path, named=False, returned=False))
    assert ({*frame["first"]}, {*frame["last"]}) == ({"2015-01"}, {"2015-11"})
    assert cells(frame) == {
        ("police_marker", "own"): (2, 4),
        ("police_marker", "other"): (1, 2),
        ("police_marker", "U"): (1, 1),
        ("police_marker", "all"): (4, 7),
    }


def page(frame: pd.DataFrame, **frames: pd.DataFrame) -> Dataset:
    of = edition()
    intake = pd.DataFrame({"extract": ["missing_episodes", "looked_after", "offences"]}, dtype="str")
    return Dataset(of, of.windows, {"from_care": frame, "intake": intake, **frames})


def table(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr.*?</tr>", html, re.S)
    return [re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) for row in rows][1:]


def from_care(*rows: tuple[str, str, int, int | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["source", "whose", "children", "events"])
    return frame.astype({"children": "Int64", "events": "Int64"}).assign(first="2015-04", last="2015-05")


def test_one_child_of_unknown_authority_stands_with_other_authorities() -> None:
    frame = from_care(
        *(("police_marker", "own", 42, 156), ("police_marker", "other", 35, 141)),
        *(("police_marker", "U", 2, 2), ("police_marker", "all", 79, 299), ("return", "own", 45, 48)),
    )
    assert table(reconciled.missing_from_care(page(frame)).html) == [
        ["Police: marked in care", "Wiltshire&#39;s own", "42", "156"],
        ["Police: marked in care", "Other authorities&#39;, or not recorded", "37", "143"],
        ["Police: marked in care", "All", "79", "299"],
        ["Looked-after return: missing or away", "Wiltshire&#39;s own", "45", "48"],
    ]


def test_no_cell_of_one_or_two_children_and_none_that_gives_it_away() -> None:
    """Own children 2: other authorities' would give them away, being 79 less 4 and 2."""
    frame = from_care(
        *(("police_marker", "own", 2, 9), ("police_marker", "other", 73, 286)),
        *(("police_marker", "U", 4, 4), ("police_marker", "all", 79, 299), ("looked_after", "own", 40, 90)),
        *(("return", "own", 45, 48), ("both", "own", 39, None), ("police_alone", "own", 1, None)),
        ("return_alone", "own", 6, None),
    )
    rows = {(row[0], row[1]): row[2:] for row in table(reconciled.missing_from_care(page(frame)).html)}
    own, other, unknown = (
        rows["Police: marked in care", f"{whose}"]
        for whose in ("Wiltshire&#39;s own", "Other authorities&#39;", "Not recorded")
    )
    assert own == ["fewer than 3", "not given"]
    assert [other[0] == "not given", unknown[0] == "not given"].count(True) >= 1
    assert [other[1] == "not given", unknown[1] == "not given"].count(True) >= 1
    assert rows["Police: marked in care", "All"] == ["79", "299"]
    alone = rows["The police alone", "Wiltshire&#39;s own"]
    both = rows["Both the police, during an own record, and the return", "Wiltshire&#39;s own"]
    other_alone = rows["The return alone", "Wiltshire&#39;s own"]
    assert (alone, both, other_alone) == (["fewer than 3", "–"], ["not given", "–"], ["not given", "–"])


def test_flags_against_reviews_by_hand_and_small_cells_hidden() -> None:
    counts = {("yes", "yes"): 34, ("yes", "no"): 7, ("yes", "U"): 21, ("no", "yes"): 5, ("no", "no"): 9,
              ("no", "U"): 34, ("U", "yes"): 3, ("U", "no"): 0, ("U", "U"): 2}  # fmt: skip
    assert _flags(counts) == [
        ["Marked as CSE", "34", "7", "21", "62"],
        ["Not marked as CSE", "8", "9", "36", "53"],
        ["Total", "42", "16", "57", "115"],
    ]
    few = _flags(counts | {("yes", "no"): 1})
    assert few[0][2] == "fewer than 3"
    assert few[1][2] == "not given"
    assert [row[-1] for row in few] == ["56", "53", "109"]
    assert "not given" in few[0][1:4]


def _flags(counts: dict[tuple[str, str], int]) -> list[list[str]]:
    rows = [(*cell, number) for cell, number in counts.items()]
    flags = pd.DataFrame(rows, columns=["recorded", "reviewed", "offences"])
    return table(reconciled.flags(page(from_care(), flags=flags)).html)


@pytest.mark.parametrize(
    ("can_be", "basis", "words"),
    [
        (800, "records", "1,000 looked-after rows 800 can be linked"),
        (799, "marker", "not available from linkage, for want of names, and come from the police marker."),
        (0, "nothing", "not available from linkage, for want of names."),
    ],
)
def test_it_is_told_whether_care_is_known_from_linkage(can_be: int, basis: str, words: str) -> None:
    care = pd.DataFrame({"rows": [1000], "linkable": [can_be], "basis": [basis]})
    told = reconciled.care_known(page(from_care(), care=care)).text
    assert words in told
    assert ("fewer than 80%" in told) == (basis != "records")


def test_police_and_return_without_a_month_in_common_are_not_put_side_by_side() -> None:
    frame = from_care(("police_marker", "all", 0, 0)).assign(first="", last="")
    assert "no month in common" in reconciled.missing_from_care(page(frame)).text
