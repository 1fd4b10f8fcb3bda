"""What a command waits for before it begins: no library that it does not need."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ["pandas", "numpy", "scipy", "matplotlib", "IPython", "papermill", "nbconvert", "splink", "duckdb"]


def loaded_after(statement: str) -> list[str]:
    """The modules that are loaded in a fresh process once it has done this."""
    code = f"{statement}\nimport json, sys; print(json.dumps([name for name, m in sys.modules.items() if m]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded: list[str] = json.loads(done.stdout.splitlines()[-1])
    return loaded


@pytest.mark.parametrize(
    "statement",
    [
        "import profile_lib",
        "import profile_lib.cli",
        "from profile_lib.cli import main\ntry: main(['run', '--help'])\nexcept SystemExit: ...",
    ],
)
def test_help_waits_for_no_library(statement: str) -> None:
    assert set(HEAVY) & set(loaded_after(statement)) == set()


def test_the_kernels_are_begun_before_this_process_imports_what_takes_long() -> None:
    loaded = loaded_after("import profile_lib.publication.many")
    assert not {"papermill", "nbconvert", "nbformat", "matplotlib", "IPython", "splink"} & set(loaded)


def test_no_grammar_is_read_that_no_notebook_needs() -> None:
    loaded = loaded_after("import profile_lib.publication.making")
    assert "jsonschema" in loaded
    assert not {"rfc3987_syntax", "lark"} & set(loaded)


def test_what_is_no_notebook_is_still_told_apart() -> None:
    strange = "nbformat.validate({'cells': [{'cell_type': 'strange', 'id': 'a'}], 'nbformat': 4})"
    code = f"import profile_lib.publication.making, nbformat\n{strange}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "ValidationError" in done.stderr
