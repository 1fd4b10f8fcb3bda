"""What the benchmarks share: a fixed piece of arithmetic, medians, a process of its own for memory."""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TIMES = 5


def reference() -> float:
    """Seconds for a fixed piece of whole-number arithmetic: what Python and the processor make of it."""
    start = time.process_time()
    remainder = 1
    for step in range(3_000_000):
        remainder = (remainder * 48_271 + step) % 2_147_483_647
    assert remainder == 762_518_682, remainder
    return time.process_time() - start


def median(what: Callable[[], Any], times: int = TIMES) -> float:
    """The median of the seconds that something takes by the clock."""
    return statistics.median(seconds(what) for _ in range(times))


def seconds(what: Callable[[], Any]) -> float:
    """The seconds that something takes by the clock."""
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def peak() -> float:
    """The most memory that this process has held, in bytes."""
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * 1024


def in_own_process(script: str, *arguments: str | int) -> dict[str, Any]:
    """What a script prints as JSON when it is run with arguments in a process of its own."""
    command = [sys.executable, script, *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(script).parent)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
