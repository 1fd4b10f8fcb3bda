"""A project of its own in a temporary folder, on which a test runs the command."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from profile_lib.results import read_findings

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Project:
    """The folders of a partnership, apart from the repository: parameters, data, outputs, private."""

    home: Path

    @property
    def outputs(self) -> Path:
        return self.home / "outputs"

    def words(self, *arguments: str) -> list[str]:
        """The command line for these folders."""
        folders = ["--parameters", str(self.home / "parameters"), "--outputs", str(self.outputs)]
        if arguments[0] in ("run", "check"):
            folders += ["--private", str(self.home / "private")]
        return [sys.executable, "-m", "profile_lib", arguments[0], *folders, *arguments[1:]]

    def command(self, *arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
        """Run a command to its end, as a user would."""
        return subprocess.run(self.words(*arguments), cwd=cwd, capture_output=True, text=True, check=False)

    def findings(self, year: str) -> dict[str, dict[str, Any]]:
        """The figures of an edition that was run, by key."""
        return read_findings(self.outputs / year / "findings.json")

    def bytes_of(self, year: str) -> dict[str, bytes]:
        """What depends on the inputs alone: findings.json, partnership/ and public/."""
        folder = self.outputs / year
        files = [folder / "findings.json", *folder.glob("partnership/**/*"), *folder.glob("public/**/*")]
        return {str(file.relative_to(folder)): file.read_bytes() for file in files if file.is_file()}


def new_project(home: Path) -> Project:
    """A project with the repository's parameters; its data are at ``home / "data"``. Without the edition of
    2013, which every later one would make and link to look back on."""
    shutil.copytree(ROOT / "parameters", home / "parameters")
    (home / "parameters" / "2013.yaml").unlink()
    return Project(home)
