"""The reviewers' first page: what to read, what was checked, what is hidden and why, and every figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from profile_lib.pages import printing
from profile_lib.publication.checks import CHECKS, NEVER_EXCEPTED, SIGNED, Check, Staged
from profile_lib.publication.export import MARKINGS, TEMPLATES
from profile_lib.publication.notebooks import CHAPTERS

INDEX = "review/index.html"
Entry = Mapping[str, Any]

FOLDERS = {
    "review/public/": "The public edition, marked as a draft",
    "review/": "How the figures were made",
    "public/": "The public edition: the bytes that are signed",
    "partnership/": "The partnership edition",
}
"""The groups of pages to read, by where they lie."""
KINDS = {
    "html": "page",
    "docx": "Word document",
    "pdf": "PDF",
    "xlsx": "workbook",
    "ods": "workbook",
    "csv": "CSV",
}
HOW_HIDDEN = {"primary": "By itself", "secondary": "To protect others"}


def write_index(file: Path, staged: Staged, checks: Sequence[Check], entries: Mapping[str, Entry]) -> None:
    """Write the page; it stands by itself and loads nothing.

    ``entries``: the figures as reviewers may see them; one without a value is named with its state.
    """
    edition = staged.edition
    record = staged.disclosure or {}
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    html = templates.get_template("review/index.html.j2").render(
        title=f"Review pack, {edition.year}: {edition.area.name}",
        marking=MARKINGS["partnership"],
        year=edition.year,
        area=edition.area.name,
        synthetic=edition.synthetic,
        public="public" in staged.audiences,
        never=sorted(NEVER_EXCEPTED),
        roles=list(SIGNED.values()),
        state=_state(checks),
        links=_links(staged.names),
        failing=any(check.state == "fail" for check in checks),
        checks=[(check, CHECKS[check.id][0]) for check in sorted(checks, key=_urgency)],
        hidden=[[_called(item["key"], entries), item["because"]] for item in record.get("figures", ())],
        cells=[_cell(cell, entries) for cell in record.get("cells", ())],
        already_published=record.get("already_published", ()),
        figures=list(_figures(entries)),
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(html, encoding="utf-8", newline="\n")


def _urgency(check: Check) -> int:
    """What fails stands first, what passed last."""
    return ("fail", "review", "pass").index(check.state)


def _state(checks: Iterable[Check]) -> str:
    """``Of 16 checks 13 passed, 2 wait for a person and 1 fails.``"""
    counted = Counter(check.state for check in checks)
    waiting, failing = counted["review"], counted["fail"]
    wait, fail = "waits" if waiting == 1 else "wait", "fails" if failing == 1 else "fail"
    passed = f"Of {counted.total()} checks {counted['pass']} passed"
    return f"{passed}, {waiting} {wait} for a person and {failing} {fail}."


def _links(names: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The pages by group: a label, and the address from the folder of the review."""
    groups: dict[str, list[tuple[str, str]]] = {heading: [] for heading in FOLDERS.values()}
    for name in sorted(names, key=_kind_then_name):
        folder = next((folder for folder in FOLDERS if name.startswith(folder)), None)
        kind = name.rpartition(".")[2]
        twice = kind == "csv" and folder != "public/"  # the workbook has the same tables
        if folder is not None and kind in KINDS and name != INDEX and not twice:
            inside = name.removeprefix(folder)
            target = name.removeprefix("review/") if name.startswith("review/") else f"../{name}"
            groups[FOLDERS[folder]].append((_label(inside, kind), target))
    return [(heading, pages) for heading, pages in groups.items() if pages]


def _kind_then_name(name: str) -> tuple[int, str]:
    """Pages stand before documents, those before workbooks."""
    kind = name.rpartition(".")[2]
    return (list(KINDS).index(kind) if kind in KINDS else len(KINDS)), name


def _label(name: str, kind: str) -> str:
    """``Data quality``, ``Summary, PDF``: what a file is."""
    stem = name.removesuffix(f".{kind}")
    words = CHAPTERS.get(stem) or printing.sentence_case(
        stem.replace("/", ": ").replace(".", ", ").replace("_", " ").replace("-", " ")
    )
    return words if kind == "html" else f"{words}, {KINDS[kind]}"


def _cell(cell: Mapping[str, Any], entries: Mapping[str, Entry]) -> list[str]:
    """One hidden figure: what it is, how and why it is hidden, and how narrowly a reader can place it."""
    high = "no upper end" if cell.get("high") is None else str(cell["high"])
    known = f"{cell.get('low', 0)} to {high}"
    name = _called(cell["key"], entries)
    return [name, HOW_HIDDEN.get(cell["state"], str(cell["state"])), str(cell["because"]), known]


def _called(key: str, entries: Mapping[str, Entry]) -> str:
    """The label of a figure; a count that is no figure of its own by its address."""
    return _name(entries[key]) if key in entries else key


def _figures(entries: Mapping[str, Entry]) -> Iterator[tuple[str, list[list[Any]], str]]:
    """Each chapter with its figures, in the order of their keys, and what the markers in it mean."""
    by_chapter: dict[str, list[Entry]] = {}
    for key in sorted(entries):
        by_chapter.setdefault(str(entries[key]["source"]["notebook"]), []).append(entries[key])
    chapters = [name for name in CHAPTERS if name in by_chapter]
    for chapter in (*chapters, *sorted(by_chapter.keys() - set(chapters))):
        rows = [_row(entry) for entry in by_chapter[chapter]]
        markers = sorted({cell for row in rows for cell in row} & printing.LEGEND.keys())
        note = " ".join(f"{marker} means {printing.LEGEND[marker]}." for marker in markers)
        yield CHAPTERS.get(chapter, chapter), rows, note


def _row(entry: Entry) -> list[Any]:
    return [
        (_name(entry), _made_in(entry)),
        printing.cell(entry),
        str(entry["unit"]),
        printing.sentence_case(printing.base(entry)),
        str(printing.period(entry)),
        printing.sentence_case(printing.change(entry)) if "previous" in entry and "value" in entry else "–",
        _public(entry),
    ]


def _made_in(entry: Entry) -> str:
    """The address of the cell that recorded the figure; empty where that is not known."""
    source = entry["source"]
    return f"{source['notebook']}.html#cell-{source['cell']}" if "cell" in source else ""


def _name(entry: Entry) -> str:
    """``Missing episodes, sex: Female``."""
    narrowed = printing.narrowed(entry)
    return f"{entry['label']}, {narrowed}" if narrowed else str(entry["label"])


def _public(entry: Entry) -> str:
    """What the public edition does with the figure."""
    return str(entry.get("public", {}).get("state", "internal"))
