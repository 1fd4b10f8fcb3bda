"""What a command waits for before it says anything, and what ``import profile_lib`` adds to pandas.

Prints medians in seconds by the clock, each of a new process: of ``--help``, and of importing pandas without
the library and with it. Fails over the limits.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from measuring import medians

HELP, IMPORT = 0.4, 0.1
"""Seconds."""
TIMES = 15
"""They are short, and a median of few would tell of the machine."""


def main() -> int:
    taken = medians(
        {
            "help": started("-m", "profile_lib", "--help"),
            "pandas": started("-c", "import pandas"),
            "library": started("-c", "import pandas, profile_lib"),
        },
        TIMES,
    )
    added = taken["library"] - taken["pandas"]
    print(f"--help: {taken['help']:.2f} s (limit {HELP} s)")
    print(
        f"import profile_lib: {added:.3f} s beyond the {taken['pandas']:.2f} s of pandas (limit {IMPORT} s)"
    )
    return int(taken["help"] > HELP or added > IMPORT)


def started(*words: str) -> Callable[[], object]:
    """Python started with these words, and waited for."""
    return lambda: subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
