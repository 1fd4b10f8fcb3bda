"""Editions handed out to workers: none is lost with its worker, none hinders another, no process is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest
import work_of_tests as work

from profile_lib.errors import InputError
from profile_lib.kernels.warm import SWITCH
from profile_lib.publication.asked import Made
from profile_lib.publication.handing_out import ROUNDS, hand_out
from profile_lib.publication.workers import cluster, processes

YEARS = ("2013", "2014", "2015", "2016")


def handed_out(home: Path, task: Any, workers: Any) -> tuple[dict[str, Made], list[str]]:
    """What became of each of four editions, and what was said meanwhile."""
    made: list[Made] = []
    said: list[str] = []
    every = [work.asked(home, year) for year in YEARS]
    hand_out(every, task, workers, lambda text, _: said.append(text), made.append)
    assert sorted(one.asked.year for one in made) == list(YEARS), "each is told of once"
    return {one.asked.year: one for one in made}, said


def begun(home: Path, year: str) -> list[str]:
    return (home / year).read_text(encoding="utf-8").splitlines()


def test_an_edition_that_fails_is_told_of_and_the_others_stand(tmp_path: Path) -> None:
    made, said = handed_out(tmp_path, work.failing, partial(ThreadPoolExecutor, 2))
    assert (made["2014"].error, made["2014"].code) == ("2014: no", 2)
    assert made["2013"].said == ("2013: made",) and made["2016"].code == 0
    assert [len(begun(tmp_path, year)) for year in ("2013", "2016")] == [1, 1]
    assert "no module named profile_lib" in made["2015"].error and made["2015"].code == 1
    assert said.count("an edition was not made, since its worker has ended; left: 2015") == len(ROUNDS)
    assert sorted(said)[:2] == ["2013: made", "2014: failed"]


def test_a_worker_keeps_the_imports_of_its_notebooks_until_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCH, "fork")
    made, _ = handed_out(tmp_path, work.with_kernels, partial(processes, 1))
    assert not [one.error for one in made.values() if one.error]
    (pid,) = {int(line) for year in YEARS for line in begun(tmp_path, year)}
    end = time.monotonic() + 10
    while psutil.pid_exists(pid):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_what_a_killed_worker_was_making_is_made_again(tmp_path: Path) -> None:
    """2014 kills its worker once, 2015 always: the others are made all the same."""
    made, said = handed_out(tmp_path, work.killed_by_some, partial(processes, 2))
    assert {year for year, one in made.items() if one.error} == {"2015"}
    assert f"its worker ended each of {len(ROUNDS)} times" in made["2015"].error and made["2015"].code == 1
    assert len(begun(tmp_path, "2015")) >= 1 and len(begun(tmp_path, "2014")) >= 2
    left = [text.partition("; left: ")[2].split(", ") for text in said if "; left: " in text]
    assert "2014" in left[0] and left[-1] == ["2015"] and "2014: made" in said
    children = psutil.Process().children(recursive=True)
    assert not [child for child in children if "spawn_main" in str(child.cmdline())]


def test_an_edition_may_lose_its_worker_once_after_it_was_lost_with_others(tmp_path: Path) -> None:
    """In the first two rounds the workers end before they begin anything; in the next the first one's own."""
    lost = iter([True, True, True])

    class Workers(ThreadPoolExecutor):
        def submit(self, work: Any, /, *arguments: Any) -> Future[Any]:  # type: ignore[override]
            if self.is_lost:
                raise BrokenExecutor("ended")
            return super().submit(work, *arguments)

    def workers() -> Workers:
        started = Workers(1)
        started.is_lost = next(lost, False)  # type: ignore[attr-defined]
        return started

    made, _ = handed_out(tmp_path, work.noted, workers)
    assert not [one.error for one in made.values() if one.error]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_no_process_is_left_where_the_command_is_ended(end: signal.Signals, tmp_path: Path) -> None:
    """And what was being made is put away, unless the command cannot wait for that."""
    script = Path(work.__file__)
    paths = os.pathsep.join(path for path in sys.path if path)
    command = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": paths},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    until = time.monotonic() + 120
    while {file.name for file in tmp_path.glob("201*")} != {"2014", "2015"}:
        assert command.poll() is None and time.monotonic() < until
        time.sleep(0.05)
    started = psutil.Process(command.pid).children(recursive=True)
    assert len(started) >= 2
    command.send_signal(end)
    command.communicate(timeout=60)
    _, alive = psutil.wait_procs(started, timeout=60)
    assert not alive
    assert not list(tmp_path.glob("201*"))


def test_a_cluster_needs_a_library_that_is_asked_for_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(InputError, match=r"not installed.*Install the project's lock"),
        cluster("tcp://x:1"),
    ):
        pass


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nowhere://x"])
def test_where_no_scheduler_answers_it_is_said(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("profile_lib.publication.workers.SECONDS_TO_JOIN", 1)
    with (
        pytest.raises(InputError, match=f"no scheduler with a worker answers at {address}"),
        cluster(address),
    ):
        pass


@pytest.mark.full
def test_a_cluster_of_two_workers_some_of_them_killed(tmp_path: Path) -> None:
    """The scheduler gives what a killed one was making to another, but for what kills each."""
    from distributed import LocalCluster

    with LocalCluster(2, threads_per_worker=1, dashboard_address=None) as local:
        made, _ = handed_out(tmp_path, work.killed_by_some, lambda: cluster(local.scheduler_address))
    assert {year for year, one in made.items() if one.error} == {"2015"}
    assert "KilledWorker" in made["2015"].error
    assert len(begun(tmp_path, "2014")) >= 2
