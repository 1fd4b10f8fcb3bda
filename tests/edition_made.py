"""A small edition as a run stages it, made by hand: two notebooks, a public page and its documents."""

from __future__ import annotations

import base64
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import typst
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from project import ROOT

from profile_lib.edition import Edition, load_edition
from profile_lib.publication.checks import Check, Secret, Staged, as_json, read_documents, run_checks
from profile_lib.results import read_findings
from profile_lib.workspace import Workspace

YEAR = "2015"
NOTICE = "SYNTHETIC SAMPLE: these are not real children"


def edition(**changed: Any) -> Edition:
    """The edition of 2015 as the repository's parameters say, but for what is changed."""
    return load_edition(YEAR, ROOT / "parameters").model_copy(update=changed)


def figure(key: str, value: float = 12, state: str = "shown", **more: Any) -> dict[str, Any]:
    """A figure as findings.json holds it, with what the public may see of it."""
    public: dict[str, Any] = {"state": state}
    if state in ("shown", "rounded"):
        public["value"] = value
    given = {
        "key": key, "id": key, "kind": "count", "label": f"Figure {key}", "value": value, "unit": "children",
        "base": "children under 18", "people": value, "period": ["2015-01-01", "2015-11-30"],
        "area": "Wiltshire", "source": {"notebook": "missing_children", "measure": "a.measure"},
        "caveats": ["missing-and-absent"], "public": public,
    }  # fmt: skip
    return given | more


def page(body: str, notice: str = NOTICE) -> str:
    """A page with a title, a notice and what it is of."""
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><title>Profile</title><style>p { margin: 0 }</style></head>'
        f'<body><p>{notice}</p><main id="content">{body}</main></body></html>'
    )


def png(words: str = "", kind: bytes = b"tEXt") -> bytes:
    """A picture of one pixel; ``words`` stand beside the pixels, compressed where ``kind`` is zTXt."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    text = b"Comment\0" + (words.encode() if kind == b"tEXt" else b"\0" + zlib.compress(words.encode()))
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\0")
    chunks = [(b"IHDR", header), *([(kind, text)] if words else []), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks)


def picture(alt: str = f"A bar chart. {NOTICE}.", content: bytes | None = None) -> str:
    """A picture on a page."""
    data = base64.b64encode(png() if content is None else content).decode()
    return f'<img alt="{alt}" src="data:image/png;base64,{data}">'


def packed(**parts: str) -> bytes:
    """An office document: its parts by name, with ``__`` for a slash and ``_dot_`` for a dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            inside = zipfile.ZipInfo(name.replace("__", "/").replace("_dot_", "."), (2016, 3, 31, 0, 0, 0))
            archive.writestr(inside, text)
    return file.getvalue()


def word(body: str = f"<w:p><w:r><w:t>{NOTICE}</w:t></w:r></w:p>") -> bytes:
    return packed(word__document_dot_xml=f"<w:document>{body}</w:document>")


def workbook(*strings: str) -> bytes:
    """A workbook of one sheet that holds the strings."""
    shared = "".join(f"<si><t>{text}</t></si>" for text in strings)
    cells = "".join(f'<c r="A{n + 1}" t="s"><v>{n}</v></c>' for n in range(len(strings)))
    return packed(
        xl__sharedStrings_dot_xml=f"<sst>{shared}</sst>",
        xl__worksheets__sheet1_dot_xml=f"<worksheet><sheetData>{cells}</sheetData></worksheet>",
    )


def pdf(words: str = NOTICE) -> bytes:
    """A PDF of one page."""
    document: bytes = typst.compile(words.encode(), timestamp=0)
    return document


def notebook(*cells: nbformat.NotebookNode) -> str:
    """An executed notebook; without cells one that says a sentence."""
    own = cells or (
        new_code_cell('year = "2015"', execution_count=1, metadata={"tags": ["injected-parameters"]}, id="a"),
        new_markdown_cell("## Key findings", id="b"),
        new_code_cell('say("There were {missing.episodes} episodes.")', execution_count=2, id="c",
                      outputs=[new_output("display_data", data={"text/html": "<p>There were 12.</p>"})]),
    )  # fmt: skip
    return nbformat.writes(new_notebook(cells=list(own)))


@dataclass
class Made:
    """A staged edition in a folder, which a test changes in one place."""

    folder: Path
    edition: Edition = field(default_factory=edition)

    def __post_init__(self) -> None:
        self.figures(figure("missing.children"), figure("missing.hidden", 3, "suppressed"))
        self.write("notebooks/summary.public.ipynb", notebook())
        self.write("public/summary.html", page(f"<p>There were 12 children.</p>{picture()}"))
        self.write("public/summary.docx", word())
        self.write("public/summary.pdf", pdf())
        self.write("public/tables.xlsx", workbook(NOTICE))
        self.write("public/tables/children.csv", f"{NOTICE}\nsex,children\nF,12\n")

    def write(self, name: str, content: str | bytes) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def figures(self, *entries: dict[str, Any]) -> None:
        """The findings, and a record of disclosure control that hides what they hide."""
        document = {"edition": YEAR, "area": "Wiltshire", "synthetic": True, "figures": list(entries)}
        self.write("findings.json", json.dumps(document))
        hidden = [entry["key"] for entry in entries if entry["public"]["state"] == "suppressed"]
        self.disclosure(
            result="pass",
            figures=[{"key": key, "because": "would give away a cell"} for key in hidden],
            cells=[
                {"key": key, "state": "primary", "because": "fewer than six", "low": 1, "high": 5}
                for key in hidden
            ],
        )

    def disclosure(self, **content: Any) -> None:
        self.write("disclosure.json", json.dumps({"rule": {}, "already_published": [], **content}))

    def staged(self, secret: Secret | None = None, published: Mapping[str, Any] | None = None) -> Staged:
        record = self.folder / "disclosure.json"
        return Staged(
            edition=self.edition,
            documents=read_documents(self.folder),
            findings=read_findings(self.folder / "findings.json"),
            disclosure=json.loads(record.read_text()) if record.is_file() else None,
            published=None if published is None else dict(published),
            secret=secret or Secret(),
        )

    def check(self, id: str, **given: Any) -> Check:
        """What one check says of the edition now."""
        (found,) = run_checks(self.staged(**given), [id])
        return found

    def checked(self, *changed: Check) -> None:
        """Write checks.json as the checks find the edition now, but for those given."""
        staged = self.staged()
        given = {check.id: check for check in changed}
        checks = [given.get(check.id, check) for check in run_checks(staged)]
        self.write("checks.json", as_json(YEAR, checks, staged.documents))


def workspace(home: Path) -> Workspace:
    """Folders of a partnership around a temporary folder, with the repository's parameters."""
    return Workspace(
        ROOT / "parameters", home / "outputs", home / "private", ROOT / "notebooks", home / "data"
    )


def told(check: Check) -> str:
    """What a check found, in one text."""
    return "\n".join(f"{found.where}: {found.what}. {found.todo}" for found in check.findings)
