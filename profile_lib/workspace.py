"""Where things are: the folders of a project, as the command line and the notebooks find them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from profile_lib.edition import BASE, Edition
from profile_lib.errors import InputError, Problem

SHIPPED = Path(__file__).resolve().parent.parent
"""The checkout that the library itself belongs to: its notebooks serve projects that have none."""


AREA = re.compile(r"[^\W\d_][\w -]*")
"""What an area may be called: its folder lies beside those of years, and begins with a letter."""


@dataclass(frozen=True)
class Workspace:
    """The folders a run reads and writes. ``extracts`` holds one folder a year; None: as parameters say.

    ``area``: the name of one of several areas, which has folders of its own by that name in those for
    outputs, private data, extracts that are given, and what was published.
    """

    parameters: Path
    outputs: Path
    private: Path
    notebooks: Path
    extracts: Path | None = None
    area: str = ""

    @classmethod
    def find(
        cls,
        parameters: str = "",
        outputs: str = "",
        private: str = "",
        extracts: str = "",
        start: Path | None = None,
        area: str = "",
    ) -> Workspace:
        """The folders given, and for an empty one that of the project around ``start`` (the present folder);
        but for parameters, those of the area in them.

        Raises InputError where no project is around and no parameters folder is given, and for an area that
        cannot be called so.
        """
        if area and not AREA.fullmatch(area):
            expected = "letters, digits, spaces and hyphens, a letter first"
            raise InputError(Problem("an area has no such name", found=repr(area), expected=expected))
        project = _project(start or Path.cwd())
        if project is None and not parameters:
            raise InputError(
                Problem(f"no folder here or above has parameters/{BASE}", todo="Use --parameters DIR")
            )
        home = project or Path.cwd()
        return cls(
            parameters=Path(parameters) if parameters else home / "parameters",
            outputs=(Path(outputs) if outputs else home / "outputs") / area,
            private=(Path(private) if private else home / "private") / area,
            notebooks=home / "notebooks" if project else SHIPPED / "notebooks",
            extracts=Path(extracts) / area if extracts else None,
            area=area,
        )

    @property
    def home(self) -> Path:
        """The folder of the project, from which an analyst names a file."""
        return self.outputs.parent.parent if self.area else self.outputs.parent

    @property
    def published(self) -> Path:
        """What was published of each year, and who approved it: beside the outputs, and not thrown away."""
        return self.home / "published" / self.area

    def absolute(self) -> Workspace:
        """The same folders, by names that hold in every working folder."""
        return replace(
            self,
            parameters=self.parameters.absolute(),
            outputs=self.outputs.absolute(),
            private=self.private.absolute(),
            notebooks=self.notebooks.absolute(),
            extracts=self.extracts and self.extracts.absolute(),
        )

    def extracts_of(self, edition: Edition) -> Path:
        """The folder of an edition's own extracts, whether it is there or not."""
        if self.extracts is not None:
            return self.extracts / edition.year
        return (edition.folder / edition.extracts.folder).resolve()

    def findings(self, year: str) -> Path:
        """The findings of an edition."""
        return self.outputs / year / "findings.json"


def areas_of(parameters: Sequence[str]) -> list[str]:
    """The names of several areas: those of their parameters folders.

    Raises InputError for two folders of one name, since their outputs would be one folder.
    """
    found: dict[str, str] = {}
    for folder in parameters:
        name = Path(folder).resolve().name
        if (other := found.setdefault(name.casefold(), folder)) is not folder:
            raise InputError(
                Problem(
                    "two areas have one name, and would write to one folder",
                    found=f"--parameters {other} and --parameters {folder}",
                    todo="Call their parameters folders by different names",
                )
            )
    return [Path(folder).resolve().name for folder in parameters]


def _project(start: Path) -> Path | None:
    """The nearest folder, here or above, that is a project."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "parameters" / BASE).is_file() and (folder / "notebooks").is_dir():
            return folder
    return None
