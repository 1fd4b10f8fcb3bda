"""How much sooner two workers make twelve editions than one does: three areas, four years each.

Both make them from nothing but the extracts, in turn in the same run, five times (or as often as a number
says that is given); what comes out is compared too. Prints the medians in seconds by the clock, their ratio,
and the most memory that each held, with all its processes, once more. Fails over the limit.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from measuring import TIMES, medians, watched

ROOT = Path(__file__).resolve().parent.parent
AREAS = {"north": 1, "middle": 2, "south": 3}
"""Three areas, each with the seed of its sample."""
YEARS = ("2013", "2014", "2015", "2016")
WORKERS = (1, 2)
LIMIT = 0.6


def main(times: int = TIMES) -> int:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for area, seed in AREAS.items():
            shutil.copytree(ROOT / "parameters", home / "areas" / area)
            sample = profile("sample", str(home / "extracts" / area), "--year", *YEARS, "--seed", str(seed))
            subprocess.run(sample, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        taken = medians({str(number): partial(made_by, home, number) for number in WORKERS}, times)
        assert findings(home, 1) == findings(home, 2), "the figures differ"
        memory = {number: watched(to_make(home, number), ROOT)[1] for number in WORKERS}
    one, two = (taken[str(number)] for number in WORKERS)
    print(
        f"{len(AREAS) * len(YEARS)} editions: {one:.0f} s with one worker, {two:.0f} s with two:"
        f" {two / one:.2f} x (limit {LIMIT} x); at most {memory[1] / 1e6:,.0f} and {memory[2] / 1e6:,.0f} MB"
    )
    return int(two / one > LIMIT)


def made_by(home: Path, workers: int) -> None:
    """Make all editions with so many workers."""
    subprocess.run(to_make(home, workers), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def to_make(home: Path, workers: int) -> list[str]:
    """The command that makes them from nothing; what it made the last time is deleted."""
    given = [word for area in AREAS for word in ("--parameters", str(home / "areas" / area))]
    folders = {name: home / f"{name}-{workers}" for name in ("outputs", "private")}
    for folder in folders.values():
        shutil.rmtree(folder, ignore_errors=True)
    named = [f"--{name}={folder}" for name, folder in folders.items()]
    return profile("run", *YEARS, *given, *named, f"--extracts={home / 'extracts'}", f"--jobs={workers}")


def profile(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "profile_lib", *arguments]


def findings(home: Path, workers: int) -> dict[str, bytes]:
    """What each edition found, by area and year."""
    outputs = home / f"outputs-{workers}"
    found = {str(file.relative_to(outputs)): file.read_bytes() for file in outputs.glob("*/*/findings.json")}
    assert len(found) == len(AREAS) * len(YEARS), sorted(found)
    return found


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
