"""A child's name in the data of one purpose: made from the register's key with a secret key.

HMAC-SHA256 (RFC 2104) of the purpose and the random key of the child. Whoever holds data of one purpose can
join them neither with the register nor with data of another. No figure depends on the secret key.

One purpose is the linked frames, which notebooks work with and the private folder keeps; another is to know
in one year's frames a child of another year's, by the references that both hold. Nothing that is sent to a
partner has a child in it, and the review queue shows the references of the partners.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from pathlib import Path

import pandas as pd
from filelock import FileLock

from profile_lib.errors import InputError, Problem

FRAMES = "linked frames"
REFERENCES = "references of another year"

VARIABLE = "PARTNERSHIP_PROFILE_KEY"
FILE = "pseudonym.key"
DIGITS = 64
"""256 bits, as hexadecimal digits."""


def secret_key(private: Path) -> bytes:
    """The secret key: that of the environment if it is set there, else that of the private folder, where it
    is drawn at random when it is first asked for.

    Raises InputError for what is not 64 hexadecimal digits, and for a file that others than its owner may
    read; the error holds no part of the key.
    """
    if VARIABLE in os.environ:
        return _key(os.environ[VARIABLE], VARIABLE)
    path = private / FILE
    with FileLock(f"{path}.lock", mode=0o600):
        if not path.exists():
            private.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(DIGITS // 2) + "\n")
        mode = path.stat().st_mode & 0o777
        if os.name == "posix" and mode & 0o077:
            raise InputError(
                Problem(
                    "the key is not secret",
                    file=FILE,
                    found=f"a file that others may open (mode {mode:03o})",
                    expected="one for its owner alone (mode 600)",
                    todo="chmod 600. If somebody may have read it, delete it: no figure changes",
                )
            )
        return _key(path.read_text(encoding="ascii", errors="replace").strip(), FILE)


def pseudonyms(keys: pd.Series, purpose: str, secret: bytes) -> pd.Series:
    """The name of each child, given by the key in the register, in the data of one purpose: 128 bits."""
    known = {key: pseudonym(str(key), purpose, secret) for key in keys.dropna().unique()}
    return keys.map(known).astype("str")


def pseudonym(key: str, purpose: str, secret: bytes) -> str:
    """The name of one child in the data of one purpose."""
    return hmac.digest(secret, f"{purpose}|{key}".encode(), "sha256").hex()[:32]


def _key(text: str, place: str) -> bytes:
    if not re.fullmatch(rf"[0-9A-Fa-f]{{{DIGITS}}}", text):
        raise InputError(
            Problem(
                f"{place} holds no key",
                found=f"{len(text)} characters",
                expected=f"{DIGITS} hexadecimal digits",
            )
        )
    return bytes.fromhex(text)
