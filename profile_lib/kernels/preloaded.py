"""A process that holds the imports of the notebooks and forks their kernels, or waits to become one.

Run as ``python -m profile_lib.kernels.preloaded fork|wait MODULE ...``. It is spoken to over its own input
and output, a line of JSON each way, so that there is no socket that anybody else could open; when its input
ends, whoever started it is gone, and it ends with all that it forked.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import signal
import sys
import threading
import warnings
from importlib import import_module
from typing import Any, NoReturn

Request = dict[str, Any]

ON_PARENTS_DEATH = 1
"""PR_SET_PDEATHSIG of Linux's prctl(2)."""


def main(how: str, *modules: str) -> None:
    """Import the modules, then ``fork`` kernels as asked, or ``wait`` to become one."""
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]  # a hundred modules, for nobody to use
    gc.disable()  # what imports make is kept: to look through it for garbage is a seventh of their time
    for name in modules:
        import_module(name)
    gc.freeze()  # a collection in a fork would touch, and so copy, every page it shares
    gc.enable()
    {"fork": _fork_as_asked, "wait": _become_one}[how]()


def _fork_as_asked() -> None:
    """Answer requests until there are no more: a kernel to start, or whether one has ended."""
    running: set[int] = set()
    for line in iter(sys.stdin.buffer.readline, b""):
        request: Request = json.loads(line)
        answer = _ended(request["pid"], running) if "pid" in request else _forked(request, running)
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()
    for pid in running:
        os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _forked(request: Request, running: set[int]) -> dict[str, int]:
    forking = os.getpid()
    with warnings.catch_warnings():
        # Python 3.12 and later warn of threads: here they are those of libraries for memory and for linear
        # algebra, which see to it themselves that a fork finds no lock of theirs held
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        _end_with_parent(forking)
        _in_own_group(0)
        _without_streams()
        become(request)
    _in_own_group(pid)  # by both, since either may come first
    running.add(pid)
    return {"pid": pid}


def _ended(pid: int, running: set[int]) -> dict[str, int | None]:
    """The exit code of a kernel, as ``subprocess`` has it; None while it runs."""
    found, status = os.waitpid(pid, os.WNOHANG)
    if not found:
        return {"code": None}
    running.discard(pid)
    return {"code": os.waitstatus_to_exitcode(status)}


def _become_one() -> None:
    """Wait for one request and become that kernel; it ends where its input does."""
    line = sys.stdin.buffer.readline()
    if not line:
        return
    lifeline = os.dup(0)
    _without_streams()

    def end_with_parent() -> None:
        os.read(lifeline, 1)
        os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()
    become(json.loads(line))


def become(request: Request) -> NoReturn:
    """Be the kernel that ``request`` describes: its arguments, environment and folder."""
    from ipykernel.kernelapp import IPKernelApp

    os.environ.clear()
    os.environ.update(request["env"])
    if request["folder"]:
        os.chdir(request["folder"])
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()  # else every fork would draw the same numbers
    # A handle is more than a number on Windows, where this process watches its input instead
    parent = [] if sys.platform == "win32" else [f"--IPKernelApp.parent_handle={os.getppid()}"]
    IPKernelApp.launch_instance(
        argv=[
            *request["arguments"],
            *parent,
            # The backend was chosen before there was a shell that shows its pictures
            "--IPKernelApp.exec_lines=%matplotlib inline",
        ]
    )
    sys.exit()


def _end_with_parent(parent: int) -> None:
    """Have this process killed when the one that forked it dies, however that happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ON_PARENTS_DEATH, signal.SIGKILL)
        if os.getppid() != parent:  # it died before it could be told of
            os._exit(1)


def _in_own_group(pid: int) -> None:
    """Give a kernel a group of its own, so that what it started is signalled with it."""
    try:
        os.setpgid(pid, pid)
    except (ProcessLookupError, PermissionError):
        return  # it has ended, or has set its group itself


def _without_streams() -> None:
    """Leave the pipes of requests and answers to the process that holds the imports."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)


if __name__ == "__main__":
    main(*sys.argv[1:])
