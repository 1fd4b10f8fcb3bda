"""Starting the work of a year: its parameters, from those of the year before, and JupyterLab."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from profile_lib.edition import Edition, load_edition, years
from profile_lib.errors import InputError, Problem
from profile_lib.workspace import Workspace

Chapter = Literal["cse", "missing"]
CHAPTERS: tuple[Chapter, ...] = ("cse", "missing")

LAB_CONFIG = Path(__file__).parent / "workbench" / "lab_config.py"

LATEST = date.max.year - 1
"""The last year for which there is a 31 March after it."""


@dataclass(frozen=True)
class Started:
    """A year's new parameters: the file, the year that it was started from, and where its extracts go."""

    file: Path
    before: str
    extracts: Path


def start_edition(year: str, folder: Path) -> Started:
    """Write the parameters of a year into the parameters folder: only what changes from the year before, the
    newest year below it that has parameters.

    Raises InputError for a year that is not four digits, has parameters already or has no year before it, and
    where the year before cannot be read. Nothing is written then.
    """
    if not re.fullmatch("[1-9][0-9]{3}", year) or int(year) > LATEST:
        raise InputError(Problem("not a year", found=repr(year[:20]), expected="four digits, such as 2017"))
    file = folder / f"{year}.yaml"
    if file.exists():
        todo = f"Edit it, or remove it and start {year} anew"
        raise InputError(Problem(f"the edition {year} exists already", file=file.name, todo=todo))
    earlier = [one for one in years(folder) if one < year]
    if not earlier:
        there = ", ".join(years(folder)) or "none"
        raise InputError(
            Problem(
                f"there is no year before {year} to start from",
                file=str(folder),
                found=f"parameters of: {there}",
                todo=f"Write {file.name} by hand: copy a year's file and change what differs",
            )
        )
    before = load_edition(earlier[-1], folder)
    text = _parameters(year, before)
    with file.open("x", encoding="utf-8") as new:  # never over a file that somebody has just written
        new.write(text)
    extracts = load_edition(year, folder).extracts.folder
    return Started(file, before.year, (folder / extracts).resolve())


def explore(workspace: Workspace) -> int:
    """Open JupyterLab on the notebooks and wait for its end; its exit code.

    Raises InputError where there is no folder of notebooks, or this Python has no JupyterLab.
    """
    folder = workspace.notebooks
    if not folder.is_dir():
        todo = "Run the command inside a project that has notebooks"
        raise InputError(Problem("there is no such folder of notebooks", file=str(folder), todo=todo))
    if find_spec("jupyterlab") is None:
        todo = "Install the project's requirements: pip install -r requirements.lock"
        raise InputError(Problem("JupyterLab is not installed", file=sys.executable, todo=todo))
    with subprocess.Popen([sys.executable, "-m", "jupyterlab", f"--config={LAB_CONFIG}", str(folder)]) as lab:
        while True:
            try:
                return lab.wait()
            except KeyboardInterrupt:  # JupyterLab got it too, and asks whether to stop
                continue


def _parameters(year: str, before: Edition) -> str:
    """The text of the file, with a comment wherever an analyst has to look."""
    folder = _folder(before.extracts.folder, before.year, year)
    windows = {name: _window(before, name, year) for name in CHAPTERS}
    periods = ", ".join(f"{name}: [{start}, {end}]" for name, (start, end) in windows.items())
    shorter = [name for name in windows if not _is_whole_year(before, name)]
    lines = [
        f"# The edition of {year}: only what differs from base.yaml. Nothing else is {before.year}'s:",
        "# words are a year's own, and layouts or rules that still hold are copied by hand.",
        f"extracts: {{folder: {_scalar(folder)}}}  # the partners' files of {year} go there",
        *(
            f"# Look: the {name} period of {before.year} was {before.periods[name]}; here a year"
            for name in shorter
        ),
        f"periods: {{{periods}}}",
        f"compare_with: {before.year}",
        f"as_at: {date(int(year) + 1, 3, 31)}  # look: the day the edition speaks from",
        *_asked_of_a_board(before),
    ]
    return "\n".join(lines) + "\n"


def _asked_of_a_board(before: Edition) -> list[str]:
    """What a board asks for, as far as the year before has it: a year's own, and so not carried over."""
    made = len(before.recommendations.this)
    asked = [f"recommendations, what became of the {made} of {before.year} too"] if made else []
    asked += ["intelligence_gaps"] if before.intelligence_gaps else []
    asked += ["voice"] if before.voice else []
    return [f"# To add, as {before.year}.yaml has them: {'; '.join(asked)}"] if asked else []


def _window(before: Edition, name: Chapter, year: str) -> tuple[date, date]:
    """The first and last day: those of the year before, moved, or the calendar year where it was none."""
    if not _is_whole_year(before, name):
        return date(int(year), 1, 1), date(int(year), 12, 31)
    last = before.periods[name]
    moved = last.same_window_in(last.start.year + int(year) - int(before.year))
    return moved.start, moved.end


def _is_whole_year(edition: Edition, name: Chapter) -> bool:
    """Whether a period is twelve months."""
    window = edition.periods[name]
    return window.same_window_in(window.start.year + 1).start == window.end + timedelta(days=1)


def _folder(folder: str, before: str, year: str) -> str:
    """The folder of extracts with the year in it changed; where it names none a folder of the year in it."""
    changed = re.sub(rf"(?<![0-9]){before}(?![0-9])", year, folder)
    return changed if changed != folder else f"{folder.rstrip('/')}/{year}"


def _scalar(text: str) -> str:
    """Text as YAML has it inside braces: in quotes where it is more than a plain path."""
    return text if re.fullmatch(r"[A-Za-z.][A-Za-z0-9._/-]*", text) else json.dumps(text)
