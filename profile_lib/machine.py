"""What the machine has that an edition is made on: processors, memory, and installed packages."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path


def cores() -> int:
    """The processors that this process may use, fewer than there are in a container or a batch job."""
    if hasattr(os, "sched_getaffinity"):  # on Linux
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def give_back() -> None:
    """Give memory back that nothing uses any more: Arrow and the C library keep it for later, of a nation's
    rows gigabytes."""
    import pyarrow  # heavy; whoever calls this has it

    pyarrow.default_memory_pool().release_unused()
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)  # of glibc


def packages() -> list[str]:
    """The installed packages with their versions, as the folders that describe them are named."""
    return sorted({found.name for folder in sys.path for found in Path(folder).glob("*.dist-info")})
