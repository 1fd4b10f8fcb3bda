"""Notebook and library side by side: what is edited is used, and an error says what to do."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from project import ROOT

from profile_lib.errors import InputError, Problem
from profile_lib.measures import cost_model
from profile_lib.measures.catalogue import catalogue
from profile_lib.workbench import live

EDITED = """
import os, shutil, sys
from pathlib import Path
from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance()
def cell(text):
    shell.run_cell(text).raise_error()

cell("from profile_lib.workbench.live import reload_what_is_edited")
cell("from profile_lib.yaml_lines import LARGEST, read_yaml; import profile_lib.yaml_lines as edited")
cell("reload_what_is_edited(); reload_what_is_edited()")
cell("before = edited._refuse_tricks([], None)")
file = Path(sys.argv[1]) / "profile_lib/yaml_lines.py"
text = file.read_text().replace("    depth = 0\\n", "    return 'edited'\\n    depth = 0\\n", 1)
file.write_text(text)
os.utime(file, (2_000_000_000, 2_000_000_000))
cell("print(before, edited._refuse_tricks([], None))")
"""


def test_an_edited_function_of_the_library_is_used_by_the_next_cell(tmp_path: Path) -> None:
    """On a copy of the library, in a process of its own; the first call is of the code as it was."""
    for name in ("__init__", "errors", "yaml_lines", "workbench/__init__", "workbench/live"):
        copied = tmp_path / "profile_lib" / f"{name}.py"
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "profile_lib" / f"{name}.py", copied)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(EDITED), str(tmp_path)],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path), "HOME": str(tmp_path), "PATH": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.split() == ["None", "edited"], done.stdout + done.stderr


def test_a_module_of_measures_can_be_loaded_again() -> None:
    before = catalogue()["cost.police_low"]
    importlib.reload(cost_model)
    assert catalogue()["cost.police_low"] == before


def test_outside_a_notebook_nothing_is_reloaded() -> None:
    live.reload_what_is_edited()


def test_a_failing_cell_shows_the_words_of_the_error_and_no_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    problems = [
        Problem("a date that cannot be read", file="missing_episodes.csv", row=12, todo="Correct it"),
        Problem("there is no breakdown 'moth'", todo="Did you mean month?"),
    ]
    shell = InteractiveShell()
    shell.user_ns["error"] = InputError(problems)
    done = shell.run_cell("raise error")
    assert isinstance(done.error_in_exec, InputError), "the cell has failed all the same"
    assert capsys.readouterr().out.splitlines() == [
        "missing_episodes.csv, row 12: a date that cannot be read. Correct it",
        "there is no breakdown 'moth'. Did you mean month?",
    ]
