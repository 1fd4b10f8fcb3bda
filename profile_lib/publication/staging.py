"""An edition is staged beside the last one and swapped in whole, so that no reader ever finds half of it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from profile_lib.errors import InputError, Problem

LOCK_SECONDS = 1.0


@contextmanager
def one_run_at_a_time(outputs: Path) -> Iterator[None]:
    """Hold the outputs folder for one run. Raises InputError where another run has it.

    The lock is the system's: it ends with the process, however that ends.
    """
    outputs.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(outputs / ".lock", timeout=LOCK_SECONDS):
            yield
    except Timeout as error:
        raise InputError(
            Problem(f"another run is writing to {outputs}", todo="Wait until it has ended")
        ) from error


def mend(outputs: Path) -> list[str]:
    """``restore``, unless a run is at work there or there is nothing to mend."""
    if not any(outputs.glob(".previous-*")) and not any(outputs.glob(".staging-*")):
        return []
    try:
        with FileLock(outputs / ".lock", timeout=0):
            return restore(outputs)
    except Timeout:
        return []


def restore(outputs: Path) -> list[str]:
    """Put back what a killed run left: an edition moved aside and not yet replaced; remove half-made ones.

    Not of a year that is being made: a cluster's worker ends what it has begun, though the command has been
    stopped. Returns the years put back.
    """
    aside = {left.name.removeprefix(".previous-") for left in outputs.glob(".previous-*")}
    half_made = {left.name.split("-")[1] for left in outputs.glob(".staging-*")}
    restored = []
    for year in sorted(aside | half_made):
        with suppress(Timeout), only_one_at(outputs, year, seconds=0):
            restored += restore_year(outputs, year)
    return restored


def only_one_at(outputs: Path, year: str, *, seconds: float = -1) -> BaseFileLock:
    """The lock of whoever makes the edition of a year. Waits for so long, and then raises Timeout; below
    zero, for as long as it takes."""
    return FileLock(outputs / f".{year}.lock", timeout=seconds)


def restore_year(outputs: Path, year: str) -> list[str]:
    """``restore`` for one year, by whoever has its lock."""
    restored = []
    aside = outputs / f".previous-{year}"
    if aside.exists() and (outputs / year).exists():
        shutil.rmtree(aside)
    elif aside.exists():
        aside.rename(outputs / year)
        restored.append(year)
    for half_made in outputs.glob(f".staging-{year}-*"):
        shutil.rmtree(half_made)
    return restored


@contextmanager
def staged(outputs: Path, year: str) -> Iterator[Path]:
    """A fresh folder beside the editions, which replaces the year's if all goes well and else is removed."""
    folder = Path(tempfile.mkdtemp(dir=outputs, prefix=f".staging-{year}-"))
    try:
        yield folder
        swap(folder, outputs, year)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def swap(staged: Path, outputs: Path, year: str) -> None:
    """Put the staged edition in the place of the last one: two renames, and ``restore`` mends the gap."""
    current, aside = outputs / year, outputs / f".previous-{year}"
    staged.chmod(0o755)
    if current.exists():
        current.rename(aside)
    staged.rename(current)
    if aside.exists():
        shutil.rmtree(aside)
