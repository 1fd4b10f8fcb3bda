"""Kernels that start with their imports done: forked from one process, or started ahead.

Starting a kernel and importing pandas and seaborn is nearly all the time of a small notebook. Where the
platform can fork safely one process holds the imports and forks a kernel for each notebook; elsewhere a few
processes are started ahead, import the same, and wait to become a kernel. No notebook has a kernel that ran
another: nothing can leak from one to the next.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from select import select
from typing import Any, Literal, Protocol

from profile_lib.errors import ProfileError

SWITCH = "PARTNERSHIP_PROFILE_KERNELS"
"""The environment variable that chooses how kernels are started, for a machine on which one way fails."""

SECONDS_TO_END = 5
SECONDS_TO_ANSWER = 120.0
"""What the process that holds the imports has to answer, the first time with its imports still before it."""

GONE = (
    "the process that holds the notebooks' imports has ended. Run it again; if it ends again, set "
    f"{SWITCH}=ordinary, which starts every kernel by itself"
)


class KernelsGone(ProfileError):
    """The process that holds the imports of the notebooks, or was to be a kernel, has ended."""

    def __init__(self) -> None:
        super().__init__(GONE)


class Process(Protocol):
    """What of ``subprocess.Popen`` a kernel's manager asks for."""

    pid: int
    stdin: Any
    stdout: Any
    stderr: Any

    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def send_signal(self, sig: int) -> None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


class Kernels(Protocol):
    """Where kernels come from."""

    def start(self, arguments: Sequence[str], env: Mapping[str, str], folder: str | None) -> Process:
        """A process that becomes a kernel with these arguments, in this environment and folder."""

    def close(self) -> None:
        """End what was started and not used, and what still runs."""


def _preloaded(how: Literal["fork", "wait"], modules: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "profile_lib.kernels.preloaded", how, *modules],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if how == "fork" else None,
        start_new_session=os.name == "posix",
    )


def _request(arguments: Sequence[str], env: Mapping[str, str], folder: str | None) -> bytes:
    return json.dumps({"arguments": list(arguments), "env": dict(env), "folder": folder}).encode() + b"\n"


class ForkedKernels:
    """Kernels forked from one process that holds the imports."""

    def __init__(self, modules: Sequence[str]) -> None:
        self.modules = tuple(modules)
        self._process = _preloaded("fork", modules)
        self._one_at_a_time = threading.Lock()
        self._was_asked = False

    def start(self, arguments: Sequence[str], env: Mapping[str, str], folder: str | None) -> Process:
        return _Forked(self, self._ask(_request(arguments, env, folder))["pid"])

    @property
    def is_alive(self) -> bool:
        """Whether the process that holds the imports has not ended."""
        return self._process.poll() is None

    def code(self, pid: int) -> int | None:
        """The exit code of a kernel; None while it runs."""
        code: int | None = self._ask(json.dumps({"pid": pid}).encode() + b"\n")["code"]
        return code

    def _ask(self, request: bytes) -> dict[str, Any]:
        assert self._process.stdin is not None and self._process.stdout is not None
        with self._one_at_a_time:
            self._was_asked = True
            try:
                self._process.stdin.write(request)
                self._process.stdin.flush()
                if not select([self._process.stdout], [], [], SECONDS_TO_ANSWER)[0]:
                    self._process.kill()  # it hangs; its input ends, and what it forked ends with it
                answer = self._process.stdout.readline()
            except (OSError, ValueError) as gone:
                raise KernelsGone from gone
        if not answer:
            raise KernelsGone
        found: dict[str, Any] = json.loads(answer)
        return found

    def close(self) -> None:
        if not self._was_asked:
            self._process.kill()  # it may be importing still, and has nothing to put away
        _end(self._process)


class _Forked:
    """A kernel that another process forked, as ``subprocess.Popen`` has its own."""

    stdin = stdout = stderr = None

    def __init__(self, kernels: ForkedKernels, pid: int) -> None:
        self._kernels, self.pid = kernels, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            try:
                self.returncode = self._kernels.code(self.pid)
            except KernelsGone:
                self.returncode = -signal.SIGKILL  # it ends with the process that forked it
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        end = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            time.sleep(0.02)
        return code

    def send_signal(self, sig: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class WaitingKernels:
    """Processes started ahead, each of which imports and waits to become one kernel."""

    def __init__(self, modules: Sequence[str], at_once: int, in_all: int) -> None:
        self._modules, self._to_start = modules, in_all
        self._is_closed = False
        self._one_at_a_time = threading.Lock()  # a notebook may ask for one while all are ended
        self._waiting: deque[subprocess.Popen[bytes]] = deque()
        self._started: list[subprocess.Popen[bytes]] = []
        for _ in range(at_once):
            self._start_one()

    def start(self, arguments: Sequence[str], env: Mapping[str, str], folder: str | None) -> Process:
        with self._one_at_a_time:
            if self._is_closed:
                raise KernelsGone
            process = self._waiting.popleft() if self._waiting else _preloaded("wait", self._modules)
            self._started.append(process)
            self._start_one()
        assert process.stdin is not None
        try:
            process.stdin.write(_request(arguments, env, folder))
            process.stdin.flush()
        except OSError as gone:  # a broken pipe, which Windows calls an invalid argument
            raise KernelsGone from gone
        return process

    def _start_one(self) -> None:
        if self._to_start > 0:
            self._to_start -= 1
            self._waiting.append(_preloaded("wait", self._modules))

    def close(self) -> None:
        with self._one_at_a_time:
            self._is_closed = True
        for process in self._waiting:
            process.kill()  # it may be importing still, and has nothing to put away
        for process in (*self._waiting, *self._started):
            _end(process)


class OrdinaryKernels:
    """Kernels each of which is started when it is asked for."""

    def __init__(self) -> None:
        self._started: list[subprocess.Popen[bytes]] = []
        self._is_closed = False
        self._one_at_a_time = threading.Lock()

    def start(self, arguments: Sequence[str], env: Mapping[str, str], folder: str | None) -> Process:
        from jupyter_client.launcher import launch_kernel  # heavy, and seldom needed

        with self._one_at_a_time:
            if self._is_closed:
                raise KernelsGone
            command = [sys.executable, "-m", "ipykernel_launcher", *arguments]
            process: subprocess.Popen[bytes] = launch_kernel(command, env=dict(env), cwd=folder)
            self._started.append(process)
        return process

    def close(self) -> None:
        with self._one_at_a_time:
            self._is_closed = True
        for process in self._started:
            process.kill()
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process by ending its input, and if that does not help, by force. Its output is closed at last:
    until it has ended, somebody may be reading it."""
    with suppress(OSError):  # it has ended, with a request unread
        if process.stdin is not None:
            process.stdin.close()
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
