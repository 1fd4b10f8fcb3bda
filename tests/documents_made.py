"""A page with every kind of part, exported as a run does it, for the tests of the documents."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from profile_lib.publication.export import export_summary

NOTICE = "SYNTHETIC SAMPLE: these are not real children. Every number here is made from invented records."
ALT = 'Bar chart. Episodes "by" <month> & sex. January: 37. SYNTHETIC SAMPLE: these are not real children.'
NOTE = "Missing episodes of children under 18, 2015, Wiltshire."
FINDING = "There were 1,056 episodes, #more $than *in 2014 (814)."

EPISODES = f"""
<div class="table-scroll" role="group" tabindex="0" aria-label="Episodes by month">
<table id="table-missing.episodes-by-month">
<caption><span class="title">Episodes by month</span>
 <span class="note">{NOTE}</span> <span class="note">[c] means not given, to protect children.</span>
</caption>
<thead><tr><th scope="col">Month</th><th scope="col" class="number">Episodes</th>
<th scope="col" class="number">Share in care</th><th scope="col" class="number">Cost</th>
<th scope="col">Remark</th></tr></thead>
<tbody>
<tr><th scope="row">January 2015</th><td class="number">1,056</td><td class="number">22%</td>
<td class="number">£1,325.44</td><td>2015</td></tr>
<tr><th scope="row">February 2015</th><td class="number">[c]</td><td class="number">[x]</td>
<td class="number">–</td><td>@home, "quoted"</td></tr>
<tr><th scope="row">=1+1</th><td class="number">0</td><td class="number">8.5%</td>
<td class="number">£1.4 million</td><td>+44 1225</td></tr>
<tr class="total"><th scope="row">Total</th><td class="number">1,056</td><td class="number">18% to 26%</td>
<td class="number">17.0</td><td>-2 of them</td></tr>
</tbody></table></div>"""

GLOSSARY = """
<table><caption>Glossary</caption>
<thead><tr><th scope="col">Word</th><th scope="col">What it means</th></tr></thead>
<tbody><tr id="figure-child"><th scope="row">Child</th><td>A person under 18.</td></tr></tbody></table>"""

HELP = """<dl class="contacts"><dt>Helpline</dt><dd>For young people.
<a href="https://example.org/help">https://example.org/help</a> <strong>0300 456108</strong></dd>
<dt>Police</dt><dd>In an emergency.</dd></dl>"""


def png(width: int = 1080, height: int = 540) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def html_page(file: Path, *more: str, synthetic: bool = True, audience: str = "partnership") -> Path:
    """The page, with further pieces of HTML at its end."""
    picture = new_output(
        "display_data",
        data={"image/png": base64.b64encode(png()).decode()},
        metadata={"image/png": {"alt": ALT, "width": 560}},
    )
    cells = [
        new_markdown_cell("## About this profile"),
        new_markdown_cell("It is about **children** & _homes_.\n\n1. One\n1. Another"),
        new_markdown_cell("## Key findings"),
        _html(f'<ul class="findings"><li>{FINDING}</li><li>See <a href="#figure-child">what a child is</a>'
              ' and <a href="#nowhere">this</a>.</li></ul>'),
        new_markdown_cell("### Month by month"),
        new_code_cell("bars", outputs=[picture]),
        _html(EPISODES),
        new_markdown_cell("## How to read the numbers"),
        _html('<ul class="notes"><li>An episode is no child.</li><li>Rounded for print.</li></ul>'),
        _html(GLOSSARY),
        new_markdown_cell("## Where to get help"),
        _html(HELP),
        *map(_html, more),
    ]  # fmt: skip
    export_summary(
        new_notebook(cells=cells), file, title="Partnership profile 2015: Wiltshire & more", edition="2015",
        area="Wiltshire", synthetic=synthetic, audience=audience,
    )  # fmt: skip
    return file


def _html(text: str) -> object:
    return new_code_cell("shown", outputs=[new_output("display_data", data={"text/html": text})])
