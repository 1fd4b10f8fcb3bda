"""One edition made; while this process imports what it needs, that of the kernels imports what they need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from profile_lib.kernels import warm_kernels
from profile_lib.publication.notebooks import ANALYSES, IMPORTED
from profile_lib.workspace import Workspace

if TYPE_CHECKING:
    from profile_lib.publication.making import Finished


def run_edition(
    year: str,
    workspace: Workspace,
    *,
    audiences: Sequence[str] = ("partnership",),
    jobs: int = 1,
    say: Callable[[str], None] = lambda _: None,
) -> Finished:
    """Make one edition and put it in the place of the last one.

    Raises InputError for parameters or extracts that cannot be used, NotebookFailed for a cell that failed,
    PublicationBlocked where a file identifies a person: the last good edition then stands as it was.
    """
    with warm_kernels(IMPORTED, at_once=jobs, in_all=len(ANALYSES) + len(audiences)) as kernels:
        from profile_lib.edition import load_edition
        from profile_lib.publication.making import make_edition  # seconds, while the kernels' process imports

        edition = load_edition(year, workspace.parameters)
        return make_edition(edition, workspace, kernels, audiences, jobs, say)
