"""Work that tests hand out in the place of an edition, in a module that a worker imports quickly."""

from __future__ import annotations

import os
import signal
import sys
import time
from functools import partial
from pathlib import Path

from profile_lib.kernels import warm_kernels
from profile_lib.kernels.warm import ForkedKernels
from profile_lib.publication.asked import Asked, Made
from profile_lib.publication.handing_out import hand_out
from profile_lib.publication.workers import AT_WORK, processes
from profile_lib.workspace import Workspace


def asked(home: Path, year: str, area: str = "") -> Asked:
    """An edition of a project that need not be there."""
    given = (str(home / name) for name in ("parameters", "outputs", "private"))
    return Asked(year, Workspace.find(*given, area=area), ("public",))


def noted(one: Asked) -> Made:
    """Note that it was begun, and by whom, beside the outputs."""
    with (one.workspace.home / one.year).open("a", encoding="utf-8") as file:
        file.write(f"{os.getpid()}\n")
    return Made(one, said=(f"{one.name}: made",))


def with_kernels(one: Asked) -> Made:
    """Note which process holds the imports of the notebooks."""
    with warm_kernels(("json",), at_once=1, in_all=1) as kernels:
        assert isinstance(kernels, ForkedKernels)
        (one.workspace.home / one.year).write_text(str(kernels._process.pid), encoding="utf-8")
    return Made(one)


def killed_by_some(one: Asked) -> Made:
    """2014 kills its worker the first time, 2015 each time."""
    made = noted(one)
    begun = (one.workspace.home / one.year).read_text(encoding="utf-8").splitlines()
    if one.year == "2015" or (one.year == "2014" and len(begun) == 1):
        os.kill(os.getpid(), signal.SIGKILL)
    return made


def failing(one: Asked) -> Made:
    """2014 has an error; 2015 is more than can be sent back, as of a worker with another library."""
    if one.year == "2015":
        raise ModuleNotFoundError("no module named profile_lib")
    return Made(one, error=f"{one.name}: no", code=2) if one.year == "2014" else noted(one)


def endless(one: Asked) -> Made:
    """Put away what is begun if that is asked for, as an edition does; 2015 takes longer."""
    with AT_WORK:
        try:
            noted(one)
            time.sleep(600)
        finally:
            time.sleep(1 if one.year == "2015" else 0)
            (one.workspace.home / one.year).unlink()
    return Made(one)


def main(home: Path) -> None:
    """Hand out endless work to two processes; run by a test that ends it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored in the background
    every = [asked(home, year) for year in ("2014", "2015")]
    hand_out(every, endless, partial(processes, 2), lambda *_: None, print)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
