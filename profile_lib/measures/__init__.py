"""Measures: one function, one measure. Frames in, figures and tables of counts out."""

import pkgutil


def modules() -> list[str]:
    """The names of the modules of this room, without importing them."""
    return [f"{__name__}.{module.name}" for module in pkgutil.iter_modules(__path__)]
