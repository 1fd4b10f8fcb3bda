from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profile_lib.errors import InputError
from profile_lib.intake.csv_files import _plain_widths, _strict_widths
from profile_lib.intake.grid import Sheet
from profile_lib.intake.reading import read_csv, read_sheet


def sheet(folder: Path, content: bytes) -> Sheet:
    path = folder / "looked_after.csv"
    path.write_bytes(content)
    return read_csv(path)


def refused(folder: Path, content: bytes) -> str:
    with pytest.raises(InputError) as error:
        sheet(folder, content)
    return str(error.value)


def test_rows_carry_the_number_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    content = b'ref,note\nA1,"two\nlines"\n,\n\nA2, spaced \n'
    read = sheet(tmp_path, content)
    assert read.cells["ref"].to_dict() == {2: "A1", 5: "A2"}
    assert read.cells["note"].to_dict() == {2: "two\nlines", 5: "spaced"}
    assert read.blank_rows.tolist() == [3, 4]
    assert read.ragged.empty


def test_a_byte_order_mark_and_windows_line_ends_leave_no_trace(tmp_path: Path) -> None:
    read = sheet(tmp_path, "\ufeffref,name\r\nA1,Zoë\r\n".encode())
    assert read.headings == ("ref", "name")
    assert read.cells.loc[2].tolist() == ["A1", "Zoë"]
    assert read.notices == ()


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    read = sheet(tmp_path, "ref,name\nA1,Zoë\n".encode("cp1252"))
    assert read.cells.loc[2, "name"] == "Zoë"
    assert [rule for rule, _ in read.notices] == ["encoding"]


def test_words_that_look_like_nothing_or_a_number_stay_text(tmp_path: Path) -> None:
    read = sheet(tmp_path, b"a,b,c,d\nNA,null,007,1e5\n")
    assert read.cells.loc[2].tolist() == ["NA", "null", "007", "1e5"]


def test_rows_of_another_width_are_kept_apart(tmp_path: Path) -> None:
    read = sheet(tmp_path, b"a,b\n1,2\n3\n4,5,6\n7,8,\n9,10\n")
    assert read.ragged.to_dict() == {3: 1, 4: 3}
    assert read.cells["a"].to_dict() == {2: "1", 5: "7", 6: "9"}


def test_a_file_of_headings_alone_has_no_rows(tmp_path: Path) -> None:
    read = sheet(tmp_path, b"a,b\n")
    assert read.headings == ("a", "b") and read.cells.empty


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"a,b\n1,\x002\n", "no text in UTF-8"),
        ("a,b\n1,2\n".encode("utf-16"), "no text in UTF-8"),
        (b"PK\x03\x04rest", "a workbook"),
        (b"a,b\n1,\x81\n", "no text in UTF-8"),
        (b'a,b\n1,"2\n3,4\n', "a quotation mark that is not closed"),
        (b'a,b\n1,"2"x\n', "a quotation mark that is not closed or not doubled"),
        (b"a,b\n1," + b"x" * 200_000 + b"\n", "a cell too long"),
        (b"a," * 1500 + b"\n", "a row of 1501 cells"),
    ],
)
def test_what_is_no_csv_is_refused_by_name(tmp_path: Path, content: bytes, words: str) -> None:
    message = refused(tmp_path, content)
    assert message.startswith("looked_after.csv") and words in message


def test_a_file_that_is_not_there_is_an_error_of_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        read_csv(tmp_path / "nothing.csv")


@pytest.mark.parametrize(("separator", "words"), [(";", "semicolons"), ("\t", "tabs")])
def test_semicolons_and_tabs_are_told_from_commas_by_the_headings(
    tmp_path: Path, separator: str, words: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'ref{separator}note\nA1{separator}"a, b, c{separator} d"\n')
    read = read_sheet(path, lambda headings: {"ref", "note"} <= set(headings))
    assert read.cells.loc[2].tolist() == ["A1", f"a, b, c{separator} d"]
    assert read.notices == (("separator", f"{words} stand between the cells, not commas"),)


def test_commas_stay_commas_whatever_stands_in_the_cells(tmp_path: Path) -> None:
    read = sheet(tmp_path, b"ref,tags\nA1,a;b;c;d;e\nA2,f;g;h;i;j\n")
    assert read.cells["tags"].tolist() == ["a;b;c;d;e", "f;g;h;i;j"] and read.notices == ()


def test_titles_above_the_headings_and_totals_below_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Made on; 1 March 2015\n\nref,from,to,days\nA1,x,y,1\nTotal,,,1\nGrand total: 1\n")
    read = read_sheet(path, lambda headings: {"ref", "from"} <= set(headings))
    assert read.cells["ref"].to_dict() == {4: "A1"}
    assert read.totals.tolist() == [5, 6] and read.ragged.empty
    assert read.notices == (("title-rows", "rows above the headings: 1"),)


def test_a_full_row_or_one_in_the_middle_is_no_total(tmp_path: Path) -> None:
    read = sheet(tmp_path, b"surname,a,b\nTotal,,\nBrown,1,2\nBrown,1,2\nTotal,3,4\n")
    assert read.totals.empty and len(read.cells) == 4


def test_a_packed_csv_is_read_and_one_that_is_cut_off_is_not(tmp_path: Path) -> None:
    path = tmp_path / "looked_after.csv.gz"
    whole = gzip.compress(b"ref,note\n" + b"A1,x\n" * 1000)
    path.write_bytes(whole)
    assert len(read_csv(path).cells) == 1000
    for content in (whole[:-9], whole[:20], b"ref,note\n", gzip.compress(b"")):
        path.write_bytes(content)
        with pytest.raises(InputError, match=r"looked_after\.csv\.gz"):
            read_csv(path)


def test_a_packed_bomb_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "looked_after.csv.gz"
    path.write_bytes(gzip.compress(bytes(60_000_000)))
    with pytest.raises(InputError, match="too large to be an extract"):
        read_csv(path)


@settings(max_examples=100)
@given(st.text("a,;\n\r é", min_size=1, max_size=12).filter(str.strip), st.sampled_from(",;"))
def test_rows_without_quotation_marks_are_as_wide_as_the_strict_reader_has_them(
    text: str, separator: str
) -> None:
    plain = _plain_widths(text.encode(), separator)
    strict = _strict_widths(text.encode(), "utf-8-sig", separator, "file.csv").tolist()
    assert ("\r" in text.replace("\r\n", "\n")) if plain is None else plain.tolist() == strict


def test_quotation_marks_and_cells_that_are_too_long_are_left_to_the_strict_reader() -> None:
    assert _plain_widths(b'a,"b,c"\n', ",") is None
    assert _plain_widths(b"a," + b"b" * 200_000, ",") is None
