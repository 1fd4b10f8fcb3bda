"""Every byte that a reader of the outputs can get at: what is packed is unpacked, what is encoded decoded."""

from __future__ import annotations

import base64
import gzip
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf

PNG = b"\x89PNG\r\n\x1a\n"
EMBEDDED = re.compile(rb"(?:base64,|iVBORw0KGgo)[A-Za-z0-9+/=]+(?:\\n[A-Za-z0-9+/=]+)*")
"""A file inside a page or notebook; of a notebook's the line ends are written out."""


def contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file of a folder, hidden ones too, and everything inside it."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            for content in unpacked(file.read_bytes()):
                yield file, content


def unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes as they are, and whatever they hold in another form."""
    yield data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            yield archive.comment
            for member in archive.infolist():
                yield member.filename.encode() + member.comment + member.extra
                yield from unpacked(archive.read(member))
    elif data.startswith(b"\x1f\x8b"):
        yield from unpacked(gzip.decompress(data))
    elif data.startswith(b"%PDF"):
        yield from _of_a_pdf(data)
    elif data.startswith(PNG):
        yield from _of_a_picture(data)
    else:
        for found in EMBEDDED.finditer(data):
            packed = found.group().removeprefix(b"base64,").replace(b"\\n", b"")
            yield from unpacked(base64.b64decode(packed + b"=" * (-len(packed) % 4)))


def _of_a_pdf(data: bytes) -> Iterator[bytes]:
    pdf = pypdf.PdfReader(BytesIO(data))
    for number in range(1, pdf.trailer["/Size"]):
        found = pdf.get_object(number)
        if isinstance(found, pypdf.generic.StreamObject):
            yield found.get_data()
        yield repr(found).encode()
    yield from (page.extract_text().encode() for page in pdf.pages)


def _of_a_picture(data: bytes) -> Iterator[bytes]:
    """The words in a picture, unpacked; of its points nobody reads a name."""
    at = len(PNG)
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind in (b"zTXt", b"iTXt"):
            for start in range(len(body)):
                try:
                    yield zlib.decompress(body[start:])
                    break
                except zlib.error:
                    continue
        at += 12 + length
