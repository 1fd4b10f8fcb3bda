"""Which editions a run is asked for: of which years and areas, and in what order; and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from profile_lib.edition import load_edition, newest, years
from profile_lib.errors import InputError, Problem
from profile_lib.publication.unchanged import is_unchanged, tools
from profile_lib.workspace import Workspace


@dataclass(frozen=True)
class Asked:
    """An edition to make. ``tools``: of what Python, packages and code it has to be made, where another
    machine may make it."""

    year: str
    workspace: Workspace
    audiences: tuple[str, ...]
    force: bool = False
    tools: str = ""

    @property
    def name(self) -> str:
        """The year, after its area where a profile has several."""
        return f"{self.workspace.area} {self.year}".strip()

    @property
    def stands(self) -> bool:
        """Whether nothing has changed since its last good run, and it need not be made for another reason."""
        return not self.force and is_unchanged(self.year, self.workspace, self.audiences)

    def anywhere(self) -> Asked:
        """The same, for a process that has another working folder and may run on another machine."""
        return replace(self, workspace=self.workspace.absolute(), tools=tools())


@dataclass(frozen=True)
class Made:
    """What became of an edition: what there is to say of it, what went wrong, and the exit code."""

    asked: Asked
    said: tuple[str, ...] = ()
    error: str = ""
    code: int = 0


def asked_for(
    workspaces: Sequence[Workspace], wanted: Sequence[str], audiences: tuple[str, ...], *, force: bool = False
) -> list[Asked]:
    """The editions of every area, an area's years in the order given; none: its newest edition that has
    extracts.

    The areas take turns, so that those who work side by side seldom wait for one another at an area's private
    folder. Raises InputError for a year that an area has not got, and for extracts that two areas would read.
    """
    by_area = [
        [
            Asked(year, workspace, audiences, force)
            for year in dict.fromkeys(wanted or [newest(workspace.parameters, workspace.extracts)])
        ]
        for workspace in workspaces
    ]
    every = [one for turn in zip_longest(*by_area) for one in turn if one is not None]
    for one in every:
        load_edition(one.year, one.workspace.parameters)
    if len(workspaces) > 1:
        _refuse_shared(every)
    return every


def _refuse_shared(asked: Sequence[Asked]) -> None:
    """Raises InputError where two areas have one folder of extracts, of a year that is asked for or of one
    before: the children of one area would be counted in the other."""
    owner: dict[Path, str] = {}
    for one in asked:
        area, parameters = one.workspace.area, one.workspace.parameters
        for edition in (load_edition(year, parameters) for year in years(parameters) if year <= one.year):
            folder = one.workspace.extracts_of(edition).resolve()
            if (other := owner.setdefault(folder, area)) != area:
                raise InputError(
                    Problem(
                        f"{other} and {area} would read the same extracts of {edition.year}",
                        file=str(folder),
                        expected="a folder of its own for each area",
                        todo="Name it in the area's parameters (extracts: folder:), or give --extracts DIR: "
                        f"it is DIR/{area}/{edition.year} then",
                    )
                )
