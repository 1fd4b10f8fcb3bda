"""How a command ends: with its exit code and all that it said, and what libraries do at the end done."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

BEGIN = "import atexit, sys\nfrom profile_lib.leaving import at_once\nended = at_once()\n"
SLOW = "class Slow:\n    def __del__(self): print('put away')\nslow = Slow()\nslow.itself = slow\n"


def ran(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("code", [0, 3])
def test_what_was_said_is_there_and_the_exit_code(code: int) -> None:
    done = ran(
        f"{BEGIN}{SLOW}atexit.register(print, 'library')\nprint('said', end='.')\nsys.exit(ended({code}))"
    )
    assert (done.returncode, done.stdout) == (code, "said.library\n")  # and no object is put away


def test_what_has_not_come_to_its_end_ends_as_any_other() -> None:
    done = ran(f"{BEGIN}{SLOW}raise SystemExit(4)")
    assert (done.returncode, done.stdout) == (4, "put away\n")


def test_that_nobody_reads_any_more_is_no_failure() -> None:
    read, write = os.pipe()
    os.close(read)
    code = f"{BEGIN}print('said')\nsys.exit(ended(0))"
    held = {**os.environ, "PYTHONUNBUFFERED": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], stdout=write, stderr=subprocess.PIPE, text=True, check=False, env=held
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")
