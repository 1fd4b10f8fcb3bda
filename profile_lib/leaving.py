"""How a command ends: when it has said what it has to say, not when each of its million objects is put away.

Python frees every object of every library when a process ends, which takes longer than an unchanged run does.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable
from contextlib import suppress


def at_once() -> Callable[[int], int]:
    """Ask for an end without putting objects away, before a library is imported.

    What is returned is told the exit code when the command has come to its own end; where it has not, since
    it was interrupted, the process ends as any other. What libraries do at the end is done in either case.
    """
    codes: list[int] = []

    def leave() -> None:
        if codes:
            for stream in (sys.stdout, sys.stderr):
                with suppress(BrokenPipeError):  # whoever read has read enough
                    stream.flush()
            os._exit(codes[-1])

    atexit.register(leave)  # the first to be registered is the last to be called

    def ended(code: int) -> int:
        codes.append(code)
        return code

    return ended
