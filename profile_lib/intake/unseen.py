"""Signs that nobody sees, which come with what is copied from pages and letters: two names or references that
look alike would differ by them, and one that turns the direction of writing makes a line say something else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa

from profile_lib.intake.rules import found_in_reading
from profile_lib.intake.set_aside import joined, row_lines

_SPACES = "\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_NO_SIGN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, but for the ends of lines and tabs
    "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001-\U000e007f"
)
UNSEEN = f"[{_SPACES}{_NO_SIGN}]"


def seen(text: str) -> str:
    """What of a text can be seen: other spaces as the plain one, signs without width or sense left out."""
    return re.sub(f"[{_NO_SIGN}]", "", re.sub(f"[{_SPACES}]", " ", text)).strip()


def as_seen(cells: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cells as they can be seen, and a notice for each that held more; one with nothing to see is blank.

    The message names the signs, never what stands around them.
    """
    cleaned: dict[str, pd.Series] = {}
    lines = []
    for name in map(str, cells):
        column = cells[name]
        if _is_plain(column):
            continue
        at = column.str.contains(UNSEEN, regex=True).fillna(False).astype("bool")
        if at.any():
            found = column[at]
            cleaned[name] = column.where(~at, found.map(seen).replace("", None)).astype("str")
            message = f"signs that cannot be seen were taken out: found {_named(found)}"
            lines.append(row_lines(found_in_reading("unseen-signs", "notice", message, name), found.index))
    return cells.assign(**cleaned) if cleaned else cells, joined(lines)


def _is_plain(column: pd.Series) -> bool:
    """Whether a column holds printed ASCII alone: its bytes answer sooner than its text."""
    text = pa.array(column, from_pandas=True)
    chunks = text.chunks if isinstance(text, pa.ChunkedArray) else [text]
    held = [np.frombuffer(chunk.buffers()[-1] or b"", dtype=np.uint8) for chunk in chunks]
    return all(bool(((signs >= ord(" ")) & (signs <= ord("~"))).all()) for signs in held)


def _named(cells: Iterable[str]) -> str:
    """The names of the signs, as Unicode has them."""
    signs = {sign for cell in cells for sign in re.findall(UNSEEN, cell)}
    return ", ".join(sorted({unicodedata.name(sign, "CONTROL CHARACTER").lower() for sign in signs}))
