"""How much sooner two workers make twelve editions than one does: three areas, four years each.

Both make them from nothing but the extracts, one after the other in the same run, so that what is compared is
made of the same work; what comes out is compared too. Prints seconds by the clock and their ratio. Fails over
the limit.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AREAS = {"north": 1, "middle": 2, "south": 3}
"""Three areas, each with the seed of its sample."""
YEARS = ("2013", "2014", "2015", "2016")
LIMIT = 0.6


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for area, seed in AREAS.items():
            shutil.copytree(ROOT / "parameters", home / "areas" / area)
            command("sample", str(home / "extracts" / area), "--year", *YEARS, "--seed", str(seed))
        one, two = (timed(home, workers) for workers in (1, 2))
        assert findings(home, 1) == findings(home, 2), "the figures differ"
    count = len(AREAS) * len(YEARS)
    print(
        f"{count} editions: {one:.0f} s with one worker, {two:.0f} s with two: {two / one:.2f} x"
        f" (limit {LIMIT} x)"
    )
    return int(two / one > LIMIT)


def timed(home: Path, workers: int) -> float:
    """Seconds by the clock to make all editions with so many workers."""
    given = [word for area in AREAS for word in ("--parameters", str(home / "areas" / area))]
    folders = [f"--{name}={home / name}-{workers}" for name in ("outputs", "private")]
    start = time.perf_counter()
    command("run", *YEARS, *given, *folders, f"--extracts={home / 'extracts'}", f"--jobs={workers}")
    return time.perf_counter() - start


def command(*arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "profile_lib", *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )


def findings(home: Path, workers: int) -> dict[str, bytes]:
    """What each edition found, by area and year."""
    outputs = home / f"outputs-{workers}"
    found = {str(file.relative_to(outputs)): file.read_bytes() for file in outputs.glob("*/*/findings.json")}
    assert len(found) == len(AREAS) * len(YEARS), sorted(found)
    return found


if __name__ == "__main__":
    sys.exit(main())
