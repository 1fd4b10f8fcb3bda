"""How long it takes to link the people of two systems, ten thousand to a million in each.

Each size runs in a process of its own, five times, in turn with a fixed piece of arithmetic. Prints the
median in seconds by the clock and beside that arithmetic, peak memory, the pairs that were asked about, how
many of the true pairs linked by themselves, and the growth exponent from size to size. Fails over the limits
for a million in each system.
"""

from __future__ import annotations

import json
import math
import sys
from collections import deque
from typing import Any

import numpy as np
import pandas as pd
from measuring import in_own_process, medians, peak, reference

SIZES = (10_000, 100_000, 1_000_000)
"""People of each system."""
SECONDS, BYTES = 150.0, 4e9
OF_A_COUNTY = 9_000
"""People that each system holds of one county of the sample; about a fifth of them are in both."""
SYSTEMS = ("missing_episodes", "looked_after")
SEED = 2015


def main(sizes: tuple[int, ...] = SIZES) -> int:
    before: tuple[int, float] | None = None
    told = {"clock": 0.0, "memory": 0.0}
    for size in sizes:
        told = in_own_process(__file__, size)
        growth = ""
        if before is not None:
            exponent = math.log(told["clock"] / before[1]) / math.log(size / before[0])
            growth = f"; grows with the power {exponent:.2f}"
        before = size, told["clock"]
        print(
            f"{size:>9,} x {size:,} people: {told['clock']:6.1f} s"
            f" ({told['clock'] / told['reference']:.1f} x reference), {told['memory'] / 1e6:5.0f} MB, "
            f"{told['asked']:,} pairs to ask about; of {told['pairs']:,} true pairs "
            f"{told['linked'] / told['pairs']:.1%} link by themselves, "
            f"{told['wrong']:,} links are wrong{growth}"
        )
    print(f"limits for {sizes[-1]:,}: {SECONDS:.0f} s, {BYTES / 1e6:.0f} MB")
    return int(told["clock"] > SECONDS or told["memory"] > BYTES)


def measure(size: int) -> None:
    """Link in this process, and say what it took."""
    from profile_lib.linkage import LinkageSettings, link

    records, person = people(size)
    found: deque[Any] = deque(maxlen=1)
    taken = medians({"ours": lambda: found.append(link(records, LinkageSettings())), "reference": reference})
    memory = peak()
    links = found[-1]
    joined = links.persons["person"].to_numpy()
    shared = pd.DataFrame({"true": person, "joined": joined})
    both = shared[shared.duplicated("true", keep=False)].groupby("true")["joined"].nunique()
    wrong = shared.groupby("joined")["true"].nunique().gt(1)
    told = {
        "clock": taken["ours"],
        "reference": taken["reference"],
        "memory": memory,
        "asked": len(links.open_pairs),
        "pairs": len(both),
        "linked": int(both.eq(1).sum()),
        "wrong": int(wrong.sum()),
    }
    print(json.dumps(told))


def people(size: int) -> tuple[pd.DataFrame, np.ndarray]:
    """The records of two systems, sorted as linkage sorts them, and whose each is."""
    from profile_lib.linkage import people as records_of
    from profile_lib.sample import systems, world

    rows: dict[str, list[pd.DataFrame]] = {name: [] for name in SYSTEMS}
    for county in range(-(-size // OF_A_COUNTY)):
        own = world.build(SEED, county)
        order = np.random.default_rng([SEED, county]).permutation(own.people.index)
        for name, held in zip(SYSTEMS, (order[:OF_A_COUNTY], order[-OF_A_COUNTY:]), strict=True):
            known = systems.records(own, name)
            own_rows = known[known["person"].isin(held)].drop_duplicates("person")
            rows[name].append(own_rows.assign(person=own_rows["person"] + county * systems.PEOPLE_PER_COUNTY))
    frames = {name: pd.concat(parts, ignore_index=True).head(size) for name, parts in rows.items()}
    whose = {
        (name, ref): person
        for name, frame in frames.items()
        for ref, person in zip(frame["ref"], frame["person"], strict=True)
    }
    referred = {"missing_episodes": "person_ref", "looked_after": "child_ref"}
    records = records_of(
        {
            name: frame.rename(columns={"ref": referred[name], "dob": "date_of_birth"})
            for name, frame in frames.items()
        }
    )
    person = np.array([whose[key] for key in zip(records["source"], records["ref"], strict=True)])
    return records, person


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
    else:
        sys.exit(main())
