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


def plain_cells(data: bytes, separator: str) -> pd.DataFrame | None:
    """The cells of a file in UTF-8 without a mark at its beginning, as text, a column a place from 0.

    None of a file that has a quotation mark, a lone carriage return or a line with nothing in it, of one
    column, and of one whose rows differ in length, are longer than a million bytes or hold a cell longer than
    a CSV file may have.
    """
    returns = data.count(b"\r")
    if b'"' in data or (returns and returns != data.count(b"\r\n")):
        return None
    if b"\n\n" in data or (returns and b"\n\r\n" in data):
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
            arrow.ConvertOptions(column_types=dict.fromkeys(names, pa.large_string())),
        )
    except pa.ArrowInvalid:
        return None
    if any(pc.max(pc.binary_length(column)).as_py() > csv.field_size_limit() for column in cells.columns):
        return None
    return cells.to_pandas().set_axis(range(width), axis="columns")
