"""Nothing that identifies a child is in any byte of the outputs."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from project import Project

from profile_lib.sample import CANARIES


def _bytes(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file, and every picture inside one as the bytes it stands for."""
    for file in folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            yield file, content
            for found in re.finditer(rb"iVBORw0KGgo[A-Za-z0-9+/=\\n]+", content):
                picture = found.group().replace(b"\\n", b"")
                yield file, base64.b64decode(picture + b"=" * (-len(picture) % 4))


def test_no_canary(ran: Project) -> None:
    extracts = b"".join(file.read_bytes() for file in (ran.home / "data/2015").glob("*.csv"))
    assert all(canary.encode() in extracts for canary in CANARIES), "the search looks for what is there"
    searched = 0
    for file, content in _bytes(ran.outputs):
        searched += 1
        for canary in CANARIES:
            assert canary.encode() not in content, f"{canary} is in {file}"
    assert searched > 20


def test_no_reference_and_no_child_key(ran: Project) -> None:
    rows = pd.read_csv(ran.home / "data/2015/missing_episodes.csv", dtype="str")
    register = pd.read_csv(ran.home / "private/register.csv", dtype="str")
    secret = {*rows["person_ref"].dropna(), *rows["episode_ref"].dropna(), *register["child_key"]}
    secret |= set(rows["postcode"].dropna())
    for file, content in _bytes(ran.outputs):
        words = set(re.findall(r"[\w/]+(?: [\w]{3})?", content.decode("utf-8", errors="ignore")))
        assert not words & secret, file


def test_what_a_partner_gets_back_holds_rows_and_rules_alone(ran: Project) -> None:
    lines = pd.read_csv(ran.outputs / "2015/set_aside/missing_episodes.csv")
    assert list(lines.columns) == ["row", "rule", "level", "column", "message"]
    assert set(lines["level"]) == {"fault", "scope"}


def test_private_is_for_its_owner_alone(ran: Project) -> None:
    assert (ran.home / "private").stat().st_mode & 0o777 == 0o700
    assert (ran.home / "private/register.csv").stat().st_mode & 0o777 == 0o600
