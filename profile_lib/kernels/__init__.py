"""Kernels for the notebooks of a run, started fast and private to it."""

from profile_lib.kernels.lending import imports_kept, keep_imports, warm_kernels
from profile_lib.kernels.warm import Kernels, KernelsGone

__all__ = ["Kernels", "KernelsGone", "imports_kept", "keep_imports", "warm_kernels"]
