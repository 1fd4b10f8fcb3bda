"""What the benchmarks share: a fixed piece of arithmetic, medians, a process of its own for memory."""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

TIMES = 5
LOOK = 0.25
"""Seconds between two looks at the memory of a command."""


def reference() -> float:
    """Seconds for a fixed piece of whole-number arithmetic: what Python and the processor make of it."""
    start = time.process_time()
    remainder = 1
    for step in range(3_000_000):
        remainder = (remainder * 48_271 + step) % 2_147_483_647
    assert remainder == 762_518_682, remainder
    return time.process_time() - start


def medians(
    ways: Mapping[str, Callable[[], Any]],
    times: int = TIMES,
    clock: Callable[[], float] = time.perf_counter,
    *,
    unwatched: int = 0,
) -> dict[str, float]:
    """The median of the seconds that each way of doing something takes, one after the other in turn.

    ``unwatched``: how often each is done before its time is taken, where one way leaves the memory of the
    process so that the next has to be given every page anew."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for name, way in [*ways.items()] * times:
        for _ in range(unwatched):
            way()
        start = clock()
        way()
        taken[name].append(clock() - start)
    return {name: statistics.median(own) for name, own in taken.items()}


def seconds(what: Callable[[], Any]) -> float:
    """The seconds that something takes by the clock."""
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def peak() -> float:
    """The most memory that this process has held, in bytes."""
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * 1024


def watched(command: Sequence[str], folder: Path) -> tuple[float, float]:
    """The seconds that a command takes by the clock, and the most memory in bytes that it and all that it
    started held at a time, looked at often; pages that they share are counted once. On Linux alone."""
    start, most = time.perf_counter(), 0.0
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, sum(map(_held, _with_descendants(process.pid))))
            time.sleep(LOOK)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - start, most


def _with_descendants(pid: int) -> list[int]:
    """The process and all that it started, those who have a session of their own too."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        own = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []  # it has ended
    return [pid, *(each for child in own for each in _with_descendants(child))]


def _held(pid: int) -> float:
    """The bytes of a process in memory, of pages shared with others its part."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0  # it has ended
    return float(next(line.split()[1] for line in told.splitlines() if line.startswith("Pss:"))) * 1024


def in_own_process(script: str, *arguments: str | int) -> dict[str, Any]:
    """What a script prints as JSON when it is run with arguments in a process of its own."""
    command = [sys.executable, script, *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(script).parent)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
