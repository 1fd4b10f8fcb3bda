"""Real editions side by side and a worker killed half-way: the bytes are those of one after the other."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psutil
import pytest
from project import ROOT, Project

pytestmark = pytest.mark.full

YEARS = ("2014", "2015")


@contextmanager
def making(project: Project, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The command at work, once the notebooks of both editions have begun; ended with all that it started."""
    command = subprocess.Popen(
        project.words("run", *YEARS, "--force", *arguments),
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # a shell may have it ignored
    )
    started: list[psutil.Process] = []
    try:
        until = time.monotonic() + 600
        while not all(list(project.outputs.glob(f".staging-{year}-*/notebooks/*")) for year in YEARS):
            assert command.poll() is None and time.monotonic() < until, command.communicate()
            time.sleep(0.1)
        started = psutil.Process(command.pid).children(recursive=True)
        yield command
        _, alive = psutil.wait_procs(started, timeout=30)
        assert not alive
    finally:
        for process in [command, *started]:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue
        command.communicate()


def whole(project: Project, ran: Project) -> None:
    """Both editions are there, once, with the bytes that they have made one after the other."""
    assert {path.name for path in project.outputs.iterdir() if "lock" not in path.name} == set(YEARS)
    for year in YEARS:
        assert project.bytes_of(year) == ran.bytes_of(year)


def test_a_killed_process_of_this_machine(project: Project, ran: Project) -> None:
    with making(project, "--jobs", "2") as command:
        workers = [
            child for child in psutil.Process(command.pid).children() if "spawn_main" in str(child.cmdline())
        ]
        assert len(workers) == 2
        workers[0].kill()
        out, err = command.communicate(timeout=1200)
    assert command.returncode == 0, err
    assert "its worker has ended" in out
    whole(project, ran)


def test_a_killed_worker_of_a_cluster(project: Project, ran: Project) -> None:
    from distributed import LocalCluster

    with (
        LocalCluster(2, threads_per_worker=1, dashboard_address=None) as local,
        making(project, "--scheduler", local.scheduler_address) as command,
    ):
        os.kill(local.workers[0].pid, signal.SIGKILL)
        _, err = command.communicate(timeout=1200)
        assert command.returncode == 0, err
    whole(project, ran)


@pytest.mark.parametrize(
    "of_all", [False, True], ids=["the command alone", "as a terminal does, all of them"]
)
def test_a_run_that_is_stopped_leaves_the_last_good_editions(
    of_all: bool, ran: Project, tmp_path: Path
) -> None:
    send: Callable[[int, int], None] = os.killpg if of_all else os.kill
    project = Project(Path(shutil.copytree(ran.home, tmp_path / "copy", symlinks=True)))
    with making(project, "--jobs", "2") as command:
        send(command.pid, signal.SIGINT)
        _, err = command.communicate(timeout=120)
    assert command.returncode == 1
    assert err.splitlines()[-1] == "Stopped. The last good edition stands as it was."
    assert "Traceback" not in err
    whole(project, ran)
