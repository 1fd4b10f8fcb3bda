"""An edition is staged beside the last one and swapped in whole, so that no reader ever finds half of it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

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


def restore(outputs: Path, year: str = "*") -> list[str]:
    """Put back what a killed run left: an edition moved aside and not yet replaced; remove half-made ones.

    Of every year, or of one alone where others may be at work. Returns the years put back.
    """
    restored = []
    for aside in sorted(outputs.glob(f".previous-{year}")):
        edition = aside.name.removeprefix(".previous-")
        if (outputs / edition).exists():
            shutil.rmtree(aside)
        else:
            aside.rename(outputs / edition)
            restored.append(edition)
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
