"""Workbooks for the tests: XLSX by openpyxl, ODS by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]


def xlsx(path: Path, sheets: Mapping[str, Rows], hidden: Iterable[str] = ()) -> Path:
    """A workbook of sheets by name."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def ods(path: Path, body: str) -> Path:
    """A workbook whose one sheet has this body, in the words of ODS."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="Data">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    files = {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content}
    return packed(path, {name: text.encode() for name, text in files.items()})


def ods_row(cells: Iterable[str], attributes: str = "") -> str:
    """A row of text; a cell that begins with a date of four digits is a date."""
    return f"<table:table-row{attributes}>{''.join(map(_cell, cells))}</table:table-row>"


def packed(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def repacked(path: Path, name: str, old: bytes, new: bytes) -> Path:
    """A workbook with something replaced in one of its files."""
    with zipfile.ZipFile(path) as archive:
        files = {member: archive.read(member) for member in archive.namelist()}
    assert old in files[name]
    return packed(path, {**files, name: files[name].replace(old, new)})


def _cell(text: str) -> str:
    if text[:4].isdigit() and text[4:5] == "-":
        return f'<table:table-cell office:value-type="date" office:date-value="{text}"/>'
    if not text:
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'
