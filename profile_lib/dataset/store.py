"""The linked data kept between a run and its notebooks: Parquet files in the private folder.

An entry is named after everything that went into it, so a changed input finds no entry; a damaged one is
found by its checksums and made again.
"""

from __future__ import annotations

import json
import platform
import shutil
import tempfile
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pandas as pd

from profile_lib.checksums import contents
from profile_lib.dataset.frames import Frames
from profile_lib.dataset.linked import Dataset
from profile_lib.edition import Edition
from profile_lib.errors import InputError, Problem
from profile_lib.linkage.pseudonyms import pseudonym
from profile_lib.machine import packages

LINKED_FOLDER = "linked"
"""The folder of the private one that keeps the linked data of each year."""
ABOUT = "about.json"
STORE = "kept frames"
PACKAGE = Path(__file__).resolve().parent.parent
CODE = (
    *("dataset", "edition", "errors.py", "figures", "intake", "linkage", "prose.py", "rounding.py"),
    *("statistics", "yaml_lines.py"),
)
"""The rooms whose code may decide what the linked data are: those that this one imports, and they."""


def _digest(*places: Path) -> str:
    """Of the files in folders, or of files."""
    digest = sha256()
    for place in places:
        for name, told in contents(place):
            digest.update(f"{place.name}\0{name}\0{told}\0".encode())
    return digest.hexdigest()


def code() -> str:
    """A digest of that code as it stands on the disk."""
    return _digest(*(PACKAGE / room for room in CODE))


CODE_AT_WORK = code()
"""What of it this process has imported."""


def inputs_key(edition: Edition, extracts: Path, decisions: Path, secret: bytes) -> str:
    """A digest of all that the linked data depend on: the parameters, every file of the extracts and where it
    stands in their folder, the decisions, the code, Python and its packages, and the secret key.

    Raises InputError where the code has been edited since it was imported: what is made by the old would be
    kept as if the new had made it.
    """
    if code() != CODE_AT_WORK:
        todo = "Run it again; in JupyterLab restart the kernel first"
        raise InputError(
            Problem("the code has been edited since this was started", file=str(PACKAGE), todo=todo)
        )
    digest = sha256(f"{edition.sha256}{pseudonym(edition.year, STORE, secret)}".encode())
    for words in (platform.python_version(), *packages(), CODE_AT_WORK, _digest(extracts, decisions)):
        digest.update(f"{words}\0".encode())
    return digest.hexdigest()[:32]


def save(data: Dataset, key: str, private: Path) -> None:
    """Keep the frames of an edition; entries of the same year with other inputs are removed."""
    year = private / LINKED_FOLDER / data.edition.year
    year.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=year, prefix=".new-"))
    sums = {}
    for name, frame in data.frames.items():
        file = staging / f"{name}.parquet"
        frame.to_parquet(file)
        sums[name] = sha256(file.read_bytes()).hexdigest()
    (staging / ABOUT).write_text(json.dumps(sums, indent=1), encoding="utf-8")
    for entry in year.iterdir():
        if entry != staging:
            shutil.rmtree(entry)
    staging.rename(year / key)


def load(edition: Edition, key: str, private: Path) -> Dataset | None:
    """The kept data of an edition, or None where there are none for these inputs or they are damaged."""
    folder = private / LINKED_FOLDER / edition.year / key
    try:
        sums = dict(json.loads((folder / ABOUT).read_text(encoding="utf-8")))
        kept = {name: (folder / f"{name}.parquet").read_bytes() for name in sums}
    except (FileNotFoundError, ValueError, TypeError):
        return None  # there are none, or what tells of them was cut off
    if not kept or any(sha256(kept[name]).hexdigest() != digest for name, digest in sums.items()):
        return None
    frames = {name: partial(_frame, content) for name, content in kept.items()}
    return Dataset(edition, edition.windows, Frames(frames))


def _frame(content: bytes) -> pd.DataFrame:
    """A frame of its file's bytes: another run may have replaced the file when it is asked for."""
    return pd.read_parquet(BytesIO(content))
