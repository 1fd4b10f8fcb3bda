"""A page as a tagged PDF/UA-1, set by Typst from the parts as data and in the font of the charts."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import typst

from profile_lib.publication.documents import layout
from profile_lib.publication.documents.parts import (
    DocumentRefused,
    Heading,
    Listing,
    Page,
    Paragraph,
    Part,
    Picture,
    Table,
    Terms,
    Text,
)

TEMPLATE = Path(__file__).parent / "templates" / "document.typ"
STANDARD: Final = "ua-1"
"""PDF/UA-1, ISO 14289-1: Typst refuses what would not conform, as a picture without words."""


def write_pdf(page: Page, file: Path, *, day: date) -> None:
    """Write a page as PDF: tagged, with its title, language, contents and bookmarks; ``day`` is its date.

    Only fonts that come with the locked packages are used, so that every machine sets the same pages.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(TEMPLATE, folder)
        data = _data(page, folder)
        (folder / "page.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        made = typst.compile(
            folder / TEMPLATE.name,
            root=folder,
            font_paths=[_fonts()],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=STANDARD,
            timestamp=layout.seconds(day),
        )
    file.write_bytes(made)


def _fonts() -> Path:
    """The folder of DejaVu Sans, which matplotlib brings; found without its slow import."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise DocumentRefused("matplotlib, whose fonts the PDF uses, is not installed")
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"


def _data(page: Page, folder: Path) -> dict[str, Any]:
    """What the template reads; pictures are put beside it."""
    return {
        "title": page.title,
        "marking": page.marking,
        "notice": page.notice,
        "short_notice": page.short_notice,
        "colophon": page.colophon,
        "margin": layout.MARGIN_CM,
        "parts": [_part(part, number, folder) for number, part in enumerate(page.parts)],
    }


def _part(part: Part, number: int, folder: Path) -> dict[str, Any]:
    match part:
        case Picture():
            name = f"{number}.png"
            (folder / name).write_bytes(part.png)
            return {"kind": "picture", "file": name, "alt": part.alt, "width": layout.picture_width(part)}
        case Table():
            return {
                "kind": "table",
                "caption": part.caption,
                "notes": part.notes,
                "head": part.head,
                "rows": [asdict(row) for row in part.rows],
                "numbers": sorted(part.numbers),
                "widths": layout.column_widths(part),
                "together": layout.stays_together(part),
                "id": part.id,
            }
        case Heading():
            return {"kind": "heading", **asdict(part)}
        case Paragraph():
            return {"kind": "paragraph", "text": _runs(part.text)}
        case Listing():
            items = [_runs(item) for item in part.items]
            return {
                "kind": "listing",
                "items": items,
                "ordered": part.ordered,
                "style": part.style,
                "level": part.level,
            }
        case Terms():
            return {"kind": "terms", "pairs": [[_runs(term), _runs(said)] for term, said in part.pairs]}


def _runs(text: Text) -> list[dict[str, Any]]:
    return [asdict(run) for run in text]
