"""How long it takes to read an extract of a million rows, judge each and set aside what cannot be used.

In a process of its own the file is read in turn by intake and by a bare ``pandas.read_csv`` that keeps every
cell as the text it is, as intake has to: "NA" may be a surname, 0012 a reference. Prints the medians in
seconds of one processor with their ratio, the rows in a second, what they are beside a fixed piece of
arithmetic, and the memory that the first reading needed beside the size of the file; fails over the limits.
For comparison also what ``pandas.read_csv`` takes that may guess what cells mean: it is spared the making of
text that it is told to keep.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from measuring import in_own_process, medians, peak, reference

ROWS = 1_000_000
FAULTS = 1000
"""Of them without a reference."""
SECONDS, TIMES_THE_FILE = 15.0, 10.0
"""Of one processor, so that what else the machine does is not measured."""
TIMES_BARE = 3.0
READERS: dict[str, dict[str, Any]] = {"bare": {"dtype": "str", "keep_default_na": False}, "guessing": {}}
"""What ``pandas.read_csv`` is given."""
EXTRACT = "missing_episodes"
HEADINGS = (
    "episode_ref,person_ref,surname,forename,date_of_birth,sex,category,category_initial,missing_from,"
    "reported_at,returned_at,postcode,risk_level,missing_from_type,community_area,home_authority,"
    "police_care_marker,found_by,found_in,harm,ethnicity_self,ethnicity_officer"
)
"""All that are asked for, so that every rule is applied."""


def main() -> int:
    unit = reference()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{EXTRACT}.csv"
        write(file)
        size = file.stat().st_size
        told = in_own_process(__file__, str(file))
    assert (told["read"], told["fault"]) == (ROWS, FAULTS), told
    seconds, times = told["ours"], told["memory"] / size
    print(f"reference workload: {unit:.2f} s")
    print(
        f"{ROWS:,} rows, {size / 1e6:.0f} MB: {seconds:.2f} s of one processor"
        f" ({seconds / unit:.1f} x reference; limit {SECONDS:.0f} s), {ROWS / seconds:,.0f} rows a second;"
        f" the first time, with imports, {told['first']:.2f} s"
    )
    print(
        f"a bare read_csv {told['bare']:.2f} s: {seconds / told['bare']:.2f} x (limit {TIMES_BARE:.0f} x);"
        f" one that guesses {told['guessing']:.2f} s: {seconds / told['guessing']:.1f} x"
    )
    print(f"{told['memory'] / 1e6:.0f} MB ({times:.1f} x the file; limit {TIMES_THE_FILE:.0f} x)")
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
                f"{'missing' if n % 3 else 'absent'},missing,"
                f"{day:02d}/{month:02d}/2015 {n % 24:02d}:{n % 60:02d},{day:02d}/{month:02d}/2015 23:59,"
                f"{day:02d}/{month:02d}/2015 23:59,SN{n % 30} {n % 9}AB,medium,"
                f"{'home' if n % 5 else 'foster'},Calne,Wiltshire,{'no' if n % 8 else 'yes'},police,"
                f"{'street' if n % 4 else ''},none,"
                f"White British,{'' if n % 6 else 'White'}\n"
            )


def measure(file: Path) -> None:
    """Read the file in this process, and say what it took; the memory is that of the first time."""
    import pandas as pd

    from profile_lib.figures import Period
    from profile_lib.intake import Context, read_extract
    from profile_lib.intake.schemas import READ

    assert {column.name for column in READ[EXTRACT].columns} == set(HEADINGS.split(","))
    window = Period(date(2015, 1, 1), date(2015, 11, 30))
    context = Context(window, date(2016, 3, 31), community_areas=("Calne",))
    started = time.process_time()
    extract = read_extract(EXTRACT, file, context)
    told = {
        "first": time.process_time() - started,
        "memory": peak(),
        "read": extract.read,
        "fault": extract.fault,
    }
    del extract
    ways: dict[str, Callable[[], Any]] = {
        "ours": lambda: read_extract(EXTRACT, file, context),
        **{name: partial(pd.read_csv, file, **given) for name, given in READERS.items()},
    }
    print(json.dumps(told | medians(ways, clock=time.process_time)))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        sys.exit(main())
