"""Notebooks and library edited side by side: a function that was changed is used by the next cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from IPython import get_ipython


def reload_what_is_edited(forget: Callable[[], None] = lambda: None) -> None:
    """Have the notebook load a module again before a cell where its file has changed, as autoreload does it.

    ``forget``: called before a cell, so that nothing stands that the code made as it was. Elsewhere than in a
    notebook nothing happens.
    """
    shell = get_ipython()
    if shell is not None:
        shell.extension_manager.load_extension("autoreload")
        shell.run_line_magic("autoreload", "2")

        def before_a_cell(_: Any) -> None:
            forget()

        shell.events.register("pre_run_cell", before_a_cell)
