"""The plain CSV file: no quotation mark, every row as long as the first. Most are, and can be read at once.

What is said of another file, and where it is broken, is for the slower way to find out.
"""

from __future__ import annotations

import csv
import io

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow

_NOT_STRIPPED = (b"\x1c", b"\x1d", b"\x1e", b"\x1f")
"""Signs between fields, which are spaces of Unicode alone: stripping ASCII takes a third of the time."""


def plain_cells(data: bytes, separator: str) -> pd.DataFrame | None:
    """The cells of a file in UTF-8 without a mark at its beginning, a column a place from 0: text without
    surrounding spaces, blank is missing.

    None of a file that has a quotation mark, a lone carriage return or a line with nothing in it, of one
    column, and of one whose rows differ in length, are longer than a million bytes or hold a cell longer than
    a CSV file may have.
    """
    if b'"' in data or (b"\r" in data and data.count(b"\r") != data.count(b"\r\n")):
        return None
    width = io.BytesIO(data).readline().count(separator.encode()) + 1
    if width == 1:
        return None
    names = [str(place) for place in range(width)]
    try:
        cells = arrow.read_csv(
            pa.BufferReader(data),
            arrow.ReadOptions(column_names=names, use_threads=False),
            arrow.ParseOptions(delimiter=separator, quote_char=False, ignore_empty_lines=False),
            arrow.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()),
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
    except pa.ArrowInvalid:
        return None
    if any((pc.max(pc.binary_length(cell)).as_py() or 0) > csv.field_size_limit() for cell in cells.columns):
        return None
    if all(column.null_count for column in cells.columns) and _has_empty_lines(data):
        return None
    is_ascii = data.isascii() and not any(sign in data for sign in _NOT_STRIPPED)
    strip = pc.ascii_trim_whitespace if is_ascii else pc.utf8_trim_whitespace
    stripped = pa.table([_blank_as_missing(strip(column)) for column in cells.columns], names)
    return stripped.to_pandas().set_axis(range(width), axis="columns")


def _has_empty_lines(data: bytes) -> bool:
    """Looked for where they may be alone, since it takes a while: each is a row of missing cells."""
    return data.startswith((b"\n", b"\r\n")) or b"\n\n" in data or b"\n\r\n" in data


def _blank_as_missing(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Few columns have a cell that was all spaces, and all others are as they should be."""
    blank = pc.equal(column, "")
    return pc.if_else(blank, None, column) if pc.any(blank).as_py() else column
