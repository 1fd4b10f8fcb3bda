"""How ``explore`` sets up JupyterLab, which reads this file itself: no notebook is saved with its widgets.

What a widget shows may identify a child. JupyterLab can keep the state of widgets in a notebook (a setting of
each user, off unless chosen): whatever that says, it is taken out before anything is written.
"""

from __future__ import annotations

from typing import Any


def without_widgets(model: dict[str, Any], **_: Any) -> None:
    """Take the state of widgets out of a notebook that is about to be saved; other files are left alone."""
    if model.get("type") == "notebook" and model.get("content"):
        model["content"]["metadata"].pop("widgets", None)


c.ContentsManager.pre_save_hook = without_widgets  # type: ignore[name-defined]  # noqa: F821
