"""The layouts that come with the product, on returns made here."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from test_intake_layouts import read

from profile_lib.errors import InputError
from profile_lib.intake import Extract
from profile_lib.intake.layout_files import built_in, layout_named
from profile_lib.intake.schemas import READ

EPISODES = """CHILD,DECOM,RNE,LS,PLACE,DEC,HOME_POST
10,07/05/2014,S,C2,U4,13/07/15,BA14 8JN
10,13/07/2015,P,C2,U1,,BA14 8JN
20,01/02/2015,S,V4,U4,03/02/15,SN1 1AA
30,01/02/2015,S,E1,K2,31/13/15,SN2 2BB
40,2015-03-01,S,E1,K2,,
,01/04/2015,S,E1,K2,,
"""
HEADER = """CHILD,SEX,DOB,ETHNIC,UPN
10,1,20/08/2001,WBRI,T050180798095
20,2,10/10/2009,APKN,
30,2,21/10/2002,WIRT,
30,1,21/10/2002,WIRT,
50,2,20/06/2000,NOBT,
,2,20/06/2000,NOBT,
60,2
"""
MISSING = """CHILD,DOB,MISSING,MIS_START,MIS_END
10,20/08/2001,M,16/04/2015,08/05/2015
10,20/08/2001,A,30/05/2015,
20,10/10/2009,M,16/04/2014,16/04/2014
70,06/04/1998,X,17/09/2015,08/10/2015
"""


def ssda903(folder: Path, **files: str) -> dict[str, Extract]:
    for name, content in {"episodes": EPISODES, "header": HEADER, "missing": MISSING, **files}.items():
        if content:
            (folder / f"{name}.csv").write_text(content)
    return read(folder, folder, looked_after="ssda903")


def told(extract: Extract) -> list[tuple[int, str]]:
    return list(extract.set_aside[["row", "rule"]].itertuples(index=False, name=None))


def test_every_built_in_layout_is_in_order() -> None:
    assert built_in() == ["canonical", "annex_a_list8", "ssda903", "ssda903_missing"]
    for name in built_in()[1:]:
        extract = "missing_from_care" if name == "ssda903_missing" else "looked_after"
        layout = layout_named(name, extract, Path())
        assert {*layout.headings} <= {column.name for column in READ[extract].columns}


def test_the_looked_after_return_is_joined_and_every_row_accounted_for(tmp_path: Path) -> None:
    extract = ssda903(tmp_path)["looked_after"]
    assert (extract.read, extract.used, extract.fault, extract.scope) == (6, 3, 2, 1)
    assert told(extract) == [(4, "short-break"), (5, "to-date-unreadable"), (7, "child-ref-blank")]
    rows = extract.rows.loc[[2, 3, 6]]
    assert rows["to_date"].tolist()[:1] == [pd.Timestamp("2015-07-13")]
    assert rows["sex"].tolist() == ["M", "M", "U"]
    assert rows["date_of_birth"].tolist()[:2] == [pd.Timestamp("2001-08-20")] * 2
    assert pd.isna(rows["date_of_birth"].iloc[2])  # child 40 is in no row of the header
    assert rows["upn"].tolist()[0] == "T050180798095"
    assert "surname" not in extract.columns


def test_the_rows_of_the_header_are_accounted_for_too(tmp_path: Path) -> None:
    extract = ssda903(tmp_path)["looked_after"]
    messages = extract.notices.set_index("rule")["message"]
    # read 7: children 10, 20, 30 used; 30 again, no CHILD and the short row at fault; 50 has no episode
    assert messages["joined-file"] == (
        "header.csv: 7 rows read = 3 used + 3 set aside for a fault + 1 out of scope "
        "(CHILD of no row of the extract)"
    )
    placed = extract.placed(extract.notices).dropna(subset="row")
    lines = set(placed[["file", "row", "rule"]].itertuples(index=False, name=None))
    assert {
        ("header.csv", 5, "joined-row-again"),
        ("header.csv", 7, "joined-row-without-key"),
        ("episodes.csv", 6, "not-joined"),
    } <= lines


def test_the_table_of_missing_periods_is_read_beside_it(tmp_path: Path) -> None:
    extract = ssda903(tmp_path)["missing_from_care"]
    assert (extract.read, extract.used, extract.fault, extract.scope) == (4, 2, 1, 1)
    assert told(extract) == [(4, "outside-period"), (5, "category-unknown")]
    assert extract.rows.loc[[2, 3], "category"].tolist() == ["missing", "away"]
    # 10 is in care from May 2014, with no last day
    assert extract.notices["rule"].tolist() == ["open"]


def test_a_period_missing_from_care_is_held_against_the_periods_of_care(tmp_path: Path) -> None:
    """10: from 7 May 2014 on; 20: 1 to 3 February 2015, short breaks, which are care but are not counted."""
    starts = {"10": ["06/05/2014", "07/05/2014"], "20": ["31/01/2015", "03/02/2015", "04/02/2015"]}
    rows = [f"{child},20/08/2001,M,{start},{start}" for child, days in starts.items() for start in days]
    table = "\n".join(["CHILD,DOB,MISSING,MIS_START,MIS_END", *rows, "99,20/08/2001,M,01/02/2015,"])
    lines = ssda903(tmp_path, missing=table)["missing_from_care"].notices
    assert lines.loc[lines["rule"] == "not-looked-after", "row"].tolist() == [4, 6, 7]


def test_a_return_may_lack_the_missing_table_but_not_the_header(tmp_path: Path) -> None:
    assert list(ssda903(tmp_path, missing="")) == ["looked_after"]
    (tmp_path / "header.csv").unlink()
    with pytest.raises(InputError, match=r"joined with is not there \(expected header\.\*") as error:
        read(tmp_path, tmp_path, looked_after="ssda903")
    assert "Ask the partner" in str(error.value)


def test_the_police_episodes_are_not_taken_for_the_return(tmp_path: Path) -> None:
    (tmp_path / "missing_episodes.csv").write_text(
        "episode_ref,person_ref,surname,forename,date_of_birth,sex,category,missing_from\n"
    )
    extracts = ssda903(tmp_path)
    assert list(extracts) == ["missing_episodes", "looked_after", "missing_from_care"]
    assert extracts["missing_episodes"].file == "missing_episodes.csv"


LIST_8 = [
    "Child Unique ID,Gender,Ethnicity,Date of Birth,Age,Date Started to be Looked After,Legal Status,"
    "Date Ceased to be Looked After,Placement Type",
    "ChildUniqueID,Gender,Ethnicity,DateOfBirth,Age,LoookedAfterStartDate,LegalStatus,CeasedLookedAfterDate,"
    "PlacementType",
]


@pytest.mark.parametrize("headings", LIST_8)
def test_list_8_of_annex_a_under_either_set_of_headings(tmp_path: Path, headings: str) -> None:
    rows = [
        "77,a) Male,a) WBRI,01/02/2003,12,05/06/2014,C2,,U4",
        "78,b) Female,a) WBRI,01/02/2003,12,05/06/2014,C2,31/12/2014,U4",
        "79,c) Not stated/recorded,u) UNKNOWN,01/02/2003,12,05/06/2014,,,",
        "80,d) Neither,a) WBRI,01/02/2003,12,05/06/2014,,,",
        "81,Male,a) WBRI,01/02/2003,12,05/06/2014,,,",
    ]
    (tmp_path / "Annex_A list 8.csv").write_text("\n".join([headings, *rows]))
    extract = read(tmp_path, tmp_path, looked_after="annex_a_list8")["looked_after"]
    assert extract.rows["sex"].tolist() == ["M", "F", "U", "X"]
    assert told(extract) == [(3, "outside-period"), (6, "sex-unknown")]
    assert extract.rows["from_date"].unique().tolist() == [pd.Timestamp("2014-06-05")]
    assert extract.rows["placement_type"].tolist()[:2] == ["foster", "foster"]
