"""How long the analysis notebooks of an edition take, executed and exported as HTML: by our run; by the
commands that a user would write; by papermill and nbconvert as libraries; and at the least.

All do the same work on the same linked data, two notebooks at a time; the commands also one after the other.
The least is the imports once, and the best schedule of the cells' own time on two cores. Prints medians in
seconds by the clock and their ratios, and what a run takes for which nothing has changed; fails over limits.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from statistics import median

from measuring import TIMES, seconds, watched

from profile_lib.kernels import warm_kernels
from profile_lib.leaving import at_once
from profile_lib.publication.notebooks import ANALYSES, IMPORTED

ROOT = Path(__file__).resolve().parent.parent
YEAR, JOBS = "2015", 2
COMMANDS, LIBRARY, LEAST, UNCHANGED = 5.0, 2.5, 1.3, 1.5
"""At least so many times as fast as the commands and as the libraries; at most so many times the least; at
most so many seconds."""


def main(times: int = TIMES) -> int:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(ROOT / "parameters", home / "parameters")
        shutil.copytree(ROOT / "notebooks", home / "notebooks")
        profile(home, "run", YEAR)
        taken: dict[str, list[float]] = {}
        for number in range(times):
            for name, way in WAYS.items():
                out = home / "made" / f"{name}-{number}"
                out.mkdir(parents=True)
                taken.setdefault(name, []).append(way(home, out))
                assert len(list(out.rglob("*.html"))) == (0 if name == "least" else len(ANALYSES)), name
        held = {name: memory_of(name, home) for name in SCRIPTED}
    found = {name: median(own) for name, own in taken.items()}
    for name, own in taken.items():
        print(f"{name}: {found[name]:.2f} s ({min(own):.2f} to {max(own):.2f})")
    most = ", ".join(f"{name} {memory / 1e6:,.0f} MB" for name, memory in held.items())
    print(f"most memory at a time, with kernels: {most}")
    ours = found["ours"]
    ratios = {name: found[name] / ours for name in ("commands", "commands side by side", "libraries")}
    print("as fast as " + ", ".join(f"{name}: {ratio:.2f} x" for name, ratio in ratios.items()))
    print(f"limits: commands {COMMANDS} x, libraries {LIBRARY} x")
    print(f"the least: {ours / found['least']:.2f} x (limit {LEAST} x); unchanged limit {UNCHANGED} s")
    return int(
        ratios["commands"] < COMMANDS
        or ratios["libraries"] < LIBRARY
        or ours / found["least"] > LEAST
        or found["unchanged"] > UNCHANGED
    )


def ours(home: Path, out: Path) -> float:
    """This script again, so that its imports are counted as those of the commands are."""
    return seconds(lambda: in_process("ours", home, out))


def memory_of(name: str, home: Path) -> float:
    """The most memory that a way held with its kernels, run once more: to look at it takes time too."""
    out = home / "watched" / name
    out.mkdir(parents=True)
    return watched([sys.executable, __file__, name, str(home), str(out)], home)[1]


def by_commands(jobs: int) -> Callable[[Path, Path], float]:
    """papermill and nbconvert as commands, so many notebooks at a time."""

    def made(home: Path, out: Path) -> float:
        def one(name: str) -> None:
            given = [word for pair in parameters(home).items() for word in ("-r", *pair)]
            executed = str(out / f"{name}.ipynb")
            command("papermill", str(home / "notebooks" / f"{name}.ipynb"), executed, *given, cwd=home)
            command("jupyter", "nbconvert", "--to", "html", executed, cwd=home)

        def every() -> None:
            with ThreadPoolExecutor(jobs) as pool:
                list(pool.map(one, ANALYSES))

        return seconds(every)

    return made


def libraries(home: Path, out: Path) -> float:
    """papermill and nbconvert as libraries in one process, two notebooks at a time."""
    return seconds(lambda: in_process("libraries", home, out))


def least(home: Path, out: Path) -> float:
    """The imports once, and the best schedule of the cells' own time on two cores."""
    imports = seconds(lambda: command(sys.executable, "-c", f"import {', '.join(IMPORTED)}", cwd=ROOT))
    cells = list(cells_of_each(home, out))
    ends = (
        max(sum(own for own, at in zip(cells, lanes, strict=True) if at == lane) for lane in range(JOBS))
        for lanes in product(range(JOBS), repeat=len(cells))
    )
    return imports + min(ends)


def cells_of_each(home: Path, out: Path) -> Iterator[float]:
    """Seconds of the cells of each notebook, one after the other in kernels with their imports done."""
    import papermill

    from profile_lib.kernels.manager import manager_of

    with warm_kernels(IMPORTED, at_once=1, in_all=len(ANALYSES)) as kernels:
        for name in ANALYSES:
            executed = papermill.execute_notebook(
                home / "notebooks" / f"{name}.ipynb",
                out / f"{name}.ipynb",
                parameters=parameters(home),
                progress_bar=False,
                kernel_manager_class=manager_of(kernels, out / f"{name}.kernel.json"),
            )
            yield sum(cell.metadata.papermill.duration or 0 for cell in executed.cells)


def unchanged(home: Path, out: Path) -> float:
    """A run for which there is nothing to do; it leaves as many pages as there are notebooks."""
    taken = seconds(lambda: profile(home, "run", YEAR))
    for name in ANALYSES:
        shutil.copy(home / "outputs" / YEAR / "review" / f"{name}.html", out)
    return taken


WAYS: dict[str, Callable[[Path, Path], float]] = {
    "ours": ours,
    "commands": by_commands(1),
    "commands side by side": by_commands(JOBS),
    "libraries": libraries,
    "least": least,
    "unchanged": unchanged,
}
SCRIPTED = ("ours", "commands", "commands side by side", "libraries")
"""The ways that this script can be asked for by name, in a process of its own."""


def run_ours(home: Path, out: Path) -> None:
    """What a run does between linkage and disclosure control, begun and ended as a run is."""
    with warm_kernels(IMPORTED, at_once=JOBS, in_all=len(ANALYSES)) as kernels:
        from profile_lib.edition import load_edition
        from profile_lib.publication.making import Run
        from profile_lib.workspace import Workspace

        workspace = Workspace.find(start=home)
        edition = load_edition(YEAR, workspace.parameters)
        Run(edition, workspace, out, lambda _: None, kernels, JOBS).analyses()


def run_libraries(home: Path, out: Path) -> None:
    import papermill
    from nbconvert import HTMLExporter

    def one(name: str) -> None:
        executed = out / f"{name}.ipynb"
        source = home / "notebooks" / f"{name}.ipynb"
        papermill.execute_notebook(source, executed, parameters=parameters(home), progress_bar=False)
        html, _ = HTMLExporter().from_filename(str(executed))
        executed.with_suffix(".html").write_text(html, encoding="utf-8")

    with ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(one, ANALYSES))


def parameters(home: Path) -> dict[str, str]:
    results = home / "results"
    results.mkdir(exist_ok=True)
    folders = {"parameters": home / "parameters", "private": home / "private", "results": results}
    return {"year": YEAR, **{name: str(folder) for name, folder in folders.items()}}


def profile(home: Path, *arguments: str) -> None:
    command(sys.executable, "-m", "profile_lib", *arguments, cwd=home)


def in_process(how: str, home: Path, out: Path) -> None:
    command(sys.executable, __file__, how, str(home), str(out), cwd=home)


def command(*words: str, cwd: Path) -> None:
    """Run a command of this environment; what it says is shown where it fails."""
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "benchmarks")]),
    }
    done = subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(words)}\n{done.stdout}\n{done.stderr}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["ours", home, out]:
            ended = at_once()
            run_ours(Path(home), Path(out))
            sys.exit(ended(0))
        case ["libraries", home, out]:
            run_libraries(Path(home), Path(out))
        case [name, home, out]:
            WAYS[name](Path(home), Path(out))
        case [times]:
            sys.exit(main(int(times)))
        case _:
            sys.exit(main())
