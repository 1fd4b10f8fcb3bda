"""Kernels for the notebooks of a run, started fast and private to it."""

from profile_lib.kernels.warm import Kernels, KernelsGone, imports_kept, keep_imports, warm_kernels

__all__ = ["Kernels", "KernelsGone", "imports_kept", "keep_imports", "warm_kernels"]
