"""An edition's linked data, made ready for whoever asks: a run, a notebook in JupyterLab, a comparison."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from filelock import FileLock

from profile_lib.dataset import LINKED_FOLDER, Dataset, inputs_key, load, prepare, save
from profile_lib.edition import Edition, load_edition, refuse_without_agreement, years
from profile_lib.errors import InputError, Problem
from profile_lib.figures import Period
from profile_lib.intake.names import SUFFIXES, suffix
from profile_lib.linkage import secret_key
from profile_lib.machine import give_back
from profile_lib.sampling import has_year, is_sample, write_sample_partners
from profile_lib.workspace import Workspace

OURS = ("register.csv", "registered", "pseudonym.key", "decisions", LINKED_FOLDER, "failed", "ran", ".lock")
"""What a profile keeps in its private folder."""


def linked_data(edition: Edition, workspace: Workspace) -> Dataset:
    """The linked data of an edition: those kept for the same inputs, else made now and kept.

    A sample edition whose extracts are not there yet gets them written first. Raises InputError where there
    are no extracts, they cannot be used, or they, or the code, change meanwhile.
    """
    private = private_folder(workspace)
    with FileLock(private / ".lock"):  # notebooks run side by side and may ask for the same year
        folder = extracts_ready(edition, workspace)
        decisions = decisions_of(edition, workspace)
        key = inputs_key(edition, folder, decisions, secret_key(private))
        data = load(edition, key, private)
        if data is None:
            made = prepare(edition, folder, private, decisions)
            if key != inputs_key(edition, folder, decisions, secret_key(private)):
                todo = "Run it again when nobody writes there"
                raise InputError(
                    Problem("the files changed while they were read", file=str(folder), todo=todo)
                )
            save(made, key, private)
            del made
            give_back()
            data = load(edition, key, private)  # of which a frame is in memory when somebody asks for it
            assert data is not None
    return data


def forget_linked(workspace: Workspace) -> None:
    """Delete the linked data kept of every year: whoever asks for them has them made anew, once."""
    private = private_folder(workspace)
    with FileLock(private / ".lock"):
        for kept in (private / LINKED_FOLDER).glob("*"):
            shutil.rmtree(kept)


def extracts_ready(edition: Edition, workspace: Workspace) -> Path:
    """The folder of an edition's extracts; a sample edition that has none yet gets them written first."""
    if _is_made_here(edition, workspace):
        folder = workspace.extracts_of(edition)
        write_sample_partners(folder.parent, [edition.year], workspace.parameters)
    return extracts_of(edition, workspace)


def samples_ready(edition: Edition, workspace: Workspace) -> None:
    """See that the extracts of a sample edition, and of the sample editions before it, are there."""
    with FileLock(private_folder(workspace) / ".lock"):  # editions run side by side and need the same years
        for before in _before(edition, workspace):
            if has_year(before.year) and _is_made_here(before, workspace):
                extracts_ready(before, workspace)
        extracts_ready(edition, workspace)


def edition_data(edition: Edition, workspace: Workspace) -> Dataset:
    """The linked data of an edition, with those of the year that it is compared with to look back on."""
    return replace(linked_data(edition, workspace), earlier=_compared(edition, workspace))


def data_before(edition: Edition, workspace: Workspace) -> Dataset | None:
    """Last year's data over the same windows; None where the edition is compared with none, or its extracts
    are not there: what was not supplied is no zero. A window that last year did not cover stays as it
    was, and nothing over it is comparable."""
    data = _compared(edition, workspace)
    return data and data.over(
        {name: _same_window(period, data.windows[name]) for name, period in edition.windows.items()}
    )


def _compared(edition: Edition, workspace: Workspace) -> Dataset | None:
    """The data of the year that an edition is compared with, if it is compared and its extracts are there."""
    if edition.compare_with is None:
        return None
    before = load_edition(edition.compare_with, workspace.parameters)
    if not can_be_read(before, workspace):
        return None
    return linked_data(before, workspace)


def data_of_years(edition: Edition, workspace: Workspace) -> tuple[list[Dataset], list[str]]:
    """The linked data of every edition up to this one whose extracts are there, the oldest first; and the
    years before it that have parameters and no extracts.

    What is there is decided by extracts and parameters alone, never by which editions were run: a sample
    edition has its extracts written first. Raises InputError where extracts cannot be used.
    """
    samples_ready(edition, workspace)
    found, lacking = [], []
    for before in _before(edition, workspace):
        if workspace.extracts_of(before).is_dir():
            found.append(linked_data(before, workspace))
        else:
            lacking.append(before.year)
    return [*found, linked_data(edition, workspace)], lacking


def _before(edition: Edition, workspace: Workspace) -> list[Edition]:
    """The editions before one, the oldest first."""
    earlier = [year for year in years(workspace.parameters) if year < edition.year]
    return [load_edition(year, workspace.parameters) for year in earlier]


def _same_window(now: Period, before: Period) -> Period:
    """The same days of last year, if it covered them."""
    same = now.same_window_in(before.start.year)
    return same if same.within(before) else before


def can_be_read(edition: Edition, workspace: Workspace) -> bool:
    """Whether an edition has extracts of its own, or they are a sample that can be made."""
    return workspace.extracts_of(edition).is_dir() or _is_made_here(edition, workspace)


def extracts_of(edition: Edition, workspace: Workspace) -> Path:
    """The folder of an edition's extracts: its own in the one given, or the one given if that holds extracts.

    Raises InputError where there is none, and for real ones where the parameters do not say on what they are
    held.
    """
    refuse_without_agreement(edition)
    folder = workspace.extracts_of(edition)
    if folder.is_dir():
        return folder
    if workspace.extracts is not None and any(
        suffix(file) in SUFFIXES for file in workspace.extracts.glob("*")
    ):
        return workspace.extracts
    raise InputError(
        Problem(
            f"there are no extracts of {edition.year} in {folder}",
            todo="Put the partners' files there, name their folder with --extracts, "
            "or write synthetic ones: partnership-profile sample data",
        )
    )


def decisions_of(edition: Edition, workspace: Workspace) -> Path:
    """The decisions on pairs of records: the analyst's own; for the sample those that came with it."""
    own = own_decisions(edition, workspace)
    extracts = extracts_of(edition, workspace)
    beside = extracts.parent / "decisions" / f"{edition.year}.csv"
    return beside if is_sample(extracts) and not own.is_file() else own


def own_decisions(edition: Edition, workspace: Workspace) -> Path:
    """Where an analyst's decisions of an edition are kept."""
    return workspace.private / "decisions" / f"{edition.year}.csv"


def _is_made_here(edition: Edition, workspace: Workspace) -> bool:
    """Whether the sample may be written where the edition's parameters look for extracts."""
    folder = workspace.extracts_of(edition)
    here = workspace.extracts is None and folder.name == edition.year
    return edition.synthetic and here and not folder.exists()


def private_folder(workspace: Workspace) -> Path:
    """The private folder, which its owner alone can open.

    Raises InputError for a folder that holds other things: its rights are not ours to change.
    """
    folder = workspace.private
    if folder.is_dir() and any(folder.iterdir()) and not any((folder / name).exists() for name in OURS):
        todo = "Name a folder of its own with --private"
        raise InputError(Problem("holds other things than a profile's", file=str(folder), todo=todo))
    if workspace.area:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    return folder
