"""A plain file reads the same in one pass as in the careful two, whatever stands in its cells."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_lib.intake import csv_files
from profile_lib.intake.csv_files import read_grid
from profile_lib.intake.plain_files import plain_cells

SIGNS = st.characters(exclude_characters='"\r\n\0', exclude_categories=["Cs"])
CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "NA", "1", "0012", "1e5", "true", "2015-01-01", " x ", "\t", "\\", "é", "\xa0", "\x1c"]
    ),
    st.text(SIGNS, max_size=4),
)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Rows of cells, now and then one longer or shorter than the others, or a line with nothing in it."""
    width, separator = draw(st.integers(2, 4)), draw(st.sampled_from([",", ";", "\t"]))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    ragged = draw(st.booleans())
    widths = draw(st.lists(st.integers(width - 1, width + 1) if ragged else st.just(width), max_size=6))
    rows = [["a"] * width, *([draw(CELLS) for _ in range(wide)] for wide in widths)]
    text = end.join(separator.join(cell.replace(separator, "") for cell in row) for row in rows)
    text += draw(st.sampled_from(["", end, end + end]))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode()


@given(files())
def test_one_pass_reads_what_two_read(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("plain") / "extract.csv"
    file.write_bytes(data)
    once = read_grid(file, lambda row: row[0] == "a")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_files, "plain_cells", lambda *_: None)
        twice = read_grid(file, lambda row: row[0] == "a")
    pd.testing.assert_frame_equal(once.cells, twice.cells)
    assert once.widths.tolist() == twice.widths.tolist()
    assert once.notices == twice.notices


def test_only_a_plain_file_is_read_in_one_pass() -> None:
    found = plain_cells(b"a,b\n1,\n,NA", ",")
    assert found is not None
    assert found.fillna("missing").to_numpy().tolist() == [["a", "b"], ["1", "missing"], ["missing", "NA"]]
    for other in (b'a,b\n"1",2\n', b"a,b\n1,2,3\n", b"a,b\n1\n", b"a\n1\n", b"a,b\r1,2\n", b"a,b\n\n1,2\n"):
        assert plain_cells(other, ",") is None, other


def test_a_cell_too_long_is_found_by_the_careful_way(tmp_path: Path) -> None:
    assert plain_cells(b"a,b\n1," + b"x" * 131_073 + b"\n", ",") is None
