"""Whether an edition of a nation can be made: a thousand counties, about a million episodes a year.

Writes the sample of so many counties (a number given to the script instead), then runs the edition on it. Of
both it prints the seconds by the clock and the most memory that the command and all that it started held at a
time, pages that they share counted once; of the run also the seconds of its steps. Fails over the limit.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from measuring import watched

ROOT = Path(__file__).resolve().parent.parent
YEAR, SCALE = "2015", 1000
BYTES = 8e9
JOBS = 2


def main(scale: int = SCALE) -> int:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name in ("parameters", "notebooks"):
            shutil.copytree(ROOT / name, home / name)
        jobs = f"--jobs={JOBS}"
        seconds, memory = profile(home, "sample", "data", f"--scale={scale}", f"--year={YEAR}", jobs)
        print(f"{scale:,} counties written: {seconds:.0f} s, {memory / 1e6:,.0f} MB")
        seconds, memory = profile(home, "run", YEAR, "--extracts=data", jobs)
        made = json.loads((home / "outputs" / YEAR / "manifest.json").read_text(encoding="utf-8"))
        steps = ", ".join(f"{step} {own:.0f} s" for step, own in made["timings_seconds"].items())
        print(f"edition made: {seconds:.0f} s, {memory / 1e6:,.0f} MB (limit {BYTES / 1e6:,.0f}); {steps}")
    return int(memory > BYTES)


def profile(home: Path, *arguments: str) -> tuple[float, float]:
    """Seconds by the clock and the most memory of a command of the profile."""
    return watched([sys.executable, "-m", "profile_lib", *arguments], home)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
