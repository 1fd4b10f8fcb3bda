"""Nothing that identifies a child is in any byte of the outputs."""

from __future__ import annotations

import base64
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pypdf
from project import Project

from profile_lib.sample import CANARIES


def _bytes(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file, and every picture inside one as the bytes it stands for; archives and PDFs unpacked."""
    for file in folder.rglob("*"):
        if file.is_file():
            for content in _contents(file):
                yield file, content
                for found in re.finditer(rb"iVBORw0KGgo[A-Za-z0-9+/=\\n]+", content):
                    picture = found.group().replace(b"\\n", b"")
                    yield file, base64.b64decode(picture + b"=" * (-len(picture) % 4))


def _contents(file: Path) -> list[bytes]:
    """What a reader of the file can see: packed bytes say nothing to a search."""
    if file.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(file) as archive:
            return [archive.read(name) for name in archive.namelist()]
    if file.suffix == ".pdf":
        pdf = pypdf.PdfReader(file)
        objects = [pdf.get_object(number) for number in range(1, pdf.trailer["/Size"])]
        streams = [found.get_data() for found in objects if isinstance(found, pypdf.generic.StreamObject)]
        texts = [page.extract_text() for page in pdf.pages]
        return [*streams, *(text.encode() for text in texts), *(repr(found).encode() for found in objects)]
    return [file.read_bytes()]


def test_no_canary(ran: Project) -> None:
    extracts = b"".join(file.read_bytes() for file in ran.home.glob("data/20*/*.csv"))
    assert all(canary.encode() in extracts for canary in CANARIES), "the search looks for what is there"
    searched = 0
    for file, content in _bytes(ran.outputs):
        searched += 1
        for canary in CANARIES:
            assert canary.encode() not in content, f"{canary} is in {file}"
    assert searched > 20


IDENTIFYING = re.compile(r".*_ref(_[ab])?|ref|postcode|upn")
"""The columns of the extracts whose values are somebody's, and nobody else's."""


def test_no_reference_postcode_or_child_key(ran: Project) -> None:
    secret = set(pd.read_csv(ran.home / "private/register.csv", dtype="str")["child_key"])
    for file in ran.home.glob("data/201[45]/*.csv"):
        rows = pd.read_csv(file, dtype="str")
        for column in filter(IDENTIFYING.fullmatch, rows.columns):
            secret |= {value for value in rows[column].dropna() if re.search("[0-9]", value)}
    assert len(secret) > 10_000
    for file, content in _bytes(ran.outputs):
        words = set(re.findall(r"[\w/]+(?: [\w]{3})?", content.decode("utf-8", errors="ignore")))
        assert not words & secret, file


def test_no_report_in_its_own_words(ran: Project) -> None:
    texts = {
        text
        for year in ("2014", "2015")
        for text in pd.read_csv(ran.home / f"data/{year}/intelligence.csv", dtype="str")["text"].dropna()
    }
    sentences = {sentence.strip() for text in texts for sentence in text.split(".") if len(sentence) > 30}
    assert len(sentences) > 50
    kept = [ran.outputs, ran.home / "private"]
    for file, content in (found for folder in kept for found in _bytes(folder)):
        told = content.decode("utf-8", errors="ignore")
        assert not [sentence for sentence in sentences if sentence in told], file


def test_what_a_partner_gets_back_holds_rows_and_rules_alone(ran: Project) -> None:
    lines = pd.read_csv(ran.outputs / "2015/set_aside/missing_episodes.csv")
    assert list(lines.columns) == ["row", "rule", "level", "column", "message"]
    assert set(lines["level"]) == {"fault", "scope"}


def test_private_is_for_its_owner_alone(ran: Project) -> None:
    assert (ran.home / "private").stat().st_mode & 0o777 == 0o700
    assert (ran.home / "private/register.csv").stat().st_mode & 0o777 == 0o600
