"""Editions handed out to workers, and handed out again where a worker ended before it had made its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, as_completed
from contextlib import AbstractContextManager, suppress

from profile_lib.publication.asked import Asked, Made

ROUNDS = ("together", "together", "alone", "alone")
"""How editions are handed out, and those that were lost with their worker again: at last one at a time, so
that one that ends every worker takes no other with it. Twice, since an edition may have been lost with others
each time before it was begun, and may lose its own worker once."""


def hand_out(
    asked: Sequence[Asked],
    work: Callable[[Asked], Made],
    workers: Callable[[], AbstractContextManager[Executor]],
    say: Callable[[str, bool], None],
    tell: Callable[[Made], None],
) -> None:
    """Have ``workers`` do the ``work`` for every edition, and tell of each when it is done or has failed.

    Those whose worker ended before they were done are done again by others; one that ended its worker in
    every round has failed. ``say`` is told what happened, and whether an edition is done with.
    """
    left = dict.fromkeys(asked, "")
    for how in ROUNDS:
        for group in [[one] for one in left] if how == "alone" else [list(left)]:
            with workers() as executor:
                for one, made in _done(group, work, executor):
                    if isinstance(made, Made):
                        del left[one]
                        tell(made)
                        say(f"{one.name}: {'failed' if made.error else 'made'}", True)
                    else:
                        left[one] = f"{type(made).__name__}: {made}"
            if lost := [one.name for one in group if one in left]:
                say(f"an edition was not made, since its worker has ended; left: {', '.join(lost)}", False)
        if not left:
            return
    for one, why in left.items():
        todo = "Is there memory enough? Make it by itself, with --jobs 1"
        error = f"{one.name}: its worker ended each of {len(ROUNDS)} times, at last with {why}. {todo}"
        tell(Made(one, error=error, code=1))


def _done(
    group: Sequence[Asked], work: Callable[[Asked], Made], executor: Executor
) -> Iterator[tuple[Asked, Made | Exception]]:
    """Each edition of the group when it is done; what its worker ended with where there is no answer."""
    futures = {}
    with suppress(BrokenExecutor):  # those that were not handed out any more are left for the next round
        for one in group:
            futures[executor.submit(work, one)] = one
    for future in as_completed(futures):
        try:
            yield futures[future], future.result()
        except Exception as lost:  # the work raises none: this is the executor's
            yield futures[future], lost
