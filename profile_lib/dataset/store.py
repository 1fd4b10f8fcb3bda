"""The linked data kept between a run and its notebooks: Parquet files in the private folder.

An entry is named after everything that went into it, so a changed input finds no entry; a damaged one is
found by its checksums and made again.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import pandas as pd

from profile_lib.dataset.frames import Frames
from profile_lib.dataset.linked import Dataset
from profile_lib.edition import Edition
from profile_lib.linkage.pseudonyms import pseudonym

ABOUT = "about.json"
STORE = "kept frames"
PACKAGE = Path(__file__).resolve().parent.parent
CODE = ("intake", "linkage", "dataset")
"""The rooms whose code decides what the linked data are."""


def inputs_key(edition: Edition, files: Iterable[Path], secret: bytes) -> str:
    """A digest of the parameters, the files, the code, the versions and the secret key that the linked data
    depend on."""
    digest = sha256(f"{edition.sha256}{pseudonym(edition.year, STORE, secret)}".encode())
    sources = sorted(path for room in CODE for path in (PACKAGE / room).rglob("*") if path.suffix != ".pyc")
    for path in (*sorted(files), *sources):
        if path.is_file():
            digest.update(f"{path.name}\0{sha256(path.read_bytes()).hexdigest()}\0".encode())
    for package in ("pandas", "splink", "duckdb", "pandera"):
        digest.update(f"{package} {version(package)}\0".encode())
    return digest.hexdigest()[:32]


def save(data: Dataset, key: str, private: Path) -> None:
    """Keep the frames of an edition; entries of the same year with other inputs are removed."""
    year = private / "linked" / data.edition.year
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
    folder = private / "linked" / edition.year / key
    try:
        sums = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        kept = {name: (folder / f"{name}.parquet").read_bytes() for name in sums}
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    if any(sha256(kept[name]).hexdigest() != digest for name, digest in sums.items()):
        return None
    frames = {name: partial(_frame, content) for name, content in kept.items()}
    return Dataset(edition, edition.windows, Frames(frames))


def _frame(content: bytes) -> pd.DataFrame:
    """A frame of its file's bytes: another run may have replaced the file when it is asked for."""
    return pd.read_parquet(BytesIO(content))
