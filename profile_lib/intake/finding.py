"""Which files of a folder are an extract's: by the patterns of its layout, and none of them twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from profile_lib.errors import InputError, Problem
from profile_lib.intake.layout import Layout
from profile_lib.intake.names import OLD, SUFFIXES, stem, suffix


@dataclass(frozen=True)
class Files:
    """The files of an extract, and those whose columns are joined to it (see ``Join``)."""

    own: tuple[Path, ...]
    joined: tuple[Path, ...] = ()


def files_of(layout: Layout, folder: Path) -> Files | None:
    """The files of an extract; None where none was sent.

    Raises InputError where the canonical file is there twice or would be passed over, where one is no file,
    a link out of the folder or an old workbook, and where a file to be joined was not sent.
    """
    named = _matching((f"{layout.extract}.*",), folder)
    own = named if layout.canonical else _matching(layout.files, folder)
    if layout.canonical and len(own) > 1:
        raise InputError(
            Problem(
                f"the extract {layout.extract} is there more than once",
                file=_listed(own),
                todo="Keep one of them",
            )
        )
    if passed_over := [path for path in named if path not in own]:
        raise InputError(
            Problem(
                f"the layout {layout.name} does not read this file",
                file=_listed(passed_over),
                expected=" or ".join(layout.files),
                todo=f"Remove the file, or the layout of {layout.extract} from the parameters",
            )
        )
    if not own:
        return None
    joined = _matching(layout.join.files, folder) if layout.join else ()
    if layout.join and not joined:
        raise InputError(
            Problem(
                f"a file that {_listed(own)} is joined with is not there",
                expected=" or ".join(layout.join.files),
                todo="Ask the partner for it",
            )
        )
    return Files(own, joined)


def claimed_twice(files: Mapping[str, Files]) -> list[Problem]:
    """A problem for each file that two extracts would read."""
    claims: dict[Path, list[str]] = {}
    for extract, found in files.items():
        for path in (*found.own, *found.joined):
            claims.setdefault(path, []).append(extract)
    return [
        Problem(
            "two extracts would read this file",
            file=path.name,
            found=" and ".join(extracts),
            todo="Give the layouts narrower patterns under files",
        )
        for path, extracts in claims.items()
        if len(extracts) > 1
    ]


def _matching(patterns: Iterable[str], folder: Path) -> tuple[Path, ...]:
    """The tables of the folder, or of folders in it, whose names fit a pattern; capitals do not matter.

    Raises InputError for what is no file, a link out of the folder and an old workbook: passed over it would
    be taken for something that was not sent.
    """
    found = [
        path
        for path in sorted({*folder.glob("*"), *folder.glob("*/*")})
        if any(_fits(path.relative_to(folder).as_posix(), pattern) for pattern in patterns)
        and (suffix(path) in SUFFIXES or suffix(path) in OLD)
    ]
    problems = [problem for path in found if (problem := _problem_of(path, folder))]
    if problems:
        raise InputError(problems)
    return tuple(found)


def _fits(name: str, pattern: str) -> bool:
    parts, patterns = name.casefold().split("/"), pattern.replace("\\", "/").casefold().split("/")
    if len(parts) != len(patterns):
        return False
    *folders, file = patterns
    # `missing_episodes.*` is that name with any ending: not that of a file with another dot in it
    if file.endswith(".*") and "*" not in file[:-2]:
        return fnmatchcase("/".join(parts[:-1]), "/".join(folders)) and stem(Path(parts[-1])) == file[:-2]
    return all(fnmatchcase(part, own) for part, own in zip(parts, patterns, strict=True))


def _problem_of(path: Path, folder: Path) -> Problem | None:
    if not path.is_file():
        found = "a folder" if path.is_dir() else "a pipe, or a link that leads nowhere"
        todo = "Put the file itself into the folder of extracts, or rename this"
        return Problem("this is not a file", file=path.name, found=found, todo=todo)
    if not path.resolve().is_relative_to(folder.resolve()):
        return Problem(
            "a link that leads out of the folder of extracts",
            file=path.name,
            todo="Put the file itself into the folder",
        )
    if suffix(path) in OLD:
        return Problem(
            "a workbook of an old kind, or with programs in it, is not read",
            file=path.name,
            expected=" or ".join(SUFFIXES),
            todo='Save it as "Excel workbook (.xlsx)" or "CSV UTF-8"',
        )
    return None


def _listed(paths: Iterable[Path]) -> str:
    return ", ".join(path.name for path in paths)
