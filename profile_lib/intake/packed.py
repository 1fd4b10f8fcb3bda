"""The bytes of a file, unpacked within bounds: a small file may say that it is a huge one."""

from __future__ import annotations

import codecs
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from profile_lib.errors import InputError, Problem

MOST_BYTES = 1_000_000_000
"""Of a file, packed or not: twenty million rows, far above any partner's extract."""

_SUSPECT, _MOST_TIMES = 50_000_000, 200
"""Above so many bytes a file that unpacks to so many times its size is made to fill the memory: text and
workbooks pack to a tenth, at most to a fiftieth."""

_CHUNK = 1 << 20

LOCKED = b"\xd0\xcf\x11\xe0"
"""How workbooks with a password, and those of Excel 97, begin."""


def read_bytes(path: Path) -> bytes:
    """The bytes of a file as it is. Raises InputError where it cannot be opened, is empty or too large."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise InputError(_too_large(path.name))
        data = path.read_bytes()
    except OSError as error:
        problem = Problem(
            "the file cannot be opened", file=path.name, found=error.strerror, todo="Check the path"
        )
        raise InputError(problem) from error
    text = data.removeprefix(codecs.BOM_UTF8)
    if not text or text.isspace():
        raise InputError(
            Problem("the file is empty", file=path.name, todo="Ask the partner to send it again")
        )
    return data


def gunzipped(data: bytes, file: str) -> bytes:
    """What a gzip file holds. Raises InputError where it is none, is cut off, or would fill the memory."""
    parts, size = [], 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if _is_bomb(size, len(data)):
                    raise InputError(_too_large(file))
                parts.append(chunk)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            Problem(
                "the packed file cannot be unpacked",
                file=file,
                found="a file that is cut off, damaged or not packed with gzip",
                todo="Ask the partner to send it again",
            )
        ) from error
    return b"".join(parts)


def members(data: bytes, file: str) -> Iterator[tuple[str, bytes]]:
    """The files in a workbook, each with its name, unpacked and checked.

    Raises InputError where it is no workbook, is locked or damaged, or would fill the memory.
    """
    if data.startswith(LOCKED):
        found = "a workbook with a password, or one of Excel 97"
        raise InputError(_no_workbook(file, found, "Save it as .xlsx without a password"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if _is_bomb(sum(member.file_size for member in packed.infolist()), len(data)):
                raise InputError(_too_large(file))
            for member in packed.infolist():
                # to the end, which checks that it is as long as it says: what reads it later trusts it
                yield member.filename, packed.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        found = "a file that is cut off, damaged, locked, or no workbook at all"
        raise InputError(_no_workbook(file, found, "Save it again as .xlsx or .ods")) from error


def _is_bomb(size: int, packed: int) -> bool:
    return size > MOST_BYTES or (size > _SUSPECT and size > _MOST_TIMES * packed)


def _too_large(file: str) -> Problem:
    return Problem(
        "the file is too large to be an extract",
        file=file,
        found=f"more than {_SUSPECT // 1_000_000} million bytes of nearly nothing, or a thousand million",
        expected="an extract of the year",
        todo="Ask the partner what it holds; send it as CSV, one file a month",
    )


def _no_workbook(file: str, found: str, todo: str) -> Problem:
    return Problem(
        "this is not a workbook that can be read", file=file, found=found, expected=".xlsx or .ods", todo=todo
    )
