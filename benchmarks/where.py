"""Where the time of a run goes: its steps, its notebooks, and under a profiler what their cells spend it on.

Prints seconds: of each step of a run of one edition from nothing, by the clock; of the cells of each analysis
notebook, run here one after the other, and of making pages and documents of what they came to; and of the
cells once more, in time of the processor, what each library and which functions used themselves, and which
functions of ours took most with all that they call. Fails where pages and documents take longer than the
notebooks.
"""

from __future__ import annotations

import ast
import cProfile
import json
import pstats
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
YEAR = "2015"
MOST = 25
OURS = "profile_lib"
PACKAGE = re.compile(r"site-packages/(\w+)|/(profile_lib)/")

Spent = tuple[float, float, str]
"""Seconds of a function itself, with all that it calls, and what it is called."""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name in ("parameters", "notebooks"):
            shutil.copytree(ROOT / name, home / name)
        subprocess.run(
            [sys.executable, "-m", OURS, "run", YEAR], cwd=home, check=True, stdout=subprocess.DEVNULL
        )
        made = json.loads((home / "outputs" / YEAR / "manifest.json").read_text(encoding="utf-8"))
        told("the steps of a run", made["timings_seconds"])
        cells = cells_of_each(home, run_cells)
        told("the cells of its notebooks", cells | {"together": sum(cells.values())})
        rendered = rendering(home)
        told("pages and documents made of them", rendered | {"together": sum(rendered.values())})
        profiler = cProfile.Profile(time.process_time)
        cells_of_each(home, lambda *given: profiler.runcall(run_cells, *given))
    spent = list(functions(profiler))
    own: Counter[str] = Counter()
    for itself, _, name in spent:
        own[package(name)] += itself  # type: ignore[assignment]
    told("of the processor, by library, itself", dict(own.most_common(10)))
    most = sorted(spent, reverse=True)[:MOST]
    told("of the processor, by function, itself", {short(name): itself for itself, _, name in most})
    with_all = {name: every for _, every, name in sorted(spent, key=lambda item: -item[1])}
    named = {name.rpartition(f"{OURS}/")[2]: every for name, every in with_all.items() if f"/{OURS}/" in name}
    told("of the processor, by function of ours, with all it calls", dict(list(named.items())[:MOST]))
    return int(sum(rendered.values()) > sum(cells.values()))


def told(what: str, seconds: dict[str, float]) -> None:
    print(f"\n{what}")
    for name, own in seconds.items():
        print(f"{own:9.2f} s  {name}")


def cells_of_each(home: Path, run: Callable[[Path, dict[str, str]], object]) -> dict[str, float]:
    """Seconds by the clock of each notebook."""
    from profile_lib.publication.notebooks import ANALYSES

    results = home / "results"
    results.mkdir(exist_ok=True)
    folders = {"parameters": home / "parameters", "private": home / "private", "results": results}
    given = {"year": YEAR, **{name: str(folder) for name, folder in folders.items()}}
    taken = {}
    for name in ANALYSES:
        start = time.perf_counter()
        run(home / "notebooks" / f"{name}.ipynb", given)
        taken[name] = time.perf_counter() - start
    return taken


def rendering(home: Path) -> dict[str, float]:
    """Seconds by the clock of all that a run makes of its executed notebooks, as it makes it."""
    from profile_lib.edition import load_edition
    from profile_lib.publication.documents import write_documents
    from profile_lib.publication.export import export_review, export_summary

    edition = load_edition(YEAR, home / "parameters")
    about: dict[str, Any] = {"title": YEAR, "edition": YEAR, "area": "", "synthetic": edition.synthetic}
    taken: dict[str, float] = defaultdict(float)

    def timed(what: str, make: Callable[[], None]) -> None:
        start = time.perf_counter()
        make()
        taken[what] += time.perf_counter() - start

    for executed in sorted((home / "outputs" / YEAR / "notebooks").glob("*.ipynb")):
        review = home / "rendered" / executed.stem / "review.html"
        timed("pages for review", partial(export_review, executed, review, **about))
        if executed.stem.startswith("summary."):
            audience, page = executed.stem.removeprefix("summary."), review.with_name("summary.html")
            timed("summaries", partial(export_summary, executed, page, audience=audience, **about))
            timed("documents", partial(write_documents, page, day=edition.as_at))
    return taken


def run_cells(notebook: Path, parameters: dict[str, str]) -> None:
    """The cells of a notebook as a kernel runs them: what the last line of one is, is shown."""
    import nbformat
    from IPython.core.formatters import DisplayFormatter

    show = DisplayFormatter()
    names: dict[str, Any] = {}
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        lines = ast.parse(cell.source)
        last = lines.body.pop() if isinstance(lines.body[-1], ast.Expr) else None
        exec(compile(lines, notebook.name, "exec"), names)
        if "parameters" in cell.metadata.get("tags", []):
            names |= parameters
        if isinstance(last, ast.Expr):
            show.format(eval(compile(ast.Expression(last.value), notebook.name, "eval"), names))


def functions(profiler: cProfile.Profile) -> list[Spent]:
    stats = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    return [
        (itself, every, f"{file}:{line} {function}")
        for (file, line, function), (_, _, itself, every, _) in stats.items()
    ]


def short(name: str) -> str:
    """What a function is called, without where libraries are kept."""
    return name.rpartition("site-packages/")[2].rpartition("/lib/")[2]


def package(name: str) -> str:
    """The library that a function is of."""
    found = PACKAGE.search(name)
    return next(filter(None, found.groups())) if found else "Python itself"


if __name__ == "__main__":
    sys.exit(main())
