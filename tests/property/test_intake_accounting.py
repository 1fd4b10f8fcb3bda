"""Whatever stands in a partner's file: every row is accounted for, and no message repeats a cell."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profile_lib.errors import InputError
from profile_lib.figures import Period
from profile_lib.intake import SCHEMAS, Context, read_extract

CONTEXT = Context(Period(date(2015, 1, 1), date(2015, 11, 30)), as_at=date(2016, 3, 31))

DATES = [
    "2015-03-04",
    "04/03/2015 21:00",
    "05/03/2015 01:30",
    "31/02/2015",
    "1997-01-01",
    "9999-12-31",
    "now",
]
CODES = ["missing", "ABSENT", "F", "u", "yes", "high", "V4"]
HOSTILE = [
    "=1+1",
    "<script>",
    '"',
    "a,b",
    "two\nlines",
    "\u202etxt",
    "\u200b",
    "NaN",
    "Infinity",
    "-1",
    "../..",
    "",
]
a_cell = st.sampled_from([*DATES, *DATES, *CODES, *CODES, *HOSTILE]) | st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=8
)


@st.composite
def a_file(draw: st.DrawFn) -> tuple[str, str, int]:
    """The name of an extract, a file of it, and its number of rows with anything in them."""
    name = draw(st.sampled_from(sorted(SCHEMAS)))
    headings = [column.name for column in SCHEMAS[name].columns]
    width = st.sampled_from([len(headings)] * 8 + [len(headings) - 1, len(headings) + 1])
    rows = draw(st.lists(width.flatmap(lambda n: st.lists(a_cell, min_size=n, max_size=n)), max_size=12))
    if rows:
        rows += draw(st.lists(st.sampled_from(rows), max_size=2))
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([headings, *rows])
    return name, text.getvalue(), sum(any(cell.strip() for cell in row) for row in rows)


@settings(max_examples=12, deadline=None)
@given(a_file())
def test_every_row_is_accounted_for(file: tuple[str, str, int]) -> None:
    nothing_is_lost(*file)


@pytest.mark.full
@settings(max_examples=400, deadline=None)
@given(a_file())
def test_every_row_is_accounted_for_in_hundreds_of_files(file: tuple[str, str, int]) -> None:
    nothing_is_lost(*file)


def nothing_is_lost(name: str, text: str, rows: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.csv"
        path.write_bytes(text.encode())
        extract = read_extract(name, path, CONTEXT)
    assert extract.read == rows == extract.used + extract.fault + extract.scope
    set_aside = extract.set_aside["row"]
    assert set_aside.is_unique and set_aside.notna().all()
    out = extract.rows.index[extract.rows["scope"].notna()]
    faults = extract.set_aside.loc[extract.set_aside["level"] == "fault", "row"]
    assert not set(faults) & set(extract.rows.index)
    assert set(out) == set(set_aside) - set(faults)


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_an_extract_or_an_error_of_input(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "looked_after.csv"
        path.write_bytes(b"child_ref,date_of_birth,sex,from_date\n" + content)
        try:
            extract = read_extract("looked_after", path, CONTEXT)
        except InputError as error:
            assert str(error).startswith("looked_after.csv")
        else:
            assert extract.read == extract.used + extract.fault + extract.scope


SECRET = "Zqxvity"


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_no_message_repeats_what_a_cell_says(name: str, tmp_path: Path) -> None:
    headings = [column.name for column in SCHEMAS[name].columns]
    text = "\n".join([",".join(headings), ",".join([SECRET] * len(headings)), ",".join([SECRET] * 3)])
    path = tmp_path / f"{name}.csv"
    path.write_text(text)
    extract = read_extract(name, path, CONTEXT)
    assert extract.fault == 2
    assert SECRET not in extract.set_aside.to_csv() + extract.notices.to_csv()
