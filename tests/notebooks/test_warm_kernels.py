"""The life and death of kernels that start with their imports done."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import psutil
import pytest
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from nbformat.v4 import new_code_cell, new_notebook

from profile_lib.errors import NotebookFailed, ProfileError
from profile_lib.kernels import Kernels, imports_kept, preloaded, warm, warm_kernels
from profile_lib.kernels.manager import manager_of
from profile_lib.kernels.warm import SWITCH, ForkedKernels, KernelsGone, OrdinaryKernels, WaitingKernels
from profile_lib.publication import execute as executing
from profile_lib.publication.execute import execute

MODULES = ("json", "numpy", "ipykernel.kernelapp", "ipykernel.ipkernel")
LEFT_BEHIND = 200e3
"""Bytes a notebook, which allocators may keep."""
WAYS = ["fork", "wait", "ordinary"]
"""How kernels start; the last have their imports before them."""


ALL_WAYS = [WAYS[0], *(pytest.param(way, marks=pytest.mark.full) for way in WAYS[1:])]


@pytest.fixture(params=ALL_WAYS)
def kernels(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kernels]:
    monkeypatch.setenv(SWITCH, request.param)
    with warm_kernels(MODULES, at_once=1, in_all=4) as started:
        yield started
    assert no_children()


def no_children(seconds: float = 10) -> bool:
    """Whether no process of ours is left, after a while for the last to go."""
    end = time.monotonic() + seconds
    while children := psutil.Process().children(recursive=True):
        if time.monotonic() > end:
            raise AssertionError(f"left behind: {[child.cmdline() for child in children]}")
        time.sleep(0.05)
    return True


def ran(folder: Path, kernels: Kernels, *cells: str) -> list[str]:
    """What each cell of a notebook says, run in a kernel of ``kernels``."""
    parameters = new_code_cell('year = ""', metadata={"tags": ["parameters"]})
    notebook = new_notebook(cells=[parameters, *map(new_code_cell, cells)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python", "language": "python"}
    nbformat.write(notebook, folder / "tiny.ipynb")
    execute(folder / "tiny.ipynb", folder / "out.ipynb", {"year": "2015"}, folder / "aside", kernels)
    told = nbformat.read(folder / "out.ipynb", as_version=4).cells[-len(cells) :]
    return ["".join(str(output.get("data", {})) for output in cell.outputs) for cell in told]


def test_no_kernel_knows_what_another_did(kernels: Kernels, tmp_path: Path) -> None:
    leave = "import json, os; json.left = os.environ['LEFT'] = 'here'; os.chdir('/')"
    look = "import json, os; (hasattr(json, 'left'), 'LEFT' in os.environ, 'leave' in dir(), os.getcwd())"
    ran(tmp_path, kernels, leave)
    (told,) = ran(tmp_path, kernels, look)
    assert f"(False, False, False, '{Path.cwd()}')" in told


def test_what_is_preloaded_has_been_imported_and_what_is_random_differs(
    kernels: Kernels, tmp_path: Path
) -> None:
    before = "import sys; 'numpy' in sys.modules"
    drawn = "import numpy, random; (numpy.random.rand(), random.random())"
    first, second = (ran(tmp_path, kernels, before, drawn) for _ in range(2))
    assert ("True" in first[0]) is not isinstance(kernels, OrdinaryKernels)
    assert first[1] != second[1]


def test_a_kernel_that_is_killed_fails_its_notebook_and_no_other(kernels: Kernels, tmp_path: Path) -> None:
    with pytest.raises(NotebookFailed, match=r"DeadKernelError.*memory has run out\. Run it on"):
        ran(tmp_path, kernels, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(NotebookFailed, match=r"MemoryError(.|\n)*more memory than there is\. Run it on"):
        ran(tmp_path, kernels, "raise MemoryError")
    assert "2" in ran(tmp_path, kernels, "1 + 1")[0]


def test_a_kernel_that_hangs_fails_its_notebook_and_is_ended(
    kernels: Kernels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executing, "CELL_SECONDS", 1)
    with pytest.raises(NotebookFailed, match="Timeout"):
        ran(tmp_path, kernels, "import time; time.sleep(600)")
    assert not [kernel for kernel in begun(kernels) if kernel.is_running()]
    assert "2" in ran(tmp_path, kernels, "1 + 1")[0]


def begun(kernels: Kernels) -> list[psutil.Process]:
    """The processes that notebooks have as kernels, which have not ended."""
    if isinstance(kernels, ForkedKernels):
        return psutil.Process(kernels._process.pid).children(recursive=True)
    assert isinstance(kernels, WaitingKernels | OrdinaryKernels)
    return [psutil.Process(process.pid) for process in kernels._started if process.poll() is None]


def test_a_kernel_that_a_notebook_has_is_seen_to_be_there(kernels: Kernels, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as thread:
        told = thread.submit(ran, tmp_path, kernels, "import time; time.sleep(600)")
        end = time.monotonic() + 30
        while not begun(kernels):
            assert time.monotonic() < end
            time.sleep(0.05)
        kernels.close()
        with pytest.raises(ProfileError):
            told.result(timeout=60)


@pytest.mark.parametrize(
    ("sent", "said"),
    [(signal.SIGKILL, "ended before it had answered"), (signal.SIGSTOP, "has not answered in 2 seconds")],
)
def test_a_kernel_that_never_answers_is_not_waited_for(
    kernels: Kernels, sent: signal.Signals, said: str, tmp_path: Path
) -> None:
    async def asked() -> None:
        manager = manager_of(kernels, tmp_path / "kernel.json")(kernel_name="python3")
        await manager.start_kernel()
        assert isinstance(manager.provisioner, LocalProvisioner) and manager.provisioner.pid
        assert (tmp_path / "kernel.json").stat().st_mode & 0o777 == 0o600
        os.kill(manager.provisioner.pid, sent)
        client = manager.client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=2)
        finally:
            client.stop_channels()
            await manager.shutdown_kernel(now=True)

    with pytest.raises(RuntimeError, match=said):
        asyncio.run(asked())


def test_what_is_said_to_a_kernel_is_encrypted_and_its_keys_stand_nowhere(
    kernels: Kernels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever kernel the machine calls python3; and no file tells the keys once the kernel answers."""
    other = tmp_path / "jupyter/kernels/python3"
    other.mkdir(parents=True)
    (other / "kernel.json").write_text('{"argv": ["false"], "display_name": "P", "language": "python"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "elsewhere"))
    (tmp_path / "elsewhere").mkdir()
    look = (
        "from ipykernel.kernelapp import IPKernelApp; app = IPKernelApp.instance()",
        "len(app.curve_secretkey or b''), __import__('os').path.exists(app.abs_connection_file)",
    )
    assert "(40, False)" in ran(tmp_path, kernels, *look)[1]
    left = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*.json")}
    assert left == {"jupyter/kernels/python3/kernel.json"}


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Forked kernels, whose imports are kept."""
    monkeypatch.setenv(SWITCH, "fork")
    with imports_kept():
        yield
    assert no_children()


def of_one_edition(modules: tuple[str, ...] = MODULES, error: Exception | None = None) -> ForkedKernels:
    with warm_kernels(modules, at_once=1, in_all=1) as kernels:
        assert isinstance(kernels, ForkedKernels)
        if error is not None:
            raise error
    return kernels


def test_imports_are_kept_from_one_edition_to_the_next(forking: None, tmp_path: Path) -> None:
    first = of_one_edition()
    with warm_kernels(MODULES, at_once=1, in_all=1) as second:
        assert second is first
        assert "2" in ran(tmp_path, second, "1 + 1")[0]
        with warm_kernels(MODULES, at_once=1, in_all=1) as beside:
            assert beside is not first
    assert of_one_edition() in (first, beside)
    assert len(psutil.Process().children()) == 1


def test_imports_are_not_kept_of_an_edition_that_failed_nor_used_by_another_or_once_they_have_died(
    forking: None,
) -> None:
    with pytest.raises(ZeroDivisionError):
        of_one_edition(error=ZeroDivisionError())
    assert no_children()
    kept = of_one_edition()
    other = of_one_edition(("json",))
    assert other is not kept and kept._process.poll() is not None
    other._process.kill()
    other._process.wait()
    assert of_one_edition(("json",)) is not other


def test_imports_are_kept_only_where_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "fork")
    of_one_edition()
    assert no_children()


def test_where_the_process_with_the_imports_has_died_it_is_said(tmp_path: Path) -> None:
    started = ForkedKernels(MODULES)
    started._process.kill()
    started._process.wait()
    with pytest.raises(NotebookFailed, match="holds the notebooks' imports has ended"):
        ran(tmp_path, started, "1 + 1")
    started.close()


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> Iterator[ForkedKernels]:
    """The process with the imports, which answers nothing any more."""
    monkeypatch.setattr(warm, "SECONDS_TO_END", 1)
    started = ForkedKernels(("json",))
    os.kill(started._process.pid, signal.SIGSTOP)
    yield started
    assert no_children()


def test_a_process_with_the_imports_that_hangs_is_not_waited_for(
    stopped: ForkedKernels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "SECONDS_TO_ANSWER", 0.5)
    with pytest.raises(NotebookFailed, match="holds the notebooks' imports has ended"):
        ran(tmp_path, stopped, "1 + 1")
    stopped.close()


def test_a_run_that_is_stopped_does_not_wait_for_an_answer_either(stopped: ForkedKernels) -> None:
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(stopped.start, ("-f", "none.json"), dict(os.environ), None)
        time.sleep(0.5)  # until it has asked
        stopped.close()
        with pytest.raises(KernelsGone):
            asked.result(timeout=10)


def test_a_fork_says_nothing_of_threads(
    monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    """As Python does from 3.12 on, where a process has some."""

    def fork() -> int:
        warnings.warn("This process is multi-threaded", DeprecationWarning, stacklevel=2)
        return 4_194_305  # beyond what Linux numbers

    monkeypatch.setattr(os, "fork", fork)
    assert preloaded._forked({}, set()) == {"pid": 4_194_305}
    assert not recwarn.list


def test_a_kernel_dies_with_the_process_that_forked_it(tmp_path: Path) -> None:
    started = ForkedKernels(MODULES)
    with pytest.raises(NotebookFailed, match="DeadKernelError"):
        ran(tmp_path, started, "import os, signal; os.kill(os.getppid(), signal.SIGKILL)", "1 + 1")
    started.close()
    assert no_children()


SCRIPT = """
    import signal, sys
    from pathlib import Path
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored in the background
    sys.path[:0] = {paths!r}
    from profile_lib.kernels import warm_kernels
    from test_warm_kernels import MODULES, ran
    with warm_kernels(MODULES, at_once=2, in_all=4) as kernels:
        ran(Path({folder!r}), kernels, "import os, pathlib, time; "
            "pathlib.Path({folder!r}, 'pid').write_text(str(os.getpid())); time.sleep(600)")
"""


@pytest.mark.parametrize(
    "end", [signal.SIGKILL, signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.full)]
)
@pytest.mark.parametrize("way", ALL_WAYS)
def test_nothing_is_left_where_the_run_is_ended(end: signal.Signals, way: str, tmp_path: Path) -> None:
    paths = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
    script = textwrap.dedent(SCRIPT).format(paths=paths, folder=str(tmp_path))
    run = subprocess.Popen(
        [sys.executable, "-c", script], env={**os.environ, SWITCH: way}, stderr=subprocess.PIPE
    )
    told = tmp_path / "pid"
    end_of_waiting = time.monotonic() + 60
    while not (told.exists() and told.read_text()):
        assert run.poll() is None and time.monotonic() < end_of_waiting
        time.sleep(0.05)
    started = [*psutil.Process(run.pid).children(recursive=True), psutil.Process(int(told.read_text()))]
    run.send_signal(end)
    run.communicate(timeout=30)
    gone, alive = psutil.wait_procs(started, timeout=10)
    assert len(gone) >= (1 if way == "ordinary" else 2) and not alive


@pytest.mark.full
@pytest.mark.parametrize("way", WAYS[:2])
def test_fifty_notebooks_in_a_row_leave_no_memory_and_no_file_open(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCH, way)
    with warm_kernels(MODULES, at_once=1, in_all=55) as kernels:
        for _ in range(5):
            ran(tmp_path, kernels, "list(range(10**6))[-1]")
        before = _held()
        half = before
        for number in range(50):
            if number == 25:
                half = _held()
            ran(tmp_path, kernels, "list(range(10**6))[-1]")
        after = _held()
    assert after[1] <= before[1], "files open"
    assert after[0] < half[0] + 25 * LEFT_BEHIND, "bytes of memory"


def _held() -> tuple[float, int]:
    """Bytes and open files of this process, and of the one that holds the imports if it forks."""
    own = psutil.Process()
    all_of_them = [own, *(child for child in own.children() if "fork" in child.cmdline())]
    return sum(item.memory_info().rss for item in all_of_them), sum(item.num_fds() for item in all_of_them)


def test_a_way_that_there_is_not_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "thread")
    with (
        pytest.raises(ProfileError, match="is 'thread'; it is fork, wait or ordinary"),
        warm_kernels(MODULES, at_once=1, in_all=1),
    ):
        pass
