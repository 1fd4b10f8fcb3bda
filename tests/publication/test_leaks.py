"""Nothing that identifies a child is in any byte of the outputs."""

from __future__ import annotations

import re

import pandas as pd
from project import Project
from searched import contents

from profile_lib.sample import CANARIES


def test_no_canary(ran: Project) -> None:
    extracts = b"".join(file.read_bytes() for file in ran.home.glob("data/20*/*.csv"))
    assert all(canary.encode() in extracts for canary in CANARIES), "the search looks for what is there"
    searched = 0
    for file, content in contents(ran.outputs):
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
    for file, content in contents(ran.outputs):
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
    for file, content in (found for folder in kept for found in contents(folder)):
        told = content.decode("utf-8", errors="ignore")
        assert not [sentence for sentence in sentences if sentence in told], file


def test_what_a_partner_gets_back_holds_rows_and_rules_alone(ran: Project) -> None:
    lines = pd.read_csv(ran.outputs / "2015/set_aside/missing_episodes.csv")
    assert list(lines.columns) == ["row", "rule", "level", "column", "message"]
    assert set(lines["level"]) == {"fault", "scope"}


def test_private_is_for_its_owner_alone(ran: Project) -> None:
    assert (ran.home / "private").stat().st_mode & 0o777 == 0o700
    assert (ran.home / "private/register.csv").stat().st_mode & 0o777 == 0o600
