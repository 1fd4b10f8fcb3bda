"""XLSX and ODS: what the cells say, which sheet is read, and what is refused."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from test_intake_extracts import CONTEXT, SOUND
from workbooks_made import ods, ods_row, packed, repacked, xlsx

from profile_lib.errors import InputError
from profile_lib.intake import Extract, read_extract
from profile_lib.intake.reading import read_sheet

HEAD = ["child_ref", "date_of_birth", "sex", "from_date", "to_date", "placed_in_area"]
ROW = ["C1", date(2001, 2, 3), "F", datetime.fromisoformat("2015-03-04"), "30/06/2015", "yes"]


def extract(path: Path) -> Extract:
    return read_extract("looked_after", path, CONTEXT)


def rules(read: Extract) -> list[str]:
    return read.notices["rule"].tolist()


def refused(path: Path) -> str:
    with pytest.raises(InputError) as error:
        extract(path)
    message = str(error.value)
    assert message.startswith(path.name)
    return message


def test_cells_are_text_as_they_would_be_typed(tmp_path: Path) -> None:
    row = [
        "007",
        12.0,
        1.5,
        True,
        date(2001, 2, 3),
        datetime.fromisoformat("2015-03-04T21:05"),
        12345678901234567,
        None,
    ]
    path = xlsx(tmp_path / "a.xlsx", {"Data": [list("abcdefgh"), row]})
    read = read_sheet(path)
    assert read.headings == tuple("abcdefgh")
    assert read.cells.loc[2].fillna("blank").tolist() == [
        "007", "12", "1.5", "TRUE", "2001-02-03", "2015-03-04 21:05:00", "1.234568E+16", "blank"
    ]  # fmt: skip


def test_a_workbook_is_read_as_the_same_csv_would_be(tmp_path: Path) -> None:
    read = extract(xlsx(tmp_path / "looked_after.xlsx", {"Sheet1": [HEAD, ROW]}))
    assert (read.read, read.used) == (1, 1) and read.notices.empty
    row = read.rows.loc[2]
    assert [f"{row[name]:%Y-%m-%d}" for name in ("date_of_birth", "from_date", "to_date")] == [
        "2001-02-03", "2015-03-04", "2015-06-30"
    ]  # fmt: skip


def test_an_ods_is_read_and_its_empty_rows_to_the_end_of_the_sheet_do_no_harm(tmp_path: Path) -> None:
    cells = ["C1", "2001-02-03", "F", "2015-03-04", "30/06/2015", "yes"]
    body = ods_row(HEAD) + ods_row(cells) + ods_row([""], ' table:number-rows-repeated="1048570"')
    read = extract(ods(tmp_path / "looked_after.ods", body))
    assert (read.read, read.used) == (1, 1) and read.notices.empty
    assert f"{read.rows.loc[2, 'from_date']:%Y-%m-%d}" == "2015-03-04"


def test_a_date_that_stands_as_a_number_is_read_as_excel_counts_and_said(tmp_path: Path) -> None:
    # Excel's day 42067 is 4 March 2015, 37000 is 19 April 2001; four digits may be a year
    rows = [HEAD, ["C1", 37000, "F", 42067.875, None, None], ["C2", 2001, "F", 42067, None, None]]
    read = extract(xlsx(tmp_path / "looked_after.xlsx", {"Data": rows}))
    assert f"{read.rows.loc[2, 'date_of_birth']:%Y-%m-%d}" == "2001-04-19"
    assert f"{read.rows.loc[2, 'from_date']:%Y-%m-%d %H}" == "2015-03-04 00"  # a day has no hours
    lines = read.notices[["row", "rule", "column"]].to_numpy().tolist()
    assert lines == [[2, "serial-date", "date_of_birth"], [2, "serial-date", "from_date"]]
    assert read.set_aside[["row", "rule"]].to_numpy().tolist() == [[3, "date-of-birth-unreadable"]]


def test_the_time_of_a_date_that_stands_as_a_number_is_kept(tmp_path: Path) -> None:
    sound = SOUND["missing_episodes"]
    rows = [list(sound), list((sound | {"missing_from": 42067.875, "returned_at": 42068}).values())]
    path = xlsx(tmp_path / "missing_episodes.xlsx", {"Data": rows})
    row = read_extract("missing_episodes", path, CONTEXT).rows.loc[2]
    assert f"{row['missing_from']:%Y-%m-%d %H:%M}" == "2015-03-04 21:00" and row["missing_from_has_time"]
    assert f"{row['returned_at']:%Y-%m-%d}" == "2015-03-05" and not row["returned_at_has_time"]


def test_in_a_csv_such_a_number_is_no_date(tmp_path: Path) -> None:
    path = tmp_path / "looked_after.csv"
    path.write_text("child_ref,date_of_birth,sex,from_date\nC1,37000,F,2015-03-04\n")
    (line,) = extract(path).set_aside.to_dict("records")
    assert line["rule"] == "date-of-birth-unreadable" and "a number of 5 digits" in line["message"]


def test_titles_merged_headings_blank_rows_and_totals_are_no_rows(tmp_path: Path) -> None:
    rows = [
        ["Children looked after, 2015"],
        [],
        ["Child", None, None, "Period", None, "placed_in_area"],
        ["child_ref", "date_of_birth", "sex", "from_date", "to_date", None],
        ROW,
        [],
        ["Total", None, None, 1, None, None],
    ]
    read = extract(xlsx(tmp_path / "looked_after.xlsx", {"Data": rows}))
    assert (read.read, read.used, read.fault) == (2, 1, 1)
    assert read.rows.index.tolist() == [5] and read.rows.loc[5, "placed_in_area"] == "yes"
    assert read.set_aside[["row", "rule"]].to_numpy().tolist() == [[7, "totals-row"]]
    assert rules(read) == ["title-rows", "blank-row"]


def test_the_sheet_with_the_headings_is_read_and_the_others_are_counted(tmp_path: Path) -> None:
    sheets = {"Notes": [["Sent by"], ["x"]], "List 8": [HEAD, ROW], "Old": [HEAD, ROW, ROW]}
    read = extract(xlsx(tmp_path / "looked_after.xlsx", sheets, hidden=["Old"]))
    assert read.read == 1
    assert read.notices[["rule", "message"]].to_numpy().tolist() == [
        ["other-sheets", "sheets that are not read: 1"],
        ["hidden-sheets", "hidden sheets that are not read: 1"],
    ]


def test_a_hidden_sheet_is_never_read_in_silence(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "looked_after.xlsx", {"Notes": [["x"]], "Data": [HEAD, ROW]}, hidden=["Data"])
    assert "the only sheet with the headings of this extract is hidden" in refused(path)


def test_two_sheets_that_would_do_are_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "looked_after.xlsx", {"January": [HEAD, ROW], "February": [HEAD, ROW]})
    assert "found 'January', 'February'" in refused(path)


def test_a_layout_may_name_the_sheet(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "x.xlsx", {"January": [HEAD, ROW], "February": [HEAD, ["C2", *ROW[1:]]]})
    assert read_sheet(path, sheet="february ").cells["child_ref"].tolist() == ["C2"]
    with pytest.raises(InputError, match=r"there is no sheet 'March' \(found 'January', 'February'\)"):
        read_sheet(path, sheet="March")


def test_a_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "looked_after.xlsx"
    for content in (b"child_ref,sex\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0 locked", bytes(1000)):
        path.write_bytes(content)
        assert "not a workbook that can be read" in refused(path)
    whole = xlsx(path, {"Data": [HEAD, ROW]}).read_bytes()
    for end in (200, len(whole) // 2, len(whole) - 5):
        path.write_bytes(whole[:end])
        assert "not a workbook that can be read" in refused(path)
    packed(path, {"hello.txt": b"no workbook"})
    assert "not a workbook that can be read" in refused(path)


def test_an_empty_workbook_is_empty(tmp_path: Path) -> None:
    assert "the file is empty" in refused(xlsx(tmp_path / "looked_after.xlsx", {"Data": []}))


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    path = packed(tmp_path / "looked_after.xlsx", {"xl/worksheets/sheet1.xml": bytes(60_000_000)})
    assert "too large to be an extract" in refused(path)


def test_a_cell_far_off_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "looked_after.xlsx", {"Data": [HEAD, ROW]})
    repacked(path, "xl/worksheets/sheet1.xml", b'r="A2"', b'r="XFD1048576"')
    assert "reach to row 1048576 and column 16384" in refused(path)


@pytest.mark.parametrize(
    ("attributes", "cell"),
    [(' table:number-rows-repeated="1048570"', 1000), ("", 16_384)],
)
def test_a_row_or_cell_of_an_ods_that_repeats_for_ever_is_refused(
    tmp_path: Path, attributes: str, cell: int
) -> None:
    value = 'office:value-type="float" office:value="1"'
    many = f'<table:table-cell table:number-columns-repeated="{cell}" {value}/>'
    body = ods_row(HEAD) + f"<table:table-row{attributes}>{many}</table:table-row>"
    assert "too large to be an extract" in refused(ods(tmp_path / "looked_after.ods", body))


def test_a_cell_of_a_book_is_refused(tmp_path: Path) -> None:
    body = ods_row(HEAD) + ods_row(["x" * 200_000])
    assert "a cell of more than 131072 characters" in refused(ods(tmp_path / "looked_after.ods", body))


def test_formulas_are_read_by_their_results_and_scripts_are_text(tmp_path: Path) -> None:
    rows = [HEAD, ["=1+1", date(2001, 2, 3), "<script>", date(2015, 3, 4), None, '=HYPERLINK("x")']]
    read = extract(xlsx(tmp_path / "looked_after.xlsx", {"Data": rows}))
    assert read.set_aside["rule"].tolist() == ["child-ref-blank"]  # nobody has worked the formula out
    assert "script" not in read.set_aside["message"].iloc[0]
