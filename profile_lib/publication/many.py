"""Editions made one after the other or side by side: each whole or not at all, and what became of each.

An edition is one piece of work. It reads no other edition's outputs; what editions of an area have in common
(the linked data of earlier years, the register of keys) is made by the first that needs it, behind a lock. So
no order has to be kept, and one that was lost with its worker is made again from its beginning: it is swapped
in whole, and replaces what it finds.
"""

from __future__ import annotations

import platform
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from profile_lib.errors import InputError, Problem, ProfileError, in_words
from profile_lib.kernels import imports_kept
from profile_lib.machine import cores
from profile_lib.publication.asked import Asked, Made
from profile_lib.publication.handing_out import hand_out
from profile_lib.publication.notebooks import STEPS
from profile_lib.publication.run import run_edition
from profile_lib.publication.staging import only_one_at, restore_year
from profile_lib.publication.unchanged import tools, tools_at_work
from profile_lib.publication.workers import AT_WORK, cluster, processes


class Say(Protocol):
    """Told what happens, and how many steps of all are done with it."""

    def __call__(self, text: str, steps: int = 1) -> None: ...


def make_all(
    asked: Sequence[Asked], jobs: int | None, scheduler: str, say: Say, tell: Callable[[Made], None]
) -> None:
    """Make every edition, and tell of each when it is done or has failed.

    ``jobs``: how many editions at once, and where they are fewer so many notebooks between them; None: as
    many as there are cores. ``scheduler``: the address of a cluster that makes them instead, one on each
    worker, with ``jobs`` notebooks of it at once (None: one).
    """
    _forget(asked)
    at_once = jobs or cores()
    workers = min(at_once, len(asked))
    if not scheduler and workers == 1:
        with imports_kept():
            for one in asked:
                tell(make(one, at_once, say))
        return

    def done(text: str, is_done: bool) -> None:
        say(text, STEPS if is_done else 0)

    if scheduler:
        there = [one.anywhere() for one in asked]
        hand_out(there, partial(make, notebooks=jobs or 1), partial(cluster, scheduler), done, tell)
    else:
        hand_out(asked, partial(make, notebooks=at_once // workers), partial(processes, workers), done, tell)


def _forget(asked: Sequence[Asked]) -> None:
    """Where nothing kept may be used: what is kept is put away before the first edition asks for it, since
    editions have earlier years in common."""
    forced = {one.workspace: None for one in asked if one.force}
    if forced:
        from profile_lib.preparation import forget_linked  # heavy, and seldom needed

        for workspace in forced:
            forget_linked(workspace)


def make(asked: Asked, notebooks: int, say: Say | None = None) -> Made:
    """Make an edition with so many notebooks at once, here; an error is told and ends no other edition.

    What a worker left that was killed with it is put right first. Nobody else can be at the same edition: a
    worker that is only believed to be dead still holds its lock.
    """
    year, workspace = asked.year, asked.workspace
    area = f"{workspace.area} " if workspace.area else ""
    try:
        _refuse_unfit(asked)
        with AT_WORK, only_one_at(workspace.outputs, year):
            restore_year(workspace.outputs, year)
            finished = run_edition(
                year,
                workspace,
                audiences=asked.audiences,
                jobs=notebooks,
                say=lambda text: say(f"{area}{text}") if say else None,
            )
        from profile_lib.publication.said import ran  # heavy, and imported by the run by now

        return Made(asked, *ran(asked.name, finished, asked.audiences))
    except BrokenPipeError:
        raise  # whoever read what is said has read enough
    except (ProfileError, OSError) as error:
        words, code = in_words(error)
        return Made(asked, error=f"{asked.name}: {words}", code=code)
    except Exception:  # a fault of ours, and no reason to leave the other editions unmade
        return Made(asked, error=f"{asked.name}: {traceback.format_exc()}", code=1)


def _refuse_unfit(asked: Asked) -> None:
    """Raises InputError on a machine that would not give the same bytes, or does not share the folders; and
    where code or packages were changed since this process has imported them."""
    here, now = platform.node(), tools()
    if asked.tools and not asked.tools == tools_at_work() == now:
        todo = "Install the same lock and code on every machine of the cluster, and start its workers again"
        raise InputError(Problem(f"the worker {here} has another Python, other packages or code", todo=todo))
    if tools_at_work() != now:
        raise InputError(
            Problem("code or packages have been changed since this was started", todo="Run it again")
        )
    if not asked.workspace.outputs.is_dir():
        todo = "The machines of a cluster share the folders, under the same names"
        raise InputError(
            Problem(f"the worker {here} does not find it", file=str(asked.workspace.outputs), todo=todo)
        )
