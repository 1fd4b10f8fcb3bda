"""How long it takes to read an extract of a million rows, judge each and set aside what cannot be used.

Prints seconds of one processor and the memory that a process of its own needed, the ratio of the seconds to
a fixed piece of arithmetic timed in the same run, and that of the memory to the size of the file. Fails over
the limits.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROWS = 1_000_000
FAULTS = 1000
"""Of them without a reference."""
SECONDS, TIMES_THE_FILE = 15.0, 10.0
"""Of one processor, so that what else the machine does is not measured."""
HEADINGS = (
    "episode_ref,person_ref,surname,forename,date_of_birth,sex,category,missing_from,returned_at,postcode,"
    "risk_level,community_area"
)


def main() -> int:
    from disclosure import reference  # the process that reads does without the solver

    unit = reference()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "missing_episodes.csv"
        write(file)
        size = file.stat().st_size
        done = subprocess.run(
            [sys.executable, __file__, str(file)], check=True, capture_output=True, text=True
        )
    told = json.loads(done.stdout)
    assert (told["read"], told["fault"]) == (ROWS, FAULTS), told
    seconds, times = told["processor"], told["memory"] / size
    print(f"reference workload: {unit:.2f} s")
    print(
        f"{ROWS:,} rows, {size / 1e6:.0f} MB: {seconds:.1f} s of one processor"
        f" ({seconds / unit:.1f} x reference; limit {SECONDS:.0f} s),"
        f" {told['clock']:.1f} s by the clock,"
        f" {told['memory'] / 1e6:.0f} MB ({times:.1f} x the file; limit {TIMES_THE_FILE:.0f} x)"
    )
    return int(seconds > SECONDS or times > TIMES_THE_FILE)


def write(file: Path) -> None:
    """Episodes of ninety thousand children, one row each; every thousandth has no reference."""
    with file.open("w", encoding="utf-8") as lines:
        lines.write(HEADINGS + "\n")
        for n in range(ROWS):
            day, month = 1 + n % 28, 1 + n % 11
            ref = f"E{n}" if n % (ROWS // FAULTS) else ""
            lines.write(
                f"{ref},WP{n % 90_000:06d},Surname{n % 5000},Forename{n % 700},"
                f"{day:02d}/{1 + n % 12:02d}/{1998 + n % 14},{'FM'[n % 2]},"
                f"{'missing' if n % 3 else 'absent'},{day:02d}/{month:02d}/2015 {n % 24:02d}:{n % 60:02d},"
                f"{day:02d}/{month:02d}/2015 23:59,SN{n % 30} {n % 9}AB,medium,Calne\n"
            )


def measure(file: Path) -> None:
    """Read the file in this process, and say what it took."""
    import resource

    from profile_lib.figures import Period
    from profile_lib.intake import Context, read_extract

    window = Period(date(2015, 1, 1), date(2015, 11, 30))
    context = Context(window, date(2016, 3, 31), community_areas=("Calne",))
    start, started = time.perf_counter(), time.process_time()
    extract = read_extract("missing_episodes", file, context)
    told = {
        "clock": time.perf_counter() - start,
        "processor": time.process_time() - started,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "read": extract.read,
        "fault": extract.fault,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    sys.exit(measure(Path(sys.argv[1])) if len(sys.argv) > 1 else main())
