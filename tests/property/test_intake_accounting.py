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

from profile_lib.edition import ThemeWords
from profile_lib.errors import InputError
from profile_lib.figures import Period
from profile_lib.intake import SCHEMAS, Context, completeness, read_extract

WINDOWS = {
    "missing": Period(date(2015, 1, 1), date(2015, 11, 30)),
    "cse": Period(date(2015, 1, 1), date(2015, 12, 31)),
    "school": Period(date(2014, 9, 1), date(2015, 8, 31)),
}
THEMES = {"drugs_alcohol": ThemeWords(label="drugs", tags=("drugs",), words=("drugs",))}

DATES = [
    "2015-03-04",
    "04/03/2015 21:00",
    "05/03/2015 01:30",
    "31/02/2015",
    "1997-01-01",
    "9999-12-31",
    "now",
]
CODES = [
    "missing",
    "ABSENT",
    "F",
    "u",
    "yes",
    "high",
    "V4",
    "B24",
    "2BP",
    "2014/15",
    "12",
    "links",
    "no drugs; x",
]
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


def context(name: str) -> Context:
    """What the rows of an extract are judged by in these tests."""
    window = SCHEMAS[name].window
    period = None if window is None else WINDOWS[window]
    return Context(period, date(2016, 3, 31), None, THEMES, ("Calne",))


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


@settings(max_examples=12)
@given(a_file())
def test_every_row_is_accounted_for(file: tuple[str, str, int]) -> None:
    nothing_is_lost(*file)


@pytest.mark.full
@settings(max_examples=400)
@given(a_file())
def test_every_row_is_accounted_for_in_hundreds_of_files(file: tuple[str, str, int]) -> None:
    nothing_is_lost(*file)


def nothing_is_lost(name: str, text: str, rows: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.csv"
        path.write_bytes(text.encode())
        extract = read_extract(name, path, context(name))
    assert extract.read == rows == extract.used + extract.fault + extract.scope
    set_aside = extract.set_aside["row"]
    assert set_aside.is_unique and set_aside.notna().all()
    out = extract.rows.index[extract.rows["scope"].notna()]
    faults = extract.set_aside.loc[extract.set_aside["level"] == "fault", "row"]
    assert not set(faults) & set(extract.rows.index)
    refused = extract.set_aside.loc[extract.set_aside["rule"] == "handling-restricted", "row"]
    assert not set(refused) & set(extract.rows.index)
    assert set(out) == set(set_aside) - set(faults) - set(refused)
    filled_in = completeness({name: extract}).groupby("column")["rows"].sum()
    assert set(filled_in) <= {extract.used}


@settings(max_examples=15)
@given(st.binary(max_size=200))
def test_any_bytes_are_an_extract_or_an_error_of_input(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "looked_after.csv"
        path.write_bytes(b"child_ref,date_of_birth,sex,from_date\n" + content)
        try:
            extract = read_extract("looked_after", path, context("looked_after"))
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
    extract = read_extract(name, path, context(name))
    assert extract.fault == 2
    assert SECRET not in extract.set_aside.to_csv() + extract.notices.to_csv()


def test_a_report_may_be_used_refused_or_at_fault_and_its_text_is_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "intelligence.csv"
    rows = ["report_ref,received_on,community_area,grading,tags,text"]
    rows += [
        f"{n},2015-03-04,Calne,{grading},{SECRET},{SECRET}" for n, grading in enumerate(["B21", "B24", "?"])
    ]
    path.write_text("\n".join(rows))
    extract = read_extract("intelligence", path, context("intelligence"))
    assert (extract.used, extract.fault, extract.scope) == (1, 1, 1)
    assert SECRET not in extract.rows.to_csv() + extract.set_aside.to_csv() + extract.notices.to_csv()
