"""An edition's linked data, made ready for whoever asks: a run, a notebook in JupyterLab, a comparison."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock

from profile_lib.dataset import Dataset, inputs_key, load, prepare, save
from profile_lib.edition import Edition, load_edition
from profile_lib.errors import InputError, Problem
from profile_lib.sampling import write_sample_partners
from profile_lib.workspace import Workspace


def linked_data(edition: Edition, workspace: Workspace, *, fresh: bool = False) -> Dataset:
    """The linked data of an edition: those kept for the same inputs, else made now and kept.

    A sample edition whose extracts are not there yet gets them written first. ``fresh`` makes them in any
    case. Raises InputError where there are no extracts, or they cannot be used.
    """
    private = private_folder(workspace)
    with FileLock(private / ".lock"):  # notebooks run side by side and may ask for the same year
        folder = extracts_of(edition, workspace)
        decisions = decisions_of(edition, workspace)
        key = inputs_key(edition, [*folder.iterdir(), decisions])
        data = None if fresh else load(edition, key, private)
        if data is None:
            data = prepare(edition, folder, private, decisions)
            save(data, key, private)
    return data


def data_before(edition: Edition, workspace: Workspace) -> Dataset | None:
    """Last year's data over the same window, or None where the edition is compared with none."""
    if edition.compare_with is None:
        return None
    before = load_edition(edition.compare_with, workspace.parameters)
    if not before.synthetic and not before.extracts_in(workspace.extracts).is_dir():
        return None
    data = linked_data(before, workspace)
    window = edition.periods["missing"].same_window_in(int(before.year))
    return data.over(window) if window.within(data.period) else None


def extracts_of(edition: Edition, workspace: Workspace) -> Path:
    """The folder of an edition's extracts; the sample is written where a sample edition has none."""
    folder = edition.extracts_in(workspace.extracts)
    if not folder.is_dir() and edition.synthetic and workspace.extracts is None:
        write_sample_partners(folder.parent, [edition.year], workspace.parameters)
    if not folder.is_dir():
        raise InputError(
            Problem(
                f"there are no extracts of {edition.year} in {folder}",
                todo="Put the partners' files there, name their folder with --extracts, "
                "or write synthetic ones: partnership-profile sample DIR",
            )
        )
    return folder


def decisions_of(edition: Edition, workspace: Workspace) -> Path:
    """The decisions on pairs of records: the analyst's own, else those that came with the extracts."""
    own = workspace.private / "decisions" / f"{edition.year}.csv"
    beside = edition.extracts_in(workspace.extracts).parent / "decisions" / f"{edition.year}.csv"
    return own if own.is_file() else beside


def private_folder(workspace: Workspace) -> Path:
    """The private folder, which its owner alone can open."""
    workspace.private.mkdir(parents=True, exist_ok=True, mode=0o700)
    workspace.private.chmod(0o700)
    return workspace.private
