"""A CSV file as a grid of text: comma, semicolon or tab between its cells, UTF-8 or Windows-1252."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from pathlib import Path

import numpy as np
import pandas as pd

from profile_lib.errors import InputError, Problem
from profile_lib.intake.grid import HEADING_ROW, HIGHEST, Grid, Knows
from profile_lib.intake.names import GZIP, suffix
from profile_lib.intake.packed import LOCKED, gunzipped, read_bytes
from profile_lib.intake.plain_files import plain_cells

MOST_COLUMNS = 1000
"""Far above any partner's extract; a file with more is no table of ours."""

OTHERS = {
    "a workbook or another packed file": (b"PK\x03\x04", LOCKED),
    "a PDF": (b"%PDF",),
    "a web page": (b"<",),
}
"""How other kinds of file begin, whatever they are called."""

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}

_SAMPLE = 200_000
"""Characters in which the separator is looked for."""

UTF8 = "utf-8-sig"
CP1252 = "the file is not in UTF-8 and was read as Windows-1252"


def read_grid(path: Path, knows: Knows) -> Grid:
    """Read a file with commas, semicolons or tabs, in UTF-8 (with or without BOM) or Windows-1252.

    Raises InputError where the file cannot be opened, is empty, is no text or is no well-formed CSV.
    """
    data = _content(path)
    encoding = _encoding(data, path.name)
    separator = _separator(data[:_SAMPLE].decode(encoding, errors="ignore"), knows)
    cells, widths = _cells_and_widths(data, encoding, separator, path.name)
    notices = [("encoding", CP1252)] if encoding == "cp1252" else []
    if separator != ",":
        notices.append(("separator", f"{SEPARATORS[separator]} stand between the cells, not commas"))
    return Grid(path.name, hashlib.sha256(data).hexdigest(), cells, widths, tuple(notices))


def _cells_and_widths(
    data: bytes, encoding: str, separator: str, file: str
) -> tuple[pd.DataFrame, np.ndarray]:
    text = data.removeprefix(codecs.BOM_UTF8)
    plain = plain_cells(text, separator) if encoding == UTF8 else None
    if plain is not None and plain.shape[1] <= MOST_COLUMNS:
        return _numbered(plain), np.full(len(plain), plain.shape[1])
    widths = _widths(data, encoding, separator, file)
    cells = _cells(data, encoding, separator, int(widths.max()), file)
    if len(cells) != len(widths):
        raise InputError(_not_a_csv(file, "line ends and quotation marks that contradict each other"))
    stripped = pd.DataFrame({place: cells[place].str.strip() for place in cells}).replace("", np.nan)
    return _numbered(stripped), widths


def _content(path: Path) -> bytes:
    data = read_bytes(path)
    if suffix(path) == GZIP:
        data = gunzipped(data, path.name)
        if not data or data.isspace():
            raise InputError(_not_a_csv(path.name, "a packed file with nothing in it"))
    for found, begins in OTHERS.items():
        if data.removeprefix(codecs.BOM_UTF8).lstrip().startswith(begins):
            raise InputError(_not_a_csv(path.name, found))
    if b"\0" in data:
        raise InputError(_not_a_csv(path.name, "bytes that are no text in UTF-8 or Windows-1252"))
    return data


def _encoding(data: bytes, file: str) -> str:
    if data.isascii():
        return UTF8
    for encoding in (UTF8, "cp1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise InputError(_not_a_csv(file, "bytes that are no text in UTF-8 or Windows-1252"))


def _separator(sample: str, knows: Knows) -> str:
    """The separator under which a row holds the headings, else the one that parts a row most."""
    starts = {separator: _first_rows(sample, separator) for separator in SEPARATORS}
    for separator, rows in starts.items():
        if any(len(row) > 1 and knows(tuple(cell.strip() for cell in row)) for row in rows):
            return separator
    return max(starts, key=lambda separator: max(map(len, starts[separator]), default=0))


def _first_rows(sample: str, separator: str) -> list[list[str]]:
    rows = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            rows.append(row)
            if len(rows) == HIGHEST:
                break
    except csv.Error:
        pass  # told, with its line, by the strict pass over the whole file
    return rows


def _widths(data: bytes, encoding: str, separator: str, file: str) -> np.ndarray:
    """The number of cells in every row: a first, strict pass, since pandas fills and mends in silence."""
    plain = _plain_widths(data.removeprefix(codecs.BOM_UTF8), separator)
    widths = _strict_widths(data, encoding, separator, file) if plain is None else plain
    widest = int(np.max(widths))
    if widest > MOST_COLUMNS:
        raise InputError(_not_a_csv(file, f"a row of {widest} cells"))
    return widths


def _plain_widths(data: bytes, separator: str) -> np.ndarray | None:
    """Those of a file without a quotation mark, where every separator parts two cells; None of another."""
    lines = data.replace(b"\r\n", b"\n")
    if b'"' in data or b"\r" in lines:
        return None
    signs = np.frombuffer(lines if lines.endswith(b"\n") else lines + b"\n", dtype=np.uint8)
    ends = np.flatnonzero(signs == ord("\n"))
    lengths = np.diff(ends, prepend=-1) - 1
    if lengths.max() >= csv.field_size_limit():
        return None
    parted = np.searchsorted(np.flatnonzero(signs == ord(separator)), ends)
    widths: np.ndarray = np.where(lengths > 0, np.diff(parted, prepend=0) + 1, 0)
    return widths


def _strict_widths(data: bytes, encoding: str, separator: str, file: str) -> np.ndarray:
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    reader = csv.reader(text, strict=True, delimiter=separator)
    try:
        widths = np.fromiter(map(len, reader), dtype=np.int64)
    except csv.Error as error:
        problem = _not_a_csv(
            file, "a quotation mark that is not closed or not doubled, or a cell too long", reader.line_num
        )
        raise InputError(problem) from error
    return widths


def _cells(data: bytes, encoding: str, separator: str, width: int, file: str) -> pd.DataFrame:
    try:
        return pd.read_csv(
            io.BytesIO(data),
            encoding=encoding,
            sep=separator,
            header=None,
            names=range(max(width, 1)),
            index_col=False,
            dtype="str",
            keep_default_na=False,
            skip_blank_lines=False,
        )
    except pd.errors.ParserError as error:
        raise InputError(_not_a_csv(file, "rows that cannot be told apart")) from error


def _numbered(cells: pd.DataFrame) -> pd.DataFrame:
    """Rows numbered as a spreadsheet shows them."""
    return cells.set_axis(pd.RangeIndex(HEADING_ROW, HEADING_ROW + len(cells), name="row"))


def _not_a_csv(file: str, found: str, line: int | None = None) -> Problem:
    return Problem(
        "this is not a CSV file that can be read",
        file=file,
        line=line,
        found=found,
        expected="comma-separated text in UTF-8",
        todo='Save the sheet as "CSV UTF-8" and try again',
    )
