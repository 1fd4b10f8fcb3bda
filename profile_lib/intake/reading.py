"""A partner's CSV file as a frame of text: nothing is interpreted here, and no row is lost."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from profile_lib.errors import InputError, Problem

MOST_COLUMNS = 1000
"""Far above any partner's extract; a file with more is no table of ours."""

HEADING_ROW = 1
"""Rows are numbered as a spreadsheet shows them."""


@dataclass(frozen=True)
class Sheet:
    """The content of a file.

    ``cells``: text without surrounding spaces, blank is missing; a column a heading, in the file's order
    (``headings`` are not necessarily unique); the index ``row`` is the spreadsheet's row number. Rows with
    nothing in them are in ``blank_rows``, rows with more or fewer cells than headings in ``ragged`` (the
    number of cells by row number); neither is in ``cells``.
    """

    file: str
    sha256: str
    encoding: str
    headings: tuple[str, ...]
    cells: pd.DataFrame
    ragged: pd.Series[int]
    blank_rows: pd.Index[int]


def read_csv(path: Path) -> Sheet:
    """Read a comma-separated file in UTF-8 (with or without BOM) or Windows-1252.

    Raises InputError where the file cannot be opened, is empty, is no text or is no well-formed CSV.
    """
    data = _content(path)
    encoding = _encoding(data, path.name)
    widths = _widths(data, encoding, path.name)
    cells = _cells(data, encoding, int(widths.max()), path.name)
    if len(cells) != len(widths):
        raise InputError(_not_a_csv(path.name, "line ends and quotation marks that contradict each other"))

    headings = tuple(cells.iloc[0, : widths[0]].fillna(""))
    body, body_widths = cells.iloc[1:], widths[1:]
    blank = body.isna().all(axis="columns").to_numpy()
    surplus = body.iloc[:, len(headings) :].notna().any(axis="columns").to_numpy()
    ragged = ~blank & ((body_widths < len(headings)) | surplus)
    whole = body[~blank & ~ragged].iloc[:, : len(headings)]
    return Sheet(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        headings=headings,
        cells=whole.set_axis(list(headings), axis="columns"),
        ragged=pd.Series(body_widths[ragged], index=body.index[ragged], name="cells"),
        blank_rows=body.index[blank],
    )


def _content(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = Problem(
            "the file cannot be opened", file=path.name, found=error.strerror, todo="Check the path"
        )
        raise InputError(problem) from error
    if not data.strip():
        raise InputError(
            Problem("the file is empty", file=path.name, todo="Ask the partner to send it again")
        )
    if data.startswith(b"PK\x03\x04"):
        raise InputError(_not_a_csv(path.name, "a workbook or another packed file"))
    if b"\0" in data:
        raise InputError(_not_a_csv(path.name, "bytes that are no text in UTF-8 or Windows-1252"))
    return data


def _encoding(data: bytes, file: str) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise InputError(_not_a_csv(file, "bytes that are no text in UTF-8 or Windows-1252"))


def _widths(data: bytes, encoding: str, file: str) -> np.ndarray:
    """The number of cells in every row: a first, strict pass, since pandas fills and mends in silence."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    reader = csv.reader(text, strict=True)
    try:
        widths = np.fromiter(map(len, reader), dtype=np.int64)
    except csv.Error as error:
        problem = _not_a_csv(
            file, "a quotation mark that is not closed or not doubled, or a cell too long", reader.line_num
        )
        raise InputError(problem) from error
    widest = int(np.max(widths))
    if widest > MOST_COLUMNS:
        raise InputError(_not_a_csv(file, f"a row of {widest} cells"))
    return widths


def _cells(data: bytes, encoding: str, width: int, file: str) -> pd.DataFrame:
    try:
        cells = pd.read_csv(
            io.BytesIO(data),
            encoding=encoding,
            header=None,
            names=range(max(width, 1)),
            index_col=False,
            dtype="str",
            keep_default_na=False,
            skip_blank_lines=False,
        )
    except pd.errors.ParserError as error:
        raise InputError(_not_a_csv(file, "rows that cannot be told apart")) from error
    stripped = pd.DataFrame({place: cells[place].str.strip() for place in cells}).replace("", np.nan)
    stripped.index = pd.RangeIndex(HEADING_ROW, HEADING_ROW + len(cells), name="row")
    return stripped


def _not_a_csv(file: str, found: str, line: int | None = None) -> Problem:
    return Problem(
        "this is not a CSV file that can be read",
        file=file,
        line=line,
        found=found,
        expected="comma-separated text in UTF-8",
        todo='Save the sheet as "CSV UTF-8" and try again',
    )
