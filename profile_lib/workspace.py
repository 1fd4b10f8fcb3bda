"""Where things are: the folders of a project, as the command line and the notebooks find them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from profile_lib.edition import BASE, Edition
from profile_lib.errors import InputError, Problem

SHIPPED = Path(__file__).resolve().parent.parent
"""The checkout that the library itself belongs to: its notebooks serve projects that have none."""


@dataclass(frozen=True)
class Workspace:
    """The folders a run reads and writes. ``extracts`` holds one folder a year; None: as parameters say."""

    parameters: Path
    outputs: Path
    private: Path
    notebooks: Path
    extracts: Path | None = None

    @classmethod
    def find(
        cls,
        parameters: str = "",
        outputs: str = "",
        private: str = "",
        extracts: str = "",
        start: Path | None = None,
    ) -> Workspace:
        """The folders given, and for an empty one that of the project around ``start`` (the present folder).

        Raises InputError where no project is around and no parameters folder is given.
        """
        project = _project(start or Path.cwd())
        if project is None and not parameters:
            raise InputError(
                Problem(f"no folder here or above has parameters/{BASE}", todo="Use --parameters DIR")
            )
        home = project or Path.cwd()
        return cls(
            parameters=Path(parameters) if parameters else home / "parameters",
            outputs=Path(outputs) if outputs else home / "outputs",
            private=Path(private) if private else home / "private",
            notebooks=home / "notebooks" if project else SHIPPED / "notebooks",
            extracts=Path(extracts) if extracts else None,
        )

    @property
    def home(self) -> Path:
        """The folder of the project, from which an analyst names a file."""
        return self.outputs.parent

    @property
    def published(self) -> Path:
        """What was published of each year, and who approved it: beside the outputs, and not thrown away."""
        return self.home / "published"

    def extracts_of(self, edition: Edition) -> Path:
        """The folder of an edition's own extracts, whether it is there or not."""
        if self.extracts is not None:
            return self.extracts / edition.year
        return (edition.folder / edition.extracts.folder).resolve()

    def findings(self, year: str) -> Path:
        """The findings of an edition."""
        return self.outputs / year / "findings.json"


def _project(start: Path) -> Path | None:
    """The nearest folder, here or above, that is a project."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "parameters" / BASE).is_file() and (folder / "notebooks").is_dir():
            return folder
    return None
