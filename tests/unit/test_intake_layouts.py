"""Layouts in YAML: what a file means under one, and what is said of one that is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from profile_lib.errors import InputError, Problem
from profile_lib.figures import Period
from profile_lib.intake import Extract, read_extracts, supplied_cells
from profile_lib.intake.layout_files import built_in, layout_named

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "docs" / "examples"

SHORT = """extract: looked_after
files: [care_*.csv]
columns: {child_ref: Id, date_of_birth: Born, sex: Gender, from_date: [Start, Began]}
"""


def read(folder: Path, parameters: Path, **layouts: str) -> dict[str, Extract]:
    """The extracts of a folder for 2015, by layouts that stand beside the parameters."""
    return read_extracts(folder, edition(parameters, **layouts))


def edition(parameters: Path, **layouts: str) -> Any:
    """What reading needs of an edition."""
    return SimpleNamespace(
        extracts=SimpleNamespace(layouts=layouts),
        folder=parameters,
        windows={name: Period(date(2015, 1, 1), date(2015, 11, 30)) for name in ("missing", "cse", "school")},
        as_at=date(2016, 3, 31),
        rules={},
        themes={},
        community_areas=(),
    )


def care(folder: Path, layout: str, **files: str) -> Extract:
    """The looked-after periods of files in a folder, by a layout."""
    parameters = folder / "parameters"
    parameters.mkdir()
    (parameters / "ours.yaml").write_text(layout, encoding="utf-8")
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return read(folder, parameters, looked_after="ours.yaml")["looked_after"]


def problems(folder: Path, layout: str) -> tuple[Problem, ...]:
    (folder / "ours.yaml").write_text(layout, encoding="utf-8")
    with pytest.raises(InputError) as error:
        layout_named("ours.yaml", "looked_after", folder)
    return error.value.problems


def test_the_example_of_the_page_reads_its_files() -> None:
    extract = read(EXAMPLES, EXAMPLES, missing_episodes="missing_persons.yaml")["missing_episodes"]
    assert (extract.read, extract.used, extract.fault, extract.scope) == (5, 4, 1, 0)
    rows = extract.rows.set_index("episode_ref")
    ends = rows["returned_at"].dt.strftime("%d %b %H:%M").fillna("none").to_dict()
    assert ends == {
        "MP/15/1": "05 Jan 01:30",
        "MP/15/2": "none",
        "MP/15/4": "02 Feb 23:30",
        "MP/15/5": "none",
    }
    assert rows["missing_from_has_time"].to_dict() == {
        "MP/15/1": True, "MP/15/2": False, "MP/15/4": True, "MP/15/5": True
    }  # fmt: skip
    assert rows["category"].tolist() == ["missing", "absent", "missing", "missing"]
    assert rows["risk_level"].tolist() == ["medium", "no apparent risk", "high", "low"]
    assert rows["sex"].tolist() == ["F", "M", "F", "U"]
    assert set(rows["home_authority"]) == {"Wiltshire"}
    told = extract.placed(extract.set_aside)
    assert told[["file", "row", "rule", "column"]].to_numpy().tolist() == [
        ["MisPer_2015-01.csv", 4, "sex-unknown", "sex"]
    ]
    assert "found text of 6 characters" in told["message"].iloc[0]
    notices = extract.placed(extract.notices).dropna(subset="row")
    assert notices[["file", "row", "rule"]].to_numpy().tolist() == [
        ["MisPer_2015-01.csv", 3, "length-without-start-time"],
        ["MisPer_2015-01.csv", 3, "open"],
        ["MisPer_2015-01.csv", 3, "missing-from-without-time"],
        ["MisPer_2015-02.csv", 3, "open"],
    ]


def test_the_page_shows_the_example_as_it_is_and_names_every_key() -> None:
    page = (EXAMPLES.parent / "layouts.md").read_text(encoding="utf-8")
    for line in (EXAMPLES / "MisPer_2015-01.csv").read_text(encoding="utf-8").splitlines():
        assert f"    {line}\n" in page
    keys = {line.split(":")[0] for line in (EXAMPLES / "missing_persons.yaml").read_text().splitlines()}
    named = {key for key in keys if key and key[0].isalpha()}
    assert named == {"extract", "files", "dates", "columns", "codes", "constants", "durations"}
    for key in (*named, "absent", "sheet", "join", "also"):
        assert f"| `{key}` |" in page


def test_a_column_is_read_under_any_of_its_headings_and_no_other(tmp_path: Path) -> None:
    extract = care(
        tmp_path, SHORT, care_1="id,BORN,Gender,began,to_date\nC1,2001-02-03,F,01/05/2014,2014-05-02\n"
    )
    row = extract.rows.iloc[0]
    assert (row["child_ref"], row["from_date"]) == ("C1", pd.Timestamp("2014-05-01"))
    assert pd.isna(row["to_date"]) and "to_date" not in extract.columns
    assert extract.notices[["rule", "column"]].to_numpy().tolist() == [["unknown-column", "to_date"]]


def test_files_are_one_extract_whatever_the_order_of_their_columns(tmp_path: Path) -> None:
    extract = care(
        tmp_path,
        SHORT,
        care_1="Id,Born,Gender,Start\nC1,2001-02-03,F,2015-01-02\n,2001-02-03,F,2015-01-02\n",
        care_2="Start,Gender,Born,Id\n2015-01-02,F,2001-02-03,C1\n2015-01-03,M,2001-02-03,C2\nx,M,,C3\n",
    )
    assert (extract.read, extract.used, extract.fault) == (5, 2, 3)
    told = extract.placed(extract.set_aside)[["file", "row", "rule"]].to_numpy().tolist()
    assert told == [
        ["care_1.csv", 3, "child-ref-blank"],
        ["care_2.csv", 2, "duplicate-row"],
        ["care_2.csv", 4, "from-date-unreadable"],
    ]
    assert [file.read for file in extract.files] == [2, 3]
    sent_back = extract.told(extract.set_aside)
    assert sent_back["row"].tolist() == [3, 2, 4]
    assert sent_back["message"].iloc[1] == "care_2.csv: an earlier row is the same in every column"


def test_a_heading_that_one_of_the_files_lacks_is_told_with_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        care(
            tmp_path,
            SHORT,
            care_1="Id,Born,Gender,Start\nC1,2001-02-03,F,2015-01-02\n",
            care_2="Id,Born,Gender\nC1,2001-02-03,F\n",
        )
    (problem,) = error.value.problems
    assert (problem.file, problem.column) == ("care_2.csv", "Start or Began")
    assert problem.todo == "Add it, or correct its heading in ours.yaml"


def test_codes_mean_what_is_listed_and_nothing_else(tmp_path: Path) -> None:
    layout = SHORT.replace("sex: Gender", "sex: Gender, placed_in_area: Near, placement_type: Type")
    layout += (
        "codes:\n  sex: {1: M, 2: F, Not  recorded: ~}\n  placed_in_area: {Y: yes, N: no}\n"
        "  placement_type: {FC4: foster care}\n"
    )
    rows = ["1,Y,FC4", "2,n,K2", "NOT RECORDED,,fc4", "F,Y,FC4", "1,maybe,FC4"]
    content = "Id,Born,Start,Gender,Near,Type\n" + "\n".join(
        f"C{number},2001-02-03,2015-01-02,{row}" for number, row in enumerate(rows)
    )
    extract = care(tmp_path, layout, care_1=content)
    assert extract.rows["sex"].to_dict() == {2: "M", 3: "F", 4: "U", 6: "M"}
    assert extract.rows["placed_in_area"].fillna("blank").tolist() == ["yes", "no", "blank", "blank"]
    assert extract.rows["placement_type"].tolist() == ["foster", "children's home", "foster", "foster"]
    assert extract.set_aside[["row", "rule"]].to_numpy().tolist() == [[5, "sex-unknown"]]
    assert extract.notices.dropna(subset="row")["rule"].tolist() == ["placed-in-area-unknown"]


def test_dates_are_read_in_the_formats_of_the_layout_alone_and_in_iso(tmp_path: Path) -> None:
    layout = SHORT + 'dates: ["%d-%b-%y"]\n'
    starts = ["03-Feb-15", "2015-02-03", "03/02/2015", "3-feb-15"]
    content = "Id,Born,Gender,Start\n" + "".join(
        f"C{number},2001-02-03,F,{start}\n" for number, start in enumerate(starts)
    )
    extract = care(tmp_path, layout, care_1=content)
    assert extract.rows["from_date"].unique().tolist() == [pd.Timestamp("2015-02-03")]
    assert extract.set_aside[["row", "rule"]].to_numpy().tolist() == [[4, "from-date-unreadable"]]


def test_a_length_that_is_no_number_or_contradicts_the_end(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(
        "extract: missing_episodes\n"
        "columns: {episode_ref: E, person_ref: P, date_of_birth: B, sex: S, category: C, missing_from: F,"
        " returned_at: T}\n"
        "absent: [surname, forename]\n"
        "durations: {returned_at: {from: missing_from, minutes: Mins}}\n"
    )
    cases = {
        "E1": ("", "90"),  # computed: 22:30
        "E2": ("04/03/2015 22:00", "90"),  # stated, and contradicted
        "E3": ("04/03/2015 22:00", "60"),  # stated, and the same
        "E4": ("05/03/2015", "9999"),  # stated to the day: nothing to compare
        "E5": ("", "-5"),
        "E6": ("", "NaN"),
        "E7": ("", "99999999"),
        "E8": ("", ""),
    }
    (tmp_path / "missing_episodes.csv").write_text(
        "E,P,B,S,C,F,T,Mins\n"
        + "".join(
            f"{ref},P{ref},2001-02-03,F,missing,04/03/2015 21:00,{end},{length}\n"
            for ref, (end, length) in cases.items()
        )
    )
    extract = read(tmp_path, tmp_path, missing_episodes="ours.yaml")["missing_episodes"]
    ends = extract.rows.set_index("episode_ref")["returned_at"].dt.strftime("%d %H:%M").fillna("none")
    assert ends.to_dict() == {
        "E1": "04 22:30", "E2": "04 22:00", "E3": "04 22:00", "E4": "05 00:00", "E8": "none"
    }  # fmt: skip
    assert extract.set_aside[["row", "rule"]].to_numpy().tolist() == [
        [row, "returned-at-unreadable"] for row in (6, 7, 8)
    ]
    lines = extract.notices.dropna(subset="row")
    assert lines.loc[lines["rule"].str.startswith("length"), ["row", "rule"]].to_numpy().tolist() == [
        [3, "length-contradicts-end"]
    ]
    assert not {"surname", "forename"} & extract.columns


WRONG = [
    ("columns: {child_ref: Id}\n", None, "extract is missing", None),
    (SHORT + "colums: {}\n", 4, "unknown key 'colums'", "Did you mean 'columns'?"),
    (SHORT.replace("sex:", "gender:"), 3, "there is no column 'gender'", "Known here"),
    (SHORT.replace("sex: Gender", "sex: 5"), 3, "columns.sex", None),
    (SHORT.replace("sex: Gender, ", ""), 3, "the column sex must be there and is not", "absent"),
    (SHORT + "absent: [from_date]\n", 4, "from_date cannot be absent", "heading"),
    (SHORT + "absent: [sex]\n", 4, "sex is given above", "Remove"),
    (SHORT + "absent: [surnam]\n", 4, "there is no column 'surnam'", "Did you mean 'surname'?"),
    (SHORT + "codes:\n  sex:\n    Male: Man\n", 6, "'Man' is no code of sex", "One of: F, M, X, U"),
    (SHORT + "codes:\n  sex: {M: M, m: F}\n", 5, "the same but for capitals", "Remove"),
    (SHORT + "codes: {legal_status: {a: b}}\n", 4, "legal_status has codes and no heading", "heading"),
    (SHORT + "constants: {sex: F}\n", 4, "sex has a heading", "Remove"),
    (SHORT + 'dates: ["%d/%m/%Y", "%m/%d/%Y"]\n', 4, "read one text as two different dates", "Keep"),
    (SHORT + 'dates: ["%d/%m/%Y", "%d/%Y"]\n', 4, "one month", "%d/%m/%Y"),
    (SHORT + 'dates: ["%c"]\n', 4, "%c is no part of a date", "%d/%m/%Y"),
    (SHORT + "dates: []\n", 4, "dates is not as it should be", None),
    (SHORT + "durations: {to_date: {from: from_date, minutes: M}}\n", 4, "no time of day", "Remove"),
    (SHORT + "durations: {to_date: {of: from_date, minutes: M}}\n", 4, "unknown key", "Known here: from"),
    (SHORT.replace("care_*.csv", "../care.csv"), 2, "leads out of the folder", "Name files"),
    (SHORT.replace("care_*.csv", "/etc/passwd"), 2, "leads out of the folder", "Name files"),
    (SHORT.replace("care_*.csv", "x/**/care.csv"), 2, "no name of a file", "Name files"),
    (SHORT + "join: {files: [../x.csv], on: Id}\n", 4, "leads out of the folder", "Name files"),
    (SHORT + "also: {looked_before: canonical}\n", 4, "there is no extract 'looked_before'", "looked_after"),
    (SHORT.replace("looked_after", "looked_ater"), 1, "there is no such extract", "'looked_after'"),
    (SHORT.replace("looked_after", "placed_by_others"), 3, "the column", None),
    (SHORT + "sheet: !!python/name:os.system x\n", 4, "tags are not used", None),
    (SHORT + "sheet: &x y\nfiles: *x\n", 4, "anchors and aliases", None),
]


@pytest.mark.parametrize(("layout", "line", "message", "todo"), WRONG)
def test_an_error_in_a_layout_names_file_line_and_what_to_do(
    tmp_path: Path, layout: str, line: int | None, message: str, todo: str | None
) -> None:
    found = next(problem for problem in problems(tmp_path, layout) if message in problem.message)
    assert (found.file, found.line) == ("ours.yaml", line)
    assert todo is None or (found.todo is not None and todo in found.todo)


def test_every_problem_of_a_layout_is_told_at_once(tmp_path: Path) -> None:
    layout = SHORT.replace("sex:", "gender:") + "absent: [from_date]\nfiles_: 1\n"
    assert len(problems(tmp_path, layout)) == 1  # an unknown key: the rest cannot be judged
    assert len(problems(tmp_path, layout.replace("files_: 1\n", ""))) == 3


def test_a_layout_of_another_extract_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(SHORT)
    with pytest.raises(InputError, match=r"ours\.yaml, line 1: the layout is of another extract"):
        layout_named("ours.yaml", "placed_by_others", tmp_path)


@pytest.mark.parametrize("name", ["canonicl", "", "../../etc/passwd", "nothing.yaml", "."])
def test_a_layout_that_is_not_there_names_what_there_is(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as error:
        layout_named(name, "looked_after", tmp_path)
    (problem,) = error.value.problems
    assert problem.file == "parameters, extracts, layouts, looked_after"
    assert problem.expected is not None and ", ".join(built_in()) in problem.expected


def test_a_file_that_a_layout_passes_over_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"looked_after\.csv: the layout ours does not read this file"):
        care(tmp_path, SHORT, looked_after="Id,Born,Gender,Start\n")


def test_a_file_is_of_one_extract(tmp_path: Path) -> None:
    layout = SHORT.replace("care_*.csv", "'*.csv'")
    with pytest.raises(InputError, match="two extracts would read this file"):
        care(tmp_path, layout, placed_by_others="Id,Born,Gender,Start\n")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_text("Id,Born,Gender,Start\n")
    folder = tmp_path / "extracts"
    folder.mkdir()
    (folder / "care_1.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(InputError, match=r"care_1\.csv: a link that leads out of the folder"):
        care(folder, SHORT)


def test_a_check_sees_every_row_under_the_names_that_it_knows() -> None:
    found = supplied_cells(EXAMPLES, edition(EXAMPLES, missing_episodes="missing_persons.yaml"))
    cells = found["missing_episodes"]
    assert len(cells) == 5  # the row that is set aside included
    assert cells["surname"].tolist() == ["Brown", "Green", "Gray", "Brown", "White"]
    assert cells["date_of_birth"].tolist()[:2] == ["2001-02-03", "2000-11-12"]
    assert cells["sex"].tolist()[2] == "Female"
