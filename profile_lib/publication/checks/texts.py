"""Every text in a file, wherever it is packed: in a page, a notebook, an office document, a PDF, a picture.

A search for what may not be published has to see what a reader, or a curious reader's program, could see.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple

PNG = b"\x89PNG\r\n\x1a\n"
_PICTURE = re.compile(r"data:image/[a-z+.-]+;base64,([A-Za-z0-9+/=\s]+)|\b(iVBORw0KGgo[A-Za-z0-9+/=\s]+)")
_LONG_RUN = re.compile(rb"[A-Za-z0-9]{8,}")
_FONTS = re.compile(r'(?:typeface|w:name|w:ascii|w:hAnsi|w:cs|w:eastAsia)="[^"]*"|script="[A-Z][a-z]{3}"')
"""Names of typefaces in an office document, and the four letters of the scripts that they are for (ISO
15924): some of them are names of people."""


class Text(NamedTuple):
    """A text and where it stands: the file, and the part of it where it is packed.

    ``raw``: not words but long runs of letters and digits in bytes.
    """

    where: str
    text: str
    raw: bool = False


def texts(name: str, content: bytes) -> Iterator[Text]:
    """The texts of a file, by what its bytes are and not by what it is called; its name is one of them."""
    yield Text(name, name)
    if content.startswith(PNG):
        yield Text(f"{name}, words in the picture file", _png(content))
    elif content.startswith(b"PK\x03\x04"):
        yield from _packed(name, content)
    elif content.startswith(b"%PDF"):
        yield Text(name, _pdf(content))
        yield Text(name, _long_runs(content), raw=True)
    elif _is_text(content):
        yield from _text(name, content.decode("utf-8"))
    else:
        yield Text(name, _long_runs(content), raw=True)


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _text(name: str, text: str) -> Iterator[Text]:
    strings = list(_json(text))
    for string in strings or [text]:
        rest = _PICTURE.sub(" ", string) if "iVBORw0KGgo" in string or ";base64," in string else string
        yield Text(name, unescape(rest) if "&" in rest else rest)
        if rest is not string:
            for picture in _PICTURE.finditer(string):
                yield from texts(f"{name}, a picture in it", _decoded(picture.group(1) or picture.group(2)))


def _json(text: str) -> Iterator[str]:
    """The strings of a JSON document, or of JSON lines; nothing where the text is neither.

    Its numbers are figures, which other checks look at.
    """
    if text[:1] not in "{[":
        return
    try:
        documents = [json.loads(text)]
    except json.JSONDecodeError:
        try:
            documents = [json.loads(line) for line in text.splitlines() if line.strip()]
        except json.JSONDecodeError:
            return
    for document in documents:
        yield from _strings(document)


def _strings(value: Any) -> Iterator[str]:
    """Strings and keys; a list of strings is one text, since notebooks keep lines so."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield "\n".join(value)
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        if value and all(isinstance(item, str) for item in value):
            yield "".join(value) if value[0].endswith("\n") else "\n".join(value)
        else:
            for item in value:
                yield from _strings(item)


def _decoded(text: str) -> bytes:
    """The bytes that base64 stands for; none where it is broken off."""
    packed = re.sub(r"\s", "", text).rstrip("=")
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4))
    except binascii.Error:
        return b""


def _packed(name: str, content: bytes) -> Iterator[Text]:
    """The parts of an office document: XML with its marks, and without, since a word may be cut by marks."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in sorted(archive.namelist()):
            inside = archive.read(part)
            where = f"{name}, {part}"
            if inside.lstrip()[:1] == b"<" and _is_text(inside):
                xml = _FONTS.sub("", inside.decode("utf-8"))
                yield Text(where, unescape(xml))
                yield Text(where, plain_xml(xml))
            else:
                yield from texts(where, inside)


def plain_xml(xml: str) -> str:
    """The words of an XML part: paragraphs, cells and shared strings a line each."""
    ends = re.sub(r"</(?:w:p|a:p|text:p|si|c|row|table:table-cell|dc:\w+)>", "\n", xml)
    return unescape(re.sub(r"<[^>]*>", "", ends))


def _pdf(content: bytes) -> str:
    """The words of a PDF's pages, of its description and of its alternative texts."""
    from pypdf import PdfReader  # takes a tenth of a second to import, and only documents need it

    reader = PdfReader(io.BytesIO(content))
    described = [str(value) for value in (reader.metadata or {}).values()]
    alternative = [str(value) for value in _alternatives(reader)]
    return "\n".join([*(page.extract_text() for page in reader.pages), *described, *alternative])


def _alternatives(reader: Any) -> Iterator[str]:
    """The alternative texts of a tagged PDF, wherever they are in its structure."""
    from pypdf.generic import DictionaryObject

    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        found = reader.get_object(number)
        if isinstance(found, DictionaryObject):
            for entry in ("/Alt", "/ActualText", "/Contents"):
                if isinstance(found.get(entry), str):
                    yield str(found[entry])


def _png(content: bytes) -> str:
    """The texts that a PNG carries beside its pixels."""
    found, place, kind = [], len(PNG), b""
    while place + 8 <= len(content) and kind != b"IEND":
        length = int.from_bytes(content[place : place + 4], "big")
        kind, data = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        if kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf"):
            found.append(data.decode("utf-8", errors="replace").replace("\0", " "))
            if kind != b"tEXt":
                found.append(_inflated(data))
        place += 12 + length
    return "\n".join([*found, content[place:].decode("utf-8", errors="replace")])


def _inflated(data: bytes) -> str:
    """What is compressed at the end of a text chunk; empty where nothing is."""
    for start in (match.start() for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data)):
        try:
            return zlib.decompress(data[start:]).decode("utf-8", errors="replace")
        except zlib.error:
            continue
    return ""


def _long_runs(content: bytes) -> str:
    """Runs of letters and digits in bytes that are no text, too long to stand there by chance."""
    return "\n".join(run.decode("ascii") for run in _LONG_RUN.findall(content))
