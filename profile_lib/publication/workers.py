"""Who makes editions side by side: processes of this machine, or the workers of a Dask cluster.

Both are an Executor of ``concurrent.futures``, so that whoever hands out the work does it in one way.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from profile_lib.errors import InputError, Problem
from profile_lib.kernels import keep_imports

AT_WORK = threading.Lock()
"""Held by a process while it makes an edition: one at a time, even where a cluster's worker has several
threads."""

SECONDS_TO_END = 10
"""What an edition has to put away when its worker is told to end."""
SECONDS_TO_JOIN = 30
"""Until a scheduler answers and has a worker."""

_ended = threading.Event()


@contextmanager
def processes(number: int) -> Iterator[Executor]:
    """So many processes of this machine, which end with this one, however it ends.

    They are started and not forked: that is alike on every platform, and a fork of a process with threads may
    hang. Each holds an end of a pipe; when the other one closes they put away what they make, and end when
    the last of them has: the pool kills the others as soon as one has ended.
    """
    context = get_context("spawn")
    ending, lifeline = context.Pipe(duplex=False)
    others, at_it = context.Pipe(duplex=False)  # each holds the second end until it has put away
    pool = ProcessPoolExecutor(number, context, _begin, (ending, others, at_it))
    try:
        yield pool
    except BaseException:
        at_it.close()
        lifeline.close()  # they are not waited for
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        for connection in (at_it, lifeline, ending, others):
            connection.close()


def _begin(ending: Connection, others: Connection, at_it: Connection) -> None:
    """In a worker, before its first edition: a Ctrl-C is for the command that started it to answer, and the
    imports of its notebooks are kept until it ends."""
    keep_imports()
    signal.signal(signal.SIGINT, _on_interrupt)
    threading.Thread(target=_end_with, args=(ending, others, at_it), daemon=True).start()


def _end_with(ending: Connection, others: Connection, at_it: Connection) -> None:
    with suppress(EOFError, OSError):
        ending.recv_bytes()  # nothing is ever sent
    _ended.set()
    if sys.platform != "win32":
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    AT_WORK.acquire(timeout=SECONDS_TO_END)
    at_it.close()
    with suppress(OSError):
        others.poll(SECONDS_TO_END)  # true when nobody holds the other end
    os._exit(1)


def _on_interrupt(*_: Any) -> None:
    if _ended.is_set() and AT_WORK.locked():
        raise KeyboardInterrupt


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The workers of the Dask cluster with its scheduler at an address.

    What a worker was making when it was killed the scheduler gives to another. An edition that a worker has
    begun it makes to its end, even where the command is stopped. Raises InputError where the library is not
    installed, no scheduler answers, or it has no worker.
    """
    try:
        from distributed import Client
    except ImportError as error:
        lacking = Problem(
            "--scheduler needs Dask's distributed, which is not installed",
            todo="Install the project's lock, which has it, on every machine of the cluster",
        )
        raise InputError(lacking) from error
    with ExitStack() as opened:
        try:
            client = opened.enter_context(Client(address, timeout=SECONDS_TO_JOIN, set_as_default=False))
            client.wait_for_workers(1, timeout=SECONDS_TO_JOIN)
        except (OSError, ValueError) as error:
            found = str(error).partition("\n")[0]
            todo = "Start dask scheduler, and dask worker with its address, and give that to --scheduler"
            raise InputError(
                Problem(f"no scheduler with a worker answers at {address}", found=found, todo=todo)
            ) from error
        pool = client.get_executor(pure=False)  # the same edition may be asked for again
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False)
            raise
