"""The panels of explore.ipynb: what an analyst narrows, assumes and compares in JupyterLab."""

from profile_lib.workbench.panels.workbench import open_workbench

__all__ = ["open_workbench"]
