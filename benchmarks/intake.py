"""How long it takes to read an extract of a million rows, judge each and set aside what cannot be used.

Prints seconds of one processor and the memory that a process of its own needed, the ratio of the seconds to
those of a bare ``pandas.read_csv`` of the same file in the same process and to a fixed piece of arithmetic
timed in the same run, and that of the memory to the size of the file. Fails over the limits.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from measuring import TIMES, in_own_process, peak, reference

ROWS = 1_000_000
FAULTS = 1000
"""Of them without a reference."""
SECONDS, TIMES_THE_FILE = 15.0, 10.0
"""Of one processor, so that what else the machine does is not measured."""
TIMES_BARE = 3.0
HEADINGS = (
    "episode_ref,person_ref,surname,forename,date_of_birth,sex,category,missing_from,returned_at,postcode,"
    "risk_level,community_area"
)


def main() -> int:
    unit = reference()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "missing_episodes.csv"
        write(file)
        size = file.stat().st_size
        told = in_own_process(__file__, file)
    assert (told["read"], told["fault"]) == (ROWS, FAULTS), told
    seconds, times = told["processor"], told["memory"] / size
    print(f"reference workload: {unit:.2f} s")
    print(
        f"{ROWS:,} rows, {size / 1e6:.0f} MB: {seconds:.1f} s of one processor"
        f" ({seconds / unit:.1f} x reference; limit {SECONDS:.0f} s),"
        f" {seconds / told['bare']:.1f} x a bare read_csv (limit {TIMES_BARE:.0f} x),"
        f" {told['clock']:.1f} s by the clock,"
        f" {told['memory'] / 1e6:.0f} MB ({times:.1f} x the file; limit {TIMES_THE_FILE:.0f} x)"
    )
    return int(seconds > SECONDS or times > TIMES_THE_FILE or seconds > TIMES_BARE * told["bare"])


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
    """Read the file in this process, and say what it took; after it the bare reader, whose memory is not
    counted."""
    import pandas as pd

    from profile_lib.figures import Period
    from profile_lib.intake import Context, read_extract

    window = Period(date(2015, 1, 1), date(2015, 11, 30))
    context = Context(window, date(2016, 3, 31), community_areas=("Calne",))
    start, started = time.perf_counter(), time.process_time()
    extract = read_extract("missing_episodes", file, context)
    told = {
        "clock": time.perf_counter() - start,
        "processor": time.process_time() - started,
        "memory": peak(),
        "read": extract.read,
        "fault": extract.fault,
    }
    bare = []
    for _ in range(TIMES):
        started = time.process_time()
        pd.read_csv(file, dtype="str", keep_default_na=False)
        bare.append(time.process_time() - started)
    print(json.dumps(told | {"bare": statistics.median(bare)}))


if __name__ == "__main__":
    sys.exit(measure(Path(sys.argv[1])) if len(sys.argv) > 1 else main())
