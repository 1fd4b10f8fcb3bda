"""Pseudonyms say nothing, are bound to their purpose, and their key is kept from everybody else."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

import pandas as pd
import pytest

from profile_lib.errors import InputError
from profile_lib.linkage.pseudonyms import FILE, VARIABLE, pseudonym, pseudonyms, secret_key

KEY = "0123456789abcdef" * 4


def hmac_by_hand(key: bytes, message: bytes) -> str:
    """RFC 2104, written out: the key filled up to a block of 64 bytes, hashed twice with two paddings."""
    block = key.ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block) + message).digest()
    return hashlib.sha256(bytes(byte ^ 0x5C for byte in block) + inner).hexdigest()


def test_a_pseudonym_is_the_first_half_of_the_hmac_of_purpose_and_key() -> None:
    secret = bytes.fromhex(KEY)
    assert pseudonym("9f86d0", "linked frames", secret) == hmac_by_hand(secret, b"linked frames|9f86d0")[:32]


def test_each_child_has_one_in_each_purpose_and_under_each_secret_and_nobody_none() -> None:
    keys = pd.Series(["a", "b", "a", None], dtype="str", index=[3, 1, 2, 0])
    one, two = pseudonyms(keys, "one", bytes(32)), pseudonyms(keys, "two", bytes(32))
    other = pseudonyms(keys, "one", bytes([1] * 32))

    assert one.index.tolist() == [3, 1, 2, 0]
    assert one[3] == one[2] != one[1]
    assert one.isna().tolist() == [False, False, False, True]
    assert len({*one.dropna(), *two.dropna(), *other.dropna()}) == 6


def test_the_key_is_drawn_once_for_its_owner_alone(tmp_path: Path) -> None:
    private = tmp_path / "private"
    first = secret_key(private)

    assert len(first) == 32
    assert secret_key(private) == first
    assert stat.S_IMODE((private / FILE).stat().st_mode) == 0o600
    assert secret_key(tmp_path / "another") != first


def test_the_key_of_the_environment_comes_first_and_no_file_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, KEY)

    assert secret_key(tmp_path) == bytes.fromhex(KEY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o777])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    key = secret_key(tmp_path).hex()
    (tmp_path / FILE).chmod(mode)

    with pytest.raises(InputError, match=f"not secret.*mode {mode:o}.*expected.*600") as refused:
        secret_key(tmp_path)
    assert key not in str(refused.value)
    (tmp_path / FILE).chmod(0o600)
    assert secret_key(tmp_path).hex() == key


@pytest.mark.parametrize("text", ["", "secret", KEY[:-1], KEY + "0", KEY.replace("a", "g"), "é" * 64])
def test_what_is_no_key_is_refused_without_being_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    (tmp_path / FILE).touch(mode=0o600)
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=FILE) as in_file:
        secret_key(tmp_path)
    monkeypatch.setenv(VARIABLE, text)
    with pytest.raises(InputError, match=VARIABLE) as in_environment:
        secret_key(tmp_path)
    for refused in (in_file, in_environment):
        assert not text or text not in str(refused.value)
        assert "64 hexadecimal digits" in str(refused.value)
